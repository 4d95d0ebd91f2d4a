import type { LoaderFunctionArgs } from "@remix-run/node";
import { listDownload } from "~/casework/list-download.server";
import { requireChange } from "~/casework/unit-change-form.server";
import { linesOf } from "~/casework/unit-change-results.server";
import type { Tx } from "~/db.server";
import { refusalIn } from "~/text/refusals";
import type { Locale } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";

const AT_ONCE = 500;

/** Every line of a change, with what became of it and why. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, change } = await requireChange(request, params.changeId, "unit-change:read", new Date());
  return listDownload(
    request,
    "unit-change",
    async (tx, { locale, now }) => {
      const t = unitChangesText[locale];
      return {
        columns: [t.place, t.what, t.holder, t.outcome, t.reasons],
        rows: rowsOf(tx, change.changeId, locale, now),
        words: [
          [t.columns.order, change.asked.orderNumber],
          [t.preview, t.figures(change.figures)],
        ],
        filters: [],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(tx: Tx, changeId: string, locale: Locale, now: Date) {
  const t = unitChangesText[locale];
  let after = 0;
  for (;;) {
    const { lines, hasNext } = await linesOf(tx, changeId, { after, show: "all", most: AT_ONCE }, now);
    for (const { place, kind, subject, outcome, refusals } of lines) {
      const reasons = refusals.map((reason) => refusalIn(locale, reason).sentence).join("; ");
      const became = outcome ? t.outcomes[outcome] : t.pending;
      yield [String(place), t.kindsOfLine[kind], subject, became, reasons];
    }
    if (!hasNext) return;
    after = lines.at(-1)!.place;
  }
}
