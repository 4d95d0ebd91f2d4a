import type { StoryEvent } from "~/casework/file-events.server";
import { isRecordedApart, STORY_ORDERS, type StoryOrder } from "~/casework/true-from";
import { clockTime, dateOfInstant, shortInstant } from "~/text/dates";
import { eventGroupNames, eventSentence, groupOfEvent, toneOfEvent } from "~/text/events";
import { personnelText } from "~/text/personnel";
import { storiesText } from "~/text/stories";
import { useLocale, useText } from "~/text/text";
import { filteredHref } from "../filters";
import { Timeline } from "../timeline";

/** As a loader sends it: the instant may have become text. */
export type SentStory = Omit<StoryEvent, "at"> & { at: Date | string };

/** Each event on the day it was true from, saying when it was recorded where that was another day; or on the day of recording. */
export function Story({ events, order }: { events: readonly SentStory[]; order: StoryOrder }) {
  const { personFile: t } = useText(personnelText);
  const stories = useText(storiesText);
  const names = useText(eventGroupNames);
  const locale = useLocale();
  const whoAndWhen = ({ at, trueOn, actorName }: SentStory) =>
    order === "happened" && isRecordedApart(trueOn, new Date(at))
      ? stories.recorded(actorName ?? stories.system, shortInstant(at))
      : actorName
        ? t.by(actorName, clockTime(at))
        : t.bySystem(clockTime(at));
  return (
    <Timeline
      events={events.map((event) => ({
        key: event.id,
        on: order === "happened" ? event.trueOn : dateOfInstant(event.at),
        tone: toneOfEvent(event.type),
        tag: names[groupOfEvent(event.type)],
        text: eventSentence(locale, event.type, event.data),
        detail: whoAndWhen(event),
      }))}
    />
  );
}

/** From one order to the other, the rest of the address kept. */
export function StoryOrders({ order, search }: { order: StoryOrder; search: string }) {
  const t = useText(storiesText);
  return (
    <nav className="small" aria-label={t.order}>
      {STORY_ORDERS.map((one, index) => (
        <span key={one}>
          {index > 0 && " · "}
          {one === order ? (
            <b aria-current="true">{t.orders[one]}</b>
          ) : (
            <a href={filteredHref(search, { order: one === "happened" ? null : one, done: null })}>
              {t.orders[one]}
            </a>
          )}
        </span>
      ))}
    </nav>
  );
}
