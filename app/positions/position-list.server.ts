/** The list of posts: filtered by the database, by unit down the tree and then by title, a page at a time. */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked } from "~/personnel/people.server";
import { COUNTED } from "~/personnel/people-filters";
import { Prisma } from "../../prisma/generated/client";
import type { PositionFamily, SeatState } from "./position";
import { type PositionWithSittings, positionsWithIds } from "./positions.server";

export type PositionFilters = {
  unitIds: readonly string[];
  /** Any part of the title. */
  q?: string;
  family?: PositionFamily;
  field?: string;
  seat?: SeatState;
};
export type PositionPage = {
  positions: PositionWithSittings[];
  /** Exact up to COUNTED; null for more. */
  total: number | null;
  hasPrevious: boolean;
  hasNext: boolean;
};

/** Pages turn at a post's id. */
export async function positionPage(
  tx: Tx,
  filters: PositionFilters,
  asked: PageAsked,
  on: DateOn,
): Promise<PositionPage> {
  const where = conditionsOf(filters, on);
  const backwards = asked.before !== undefined;
  const direction = Prisma.raw(backwards ? "DESC" : "ASC");
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM position p WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM position p JOIN ${places(on)} u ON u.unit_id = p.unit_id
    WHERE ${where} ${placeOf(asked, on)}
    ORDER BY u.path COLLATE "C" ${direction}, p.title ${direction}, p.id ${direction} LIMIT ${PAGE_SIZE + 1}`;
  const goesOn = rows.length > PAGE_SIZE;
  const ids = rows.slice(0, PAGE_SIZE).map(({ id }) => id);
  if (backwards) ids.reverse();
  const total = size?.total ?? 0;
  return {
    positions: await positionsWithIds(tx, ids, on),
    total: total > COUNTED ? null : total,
    hasPrevious: backwards ? goesOn : asked.after !== undefined,
    hasNext: backwards || goesOn,
  };
}

export const places = (on: DateOn) =>
  Prisma.sql`(SELECT unit_id, path FROM unit_version WHERE superseded_at IS NULL AND daterange(from_on, to_on) @> ${on}::date)`;

export function conditionsOf({ unitIds, q, family, field, seat }: PositionFilters, on: DateOn): Prisma.Sql {
  const taken = Prisma.sql`EXISTS (SELECT 1 FROM assignment a WHERE a.position_id = p.id AND a.superseded_at IS NULL
    AND daterange(a.from_on, a.to_on) @> ${on}::date)`;
  const parts = [
    Prisma.sql`p.unit_id = ANY(${[...unitIds]}::uuid[])`,
    Prisma.sql`(p.abolished_on IS NULL OR p.abolished_on > ${toDbDate(on)}::date)`,
  ];
  if (q) parts.push(Prisma.sql`strpos(p.title, ${q}) > 0`);
  if (family) parts.push(Prisma.sql`p.family = ${family}`);
  if (field) parts.push(Prisma.sql`p.field = ${field}`);
  if (seat === "taken") parts.push(taken);
  if (seat === "vacant") parts.push(Prisma.sql`NOT ${taken}`);
  return Prisma.join(parts, " AND ");
}

function placeOf({ after, before }: PageAsked, on: DateOn): Prisma.Sql {
  const at = (id: string) => Prisma.sql`(SELECT v.path COLLATE "C", k.title, k.id FROM position k
    JOIN ${places(on)} v ON v.unit_id = k.unit_id WHERE k.id = ${id}::uuid)`;
  if (before !== undefined) return Prisma.sql`AND (u.path COLLATE "C", p.title, p.id) < ${at(before)}`;
  return after === undefined
    ? Prisma.empty
    : Prisma.sql`AND (u.path COLLATE "C", p.title, p.id) > ${at(after)}`;
}
