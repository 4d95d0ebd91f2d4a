import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Prose } from "~/components/prose";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { pageAsked } from "~/study/course-page.server";
import { progressIn } from "~/study/enrolments.server";
import { requireOwnLesson } from "~/study/learning-page.server";
import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { StudyClock } from "./study-clock";

/** The script counts; without it the page can be read, and says that nothing is counted. */
export const handle = { interactive: true, main: "narrow lesson" };
export const meta = titled(onlineText, (t, data: { title: string } | undefined) => data?.title ?? t.title);
export const shouldRevalidate = () => false;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version, enrolment, lesson, place } = await requireOwnLesson(request, params, new Date());
  const { enrolmentId, endedAt } = enrolment;
  const [progress] = await progressIn(prisma, enrolmentId, [lesson]);
  const { creditedMs } = progress!;
  const { lessonId, title, kind, minimumMinutes, questionLaw } = lesson;
  const next = version.lessons[place + 1];
  return {
    ...{ lessonId, title, kind, minimumMinutes, creditedMs },
    ...{ courseId: version.courseId, course: version.title },
    ...pageAsked(request, lesson),
    hasQuestion: questionLaw !== null && endedAt === null,
    isOver: endedAt !== null,
    next: next ? { lessonId: next.lessonId, title: next.title } : null,
  };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Lesson() {
  const page = useLoaderData<typeof loader>();
  const { courseId, lessonId, title, course, kind, html, index, titles, isOver } = page;
  const t = useText(onlineText);
  const shown = useRef<HTMLElement>(null);
  const film = useRef<HTMLVideoElement>(null);
  return (
    <>
      <PageHead
        title={title}
        lede={titles.length > 1 ? `${titles[index]}　${t.page(index + 1, titles.length)}` : undefined}
        crumbs={[
          { text: t.title, href: "/my/courses" },
          { text: course, href: `/my/courses/${courseId}` },
          { text: title },
        ]}
      />
      {isOver ? (
        <p className="hint">{t.clock.ended}</p>
      ) : (
        <StudyClock page={page} shown={shown} film={film} />
      )}
      {kind === "video" ? (
        // biome-ignore lint/a11y/useMediaCaption: lectures come as they were recorded, without a track of captions
        <video
          ref={film}
          className="film"
          controls
          preload="metadata"
          src={`/my/courses/${courseId}/lessons/${lessonId}/video`}
        >
          {t.noVideo}
        </video>
      ) : (
        <Prose ref={shown} html={html} />
      )}
      <Ways page={page} />
    </>
  );
}

function Ways({ page: { courseId, lessonId, index, titles, hasQuestion, next } }: { page: Data }) {
  const t = useText(onlineText);
  const course = `/my/courses/${courseId}`;
  const here = `${course}/lessons/${lessonId}`;
  const isLast = index + 1 >= titles.length;
  return (
    <div className="stack-lg">
      <p className="acts">
        {index > 0 && <LinkButton href={`${here}?page=${index}`}>{t.previous}</LinkButton>}
        {!isLast && (
          <LinkButton kind="primary" href={`${here}?page=${index + 2}`}>
            {t.next}
          </LinkButton>
        )}
        {isLast && next && (
          <LinkButton kind="primary" href={`${course}/lessons/${next.lessonId}`}>
            {t.nextLesson(next.title)}
          </LinkButton>
        )}
        <LinkButton kind="text" href={course}>
          {t.backToCourse}
        </LinkButton>
      </p>
      {isLast && hasQuestion && (
        <div>
          <p className="hint">{t.afterLessonHint}</p>
          <p className="acts">
            <ActForm action={`${course}/quizzes`} fields={{ lessonId }}>
              {t.afterLesson}
            </ActForm>
          </p>
        </div>
      )}
      {titles.length > 1 && (
        <Section title={t.pages}>
          <ol className="course-pages">
            {titles.map((title, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pages are known by their place
              <li key={at}>
                {at === index ? (
                  <b aria-current="page">{title}</b>
                ) : (
                  <a href={`${here}?page=${at + 1}`}>{title}</a>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
    </div>
  );
}
