import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { ActForm } from "~/components/act-form";
import { CourseLessons } from "~/components/course-lessons";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { isStudied, minutesOf } from "~/study/course";
import { countedIntervals } from "~/study/course-completion.server";
import { progressIn, summed } from "~/study/enrolments.server";
import { requireLearning } from "~/study/learning-page.server";
import { sessionsOf } from "~/study/online-sessions";
import { passedAmong, quizzesOf } from "~/study/quizzes.server";
import { longDate } from "~/text/dates";
import { onlineText } from "~/text/online-study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(onlineText, (t, data: { title: string } | undefined) => data?.title ?? t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version, enrolment } = await requireLearning(request, params, new Date());
  const enrolmentId = enrolment?.enrolmentId ?? version.versionId;
  const progress = await progressIn(prisma, enrolmentId, version.lessons);
  const { lessons, studied, creditedMs, openMs } = summed(progress);
  const quizzes = enrolment ? (await quizzesOf(prisma, enrolmentId)).filter((one) => !one.lessonId) : [];
  const passed = passedAmong(quizzes);
  const last = quizzes.find(({ submittedAt }) => submittedAt !== null);
  const sessions = enrolment ? sessionsOf(await countedIntervals(prisma, enrolmentId)) : [];
  const { courseId, title, summary, questions, passPercent, triesADay } = version;
  return {
    ...{ courseId, title, summary, questions, passPercent, triesADay, studied },
    done: new URL(request.url).searchParams.get("done") ?? "",
    hasBegun: enrolment !== null,
    endedOn: enrolment?.endedAt ? chinaDateOf(enrolment.endedAt) : null,
    recordIds: enrolment?.recordIds ?? [],
    minutes: minutesOf(creditedMs),
    openMinutes: minutesOf(openMs),
    wouldCount: sessions.reduce((sum, session) => sum + session.minutes, 0),
    lessons: lessons.map((lesson) => ({
      ...lesson,
      minutes: minutesOf(lesson.creditedMs),
      state: isStudied(lesson) ? "done" : lesson.openMs > 0 ? "begun" : "todo",
    })),
    quiz: {
      isOpen: quizzes.some(({ submittedAt }) => submittedAt === null),
      last: last ? { right: last.rightCount ?? 0, all: last.slots.length } : null,
      passed: passed ? { right: passed.rightCount ?? 0, all: passed.slots.length } : null,
    },
  };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function MyCourse() {
  const page = useLoaderData<typeof loader>();
  const { courseId, title, hasBegun, endedOn, lessons, studied, minutes, openMinutes, done } = page;
  const t = useText(onlineText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={title}
        lede={endedOn ? t.finishedOn(longDate(endedOn, locale)) : t.lessonsDone(studied, lessons.length)}
        crumbs={[{ text: t.title, href: "/my/courses" }, { text: title }]}
        acts={
          !hasBegun && (
            <ActForm action={`/my/courses/${courseId}/enrolment`} kind="primary">
              {t.begin}
            </ActForm>
          )
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <p className="prose">{page.summary}</p>
        {hasBegun && (
          <div>
            <Facts
              items={[
                { term: t.trusted, value: <b className="num">{t.minutes(minutes)}</b> },
                { term: t.claimed, value: <span className="num">{t.minutes(openMinutes)}</span> },
              ]}
            />
            <p className="hint">{t.aboutTime}</p>
          </div>
        )}
        <Section title={t.lessons} meta={t.lessonsDone(studied, lessons.length)}>
          <CourseLessons courseId={courseId} lessons={lessons} isOpen={hasBegun} />
        </Section>
        <Quiz page={page} />
        <End page={page} />
      </div>
    </>
  );
}

function Quiz({ page }: { page: Data }) {
  const { courseId, questions, passPercent, triesADay, studied, lessons, quiz, hasBegun, endedOn } = page;
  const t = useText(onlineText);
  const isReady = hasBegun && endedOn === null && studied === lessons.length;
  const act = quiz.isOpen ? t.quizGoOn : quiz.last ? t.quizAgain : t.quizBegin;
  return (
    <Section title={t.quiz}>
      <p>{t.quizAbout(questions, passPercent, triesADay)}</p>
      {quiz.passed ? (
        <p>
          <b>{t.quizPassed(quiz.passed.right, quiz.passed.all)}</b>
        </p>
      ) : (
        <>
          {quiz.last && <p>{t.quizFailed(quiz.last.right, quiz.last.all)}</p>}
          {isReady ? (
            <p className="acts">
              <ActForm action={`/my/courses/${courseId}/quizzes`} kind="primary">
                {act}
              </ActForm>
            </p>
          ) : (
            <p className="hint">{t.quizLocked}</p>
          )}
        </>
      )}
    </Section>
  );
}

function End({ page: { courseId, quiz, endedOn, wouldCount, recordIds } }: { page: Data }) {
  const t = useText(onlineText);
  if (endedOn)
    return (
      <Section title={t.records(recordIds.length)}>
        {recordIds.length === 0 && <p className="quiet">{t.noRecords}</p>}
        <ul>
          {recordIds.map((recordId, index) => (
            <li key={recordId}>
              <a href={`/my/study/${recordId}`}>{t.record(index + 1)}</a>
            </li>
          ))}
        </ul>
      </Section>
    );
  if (!quiz.passed) return null;
  return (
    <div>
      <p>{t.finishAbout(wouldCount)}</p>
      <p className="acts">
        <ActForm action={`/my/courses/${courseId}/completion`} kind="primary">
          {t.finish}
        </ActForm>
      </p>
    </div>
  );
}
