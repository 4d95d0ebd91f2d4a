import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { earnedHref } from "~/certification/training";
import { Empty } from "~/components/empty";
import { ExamActs } from "~/components/exam-acts";
import { CandidateFigures, ExamCandidates } from "~/components/exam-candidates";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { prisma } from "~/db.server";
import { examIdFrom } from "~/exams/attempt-page.server";
import { mayKnowCandidates } from "~/exams/concealment";
import { type ExamPhase, entryClosesAt, phaseOf, phaseTone } from "~/exams/exam";
import { findExam } from "~/exams/exams.server";
import { candidatesOf } from "~/exams/office.server";
import { findUnit } from "~/organisation/units.server";
import { blueprintsText } from "~/text/blueprints";
import { common } from "~/text/common";
import { longInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { fieldName } from "~/text/fields";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(
  examsText,
  (t, page: { exam: { title: string } } | undefined) => page?.exam.title ?? t.exam,
);

/** From the first candidate until the results are out. */
const HELD: readonly ExamPhase[] = ["open", "running", "ended"];

/** Papers may be in. */
const CORRECTED: readonly ExamPhase[] = [...HELD, "released"];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "exam:read");
  const now = new Date();
  const paths = pathsFor(actor, "exam:read");
  const exam = await findExam(prisma, examIdFrom(params), paths);
  if (!exam) throw new Response(null, { status: 404 });
  const today = chinaDateOf(now);
  const holder = await findUnit(prisma, exam.unitId, today);
  const phase = phaseOf(exam, exam.acts, now);
  const scope = holder ? { path: holder.path } : {};
  // Who is proposed for a post, and what they scored, is told by its batch, to whom the regime names.
  const candidates = mayKnowCandidates(actor, exam)
    ? await candidatesOf(prisma, {
        examId: exam.id,
        paths,
        on: today,
        withMarks: phase === "released" && exam.kind !== "pre-appointment",
      })
    : [];
  return {
    exam,
    phase,
    holder: holder?.name ?? "",
    done: new URL(request.url).searchParams.get("done") ?? "",
    candidates,
    // Where offices issue what this exam earned; null: it earns no certificate of training, or not yet, or they may not.
    trainings: phase === "released" && can(actor, "training:issue") ? earnedHref(exam) : null,
    may: {
      publish: phase === "draft" && can(actor, "exam:create", scope),
      release: (phase === "running" || phase === "ended") && can(actor, "exam:release", scope),
      // Before the release only who releases them may see results; before an appointment only whom the pack names.
      readReport: phase === "released" || (phase === "ended" && can(actor, "exam:release", scope)),
      readStatistics: phase === "released" && can(actor, "bank:read"),
      arrange: phase !== "released" && phase !== "cancelled" && can(actor, "exam:arrange", scope),
      acceptLate: HELD.includes(phase) && can(actor, "exam:accept-late", scope),
      seeViolations: phase !== "draft" && can(actor, "violation:read"),
      correct: CORRECTED.includes(phase) && can(actor, "exam:correct", scope),
      readObjections: phase === "released" && can(actor, "objection:read", scope),
      invigilate: phase !== "draft" && can(actor, "exam:invigilate"),
      printTickets:
        candidates.length > 0 &&
        (phase === "announced" || phase === "open") &&
        (exam.kind === "pre-appointment"
          ? can(actor, "exam:arrange", scope)
          : can(actor, "registration:write")),
      register:
        exam.kind !== "pre-appointment" &&
        (phase === "announced" || phase === "open") &&
        can(actor, "registration:write"),
    },
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ExamPage() {
  const page = useLoaderData<typeof loader>();
  const { exam, phase, done, candidates } = page;
  const t = useText(examsText);
  const blueprints = useText(blueprintsText);
  const { earned: trainings } = useText(trainingText);
  return (
    <>
      <PageHead
        title={exam.title}
        status={
          <Status tone={phaseTone(phase)} fill>
            {t.phase[phase]}
          </Status>
        }
        crumbs={[{ text: t.title, href: "/exams" }, { text: exam.title }]}
        acts={<ExamActs examId={exam.id} may={page.may} />}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        {page.may.publish && <Notice title={t.publishHint} />}
        {page.may.release && <Notice tone="warn" title={t.releaseHint} />}
        {page.trainings && (
          <Notice title={trainings.lede} act={<a href={page.trainings}>{trainings.title}</a>} />
        )}
        <Arrangements page={page} />
        <Section
          title={t.candidates}
          meta={phase === "released" ? undefined : t.marksHidden}
          end={
            candidates.some(({ attempt }) => attempt) && (
              <a href={`/exams/${exam.id}/redraws`}>{blueprints.redrawsLink}</a>
            )
          }
        >
          {candidates.length === 0 ? (
            <Empty title={t.noCandidates}>{t.noCandidatesHint}</Empty>
          ) : (
            <div className="stack-lg">
              <CandidateFigures rows={candidates} isReleased={phase === "released"} />
              <ExamCandidates
                examId={exam.id}
                rows={candidates}
                phase={phase}
                withTickets={page.may.printTickets}
              />
            </div>
          )}
        </Section>
      </div>
    </>
  );
}

function Arrangements({ page: { exam, holder } }: { page: Page }) {
  const t = useText(examsText);
  const words = useText(common);
  const { regimes } = useText(requirementsText);
  const locale = useLocale();
  const kind = [
    t.kinds[exam.kind],
    exam.part && t.parts[exam.part],
    exam.field && fieldName(locale, exam.field),
    exam.regime && regimes[exam.regime],
  ];
  return (
    <Section title={t.rules}>
      <Facts
        items={[
          { term: t.kind, value: kind.filter(Boolean).join(" · ") },
          { term: t.holder, value: holder },
          { term: t.opensAt, value: longInstant(exam.opensAt, locale) },
          { term: t.closesAt, value: longInstant(exam.closesAt, locale) },
          { term: t.minutes, value: words.minutes(exam.minutes) },
          { term: t.entryClosesAt, value: longInstant(entryClosesAt(exam), locale) },
          { term: t.passMark, value: t.markOf(exam.passMark, exam.fullMark) },
          { term: t.attempts, value: exam.attemptsAllowed },
        ]}
      />
    </Section>
  );
}
