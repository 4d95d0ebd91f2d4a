/** Natural persons: one record for each identity number, found by it and never doubled. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { rowsOf, type Tx, violates } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { knownBy, type Recorded } from "~/organisation/history";
import { holding } from "~/organisation/history.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { lockRecord } from "./alias.server";
import { identityNumberFrom, isFictitious, maskIdentityNumber } from "./identity-number";
import { identityIndex, openIdentityNumber, sealIdentityNumber } from "./identity-vault.server";
import { ALWAYS, maskedName, type UnmaskReason } from "./person";
import { isSameName, personNameFrom } from "./person-name";

export type Registration =
  | { ok: true; personId: string; created: boolean }
  | { ok: false; refusals: Refusal[]; existingPersonId?: string };

/**
 * The one way a person comes to be. `identityNumber` is what was typed. A number that is known answers the person who
 * has it (`created` false), also when many callers come at once; under another name it is refused with a masked hint.
 * Refusals: name.*, identity-number.*, person.exists-under-another-name.
 */
export async function registerPerson(
  tx: Tx,
  person: { name: string; identityNumber: string; origin: "roster" | "form" | "seed" },
  actorId: string | null,
  now: Date,
): Promise<Registration> {
  const name = personNameFrom(person.name);
  const reading = identityNumberFrom(person.identityNumber, chinaDateOf(now));
  const refusals = [
    ...(name.ok ? [] : name.refusals),
    ...(reading.ok ? refusalsOfNumber(reading.number) : reading.refusals),
  ];
  if (!name.ok || !reading.ok || refusals.length > 0) return { ok: false, refusals };

  const personId = newId();
  // Between finding the number taken and reading whose it is, a correction or a merge may have set it free.
  while (!(await insertUnlessKnown(tx, personId, reading.number, actorId, now))) {
    const known = await knownPerson(tx, reading.number, name.name);
    if (known) return known;
  }
  await tx.personName.create({
    data: {
      id: newId(),
      factId: newId(),
      personId,
      name: name.name,
      fromOn: toDbDate(ALWAYS),
      toOn: null,
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "person.registered",
    at: now,
    actorId,
    personId,
    data: { origin: person.origin },
  });
  return { ok: true, personId, created: true };
}

/** A demo or test number must not enter a register of real people. */
export function refusalsOfNumber(number: string): Refusal[] {
  return isFictitious(number) && env().mode === "production" ? [refusal("identity-number.region")] : [];
}

/**
 * Number and person in one statement: the number's unique index decides which of many callers makes the person, and
 * the others make nothing. It waits for a caller who is about to commit.
 */
async function insertUnlessKnown(
  tx: Tx,
  personId: string,
  number: string,
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  const sealed = sealIdentityNumber(number);
  const made = await tx.$executeRaw`
    WITH claimed AS (
      INSERT INTO identity_number (id, person_id, cipher, cipher_key_id, index_hash, last_four_hash, index_key_id, recorded_at, recorded_by_id)
      VALUES (${newId()}::uuid, ${personId}::uuid, ${sealed.cipher}, ${sealed.cipherKeyId}, ${sealed.indexHash},
        ${sealed.lastFourHash}, ${sealed.indexKeyId}, ${now}, ${actorId}::uuid)
      ON CONFLICT (index_hash) WHERE superseded_at IS NULL DO NOTHING
      RETURNING person_id
    )
    INSERT INTO person (id, created_at) SELECT person_id, ${now}::timestamptz FROM claimed`;
  return made === 1;
}

async function knownPerson(tx: Tx, number: string, name: string): Promise<Registration | null> {
  const existing = await tx.identityNumber.findFirst({
    where: { indexHash: identityIndex(number), supersededAt: null },
    select: { personId: true },
  });
  if (!existing) return null;
  const { name: recorded } = await tx.personName.findFirstOrThrow({
    where: { personId: existing.personId, supersededAt: null },
    orderBy: { fromOn: "desc" },
  });
  if (isSameName(recorded, name)) return { ok: true, personId: existing.personId, created: false };
  return {
    ok: false,
    refusals: [refusal("person.exists-under-another-name", { hint: maskedName(recorded) })],
    existingPersonId: existing.personId,
  };
}

/** A change of name from a day on. The former name stays in the file and finds the person. Refusals: name.*, person.renamed-later. */
export async function renamePerson(
  tx: Tx,
  change: { personId: string; name: string; fromOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, fromOn } = change;
  const reading = personNameFrom(change.name);
  if (!reading.ok) return reading;
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const current = await tx.personName.findFirstOrThrow({ where: { personId, ...knownBy(), toOn: null } });
  if (current.name === reading.name) return { ok: true, factId: current.factId };
  const from = toDbDate(fromOn);
  if (current.fromOn >= from) return { ok: false, refusals: [refusal("person.renamed-later")] };
  const version = { personId, recordedAt: now, recordedById: actorId };
  await tx.personName.updateMany({ where: { id: current.id }, data: { supersededAt: now } });
  await tx.personName.create({
    data: {
      ...version,
      id: newId(),
      factId: current.factId,
      name: current.name,
      fromOn: current.fromOn,
      toOn: from,
    },
  });
  const factId = newId();
  await tx.personName.create({
    data: { ...version, id: newId(), factId, name: reading.name, fromOn: from, toOn: null },
  });
  await record(tx, { type: "person.renamed", at: now, actorId, personId, data: { fromOn } });
  return { ok: true, factId };
}

/**
 * Puts right a number that was mistyped; the wrong one stays in history. Refusals: identity-number.*,
 * person.number-of-another.
 */
export async function correctIdentityNumber(
  tx: Tx,
  correction: { personId: string; identityNumber: string; evidence: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  const { personId, evidence } = correction;
  const reading = identityNumberFrom(correction.identityNumber, chinaDateOf(now));
  if (!reading.ok) return reading;
  const refusals = [...refusalsOfNumber(reading.number), ...(await lockRecord(tx, personId))];
  if (refusals.length > 0) return { ok: false, refusals };
  const holder = await tx.identityNumber.findFirst({
    where: { indexHash: identityIndex(reading.number), supersededAt: null },
  });
  if (holder)
    return holder.personId === personId
      ? { ok: true }
      : { ok: false, refusals: [refusal("person.number-of-another")] };
  await tx.identityNumber.updateMany({
    where: { personId, supersededAt: null },
    data: { supersededAt: now },
  });
  const sealed = sealIdentityNumber(reading.number);
  try {
    await tx.identityNumber.create({
      data: { id: newId(), personId, ...sealed, evidence, recordedAt: now, recordedById: actorId },
    });
  } catch (error) {
    // Someone was registered with it this very moment; nothing of the transaction is written then.
    if (!violates(error, "identity_number_current") && !violates(error, "index_hash")) throw error;
    return { ok: false, refusals: [refusal("person.number-of-another")] };
  }
  await record(tx, {
    type: "person.identity-number-corrected",
    at: now,
    actorId,
    personId,
    data: { evidence: "stated" },
  });
  return { ok: true };
}

/** The whole number, for a reason that is logged before it is answered. Show it once; never in a URL or a log. */
export async function showIdentityNumber(
  tx: Tx,
  { personId, reason }: { personId: string; reason: UnmaskReason },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const sealed = await tx.identityNumber.findFirstOrThrow({ where: { personId, supersededAt: null } });
  await record(tx, { type: "person.identity-number-shown", at: now, actorId, personId, data: { reason } });
  return openIdentityNumber(sealed);
}

/** Region and last four digits of each person's current number, for lists. */
export async function maskedNumbers(tx: Tx, personIds: string[]): Promise<Map<string, string>> {
  const rows = await tx.identityNumber.findMany({
    where: { personId: { in: personIds }, supersededAt: null },
    select: { personId: true, cipher: true, cipherKeyId: true },
  });
  return new Map(rows.map((row) => [row.personId, maskIdentityNumber(openIdentityNumber(row))]));
}

/** The name that a person, a column of the statement, bears on a day; empty where none is known. */
export const nameSql = (personId: Prisma.Sql, on: DateOn): Prisma.Sql => Prisma.sql`coalesce((
  SELECT n.name::text FROM person_name n
  WHERE n.person_id = ${personId} AND n.superseded_at IS NULL AND ${holding("n", on)}), '')`;

/** The name each person bears on a day (a calendar date). */
export async function namesOn(tx: Tx, personIds: string[], on: DateOn): Promise<Map<string, string>> {
  const rows = await rowsOf<{ personId: string; name: string }>(
    tx,
    Prisma.sql`/* prepared as names-on */
    SELECT n.person_id::text AS "personId", n.name::text AS name FROM person_name n
    WHERE n.person_id = ANY(${personIds}::uuid[]) AND n.superseded_at IS NULL AND ${holding("n", on)}`,
  );
  return new Map(rows.map((row) => [row.personId, row.name]));
}
