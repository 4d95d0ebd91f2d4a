import type { LoaderFunctionArgs } from "@remix-run/node";
import { can } from "~/access/permissions";
import { requireStudyImport } from "~/casework/study-import-page.server";
import { inTransaction } from "~/db.server";
import { download, XLSX } from "~/spreadsheet.server";
import { correctedStudy } from "~/study/import-corrections.server";
import { refusalIn } from "~/text/refusals";
import { rosterText } from "~/text/roster-imports";
import { importWords } from "~/text/study-import-words";
import { importsText } from "~/text/study-imports";
import { localeFrom } from "~/text/text";
import type { Refusal } from "~/verdict";

const LONGEST_MS = 5 * 60_000;

export async function loader(args: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, found } = await requireStudyImport(args, ["study-import:read"], now);
  // It holds the numbers as they were uploaded.
  if (found.uploadedById !== actor.accountId && !can(actor, "person:unmask"))
    throw new Response(null, { status: 403 });
  const locale = localeFrom(args.request);
  const { correctionsSheet: sheet, correctionsColumn: column, sentences } = rosterText[locale];
  const problem = (one: Refusal) => {
    const { sentence, cure } = refusalIn(locale, one);
    return sentences([sentence, cure ?? ""]);
  };
  const says = { sheet, column, problem };
  const bytes = await inTransaction(
    (tx) => correctedStudy(tx, found.importId, { words: importWords, says }, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  const name = importsText[locale].correctionsName;
  return download(bytes, { type: XLSX, plainName: "corrections.xlsx", name });
}
