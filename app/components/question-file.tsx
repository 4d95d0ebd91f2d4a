import type { DraftState } from "~/questions/draft";
import type { DraftContent } from "~/questions/draft-content";
import { dateOfInstant, longDate, longInstant } from "~/text/dates";
import { authoringText } from "~/text/question-authoring";
import { useLocale, useText } from "~/text/text";
import { QuestionContent } from "./question-content";
import { QuestionStatusMark } from "./question-table";
import { Section } from "./section";
import { Sub, Table } from "./table";

type Version = {
  id: string;
  number: number;
  origin: string;
  publishedAt: Date;
  stood: { since: number; until: number | null }[];
  content: DraftContent;
};

/** Every version of a question, the newest open. */
export function QuestionVersions({ versions }: { versions: readonly Version[] }) {
  const t = useText(authoringText).question;
  const locale = useLocale();
  if (versions.length === 0) return null;
  return (
    <Section title={t.versions}>
      {versions.map(({ id, number, origin, publishedAt, stood, content }, index) => (
        <details key={id} className="q-version" open={index === 0}>
          <summary>
            <b>{t.version(number)}</b>{" "}
            <span className="quiet">
              {[
                t.publishedOn(longDate(dateOfInstant(publishedAt), locale)),
                origin === "file" && t.fromFile,
                ...(stood.length === 0
                  ? [t.neverStood]
                  : stood.map(({ since, until }) => t.stood(since, until))),
              ]
                .filter(Boolean)
                .join("　")}
            </span>
          </summary>
          <QuestionContent content={content} />
        </details>
      ))}
    </Section>
  );
}

type ExamUse = { examId: string; title: string; opensAt: Date; papers: number };

/** The exams in which it stood on papers. */
export function QuestionUse({ exams, mayOpen }: { exams: readonly ExamUse[]; mayOpen: boolean }) {
  const t = useText(authoringText).question;
  const locale = useLocale();
  return (
    <Section title={t.used}>
      {exams.length === 0 ? (
        <p>{t.neverUsed}</p>
      ) : (
        <ul className="task-list sm">
          {exams.map(({ examId, title, opensAt, papers }) => (
            <li key={examId}>
              <span className="t">{mayOpen ? <a href={`/exams/${examId}`}>{title}</a> : title}</span>
              <span className="num">{t.papers(papers)}</span>
              <span className="d">{longDate(dateOfInstant(opensAt), locale)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type DraftShown = { draftId: string; state: DraftState; openedAt: Date; openedById: string | null };

export function QuestionDrafts({
  drafts,
  names,
}: {
  drafts: readonly DraftShown[];
  names: Record<string, string>;
}) {
  const t = useText(authoringText);
  const locale = useLocale();
  if (drafts.length === 0) return null;
  return (
    <Section title={t.question.drafts}>
      <Table
        label={t.question.drafts}
        rows={drafts}
        keyOf={({ draftId }) => draftId}
        columns={[
          {
            key: "opened",
            head: t.stepActs.opened,
            heads: true,
            cell: ({ draftId, openedAt, openedById }) => (
              <>
                <a href={`/questions/drafts/${draftId}`}>{longInstant(openedAt, locale)}</a>
                <Sub>{(openedById && names[openedById]) || t.question.system}</Sub>
              </>
            ),
          },
          {
            key: "state",
            head: t.status,
            cell: ({ state }) => <QuestionStatusMark status={state} />,
          },
        ]}
      />
    </Section>
  );
}

type Retirement = {
  reason: string;
  retiredAt: Date;
  retiredById: string | null;
  restoredAt: Date | null;
  restoredById: string | null;
};

export function QuestionRetirements({
  retirements,
  names,
}: {
  retirements: readonly Retirement[];
  names: Record<string, string>;
}) {
  const t = useText(authoringText).question;
  const locale = useLocale();
  if (retirements.length === 0) return null;
  const who = (id: string | null) => (id && names[id]) || t.system;
  const on = (at: Date) => longDate(dateOfInstant(at), locale);
  return (
    <Section title={t.retirement}>
      <ul className="task-list sm">
        {retirements.map(({ reason, retiredAt, retiredById, restoredAt, restoredById }) => (
          <li key={retiredAt.getTime()}>
            <span className="t">{t.retired(on(retiredAt), who(retiredById))}</span>
            <span className="d">{reason}</span>
            {restoredAt && <span className="d">{t.restored(on(restoredAt), who(restoredById))}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
