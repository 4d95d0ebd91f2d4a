import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { type Column, Sub, Table } from "./table";

type Lesson = {
  lessonId: string;
  title: string;
  kind: "text" | "video";
  minimumMinutes: number;
  pages: number;
  seenPages: number;
  minutes: number;
  state: string;
};
type State = "todo" | "begun" | "done";
const TONES: Record<State, Tone> = { todo: "off", begun: "info", done: "ok" };

/** The lessons of a course in their order, with what was counted of each. */
export function CourseLessons({
  courseId,
  lessons,
  isOpen,
}: {
  courseId: string;
  lessons: readonly Lesson[];
  /** Begun: before, there is nothing to lead to. */
  isOpen: boolean;
}) {
  const t = useText(onlineText);
  const columns: Column<Lesson>[] = [
    {
      key: "lesson",
      head: t.lesson,
      heads: true,
      cell: ({ lessonId, title, kind }) => (
        <>
          {isOpen ? <a href={`/my/courses/${courseId}/lessons/${lessonId}`}>{title}</a> : title}
          <Sub>{t.kinds[kind]}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.state,
      cell: ({ state, pages, seenPages }) => (
        <>
          <Status tone={TONES[state as State]}>{t.states[state as State]}</Status>
          {pages > 1 && state === "begun" && <Sub>{t.pagesSeen(seenPages, pages)}</Sub>}
        </>
      ),
    },
    {
      key: "trusted",
      head: t.trusted,
      align: "right",
      cell: ({ minutes, minimumMinutes }) => (
        <>
          <span className="num">{t.minutes(minutes)}</span>
          <Sub>{minimumMinutes === 0 ? t.noMinimum : t.required(minimumMinutes)}</Sub>
        </>
      ),
    },
  ];
  return <Table label={t.lessons} columns={columns} rows={lessons} keyOf={({ lessonId }) => lessonId} />;
}
