import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { minutesOf } from "~/study/course";
import { begunBy, learnerOf, offeredTo, progressOf, summed } from "~/study/enrolments.server";
import { longDate } from "~/text/dates";
import { onlineText } from "~/text/online-study";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(onlineText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const begun = await begunBy(prisma, personId);
  const progress = await progressOf(
    prisma,
    begun.map(({ enrolmentId, version }) => ({ enrolmentId, lessons: version.lessons })),
  );
  const offered = await offeredTo(prisma, await learnerOf(prisma, personId, now), now);
  const mine = begun.map(({ enrolmentId, endedAt, version }) => {
    const { studied, creditedMs, openMs } = summed(progress.get(enrolmentId)!);
    const { courseId, title, summary, category, lessons } = version;
    return {
      ...{ key: enrolmentId, courseId, title, summary, category, lessons: lessons.length, studied },
      ...{ minutes: minutesOf(creditedMs), openMinutes: minutesOf(openMs) },
      endedOn: endedAt && chinaDateOf(endedAt),
    };
  });
  return {
    open: mine.filter(({ endedOn }) => endedOn === null),
    finished: mine.filter(({ endedOn }) => endedOn !== null),
    offered: offered
      .filter(
        ({ courseId, versionId }) =>
          !begun.some(
            (one) => one.versionId === versionId || (one.version.courseId === courseId && !one.endedAt),
          ),
      )
      .map(({ courseId, title, summary, category, lessons }) => ({
        ...{ key: courseId, courseId, title, summary, category, lessons: lessons.length },
      })),
  };
}

type Data = Awaited<ReturnType<typeof loader>>;
type Offered = Data["offered"][number];
type Begun = Data["open"][number];

export default function MyCourses() {
  const { open, offered, finished } = useLoaderData<typeof loader>();
  const t = useText(onlineText);
  const locale = useLocale();
  const course = useCourseColumn();
  const progress: Column<Begun> = {
    key: "progress",
    head: t.progress,
    cell: ({ studied, lessons, endedOn }) =>
      endedOn ? t.finishedOn(longDate(endedOn, locale)) : t.lessonsDone(studied, lessons),
  };
  const measured: Column<Begun> = {
    key: "trusted",
    head: t.trusted,
    align: "right",
    cell: ({ minutes }) => <b className="num">{t.minutes(minutes)}</b>,
  };
  const claimed: Column<Begun> = {
    key: "claimed",
    head: t.claimed,
    align: "right",
    cell: ({ openMinutes }) => <span className="quiet num">{t.minutes(openMinutes)}</span>,
  };
  const lists = [
    { title: t.open, rows: open },
    { title: t.finished, rows: finished },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: useText(studyText).mine.title, href: "/my/study" }, { text: t.title }]}
      />
      <div className="stack-lg">
        {open.length + offered.length + finished.length === 0 && <Empty title={t.empty}>{t.emptyBody}</Empty>}
        {lists.slice(0, 1).map(begunList)}
        {offered.length > 0 && (
          <Section title={t.offered}>
            <Table<Offered>
              label={t.offered}
              columns={[course, lessonsColumn(t.lessons)]}
              rows={offered}
              keyOf={({ key }) => key}
            />
          </Section>
        )}
        {lists.slice(1).map(begunList)}
        {open.length + finished.length > 0 && <p className="hint">{t.aboutTime}</p>}
      </div>
    </>
  );

  function begunList({ title, rows }: { title: string; rows: Begun[] }) {
    if (rows.length === 0) return null;
    return (
      <Section key={title} title={title}>
        <Table
          label={title}
          columns={[course, progress, measured, claimed]}
          rows={rows}
          keyOf={({ key }) => key}
        />
      </Section>
    );
  }
}

function useCourseColumn(): Column<Offered> {
  const t = useText(onlineText);
  const { categories } = useText(studyText);
  return {
    key: "course",
    head: t.course,
    heads: true,
    cell: ({ courseId, title, category }) => (
      <>
        <a href={`/my/courses/${courseId}`}>{title}</a>
        <Sub>{categories[category]}</Sub>
      </>
    ),
  };
}

const lessonsColumn = (head: string): Column<Offered> => ({
  key: "lessons",
  head,
  align: "right",
  cell: ({ lessons }) => <span className="num">{lessons}</span>,
});
