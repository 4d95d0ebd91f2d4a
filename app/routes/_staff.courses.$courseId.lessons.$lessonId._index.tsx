import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Prose } from "~/components/prose";
import { pageAsked, requireLesson } from "~/study/course-page.server";
import { coursesText } from "~/text/courses";
import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t, data: { title: string } | undefined) => data?.title ?? t.preview);

/** A lesson as its learners will see it, of whichever version. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version, lesson } = await requireLesson(request, params, "course:read");
  const { courseId, title: course, number, state } = version;
  const { lessonId, title, kind, minimumMinutes } = lesson;
  return {
    ...{ courseId, course, number, state, lessonId, title, kind, minimumMinutes },
    ...pageAsked(request, lesson),
  };
}

export default function Preview() {
  const page = useLoaderData<typeof loader>();
  const { courseId, course, number, state, lessonId, title, kind, minimumMinutes, index, titles, html } =
    page;
  const t = useText(coursesText);
  const online = useText(onlineText);
  const here = `/courses/${courseId}/lessons/${lessonId}`;
  return (
    <>
      <PageHead
        title={title}
        lede={[
          t.preview,
          `${t.version(number)} ${t.states[state]}`,
          t.minimum(minimumMinutes),
          ...(titles.length > 1 ? [t.pageOf(index + 1, titles.length)] : []),
        ].join("　")}
        crumbs={[
          { text: t.title, href: "/courses" },
          { text: course, href: `/courses/${courseId}` },
          { text: title },
        ]}
      />
      {kind === "video" ? (
        // biome-ignore lint/a11y/useMediaCaption: lectures come as they were recorded, without a track of captions
        <video className="film" controls preload="metadata" src={`${here}/video`}>
          {online.noVideo}
        </video>
      ) : (
        <Prose html={html} />
      )}
      <p className="acts">
        {index > 0 && <LinkButton href={`${here}?page=${index}`}>{online.previous}</LinkButton>}
        {index + 1 < titles.length && (
          <LinkButton href={`${here}?page=${index + 2}`}>{online.next}</LinkButton>
        )}
        <LinkButton kind="text" href={`/courses/${courseId}`}>
          {t.back}
        </LinkButton>
      </p>
    </>
  );
}
