/**
 * Who must sit what by when, as a list: filtered by the database, what is owed longest first and then what is settled,
 * a page at a time. Who should have sat but did not stays in it until the requirement is met, exempt or withdrawn.
 */
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import type { ExamKind } from "./exam";
import { type LatestEntry, latestEntries } from "./latest-entries.server";
import {
  type RequirementSource,
  type RequirementStanding,
  type RequirementState,
  standingOf,
} from "./requirement";

export type RequirementFilters = {
  /** Bound the scope: what is required of people elsewhere is not in the list. */
  unitIds: readonly string[];
  /** Any part of the name. */
  q?: string;
  kind?: ExamKind;
  standing?: RequirementStanding;
  /** Whether the reader may know who is proposed for a post. */
  withProposals: boolean;
};

export type RequirementListed = {
  requirementId: string;
  personId: string;
  name: string;
  unit: string;
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  regime: RegimeWord | null;
  examTitle: string | null;
  dueOn: DateOn;
  source: RequirementSource;
  standing: RequirementStanding;
  hasOpenExemption: boolean;
  /** Of what is owed: the last exam of the kind the person was entered for, and what came of it. */
  latest: LatestEntry | null;
};
export type RequirementPage = PageTurned & { rows: RequirementListed[] };

/** Pages turn at a requirement's id. */
export async function requirementPage(
  tx: Tx,
  filters: RequirementFilters,
  asked: PageAsked,
  today: DateOn,
  now: Date,
): Promise<RequirementPage> {
  const where = conditionsOf(filters, today);
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM exam_requirement r WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const ids = await idsOf(tx, where, asked, PAGE_SIZE + 1);
  const { found, page } = turned(ids, asked, size?.total ?? 0);
  return { rows: await listed(tx, found, today, now), ...page };
}

/** How many stand where, under every filter but that one. */
export async function countRequirements(
  tx: Tx,
  filters: RequirementFilters,
  today: DateOn,
): Promise<Record<RequirementStanding, number>> {
  const { standing: _, ...rest } = filters;
  const counts = { overdue: 0, due: 0, met: 0, exempt: 0, withdrawn: 0 };
  const rows = await tx.$queryRaw<{ state: RequirementState; late: boolean; count: number }[]>`
    SELECT r.state, r.due_on < ${today}::date AS late, count(*)::int AS count FROM exam_requirement r
    WHERE ${conditionsOf(rest, today)} GROUP BY 1, 2`;
  for (const { state, late, count } of rows)
    counts[state === "owed" ? (late ? "overdue" : "due") : state] += count;
  return counts;
}

const EXPORTED_AT_ONCE = 500;

/** Every requirement a filter finds, in the order of the list, for giving out as a file: in batches. */
export async function* requirementsMatching(
  tx: Tx,
  filters: RequirementFilters,
  today: DateOn,
  now: Date,
): AsyncGenerator<RequirementListed[]> {
  let asked: PageAsked = {};
  for (;;) {
    const ids = await idsOf(tx, conditionsOf(filters, today), asked, EXPORTED_AT_ONCE);
    if (ids.length > 0) yield await listed(tx, ids, today, now);
    const after = ids.at(-1);
    if (after === undefined || ids.length < EXPORTED_AT_ONCE) return;
    asked = { after };
  }
}

/** One requirement of these units as the list shows it, or null. */
export async function findRequirement(
  tx: Tx,
  {
    requirementId,
    unitIds,
    withProposals,
  }: Pick<RequirementFilters, "unitIds" | "withProposals"> & { requirementId: string },
  today: DateOn,
  now: Date,
): Promise<RequirementListed | null> {
  const row = await tx.examRequirement.findFirst({
    where: {
      id: requirementId,
      unitId: { in: [...unitIds] },
      ...(withProposals ? {} : { source: { not: "proposal" } }),
    },
    select: { id: true },
  });
  return row ? ((await listed(tx, [row.id], today, now))[0] ?? null) : null;
}

function conditionsOf(filters: RequirementFilters, today: DateOn): Prisma.Sql {
  const { unitIds, q, kind, standing, withProposals } = filters;
  const parts = [Prisma.sql`r.unit_id = ANY(${[...unitIds]}::uuid[])`];
  if (!withProposals) parts.push(Prisma.sql`r.source <> 'proposal'`);
  if (kind) parts.push(Prisma.sql`r.kind = ${kind}`);
  if (standing) parts.push(STANDING[standing](today));
  if (q)
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = r.person_id
      AND n.superseded_at IS NULL AND daterange(n.from_on, n.to_on) @> ${today}::date AND strpos(n.name::text, ${q}) > 0)`);
  return Prisma.join(parts, " AND ");
}

const STANDING: Record<RequirementStanding, (today: DateOn) => Prisma.Sql> = {
  overdue: (today) => Prisma.sql`r.state = 'owed' AND r.due_on < ${today}::date`,
  due: (today) => Prisma.sql`r.state = 'owed' AND r.due_on >= ${today}::date`,
  met: () => Prisma.sql`r.state = 'met'`,
  exempt: () => Prisma.sql`r.state = 'exempt'`,
  withdrawn: () => Prisma.sql`r.state = 'withdrawn'`,
};

async function idsOf(
  tx: Tx,
  where: Prisma.Sql,
  { after, before }: PageAsked,
  limit: number,
): Promise<string[]> {
  const cursor = before ?? after;
  const order = Prisma.raw(before === undefined ? "ASC" : "DESC");
  const beyond = Prisma.raw(before === undefined ? ">" : "<");
  const place = (table: "r" | "k") => Prisma.raw(`(${table}.state <> 'owed'), ${table}.due_on, ${table}.id`);
  const from =
    cursor === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(${place("r")}) ${beyond} (SELECT ${place("k")} FROM exam_requirement k WHERE k.id = ${cursor}::uuid)`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id::text FROM exam_requirement r WHERE ${where} AND ${from}
    ORDER BY (r.state <> 'owed') ${order}, r.due_on ${order}, r.id ${order} LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

type Row = Omit<RequirementListed, "dueOn" | "standing" | "latest"> & {
  state: RequirementState;
  dueOn: Date;
  countsFromOn: Date;
  examId: string | null;
};

/** In the order of the ids. */
async function listed(
  tx: Tx,
  ids: readonly string[],
  today: DateOn,
  now: Date,
): Promise<RequirementListed[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.id::text AS "requirementId", r.person_id::text AS "personId", coalesce(n.name::text, '') AS name,
      coalesce(u.short_name, '') AS unit, r.kind, r.part, r.field, r.regime, e.title AS "examTitle", r.source, r.state,
      r.due_on AS "dueOn", r.counts_from_on AS "countsFromOn", r.exam_id::text AS "examId",
      EXISTS (SELECT 1 FROM exam_exemption x WHERE x.requirement_id = r.id AND x.decided_at IS NULL) AS "hasOpenExemption"
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS asked (id, place)
    JOIN exam_requirement r ON r.id = asked.id
    LEFT JOIN exam e ON e.id = r.exam_id
    LEFT JOIN person_name n ON n.person_id = r.person_id AND n.superseded_at IS NULL
      AND daterange(n.from_on, n.to_on) @> ${today}::date
    LEFT JOIN ${unitsOn(today)} u ON u.unit_id = r.unit_id
    ORDER BY asked.place`;
  const owed = rows.filter(({ state }) => state === "owed");
  const entries = await latestEntries(tx, owed, now);
  return rows.map(({ state, dueOn, countsFromOn: _, examId: __, ...row }) => ({
    ...row,
    dueOn: fromDbDate(dueOn),
    standing: standingOf({ state, dueOn: fromDbDate(dueOn) }, today),
    latest: entries.get(row.requirementId) ?? null,
  }));
}
