/**
 * A frozen year is changed only under an amendment 更正: opened with a reason and the number of a notice, entries made and
 * taken back under it by the ledger's own steps, closed by another. What it changed is signed as a file of its own that
 * names the one before.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { canonical } from "~/audit/chain";
import { lockStudyYear, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { contentOf, type SignedFile } from "~/signed-file";
import { mayAmend, mayCloseAmendment } from "~/study/freeze";
import { participation } from "~/study/participation.server";
import type { PersonFigures } from "~/study/year-figures";
import { districtFigures, unitFigures } from "~/study/year-sums";
import { type Refusal, refusalsOf, type Verdict } from "~/verdict";
import { digestOfFile, lockedFreeze, signYear, storeFigures, type YearContent } from "./study-freeze.server";
import { everybodyFrozen, unitsFrozen } from "./study-frozen.server";
import { peopleFigures, unitsOfYear } from "./study-year-figures.server";

/** Refusals: those of `mayAmend`. */
export async function openAmendment(
  tx: Tx,
  { freezeId, reason, notice }: { freezeId: string; reason: string; notice: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; amendmentId: string } | { ok: false; refusals: Refusal[] }> {
  const { state, year, unitId, amendments } = await lockedFreeze(tx, freezeId);
  const verdict = mayAmend(state, { reason, notice });
  if (!verdict.ok) return { ok: false, refusals: refusalsOf(verdict) };
  const id = newId();
  const number = amendments.length + 1;
  await tx.studyAmendment.create({
    data: {
      ...{ id, freezeId, number, reason: reason.trim(), notice: notice.trim() },
      ...{ openedById: actorId, openedAt: now },
    },
  });
  await record(tx, {
    ...{ type: "study-year.reopened", at: now, actorId, unitId, subjectId: freezeId },
    data: { freezeId, year, number },
  });
  return { ok: true, amendmentId: id };
}

/**
 * By another than opened it: what it changed is computed, stored beside what was frozen, and signed. Closing again is
 * harmless. Refusals: those of `mayCloseAmendment`.
 */
export async function closeAmendment(
  tx: Tx,
  { amendmentId }: { amendmentId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { freezeId, freeze } = await tx.studyAmendment.findUniqueOrThrow({
    where: { id: amendmentId },
    include: { freeze: { select: { year: true } } },
  });
  await lockStudyYear(tx, freeze.year);
  const { unitId, year, signed, amendments } = await lockedFreeze(tx, freezeId);
  const amendment = amendments.find(({ id }) => id === amendmentId)!;
  if (amendment.closedById === actorId) return { ok: true };
  const made = await madeUnder(tx, amendment, { year, freezeId }, now);
  const verdict = mayCloseAmendment(amendment, made.waiting, actorId);
  if (!verdict.ok) return verdict;
  const changed = await changedFigures(tx, { freezeId, unitId, year, personIds: made.personIds }, now);
  await storeFigures(tx, { freezeId, amendmentId }, changed);
  const before = (amendments.at(-2)?.signed ?? signed) as unknown as SignedFile;
  const names = await accountNames(tx, [amendment.openedById, actorId]);
  const { number, reason, notice, openedAt } = amendment;
  const file = signYear(
    {
      district: contentOf<YearContent>(before).district,
      ...{ year, signedAt: now.toISOString(), figures: changed.district, units: changed.units },
      ...{ proposedBy: names[amendment.openedById] ?? "", approvedBy: names[actorId] ?? "" },
      open: null,
      amendment: { number, reason, notice, openedAt: openedAt.toISOString() },
      previous: digestOfFile(before),
    },
    changed.people,
  );
  await tx.studyAmendment.update({
    where: { id: amendmentId },
    data: { closedById: actorId, closedAt: now, signed: file },
  });
  await record(tx, {
    ...{ type: "study-year.amended", at: now, actorId, unitId, subjectId: freezeId },
    data: { freezeId, year, number, people: changed.people.length },
  });
  return { ok: true };
}

type MadeUnder = { personIds: string[]; waiting: number };

/** Whom the steps taken under it concern, and how many of their entries are not decided yet. */
async function madeUnder(
  tx: Tx,
  { id, openedAt, closedAt }: { id: string; openedAt: Date; closedAt: Date | null },
  { year, freezeId }: { year: number; freezeId: string },
  now: Date,
): Promise<MadeUnder> {
  const steps = await tx.$queryRaw<{ personId: string; recordId: string; step: string }[]>`
    SELECT DISTINCT r.person_id::text AS "personId", r.id::text AS "recordId",
      (SELECT l.step FROM study_record_step l WHERE l.record_id = r.id ORDER BY l.id DESC LIMIT 1) AS step
    FROM study_record_step s JOIN study_record r ON r.id = s.record_id WHERE s.amendment_id = ${id}::uuid`;
  const until = closedAt ?? now;
  const relieved = await tx.$queryRaw<{ personId: string }[]>`
    SELECT r.person_id::text AS "personId" FROM study_relief r
    WHERE r.year = ${year} AND EXISTS (SELECT 1 FROM study_frozen_person p WHERE p.freeze_id = ${freezeId}::uuid AND p.person_id = r.person_id)
      AND (r.revoked_at BETWEEN ${openedAt}::timestamptz AND ${until}::timestamptz OR EXISTS (
        SELECT 1 FROM study_relief_decision d WHERE d.relief_id = r.id AND d.at BETWEEN ${openedAt}::timestamptz AND ${until}::timestamptz))`;
  return {
    personIds: [...new Set([...steps, ...relieved].map(({ personId }) => personId))].sort(),
    waiting: steps.filter(({ step }) => step === "submitted" || step === "confirmed").length,
  };
}

async function changedFigures(
  tx: Tx,
  { personIds, ...asked }: { freezeId: string; unitId: string; year: number; personIds: readonly string[] },
  now: Date,
) {
  const { freezeId, year } = asked;
  const before = new Map((await everybodyFrozen(tx, freezeId)).map((one) => [one.personId, one]));
  const standing = new Map((await unitsFrozen(tx, freezeId)).map(({ latest }) => [latest.unitId, latest]));
  const known = new Set(standing.keys());
  const units = (await unitsOfYear(tx, asked)).filter(({ unitId }) => known.has(unitId));
  const beside = (personId: string) => {
    const one = before.get(personId);
    return one && { exams: one.exams, statement: one.statement ?? ("none" as const) };
  };
  const computed = await peopleFigures(tx, personIds, { units, year, beside, now });
  // Who moved to another district, and all of whose study here was taken back.
  const gone = [...before.values()].filter(
    ({ personId, movedOut }) =>
      movedOut && personIds.includes(personId) && !computed.some((one) => one.personId === personId),
  );
  const people = [...computed, ...gone.map((one) => ({ ...one, minutes: {}, attendances: 0 }))]
    .filter((one) => canonical(one) !== canonical(before.get(one.personId)))
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const one of people) before.set(one.personId, one);
  const everybody: PersonFigures[] = [...before.values()];
  const counts = await participation(tx, [...known], year);
  const amended = [...standing.values()].map((unit) =>
    unitFigures(unit, everybody, counts.of(unit.unitId), unit),
  );
  return {
    people,
    units: amended.filter((unit) => canonical(unit) !== canonical(standing.get(unit.unitId))),
    district: districtFigures(amended, counts.all),
  };
}
