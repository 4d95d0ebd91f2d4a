import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { trainingOnExam } from "~/certification/training-register.server";
import { BeginExam } from "~/components/begin-exam";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { prisma } from "~/db.server";
import { ownWindow } from "~/exams/admission";
import { admissionOf } from "~/exams/admission.server";
import { examIdFrom } from "~/exams/attempt-page.server";
import { deviceFor } from "~/exams/device.server";
import { entryClosesAt, phaseOf, phaseTone } from "~/exams/exam";
import { mySitting } from "~/exams/sitting.server";
import { longInstant } from "~/text/dates";
import { deviceCheckText } from "~/text/device-check";
import { examPapersText } from "~/text/exam-papers";
import { examsText } from "~/text/exams";
import { rehearsalText } from "~/text/rehearsal";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { waitingRoomText } from "~/text/waiting-room";

export const meta = titled(examsText, (t) => t.my.instructions);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const sitting = await mySitting(prisma, personId, examIdFrom(params));
  if (!sitting) throw new Response(null, { status: 404 });
  const { delayMs } = await admissionOf(prisma, { examId: sitting.examId, personId });
  const own = ownWindow(sitting, { delayMs, holds: sitting.holds }, now);
  const phase = phaseOf(own, sitting.acts, now);
  const latest = sitting.attempts.at(-1) ?? null;
  const { examId, title, kind, part, opensAt, closesAt, minutes, passMark, fullMark, attemptsAllowed } =
    sitting;
  // The browser gets its token before it begins, so that pressing twice is one device and one attempt.
  const { headers } = await deviceFor(request);
  return data(
    {
      exam: { examId, title, kind, part, opensAt, closesAt, minutes, passMark, fullMark, attemptsAllowed },
      // The others' times, moved only by what this candidate was kept out.
      entryClosesAt: entryClosesAt(
        ownWindow(sitting, { delayMs: 0, holds: sitting.holds }, now),
      ).toISOString(),
      phase,
      hasTicket: phase === "announced" || phase === "open" || phase === "running",
      mayBegin: latest?.state !== "open" && sitting.attempts.length < attemptsAllowed,
      latest: latest && { id: latest.id, state: latest.state },
      hasProof: (await trainingOnExam(prisma, { personId, examId })) !== null,
    },
    { headers },
  );
}

export default function Instructions() {
  const {
    exam,
    entryClosesAt: entryUntil,
    phase,
    mayBegin,
    latest,
    hasProof,
    hasTicket,
  } = useLoaderData<typeof loader>();
  const t = useText(examsText);
  const waiting = useText(waitingRoomText);
  const papers = useText(examPapersText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={exam.title}
        status={
          <Status tone={phaseTone(phase)} fill>
            {t.phase[phase]}
          </Status>
        }
        crumbs={[{ text: t.my.title, href: "/my/exams" }, { text: t.my.instructions }]}
      />
      <div className="stack-lg">
        <Facts
          layout="ruled"
          items={[
            {
              term: t.kind,
              value: [t.kinds[exam.kind], ...(exam.part ? [t.parts[exam.part]] : [])].join(" · "),
            },
            {
              term: t.times,
              value: `${longInstant(exam.opensAt, locale)} ${t.toTime} ${longInstant(exam.closesAt, locale)}`,
            },
            { term: t.entryClosesAt, value: longInstant(entryUntil, locale) },
            { term: t.passMark, value: t.markOf(exam.passMark, exam.fullMark) },
            { term: t.attempts, value: exam.attemptsAllowed },
          ]}
        />
        <Section title={t.my.instructions}>
          <ol className="next">
            {t.my.instructionLines(exam.minutes).map((line) => (
              <li key={line}>
                <span>{line}</span>
              </li>
            ))}
          </ol>
          <p className="hint">{t.my.needsScript}</p>
          <Ready />
        </Section>
        <p className="acts acts-lg">
          {latest?.state === "open" && (
            <LinkButton kind="primary" href={`/my/attempts/${latest.id}`}>
              {t.my.goOn}
            </LinkButton>
          )}
          {mayBegin && phase === "announced" && (
            <LinkButton kind="primary" href={`/my/exams/${exam.examId}/waiting`}>
              {waiting.enter}
            </LinkButton>
          )}
          {mayBegin && phase === "open" && <BeginExam examId={exam.examId} />}
          {hasTicket && (
            <LinkButton href={`/my/exams/${exam.examId}/ticket`}>{papers.ticket.link}</LinkButton>
          )}
          {hasProof && (
            <LinkButton href={`/my/exams/${exam.examId}/training-proof`}>{t.proof.link}</LinkButton>
          )}
          {latest?.state === "submitted" && (
            <LinkButton href={`/my/attempts/${latest.id}/receipt`}>{t.my.receipt}</LinkButton>
          )}
        </p>
      </div>
    </>
  );
}

/** What one tries before the day. */
function Ready() {
  const device = useText(deviceCheckText);
  const rehearsal = useText(rehearsalText);
  return (
    <p className="acts">
      <LinkButton small href="/my/device-check">
        {device.title}
      </LinkButton>
      <LinkButton small href="/my/rehearsals">
        {rehearsal.title}
      </LinkButton>
    </p>
  );
}
