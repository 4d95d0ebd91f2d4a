import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { Button } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { ObjectionMark } from "~/components/objection-mark";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { OBJECTION_OUTCOMES } from "~/exams/objection";
import { answerFrom, objectedSlot, requireObjection } from "~/exams/objection-page.server";
import { answerObjection, handsIn } from "~/exams/objections.server";
import { longDate, longInstant } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { objectionsText } from "~/text/objections";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(objectionsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, objection } = await requireObjection(request, params, "objection:read", now);
  const hands = await handsIn(prisma, objection.objectionId, actor);
  const hasHand = hands.isCandidate || hands.madeQuestion || hands.releasedIt;
  return {
    objection,
    slot: await objectedSlot(prisma, objection),
    done: new URL(request.url).searchParams.has("done"),
    mayAnswer: objection.state !== "answered" && can(actor, "objection:answer") && !hasHand,
    mayCorrect: can(actor, "exam:correct"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, objection } = await requireObjection(request, params, "objection:answer", now);
  const typed = answerFrom(await request.formData());
  const { objectionId } = objection;
  const answer = await inTransaction((tx) => answerObjection(tx, { objectionId, ...typed }, actor, now));
  if (answer.ok) throw redirect(`/objections/${objectionId}?done=answered`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ObjectionPage() {
  const { objection, slot, done, mayAnswer, mayCorrect } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(objectionsText);
  const locale = useLocale();
  const about = objection.slot === null ? t.whole : t.slot(objection.slot);
  return (
    <>
      <PageHead
        title={`${objection.name} · ${about}`}
        status={<ObjectionMark objection={objection} fill />}
        lede={objection.examTitle}
        crumbs={[{ text: t.title, href: "/objections" }, { text: objection.name }]}
      />
      <div className="stack-lg max-w-[46rem]">
        {done && <Notice tone="ok" live title={t.done} />}
        {refused && <Refusal level={2} verdict={t.cannot} reasons={reasonsFrom(locale, refused.refusals)} />}
        <Facts
          items={[
            { term: t.madeAt, value: longInstant(objection.madeAt, locale) },
            { term: t.dueOn, value: longDate(objection.dueOn, locale) },
          ]}
        />
        <Section title={t.reason}>
          <p>{objection.reason}</p>
        </Section>
        {slot && <Question slot={slot} about={about} />}
        {objection.reply && (
          <Section
            title={t.reply}
            meta={t.answered(objection.repliedBy ?? "", longInstant(objection.repliedAt!, locale))}
          >
            <p>{objection.reply}</p>
          </Section>
        )}
        {mayAnswer ? (
          <form method="post" className="form">
            <ChoicesField
              name="outcome"
              legend={t.outcome}
              chosen={refused?.typed.outcome ? [refused.typed.outcome] : []}
              options={OBJECTION_OUTCOMES.map((value) => ({ value, text: t.outcomes[value] }))}
            />
            <TextAreaField
              name="reply"
              label={t.reply}
              hint={t.replyHint}
              defaultValue={refused?.typed.reply}
            />
            <div className="acts">
              <Button kind="primary">{t.answer}</Button>
            </div>
          </form>
        ) : (
          objection.state !== "answered" && <Notice title={t.rule} />
        )}
        {slot && mayCorrect && (
          <p className="hint">
            {t.correctHint}{" "}
            <a href={`/exams/${objection.examId}/corrections/questions/${slot.questionVersionId}`}>
              {t.correct}
            </a>
          </p>
        )}
      </div>
    </>
  );
}

function Question({ slot, about }: { slot: NonNullable<Shown["slot"]>; about: string }) {
  const { types, truth } = useText(examRoomText);
  const t = useText(objectionsText);
  const words = (label: string, text: string) =>
    text === "" ? (truth[label] ?? label) : `${label}. ${text}`;
  return (
    <Section title={about} meta={types[slot.type]}>
      {slot.caseStem && <p>{slot.caseStem}</p>}
      <p>{slot.stem}</p>
      <ul>
        {slot.options.map(({ label, text }) => (
          <li key={label}>{words(label, text)}</li>
        ))}
      </ul>
      <p>
        <b>
          {slot.given.length === 0
            ? t.notGiven
            : t.given(slot.given.map((label) => truth[label] ?? label).join(" "))}
        </b>
      </p>
    </Section>
  );
}
