import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { rosterTemplate } from "~/personnel/roster-template.server";
import { download, XLSX } from "~/spreadsheet.server";
import { studyTemplate } from "~/text/study-import-words";
import { importsText } from "~/text/study-imports";
import { localeFrom } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "study:record");
  const locale = localeFrom(request);
  const bytes = await rosterTemplate(studyTemplate(locale));
  return download(bytes, {
    type: XLSX,
    plainName: "past-study.xlsx",
    name: importsText[locale].templateName,
  });
}
