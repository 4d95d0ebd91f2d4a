import { useLoaderData } from "@remix-run/react";
import { Section } from "~/components/section";
import { common } from "~/text/common";
import { longDate, shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

type Loaded = Awaited<ReturnType<typeof loader>>;

/** How the year will end if everybody comes to what is planned; of a year that is over, how it ended (H22). */
export function Ahead() {
  const { forecasts: ahead, results, planned, year } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  const locale = useLocale();
  const ended = results.filter(({ result }) => result === "unmet");
  if (ahead.length === 0 && ended.length === 0) return null;
  const named = (quotaId: string) => t.quotas[quotaId] ?? t.quotaOther;
  return (
    <Section title={ended.length > 0 ? t.ahead.ended(year) : t.ahead.title(planned)}>
      <ul>
        {ahead.map(({ quotaId, amount, required, unit, isMet, categories }) => (
          <li key={quotaId}>
            {t.ahead.forecast(named(quotaId), t.amounts[unit](amount), t.amounts[unit](required), isMet)}
            <ShortCategories categories={categories} />
          </li>
        ))}
        {ended.map(({ quotaId, makeUpUntilOn }) => (
          <li key={quotaId}>
            {t.ahead.unmet(named(quotaId), makeUpUntilOn === null ? "" : longDate(makeUpUntilOn, locale))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Which minimum the plan does not reach: who came to all of it would still miss it. */
function ShortCategories({ categories }: { categories: Loaded["forecasts"][number]["categories"] }) {
  const t = useText(studyText);
  const { list } = useText(common);
  const short = categories.filter((one) => one.short > 0);
  if (short.length === 0) return null;
  const said = short.map((one) =>
    t.standing.categoryShort(t.categories[one.category], one.credited, one.required, one.short),
  );
  return <span className="sub">{t.ahead.categories(list(said))}</span>;
}

/** What was begun and not handed in. */
export function Drafts() {
  const { drafts } = useLoaderData<typeof loader>();
  const t = useText(studyText).own;
  if (drafts.length === 0) return null;
  return (
    <Section title={t.drafts}>
      <ul>
        {drafts.map(({ draftId, title, savedAt }) => (
          <li key={draftId}>
            <a href={`/my/study/drafts/${draftId}`}>{t.draftOf(title)}</a>{" "}
            <span className="quiet num">{t.savedAt(shortInstant(savedAt))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
