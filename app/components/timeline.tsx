import { Fragment, type ReactNode } from "react";
import { common } from "~/text/common";
import { dayAndMonth } from "~/text/dates";
import { useLocale, useText } from "~/text/text";

export type TimelineEvent = {
  key: string;
  /** The calendar date it took effect, 'YYYY-MM-DD'. */
  on: string;
  tone?: "ok" | "stop" | "info";
  tag?: ReactNode;
  text: ReactNode;
  detail?: ReactNode;
};

/** Events in words, newest first as given, with a line for each year. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  const t = useText(common);
  const locale = useLocale();
  return (
    <ol className="timeline">
      {events.map((event, index) => {
        const year = event.on.slice(0, 4);
        const opensYear = events[index - 1]?.on.slice(0, 4) !== year;
        return (
          <Fragment key={event.key}>
            {opensYear && (
              <li className="year">
                <b>{t.year(year)}</b>
              </li>
            )}
            <li className={event.tone ? `is-${event.tone}` : undefined}>
              <time dateTime={event.on}>{dayAndMonth(event.on, locale)}</time>
              <div>
                <p className="e">
                  {event.tag && <span className="tag">{event.tag}</span>}
                  {event.text}
                </p>
                {event.detail && <p className="d">{event.detail}</p>}
              </div>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
