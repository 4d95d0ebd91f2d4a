import type { LoaderFunctionArgs } from "@remix-run/node";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import { certificatesMatching } from "~/certification/certificate-export.server";
import type { CertificateFilters } from "~/certification/certificate-list.server";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { scopeOf } from "~/personnel/people.server";
import { WITHIN_DAYS } from "~/personnel/people-filters";
import { certificationText } from "~/text/certification";
import { fieldCodes, fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import type { Locale } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const paths = pathsFor(actor, "certificate:read");
  return listDownload(
    request,
    "certificates",
    async (tx, { search, locale, now }) => {
      const today = chinaDateOf(now);
      const units = await unitsUnder(tx, paths, today);
      const unit = units.find(({ unitId }) => unitId === search.get("unit"));
      const status = CERTIFICATE_STATUSES.find((known) => known === search.get("status"));
      const field = fieldCodes.find((known) => known === search.get("field"));
      const within = WITHIN_DAYS.find((days) => String(days) === search.get("within"));
      const q = (search.get("q") ?? "").trim().slice(0, 60);
      const scope = await scopeOf(tx, paths, today);
      const under =
        unit && units.filter(({ path }) => path.startsWith(unit.path)).map(({ unitId }) => unitId);
      const unitIds = under ?? (scope.whole ? null : scope.unitIds);
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
        rows: rowsOf(tx, { unitIds, status, field, within, q }, locale, now),
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
