import type { ReactNode } from "react";
import type { QuestionListed } from "~/questions/question-list.server";
import { common } from "~/text/common";
import { authoringText, type QuestionAct } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { Empty } from "./empty";
import { Notice } from "./notice";
import { PageHead } from "./page-head";
import type { Outcome } from "./question-acts.server";
import { Section } from "./section";
import { type Column, Sub, Table } from "./table";

/** One act on the questions that were chosen; afterwards, how many went through and why the others did not. */
export function QuestionActPage({
  act,
  questions,
  outcome,
  stop = false,
  children,
}: {
  act: QuestionAct;
  questions: readonly QuestionListed[];
  outcome: Outcome | undefined;
  stop?: boolean;
  children?: ReactNode;
}) {
  const t = useText(authoringText);
  const { cancel } = useText(common);
  const words = t.acts[act];
  // Refused throughout, the form stays with what was typed; otherwise part of it is done and not to be done again.
  const isOver = outcome !== undefined && outcome.done > 0;
  return (
    <>
      <PageHead
        title={words.title}
        lede={words.lede}
        crumbs={[{ text: t.title, href: "/questions" }, { text: words.title }]}
      />
      {outcome && <OutcomeOf outcome={outcome} />}
      {questions.length === 0 ? (
        <Empty title={t.noneChosen} acts={<a href="/questions">{t.backToList}</a>}>
          {t.noneChosenHint}
        </Empty>
      ) : isOver ? (
        <p>
          <a href="/questions">{t.backToList}</a>
        </p>
      ) : (
        <>
          <ChosenQuestions questions={questions} />
          <form method="post" className="form max-w-[46rem]">
            {questions.map(({ questionId }) => (
              <input key={questionId} type="hidden" name="id" value={questionId} />
            ))}
            {children}
            <div className="acts">
              <LinkButton href={backOf(questions)} kind="text">
                {cancel}
              </LinkButton>
              <Button kind={stop ? "stop" : "primary"}>{words.submit}</Button>
            </div>
          </form>
        </>
      )}
    </>
  );
}

const backOf = (questions: readonly QuestionListed[]) =>
  questions.length === 1 ? `/questions/${questions[0]!.questionId}` : "/questions";

function OutcomeOf({ outcome: { done, refused } }: { outcome: Outcome }) {
  const t = useText(authoringText);
  const { inTurn } = useText(common);
  const locale = useLocale();
  return (
    <>
      <Notice tone={done > 0 ? "warn" : "stop"} live title={t.outcome(done, refused.length)} />
      <Section title={t.notDone}>
        <ul className="task-list sm">
          {refused.map(({ code, refusals }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was done is neither reordered nor kept
            <li key={index}>
              <span className="t">{code}</span>
              {refusals.map((one) => {
                const { sentence, cure } = refusalIn(locale, one);
                return (
                  <span className="d" key={sentence}>
                    {cure ? inTurn(sentence, cure) : sentence}
                  </span>
                );
              })}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function ChosenQuestions({ questions }: { questions: readonly QuestionListed[] }) {
  const t = useText(authoringText);
  const words = useText(questionsText);
  const locale = useLocale();
  const columns: Column<QuestionListed>[] = [
    {
      key: "stem",
      head: t.stem,
      heads: true,
      cell: ({ questionId, stem, code }) => (
        <>
          <a className="clamp" href={`/questions/${questionId}`}>
            {stem || t.noStem}
          </a>
          <Sub>{code}</Sub>
        </>
      ),
    },
    {
      key: "type",
      head: words.type,
      className: "nb",
      cell: ({ type, bank }) => (
        <>
          {words.types[type]}
          <Sub>{bank.title[locale]}</Sub>
        </>
      ),
    },
  ];
  return (
    <Section title={t.chosen(questions.length)}>
      <Table label={t.title} columns={columns} rows={questions} keyOf={({ questionId }) => questionId} />
    </Section>
  );
}
