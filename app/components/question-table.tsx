import { type QuestionStatus, statusesOf } from "~/questions/question-list";
import type { QuestionListed } from "~/questions/question-list.server";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { type Column, Sub, Table } from "./table";

/** Questions of any state, each with a box to choose it where the reader may act on it. */
export function QuestionTable({
  questions,
  may,
}: {
  questions: readonly QuestionListed[];
  may: { write: boolean; review: boolean };
}) {
  const t = useText(authoringText);
  const words = useText(questionsText);
  const locale = useLocale();
  const columns: Column<QuestionListed>[] = [
    ...(may.write || may.review
      ? [
          {
            key: "check",
            head: <span className="vh">{t.batch}</span>,
            className: "col-check",
            cell: ({ questionId, code }: QuestionListed) => (
              <input type="checkbox" name="id" value={questionId} aria-label={t.choose(code)} />
            ),
          },
        ]
      : []),
    {
      key: "stem",
      head: t.stem,
      heads: true,
      cell: ({ questionId, stem, code, cited }) => (
        <>
          <a className="clamp" href={`/questions/${questionId}`}>
            {stem || t.noStem}
          </a>
          <Sub>{[code, ...cited.map(({ law, articles }) => t.articles(law, articles))].join("　")}</Sub>
        </>
      ),
    },
    {
      key: "type",
      head: words.type,
      className: "nb",
      cell: ({ type, difficulty }) => (
        <>
          {words.types[type]}
          {difficulty && <Sub>{words.difficultyOf(difficulty)}</Sub>}
        </>
      ),
    },
    {
      key: "bank",
      head: words.bank,
      cell: ({ bank, topic }) => (
        <>
          {bank.title[locale]}
          <Sub>{topic}</Sub>
        </>
      ),
    },
    {
      key: "status",
      head: t.status,
      cell: (question) =>
        statusesOf(question).map((status) => <QuestionStatusMark key={status} status={status} />),
    },
    { key: "act", head: "", acts: true, cell: (question) => <Next question={question} may={may} /> },
  ];
  return <Table label={t.title} columns={columns} rows={questions} keyOf={({ questionId }) => questionId} />;
}

const tones: Record<QuestionStatus, Tone> = {
  published: "ok",
  open: "off",
  submitted: "info",
  returned: "warn",
  reread: "warn",
  retired: "stop",
  left: "off",
  discarded: "off",
};

export function QuestionStatusMark({ status, fill }: { status: QuestionStatus; fill?: boolean }) {
  const t = useText(authoringText);
  return (
    <Status tone={tones[status]} fill={fill} icon={status === "open" ? "draft" : undefined}>
      {t.statuses[status]}
    </Status>
  );
}

/** What waits to be done with it. */
function Next({ question, may }: { question: QuestionListed; may: { write: boolean; review: boolean } }) {
  const t = useText(authoringText);
  const { draftId, draftState } = question;
  if (!draftId) return null;
  return draftState === "submitted" && may.review ? (
    <a href={`/questions/drafts/${draftId}/review`}>{t.reviewDraft}</a>
  ) : (
    <a href={`/questions/drafts/${draftId}`}>{t.openDraft}</a>
  );
}
