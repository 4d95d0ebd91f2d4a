/**
 * People nobody knows yet, written many at a time. The rules are those of `registerPerson` and `recordEmployment` for
 * somebody without a past: the number's unique index decides who makes the person, and nothing can overlap.
 */
import { recordAll } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { sealIdentityNumber } from "./identity-vault.server";
import { ALWAYS } from "./person";
import type { RosterEntry } from "./roster";

export type NewRow = { row: number; entry: RosterEntry };
/** What a row made, and what gave way to it: table → ids. */
export type Made = Partial<Record<MadeTable, string[]>> & { gaveWay?: Partial<Record<MadeTable, string[]>> };
export const MADE_TABLES = [
  "identity_number",
  "person_name",
  "employment",
  "study_category",
  "legal_duty",
] as const;
export type MadeTable = (typeof MADE_TABLES)[number];

/**
 * Makes each person with name, number, employment, category and duty, and answers whom it made. Rows whose number
 * somebody else registered meanwhile are left out. Callers hold the locks of the units whose duties are given.
 */
export async function insertPeople(
  tx: Tx,
  rows: readonly NewRow[],
  importId: string,
  actorId: string,
  now: Date,
): Promise<Map<number, { personId: string; made: Made }>> {
  const wanted = rows.map(({ row, entry }) => ({
    row,
    personId: newId(),
    numberId: newId(),
    nameId: newId(),
    employmentId: newId(),
    categoryId: entry.category ? newId() : null,
    dutyId: entry.legalDuty ? newId() : null,
    factIds: [newId(), newId(), newId(), newId()],
    name: entry.name,
    unitId: entry.unitId,
    identity: entry.identity,
    status: entry.status,
    title: entry.title,
    fromOn: entry.startedOn,
    category: entry.category,
    duty: entry.legalDuty?.kind ?? null,
    fullTime: entry.legalDuty?.fullTime ?? false,
  }));
  const sealed = rows.map(({ entry }, at) => {
    const { cipher, indexHash, lastFourHash, ...keys } = sealIdentityNumber(entry.identityNumber);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
    return {
      personId: wanted[at]?.personId,
      numberId: wanted[at]?.numberId,
      cipher: text(cipher),
      indexHash: text(indexHash),
      lastFourHash: text(lastFourHash),
      ...keys,
    };
  });
  const claimed = await tx.$queryRaw<{ personId: string }[]>`
    WITH claimed AS (
      INSERT INTO identity_number (id, person_id, cipher, cipher_key_id, index_hash, last_four_hash, index_key_id, recorded_at, recorded_by_id)
      SELECT r."numberId", r."personId", decode(r.cipher, 'base64'), r."cipherKeyId", decode(r."indexHash", 'base64'),
        decode(r."lastFourHash", 'base64'), r."indexKeyId", ${now}::timestamptz, ${actorId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) AS r ("numberId" uuid, "personId" uuid, cipher text,
        "cipherKeyId" text, "indexHash" text, "lastFourHash" text, "indexKeyId" text)
      ON CONFLICT (index_hash) WHERE superseded_at IS NULL DO NOTHING
      RETURNING person_id
    ), made AS (
      INSERT INTO person (id, created_at) SELECT person_id, ${now}::timestamptz FROM claimed
    )
    SELECT person_id::text AS "personId" FROM claimed`;
  const mine = new Set(claimed.map(({ personId }) => personId));
  const made = wanted.filter(({ personId }) => mine.has(personId));
  await tx.$executeRaw`
    WITH r AS (
      SELECT *, ${now}::timestamptz AS at, ${actorId}::uuid AS by FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS r (
        "personId" uuid, "nameId" uuid, "employmentId" uuid, "categoryId" uuid, "dutyId" uuid, "factIds" uuid[], name text,
        "unitId" uuid, identity text, status text, title text, "fromOn" date, category text, duty text, "fullTime" boolean)
    ), names AS (
      INSERT INTO person_name (id, fact_id, person_id, name, from_on, recorded_at, recorded_by_id)
      SELECT "nameId", "factIds"[1], "personId", name, ${ALWAYS}::date, at, by FROM r
    ), employments AS (
      INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, title, from_on, recorded_at, recorded_by_id)
      SELECT "employmentId", "factIds"[2], "personId", "unitId", 'home', identity, status, title, "fromOn", at, by FROM r
    ), categories AS (
      INSERT INTO study_category (id, fact_id, person_id, category, from_on, recorded_at, recorded_by_id)
      SELECT "categoryId", "factIds"[3], "personId", category, "fromOn", at, by FROM r WHERE category IS NOT NULL
    )
    INSERT INTO legal_duty (id, fact_id, person_id, unit_id, kind, full_time, from_on, recorded_at, recorded_by_id)
    SELECT "dutyId", "factIds"[4], "personId", "unitId", duty, "fullTime", "fromOn", at, by FROM r WHERE duty IS NOT NULL`;
  await recordAll(
    tx,
    made.map(({ personId, unitId, identity, status, fromOn, category, duty }) => ({
      type: "person.enrolled" as const,
      at: now,
      actorId,
      personId,
      unitId,
      subjectId: importId,
      data: { importId, identity, status, fromOn, category, duty },
    })),
  );
  return new Map(
    made.map((one) => [
      one.row,
      {
        personId: one.personId,
        made: {
          identity_number: [one.numberId],
          person_name: [one.nameId],
          employment: [one.employmentId],
          ...(one.categoryId ? { study_category: [one.categoryId] } : {}),
          ...(one.dutyId ? { legal_duty: [one.dutyId] } : {}),
        },
      },
    ]),
  );
}
