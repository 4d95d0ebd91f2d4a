/** Records of one human that became one: which of them stays, and the lock under which that is asked before writing. */
import { lockPeople, type Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";

/** The record that stays: the id itself, unless it was merged into another. Null when nobody has this id. */
export async function survivorOf(tx: Tx, personId: string): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: { mergedIntoId: true } });
  return person && (person.mergedIntoId ?? personId);
}

/** The record and those that were merged into it, for what is kept under the id it happened to. */
export async function idsOf(tx: Tx, personId: string): Promise<string[]> {
  const aliases = await tx.person.findMany({ where: { mergedIntoId: personId }, select: { id: true } });
  return [personId, ...aliases.map(({ id }) => id)];
}

/**
 * The gate lock of someone about whom something is to be recorded. Refusal: person.merged, when their record was merged
 * into another while the caller had it in hand.
 */
export async function lockRecord(tx: Tx, personId: string): Promise<Refusal[]> {
  await lockPeople(tx, personId);
  const survivor = await survivorOf(tx, personId);
  return survivor === null || survivor === personId ? [] : [refusal("person.merged")];
}
