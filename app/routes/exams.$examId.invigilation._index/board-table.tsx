import type { IconName } from "~/components/icon";
import { Status, type Tone } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import type { BoardStanding, Stood } from "~/exams/board";
import { remainingMs } from "~/exams/invigilation";
import { clockTime, clockTimeToTheSecond } from "~/text/dates";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";

type BoardLine = Stood & { questions: number };
type Exam = { id: string; entryClosesAt: Date };

const looks: Record<BoardStanding, { tone: Tone; icon: IconName }> = {
  silent: { tone: "stop", icon: "cloudoff" },
  paused: { tone: "info", icon: "pause" },
  left: { tone: "warn", icon: "warn" },
  overdue: { tone: "info", icon: "wait" },
  answering: { tone: "ok", icon: "ok" },
  "not-started": { tone: "off", icon: "dash" },
  submitted: { tone: "off", icon: "check" },
  missed: { tone: "off", icon: "dash" },
};

/** Every candidate, a line each: what needs a hand stands on top and on a ground of its own. */
export function BoardTable({
  rows,
  exam,
  now,
  withRooms,
}: {
  rows: readonly BoardLine[];
  exam: Exam;
  now: Date;
  /** Under the name, where several rooms are shown. */
  withRooms: boolean;
}) {
  const t = useText(invigilationText);
  const columns: Column<BoardLine>[] = [
    {
      key: "seat",
      head: t.seat,
      align: "right",
      className: "num seat",
      cell: ({ seat }) => seat ?? "—",
    },
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: ({ name, unit, room }) => (
        <>
          {name}
          <Sub>{unit}</Sub>
          {withRooms && room && <span className="room">{room}</span>}
        </>
      ),
    },
    {
      key: "standing",
      head: t.standing,
      className: "c-state",
      cell: ({ standing }) => <Status {...looks[standing]}>{t.standings[standing]}</Status>,
    },
    { key: "answered", head: t.answered, className: "c-answered", cell: (row) => <Answered row={row} /> },
    {
      key: "seen",
      head: t.lastSeen,
      className: "num c-seen",
      cell: (row) => <LastSeen row={row} at={now} />,
    },
    {
      key: "left",
      head: t.left,
      align: "right",
      className: "num rem c-left",
      cell: (row) => timeLeft(row, now),
    },
    { key: "note", head: t.note, className: "note", cell: (row) => <Note row={row} exam={exam} /> },
    { key: "acts", head: t.acts, acts: true, cell: (row) => <Acts row={row} examId={exam.id} /> },
  ];
  return (
    <Table
      label={t.candidates}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.registrationId}
      isMarked={({ standing }) => standing === "silent" || standing === "left"}
      className="inv-table"
      compact
    />
  );
}

function Answered({ row: { attemptId, answered, questions } }: { row: BoardLine }) {
  const t = useText(invigilationText);
  if (attemptId === null) return "—";
  const width = questions > 0 ? (answered / questions) * 50 : 0;
  return (
    <span className="ans">
      <svg className="bar" viewBox="0 0 50 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="track" width="50" height="4" />
        <rect className="done" width={width} height="4" />
      </svg>
      <span className="num">
        <span aria-hidden="true">
          {answered}
          <span className="of"> / {questions}</span>
        </span>
        <span className="vh">{t.answeredOf(answered, questions)}</span>
      </span>
    </span>
  );
}

function LastSeen({ row: { standing, lastSeenAt, submittedAt }, at }: { row: BoardLine; at: Date }) {
  const t = useText(invigilationText);
  if (submittedAt) return clockTimeToTheSecond(submittedAt);
  if (!lastSeenAt) return "—";
  const ago = t.ago(Math.max(0, Math.round((at.getTime() - lastSeenAt.getTime()) / 1000)));
  return standing === "silent" ? <b className="late">{ago}</b> : ago;
}

/** 52:48, or 1:30:00 from an hour on; a pause stops it. */
function timeLeft({ state, deadlineAt, pausedSince }: BoardLine, at: Date): string {
  if (state !== "open" || !deadlineAt) return "—";
  const seconds = Math.ceil(remainingMs({ deadlineAt, pausedSince }, at) / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

function Note({ row, exam }: { row: BoardLine; exam: Exam }) {
  const t = useText(invigilationText).notes;
  const { by } = useText(examsText);
  const notes = [
    row.standing === "silent" && t.unsent,
    row.standing === "missed" && t.noEntry(clockTime(exam.entryClosesAt)),
    row.submittedBy && by[row.submittedBy],
    row.isAway && t.away,
    row.leavings > 0 && t.leavings(row.leavings, row.awaySeconds),
    row.deviceChanges > 0 && t.devices(row.deviceChanges),
    row.extraMinutes > 0 && t.extra(row.extraMinutes),
    row.reopenings > 0 && t.reopened(row.reopenings),
  ];
  return notes.filter(Boolean).join(t.list);
}

function Acts({ row, examId }: { row: BoardLine; examId: string }) {
  const t = useText(invigilationText).short;
  const act = (noun: string, text: string) => (
    <a key={noun} href={`/exams/${examId}/${noun}?candidate=${row.registrationId}`}>
      {text}
    </a>
  );
  const invigilate = (noun: string, text: string) => act(`invigilation/${noun}`, text);
  const isOpen = row.state === "open" && row.standing !== "overdue";
  return [
    isOpen || row.standing === "not-started" ? invigilate("extra-time", t.extraTime) : null,
    isOpen && (row.pausedSince ? invigilate("resumptions", t.resumption) : invigilate("pauses", t.pause)),
    isOpen && invigilate("take-over-codes", t.code),
    isOpen && invigilate("collections", t.collection),
    row.state === "submitted" && invigilate("reopenings", t.reopening),
    act("violations/new", t.violation),
  ];
}
