import { useLoaderData } from "@remix-run/react";
import { Facts } from "~/components/facts";
import { Panel } from "~/components/panel";
import { EntrySteps, useEntryFacts } from "~/components/record-facts";
import { RecordFiles } from "~/components/record-files";
import { RecordStatusMark } from "~/components/record-status";
import { Section } from "~/components/section";
import { clockTime, shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** The entry as it was made, who checked it, and why it was drawn. */
export function RecordFacts() {
  const { record, sampled, unitName } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const all = useText(studyText);
  const about = useEntryFacts(record);
  const taken = (step: "submitted" | "confirmed" | "accepted") => {
    const last = record.steps.findLast((one) => one.step === step);
    return last ? `${last.by ?? t.system} ${shortInstant(last.at)}` : t.notYet;
  };
  return (
    <Panel
      title={t.record}
      foot={t.lookRecorded}
      end={<a href={`/study-records/${record.id}`}>{t.openLedger}</a>}
    >
      <Facts
        layout="rows"
        items={[
          { term: t.person, value: `${sampled.name}　${unitName}` },
          { term: t.session, value: record.title },
          ...about,
          { term: t.minutes, value: <b>{all.minutes(record.minutes)}</b> },
          { term: t.enteredBy, value: taken("submitted") },
          { term: t.confirmedBy, value: taken("confirmed") },
          { term: t.acceptedBy, value: taken("accepted") },
          {
            term: t.signal,
            value: (
              <>
                {sampled.signals.length > 0
                  ? sampled.signals.map((signal) => t.signals[signal]).join(" · ")
                  : t.noSignals}
                <span className="block hint">{t.weightOf(sampled.weight)}</span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** What it rests on; each file opens at the address where the look is recorded. */
export function Evidence() {
  const { record, files } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const { evidenceKinds } = useText(studyText);
  return (
    <Panel title={t.evidence}>
      <div className="sheet">
        {record.evidence.length > 0 ? (
          <Facts
            layout="rows"
            items={record.evidence.map(({ kind, reference }) => ({
              term: evidenceKinds[kind],
              value: kind === "exam" ? record.title : reference,
            }))}
          />
        ) : (
          <p className="quiet">{t.noEvidence}</p>
        )}
        <RecordFiles files={files} at={`/study-records/${record.id}`} />
      </div>
    </Panel>
  );
}

/** Every version of this study with every step, in the order of time. */
export function Chain() {
  const { versions } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  return (
    <Section title={t.chain} meta={t.chainLede}>
      {versions.map(({ role, record }) => (
        <div key={record.id} className="mb-[1rem]">
          <h3>
            {t.versions[role]} <RecordStatusMark status={record.status} />
          </h3>
          <EntrySteps steps={record.steps} minutes={record.minutes} />
        </div>
      ))}
    </Section>
  );
}

export function SameDay() {
  const { sameDay } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const all = useText(studyText);
  return (
    <Section title={t.sameDay}>
      {sameDay.length === 0 && <p className="quiet">{t.sameDayNone}</p>}
      <ul>
        {sameDay.map((other) => (
          <li key={other.id}>
            <a href={`/study-records/${other.id}`}>{other.title}</a>　{all.modes[other.mode]}{" "}
            <span className="num">
              {clockTime(other.startAt)}–{clockTime(other.endAt)}
            </span>{" "}
            {all.minutes(other.minutes)} <RecordStatusMark status={other.status} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
