/** The list of certificates: filtered by the database, in the order of their numbers, a page at a time. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { sourcesOf } from "~/personnel/people-search.server";
import { Prisma } from "../../prisma/generated/client";
import type { CertificateRow } from "./register.server";
import type { CertificateStatus } from "./status";
import { endsSoon, statusSql } from "./status-sql.server";

export type CertificateFilters = {
  /** Null: every unit there is. */
  unitIds: readonly string[] | null;
  status?: CertificateStatus;
  field?: string;
  /** Any part of the holder's name, or the whole number. */
  q?: string;
  /** In use and ending within so many days. */
  within?: number;
};
export type CertificatePage = PageTurned & {
  rows: CertificateRow[];
};

type Row = Omit<CertificateRow, "validToOn"> & { validToOn: DateOn };

/** Two statements, whatever the register holds. Pages turn at a certificate's id. */
export async function certificatePage(
  tx: Tx,
  filters: CertificateFilters,
  asked: PageAsked,
  now: Date,
): Promise<CertificatePage> {
  const where = conditionsOf(filters, now);
  const direction = Prisma.raw(asked.before === undefined ? "ASC" : "DESC");
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM certificate c WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id::text, c.number, c.field, c.register_entry->>'holderName' AS "holderName",
      c.register_entry->>'unitName' AS "unitName", c.valid_to_on::text AS "validToOn", ${statusSql(now)} AS status
    FROM certificate c WHERE ${where} ${placeOf(asked)} ORDER BY c.number ${direction} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found, ...page };
}

export function conditionsOf(
  { unitIds, status, field, q, within }: CertificateFilters,
  now: Date,
): Prisma.Sql {
  const parts: Prisma.Sql[] = [];
  if (unitIds) parts.push(Prisma.sql`c.unit_id = ANY(${[...unitIds]}::uuid[])`);
  if (field) parts.push(Prisma.sql`c.field = ${field}`);
  if (q) {
    const named = sourcesOf(q).map(
      (source) =>
        Prisma.sql`SELECT n.person_id FROM person_name n WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${source}`,
    );
    parts.push(Prisma.sql`(c.number = ${q} OR c.person_id IN (${Prisma.join(named, " UNION ALL ")}))`);
  }
  if (within !== undefined) parts.push(endsSoon(within, now));
  if (status) parts.push(Prisma.sql`${statusSql(now)} = ${status}`);
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, " AND ");
}

function placeOf({ after, before }: PageAsked): Prisma.Sql {
  const at = (id: string) => Prisma.sql`(SELECT k.number FROM certificate k WHERE k.id = ${id}::uuid)`;
  if (before !== undefined) return Prisma.sql`AND c.number < ${at(before)}`;
  return after === undefined ? Prisma.empty : Prisma.sql`AND c.number > ${at(after)}`;
}
