/** The register of misconduct 弄虚作假: an entry counts once another person has confirmed it. */
import { record } from "~/audit/audit.server";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { allow, type Verdict } from "~/verdict";
import { type MisconductDecision, type MisconductKind, mayDecideMisconduct } from "./misconduct";

export type MisconductEntry = {
  personId: string;
  kind: MisconductKind;
  facts: string;
  /** The instrument it was found under. */
  source: string;
  studyRecordId: string;
};

/** Enters what was found; the same record twice answers the entry that stands. */
export async function recordMisconduct(
  tx: Tx,
  entry: MisconductEntry,
  actorId: string,
  now: Date,
): Promise<string> {
  await lockPeople(tx, entry.personId);
  const standing = await findMisconduct(tx, entry.studyRecordId);
  if (standing && standing.decision !== "refused") return standing.id;
  const id = newId();
  await tx.misconduct.create({ data: { id, ...entry, recordedById: actorId, recordedAt: now } });
  await record(tx, {
    ...{ type: "misconduct.recorded", at: now, actorId, personId: entry.personId, subjectId: id },
    data: { misconductId: id, kind: entry.kind },
  });
  return id;
}

/** The latest entry about a study record, or null. */
export async function findMisconduct(tx: Tx, studyRecordId: string) {
  return tx.misconduct.findFirst({ where: { studyRecordId }, orderBy: { id: "desc" } });
}

/** Confirms or refuses an entry; the same decision again is harmless. Refusals: those of `mayDecideMisconduct`. */
export async function decideMisconduct(
  tx: Tx,
  { misconductId, decision }: { misconductId: string; decision: MisconductDecision },
  actor: { accountId: string; personId: string | null },
  now: Date,
): Promise<Verdict> {
  const { personId } = await tx.misconduct.findUniqueOrThrow({ where: { id: misconductId } });
  await lockPeople(tx, personId);
  const entry = await tx.misconduct.findUniqueOrThrow({ where: { id: misconductId } });
  if (entry.decision === decision) return allow;
  const verdict = mayDecideMisconduct(entry, actor);
  if (!verdict.ok) return verdict;
  await tx.misconduct.update({
    where: { id: misconductId },
    data: { decision, decidedById: actor.accountId, decidedAt: now },
  });
  await record(tx, {
    ...{ type: `misconduct.${decision}`, at: now, actorId: actor.accountId },
    ...{ personId: entry.personId, subjectId: misconductId },
    data: { misconductId, kind: entry.kind },
  });
  return allow;
}
