/** 送达: how a decision on a certificate reached its holder. A decision may be served more than once, each time another row. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { refusal, type Verdict, verdictOf } from "~/verdict";
import { type CertificateAct, isDecision } from "./act";

export const SERVICE_WAYS = [
  "in-person", // 直接送达
  "left-at-place", // 留置送达
  "through-unit", // 单位转交
  "by-post", // 邮寄送达
  "electronic", // 电子送达
  "public-notice", // 公告送达
] as const;
export type ServiceWay = (typeof SERVICE_WAYS)[number];

export type Service = { actId: string; way: ServiceWay; servedOn: DateOn; receiver: string; note: string };

/**
 * Refusals, all at once: service.not-a-decision, service.before-decision { decidedOn }, service.in-future,
 * service.receiver-missing. The same service again is harmless. `certificateId` bounds whose acts can be named.
 */
export async function recordService(
  tx: Tx,
  { certificateId, actId, way, servedOn, receiver, note }: Service & { certificateId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const act = await tx.certificateAct.findFirstOrThrow({
    where: { id: actId, certificateId },
    include: { certificate: { select: { personId: true, unitId: true } } },
  });
  const decidedOn = chinaDateOf(act.recordedAt);
  const verdict = verdictOf([
    ...(isDecision(act.act as CertificateAct) ? [] : [refusal("service.not-a-decision")]),
    ...(servedOn < decidedOn ? [refusal("service.before-decision", { decidedOn })] : []),
    ...(servedOn > chinaDateOf(now) ? [refusal("service.in-future")] : []),
    ...(receiver.trim() === "" ? [refusal("service.receiver-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  const { count } = await tx.actService.createMany({
    data: [
      {
        ...{ id: newId(), actId, way, servedOn: toDbDate(servedOn), receiver: receiver.trim() },
        ...{ note: note.trim() || null, recordedById: actorId, recordedAt: now },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return { ok: true };
  await record(tx, {
    ...{ type: "certificate.act-served", at: now, actorId, ...act.certificate, subjectId: certificateId },
    data: { certificateId, actId, way },
  });
  return { ok: true };
}
