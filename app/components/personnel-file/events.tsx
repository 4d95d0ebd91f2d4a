import type { FileEvent } from "~/casework/file-events.server";
import type { StoryOrder } from "~/casework/true-from";
import { shortInstant } from "~/text/dates";
import { EVENT_GROUPS, eventGroupNames, groupOfEvent, isImportant } from "~/text/events";
import { looksText } from "~/text/looks";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { filteredHref } from "../filters";
import { Section } from "../section";
import { Tabs } from "../tabs";
import { type SentStory, Story, StoryOrders } from "./story";

/** As a loader sends it: the instant may have become text. */
type Sent = Omit<FileEvent, "at"> & { at: Date | string };

/** What happened to the person, in words, by kind of event. */
export function FileEvents({
  events,
  counts,
  group,
  isWhole,
  order,
  search,
}: {
  events: readonly SentStory[];
  counts: Record<string, number>;
  group: string;
  isWhole: boolean;
  order: StoryOrder;
  search: string;
}) {
  const { personFile: t, viewAll } = useText(personnelText);
  const names = useText(eventGroupNames);
  const count = (isCounted: (type: string) => boolean) =>
    Object.entries(counts).reduce((sum, [type, n]) => sum + (isCounted(type) ? n : 0), 0);
  const groups = EVENT_GROUPS.map((one) => ({ one, n: count((type) => groupOfEvent(type) === one) }));
  const total = count(() => true);
  const important = count(isImportant);
  const current = group === "all" || EVENT_GROUPS.some((one) => one === group) ? group : "";
  const shown = current === "all" ? total : (groups.find(({ one }) => one === current)?.n ?? important);
  const href = (changes: Record<string, string | null>) => filteredHref(search, { ...changes, done: null });
  return (
    <Section
      title={t.timeline}
      meta={t.timelineMeta(shown, events.length)}
      end={!isWhole && shown > events.length && <a href={href({ all: "1" })}>{t.timelineAll}</a>}
    >
      <Tabs
        label={t.timeline}
        items={[
          { href: href({ events: null }), text: t.important, count: important, current: current === "" },
          ...groups
            .filter(({ n }) => n > 0)
            .map(({ one, n }) => ({
              href: href({ events: one }),
              text: names[one],
              count: n,
              current: current === one,
            })),
          { href: href({ events: "all" }), text: viewAll, count: total, current: current === "all" },
        ]}
      />
      {events.length === 0 ? (
        <p className="quiet">{t.timelineNone}</p>
      ) : (
        <>
          <StoryOrders order={order} search={search} />
          <Story events={events} order={order} />
        </>
      )}
    </Section>
  );
}

/** Who opened the file or saw the whole number lately. */
export function FileReaders({ readers }: { readers: { total: number; latest: readonly Sent[] } }) {
  const { personFile: t, unmaskReasons } = useText(personnelText);
  const looks = useText(looksText).reasons;
  const reasons: Record<string, string> = { ...unmaskReasons, ...looks };
  if (readers.total === 0) return null;
  return (
    <Section title={t.readers} meta={t.readersMeta(readers.total)}>
      <ul className="task-list">
        {readers.latest.map(({ id, at, type, data, actorName }) => {
          const name = actorName ?? "";
          const reason = (data as { reason?: string } | null)?.reason ?? "";
          return (
            <li key={id}>
              <span className="t small">
                {type === "person.identity-number-shown"
                  ? t.sawNumber(name, reasons[reason] ?? reason)
                  : (type === "person.file-printed" ? t.printed : t.read)(name)}
                {type !== "person.identity-number-shown" && reason && (
                  <span className="quiet"> {reasons[reason] ?? reason}</span>
                )}
              </span>
              <span className="d num">{shortInstant(at)}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
