import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { SlotHead, SlotOptions } from "~/components/question-slot";
import { QuizOutcome } from "~/components/quiz-outcome";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { requireEnrolment } from "~/study/learning-page.server";
import { shownSlot } from "~/study/quiz";
import { handInQuiz, outcomeOf, ownQuiz } from "~/study/quizzes.server";
import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(onlineText, (t) => t.quiz);
export const handle = { main: "narrow" };

async function requireQuiz(request: Request, params: { courseId?: string; quizId?: string }) {
  const at = await requireEnrolment(request, params, new Date());
  const quiz = isUuid(params.quizId) ? await ownQuiz(prisma, params.quizId, at.personId) : null;
  if (!quiz || quiz.enrolment.enrolmentId !== at.enrolment.enrolmentId)
    throw new Response(null, { status: 404 });
  return { ...at, quiz };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version, quiz } = await requireQuiz(request, params);
  const lesson = version.lessons.find(({ lessonId }) => lessonId === quiz.lessonId);
  const { courseId, title, passPercent } = version;
  return {
    ...{ courseId, course: title, passPercent, lesson: lesson?.title ?? null },
    slots: quiz.slots.map(shownSlot),
    answers: quiz.answers,
    result:
      quiz.submittedAt === null
        ? null
        : {
            passed: quiz.passed === true,
            right: quiz.rightCount ?? 0,
            questions: await outcomeOf(prisma, quiz),
          },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { accountId, personId, version, quiz } = await requireQuiz(request, params);
  const { quizId } = quiz;
  const form = await request.formData();
  const given = (number: number) => form.getAll(`q${number}`).map(String);
  await inTransaction((tx) => handInQuiz(tx, { quizId, personId, given }, accountId, new Date()));
  throw redirect(`/my/courses/${version.courseId}/quizzes/${quizId}`, { status: 303 });
}

export default function QuizPage() {
  const { courseId, course, lesson, passPercent, slots, answers, result } = useLoaderData<typeof loader>();
  const t = useText(onlineText);
  const back = `/my/courses/${courseId}`;
  return (
    <>
      <PageHead
        title={lesson === null ? t.quiz : t.question.title}
        lede={lesson === null ? t.question.quizLede(slots.length, passPercent) : t.question.lede}
        crumbs={[
          { text: t.title, href: "/my/courses" },
          { text: course, href: back },
          { text: lesson ?? t.quiz },
        ]}
      />
      {result ? (
        <QuizOutcome {...{ slots, answers, result, back }} isWhole={lesson === null} />
      ) : (
        <form method="post" className="stack-lg quiz">
          {slots.map((slot) => (
            <div key={slot.number}>
              <SlotHead slot={slot} total={slots.length} groupEnd={slot.number} />
              <SlotOptions slot={slot} />
            </div>
          ))}
          <p className="acts">
            <LinkButton href={back} kind="text">
              {t.backToCourse}
            </LinkButton>
            <Button kind="primary">{t.question.submit}</Button>
          </p>
        </form>
      )}
    </>
  );
}
