import type { TwoViews } from "~/casework/recorded-later.server";
import { dateOfInstant, longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { twoViewsText } from "~/text/two-views";
import { Notice } from "../notice";

/** Where what is known now about a day differs from what was known then. Nothing when they agree. */
export function FileTwoViews({ views }: { views: TwoViews }) {
  const t = useText(twoViewsText);
  const locale = useLocale();
  const { recordedLater, believedNoLonger } = views;
  if (recordedLater.length + believedNoLonger.length === 0) return <Notice>{t.same}</Notice>;
  const on = (at: Date) => longDate(dateOfInstant(at), locale);
  return (
    <Notice tone="warn" title={t.differ}>
      <ul className="mt-2 list-disc pl-5">
        {recordedLater.map(({ subject, at }) => (
          <li key={`${subject} ${String(at)}`}>{t.recordedLater(t.subjects[subject], on(at))}</li>
        ))}
        {believedNoLonger.map(({ subject, at }) => (
          <li key={`no ${subject} ${String(at)}`}>{t.believedNoLonger(t.subjects[subject], on(at))}</li>
        ))}
      </ul>
    </Notice>
  );
}
