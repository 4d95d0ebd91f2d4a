/** Every certificate a filter finds, in the order of the list, for giving out as a file. */
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { type CertificateFilters, conditionsOf } from "./certificate-list.server";
import type { CertificateRow } from "./register.server";
import { statusSql } from "./status-sql.server";

const AT_ONCE = 1_000;

/** A thousand at a time, so that memory does not grow with the register. */
export async function* certificatesMatching(
  tx: Tx,
  filters: CertificateFilters,
  now: Date,
): AsyncGenerator<CertificateRow> {
  const where = conditionsOf(filters, now);
  let place = Prisma.empty;
  for (;;) {
    const rows: CertificateRow[] = await tx.$queryRaw`
      SELECT c.id::text, c.number, c.field, c.register_entry->>'holderName' AS "holderName",
        c.register_entry->>'unitName' AS "unitName", c.valid_to_on::text AS "validToOn", ${statusSql(now)} AS status
      FROM certificate c WHERE ${where} ${place} ORDER BY c.number LIMIT ${AT_ONCE}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    place = Prisma.sql`AND c.number > ${last.number}`;
  }
}
