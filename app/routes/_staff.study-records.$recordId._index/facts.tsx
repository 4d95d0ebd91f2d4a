import { useLoaderData } from "@remix-run/react";
import { Facts } from "~/components/facts";
import { Panel } from "~/components/panel";
import { RecordFiles } from "~/components/record-files";
import { common } from "~/text/common";
import { coursesText } from "~/text/courses";
import { clockTime, dateOfInstant, longDate, shortInstant, weekday } from "~/text/dates";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

/** The entry as it was made. */
export function RecordPanel() {
  const { record, name, personHref, unitName, yearSoFar, barred, may } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  const t = all.record;
  const { list } = useText(common);
  const locale = useLocale();
  const on = dateOfInstant(record.startAt);
  const person = personHref ? <a href={personHref}>{name}</a> : name;
  return (
    <Panel
      title={t.facts}
      foot={barred.length > 0 ? undefined : may.check ? t.mayCheck : may.confirm ? t.mayConfirm : undefined}
    >
      <Facts
        layout="rows"
        items={[
          {
            term: t.person,
            value: (
              <>
                {person}　{unitName}
              </>
            ),
          },
          {
            term: t.session,
            value: record.sessionId ? (
              <a href={`/study-sessions/${record.sessionId}`}>{record.title}</a>
            ) : (
              record.title
            ),
          },
          { term: t.mode, value: all.modes[record.mode] },
          { term: t.category, value: all.categories[record.category] },
          { term: t.level, value: all.levels[record.organiserLevel] },
          {
            term: t.when,
            value: (
              <>
                <span className="nb">
                  {longDate(on, locale)} {weekday(on, locale)}
                </span>{" "}
                <span className="nb num">
                  {clockTime(record.startAt)}–{clockTime(record.endAt)}
                </span>
              </>
            ),
          },
          { term: t.laws, value: record.laws.length > 0 ? list(record.laws) : t.none },
          { term: t.claimed, value: <b>{all.minutes(record.minutes)}</b> },
          ...(yearSoFar
            ? [{ term: t.yearSoFar, value: all.amounts[yearSoFar.unit](yearSoFar.credited) }]
            : []),
        ]}
      />
    </Panel>
  );
}

/** What it rests on, and everything that happened to it. */
export function EvidencePanel() {
  const { record, files, may } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  const words = useText(coursesText);
  const t = all.record;
  const shown = record.evidence.map(({ kind, reference }) => ({
    term: all.evidenceKinds[kind],
    value:
      kind === "exam" ? (
        record.title
      ) : kind === "log" && may.seeLog ? (
        <a href={`/learning/${reference}`}>{words.learning.log}</a>
      ) : (
        reference
      ),
  }));
  return (
    <Panel title={t.evidence} foot={t.evidenceFoot}>
      <div className="sheet">
        {shown.length > 0 ? <Facts layout="rows" items={shown} /> : <p className="quiet">{t.noEvidence}</p>}
        <RecordFiles files={files} at={may.seeFiles ? `/study-records/${record.id}` : null} />
        <h3>{t.history}</h3>
        <Facts
          layout="rows"
          items={record.steps.map(({ step, at, by, reason }) => ({
            term: all.steps[step],
            value: (
              <>
                {by ?? t.system} <span className="nb num">{shortInstant(at)}</span>
                {reason && <span className="block hint">{reason}</span>}
              </>
            ),
          }))}
        />
      </div>
    </Panel>
  );
}
