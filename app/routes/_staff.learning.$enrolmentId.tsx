import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { AnomalyTable } from "~/components/anomaly-table";
import { Facts } from "~/components/facts";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { minutesOf } from "~/study/course";
import { findVersion } from "~/study/courses.server";
import { findEnrolment, progressIn, summed } from "~/study/enrolments.server";
import { anomalyPage, runsOf, workplaceOf } from "~/study/learning-list.server";
import { OUTCOMES } from "~/study/online";
import { quizzesOf } from "~/study/quizzes.server";
import { coursesText } from "~/text/courses";
import { clockTime, longDate, shortInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

const RUNS_SHOWN = 200;

export const meta = titled(coursesText, (t) => t.learning.log);

/** One learner's time in a course, run by run: what is behind a record that rests on this log. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "learning:read");
  const today = chinaDateOf(new Date());
  const found = isUuid(params.enrolmentId) ? await findEnrolment(prisma, params.enrolmentId) : null;
  const unitId = found && (await workplaceOf(prisma, found.enrolmentId, today));
  const unit = unitId ? await findUnit(prisma, unitId, today) : null;
  if (!found || !unit || !can(actor, "learning:read", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const { enrolmentId, personId, endedAt, recordIds } = found;
  const version = (await findVersion(prisma, found.versionId))!;
  const { creditedMs, openMs } = summed(await progressIn(prisma, enrolmentId, version.lessons));
  const anomalies = await anomalyPage(prisma, { unitIds: [unit.unitId], enrolmentId }, {}, today);
  const quizzes = await quizzesOf(prisma, enrolmentId);
  return {
    name: (await namesOn(prisma, [personId], today)).get(personId) ?? "",
    ...{ unitName: unit.name, courseId: version.courseId, course: version.title, recordIds },
    endedOn: endedAt && chinaDateOf(endedAt),
    minutes: minutesOf(creditedMs),
    openMinutes: minutesOf(openMs),
    anomalies: anomalies.rows.map((row) => ({ ...row, unitName: unit.shortName })),
    runs: await runsOf(prisma, enrolmentId, RUNS_SHOWN),
    quizzes: quizzes
      .filter(({ submittedAt, lessonId }) => submittedAt !== null && lessonId === null)
      .map(({ quizId, submittedAt, rightCount, slots, passed }) => ({
        ...{ quizId, submittedAt, right: rightCount ?? 0, all: slots.length, passed: passed === true },
      })),
  };
}

type Run = ReturnType<typeof useLoaderData<typeof loader>>["runs"][number];

export default function LearnerLog() {
  const page = useLoaderData<typeof loader>();
  const { name, unitName, courseId, course, minutes, openMinutes, endedOn, recordIds } = page;
  const { anomalies, runs, quizzes } = page;
  const words = useText(coursesText);
  const t = words.learning;
  const locale = useLocale();
  const columns = useRunColumns();
  return (
    <>
      <PageHead
        title={t.logOf(name)}
        status={
          <Status tone={endedOn ? "ok" : "info"} fill>
            {endedOn ? t.finished(longDate(endedOn, locale)) : t.open}
          </Status>
        }
        lede={unitName}
        crumbs={[
          { text: words.title, href: "/courses" },
          { text: course, href: `/courses/${courseId}` },
          { text: t.learnersTitle, href: `/courses/${courseId}/learners` },
          { text: name },
        ]}
      />
      <div className="stack-lg">
        <Facts
          items={[
            { term: t.trusted, value: <b className="num">{t.minutes(minutes)}</b> },
            { term: t.claimed, value: <span className="num">{t.minutes(openMinutes)}</span> },
            {
              term: t.records,
              value:
                recordIds.length === 0
                  ? "—"
                  : recordIds.map((recordId, index) => (
                      <a key={recordId} href={`/study-records/${recordId}`}>
                        {t.record(index + 1)}{" "}
                      </a>
                    )),
            },
          ]}
        />
        <Section title={t.anomalies} meta={<span className="num">{anomalies.length}</span>}>
          {anomalies.length === 0 ? (
            <p className="quiet">{t.empty}</p>
          ) : (
            <AnomalyTable rows={anomalies} ofOne />
          )}
        </Section>
        {quizzes.length > 0 && (
          <Section title={t.quizzes}>
            <ul>
              {quizzes.map(({ quizId, submittedAt, right, all, passed }) => (
                <li key={quizId}>
                  <span className="num">{shortInstant(submittedAt ?? "")}</span>　{t.quiz(right, all, passed)}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t.log} meta={t.logMeta(runs.length)}>
          <Table label={t.log} columns={columns} rows={runs} keyOf={({ runId }) => runId} />
        </Section>
      </div>
    </>
  );
}

function useRunColumns(): Column<Run>[] {
  const t = useText(coursesText).learning;
  return [
    {
      key: "opened",
      head: t.opened,
      heads: true,
      cell: ({ openedAt, countedUntil }) => (
        <span className="num">
          {shortInstant(openedAt)}–{clockTime(countedUntil)}
        </span>
      ),
    },
    {
      key: "lesson",
      head: t.lesson,
      cell: ({ lesson, page, endReason }) => (
        <>
          {lesson}　{t.page(page + 1)}
          {endReason && <Sub>{t.ends[endReason]}</Sub>}
        </>
      ),
    },
    {
      key: "trusted",
      head: t.trusted,
      align: "right",
      cell: ({ creditedMs }) => <b className="num">{t.minutes(minutesOf(creditedMs))}</b>,
    },
    {
      key: "outcomes",
      head: t.outcomes,
      cell: ({ beats }) =>
        OUTCOMES.filter((outcome) => beats[outcome])
          .map((outcome) => `${t.outcomeNames[outcome]} ${beats[outcome]}`)
          .join("　") || "—",
    },
  ];
}
