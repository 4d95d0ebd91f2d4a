import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { inTransaction, prisma } from "~/db.server";
import { ownWindow } from "~/exams/admission";
import { phaseOf, phaseTone } from "~/exams/exam";
import { mySittings, type Sitting } from "~/exams/sitting.server";
import { finishIfOverdue } from "~/exams/submission.server";
import { common } from "~/text/common";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { longInstant } from "~/text/dates";
import { deviceCheckText } from "~/text/device-check";
import { examsText } from "~/text/exams";
import { rehearsalText } from "~/text/rehearsal";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(examsText, (t) => t.my.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const sittings = await mySittings(prisma, personId);
  const isCollected = await collectOverdue(sittings, now);
  const current = isCollected ? await mySittings(prisma, personId) : sittings;
  return { rows: current.map((sitting) => rowFrom(sitting, now)) };
}

/** Whoever looks first collects the papers whose time is over. Answers whether there was one. */
async function collectOverdue(sittings: readonly Sitting[], now: Date): Promise<boolean> {
  const ended = sittings.flatMap(({ attempts }) =>
    attempts.filter(({ state, deadlineAt }) => state === "open" && deadlineAt < now),
  );
  for (const { id } of ended) await inTransaction((tx) => finishIfOverdue(tx, id, now));
  return ended.length > 0;
}

function rowFrom(sitting: Sitting, now: Date) {
  const latest = sitting.attempts.at(-1) ?? null;
  return {
    examId: sitting.examId,
    title: sitting.title,
    kind: sitting.kind,
    part: sitting.part,
    opensAt: sitting.opensAt.toISOString(),
    minutes: sitting.minutes,
    phase: phaseOf(ownWindow(sitting, { delayMs: 0, holds: sitting.holds }, now), sitting.acts, now),
    mayRetry: sitting.attempts.length < sitting.attemptsAllowed,
    isVoid: sitting.isVoid,
    latest: latest && {
      id: latest.id,
      state: latest.state,
      result: latest.result,
      isCorrected: latest.isCorrected,
    },
  };
}

type Row = ReturnType<typeof rowFrom>;
const isPast = (row: Row) => row.latest?.state !== "open" && !["announced", "open"].includes(row.phase);

export default function MyExams() {
  const { rows } = useLoaderData<typeof loader>();
  const t = useText(examsText);
  const { title: device } = useText(deviceCheckText);
  const { title: rehearsal } = useText(rehearsalText);
  const current = rows.filter((row) => !isPast(row)).reverse();
  const past = rows.filter(isPast);
  return (
    <>
      <PageHead
        title={t.my.title}
        lede={t.my.lede}
        acts={
          <>
            <LinkButton href="/my/device-check">{device}</LinkButton>
            <LinkButton href="/my/rehearsals">{rehearsal}</LinkButton>
            <LinkButton href="/my/registrations">{t.own.link}</LinkButton>
          </>
        }
      />
      {rows.length === 0 && <Empty title={t.my.emptyTitle}>{t.my.empty}</Empty>}
      <div className="stack-lg">
        <List title={t.my.current} rows={current} />
        <List title={t.my.past} rows={past} />
      </div>
    </>
  );
}

function List({ title, rows }: { title: string; rows: Row[] }) {
  const t = useText(examsText);
  const words = useText(common);
  const locale = useLocale();
  if (rows.length === 0) return null;
  const columns: Column<Row>[] = [
    {
      key: "exam",
      head: t.exam,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/my/exams/${row.examId}`}>{row.title}</a>
          <Sub>{[t.kinds[row.kind], ...(row.part ? [t.parts[row.part]] : [])].join(" · ")}</Sub>
        </>
      ),
    },
    {
      key: "opens",
      head: t.opensAt,
      cell: (row) => (
        <>
          <span className="nb">{longInstant(row.opensAt, locale)}</span>
          <Sub>{`${t.minutes} ${words.minutes(row.minutes)}`}</Sub>
        </>
      ),
    },
    { key: "state", head: t.state, cell: (row) => <State row={row} /> },
    { key: "acts", head: words.actions, acts: true, cell: (row) => <Act row={row} /> },
  ];
  return (
    <Section title={title}>
      <Table label={title} columns={columns} rows={rows} keyOf={(row) => row.examId} />
    </Section>
  );
}

function State({ row: { latest, phase, isVoid } }: { row: Row }) {
  const t = useText(examsText);
  const { void: voided } = useText(violationsText);
  const corrected = useText(keyCorrectionsText).mine.badge;
  if (isVoid) return <Status tone="stop">{voided}</Status>;
  if (latest?.state === "open") return <Status tone="warn">{t.states.open}</Status>;
  if (latest?.result) {
    const { mark, fullMark, passed } = latest.result;
    return (
      <>
        <Status tone={passed ? "ok" : "stop"}>{passed ? t.pass : t.fail}</Status>
        <Sub>{t.my.resultLine(mark, fullMark)}</Sub>
        {latest.isCorrected && <Sub>{corrected}</Sub>}
      </>
    );
  }
  if (latest) {
    return (
      <>
        <Status tone="ok">{t.states.submitted}</Status>
        <Sub>{t.my.waitingResult}</Sub>
      </>
    );
  }
  const isMissed = phase === "running" || phase === "ended" || phase === "released";
  return (
    <Status tone={isMissed ? "off" : phaseTone(phase)}>{isMissed ? t.my.absent : t.phase[phase]}</Status>
  );
}

function Act({ row: { examId, latest, phase, mayRetry } }: { row: Row }) {
  const t = useText(examsText).my;
  if (latest?.state === "open")
    return (
      <LinkButton kind="primary" small href={`/my/attempts/${latest.id}`}>
        {t.goOn}
      </LinkButton>
    );
  if (latest?.result) return <a href={`/my/attempts/${latest.id}/result`}>{t.result}</a>;
  if (latest && !(mayRetry && phase === "open"))
    return <a href={`/my/attempts/${latest.id}/receipt`}>{t.receipt}</a>;
  return phase === "announced" || phase === "open" ? <a href={`/my/exams/${examId}`}>{t.enter}</a> : null;
}
