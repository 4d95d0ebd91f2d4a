/** What is done with the entries of an import together: legal affairs accepts them, and all of them are undone. */
import { record } from "~/audit/audit.server";
import { lockStudyImport, type Tx } from "~/db.server";
import type { Progress } from "~/personnel/roster-acceptance.server";
import { type Refusal, refusal } from "~/verdict";
import { decideAll } from "./checks.server";
import { reverseStudyRecords } from "./ledger.server";
import { keepStandingsOf } from "./standing-store.server";

const AT_ONCE = 500;

/** Entries of an import by what has become of them; `taking`: entries that take others back and are not accepted yet. */
export type ImportTally = {
  submitted: number;
  confirmed: number;
  accepted: number;
  returned: number;
  reversed: number;
  taking: number;
  /** What waits for legal affairs, of either kind. */
  acceptable: number;
};

export async function tallyOf(tx: Tx, importId: string): Promise<ImportTally> {
  const [tally] = await tx.$queryRaw<ImportTally[]>`
    WITH found AS (
      SELECT r.reverses_id IS NOT NULL AS taking,
        (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1) AS step,
        EXISTS (SELECT FROM study_record u JOIN study_record_step s ON s.record_id = u.id
          WHERE u.reverses_id = r.id AND s.step = 'accepted') AS reversed
      FROM study_record r WHERE r.import_id = ${importId}::uuid)
    SELECT count(*) FILTER (WHERE NOT taking AND step = 'submitted')::int AS submitted,
      count(*) FILTER (WHERE NOT taking AND step = 'confirmed')::int AS confirmed,
      count(*) FILTER (WHERE NOT taking AND step = 'accepted' AND NOT reversed)::int AS accepted,
      count(*) FILTER (WHERE NOT taking AND step = 'returned')::int AS returned,
      count(*) FILTER (WHERE NOT taking AND reversed)::int AS reversed,
      count(*) FILTER (WHERE taking AND step IN ('submitted', 'confirmed'))::int AS taking,
      count(*) FILTER (WHERE step = 'confirmed')::int AS acceptable
    FROM found`;
  return tally!;
}

/** `left`: what was not accepted, by reason; the fact `entries` says of how many. */
export type ImportAccepted = { accepted: number; left: Refusal[] };

/**
 * Legal affairs accepts what waits of an import, entries and entries that take some of them back, each by its own
 * verdict; nobody what they entered or studied themselves. Doing it again takes what was left.
 */
export async function acceptImport(
  tx: Tx,
  importId: string,
  actorId: string,
  now: Date,
  progress: Progress = async () => {},
): Promise<ImportAccepted> {
  await lockStudyImport(tx, importId);
  const waiting = (await recordsOf(tx, importId)).filter(({ step }) => step === "confirmed");
  const left = new Map<string, Refusal>();
  const touched: Touched[] = [];
  for (let from = 0; from < waiting.length; from += AT_ONCE) {
    const ids = waiting.slice(from, from + AT_ONCE).map(({ id }) => id);
    const { answers, changed } = await decideAll(tx, ids, "accepted", null, actorId, now);
    for (const { personId, startAt, endAt } of changed) touched.push({ personId, startAt, endAt });
    for (const { verdict } of answers)
      for (const { facts, ...why } of verdict.ok ? [] : verdict.refusals) {
        const key = JSON.stringify([why.code, facts]);
        const entries = Number(left.get(key)?.facts.entries ?? 0) + 1;
        left.set(key, { ...why, facts: { ...facts, entries } });
      }
    await progress(from + ids.length);
  }
  await keepStandingsOf(tx, touched, now);
  if (touched.length > 0) {
    const { unitId } = await tx.studyImport.findUniqueOrThrow({ where: { id: importId } });
    const data = { importId, accepted: touched.length, left: waiting.length - touched.length };
    await record(tx, {
      type: "study-import.accepted",
      at: now,
      actorId,
      unitId,
      subjectId: importId,
      data,
    });
  }
  return { accepted: touched.length, left: [...left.values()] };
}

type Touched = { personId: string; startAt: Date; endAt: Date };
type OfImport = Touched & { id: string; step: string; isTaken: boolean; takes: boolean };

const recordsOf = (tx: Tx, importId: string): Promise<OfImport[]> =>
  tx.$queryRaw<OfImport[]>`
    SELECT r.id::text, r.person_id::text AS "personId", r.start_at AS "startAt", r.end_at AS "endAt",
      (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1) AS step,
      r.reverses_id IS NOT NULL AS takes, EXISTS (SELECT FROM study_record u WHERE u.reverses_id = r.id) AS "isTaken"
    FROM study_record r WHERE r.import_id = ${importId}::uuid ORDER BY r.id`;

export type ImportUndone = { ok: true; returned: number; reversing: number; already: boolean };

/**
 * Undoes an import as a whole, once: what legal affairs has not accepted is returned, and what it has accepted gets an
 * entry that takes it back, for somebody else to accept. What was returned or taken back before stays as it is.
 * Refusals: study-import.not-entered, .undo-own (one's own study is among it), study-record.reason-missing.
 */
export async function undoImport(
  tx: Tx,
  { importId, reason }: { importId: string; reason: string },
  actorId: string,
  now: Date,
  progress: Progress = async () => {},
): Promise<ImportUndone | { ok: false; refusals: Refusal[] }> {
  await lockStudyImport(tx, importId);
  const { unitId, entry } = await tx.studyImport.findUniqueOrThrow({
    where: { id: importId },
    select: { unitId: true, entry: { include: { undoing: true } } },
  });
  if (entry?.undoing) {
    const { returned, reversing } = entry.undoing;
    return { ok: true, returned, reversing, already: true };
  }
  const actor = await tx.account.findUniqueOrThrow({ where: { id: actorId }, select: { personId: true } });
  const all = await recordsOf(tx, importId);
  const waiting = all.filter(({ step, takes }) => !takes && (step === "submitted" || step === "confirmed"));
  const accepted = all.filter(({ step, takes, isTaken }) => !takes && step === "accepted" && !isTaken);
  const isOwn = [...waiting, ...accepted].some(({ personId }) => personId === actor.personId);
  const refusals = [
    ...(entry ? [] : [refusal("study-import.not-entered")]),
    ...(reason.trim() === "" ? [refusal("study-record.reason-missing")] : []),
    ...(isOwn ? [refusal("study-import.undo-own")] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const counts = { returned: 0, reversing: 0 };
  for (const ids of batches(waiting)) {
    const { changed } = await decideAll(tx, ids, "returned", reason, actorId, now);
    counts.returned += changed.length;
    await progress(counts.returned);
  }
  for (const recordIds of batches(accepted)) {
    const taken = { recordIds, reason, ground: "mistake" as const };
    const answers = await reverseStudyRecords(tx, taken, actorId, now);
    counts.reversing += answers.filter(({ ok }) => ok).length;
    await progress(counts.returned + counts.reversing);
  }
  await keepStandingsOf(tx, waiting, now);
  await tx.studyImportUndoing.create({
    data: { importId, reason: reason.trim(), ...counts, undoneById: actorId, undoneAt: now },
  });
  const event = { at: now, actorId, unitId, subjectId: importId };
  await record(tx, { ...event, type: "study-import.undone", data: { importId, ...counts } });
  return { ok: true, ...counts, already: false };
}

function* batches(records: readonly OfImport[]): Generator<string[]> {
  for (let from = 0; from < records.length; from += AT_ONCE)
    yield records.slice(from, from + AT_ONCE).map(({ id }) => id);
}
