/** Parts of the qualification follow the marks that stand: who passes after all holds the part, who does not loses it. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import type { PartWord } from "~/rulebook/words";
import { grantQualification } from "./qualification.server";
import { voidRegistrations } from "./void.server";

/**
 * Brings the parts that these people hold from a released exam up to the markings that stand: each holds it from the
 * first attempt passed, or not at all. Harmless to repeat. Who calls it holds the people's locks.
 */
export async function settleParts(
  tx: Tx,
  exam: { id: string; kind: string; part: string | null; field: string | null },
  personIds: readonly string[],
  actorId: string,
  now: Date,
): Promise<void> {
  if (exam.kind !== "qualification") return;
  const attempts = await tx.attempt.findMany({
    where: { personId: { in: [...personIds] }, registration: { examId: exam.id }, state: "submitted" },
    orderBy: [{ personId: "asc" }, { number: "asc" }],
    select: {
      ...{ id: true, personId: true, registrationId: true, submittedAt: true },
      markings: { where: { supersededAt: null }, select: { passed: true } },
    },
  });
  const voided = await voidRegistrations(
    tx,
    attempts.map(({ registrationId }) => registrationId),
  );
  const held = await tx.qualificationPart.findMany({
    where: { attemptId: { in: attempts.map(({ id }) => id) }, supersededAt: null },
  });
  for (const personId of [...personIds].sort()) {
    const own = attempts.filter((attempt) => attempt.personId === personId);
    const passed = own.find(
      ({ markings, registrationId }) => markings[0]?.passed && !voided.has(registrationId),
    );
    const stale = held.filter((part) => part.personId === personId && part.attemptId !== passed?.id);
    for (const { id, factId, part, field } of stale) {
      await tx.qualificationPart.update({ where: { id }, data: { supersededAt: now } });
      const subject = { at: now, actorId, personId, subjectId: factId };
      await record(tx, { type: "qualification.withdrawn", ...subject, data: { part, field } });
    }
    if (!passed) continue;
    await grantQualification(
      tx,
      {
        ...{ personId, part: exam.part as PartWord, field: exam.part === "special" ? exam.field : null },
        ...{ origin: "exam", attemptId: passed.id, fromOn: chinaDateOf(passed.submittedAt!) },
      },
      actorId,
      now,
    );
  }
}
