import { useLoaderData } from "@remix-run/react";
import { Section } from "~/components/section";
import { longDate, shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

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
        {ahead.map(({ quotaId, amount, required, unit, isMet }) => (
          <li key={quotaId}>
            {t.ahead.forecast(named(quotaId), t.amounts[unit](amount), t.amounts[unit](required), isMet)}
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
