/** What the routes of training certificates share: filters as an address has them, drafts, and what an address names. Throws responses. */
import { accountNames } from "~/access/account-names.server";
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { scopeOf } from "~/personnel/people.server";
import { namesOn } from "~/personnel/person.server";
import type { TrainingWord } from "~/rulebook/words";
import { TRAINING_STATES, type TrainingWanted, trainingKindFrom } from "./training";
import type { TrainingFilters } from "./training-register.server";

export const TRAININGS = "/training-certificates";

/** A year of four digits, or none. */
export const yearFrom = (raw: string | null): number | null =>
  /^20\d\d$/.test(raw ?? "") ? Number(raw) : null;

/** What is not understood filters nothing. */
export async function trainingFiltersFrom(
  tx: Tx,
  actor: Actor,
  search: URLSearchParams,
  today: DateOn,
): Promise<TrainingFilters & { unit: UnitFacts | null; units: UnitFacts[] }> {
  const paths = pathsFor(actor, "training:read");
  const units = await unitsUnder(tx, paths, today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit")) ?? null;
  const scope = await scopeOf(tx, paths, today, units);
  const under = unit && units.filter(({ path }) => path.startsWith(unit.path)).map(({ unitId }) => unitId);
  const kind = trainingKindFrom(search.get("kind"));
  const state = TRAINING_STATES.find((known) => known === search.get("state"));
  const year = yearFrom(search.get("year"));
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  return {
    ...{ unit, units, unitIds: under ?? (scope.whole ? null : scope.unitIds) },
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
    ...(year ? { year } : {}),
    ...(q ? { q } : {}),
  };
}

/** What the list of those who have earned one asks: always one kind and one year. */
export async function earnedFilterFrom(tx: Tx, actor: Actor, search: URLSearchParams, today: DateOn) {
  const units = await unitsUnder(tx, pathsFor(actor, "training:issue"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit")) ?? null;
  const inside = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const examId = search.get("exam");
  return {
    units,
    unit,
    filter: {
      kind: trainingKindFrom(search.get("kind")) ?? ("auxiliary-training" as const),
      unitIds: inside.map(({ unitId }) => unitId),
      year: yearFrom(search.get("year")) ?? Number(today.slice(0, 4)),
      ...(isUuid(examId) ? { examId } : {}),
    },
  };
}

export type DraftRow = {
  id: string;
  kind: TrainingWord;
  basis: string;
  personId: string;
  name: string;
  unitName: string;
  corrects: { id: string; number: string } | null;
  reason: string | null;
  draftedBy: string;
  draftedAt: Date;
  own: boolean;
};

/** Drafts that wait in these units, the oldest first; a page turns at a draft's id. */
export async function draftPage(
  tx: Tx,
  units: readonly UnitFacts[],
  actor: { accountId: string },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: DraftRow[] }> {
  const where = { decidedAt: null, unitId: { in: units.map(({ unitId }) => unitId) } };
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const found = await tx.trainingDraft.findMany({
    where,
    include: { corrects: { select: { id: true, number: true } } },
    orderBy: { id: back ? "desc" : "asc" },
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    take: PAGE_SIZE + 1,
  });
  const { found: shown, page } = turned(found, asked, await tx.trainingDraft.count({ where }));
  const people = shown.map(({ personId }) => personId);
  const names = await namesOn(tx, people, today);
  const accounts = await accountNames(
    tx,
    shown.map(({ draftedById }) => draftedById),
  );
  const unitName = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const rows = shown.map(({ id, basis, personId, unitId, corrects, reason, ...draft }) => ({
    ...{ id, basis, personId, corrects, reason, kind: draft.kind as TrainingWord },
    ...{ name: names.get(personId) ?? "", unitName: unitName.get(unitId) ?? "" },
    draftedBy: accounts[draft.draftedById] ?? "",
    draftedAt: draft.draftedAt,
    own: draft.draftedById === actor.accountId,
  }));
  return { ...page, rows };
}

/** The draft an address names, or 404 outside the actor's scope. */
export async function requireDraft(
  { draftId }: { draftId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<{ draftId: string }> {
  const row = isUuid(draftId) ? await prisma.trainingDraft.findUnique({ where: { id: draftId } }) : null;
  const unit = row && (await findUnit(prisma, row.unitId, chinaDateOf(now)));
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return { draftId: row.id };
}

/** Of what a form asks for, what concerns people who work or worked in the actor's units: nobody learns of others. */
export async function wantedWithin(
  tx: Tx,
  actor: Actor,
  wanted: readonly TrainingWanted[],
  today: DateOn,
): Promise<TrainingWanted[]> {
  const units = await unitsUnder(tx, pathsFor(actor, "training:issue"), today);
  const rows = await tx.employment.findMany({
    where: {
      personId: { in: wanted.map(({ personId }) => personId) },
      unitId: { in: units.map(({ unitId }) => unitId) },
      supersededAt: null,
    },
    select: { personId: true },
  });
  const known = new Set(rows.map(({ personId }) => personId));
  return wanted.filter(({ personId }) => known.has(personId));
}
