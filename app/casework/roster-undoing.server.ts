/**
 * Undoing an accepted roster as a whole: everything it made is superseded and what gave way to it holds again, so that
 * every answer is what it was. Refused where anything later rests on it, in whatever room.
 */
import { record, recordAll } from "~/audit/audit.server";
import { lockPeople, lockRosterImport, lockUnitToChange, type Tx } from "~/db.server";
import { supersede, writeAgain } from "~/organisation/versions.server";
import type { Progress } from "~/personnel/roster-acceptance.server";
import { MADE_TABLES, type Made } from "~/personnel/roster-batch.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";

const AT_ONCE = 2_000;

export type Undone = { ok: true; people: number; already: boolean };

/** Refusals: roster.not-accepted, .undo-unknown (accepted before this was possible), .undo-rests for each kind of record. */
export async function undoRoster(
  tx: Tx,
  importId: string,
  actorId: string,
  now: Date,
  progress: Progress = async () => {},
): Promise<Undone | { ok: false; refusals: Refusal[] }> {
  await lockRosterImport(tx, importId);
  const before = await tx.rosterImportUndoing.findUnique({ where: { importId } });
  if (before) return { ok: true, people: before.people, already: true };
  const accepted = await tx.rosterImport.findUniqueOrThrow({
    where: { id: importId },
    select: { unitId: true, acceptance: { select: { acceptedAt: true } } },
  });
  if (!accepted.acceptance) return { ok: false, refusals: [refusal("roster.not-accepted")] };
  const rows = await tx.rosterImportRow.findMany({
    where: { importId, personId: { not: null } },
    select: { personId: true, outcome: true, made: true },
    orderBy: { personId: "asc" },
  });
  if (rows.some((row) => row.outcome === "created" && row.made === null))
    return { ok: false, refusals: [refusal("roster.undo-unknown")] };
  const people = rows.flatMap(({ personId, made }) =>
    personId && made ? [{ personId, made: made as Made }] : [],
  );

  const dutyIds = people.flatMap(({ made }) => made.legal_duty ?? []);
  const duties = await unitsOfDuties(tx, dutyIds);
  if (duties.length > 0) await lockUnitToChange(tx, ...duties);
  await lockPeople(tx, ...people.map(({ personId }) => personId));
  const refusals = await whatRests(tx, importId, accepted.acceptance.acceptedAt);
  if (refusals.length > 0) return { ok: false, refusals };

  for (let at = 0; at < people.length; at += AT_ONCE) {
    const batch = people.slice(at, at + AT_ONCE);
    for (const table of MADE_TABLES)
      await supersede(
        tx,
        table,
        batch.flatMap(({ made }) => made[table] ?? []),
        now,
      );
    for (const table of MADE_TABLES)
      await writeAgain(
        tx,
        table,
        // A version is superseded once and for all: what gave way is written again as it was.
        batch.flatMap(({ made }) => (made.gaveWay?.[table] ?? []).map((id) => ({ id }))),
        actorId,
        now,
      );
    await recordAll(
      tx,
      batch.map(({ personId }) => ({
        type: "person.import-undone" as const,
        at: now,
        actorId,
        personId,
        unitId: accepted.unitId,
        subjectId: importId,
        data: { importId },
      })),
    );
    await progress(Math.min(people.length, at + AT_ONCE));
  }
  await tx.rosterImportUndoing.create({
    data: { importId, undoneById: actorId, undoneAt: now, people: people.length },
  });
  await record(tx, {
    type: "roster.undone",
    at: now,
    actorId,
    unitId: accepted.unitId,
    subjectId: importId,
    data: { importId, people: people.length },
  });
  return { ok: true, people: people.length, already: false };
}

async function unitsOfDuties(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ unitId: string }[]>`
    SELECT DISTINCT unit_id::text AS "unitId" FROM legal_duty WHERE id = ANY(${ids}::uuid[])`;
  return rows.map(({ unitId }) => unitId);
}

type Reference = { table: string; column: string; since: string | null };

/** Columns that say when a record came to be, the first that a table has. */
const SINCE = ["recorded_at", "created_at", "registered_at", "issued_at", "started_at", "proposed_at", "at"];
/** Kept for the record, and in the way of nothing. */
const RESTS_NOT = ["roster_import_row", ...MADE_TABLES];

/**
 * Everything later that rests on what the import made. Asked of the database's own references to a person, so that a
 * room built tomorrow cannot be forgotten: people the import made may have nothing else anywhere; people it gave an
 * employment may have nothing newer.
 */
async function whatRests(tx: Tx, importId: string, acceptedAt: Date): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const add = (what: string, rows: { row: number }[]) => {
    if (rows.length === 0) return;
    const first = rows
      .slice(0, 8)
      .map(({ row }) => row)
      .join(", ");
    refusals.push(
      refusal("roster.undo-rests", {
        what,
        people: rows.length,
        rows: rows.length > 8 ? `${first} …` : first,
      }),
    );
  };
  const made = Prisma.sql`roster_import_row r WHERE r.import_id = ${importId}::uuid AND r.made IS NOT NULL`;
  for (const table of MADE_TABLES) {
    const name = Prisma.raw(`"${table}"`);
    // Changed since: a version of ours no longer holds, or one that is not ours came after.
    add(
      table,
      await tx.$queryRaw`
        SELECT DISTINCT r.row FROM ${name} t JOIN (SELECT r.* FROM ${made}) r ON r.person_id = t.person_id
        WHERE CASE WHEN r.made -> ${table}::text @> to_jsonb(t.id::text) THEN t.superseded_at IS NOT NULL
          ELSE r.outcome = 'created' OR t.recorded_at > ${acceptedAt}::timestamptz
            OR (t.superseded_at > ${acceptedAt}::timestamptz) END
        ORDER BY r.row`,
    );
  }
  for (const { table, column, since } of await referencesToPeople(tx)) {
    const later = since
      ? Prisma.sql`t.${Prisma.raw(`"${since}"`)} > ${acceptedAt}::timestamptz`
      : Prisma.sql`FALSE`;
    add(
      table,
      await tx.$queryRaw`
        SELECT DISTINCT r.row FROM ${Prisma.raw(`"${table}"`)} t
        JOIN (SELECT r.* FROM ${made}) r ON r.person_id = t.${Prisma.raw(`"${column}"`)}
        WHERE r.outcome = 'created' OR ${later} ORDER BY r.row`,
    );
  }
  add(
    "person",
    await tx.$queryRaw`
      SELECT r.row FROM ${made} AND EXISTS (SELECT 1 FROM person p WHERE p.id = r.person_id
        AND (p.merged_into_id IS NOT NULL OR (p.photo_hash IS NOT NULL AND r.outcome = 'created'))) ORDER BY r.row`,
  );
  add(
    "account",
    await tx.$queryRaw`
      SELECT r.row FROM ${made} AND EXISTS (SELECT 1 FROM account a WHERE a.person_id = r.person_id
        AND (r.outcome = 'created' OR a.created_at > ${acceptedAt}::timestamptz)) ORDER BY r.row`,
  );
  add(
    "roster_import",
    await tx.$queryRaw`
      SELECT DISTINCT r.row FROM ${made} AND EXISTS (
        SELECT 1 FROM roster_import_row o JOIN roster_import_acceptance a ON a.import_id = o.import_id
        WHERE o.person_id = r.person_id AND o.import_id <> r.import_id AND a.accepted_at >= ${acceptedAt}::timestamptz
          AND NOT EXISTS (SELECT 1 FROM roster_import_undoing u WHERE u.import_id = o.import_id)) ORDER BY r.row`,
  );
  return refusals;
}

async function referencesToPeople(tx: Tx): Promise<Reference[]> {
  return tx.$queryRaw<Reference[]>`
    SELECT t.relname::text AS "table", a.attname::text AS "column",
      (SELECT s.attname::text FROM pg_attribute s WHERE s.attrelid = t.oid AND NOT s.attisdropped
        AND s.attname = ANY(${SINCE}) AND s.atttypid = 'timestamptz'::regtype
        ORDER BY array_position(${SINCE}::text[], s.attname::text) LIMIT 1) AS since
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'public.person'::regclass AND t.relname <> ALL(${[...RESTS_NOT]})
    ORDER BY t.relname`;
}
