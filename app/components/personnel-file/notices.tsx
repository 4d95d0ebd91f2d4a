import type { FileAsked } from "~/casework/file-asked";
import type { TwoViews } from "~/casework/recorded-later.server";
import { clearanceText } from "~/text/clearance";
import { longDate } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { twoViewsText } from "~/text/two-views";
import { Notice } from "../notice";
import { FileTwoViews } from "./two-views";

/** What to know before reading a file: that it is of another day, what was recorded later, what is to be cleared. */
export function FileNotices({
  personId,
  asked,
  isToday,
  views,
  cases,
  isKnown,
}: {
  personId: string;
  asked: FileAsked;
  isToday: boolean;
  views: TwoViews | null;
  /** Open cases of clearing a post that are about the person. */
  cases: readonly string[];
  /** Whether the person was there, as known then. */
  isKnown: boolean;
}) {
  const { personFile: t } = useText(personnelText);
  const both = useText(twoViewsText);
  const clearance = useText(clearanceText);
  const locale = useLocale();
  return (
    <div className="stack mt-4">
      {!isToday && (
        <Notice act={<a href={`/people/${personId}`}>{t.backToToday}</a>}>
          {asked.knownOn
            ? both.pastOn(longDate(asked.trueOn, locale), longDate(asked.knownOn, locale))
            : (asked.asKnownThen ? t.pastThen : t.past)(longDate(asked.trueOn, locale))}
        </Notice>
      )}
      {views && <FileTwoViews views={views} />}
      {cases.map((caseId) => (
        <Notice key={caseId} tone="warn" act={<a href={`/clearance/${caseId}`}>{clearance.onPost}</a>}>
          {clearance.onFile}
        </Notice>
      ))}
      {!isKnown && (
        <Notice tone="warn" title={t.unknownThen}>
          {t.unknownThenBody}
        </Notice>
      )}
    </div>
  );
}
