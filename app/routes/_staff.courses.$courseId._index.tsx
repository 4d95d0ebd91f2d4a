import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can, type Permission } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { COURSE_TONES } from "~/components/course-state";
import { Empty } from "~/components/empty";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { StaffLessons, staffLesson } from "~/components/staff-lessons";
import { Status } from "~/components/status";
import { prisma } from "~/db.server";
import { isDraft, isOffered } from "~/study/course";
import { currentVersion, requireCourse } from "~/study/course-page.server";
import { quizPool } from "~/study/courses.server";
import { common } from "~/text/common";
import { coursesText } from "~/text/courses";
import { longDate } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t, data: { title: string } | undefined) => data?.title ?? t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, course, unit } = await requireCourse(request, params, "course:read");
  const version = currentVersion(course);
  const { title, summary, category, laws, audience, questions, passPercent, triesADay, state } = version;
  const accounts = [...version.writerIds, version.publishedById].filter((id) => id !== null);
  const names = await accountNames(prisma, accounts);
  const may = (permission: Permission) => can(actor, permission, { path: unit.path });
  return {
    ...{ courseId: course.courseId, unitName: unit.name, title, summary, category, laws, audience },
    ...{ questions, passPercent, triesADay, state, number: version.number },
    done: new URL(request.url).searchParams.get("done") ?? "",
    drawable: (await quizPool(prisma, laws, now)).length,
    writers: version.writerIds.map((id) => names[id] ?? ""),
    publishedBy: version.publishedById && (names[version.publishedById] ?? ""),
    publishedOn: version.publishedAt && chinaDateOf(version.publishedAt),
    withdrawalReason: version.withdrawalReason,
    lessons: version.lessons.map(staffLesson),
    versions: course.versions.map((one) => ({
      number: one.number,
      state: one.state,
      on: chinaDateOf(one.publishedAt ?? one.changedAt),
    })),
    mayWrite: may("course:write") && isDraft(state),
    mayDraft: may("course:write") && !isDraft(state),
    mayPublish: may("course:publish") && isDraft(state),
    mayWithdraw: may("course:publish") && course.versions.some((one) => isOffered(one.state)),
    maySeeLearners: may("learning:read"),
  };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CoursePage() {
  const page = useLoaderData<typeof loader>();
  const { courseId, title, state, number, unitName, summary, lessons, done, mayWrite } = page;
  const t = useText(coursesText);
  return (
    <>
      <PageHead
        title={title}
        status={
          <Status tone={COURSE_TONES[state]} fill>
            {t.states[state]}
          </Status>
        }
        lede={`${unitName}　${t.version(number)}`}
        crumbs={[{ text: t.title, href: "/courses" }, { text: title }]}
        acts={<Acts page={page} />}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <p className="prose kept-lines">{summary}</p>
        <Section title={t.lessons} meta={<span className="num">{lessons.length}</span>}>
          {lessons.length === 0 ? (
            <Empty title={t.noLessons}>{t.noLessonsBody}</Empty>
          ) : (
            <StaffLessons courseId={courseId} lessons={lessons} mayWrite={mayWrite} />
          )}
          {mayWrite && (
            <p className="acts">
              <LinkButton href={`/courses/${courseId}/texts`}>{t.addText}</LinkButton>
              <LinkButton href={`/courses/${courseId}/videos`}>{t.addVideo}</LinkButton>
            </p>
          )}
        </Section>
        <About page={page} />
      </div>
    </>
  );
}

function Acts({ page: { courseId, ...may } }: { page: Data }) {
  const t = useText(coursesText);
  const at = `/courses/${courseId}`;
  return (
    <>
      {may.maySeeLearners && <LinkButton href={`${at}/learners`}>{t.learning.learnersTitle}</LinkButton>}
      {may.mayWithdraw && <LinkButton href={`${at}/withdrawal`}>{t.withdraw}</LinkButton>}
      {may.mayWrite && <LinkButton href={`${at}/content`}>{t.edit}</LinkButton>}
      {may.mayDraft && <ActForm action={`${at}/versions`}>{t.newVersion}</ActForm>}
      {may.mayPublish && (
        <LinkButton kind="primary" href={`${at}/publication`}>
          {t.publish}
        </LinkButton>
      )}
    </>
  );
}

function About({ page }: { page: Data }) {
  const { category, laws, audience, questions, passPercent, triesADay, drawable, writers, versions } = page;
  const { publishedBy, publishedOn, withdrawalReason } = page;
  const t = useText(coursesText);
  const study = useText(studyText);
  const groups = useText(personnelText).categories;
  const { list } = useText(common);
  const locale = useLocale();
  const day = (on: string) => longDate(on, locale);
  return (
    <>
      <Section title={t.facts}>
        <Facts
          items={[
            { term: t.category, value: study.categories[category] },
            { term: t.form.laws, value: list(laws) },
            {
              term: t.form.audience,
              value: audience.length === 0 ? t.allPeople : list(audience.map((group) => groups[group])),
            },
            {
              term: t.quiz,
              value: `${t.quizFacts(questions, passPercent, triesADay)}　${t.drawable(drawable)}`,
            },
            { term: t.writers, value: list(writers) },
            ...(publishedOn ? [{ term: t.published, value: t.by(publishedBy ?? "", day(publishedOn)) }] : []),
            ...(withdrawalReason ? [{ term: t.withdrawnFor, value: withdrawalReason }] : []),
          ]}
        />
      </Section>
      {versions.length > 1 && (
        <Section title={t.versions}>
          <ul>
            {versions.map(({ number, state, on }) => (
              <li key={number}>
                {t.version(number)}　<Status tone={COURSE_TONES[state]}>{t.states[state]}</Status>　
                <span className="quiet">{day(on)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
