import { useLoaderData } from "@remix-run/react";
import { Facts } from "~/components/facts";
import { Panel } from "~/components/panel";
import { EntrySteps, useEntryFacts } from "~/components/record-facts";
import { RecordFiles } from "~/components/record-files";
import { coursesText } from "~/text/courses";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** The entry as it was made. */
export function RecordPanel() {
  const { record, name, personHref, unitName, yearSoFar, barred, may } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  const t = all.record;
  const about = useEntryFacts(record);
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
          ...about,
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
        <EntrySteps steps={record.steps} />
      </div>
    </Panel>
  );
}
