/** What is typed about a course and its lessons, read for every form that asks for it. */
import type { FormReader } from "~/components/typed-form.server";
import type { Tx } from "~/db.server";
import { decoded } from "~/personnel/csv.server";
import { REVIEW_LEVEL_WORDS, STUDY_CATEGORY_WORDS, STUDY_GROUP_WORDS } from "~/rulebook/words";
import { coursesText } from "~/text/courses";
import { type Locale, textFor } from "~/text/text";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { MOST_LESSON_MINUTES, MOST_QUIZ_QUESTIONS, MOST_TRIES_A_DAY } from "./course";
import type { LessonWritten } from "./course-drafting.server";
import { MOST_TEXT_BYTES, markdownFromPlain, pagesFrom, type TextPage } from "./course-text";
import type { CourseContent } from "./courses.server";
import { refusedIn } from "./markdown.server";

const LONGEST_TITLE = 80;
const LONGEST_SUMMARY = 1_000;

export type CourseLaw = { name: string; questions: number };

/** Laws that have questions a quiz could draw, with how many. */
export async function lawsToChoose(tx: Tx): Promise<CourseLaw[]> {
  return tx.$queryRaw<CourseLaw[]>(Prisma.sql`
    SELECT v.law AS name, count(*)::int AS questions
    FROM question_version v JOIN bank_entry e ON e.question_version_id = v.id AND e.until_number IS NULL
    WHERE v.group_id IS NULL AND v.type <> 'case-group' GROUP BY v.law ORDER BY count(*) DESC, v.law`);
}

/** null: something is missing, and the reader says what. */
export function courseFrom(
  read: FormReader,
  laws: readonly CourseLaw[],
  locale: Locale,
): CourseContent | null {
  const t = textFor(coursesText, locale).form;
  const title = read.text("title", t.title, LONGEST_TITLE);
  const summary = read.text("summary", t.summary, LONGEST_SUMMARY);
  const category = read.choice("category", t.category, STUDY_CATEGORY_WORDS);
  const organiserLevel = read.choice("level", t.level, REVIEW_LEVEL_WORDS);
  const chosen = read.several(
    "laws",
    laws.map(({ name }) => name),
  );
  if (chosen.length === 0) read.choice("laws", t.laws, []);
  const audience = read.several("audience", STUDY_GROUP_WORDS);
  const figure = (field: string, label: string, most: number) => {
    const count = read.count(field, label, most);
    return count === 0 ? read.choice(field, label, []) : (count ?? read.choice(field, label, []));
  };
  const questions = figure("questions", t.questions, MOST_QUIZ_QUESTIONS);
  const passPercent = figure("passPercent", t.passPercent, 100);
  const triesADay = figure("triesADay", t.triesADay, MOST_TRIES_A_DAY);
  if (!title || !summary || !category || !organiserLevel || read.problems.length > 0) return null;
  if (!questions || !passPercent || !triesADay) return null;
  return {
    title,
    summary,
    category,
    organiserLevel,
    laws: chosen,
    audience,
    questions,
    passPercent,
    triesADay,
  };
}

export function lessonFrom(read: FormReader, laws: readonly string[], locale: Locale): LessonWritten | null {
  const t = textFor(coursesText, locale).form;
  const title = read.text("title", t.lessonTitle, LONGEST_TITLE);
  const minimumMinutes = read.count("minimum", t.minimum, MOST_LESSON_MINUTES) ?? 0;
  const questionLaw = read.optionalChoice("questionLaw", laws) ?? null;
  return title && read.problems.length === 0 ? { title, minimumMinutes, questionLaw } : null;
}

/** The text of a lesson: an uploaded file before what was typed. Refusals: those of `pagesFrom`, course-text.wrong-kind, .unreadable, .picture. */
export function textOfLesson(
  { typed, bytes, fileName }: { typed: string; bytes: Buffer; fileName: string },
  title: string,
): { ok: true; pages: TextPage[] } | { ok: false; refusals: Refusal[] } {
  const no = (...refusals: Refusal[]) => ({ ok: false as const, refusals });
  let markdown = typed;
  if (bytes.length > 0) {
    const ending = /\.(md|markdown|txt)$/i.exec(fileName)?.[1]?.toLowerCase();
    if (!ending) return no(refusal("course-text.wrong-kind"));
    if (bytes.length > MOST_TEXT_BYTES) return no(refusal("course-text.too-large"));
    const read = decoded(bytes);
    if (!read) return no(refusal("course-text.unreadable"));
    markdown = ending === "txt" ? markdownFromPlain(read.text) : read.text;
  }
  const pictures = refusedIn(markdown);
  if (pictures.length > 0) return no(...pictures);
  const pages = pagesFrom(markdown, title);
  return Array.isArray(pages) ? { ok: true, pages } : no(pages);
}

/** A text as it was: its pages one after the other. */
export const wholeText = (pages: readonly TextPage[]): string =>
  pages.map(({ markdown }) => markdown).join("\n\n");
