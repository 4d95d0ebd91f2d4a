/** Puts right what was recorded wrongly: the wrong version stays in history, with the reason, and is believed no longer. */
import { record } from "~/audit/audit.server";
import { type DateRange, overlaps } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, rangeOf } from "~/organisation/history";
import { type Refusal, refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import type { Correction, RightFact } from "./correction";
import {
  closeForDeath,
  giveBackAfterDeath,
  lockUnitsOfDuties,
  refusalsOfDay,
  refusalsOfDeath,
} from "./death.server";
import { refusalOfDuty } from "./duty.server";
import { endSessionsOf, refusalsOfUnit } from "./employment-history.server";
import { hasLeft } from "./identity";
import { personNameFrom } from "./person-name";

type Answer = { ok: true; factId: string } | { ok: false; refusals: Refusal[] };
type Right<S extends RightFact["subject"]> = Extract<RightFact, { subject: S }>;
/** How a version of this kind is superseded and its right one written; answers the fact, or every refusal. */
type Correcting = (
  tx: Tx,
  wrong: { personId: string; versionId: string },
  stamp: { recordedAt: Date; recordedById: string | null },
) => Promise<Answer>;

/**
 * Refusals: correction.gone (it was changed meanwhile), person.merged, person.deceased, employment.death-ahead, name.*, correction.first-name, employment.range,
 * .overlaps, .unknown-unit, .status-of-relation, legal-duty.range, .overlaps, .enforces, sanction.range,
 * study-category.range, .overlaps. Nothing is written then.
 */
export async function correctFact(
  tx: Tx,
  correction: Correction,
  actorId: string | null,
  now: Date,
): Promise<Answer> {
  const { personId, subject, versionId, right, reason } = correction;
  if (subject === "legal-duty") await lockDutyUnit(tx, versionId);
  if (subject === "employment") await lockUnitsOfDuties(tx, personId);
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const stamp = { recordedAt: now, recordedById: actorId };
  const answer = await correctingOf(correction)(tx, { personId, versionId }, stamp);
  if (!answer.ok) return answer;
  const withdrawn = right === null;
  await tx.factCorrection.create({
    data: { id: newId(), personId, subject, factId: answer.factId, versionId, withdrawn, reason, ...stamp },
  });
  await record(tx, {
    type: "person.fact-corrected",
    at: now,
    actorId,
    personId,
    data: { subject, withdrawn },
  });
  if (subject === "employment") await endSessionsOf(tx, personId, now);
  return answer;
}

const gone: Answer = { ok: false, refusals: [refusal("correction.gone")] };
const refused = (...refusals: Refusal[]): Answer => ({ ok: false, refusals });
const believed = ({ personId, versionId }: { personId: string; versionId: string }) => ({
  id: versionId,
  personId,
  supersededAt: null,
});
const rightOf = <S extends RightFact["subject"]>(right: RightFact | null, subject: S): Right<S> | null =>
  right?.subject === subject ? (right as Right<S>) : null;
const isEmpty = ({ fromOn, toOn }: DateRange) => toOn !== null && toOn <= fromOn;

function correctingOf({ subject, right }: Correction): Correcting {
  switch (subject) {
    case "name":
      return correctName(rightOf(right, "name"));
    case "employment":
      return correctEmployment(rightOf(right, "employment"));
    case "legal-duty":
      return correctLegalDuty(rightOf(right, "legal-duty"));
    case "sanction":
      return correctSanction(rightOf(right, "sanction"));
    case "annual-grade":
      return correctGrade(rightOf(right, "annual-grade"));
    case "study-category":
      return correctCategory(rightOf(right, "study-category"));
  }
}

/** The wrong name is no former name. A change of name that never was gives its days back to the name before. */
const correctName =
  (right: Right<"name"> | null): Correcting =>
  async (tx, wrong, stamp) => {
    const old = await tx.personName.findFirst({ where: believed(wrong) });
    if (!old) return gone;
    const supersede = (id: string) =>
      tx.personName.update({ where: { id }, data: { supersededAt: stamp.recordedAt } });
    if (right) {
      const reading = personNameFrom(right.name);
      if (!reading.ok) return reading;
      await supersede(old.id);
      await tx.personName.create({ data: { ...old, ...stamp, id: newId(), name: reading.name } });
      return { ok: true, factId: old.factId };
    }
    const before = await tx.personName.findFirst({
      where: { personId: wrong.personId, supersededAt: null, toOn: old.fromOn },
    });
    if (!before) return refused(refusal("correction.first-name"));
    await supersede(old.id);
    await supersede(before.id);
    await tx.personName.create({ data: { ...before, ...stamp, id: newId(), toOn: old.toOn } });
    return { ok: true, factId: old.factId };
  };

const correctEmployment =
  (right: Right<"employment"> | null): Correcting =>
  async (tx, wrong, stamp) => {
    const old = await tx.employment.findFirst({ where: believed(wrong) });
    if (!old) return gone;
    const others = await tx.employment.findMany({
      where: { personId: wrong.personId, relation: old.relation, id: { not: old.id }, ...knownBy() },
    });
    const isDeath = right?.status === "deceased";
    const wasDeath = old.status === "deceased";
    if (right) {
      const relation = old.relation;
      const odd = relation === "home" ? "seconded-in" : "seconded-out";
      const refusals = [
        ...(isEmpty(right) ? [refusal("employment.range")] : []),
        ...(right.status === odd
          ? [refusal("employment.status-of-relation", { status: right.status, relation })]
          : []),
        ...(isDeath && right.toOn !== null ? [refusal("employment.range")] : []),
        ...(isDeath ? refusalsOfDay(right.fromOn, stamp.recordedAt) : []),
        // A death takes the days of everything else.
        ...others
          .map(rangeOf)
          .filter((range) => !isDeath && overlaps(range, right))
          .map((range) => refusal("employment.overlaps", { ...range, relation })),
        ...(wasDeath ? [] : await refusalsOfDeath(tx, wrong.personId, right)),
        ...(await refusalsOfUnit(tx, right.unitId, right.fromOn)),
      ];
      if (refusals.length > 0) return refused(...refusals);
    }
    await tx.employment.update({ where: { id: old.id }, data: { supersededAt: stamp.recordedAt } });
    // Who had retired that day, or left otherwise, is no longer on loan and has no duty either.
    const lives = !right || !hasLeft(right.status);
    const write = () => (right ? writeRight(tx, old, right, stamp) : null);
    if (isDeath) {
      if (wasDeath) await giveBackAfterDeath(tx, old, stamp);
      await closeForDeath(tx, wrong.personId, right.fromOn, stamp.recordedById, stamp.recordedAt);
      await write();
    } else {
      await write();
      if (wasDeath && lives) await giveBackAfterDeath(tx, old, stamp);
    }
    return { ok: true, factId: old.factId };
  };

async function writeRight(
  tx: Tx,
  old: Awaited<ReturnType<Tx["employment"]["findFirstOrThrow"]>>,
  { subject: _, fromOn, toOn, ...facts }: Right<"employment">,
  stamp: { recordedAt: Date; recordedById: string | null },
): Promise<void> {
  const days = dbRange({ fromOn, toOn });
  await tx.employment.create({ data: { ...old, ...facts, ...days, ...stamp, id: newId() } });
}

async function lockDutyUnit(tx: Tx, versionId: string): Promise<void> {
  const duty = await tx.legalDuty.findUnique({ where: { id: versionId }, select: { unitId: true } });
  if (duty) await lockUnitToChange(tx, duty.unitId);
}

const correctLegalDuty =
  (right: Right<"legal-duty"> | null): Correcting =>
  async (tx, wrong, stamp) => {
    const old = await tx.legalDuty.findFirst({ where: believed(wrong) });
    if (!old) return gone;
    const { unitId, kind, factId } = old;
    const others = await tx.legalDuty.findMany({
      where: { personId: wrong.personId, unitId, kind, id: { not: old.id }, ...knownBy() },
    });
    if (right) {
      const refusals = [
        ...(isEmpty(right) ? [refusal("legal-duty.range")] : []),
        ...others
          .map(rangeOf)
          .filter((range) => overlaps(range, right))
          .map((range) => refusal("legal-duty.overlaps", { ...range })),
        ...(await refusalsOfDeath(tx, wrong.personId, right)),
      ];
      if (refusals.length > 0) return refused(...refusals);
    }
    await tx.legalDuty.update({ where: { id: old.id }, data: { supersededAt: stamp.recordedAt } });
    if (!right) return { ok: true, factId };
    const days = dbRange(right);
    try {
      await tx.legalDuty.create({
        data: { ...old, fullTime: right.fullTime, ...days, ...stamp, id: newId() },
      });
    } catch (error) {
      return refused(refusalOfDuty(error));
    }
    return { ok: true, factId };
  };

const correctSanction =
  (right: Right<"sanction"> | null): Correcting =>
  async (tx, wrong, stamp) => {
    const old = await tx.sanction.findFirst({ where: believed(wrong) });
    if (!old) return gone;
    if (right && isEmpty(right)) return refused(refusal("sanction.range"));
    await tx.sanction.update({ where: { id: old.id }, data: { supersededAt: stamp.recordedAt } });
    if (right) {
      const { subject: _, fromOn, toOn, ...facts } = right;
      const days = dbRange({ fromOn, toOn });
      await tx.sanction.create({ data: { ...old, ...facts, ...days, ...stamp, id: newId() } });
    }
    return { ok: true, factId: old.factId };
  };

const correctGrade =
  (right: Right<"annual-grade"> | null): Correcting =>
  async (tx, wrong, stamp) => {
    const old = await tx.annualGrade.findFirst({ where: believed(wrong) });
    if (!old) return gone;
    await tx.annualGrade.update({ where: { id: old.id }, data: { supersededAt: stamp.recordedAt } });
    if (right) await tx.annualGrade.create({ data: { ...old, grade: right.grade, ...stamp, id: newId() } });
    return { ok: true, factId: old.factId };
  };

const correctCategory =
  (right: Right<"study-category"> | null): Correcting =>
  async (tx, wrong, stamp) => {
    const old = await tx.studyCategory.findFirst({ where: believed(wrong) });
    if (!old) return gone;
    const others = await tx.studyCategory.findMany({
      where: { personId: wrong.personId, id: { not: old.id }, ...knownBy() },
    });
    if (right && isEmpty(right)) return refused(refusal("study-category.range"));
    if (right && others.some((row) => overlaps(rangeOf(row), right)))
      return refused(refusal("study-category.overlaps"));
    await tx.studyCategory.update({ where: { id: old.id }, data: { supersededAt: stamp.recordedAt } });
    if (right) {
      const days = dbRange(right);
      await tx.studyCategory.create({
        data: { ...old, category: right.category, ...days, ...stamp, id: newId() },
      });
    }
    return { ok: true, factId: old.factId };
  };
