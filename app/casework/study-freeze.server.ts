/**
 * 年度封账: proposed after a dry run, approved by another, stored and signed. What is stored here is what counts of the year
 * from then on; the ledger refuses every step but under an amendment.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { canonical } from "~/audit/chain";
import { chinaDateOf } from "~/calendar";
import { lockFreeze, lockStudyYear, type Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { currentKey } from "~/keys.server";
import { unitsById } from "~/organisation/units.server";
import { digestOf, type SignedFile, signFile } from "~/signed-file";
import {
  type FreezeDecision,
  type FreezeState,
  freezeStateOf,
  mayDecideFreeze,
  mayFreezeYear,
} from "~/study/freeze";
import type { PersonFigures, UnitFigures } from "~/study/year-figures";
import type { DistrictFigures } from "~/study/year-sums";
import { type Refusal, refusalsOf, type Verdict } from "~/verdict";
import { computeYear, type YearAsked } from "./study-year-figures.server";
import { type OpenMatters, openMatters } from "./study-year-open.server";

/** What is signed: the figures of units and of the district, and a digest of those of people, which lie beside it. */
export type YearContent = {
  issuer: string;
  document: "study-year";
  district: { unitId: string; name: string };
  year: number;
  /** Instants, UTC. */
  signedAt: string;
  proposedBy: string;
  approvedBy: string;
  figures: DistrictFigures;
  /** Of an amendment, those that it changed. */
  units: UnitFigures[];
  people: { count: number; digest: string };
  /** What was left open when the year was frozen. */
  open: OpenMatters | null;
  amendment: { number: number; reason: string; notice: string; openedAt: string } | null;
  /** Digest of the file that this one follows. */
  previous: string | null;
};

/** Over what the signature covers. */
export const digestOfFile = (file: SignedFile): string => digestOf(`${file.protected}.${file.payload}`);

export function signYear(
  content: Omit<YearContent, "issuer" | "document" | "people">,
  people: readonly PersonFigures[],
) {
  const whole: YearContent = {
    ...{ issuer: env().publicUrl, document: "study-year" },
    ...content,
    people: { count: people.length, digest: digestOf(canonical(people)) },
  };
  return signFile(whole, "study-year", currentKey("receipts"));
}

/**
 * The first of two. What is proposed or frozen already is answered again. Refusal: study-year.not-over { year, fromOn }.
 */
export async function proposeFreeze(
  tx: Tx,
  { unitId, year }: YearAsked,
  actorId: string,
  now: Date,
): Promise<{ ok: true; freezeId: string } | { ok: false; refusals: Refusal[] }> {
  const verdict = mayFreezeYear(year, chinaDateOf(now));
  if (!verdict.ok) return verdict;
  await lockStudyYear(tx, year);
  const known = await tx.studyFreeze.findFirst({
    where: { unitId, year, OR: [{ decision: null }, { decision: "approved" }] },
  });
  if (known) return { ok: true, freezeId: known.id };
  const id = newId();
  await tx.studyFreeze.create({ data: { id, unitId, year, proposedById: actorId, proposedAt: now } });
  await record(tx, {
    ...{ type: "study-year.proposed", at: now, actorId, unitId, subjectId: id },
    data: { freezeId: id, year },
  });
  return { ok: true, freezeId: id };
}

/**
 * The second of two: approved, the figures are computed, stored and signed while nobody changes the ledger of the year.
 * Deciding the same again is harmless. Refusals: those of `mayDecideFreeze`.
 */
export async function decideFreeze(
  tx: Tx,
  { freezeId, decision, reason = "" }: { freezeId: string; decision: FreezeDecision; reason?: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const before = await tx.studyFreeze.findUniqueOrThrow({ where: { id: freezeId } });
  // First of all: whoever changes the ledger takes its lock before those of people.
  if (decision === "approved") await lockStudyYear(tx, before.year);
  const freeze = await lockedFreeze(tx, freezeId);
  if (freeze.decision === decision && freeze.decidedById === actorId) return { ok: true };
  const verdict = mayDecideFreeze(freeze, { decision, reason }, actorId);
  if (!verdict.ok) return { ok: false, refusals: refusalsOf(verdict) };
  const { unitId, year } = freeze;
  const signed = decision === "approved" ? await freezeFigures(tx, freeze, actorId, now) : undefined;
  await tx.studyFreeze.update({
    where: { id: freezeId },
    data: {
      ...{ decision, decisionReason: reason.trim() || null, decidedById: actorId, decidedAt: now },
      ...(signed ? { signed } : {}),
    },
  });
  await record(tx, {
    ...{ type: `study-year.${decision}`, at: now, actorId, unitId, subjectId: freezeId },
    data: { freezeId, year },
  });
  return { ok: true };
}

type Freeze = { id: string; unitId: string; year: number; proposedById: string };

async function freezeFigures(tx: Tx, freeze: Freeze, actorId: string, now: Date): Promise<SignedFile> {
  const { id: freezeId, unitId, year, proposedById } = freeze;
  const { people, units, district } = await computeYear(tx, freeze, now);
  await storeFigures(tx, { freezeId, amendmentId: null }, { people, units });
  const names = await accountNames(tx, [proposedById, actorId]);
  const unitIds = units.map((unit) => unit.unitId);
  return signYear(
    {
      district: { unitId, name: (await unitsById(tx, [unitId], chinaDateOf(now))).get(unitId)?.name ?? "" },
      ...{ year, signedAt: now.toISOString(), figures: district, units },
      ...{ proposedBy: names[proposedById] ?? "", approvedBy: names[actorId] ?? "" },
      open: await openMatters(tx, { unitIds, leaders: leadersIn(people), year }),
      ...{ amendment: null, previous: null },
    },
    people,
  );
}

export const leadersIn = (people: readonly PersonFigures[]): string[] =>
  people.flatMap(({ personId, statement }) => (statement === null ? [] : [personId]));

const ROWS = 2_000;

/** As they are signed; nothing of them changes again. */
export async function storeFigures(
  tx: Tx,
  { freezeId, amendmentId }: { freezeId: string; amendmentId: string | null },
  { people, units }: { people: readonly PersonFigures[]; units: readonly UnitFigures[] },
): Promise<void> {
  const of = { freeze_id: freezeId, amendment_id: amendmentId };
  const rows = people.map((figures) => ({
    ...{ id: newId(), ...of, person_id: figures.personId, unit_id: figures.unitId },
    ...{ study_group: figures.group, result: figures.result, figures },
  }));
  for (let from = 0; from < rows.length; from += ROWS)
    await tx.$executeRaw`INSERT INTO study_frozen_person SELECT * FROM
      jsonb_populate_recordset(NULL::study_frozen_person, ${JSON.stringify(rows.slice(from, from + ROWS))}::jsonb)`;
  await tx.studyFrozenUnit.createMany({
    data: units.map((figures) => ({ id: newId(), freezeId, amendmentId, unitId: figures.unitId, figures })),
  });
}

/** The freeze under its lock, with where it stands. */
export async function lockedFreeze(tx: Tx, freezeId: string) {
  await lockFreeze(tx, freezeId);
  const row = await tx.studyFreeze.findUniqueOrThrow({
    where: { id: freezeId },
    include: { amendments: { orderBy: { number: "asc" } } },
  });
  return { ...row, state: freezeStateOf(row) as FreezeState };
}
