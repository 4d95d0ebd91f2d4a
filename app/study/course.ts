/**
 * 网络课程: what a course needs to be published and by whom, and what a learner still owes it.
 * In: a version with its lessons, who is asking; minutes counted and the quiz. Out: verdicts with every refusal.
 * A published version never changes: what is to be different is a new version.
 */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { type LessonKind, MEASURED } from "./online";

export const COURSE_STATES = [
  "draft", // 编写中
  "published", // 已发布
  "replaced", // 已有新版
  "withdrawn", // 已下架
] as const;
export type CourseState = (typeof COURSE_STATES)[number];

export const isDraft = (state: CourseState) => state === "draft";
/** Whether somebody may begin with it. */
export const isOffered = (state: CourseState) => state === "published";

export const MOST_LESSONS = 60;
export const MOST_QUIZ_QUESTIONS = 100;
export const MOST_TRIES_A_DAY = 20;
export const MOST_LESSON_MINUTES = 600;

export type Publishable = {
  state: CourseState;
  writerIds: readonly string[];
  lessons: readonly { title: string }[];
  questions: number;
  /** Questions of the banks that its quiz could draw. */
  drawable: number;
};

/**
 * Refusals: course.not-draft { state }, course.no-lessons, course.too-few-questions { questions, drawable },
 * course.own (whoever wrote on it does not publish it).
 */
export function mayPublish(course: Publishable, accountId: string): Verdict {
  const refusals: Refusal[] = [];
  if (!isDraft(course.state)) refusals.push(refusal("course.not-draft", { state: course.state }));
  if (course.lessons.length === 0) refusals.push(refusal("course.no-lessons"));
  const { questions, drawable } = course;
  if (drawable < questions) refusals.push(refusal("course.too-few-questions", { questions, drawable }));
  if (course.writerIds.includes(accountId)) refusals.push(refusal("course.own", {}, BY_TWO));
  return verdictOf(refusals);
}
const BY_TWO = { title: "本平台默认设置", rule: "H20" };

/** Whether a course is for people of this study category. */
export function isFor(audience: readonly string[], category: string | null): boolean {
  return audience.length === 0 || (category !== null && audience.includes(category));
}

export type LessonProgress = {
  lessonId: string;
  title: string;
  kind: LessonKind;
  minimumMinutes: number;
  pages: number;
  /** Pages on which time was counted; of a film, 1 once it was watched. */
  seenPages: number;
  creditedMs: number;
  /** How long its pages stood open. */
  openMs: number;
};

/** Every page was studied, and as long as is asked. */
export function isStudied({ creditedMs, minimumMinutes, pages, seenPages }: LessonProgress): boolean {
  return seenPages >= pages && creditedMs > 0 && creditedMs >= minimumMinutes * 60_000;
}

/** Refusals: course.lesson-open { title, minutes, required, pages, seen } of each. */
export function mayTakeQuiz(lessons: readonly LessonProgress[]): Verdict {
  return verdictOf(
    lessons
      .filter((lesson) => !isStudied(lesson))
      .map(({ title, creditedMs, minimumMinutes, pages, seenPages }) =>
        refusal(
          "course.lesson-open",
          { title, minutes: minutesOf(creditedMs), required: minimumMinutes, pages, seen: seenPages },
          MEASURED,
        ),
      ),
  );
}

/** Refusals: those of `mayTakeQuiz`, course.quiz-open { passPercent }. */
export function mayFinish(
  lessons: readonly LessonProgress[],
  { passed, passPercent }: { passed: boolean; passPercent: number },
): Verdict {
  const studied = mayTakeQuiz(lessons);
  const quiz = passed ? [] : [refusal("course.quiz-open", { passPercent }, MEASURED)];
  return verdictOf([...(studied.ok ? [] : studied.refusals), ...quiz]);
}

export const minutesOf = (ms: number): number => Math.floor(ms / 60_000);
