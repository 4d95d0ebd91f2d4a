/** What is noted about a person beside employment: sanctions, annual grades, study category. */
import { record } from "~/audit/audit.server";
import { addDays, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, type Recorded, rangeOf, touching, without } from "~/organisation/history";
import type { StudyGroupWord } from "~/rulebook/words";
import { refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import { type AnnualGrade, type SanctionKind, sanctionLastOn } from "./identity";
import { conventionFor } from "./sanction.server";

/**
 * A 政务处分 from the day its decision takes effect. Without `toOn` (first day after it; null: no end) its end is
 * counted by the rule pack of the person's unit on that day. The same decision twice is one sanction.
 * Refusal: sanction.range.
 */
export async function recordSanction(
  tx: Tx,
  sanction: {
    personId: string;
    kind: SanctionKind;
    authority: string;
    decisionNumber: string;
    fromOn: DateOn;
    toOn?: DateOn | null;
  },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, kind, authority, decisionNumber, fromOn } = sanction;
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const known = await tx.sanction.findFirst({ where: { personId, kind, decisionNumber, ...knownBy() } });
  if (known) return { ok: true, factId: known.factId };
  const toOn =
    sanction.toOn === undefined
      ? dayAfter(sanctionLastOn(kind, fromOn, await conventionFor(tx, personId, fromOn)))
      : sanction.toOn;
  if (toOn !== null && toOn <= fromOn) return { ok: false, refusals: [refusal("sanction.range")] };
  const factId = newId();
  await tx.sanction.create({
    data: {
      id: newId(),
      factId,
      personId,
      kind,
      authority,
      decisionNumber,
      ...dbRange({ fromOn, toOn }),
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, { type: "sanction.recorded", at: now, actorId, personId, data: { kind, fromOn, toOn } });
  return { ok: true, factId };
}

const dayAfter = (on: DateOn | null) => (on === null ? null : addDays(on, 1));

/** The grade of a year; another one for the same year supersedes it. Refusal: annual-grade.year-not-over. */
export async function recordAnnualGrade(
  tx: Tx,
  { personId, year, grade }: { personId: string; year: number; grade: AnnualGrade },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  if (year > now.getUTCFullYear())
    return { ok: false, refusals: [refusal("annual-grade.year-not-over", { year })] };
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const current = await tx.annualGrade.findFirst({ where: { personId, year, ...knownBy() } });
  if (current?.grade === grade) return { ok: true, factId: current.factId };
  if (current) await tx.annualGrade.updateMany({ where: { id: current.id }, data: { supersededAt: now } });
  const factId = current?.factId ?? newId();
  await tx.annualGrade.create({
    data: { id: newId(), factId, personId, year, grade, recordedAt: now, recordedById: actorId },
  });
  await record(tx, { type: "annual-grade.recorded", at: now, actorId, personId, data: { year, grade } });
  return { ok: true, factId };
}

/** From a day on (to `toOn`, if given) the person owes study as this category; what was recorded for those days gives way. */
export async function recordStudyCategory(
  tx: Tx,
  wanted: { personId: string; category: StudyGroupWord; fromOn: DateOn; toOn?: DateOn | null },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, category, fromOn } = wanted;
  const range = { fromOn, toOn: wanted.toOn ?? null };
  if (range.toOn !== null && range.toOn <= fromOn)
    return { ok: false, refusals: [refusal("study-category.range")] };
  const merged = await lockRecord(tx, personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const before = await tx.studyCategory.findMany({ where: { personId, ...knownBy(), ...touching(range) } });
  const [same] = before;
  if (
    before.length === 1 &&
    same!.category === category &&
    rangeOf(same!).fromOn <= fromOn &&
    same!.toOn === null
  )
    return { ok: true, factId: same!.factId };
  for (const old of before) {
    await tx.studyCategory.updateMany({ where: { id: old.id }, data: { supersededAt: now } });
    for (const rest of without(rangeOf(old), range)) {
      await tx.studyCategory.create({
        data: { ...old, id: newId(), ...dbRange(rest), recordedAt: now, recordedById: actorId },
      });
    }
  }
  const factId = newId();
  await tx.studyCategory.create({
    data: {
      id: newId(),
      factId,
      personId,
      category,
      ...dbRange(range),
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "study-category.recorded",
    at: now,
    actorId,
    personId,
    data: { category, fromOn },
  });
  return { ok: true, factId };
}
