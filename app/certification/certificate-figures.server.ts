/** How many certificates stand how, counted by the database: what a desk shows of a scope of any size. */
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import type { CertificateStatus } from "./status";
import { statusSql } from "./status-sql.server";

/** Of certificates of these units that have not run out at `now`; `month` ("YYYY-MM") is that of their last valid day. */
export type CertificateCount = { status: CertificateStatus; month: string; count: number };

export async function certificateFigures(
  tx: Tx,
  unitIds: readonly string[],
  now: Date,
): Promise<CertificateCount[]> {
  return rowsOf(
    tx,
    Prisma.sql`SELECT s.status, s.month, count(*)::int AS count FROM (
      SELECT ${statusSql(now)} AS status, to_char(c.valid_to_on, 'YYYY-MM') AS month FROM certificate c
      WHERE c.unit_id = ANY(${[...unitIds]}::uuid[]) AND c.valid_to_on >= (${now}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date) s
    GROUP BY s.status, s.month`,
  );
}
