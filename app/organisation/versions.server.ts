/** Versions of facts, superseded and written again many at a time: the same for every table that keeps a history. */
import type { DateRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { Prisma } from "../../prisma/generated/client";

/** Tables whose rows are versions: fact_id or its like, recorded_at, recorded_by_id, superseded_at. */
export type HistoryTable =
  | "employment"
  | "legal_duty"
  | "study_category"
  | "assignment"
  | "sanction"
  | "exam_ban"
  | "qualification_part"
  | "annual_grade"
  | "person_name"
  | "identity_number";

/** Believed no longer from now on; harmless for versions that are superseded already. */
export async function supersede(
  tx: Tx,
  table: HistoryTable,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    UPDATE ${nameOf(table)} SET superseded_at = ${now}::timestamptz
    WHERE id = ANY(${[...ids]}::uuid[]) AND superseded_at IS NULL`;
}

/** A version to be written again: what it says otherwise, the rest as it was. `fresh`: the id of the new one. */
export type Again = { id: string; fresh?: string; personId?: string } & Partial<DateRange>;

/** The same facts as versions known from now on. */
export async function writeAgain(
  tx: Tx,
  table: HistoryTable,
  versions: readonly Again[],
  actorId: string | null,
  now: Date,
): Promise<void> {
  if (versions.length === 0) return;
  const name = nameOf(table);
  const changes = versions.map(({ personId, fromOn, toOn }) =>
    JSON.stringify({ person_id: personId, from_on: fromOn, to_on: toOn }),
  );
  await tx.$executeRaw`
    INSERT INTO ${name}
    SELECT (jsonb_populate_record(NULL::${name}, to_jsonb(o) || p.change::jsonb || jsonb_build_object('id', p.fresh,
      'recorded_at', ${now}::timestamptz, 'recorded_by_id', ${actorId}::uuid, 'superseded_at', NULL))).*
    FROM unnest(${versions.map(({ id }) => id)}::uuid[], ${versions.map(({ fresh }) => fresh ?? newId())}::uuid[],
      ${changes}::text[]) AS p (old, fresh, change)
    JOIN ${name} o ON o.id = p.old`;
}

const nameOf = (table: HistoryTable) => Prisma.raw(`"${table}"`);
