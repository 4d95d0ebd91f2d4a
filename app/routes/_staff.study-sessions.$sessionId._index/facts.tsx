import { useLoaderData } from "@remix-run/react";
import { Facts as FactList } from "~/components/facts";
import { Section } from "~/components/section";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

export function Facts() {
  const { session, recorder, missed } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const words = useText(studyText);
  const { list } = useText(common);
  const locale = useLocale();
  const { mode, category, organiserLevel, laws, minutes, leader, slotOn } = session;
  return (
    <Section title={t.facts}>
      <FactList
        items={[
          { term: words.record.mode, value: words.modes[mode] },
          { term: words.record.category, value: words.categories[category] },
          { term: words.record.level, value: words.levels[organiserLevel] },
          { term: t.study, value: words.minutes(minutes) },
          { term: words.record.laws, value: laws.length > 0 ? list(laws) : words.record.none },
          { term: t.leader, value: leader ?? t.none },
          { term: t.recorder, value: recorder ?? t.none },
          ...(missed
            ? [
                {
                  term: t.makesUp,
                  value: <a href={`/study-sessions/${missed.sessionId}`}>{t.makesUpOf(missed.title)}</a>,
                },
              ]
            : []),
        ]}
      />
      {slotOn && <p className="hint">{t.slot(longDate(slotOn, locale))}</p>}
    </Section>
  );
}
