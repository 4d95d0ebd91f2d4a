import type { LoaderFunctionArgs } from "@remix-run/node";
import { rosterFile } from "~/certification/roster-page.server";
import { download, XLSX } from "~/spreadsheet.server";
import { rosterText } from "~/text/roster";
import { localeFrom } from "~/text/text";

/** The public roster as a workbook: everybody that the filters of the page find. */
export async function loader({ request }: LoaderFunctionArgs) {
  const locale = localeFrom(request);
  const bytes = await rosterFile({ request, locale, now: new Date() });
  const name = `${rosterText[locale].sheet.fileName}.xlsx`;
  return download(bytes, { type: XLSX, plainName: "roster.xlsx", name });
}
