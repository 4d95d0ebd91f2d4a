import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { listDownload } from "~/casework/list-download.server";
import { certificatesMatching } from "~/certification/certificate-export.server";
import { certificateFiltersFrom } from "~/certification/certificate-filters-page.server";
import type { CertificateFilters } from "~/certification/certificate-list.server";
import type { Tx } from "~/db.server";
import { certificationText } from "~/text/certification";
import { fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import type { Locale } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  return listDownload(
    request,
    "certificates",
    async (tx, { search, locale, now }) => {
      const asked = await certificateFiltersFrom(tx, actor, search, now);
      const { unit, status, field, within, q } = asked;
      const all = certificationText[locale];
      const { columns, filters } = all.certificates;
      const words: [string, string][] = [
        [filters.q, q],
        [filters.status, status ? all.status[status] : ""],
        [filters.unit, unit?.name ?? ""],
        [columns.field, field ? fieldName(locale, field) : ""],
        [listsText[locale].within, within ? listsText[locale].days(within) : ""],
      ];
      return {
        columns: [columns.holder, filters.unit, columns.number, columns.field, columns.valid, columns.status],
        rows: rowsOf(tx, asked, locale, now),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(unit ? [`unit:${unit.unitId}`] : []),
          ...(status ? [`status:${status}`] : []),
          ...(field ? [`field:${field}`] : []),
          ...(within ? [`within:${within}`] : []),
          ...(q ? ["q"] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(tx: Tx, filters: CertificateFilters, locale: Locale, now: Date) {
  const statuses = certificationText[locale].status;
  for await (const row of certificatesMatching(tx, filters, now))
    yield [
      row.holderName,
      row.unitName,
      row.number,
      fieldName(locale, row.field),
      row.validToOn,
      statuses[row.status],
    ];
}
