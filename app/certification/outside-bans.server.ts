/**
 * 外地禁入: bans that other regions decided. One person records, another confirms, and from then on the ban meets whoever has
 * that identity number, also somebody who comes into this register later.
 */
import { noteDenial } from "~/access/denials.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { currentKey } from "~/keys.server";
import { identityNumberFrom, lastFourOf } from "~/personnel/identity-number";
import { identityIndex } from "~/personnel/identity-vault.server";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import type { OutsideGround } from "./ground";

export type NewOutsideBan = {
  name: string;
  /** As typed; kept as its keyed index only. */
  identityNumber: string;
  authority: string;
  decisionNumber: string;
  ground: OutsideGround;
  fromOn: DateOn;
  /** The last day that still counts; null: for life. */
  lastDayOn: DateOn | null;
  /** The letter or notice it was learned from. */
  source: string;
};

export type Recorded = { ok: true; banId: string } | { ok: false; refusals: Refusal[] };

/**
 * The first of two people; nothing is barred yet. Refusals: those of `identityNumberFrom`, outside-ban.days,
 * outside-ban.missing { field } for each text left out, outside-ban.known: the same decision is recorded already.
 */
export async function recordOutsideBan(
  tx: Tx,
  ban: NewOutsideBan,
  actorId: string,
  now: Date,
): Promise<Recorded> {
  const { name, authority, decisionNumber, ground, fromOn, lastDayOn, source } = ban;
  const number = identityNumberFrom(ban.identityNumber, chinaDateOf(now));
  const missing = Object.entries({ name, authority, decisionNumber, source }).flatMap(([field, text]) =>
    text.trim() === "" ? [refusal("outside-ban.missing", { field })] : [],
  );
  const refusals = [
    ...(number.ok ? [] : number.refusals),
    ...missing,
    ...(lastDayOn && lastDayOn < fromOn ? [refusal("outside-ban.days", { fromOn, lastDayOn })] : []),
  ];
  if (!number.ok || refusals.length > 0) return { ok: false, refusals };
  const banId = newId();
  const indexHash = identityIndex(number.number);
  const { count } = await tx.outsideBan.createMany({
    data: [
      {
        ...{
          id: banId,
          name: name.trim(),
          authority: authority.trim(),
          decisionNumber: decisionNumber.trim(),
        },
        ...{ indexHash, indexKeyId: currentKey("identity-index").id, lastFour: lastFourOf(number.number) },
        ...{ ground, fromOn: toDbDate(fromOn), lastDayOn: lastDayOn && toDbDate(lastDayOn) },
        ...{ source: source.trim(), recordedById: actorId, recordedAt: now },
      },
    ],
    // Of two who record the same decision at once the database keeps one.
    skipDuplicates: true,
  });
  if (count === 0)
    return { ok: false, refusals: [refusal("outside-ban.known", { authority, decisionNumber })] };
  await record(tx, {
    ...{ type: "outside-ban.recorded", at: now, actorId, subjectId: banId },
    data: { banId, ground },
  });
  return { ok: true, banId };
}

/** The second of two people. Refusals: outside-ban.decided, outside-ban.same-person. */
export async function confirmOutsideBan(
  tx: Tx,
  { banId }: { banId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return decide(tx, banId, "confirmed", actorId, now);
}

/** Not confirmed, or taken back by who recorded it. Refusal: outside-ban.decided. */
export async function refuseOutsideBan(
  tx: Tx,
  { banId }: { banId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  return decide(tx, banId, "refused", actorId, now);
}

async function decide(
  tx: Tx,
  banId: string,
  decision: "confirmed" | "refused",
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const ban = await lockedBan(tx, banId);
  const verdict = verdictOf([
    ...(ban.decision ? [refusal("outside-ban.decided")] : []),
    ...(decision === "confirmed" && ban.recordedById === actorId ? [refusal("outside-ban.same-person")] : []),
  ]);
  const attempt = { at: now, actorId, permission: "ban:confirm", subjectId: banId } as const;
  if (!verdict.ok) return noteDenial(tx, verdict, attempt);
  await tx.outsideBan.update({
    where: { id: banId },
    data: { decision, decidedById: actorId, decidedAt: now },
  });
  await record(tx, {
    ...{ type: `outside-ban.${decision}`, at: now, actorId, subjectId: banId },
    data: { banId },
  });
  return { ok: true };
}

/** The region that decided has lifted or shortened it. Refusals: outside-ban.not-in-force, outside-ban.reason-missing. */
export async function liftOutsideBan(
  tx: Tx,
  { banId, reason }: { banId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const ban = await lockedBan(tx, banId);
  const verdict = verdictOf([
    ...(ban.decision !== "confirmed" || ban.liftedAt ? [refusal("outside-ban.not-in-force")] : []),
    ...(reason.trim() === "" ? [refusal("outside-ban.reason-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.outsideBan.update({
    where: { id: banId },
    data: { liftedById: actorId, liftedAt: now, liftReason: reason.trim() },
  });
  await record(tx, { type: "outside-ban.lifted", at: now, actorId, subjectId: banId, data: { banId } });
  return { ok: true };
}

/** Of two who decide at once the second reads what the first wrote. */
async function lockedBan(tx: Tx, banId: string) {
  await tx.$queryRaw`SELECT 1 FROM outside_ban WHERE id = ${banId}::uuid FOR NO KEY UPDATE`;
  return tx.outsideBan.findUniqueOrThrow({ where: { id: banId } });
}
