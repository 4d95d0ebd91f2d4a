/**
 * The list of posts, a row for each person on one and for each vacant post: filtered by the database, by unit down the
 * tree and then by title, a page at a time. A post may hold hundreds, so pages turn at a seat.
 */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import type { PositionFamily, SeatState } from "./position";
import { type SeatTaken, seatsWithIds } from "./positions.server";

export type PositionFilters = {
  unitIds: readonly string[];
  /** Any part of the title. */
  q?: string;
  family?: PositionFamily;
  field?: string;
  seat?: SeatState;
};
export type SeatPage = PageTurned & {
  seats: SeatTaken[];
  /** Where the page begins and ends, for the next and the one before; empty on an empty page. */
  first: string;
  last: string;
};
/** `factId`: that somebody sits there; null: vacant. */
export type SeatKey = { positionId: string; factId: string | null };

/** Pages turn at the fact that somebody sits on a post, and at a vacant post's id. */
export async function seatPage(
  tx: Tx,
  filters: PositionFilters,
  asked: PageAsked,
  on: DateOn,
): Promise<SeatPage> {
  const rows = await seatKeys(tx, filters, asked, PAGE_SIZE + 1, on);
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT 1 FROM position p LEFT JOIN ${taken(on)} a ON a.position_id = p.id
      WHERE ${conditionsOf(filters, on)} LIMIT ${COUNTED + 1}) found`;
  const { found: keys, page } = turned(rows, asked, size?.total ?? 0);
  const placeOf = (key: SeatKey | undefined) => key?.factId ?? key?.positionId ?? "";
  return {
    seats: await seatsWithIds(tx, keys),
    first: placeOf(keys[0]),
    last: placeOf(keys.at(-1)),
    ...page,
  };
}

const EXPORTED_AT_ONCE = 500;

/** Every seat a filter finds, in the order of the list, for giving out as a file: in batches. */
export async function* seatsMatching(
  tx: Tx,
  filters: PositionFilters,
  on: DateOn,
): AsyncGenerator<SeatTaken[]> {
  let asked: PageAsked = {};
  for (;;) {
    const keys = await seatKeys(tx, filters, asked, EXPORTED_AT_ONCE, on);
    if (keys.length > 0) yield await seatsWithIds(tx, keys);
    const last = keys.at(-1);
    if (last === undefined || keys.length < EXPORTED_AT_ONCE) return;
    asked = { after: last.factId ?? last.positionId };
  }
}

// Sorts before every fact: a post that is vacant now and one that was when the page before was read have one place.
const VACANT = Prisma.sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/** Posts are put in order first and their seats read one post after the other, so that a page costs what it shows. */
function seatKeys(
  tx: Tx,
  filters: PositionFilters,
  { after, before }: PageAsked,
  limit: number,
  on: DateOn,
): Promise<SeatKey[]> {
  const at = before ?? after;
  const direction = Prisma.raw(before === undefined ? "ASC" : "DESC");
  const beyond = Prisma.raw(before === undefined ? ">" : "<");
  return tx.$queryRaw<SeatKey[]>`
    WITH place AS (${at === undefined ? Prisma.sql`SELECT 1 WHERE false` : placeOf(at, on)})
    SELECT p.id::text AS "positionId", a.fact_id::text AS "factId"
    FROM (
      SELECT p.id, u.path COLLATE "C" AS path, p.title COLLATE "zh-x-icu" AS title FROM position p JOIN ${unitsOn(on)} u ON u.unit_id = p.unit_id
      WHERE ${conditionsOf(filters, on)}
        ${at === undefined ? Prisma.empty : Prisma.sql`AND (u.path COLLATE "C", p.title COLLATE "zh-x-icu", p.id) ${beyond}= (SELECT path, title, id FROM place)`}
      ORDER BY 2 ${direction}, 3 ${direction}, 1 ${direction}
    ) p
    LEFT JOIN ${taken(on)} a ON a.position_id = p.id
    ${
      at === undefined
        ? Prisma.empty
        : Prisma.sql`WHERE (p.path, p.title, p.id, coalesce(a.fact_id, ${VACANT})) ${beyond} (SELECT path, title, id, seat FROM place)`
    }
    ORDER BY p.path ${direction}, p.title ${direction}, p.id ${direction}, coalesce(a.fact_id, ${VACANT}) ${direction}
    LIMIT ${limit}`;
}

function placeOf(at: string, on: DateOn): Prisma.Sql {
  return Prisma.sql`SELECT u.path COLLATE "C" AS path, k.title COLLATE "zh-x-icu" AS title, k.id,
      CASE WHEN f.position_id IS NULL THEN ${VACANT} ELSE ${at}::uuid END AS seat
    FROM (SELECT (SELECT position_id FROM assignment WHERE fact_id = ${at}::uuid LIMIT 1) AS position_id) f
    JOIN position k ON k.id = coalesce(f.position_id, ${at}::uuid)
    JOIN ${unitsOn(on)} u ON u.unit_id = k.unit_id`;
}

const taken = (on: DateOn) => Prisma.sql`(SELECT position_id, fact_id FROM assignment
  WHERE superseded_at IS NULL AND from_on <= ${on}::date AND (to_on IS NULL OR to_on > ${on}::date))`;

function conditionsOf({ unitIds, q, family, field, seat }: PositionFilters, on: DateOn): Prisma.Sql {
  const someone = Prisma.sql`EXISTS (SELECT 1 FROM ${taken(on)} s WHERE s.position_id = p.id)`;
  const parts = [
    Prisma.sql`p.unit_id = ANY(${[...unitIds]}::uuid[])`,
    Prisma.sql`(p.abolished_on IS NULL OR p.abolished_on > ${toDbDate(on)}::date)`,
  ];
  if (q) parts.push(Prisma.sql`strpos(p.title, ${q}) > 0`);
  if (family) parts.push(Prisma.sql`p.family = ${family}`);
  if (field) parts.push(Prisma.sql`p.field = ${field}`);
  if (seat === "taken") parts.push(someone);
  if (seat === "vacant") parts.push(Prisma.sql`NOT ${someone}`);
  return Prisma.join(parts, " AND ");
}
