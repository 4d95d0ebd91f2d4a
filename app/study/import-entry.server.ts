/** Entering a table of past study, whole or only its good rows, in one transaction. */
import { record } from "~/audit/audit.server";
import { lockStudyImport, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Progress } from "~/personnel/roster-acceptance.server";
import { type Refusal, refusal } from "~/verdict";
import { columnsOf, insertRecords } from "./entry.server";
import { readImport, storeCheck } from "./import-check.server";
import type { ImportWords } from "./import-columns";
import type { LookedRow } from "./import-standing";
import { type EntryMode, sheetOf } from "./imports.server";
import { keepStandingsOf } from "./standing-store.server";

/** More rows in one statement make texts that the collector of garbage leaves lying. */
const AT_ONCE = 500;

export type Entered = { ok: true; entered: number; already: boolean };

/**
 * Enters what the import holds, once: a second call answers what the first did. Whoever enters what others studied speaks
 * for the unit, so that entries wait for legal affairs; one's own wait for somebody of the unit. `all` enters every row
 * or none (refusal study-import.has-bad-rows { rows }); `good-rows` leaves bad rows out. What stands in the ledger already
 * is not entered again. Refusals: study-import.nothing-to-enter, and those of `readImport`.
 */
export async function enterImport(
  tx: Tx,
  { importId, mode, words }: { importId: string; mode: EntryMode; words: ImportWords },
  actorId: string,
  now: Date,
  progress: Progress = async () => {},
): Promise<Entered | { ok: false; refusals: Refusal[] }> {
  await lockStudyImport(tx, importId);
  const done = await tx.studyImportEntry.findUnique({ where: { importId } });
  if (done) return { ok: true, entered: done.entered, already: true };
  const { sheet, unitId } = await sheetOf(tx, importId);
  await progress(0);
  const reading = await readImport(tx, sheet, { unitId, words, take: true }, now);
  if (!reading.ok) return reading;
  const { bad, known, ...fresh } = reading.counts;
  if (mode === "all" && bad > 0)
    return { ok: false, refusals: [refusal("study-import.has-bad-rows", { rows: bad })] };
  const entered = fresh.new + fresh.overlapping;
  if (entered === 0) return { ok: false, refusals: [refusal("study-import.nothing-to-enter")] };
  // What was found now is what the page shows from now on.
  await storeCheck(tx, { importId, sheet, reading }, actorId, now);
  // Handed over whole: what only the pages show is let go before anything is written.
  await insertRows(tx, reading.rows.splice(0), importId, actorId, now, progress);
  await tx.studyImportEntry.create({
    data: { importId, mode, entered, known, refused: bad, enteredById: actorId, enteredAt: now },
  });
  await record(tx, {
    type: "study-import.entered",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId, mode, entered, refused: bad },
  });
  return { ok: true, entered, already: false };
}

async function insertRows(
  tx: Tx,
  looked: LookedRow[],
  importId: string,
  actorId: string,
  now: Date,
  progress: Progress,
): Promise<void> {
  const fresh = looked
    .splice(0)
    .flatMap(({ state, place, session }) =>
      (state === "new" || state === "overlapping") && place && session ? [{ place, session }] : [],
    );
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const batch = fresh.slice(from, from + AT_ONCE);
    await insertRecords(
      tx,
      batch.map(({ place: { personId, unitId }, session }) => ({
        ...{ id: newId(), personId, unitId, importId },
        ...columnsOf(session),
      })),
      actorId,
      now,
    );
    await progress(from + batch.length);
  }
  const touched = fresh.map(({ place: { personId }, session: { startAt, endAt } }) => ({
    ...{ personId, startAt, endAt },
  }));
  await keepStandingsOf(tx, touched, now);
}
