/**
 * Issuing certificates of training, in two steps as those of enforcement: number, entry, act and job are stored together;
 * the job prints. Where the pack asks for two people, one drafts 草拟 and another signs; a correction is a draft like any other.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { idsOf, lockRecord } from "~/personnel/alias.server";
import { enqueue } from "~/queue.server";
import { packFor } from "~/rulebook/packs.server";
import type { TrainingWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { reviewerFrom } from "./application-steps.server";
import { certificateNumberFrom } from "./number";
import { signerAt } from "./signing.server";
import { mayIssueTraining, sourceOf, type TrainingWanted } from "./training";
import { earnedOf } from "./training-basis.server";
import { prepareTraining } from "./training-documents.server";
import { saidBy, type TrainingEntry } from "./training-entry";
import { trainingEntryFor } from "./training-entry.server";

export type Correcting = { certificateId: string; reason: string };
export type Drafted =
  | { ok: true; draftId: string; certificateId: string | null; repeated: boolean }
  | { ok: false; refusals: Refusal[] };

/**
 * The first of two people, or the only one: then it is issued at once. Asked again while a draft waits, answers that draft;
 * a second person who asks for the same signs it. Refusals: person.merged, training.no-unit, those of `mayIssueTraining`, of
 * a correction training.ended and training.nothing-to-correct, training.reason-missing; paper.*, signing.*,
 * certificate-number.exhausted. Nothing is written then.
 */
export async function draftTraining(
  tx: Tx,
  wanted: TrainingWanted,
  actorId: string,
  now: Date,
  correcting: Correcting | null = null,
): Promise<Drafted> {
  const { kind, basis, personId } = wanted;
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const open = await tx.trainingDraft.findFirst({ where: { kind, basis, personId, decidedAt: null } });
  if (open && open.draftedById !== actorId && open.correctsId === (correcting?.certificateId ?? null)) {
    const signed = await signDraft(tx, { draftId: open.id }, actorId, now);
    return signed.ok ? { ...signed, draftId: open.id, repeated: false } : signed;
  }
  const decided = await decide(tx, wanted, actorId, now, correcting);
  if (!decided.ok) return decided;
  if (open) return { ok: true, draftId: open.id, certificateId: null, repeated: true };
  const draftId = newId();
  const { unitId, pack } = decided;
  await tx.trainingDraft.create({
    data: {
      ...{ id: draftId, kind, basis, personId, unitId, draftedById: actorId, draftedAt: now },
      ...(correcting ? { correctsId: correcting.certificateId, reason: correcting.reason.trim() } : {}),
    },
  });
  await record(tx, {
    ...{ type: "training-certificate.drafted", at: now, actorId, personId, unitId, subjectId: draftId },
    data: { draftId, kind },
  });
  if (pack.training[kind].twoSign.value) return { ok: true, draftId, certificateId: null, repeated: false };
  const certificateId = await issue(
    tx,
    { ...decided, wanted, draftId, draftedById: actorId, correcting },
    actorId,
    now,
  );
  return { ok: true, draftId, certificateId, repeated: false };
}

type Decided = {
  ok: true;
  entry: TrainingEntry;
  unitId: string;
  pack: Awaited<ReturnType<typeof packFor>>["pack"];
  versionId: string;
  series: Series;
};

/** Everything that stands against it now, under the person's lock; the entry as it would be. Writes nothing. */
async function decide(
  tx: Tx,
  wanted: TrainingWanted,
  actorId: string,
  now: Date,
  correcting: Correcting | null,
): Promise<Decided | { ok: false; refusals: Refusal[] }> {
  const { kind, basis, personId } = wanted;
  const on = chinaDateOf(now);
  const { achievement, unitId } = await earnedOf(tx, wanted, on);
  if (!unitId) return { ok: false, refusals: [refusal("training.no-unit")] };
  const { pack, versionId } = await packFor(tx, unitId, on);
  const live = await tx.trainingCertificate.findFirst({
    where: { kind, basis, personId: { in: await idsOf(tx, personId) }, endedAt: null },
  });
  const asked = {
    ...{ kind, personId, isEarned: achievement !== null },
    liveNumber: correcting && live?.id === correcting.certificateId ? null : (live?.number ?? null),
    actor: await reviewerFrom(tx, actorId, unitId, on),
  };
  const may = mayIssueTraining(asked, pack);
  const refusals = [
    ...(may.ok ? [] : may.refusals),
    ...(correcting && live?.id !== correcting.certificateId ? [refusal("training.ended")] : []),
    ...(correcting && correcting.reason.trim() === "" ? [refusal("training.reason-missing")] : []),
  ];
  if (!achievement || refusals.length > 0) return { ok: false, refusals };
  const series = await lockedSeries(tx, pack.training[kind].numberPattern.value, on);
  if (!series.ok) return series;
  const corrects = correcting && live ? (live.registerEntry as TrainingEntry) : null;
  const entry = await trainingEntryFor(
    tx,
    { wanted, achievement, unitId, number: series.number, corrects },
    pack,
    now,
  );
  const prepared = prepareTraining(entry);
  const signer = await signerAt(now);
  const against = [
    ...(corrects && saidBy(corrects) === saidBy(entry) ? [refusal("training.nothing-to-correct")] : []),
    ...(prepared.ok ? [] : prepared.refusals),
    ...(signer.ok ? [] : signer.refusals),
  ];
  return against.length > 0
    ? { ok: false, refusals: against }
    : { ok: true, entry, unitId, pack, versionId, series };
}

type Series = { ok: true; number: string; pattern: string; year: number };

/** The next number of a pattern, held until the transaction ends: numbers leave no gaps and never repeat. */
async function lockedSeries(
  tx: Tx,
  pattern: string,
  on: string,
): Promise<Series | { ok: false; refusals: Refusal[] }> {
  const year = pattern.includes("{year}") ? Number(on.slice(0, 4)) : 0;
  await tx.trainingSeries.createMany({ data: [{ pattern, year, next: 1 }], skipDuplicates: true });
  const [row] = await tx.$queryRaw<{ next: number }[]>`
    SELECT next FROM training_series WHERE pattern = ${pattern} AND year = ${year} FOR UPDATE`;
  const made = certificateNumberFrom(pattern, {
    prefix: "",
    sequence: row!.next,
    year: Number(on.slice(0, 4)),
  });
  return made.ok ? { ok: true, number: made.number, pattern, year } : made;
}

type Issuing = Decided & {
  wanted: TrainingWanted;
  draftId: string;
  draftedById: string;
  correcting: Correcting | null;
};

async function issue(tx: Tx, issuing: Issuing, actorId: string, now: Date): Promise<string> {
  const { entry, wanted, unitId, versionId, series, draftId, draftedById, correcting } = issuing;
  const { certificateId } = entry;
  const { pattern, year } = series;
  await tx.trainingSeries.update({
    where: { pattern_year: { pattern, year } },
    data: { next: { increment: 1 } },
  });
  const acted = { proposedById: draftedById, approvedById: actorId, recordedAt: now };
  const about = { at: now, actorId, personId: wanted.personId, unitId };
  if (correcting) {
    const { certificateId: old, reason } = correcting;
    await tx.trainingCertificate.update({ where: { id: old }, data: { endedAt: now, endedAs: "corrected" } });
    await tx.trainingAct.create({
      data: { id: newId(), certificateId: old, act: "correct", reason: reason.trim(), ...acted },
    });
    await record(tx, {
      ...{ ...about, type: "training-certificate.corrected", subjectId: old },
      data: { certificateId: old, editionId: certificateId },
    });
  }
  await tx.trainingCertificate.create({
    data: {
      ...{ id: certificateId, ...wanted, unitId, draftId, number: entry.number, registerEntry: entry },
      ...{
        publicToken: entry.verificationCode,
        packVersionId: versionId,
        issuedById: actorId,
        issuedAt: now,
      },
      ...{ templateId: entry.template.id, templateVersion: entry.template.version },
      validToOn: entry.validToOn === null ? null : toDbDate(entry.validToOn),
      correctsId: correcting?.certificateId ?? null,
    },
  });
  await tx.trainingAct.create({ data: { id: newId(), certificateId, act: "issue", ...acted } });
  await tx.trainingDraft.update({
    where: { id: draftId },
    data: { outcome: "issued", decidedById: actorId, decidedAt: now },
  });
  await record(tx, {
    ...{ ...about, type: "training-certificate.issued", subjectId: certificateId },
    data: { certificateId, kind: wanted.kind },
  });
  await enqueue(tx, "complete-training", { certificateId });
  return certificateId;
}

export type Signed = { ok: true; certificateId: string } | { ok: false; refusals: Refusal[] };

/**
 * The second of two people: everything is decided again, then it is issued. Refusals: training.draft-decided,
 * training.same-person, and those of `draftTraining`.
 */
export async function signDraft(
  tx: Tx,
  { draftId }: { draftId: string },
  actorId: string,
  now: Date,
): Promise<Signed> {
  const draft = await draftLocked(tx, draftId);
  const { basis, personId, draftedById, correctsId, reason } = draft;
  const kind = draft.kind as TrainingWord;
  if (draft.decidedAt) return { ok: false, refusals: [refusal("training.draft-decided")] };
  const correcting = correctsId ? { certificateId: correctsId, reason: reason ?? "" } : null;
  const wanted = { kind, basis, personId };
  const decided = await decide(tx, wanted, actorId, now, correcting);
  const { pack } = await packFor(tx, draft.unitId, chinaDateOf(now));
  const same =
    draftedById === actorId
      ? [refusal("training.same-person", {}, sourceOf(pack.training[kind].twoSign.source))]
      : [];
  if (!decided.ok) return { ok: false, refusals: [...same, ...decided.refusals] };
  if (same.length > 0) return { ok: false, refusals: same };
  const certificateId = await issue(
    tx,
    { ...decided, wanted, draftId, draftedById, correcting },
    actorId,
    now,
  );
  return { ok: true, certificateId };
}

/** Not signed, or taken back by who drafted it. Refusal: training.draft-decided. */
export async function refuseDraft(
  tx: Tx,
  { draftId }: { draftId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { decidedAt, draftedById, personId, unitId } = await draftLocked(tx, draftId);
  if (decidedAt) return verdictOf([refusal("training.draft-decided")]);
  const outcome = draftedById === actorId ? "withdrawn" : "refused";
  await tx.trainingDraft.update({
    where: { id: draftId },
    data: { outcome, decidedById: actorId, decidedAt: now },
  });
  await record(tx, {
    ...{ type: "training-certificate.draft-refused", at: now, actorId, personId, unitId, subjectId: draftId },
    data: { draftId, outcome },
  });
  return { ok: true };
}

/** The person first, as everywhere; of two who decide at once the second reads what the first wrote. */
async function draftLocked(tx: Tx, draftId: string) {
  const { personId } = await tx.trainingDraft.findUniqueOrThrow({ where: { id: draftId } });
  await lockPeople(tx, personId);
  return tx.trainingDraft.findUniqueOrThrow({ where: { id: draftId } });
}
