/**
 * Requests to be let off part of a year's study: asked for by the person or the unit, decided by personnel and by legal
 * affairs, effective in the standings at once, and taken back with a reason.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { lockRelief, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { packFor } from "~/rulebook/packs.server";
import { combine, type Refusal, refusal, type Verdict } from "~/verdict";
import { mayChangeYears } from "./frozen.server";
import {
  type AskedRelief,
  mayAskRelief,
  mayDecideRelief,
  mayRevokeRelief,
  type ReliefDecision,
  type ReliefOffice,
  type ReliefState,
  reliefRange,
  reliefStateOf,
} from "./relief";
import { keepStandings } from "./standing-store.server";

type Asked = AskedRelief & { personId: string; unitId: string; note: string };
type Actor = { accountId: string; personId: string | null };

/**
 * Asking for the same again answers what waits already. Refusals: those of `mayAskRelief`, study-record.year-frozen.
 */
export async function askRelief(
  tx: Tx,
  asked: Asked,
  actorId: string,
  now: Date,
): Promise<{ ok: true; reliefId: string } | { ok: false; refusals: Refusal[] }> {
  const { personId, unitId, year, ground, retiresOn, evidence, note } = asked;
  const { pack } = await packFor(tx, unitId, chinaDateOf(now));
  const verdict = combine(
    mayAskRelief(asked, pack),
    await mayChangeYears(tx, { personIds: [personId], unitId }, [year]),
  );
  const range = reliefRange(asked);
  if (!verdict.ok || !range) return verdict.ok ? { ok: false, refusals: [] } : verdict;
  const same = { personId, year, ground, fromOn: toDbDate(range.fromOn), toOn: toDbDate(range.toOn) };
  const known = await tx.studyRelief.findMany({ where: same, include: { decisions: true } });
  const waiting = known.find((one) => ["open", "granted"].includes(reliefStateOf(one)));
  if (waiting) return { ok: true, reliefId: waiting.id };
  const id = newId();
  await tx.studyRelief.create({
    data: {
      ...{ id, ...same, unitId, evidence: evidence.trim(), note: note.trim() },
      offices: pack.study.reliefOffices.value,
      retiresOn: ground === "retiring" && retiresOn ? toDbDate(retiresOn) : null,
      ...{ askedById: actorId, askedAt: now },
    },
  });
  await record(tx, {
    ...{ type: "study-relief.asked", at: now, actorId, personId, unitId, subjectId: id },
    data: { reliefId: id, ground, year },
  });
  return { ok: true, reliefId: id };
}

/** One office's answer; once all have agreed it counts. Refusals: those of `mayDecideRelief`, study-record.year-frozen. */
export async function decideRelief(
  tx: Tx,
  answer: { reliefId: string; office: ReliefOffice; decision: ReliefDecision; reason: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const { reliefId, office, decision, reason } = answer;
  const relief = await lockedRelief(tx, reliefId);
  const { personId, unitId, year, ground } = relief;
  const verdict = combine(
    mayDecideRelief(relief, answer, actor),
    await mayChangeYears(tx, { personIds: [personId], unitId }, [year]),
  );
  if (!verdict.ok) return verdict;
  await tx.studyReliefDecision.create({
    data: {
      ...{ id: newId(), reliefId, office, decision, reason: reason.trim() || null },
      ...{ byId: actor.accountId, at: now },
    },
  });
  const about = { at: now, actorId: actor.accountId, personId, unitId, subjectId: reliefId };
  await record(tx, { ...about, type: `study-relief.${decision}`, data: { reliefId, office, ground, year } });
  await keepStandings(tx, [personId], year, now);
  return { ok: true };
}

/** By whoever asked, while nobody has decided. Harmless to repeat. Refusals: study-relief.not-yours, study-relief.settled. */
export async function withdrawRelief(
  tx: Tx,
  { reliefId }: { reliefId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { state, askedById, personId, unitId, year, ground } = await lockedRelief(tx, reliefId);
  if (askedById !== actorId) return { ok: false, refusals: [refusal("study-relief.not-yours")] };
  if (state === "withdrawn") return { ok: true };
  if (state !== "open") return { ok: false, refusals: [refusal("study-relief.settled", { state })] };
  await tx.studyRelief.update({ where: { id: reliefId }, data: { withdrawnAt: now } });
  await record(tx, {
    ...{ type: "study-relief.withdrawn", at: now, actorId, personId, unitId, subjectId: reliefId },
    data: { reliefId, ground, year },
  });
  return { ok: true };
}

/** From now on the year is owed as before. Refusals: those of `mayRevokeRelief`, study-record.year-frozen. */
export async function revokeRelief(
  tx: Tx,
  { reliefId, reason }: { reliefId: string; reason: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const relief = await lockedRelief(tx, reliefId);
  const { personId, unitId, year, ground } = relief;
  const verdict = combine(
    mayRevokeRelief(relief, reason, actor),
    await mayChangeYears(tx, { personIds: [personId], unitId }, [year]),
  );
  if (!verdict.ok) return verdict;
  const revoked = { revokedAt: now, revokedById: actor.accountId, revokeReason: reason.trim() };
  await tx.studyRelief.update({ where: { id: reliefId }, data: revoked });
  const about = { at: now, actorId: actor.accountId, personId, unitId, subjectId: reliefId };
  await record(tx, { ...about, type: "study-relief.revoked", data: { reliefId, ground, year } });
  await keepStandings(tx, [personId], year, now);
  return { ok: true };
}

async function lockedRelief(tx: Tx, reliefId: string) {
  await lockRelief(tx, reliefId);
  const row = await tx.studyRelief.findUniqueOrThrow({
    where: { id: reliefId },
    include: { decisions: true },
  });
  return { ...row, state: reliefStateOf(row) as ReliefState };
}
