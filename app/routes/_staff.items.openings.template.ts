import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { rosterTemplate } from "~/personnel/roster-template.server";
import { download, XLSX } from "~/spreadsheet.server";
import { openingTemplate } from "~/text/item-opening-words";
import { itemOpeningsText } from "~/text/item-openings";
import { localeFrom } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "item:record");
  const locale = localeFrom(request);
  const bytes = await rosterTemplate(openingTemplate(locale));
  const { templateName: name } = itemOpeningsText[locale];
  return download(bytes, { type: XLSX, plainName: "opening-balance.xlsx", name });
}
