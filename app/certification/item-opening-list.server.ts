/** Tables of opening balances as a list shows them, and the one that an address names. */
import { accountNames } from "~/access/account-names.server";
import type { DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";

export type OpeningRow = {
  id: string;
  unitName: string;
  fileName: string;
  countedOn: DateOn;
  recordedAt: Date;
  by: string;
  /** Lines, and those of which something is still out. */
  things: number;
  out: number;
  undone: boolean;
};
type Row = Omit<OpeningRow, "by"> & { recordedById: string };

/** Of these units, the newest first. A page turns at a table's id. */
export async function openingPage(
  tx: Tx,
  unitIds: readonly string[],
  asked: PageAsked,
): Promise<PageTurned & { rows: OpeningRow[] }> {
  const where = Prisma.sql`o.unit_id = ANY(${[...unitIds]}::uuid[])`;
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const place = cursor ? Prisma.sql`AND o.id ${Prisma.raw(back ? ">" : "<")} ${cursor}::uuid` : Prisma.empty;
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM item_opening o WHERE ${where}`,
  );
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`${openingSql} WHERE ${where} ${place} ORDER BY o.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  const names = await accountNames(
    tx,
    found.map(({ recordedById }) => recordedById),
  );
  return {
    rows: found.map(({ recordedById, ...row }) => ({ ...row, by: names[recordedById] ?? "" })),
    ...page,
  };
}

/** With the unit for which it was entered; null when nobody entered it. */
export async function findOpening(
  tx: Tx,
  openingId: string | undefined,
): Promise<(Row & { unitId: string }) | null> {
  if (!isUuid(openingId)) return null;
  const rows = await rowsOf<Row & { unitId: string }>(
    tx,
    Prisma.sql`${openingSql} WHERE o.id = ${openingId}::uuid`,
  );
  return rows[0] ?? null;
}

const openingSql = Prisma.sql`
  SELECT o.id::text, o.unit_id::text AS "unitId", u.name AS "unitName", o.file_name AS "fileName", o.counted_on::text AS "countedOn",
    o.recorded_at AS "recordedAt", o.recorded_by_id::text AS "recordedById", o.undone_at IS NOT NULL AS undone, i.things, i.out
  FROM item_opening o
  CROSS JOIN LATERAL (SELECT v.name FROM unit_version v WHERE v.unit_id = o.unit_id AND v.superseded_at IS NULL
    ORDER BY v.from_on DESC LIMIT 1) u
  CROSS JOIN LATERAL (SELECT count(*)::int AS things, count(*) FILTER (WHERE x.closed_at IS NULL)::int AS out
    FROM issued_item x WHERE x.opening_id = o.id) i`;
