import type { SerializeFrom } from "@remix-run/node";
import { LinkButton } from "~/components/button";
import { Status } from "~/components/status";
import { type Todo, TodoList } from "~/components/todo-list";
import { common } from "~/text/common";
import { clockTime, dateOfInstant, longDate, weekday } from "~/text/dates";
import { myText } from "~/text/my";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

type Home = SerializeFrom<typeof loader>;
type Item = Home["todos"][number];
type ExamItem = Extract<Item, { kind: "exam" }>;

/** What the person has to do, what cannot wait first. The first act is the page's primary one. */
export function Todos({ home }: { home: Home }) {
  const t = useText(myText);
  const examTodo = useExamTodo(home.today);
  const otherTodo = useOtherTodo();
  if (home.todos.length === 0) return <p className="quiet">{t.nothing}</p>;
  return (
    <TodoList
      items={home.todos.map((item, index) =>
        item.kind === "exam" ? examTodo(item, index === 0) : otherTodo(item, index === 0),
      )}
    />
  );
}

/** Short enough for its narrow column: 11月26日, 26 Nov. */
function useDay() {
  const t = useText(myText).todo;
  const { monthOfYear } = useText(common);
  return (on: string) => t.day(monthOfYear(Number(on.slice(5, 7))), Number(on.slice(8, 10)));
}

function useExamTodo(today: string) {
  const t = useText(myText).todo;
  const day = useDay();
  const locale = useLocale();
  return (item: ExamItem, first: boolean): Todo => {
    const on = dateOfInstant(item.opensAt);
    const open = item.phase !== "announced";
    const tomorrow = dateOfInstant(new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000)) === on;
    const soon = on === today ? t.examToday : tomorrow ? t.examTomorrow : null;
    return {
      key: item.examId,
      date: day(on),
      time: `${weekday(on, locale)} ${clockTime(item.opensAt)}`,
      title: item.title,
      status: open ? (
        <Status tone="info">{t.examOpen}</Status>
      ) : (
        <Status tone={soon ? "warn" : "info"} icon={soon ? "wait" : "ok"}>
          {soon ?? t.examEntered}
        </Status>
      ),
      detail: t.examDetail(item.minutes, clockTime(item.entryClosesAt)),
      act: (
        <LinkButton kind={first ? "primary" : "plain"} href={`/my/exams/${item.examId}`}>
          {open ? t.examEnter : t.examGo}
        </LinkButton>
      ),
    };
  };
}

function useOtherTodo() {
  const t = useText(myText).todo;
  const study = useText(studySessionsText).mine;
  const { monthOfYear } = useText(common);
  const day = useDay();
  const locale = useLocale();
  return (item: Exclude<Item, ExamItem>, first: boolean): Todo => {
    const act = (href: string, text: string) => (
      <LinkButton kind={first ? "primary" : "plain"} href={href}>
        {text}
      </LinkButton>
    );
    if (item.kind === "make-up") {
      const month = monthOfYear(item.month);
      return {
        key: `make-up-${item.month}`,
        date: month,
        title: item.failed ? t.retake(month) : t.makeUp(month),
        status: <Status tone="stop">{item.failed ? t.retakeStatus : t.makeUpStatus}</Status>,
        detail: t.makeUpDetail(item.law),
        act: act("/my/exams", t.makeUpGo),
      };
    }
    if (item.kind === "session") {
      const on = dateOfInstant(item.startAt);
      return {
        key: item.sessionId,
        date: day(on),
        time: `${weekday(on, locale)} ${clockTime(item.startAt)}`,
        title: study.todo(item.title),
        detail: `${study.place} ${item.place}`,
        act: act(`/my/study-sessions/${item.sessionId}`, study.look),
      };
    }
    if (item.kind === "missed")
      return {
        key: item.makeUpId,
        date: day(item.dueOn),
        time: t.until,
        title: study.todoMakeUp(item.title),
        status: <Status tone="warn">{study.owed}</Status>,
        detail: study.makeUpHow,
        act: act("/my/study-sessions", study.look),
      };
    if (item.kind === "collect")
      return {
        key: "collect",
        date: t.now,
        title: t.collect,
        status: <Status tone="warn">{t.collectStatus}</Status>,
        detail: t.collectDetail,
        act: act("/my/certificate", t.certificateGo),
      };
    return {
      key: "renew",
      date: day(item.validToOn),
      time: t.until,
      title: t.renew,
      status: <Status tone="warn">{t.renewStatus}</Status>,
      detail: t.renewDetail(longDate(item.validToOn, locale)),
      act: act("/my/certificate", t.certificateGo),
    };
  };
}
