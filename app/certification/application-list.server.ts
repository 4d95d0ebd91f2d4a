/**
 * Applications as a list: what each is, where it stands, whose turn it is. Filtered by the database, the open ones that
 * have waited longest first and then the closed ones, newest first; a page at a time.
 */
import { type Actor, rolesAt } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import type { UnitFacts } from "~/organisation/units.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import type { ReviewStep } from "~/rulebook/schema";
import { REVIEWER_WORDS, type ReviewerWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import {
  type ApplicationKind,
  type ApplicationState,
  isClosed,
  isUnderReview,
  mayReview,
  ROLE_OF_REVIEWER,
  turnOf,
} from "./application";
import { limitAt, type RunningLimit } from "./application-clock";
import { applicationFrom } from "./application-steps.server";
import { holdersOf } from "./application-turn.server";
import { mineSql, overdueSql, standingSql, stateSql, turnSql } from "./standing-sql.server";

export type ApplicationRow = {
  id: string;
  personId: string;
  name: string;
  unitName: string;
  kind: ApplicationKind;
  field: string;
  state: ApplicationState;
  turn: Pick<ReviewStep, "role" | "level"> | null;
  /** Since when it waits where it is. */
  sinceAt: Date;
  /** The time limit that runs now; null: none does. */
  limit: RunningLimit | null;
  /** Names of those who can take the step whose turn it is. */
  holders: string[];
  /** Whether this actor may take the step whose turn it is. */
  mine: boolean;
};

export type ApplicationFilters = {
  /** Bound the scope: what is applied for elsewhere is not in the list. */
  units: readonly UnitFacts[];
  state?: ApplicationState;
  kind?: ApplicationKind;
  field?: string;
  /** Only those that wait for this kind of reviewer. */
  turn?: ReviewerWord;
  /** Only those whose turn is the actor's. */
  mine?: boolean;
  /** Only those whose review has been noted as past its time limit. */
  overdue?: boolean;
};
export type ApplicationPage = PageTurned & {
  rows: ApplicationRow[];
};

/** Pages turn at an application's id, from where it stands now. */
export async function applicationPage(
  tx: Tx,
  actor: Actor,
  filters: ApplicationFilters,
  asked: PageAsked,
  now: Date,
): Promise<ApplicationPage> {
  const where = conditionsOf(filters, actor);
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM ${applicationsFor(filters)} WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const { found, page } = turned(await idsOf(tx, filters, where, asked), asked, size?.total ?? 0);
  return { rows: await rowsOf(tx, found, filters.units, actor, now), ...page };
}

/** Every open application of these units, longest wait first; with `state`, those that stand there. */
export async function openApplications(
  tx: Tx,
  { units, actor, state }: { units: readonly UnitFacts[]; actor: Actor; state?: ApplicationState },
  now: Date,
): Promise<ApplicationRow[]> {
  const where = conditionsOf({ units, state }, actor);
  const found = await tx.$queryRaw<{ id: string }[]>`SELECT a.id::text FROM application a ${standingSql}
    WHERE ${OPEN} AND ${where} ORDER BY s.since, a.id`;
  const ids = found.map(({ id }) => id);
  return rowsOf(tx, ids, units, actor, now);
}

const OPEN = Prisma.sql`a.closed_at IS NULL`;
const CLOSED = Prisma.sql`a.closed_at IS NOT NULL`;

/** Steps are replayed only where a filter asks where an application stands. */
const applicationsFor = ({ state, turn, mine, overdue }: ApplicationFilters) =>
  Prisma.sql`application a ${state || turn || mine || overdue ? standingSql : Prisma.empty}`;

function conditionsOf(
  { units, state, kind, field, turn, mine, overdue }: ApplicationFilters,
  actor: Actor,
): Prisma.Sql {
  const parts = [Prisma.sql`a.unit_id = ANY(${units.map(({ unitId }) => unitId)}::uuid[])`];
  if (kind) parts.push(Prisma.sql`a.kind = ${kind}`);
  if (field) parts.push(Prisma.sql`a.field = ${field}`);
  // Said twice, so that the index of the open ones, or of the closed ones, can be used.
  if (state) parts.push(Prisma.sql`${isClosed(state) ? CLOSED : OPEN} AND ${stateSql} = ${state}`);
  if (turn) parts.push(turnSql(turn));
  if (overdue) parts.push(overdueSql);
  if (mine) parts.push(mineSql(actor, reviewingAt(units, actor)));
  return Prisma.join(parts, " AND ");
}

function reviewingAt(units: readonly UnitFacts[], actor: Actor) {
  return units.flatMap(({ unitId, path }) => {
    const roles = rolesAt(actor, path);
    return REVIEWER_WORDS.filter((word) => roles.includes(ROLE_OF_REVIEWER[word])).map((word) => ({
      unitId,
      word,
    }));
  });
}

/** The page's ids and one more, in the direction asked: each half of the list is read from its own index. */
async function idsOf(
  tx: Tx,
  filters: ApplicationFilters,
  where: Prisma.Sql,
  { after, before }: PageAsked,
): Promise<string[]> {
  const backwards = before !== undefined;
  const cursor = before ?? after;
  const [place] = cursor
    ? await tx.$queryRaw<{ since: Date; closedAt: Date | null }[]>`
        SELECT s.since, a.closed_at AS "closedAt" FROM application a ${standingSql} WHERE a.id = ${cursor}::uuid`
    : [];
  const [onward, back] = [Prisma.raw(backwards ? "DESC" : "ASC"), Prisma.raw(backwards ? "ASC" : "DESC")];
  const beyond = Prisma.raw(backwards ? "<" : ">");
  const within = Prisma.raw(backwards ? ">" : "<");
  const open = Prisma.sql`(SELECT a.id, s.since AS at, false AS closed FROM application a ${standingSql}
    WHERE ${OPEN} AND ${where}
    ${place && !place.closedAt ? Prisma.sql`AND (s.since, a.id) ${beyond} (${place.since}::timestamptz, ${cursor}::uuid)` : Prisma.empty}
    ORDER BY s.since ${onward}, a.id ${onward} LIMIT ${PAGE_SIZE + 1})`;
  const closed = Prisma.sql`(SELECT a.id, a.closed_at AS at, true AS closed FROM ${applicationsFor(filters)}
    WHERE ${CLOSED} AND ${where}
    ${place?.closedAt ? Prisma.sql`AND (a.closed_at, a.id) ${within} (${place.closedAt}::timestamptz, ${cursor}::uuid)` : Prisma.empty}
    ORDER BY a.closed_at ${back}, a.id ${back} LIMIT ${PAGE_SIZE + 1})`;
  const halves = [
    ...(place?.closedAt && !backwards ? [] : [open]),
    ...(place && !place.closedAt && backwards ? [] : [closed]),
  ];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT h.id::text FROM (${Prisma.join(halves, " UNION ALL ")}) h
    ORDER BY h.closed ${onward}, CASE WHEN h.closed THEN NULL ELSE h.at END ${onward},
      CASE WHEN h.closed THEN h.at END ${back}, CASE WHEN h.closed THEN NULL ELSE h.id END ${onward}, h.id ${back}
    LIMIT ${PAGE_SIZE + 1}`;
  return rows.map(({ id }) => id);
}

async function rowsOf(
  tx: Tx,
  ids: readonly string[],
  units: readonly UnitFacts[],
  actor: Actor,
  now: Date,
): Promise<ApplicationRow[]> {
  const found = await tx.application.findMany({
    where: { id: { in: [...ids] } },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  const of = new Map(found.map((row) => [row.id, applicationFrom(row)]));
  const unitOf = new Map(units.map((unit) => [unit.unitId, unit]));
  const names = await namesOn(
    tx,
    found.map(({ personId }) => personId),
    chinaDateOf(now),
  );
  const turns = [...of.values()].map((facts) => ({ ...facts, path: unitOf.get(facts.unitId)!.path }));
  const holders = await holdersOf(tx, turns, chinaDateOf(now));
  return ids.map((id): ApplicationRow => {
    const application = of.get(id)!;
    const { personId, standing, route, field } = application;
    const unit = unitOf.get(application.unitId)!;
    const reviewer = { ...actor, roles: rolesAt(actor, unit.path) };
    return {
      id,
      personId,
      name: names.get(personId) ?? "",
      unitName: unit.shortName,
      kind: application.kind as ApplicationKind,
      field,
      state: standing.state,
      turn: turnOf(route, standing),
      sinceAt: standing.sinceAt,
      limit: limitAt(route, standing, chinaDateOf(now)),
      holders: holders.get(id) ?? [],
      mine: isUnderReview(standing.state) && mayReview(application, reviewer).ok,
    };
  });
}
