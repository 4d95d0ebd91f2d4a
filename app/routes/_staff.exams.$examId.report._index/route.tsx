import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { ListBar } from "~/components/list-bar";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { correctionPage } from "~/exams/correction-list.server";
import { addedSums, levelLines } from "~/exams/exam-report";
import { earlierSitting, notEntered, reportSums, violationCodes } from "~/exams/exam-report.server";
import { type Report, requireReport } from "~/exams/report-page.server";
import { reportPeople } from "~/exams/report-people.server";
import { longDate, longInstant } from "~/text/dates";
import { examReportsText } from "~/text/exam-reports";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { Comparison } from "./comparison";
import { Distribution, Rates, Whole } from "./figures";
import { Corrections, Named, Violations } from "./particulars";
import { Units } from "./units";

export const meta = titled(examReportsText, (t, page: { exam: { title: string } } | undefined) =>
  page ? t.titleOf(page.exam.title) : t.title,
);

/** Absent and exempt people named on the report itself; beyond, it leads to the list. */
const NAMED = 20;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const report = await requireReport(request, params, now);
  const { exam, state, chosen, on, holder, isReleased } = report;
  const unit = chosen && { unitId: chosen.unitId, name: chosen.shortName };
  const about = { exam: { id: exam.id, title: exam.title, opensAt: exam.opensAt }, on, holder, unit };
  if (state !== "open") return { ...about, state };
  return { ...about, state, isReleased, now, ...(await figuresOf(report)) };
}

async function figuresOf({ actor, exam, scope, chosen, shown, on, isReleased }: Report) {
  const { id: examId, kind } = exam;
  const earlier = await earlierSitting(prisma, exam);
  const examIds = [examId, ...(earlier ? [earlier.examId] : [])];
  const sums = await reportSums(prisma, examIds, scope);
  const direct = sums.get(examId)!;
  const before = earlier && addedSums([...sums.get(earlier.examId)!.values()]);
  const whole = addedSums([...direct.values()]);
  const named = async (group: "absent" | "exempt") => {
    if (whole[group] === 0) return [];
    return (await reportPeople(prisma, { examId, ...scope, group, code: null }, {}, on, NAMED)).people;
  };
  const { corrections } = await correctionPage(prisma, examId, {});
  return {
    sums: whole,
    lines: levelLines(shown, direct, chosen),
    earlier: earlier && before && { ...earlier, sums: before },
    codes: await violationCodes(prisma, examId, scope),
    absent: await named("absent"),
    exempt: await named("exempt"),
    notEntered: await notEntered(prisma, examId, scope),
    // No key and no stem: who may read the report may not read the banks.
    corrections: corrections.flatMap(({ correctionId, code, treatment, decision, run }) =>
      decision === "approved"
        ? [{ correctionId, code, treatment, papers: run.papers, changed: run.changed }]
        : [],
    ),
    kind,
    may: {
      readStatistics: isReleased && can(actor, "bank:read"),
      readRequirements: can(actor, "requirement:read"),
    },
  };
}

export type ReportShown = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { state: "open" }>;

export default function ExamReport() {
  const page = useLoaderData<typeof loader>();
  const t = useText(examReportsText);
  const exams = useText(examsText);
  const locale = useLocale();
  const { exam } = page;
  return (
    <>
      <PageHead
        title={t.titleOf(exam.title)}
        lede={t.lede}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title },
        ]}
      />
      {page.state === "open" ? (
        <div className="stack-lg report">
          <p className="quiet">
            {[page.holder, longDate(page.on, locale), t.asOf(longInstant(page.now, locale))].join(" · ")}
          </p>
          <Open page={page} />
        </div>
      ) : (
        <Empty title={t.states[page.state].title}>{t.states[page.state].text}</Empty>
      )}
    </>
  );
}

function Open({ page }: { page: ReportShown }) {
  const t = useText(examReportsText);
  const { exam, unit, sums, absent, exempt, may } = page;
  const here = `/exams/${exam.id}/report`;
  return (
    <>
      {!page.isReleased && (
        <Notice tone="warn" title={t.provisional}>
          {t.provisionalHint}
        </Notice>
      )}
      {unit && <Chips items={[{ name: t.unit, value: unit.name, clearHref: here }]} />}
      <ListBar>
        <b>{unit?.name ?? t.wholeScope}</b>
        <ExportLinks href={`${here}/export`} query={unit ? `unit=${unit.unitId}` : ""} />
      </ListBar>
      <Whole page={page} />
      <Rates sums={sums} />
      <Distribution sums={sums} />
      <Units page={page} />
      {page.earlier && <Comparison sums={sums} earlier={page.earlier} />}
      <Violations page={page} />
      <Corrections corrections={page.corrections} />
      <Named page={page} group="absent" people={absent} title={t.absentees} />
      <Named page={page} group="exempt" people={exempt} title={t.exemptees} />
      {page.notEntered > 0 && (
        <Notice title={t.notEntered(page.notEntered)}>
          {t.notEnteredHint}{" "}
          {may.readRequirements && (
            <a className="no-print" href={`/requirements?kind=${page.kind}`}>
              {t.notEnteredLink}
            </a>
          )}
        </Notice>
      )}
      {may.readStatistics && (
        <Section title={t.statistics} className="no-print">
          <p>
            {t.statisticsHint} <a href={`/exams/${exam.id}/statistics`}>{t.statistics}</a>
          </p>
        </Section>
      )}
    </>
  );
}
