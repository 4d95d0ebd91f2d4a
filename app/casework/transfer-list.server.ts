/** The transfers between units that an officer may read: those of the units they are over, whichever side. */
import type { DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { EmploymentIdentity } from "~/personnel/identity";
import { Prisma } from "../../prisma/generated/client";
import type { TransferDecision } from "./transfer";

export type TransferRow = {
  id: string;
  personId: string;
  name: string;
  fromUnit: string;
  fromPath: string;
  toUnit: string;
  toPath: string;
  fromOn: DateOn;
  documentNumber: string;
  /** At the new unit; null: as before, and none. */
  identity: EmploymentIdentity | null;
  title: string | null;
  releasedById: string;
  releasedAt: Date;
  decision: TransferDecision | null;
  decidedById: string | null;
  decidedAt: Date | null;
  reason: string | null;
};
export type TransferFilter = { paths: readonly string[]; open: boolean };

/** The newest first; a page turns at a transfer's id. A unit that is no more has the name it bore last. */
export async function transferPage(
  tx: Tx,
  { paths, open }: TransferFilter,
  asked: PageAsked,
): Promise<PageTurned & { rows: TransferRow[] }> {
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const place = cursor ? Prisma.sql`AND t.id ${Prisma.raw(back ? ">" : "<")} ${cursor}::uuid` : Prisma.empty;
  const within = Prisma.sql`${withinSql(paths)} AND ${open ? Prisma.sql`t.decision IS NULL` : Prisma.sql`true`}`;
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM ${JOINED} WHERE ${within}`,
  );
  const rows = await rowsOf<TransferRow>(
    tx,
    Prisma.sql`SELECT ${COLUMNS} FROM ${JOINED} WHERE ${within} ${place}
      ORDER BY t.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found, ...page };
}

/** One of them, of units below these paths; null: none. */
export async function findTransfer(
  tx: Tx,
  paths: readonly string[],
  where: { transferId: string } | { openOf: string },
): Promise<(TransferRow & { fromUnitId: string; toUnitId: string }) | null> {
  const named =
    "openOf" in where
      ? Prisma.sql`t.person_id = ${where.openOf}::uuid AND t.decision IS NULL`
      : Prisma.sql`t.id = ${where.transferId}::uuid`;
  const rows = await rowsOf<TransferRow & { fromUnitId: string; toUnitId: string }>(
    tx,
    Prisma.sql`SELECT ${COLUMNS}, t.from_unit_id::text AS "fromUnitId", t.to_unit_id::text AS "toUnitId"
      FROM ${JOINED} WHERE ${named} AND ${withinSql(paths)}`,
  );
  return rows[0] ?? null;
}

/** How many wait for the units below these paths to accept them. */
export async function countToAnswer(tx: Tx, paths: readonly string[], exceptById: string): Promise<number> {
  const [row] = await rowsOf<{ waiting: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS waiting FROM ${JOINED}
      WHERE t.decision IS NULL AND t.released_by_id <> ${exceptById}::uuid AND ${belowSql("v", paths)}`,
  );
  return row?.waiting ?? 0;
}

/** The last name and place of either unit. */
const JOINED = Prisma.sql`transfer t
  JOIN person_name n ON n.person_id = t.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
  CROSS JOIN LATERAL (SELECT v.short_name, v.path FROM unit_version v WHERE v.unit_id = t.from_unit_id
    AND v.superseded_at IS NULL ORDER BY v.from_on DESC LIMIT 1) u
  CROSS JOIN LATERAL (SELECT v.short_name, v.path FROM unit_version v WHERE v.unit_id = t.to_unit_id
    AND v.superseded_at IS NULL ORDER BY v.from_on DESC LIMIT 1) v`;

const COLUMNS = Prisma.sql`t.id::text, t.person_id::text AS "personId", n.name,
  u.short_name AS "fromUnit", u.path AS "fromPath", v.short_name AS "toUnit", v.path AS "toPath",
  t.from_on::text AS "fromOn", t.document_number AS "documentNumber", t.released_by_id::text AS "releasedById",
  t.identity, t.title, t.released_at AS "releasedAt", t.decision, t.decided_by_id::text AS "decidedById", t.decided_at AS "decidedAt", t.reason`;

const belowSql = (unit: "u" | "v", paths: readonly string[]) =>
  Prisma.sql`EXISTS (SELECT 1 FROM unnest(${[...paths]}::text[]) AS p (path) WHERE starts_with(${Prisma.raw(unit)}.path, p.path))`;

const withinSql = (paths: readonly string[]) =>
  Prisma.sql`(${belowSql("u", paths)} OR ${belowSql("v", paths)})`;
