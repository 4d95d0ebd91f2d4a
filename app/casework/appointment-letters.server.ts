/**
 * Letters about candidates for posts: the exams say what came of it, the paper prints it. A letter is kept as it was
 * written, and read by its recipient alone.
 */
import type { Role } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { letterFrom } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import {
  consequenceOf,
  isLetterOutcome,
  type LetterOutcome,
  type LetterRecipient,
  recipientsOf,
} from "~/exams/appointment";
import { type BatchFacts, type CandidateListed, findBatch, READER_OF } from "~/exams/appointment-list.server";
import { readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { appointmentsText } from "~/text/appointments";
import { longDate } from "~/text/dates";
import { requirementsText } from "~/text/requirements";
import { type Refusal, refusal } from "~/verdict";
import type { LetterView } from "../../certificates/letter";

export type LetterAsked = { batchId: string; candidateId: string; recipient: LetterRecipient };

/**
 * Writes the letter of what came of a candidate to one recipient and answers its id; written already, that one. `roles`:
 * the writer's at the batch's unit. Refusals: appointment.no-result, letter.*. null: no such candidate, or the recipient
 * is not one of the writer's.
 */
export async function writeLetter(
  tx: Tx,
  { batchId, candidateId, recipient }: LetterAsked,
  roles: readonly Role[],
  actorId: string,
  now: Date,
): Promise<{ ok: true; letterId: string } | { ok: false; refusals: Refusal[] } | null> {
  await tx.$executeRaw`SELECT 1 FROM appointment_batch WHERE id = ${batchId}::uuid FOR NO KEY UPDATE`;
  const batch = await findBatch(tx, batchId, roles, now);
  const candidate = batch?.people.find((one) => one.candidateId === candidateId);
  if (!batch || !candidate) return null;
  if (!recipientsOf(batch.rules).includes(recipient) || !roles.includes(READER_OF[recipient])) return null;
  const { outcome } = candidate;
  if (!isLetterOutcome(outcome)) return { ok: false, refusals: [refusal("appointment.no-result")] };
  const known = candidate.letters.find((one) => one.recipient === recipient && one.outcome === outcome);
  if (known) return { ok: true, letterId: known.letterId };
  const letterId = newId();
  const view = viewOf(batch, candidate, outcome, recipient, letterId, now);
  const prepared = letterFrom(view);
  if (!prepared.ok) return prepared;
  const bytes = await prepared.render();
  const fileHash = await storeFile(tx, { bytes, mediaType: "application/pdf", purpose: "letter", now });
  const { createdAt: _, ...content } = view;
  await tx.appointmentLetter.create({
    data: {
      id: letterId,
      candidateId,
      recipient,
      outcome,
      content,
      fileHash,
      writtenById: actorId,
      writtenAt: now,
    },
  });
  await record(tx, {
    ...{ type: "appointment.letter-written", at: now, actorId, personId: candidate.personId },
    ...{ unitId: batch.unitId, subjectId: batchId, data: { letterId, recipient, outcome } },
  });
  return { ok: true, letterId };
}

function viewOf(
  batch: BatchFacts,
  { name, unit, postTitle, marks }: CandidateListed,
  outcome: LetterOutcome,
  recipient: LetterRecipient,
  documentId: string,
  now: Date,
): LetterView {
  const t = appointmentsText["zh-CN"];
  const paper = t.paper;
  const follows = consequenceOf(outcome, batch.rules);
  // The proposer learns what follows; marks go to whom the pack names.
  const told =
    recipient === "proposer" && !batch.rules.resultTo.value.includes("organisation-department") ? [] : marks;
  const sat = marks.at(-1);
  const source = follows?.source;
  return {
    sender: batch.unitName,
    title: paper.title,
    number: paper.number(documentId.slice(-12).toUpperCase()),
    addressee: paper.addressee(recipient === "proposer" ? batch.unitName : t.recipients[recipient]),
    paragraphs: [
      paper.opening(batch.title, batch.documentNumber),
      ...(source ? [paper.basis(`《${source.title}》${source.article ?? ""}`)] : []),
    ],
    facts: [
      { label: paper.name, value: name },
      { label: paper.unit, value: unit },
      { label: paper.post, value: postTitle },
      { label: paper.regime, value: requirementsText["zh-CN"].regimes[batch.regime] },
      { label: paper.outcome, value: t.outcomes[outcome] },
      ...(told.length > 0
        ? [
            {
              label: paper.marks,
              value: told.map(({ mark, fullMark }) => paper.mark(mark, fullMark)).join(paper.join),
            },
          ]
        : []),
      ...(told.length > 0 && sat ? [{ label: paper.satOn, value: longDate(sat.satOn, "zh-CN") }] : []),
      ...(outcome === "passed"
        ? [{ label: paper.valid, value: t.validities[batch.rules.validity.value] }]
        : []),
      { label: paper.consequence, value: follows ? t.consequences[follows.consequence] : paper.goesOn },
    ],
    signature: [batch.unitName, longDate(chinaDateOf(now), "zh-CN")],
    notice: paper.notice,
    documentId,
    createdAt: now,
  };
}

/** The kept bytes, for one of its recipient's own; who read it is logged. null: there is none for this reader. */
export async function readLetter(
  tx: Tx,
  letterId: string,
  rolesAtUnit: (unitId: string) => Promise<readonly Role[]>,
  actorId: string,
  now: Date,
): Promise<{ bytes: Buffer; mediaType: string; name: string } | null> {
  const letter = await tx.appointmentLetter.findUnique({
    where: { id: letterId },
    include: { candidate: { include: { batch: { select: { id: true, unitId: true } } } } },
  });
  if (!letter) return null;
  const { personId, batch } = letter.candidate;
  const recipient = letter.recipient as LetterRecipient;
  const roles = await rolesAtUnit(batch.unitId);
  if (!roles.includes(READER_OF[recipient])) return null;
  await record(tx, {
    ...{
      type: "appointment.letter-read",
      at: now,
      actorId,
      personId,
      unitId: batch.unitId,
      subjectId: batch.id,
    },
    data: { letterId, recipient },
  });
  const { facts } = letter.content as unknown as Pick<LetterView, "facts">;
  const t = appointmentsText["zh-CN"];
  const name = t.paper.fileName(facts[0]?.value ?? "", t.recipients[recipient]);
  return { ...(await readFile(tx, letter.fileHash)), name };
}
