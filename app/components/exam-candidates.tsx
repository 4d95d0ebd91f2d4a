import type { ExamPhase } from "~/exams/exam";
import type { CandidateRow } from "~/exams/office.server";
import { clockTime, clockTimeToTheSecond } from "~/text/dates";
import { examPapersText } from "~/text/exam-papers";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { violationsText } from "~/text/violations";
import { Stats } from "./stats";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** Passed is told of those who sat and of those who should have sat: a rate without the absent would flatter, and one with the exempt would not be fair. */
export function CandidateFigures({
  rows,
  isReleased,
}: {
  rows: readonly CandidateRow[];
  isReleased: boolean;
}) {
  const { numbers: t, states } = useText(examsText);
  const words = useText(violationsText);
  const sat = rows.filter((row) => row.attempt).length;
  const handedIn = rows.filter((row) => row.attempt?.state === "submitted").length;
  const passed = rows.filter((row) => row.result?.passed).length;
  const exempt = rows.filter((row) => row.isExempt).length;
  const voided = rows.filter((row) => row.isVoid).length;
  const rate = (of: number) => (of === 0 ? "—" : `${Math.round((passed / of) * 1000) / 10}%`);
  return (
    <Stats
      items={[
        { key: "registered", label: t.registered, value: rows.length },
        { key: "sat", label: t.sat, value: sat },
        { key: "absent", label: isReleased ? states.missed : t.absent, value: rows.length - exempt - sat },
        ...(exempt > 0 ? [{ key: "exempt", label: states.exempt, value: exempt }] : []),
        { key: "handed-in", label: t.handedIn, value: handedIn },
        ...(voided > 0 ? [{ key: "void", label: words.void, value: voided }] : []),
        ...(isReleased
          ? [
              {
                key: "passed",
                label: t.passed,
                value: passed,
                detail: `${t.passRateOfSat(rate(sat))} · ${t.passRateOfAll(rate(rows.length - exempt))}`,
              },
            ]
          : []),
      ]}
    />
  );
}

/** Everyone entered, by name: how far they are, and once the results are out what they scored. */
export function ExamCandidates({
  examId,
  rows,
  phase,
  withTickets,
}: {
  examId: string;
  rows: readonly CandidateRow[];
  phase: ExamPhase;
  withTickets: boolean;
}) {
  const t = useText(examsText);
  const { ticket } = useText(examPapersText);
  const columns: Column<CandidateRow>[] = [
    {
      key: "candidate",
      head: t.candidate,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/people/${row.personId}`}>{row.name}</a>
          <Sub>{row.unit}</Sub>
        </>
      ),
    },
    {
      key: "progress",
      head: t.progress,
      cell: ({ attempt }) =>
        attempt && (
          <>
            {t.answeredOf(attempt.answered, attempt.questions)}
            {attempt.lastSavedAt && <Sub>{t.lastSaved(clockTimeToTheSecond(attempt.lastSavedAt))}</Sub>}
          </>
        ),
    },
    {
      key: "state",
      head: t.state,
      cell: (row) => <State row={row} isOver={phase === "ended" || phase === "released"} />,
    },
    ...(phase === "released"
      ? [{ key: "mark", head: t.mark, cell: (row: CandidateRow) => <Mark row={row} /> }]
      : []),
    ...(withTickets
      ? [
          {
            key: "ticket",
            head: ticket.one,
            cell: ({ registrationId }: CandidateRow) => (
              <a href={`/exams/${examId}/tickets?candidate=${registrationId}`}>{ticket.link}</a>
            ),
          },
        ]
      : []),
  ];
  return <Table label={t.candidates} columns={columns} rows={rows} keyOf={(row) => row.registrationId} />;
}

function State({ row: { attempt, isExempt }, isOver }: { row: CandidateRow; isOver: boolean }) {
  const t = useText(examsText);
  if (isExempt) return <Status tone="info">{t.states.exempt}</Status>;
  if (!attempt) return <Status tone="off">{isOver ? t.states.missed : t.states.absent}</Status>;
  if (attempt.state === "open") {
    return (
      <>
        <Status tone="info">{t.states.open}</Status>
        <Sub>{t.deadlineAt(clockTime(attempt.deadlineAt))}</Sub>
      </>
    );
  }
  return (
    <>
      <Status tone="ok">{t.states.submitted}</Status>
      {attempt.submittedBy && <Sub>{t.by[attempt.submittedBy]}</Sub>}
    </>
  );
}

function Mark({ row: { result, isVoid } }: { row: CandidateRow }) {
  const t = useText(examsText);
  const { void: voided } = useText(violationsText);
  if (isVoid) {
    return (
      <>
        <Status tone="stop">{voided}</Status>
        {result && <Sub>{t.markOf(result.mark, result.fullMark)}</Sub>}
      </>
    );
  }
  if (!result) return null;
  return (
    <>
      <Status tone={result.passed ? "ok" : "stop"}>{result.passed ? t.pass : t.fail}</Status>
      <Sub>{t.markOf(result.mark, result.fullMark)}</Sub>
    </>
  );
}
