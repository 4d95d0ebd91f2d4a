import type { StudyRecordWhole } from "~/study/records.server";
import { common } from "~/text/common";
import { clockTime, dateOfInstant, longDate, shortInstant, weekday } from "~/text/dates";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { type Fact, Facts } from "./facts";

/** As a page's loader hands it on. */
type Shown<T> = { [K in keyof T]: T[K] extends Date ? Date | string : T[K] };
type Entry = Shown<
  Pick<StudyRecordWhole, "mode" | "category" | "organiserLevel" | "startAt" | "endAt" | "laws">
>;
type Step = Shown<StudyRecordWhole["steps"][number]>;

/** What was studied, as every page of an entry says it. */
export function useEntryFacts(entry: Entry): Fact[] {
  const all = useText(studyText);
  const t = all.record;
  const { list } = useText(common);
  const locale = useLocale();
  const on = dateOfInstant(entry.startAt);
  return [
    { term: t.mode, value: all.modes[entry.mode] },
    { term: t.category, value: all.categories[entry.category] },
    { term: t.level, value: all.levels[entry.organiserLevel] },
    {
      term: t.when,
      value: (
        <>
          <span className="nb">
            {longDate(on, locale)} {weekday(on, locale)}
          </span>{" "}
          <span className="nb num">
            {clockTime(entry.startAt)}–{clockTime(entry.endAt)}
          </span>
        </>
      ),
    },
    { term: t.laws, value: entry.laws.length > 0 ? list(entry.laws) : t.none },
  ];
}

/** Everything that happened to an entry, in the order of time. `minutes`: where versions of it stand beside each other. */
export function EntrySteps({ steps, minutes }: { steps: readonly Step[]; minutes?: number }) {
  const all = useText(studyText);
  return (
    <Facts
      layout="rows"
      items={steps.map(({ step, at, by, reason }) => ({
        term: all.steps[step],
        value: (
          <>
            {by ?? all.record.system} <span className="nb num">{shortInstant(at)}</span>
            {minutes !== undefined && <span className="quiet"> {all.minutes(minutes)}</span>}
            {reason && <span className="block hint">{reason}</span>}
          </>
        ),
      }))}
    />
  );
}
