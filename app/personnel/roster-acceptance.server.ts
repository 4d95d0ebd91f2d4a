/** Taking a roster into the register, whole or only its good rows, in one transaction. */
import { record } from "~/audit/audit.server";
import { lockRosterImport, lockUnitToChange, rollBackTo, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { identityIndex } from "./identity-vault.server";
import { insertPeople, MADE_TABLES, type Made, type MadeTable } from "./roster-batch.server";
import { type Asked, readRoster } from "./roster-check.server";
import { type AcceptanceMode, mappingOf, type RowResult, sheetOf } from "./roster-import.server";
import { joinPeople } from "./roster-joining.server";
import { enrolPerson, type RowsAsked, type StandingRow, standingOfRows } from "./roster-row.server";

/** More rows in one statement make texts that the collector of garbage leaves lying for a minute. */
const AT_ONCE = 100;

export type Accepted = { ok: true; accepted: number; refused: number; already: boolean };
/** Hears how many rows are done. Not part of the transaction: it tells whoever waits. */
export type Progress = (done: number) => Promise<void>;
type Result = RowResult & { made: Made | null };

/**
 * Takes the import into the register, once: a second call answers what the first did. `all` takes every row or none
 * (refusal roster.has-bad-rows); `good-rows` leaves bad rows out and keeps their reasons. Refusals: roster.*
 */
export async function acceptRoster(
  tx: Tx,
  acceptance: Asked & { importId: string; mode: AcceptanceMode },
  actorId: string,
  now: Date,
  progress: Progress = async () => {},
): Promise<Accepted | { ok: false; refusals: Refusal[] }> {
  const { importId, mode, words, alsoAsked } = acceptance;
  await lockRosterImport(tx, importId);
  const done = await tx.rosterImportAcceptance.findUnique({ where: { importId } });
  if (done) return { ok: true, accepted: done.accepted, refused: done.refused, already: true };
  const found = await mappingOf(tx, importId);
  if (!found.ok) return found;
  const { sheet, unitId } = await sheetOf(tx, importId);
  await progress(0);
  const asked = { mapping: found.mapping, unitId, words, alsoAsked };
  const reading = await readRoster(tx, sheet, { ...asked, take: true }, now);
  if (!reading.ok) return reading;
  const { bad } = reading.counts;
  if (mode === "all" && bad > 0) return badRows(bad);
  if (bad === reading.rows.length) return { ok: false, refusals: [refusal("roster.no-good-rows")] };

  // Between looking and writing another import may have brought the same people: then nothing of this one stays.
  await tx.$executeRawUnsafe("SAVEPOINT roster");
  // Handed over whole: the list is empty from here on, and every row is let go when it is written.
  const of = { importId, actorId, now, progress, alsoAsked };
  const { accepted, refused } = await takeRows(tx, reading.rows.splice(0), of);
  if (mode === "all" && refused > 0) {
    await rollBackTo(tx, "roster");
    return badRows(refused);
  }
  await tx.rosterImportAcceptance.create({
    data: { importId, mode, acceptedById: actorId, acceptedAt: now, accepted, refused },
  });
  await record(tx, {
    type: "roster.accepted",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId, mode, accepted, refused },
  });
  return { ok: true, accepted, refused, already: false };
}

const badRows = (rows: number) => ({
  ok: false as const,
  refusals: [refusal("roster.has-bad-rows", { rows })],
});

type Taking = { actorId: string; now: Date; alsoAsked: RowsAsked | undefined };

async function takeRows(
  tx: Tx,
  rows: StandingRow[],
  { importId, actorId, now, progress, alsoAsked }: Taking & { importId: string; progress: Progress },
): Promise<{ accepted: number; refused: number }> {
  // Duties are unit-wide facts: their units are locked before anybody new is made.
  const dutyUnits = rows.flatMap(({ entry }) => (entry?.legalDuty ? [entry.unitId] : []));
  if (dutyUnits.length > 0) await lockUnitToChange(tx, ...dutyUnits);
  let results: Result[] = [];
  let refused = 0;
  let kept = 0;
  // What became of rows is written as it comes, so that it is not held until the end.
  const keep = async () => {
    await keepResults(tx, importId, results);
    refused += results.filter(({ outcome }) => outcome === "refused").length;
    kept += results.length;
    results = [];
    await progress(kept);
  };
  const fresh: StandingRow[] = [];
  const joining: StandingRow[] = [];
  const byVerbs: StandingRow[] = [];
  for (const one of rows.splice(0)) {
    const { row, standing, problems } = one;
    if (standing?.state === "new") fresh.push(one);
    else if (standing?.state === "joining") joining.push(one);
    else if (standing)
      results.push({ row, outcome: "known", personId: standing.personId, refusals: [], made: null });
    else results.push({ row, outcome: "refused", personId: null, refusals: problems, made: null });
    if (results.length === AT_ONCE) await keep();
  }
  // In one order for everybody: two imports with the same people wait for each other and never crosswise.
  const ordered = await byIndex(fresh.splice(0));
  while (ordered.length > 0) {
    const batch = ordered.splice(0, AT_ONCE);
    const wanted = batch.flatMap(({ row, entry }) => (entry ? [{ row, entry }] : []));
    const made = await insertPeople(tx, wanted, importId, actorId, now);
    for (const one of batch) {
      const person = made.get(one.row);
      if (person) results.push({ row: one.row, outcome: "created", refusals: [], ...person });
      else byVerbs.push(one);
    }
    await keep();
  }
  while (joining.length > 0) {
    const batch = joining.splice(0, AT_ONCE);
    const wanted = batch.flatMap(({ row, entry, standing }) =>
      entry && standing?.personId ? [{ row, entry, personId: standing.personId }] : [],
    );
    const made = await joinPeople(tx, wanted, actorId, now);
    for (const one of batch) {
      const person = made.get(one.row);
      if (person) results.push({ row: one.row, outcome: "known", refusals: [], ...person });
      else byVerbs.push(one);
    }
    await keep();
  }
  for (const one of byVerbs) {
    results.push(await enrolled(tx, one, { actorId, now, alsoAsked }));
    if (results.length === AT_ONCE) await keep();
  }
  await keep();
  return { accepted: kept - refused, refused };
}

async function byIndex(rows: readonly StandingRow[]): Promise<StandingRow[]> {
  const keyed: { key: string; row: StandingRow }[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % 1_000 === 0) await new Promise(setImmediate);
    keyed.push({ key: Buffer.from(identityIndex(row.entry?.identityNumber ?? "")).toString("hex"), row });
  }
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
}

/** One row by the verbs that know a past. What it made is what is current afterwards and was not before. */
async function enrolled(tx: Tx, looked: StandingRow, { actorId, now, alsoAsked }: Taking): Promise<Result> {
  // Somebody may have registered the person after we looked.
  const [found = looked] = looked.standing?.personId
    ? []
    : await standingOfRows(tx, [looked], { lock: true, alsoAsked });
  const { row, entry, standing, problems } = found;
  if (!entry || !standing) return { row, outcome: "refused", personId: null, refusals: problems, made: null };
  const { personId } = standing;
  if (standing.state === "known" || standing.state === "differs")
    return { row, outcome: "known", personId, refusals: [], made: null };
  const before = personId ? await currentOf(tx, personId) : [];
  const taken = await enrolPerson(tx, entry, "roster", actorId, now);
  if (taken.outcome === "refused" || !taken.personId) return { row, ...taken, made: null };
  const after = await currentOf(tx, taken.personId);
  return { row, ...taken, made: { ...idsOnlyIn(after, before), gaveWay: idsOnlyIn(before, after) } };
}

function idsOnlyIn(these: readonly Current[], those: readonly Current[]) {
  const ids: Partial<Record<MadeTable, string[]>> = {};
  for (const { table, id } of these)
    if (!those.some((other) => other.id === id)) ids[table] = [...(ids[table] ?? []), id];
  return ids;
}

type Current = { table: MadeTable; id: string };

const currentOf = (tx: Tx, personId: string): Promise<Current[]> =>
  tx.$queryRaw<Current[]>(
    Prisma.join(
      MADE_TABLES.map(
        (table) =>
          Prisma.sql`SELECT ${table} AS "table", id::text AS id FROM ${Prisma.raw(table)} WHERE person_id = ${personId}::uuid AND superseded_at IS NULL`,
      ),
      " UNION ALL ",
    ),
  );

async function keepResults(tx: Tx, importId: string, results: readonly Result[]): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map((result) => ({ id: newId(), ...result }));
  await tx.$executeRaw`
    INSERT INTO roster_import_row (id, import_id, row, outcome, person_id, refusals, made)
    SELECT r.id, ${importId}::uuid, r.row, r.outcome, r."personId", r.refusals, r.made
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, row int, outcome text, "personId" uuid, refusals jsonb, made jsonb)`;
}
