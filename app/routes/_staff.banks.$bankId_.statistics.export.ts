import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import type { ItemFilters } from "~/exams/item-figures.server";
import { bankItemsMatching, bankOf } from "~/exams/item-figures.server";
import { itemFiltersFrom } from "~/exams/item-filters";
import { isUuid } from "~/ids";
import { itemStatisticsText, percent } from "~/text/item-statistics";
import { questionsText } from "~/text/questions";
import type { Locale } from "~/text/text";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "bank:read");
  const bankId = params.bankId ?? "";
  return listDownload(
    request,
    "item-statistics",
    async (tx, { search, locale }) => {
      const bank = isUuid(bankId) ? await bankOf(tx, bankId) : null;
      if (!bank) throw new Response(null, { status: 404 });
      const filters = itemFiltersFrom(search, bank.laws);
      const t = itemStatisticsText[locale];
      const words = questionsText[locale];
      const flags: Record<string, string> = { any: t.flagged, ...t.flags, "too-few": t.tooFew };
      const said: [string, string][] = [
        [words.bank, bank.title[locale]],
        [t.flagsHead, filters.flag ? (flags[filters.flag] ?? "") : ""],
        [words.type, filters.type ? words.types[filters.type] : ""],
        [words.law, filters.law ?? ""],
      ];
      return {
        columns: [
          t.question,
          t.exportVersion,
          t.exportType,
          t.exportLaw,
          t.attempts,
          t.facility,
          t.guess,
          t.discrimination,
          t.seconds,
          t.flagsHead,
        ],
        rows: rowsOf(tx, bankId, filters, locale),
        words: said.filter(([, value]) => value !== ""),
        filters: ["bank", ...Object.keys(filters)],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(
  tx: Tx,
  bankId: string,
  filters: ItemFilters,
  locale: Locale,
): AsyncGenerator<readonly string[]> {
  const t = itemStatisticsText[locale];
  const words = questionsText[locale];
  // Figures as plain numbers, so that a spreadsheet can go on with them.
  const figure = (value: number | null) => (value === null ? "" : value.toFixed(2));
  for await (const row of bankItemsMatching(tx, bankId, filters))
    yield [
      row.code,
      String(row.number),
      [row.isPart ? t.part : "", words.types[row.type]].filter(Boolean).join(" · "),
      row.law,
      String(row.attempts),
      row.facility === null ? "" : percent(row.facility),
      row.guess === null ? "" : percent(row.guess),
      figure(row.discrimination),
      row.medianSeconds === null ? "" : String(Math.round(row.medianSeconds)),
      row.isJudged ? row.flags.map((flag) => t.flags[flag]).join(" ") : t.tooFew,
    ];
}
