import type { LoaderFunctionArgs } from "@remix-run/node";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { correctedSheet } from "~/personnel/roster-corrections.server";
import { findRosterImport } from "~/personnel/roster-import.server";
import { download, XLSX } from "~/spreadsheet.server";
import { refusalIn } from "~/text/refusals";
import { rosterText } from "~/text/roster-imports";
import { localeFrom } from "~/text/text";

const LONGEST_MS = 5 * 60_000;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "roster:import");
  const now = new Date();
  const importId = String(params.importId);
  const found = isUuid(importId)
    ? await findRosterImport(prisma, importId, pathsFor(actor, "roster:import"), now)
    : null;
  if (!found?.counts) throw new Response(null, { status: 404 });
  // It holds the numbers as they were uploaded.
  if (found.uploadedById !== actor.accountId && !can(actor, "person:unmask"))
    throw new Response(null, { status: 403 });
  const locale = localeFrom(request);
  const t = rosterText[locale];
  const words = {
    sheet: t.correctionsSheet,
    column: t.correctionsColumn,
    problem: (refusal: Parameters<typeof refusalIn>[1]) => {
      const { sentence, cure } = refusalIn(locale, refusal);
      return t.sentences([sentence, cure ?? ""]);
    },
  };
  const bytes = await inTransaction(
    (tx) => correctedSheet(tx, importId, words, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  return download(bytes, { type: XLSX, plainName: "corrections.xlsx", name: t.correctionsName });
}
