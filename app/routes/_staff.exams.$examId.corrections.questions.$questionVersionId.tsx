import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { Button } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { proposalFrom, requireQuestion } from "~/exams/correction-page.server";
import type { QuestionToCorrect } from "~/exams/exam-questions.server";
import { WISHES } from "~/exams/key-correction";
import { proposeCorrection } from "~/exams/key-corrections.server";
import type { AnswerType } from "~/exams/paper";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(keyCorrectionsText, (t) => t.form.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, exam, question } = await requireQuestion(request, params);
  return {
    exam: { id: exam.id, title: exam.title },
    question: questionShown(question),
    mayOpenBank: can(actor, "bank:read"),
  };
}

const questionShown = ({
  code,
  type,
  stem,
  options,
  key,
  standing,
  voidQuestion,
  questionId,
}: QuestionToCorrect) => ({
  ...{ code, stem, options, key, questionId },
  type: type as AnswerType,
  standing: standing && {
    treatment: standing.treatment,
    key: standing.treatment === "new-key" ? [...standing.key] : [],
  },
  voidQuestion: voidQuestion.value,
});

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, question } = await requireQuestion(request, params);
  const proposal = proposalFrom(await request.formData());
  const { questionVersionId } = question;
  const asked = { examId: exam.id, questionVersionId, proposal, item: question };
  const answer = await inTransaction((tx) => proposeCorrection(tx, asked, actor, now));
  if (answer.ok)
    throw redirect(`/exams/${exam.id}/corrections/${answer.correctionId}?done=proposed`, { status: 303 });
  return data({ proposal, refusals: answer.refusals }, { status: 422 });
}

export default function ProposeCorrection() {
  const { exam, question, mayOpenBank } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const exams = useText(examsText);
  const { types, truth } = useText(examRoomText);
  const t = useText(keyCorrectionsText);
  const locale = useLocale();
  const list = `/exams/${exam.id}/corrections`;
  const words = (id: string, text: string) => (text === "" ? (truth[id] ?? id) : `${id}. ${text}`);
  const keyWords = (key: readonly string[]) => key.map((id) => truth[id] ?? id).join(" ");
  const { standing, voidQuestion } = question;
  return (
    <>
      <PageHead
        title={t.form.title}
        lede={`${question.code} · ${types[question.type]}`}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: list },
          { text: t.choose.title, href: `${list}/questions` },
          { text: question.code },
        ]}
      />
      <div className="stack-lg max-w-[46rem]">
        {refused && (
          <Refusal level={2} verdict={t.form.cannot} reasons={reasonsFrom(locale, refused.refusals)} />
        )}
        <Section title={t.question}>
          <p>{question.stem}</p>
          <ul>
            {question.options.map(({ id, text }) => (
              <li key={id}>{words(id, text)}</li>
            ))}
          </ul>
          <p>
            <b>{t.form.bankKey(keyWords(question.key))}</b>
            {standing && (
              <>
                {"　"}
                <b>
                  {standing.treatment === "new-key"
                    ? t.form.standingKey(keyWords(standing.key))
                    : t.form.voided}
                </b>
              </>
            )}
          </p>
        </Section>
        <form method="post" className="form">
          <ChoicesField
            name="wish"
            legend={t.form.wish}
            chosen={refused?.proposal.wish ? [refused.proposal.wish] : []}
            options={WISHES.map((value) => ({
              value,
              text: t.form.wishes[value],
              hint: value === "void" ? t.form.voidRule[voidQuestion] : undefined,
            }))}
          />
          <ChoicesField
            name="key"
            many
            legend={t.form.key}
            hint={t.form.keyHint}
            chosen={refused?.proposal.key ?? []}
            options={question.options.map(({ id, text }) => ({ value: id, text: words(id, text) }))}
          />
          <TextAreaField
            name="ground"
            label={t.form.ground}
            hint={t.form.groundHint}
            defaultValue={refused?.proposal.ground}
          />
          <div className="acts">
            <Button kind="primary">{t.form.propose}</Button>
          </div>
        </form>
        <p className="hint">
          {t.form.bank} {mayOpenBank && <a href={`/questions/${question.questionId}`}>{t.form.bankLink}</a>}
        </p>
      </div>
    </>
  );
}
