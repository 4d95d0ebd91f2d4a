import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { rosterTemplate } from "~/personnel/roster-template.server";
import { personnelText } from "~/text/personnel";
import { templateWords } from "~/text/roster-words";
import { localeFrom, textFor } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "roster:import");
  const locale = localeFrom(request);
  const bytes = await rosterTemplate(templateWords(locale));
  const { templateName } = textFor(personnelText, locale).imports;
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="roster.xlsx"; filename*=UTF-8''${encodeURIComponent(templateName)}`,
    },
  });
}
