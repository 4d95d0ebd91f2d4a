/** The ledger of what was handed out, cards among it, as a list: filtered by the database, newest first, a page at a time. */
import { addDays, chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { sourcesOf } from "~/personnel/people-search.server";
import { Prisma } from "../../prisma/generated/client";
import { cardSql } from "./held-items.server";
import { type ItemKind, type ItemOutcome, serialFrom } from "./item";

export const ITEM_STATES = ["out", "returned", "destroyed", "lost", "written-off", "mistaken"] as const;
export type ItemState = "out" | ItemOutcome;

export type ItemFilters = {
  /** Units as they are or were. */
  unitIds: readonly string[];
  /** Of one person, whichever of their records it was handed to. */
  personIds?: readonly string[];
  kind?: ItemKind;
  state?: ItemState;
  /** Any part of the holder's name, or the whole number. */
  q?: string;
};
export type ItemRow = {
  id: string;
  personId: string;
  name: string;
  unitName: string;
  kind: ItemKind;
  number: string | null;
  quantity: number;
  /** Of it still out. */
  out: number;
  handedOn: DateOn;
  /** Whether that is the day itself; else it was out when it was counted then. */
  dateKnown: boolean;
  /** Out before this register was taken into use. */
  opening: boolean;
  state: ItemState;
  /** The last day on which any of it came back. */
  backOn: DateOn | null;
  /** What was said of the last that came back. */
  note: string | null;
  /** Of the last return, where it has a file. */
  fileOf: string | null;
};
export type ItemPage = PageTurned & { rows: ItemRow[] };

/** Things and cards in one order, by id, which is that of time. `place`: where the page begins. */
function ledgerSql(
  { unitIds, personIds, kind, state, q }: ItemFilters,
  { place, order, most }: { place: Prisma.Sql; order: Prisma.Sql; most: number },
  now: Date,
): Prisma.Sql {
  const units = Prisma.sql`ANY(${[...unitIds]}::uuid[])`;
  const of = (column: Prisma.Sql, number: Prisma.Sql) => Prisma.sql`
    ${personIds ? Prisma.sql`AND ${column} = ANY(${[...personIds]}::uuid[])` : Prisma.empty} ${matching(column, number, q)}`;
  const end = Prisma.sql`${startOfDay(addDays(chinaDateOf(now), 1))}::timestamptz`;
  return Prisma.sql`SELECT * FROM (
    (SELECT i.id, i.person_id, i.unit_id, i.kind, i.number, i.quantity, i.quantity - b.back AS out, i.handed_on,
        i.date_known, i.opening_id IS NOT NULL AS opening,
        CASE WHEN i.closed_at IS NULL THEN 'out' ELSE b.last END AS state, b.back_on, b.note, b.file_of
      FROM issued_item i CROSS JOIN LATERAL (
        SELECT coalesce(sum(r.quantity), 0)::int AS back, (array_agg(r.outcome ORDER BY r.id DESC))[1] AS last,
          max(r.back_on) AS back_on, (array_agg(r.note ORDER BY r.id DESC))[1] AS note,
          (array_agg(r.id ORDER BY r.id DESC) FILTER (WHERE r.file_hash IS NOT NULL))[1] AS file_of
        FROM item_return r WHERE r.item_id = i.id) b
      WHERE i.unit_id = ${units} ${of(Prisma.sql`i.person_id`, Prisma.sql`i.number`)}
        ${kind ? Prisma.sql`AND i.kind = ${kind}` : Prisma.empty}
        ${state === "out" ? Prisma.sql`AND i.closed_at IS NULL` : state ? Prisma.sql`AND i.closed_at IS NOT NULL AND b.last = ${state}` : Prisma.empty}
        ${place} ORDER BY ${order} LIMIT ${most})
    UNION ALL
    (SELECT i.id, i.person_id, i.unit_id, 'card', i.number, 1, (i.back_as IS NULL)::int, i.handed_on, true, false,
        coalesce(i.back_as, 'out'), i.back_on, i.note, i.file_of
      FROM (SELECT c.id, c.person_id, c.unit_id, c.number, k.back_as, k.back_on, k.note, k.file_of,
          (k.out_at AT TIME ZONE 'Asia/Shanghai')::date AS handed_on
        FROM certificate c ${cardSql(end, Prisma.sql`'infinity'::timestamptz`)}
        WHERE c.unit_id = ${units} AND k.out_at IS NOT NULL) i
      WHERE ${kind === undefined || kind === "card"} ${of(Prisma.sql`i.person_id`, Prisma.sql`i.number`)}
        ${state ? Prisma.sql`AND coalesce(i.back_as, 'out') = ${state}` : Prisma.empty}
        ${place} ORDER BY ${order} LIMIT ${most})) i
    ORDER BY ${order} LIMIT ${most}`;
}

function matching(person: Prisma.Sql, number: Prisma.Sql, q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.empty;
  const named = sourcesOf(q).map(
    (source) =>
      Prisma.sql`SELECT n.person_id FROM person_name n WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${source}`,
  );
  return Prisma.sql`AND (${number} = ${serialFrom(q)} OR ${person} IN (${Prisma.join(named, " UNION ALL ")}))`;
}

const shown = (ledger: Prisma.Sql, order: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT i.id::text, i.person_id::text AS "personId", coalesce(n.name, '') AS name, u.name AS "unitName", i.kind, i.number,
    i.quantity, i.out, i.handed_on::text AS "handedOn", i.date_known AS "dateKnown", i.opening, i.state, i.back_on::text AS "backOn", i.note, i.file_of::text AS "fileOf"
  FROM (${ledger}) i
  LEFT JOIN person_name n ON n.person_id = i.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
  CROSS JOIN LATERAL (SELECT v.name FROM unit_version v WHERE v.unit_id = i.unit_id AND v.superseded_at IS NULL
    ORDER BY v.from_on DESC LIMIT 1) u
  ORDER BY ${order}`;

const NEWEST = Prisma.sql`i.id DESC`;
const OLDEST = Prisma.sql`i.id ASC`;

/** A page turns at a thing's id. */
export async function itemPage(tx: Tx, filters: ItemFilters, asked: PageAsked, now: Date): Promise<ItemPage> {
  const every = ledgerSql(filters, { place: Prisma.empty, order: NEWEST, most: COUNTED + 1 }, now);
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM (${every}) found`,
  );
  const back = asked.before !== undefined;
  const at = asked.before ?? asked.after;
  const place = at ? Prisma.sql`AND i.id ${Prisma.raw(back ? ">" : "<")} ${at}::uuid` : Prisma.empty;
  const order = back ? OLDEST : NEWEST;
  const rows = await rowsOf<ItemRow>(
    tx,
    shown(ledgerSql(filters, { place, order, most: PAGE_SIZE + 1 }, now), order),
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found, ...page };
}

const AT_ONCE = 1_000;

/** Everything a filter finds, a thousand at a time. */
export async function* itemsMatching(tx: Tx, filters: ItemFilters, now: Date): AsyncGenerator<ItemRow> {
  let place = Prisma.empty;
  for (;;) {
    const rows = await rowsOf<ItemRow>(
      tx,
      shown(ledgerSql(filters, { place, order: NEWEST, most: AT_ONCE }, now), NEWEST),
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    place = Prisma.sql`AND i.id < ${last.id}::uuid`;
  }
}
