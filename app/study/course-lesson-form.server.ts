/** The forms of a lesson answered: a text, typed or uploaded, and a film. */
import { data, redirect } from "@remix-run/node";
import type { Actor } from "~/access/permissions";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction } from "~/db.server";
import { localeFrom } from "~/text/text";
import { refusal } from "~/verdict";
import { addVideoLesson, writeTextLesson } from "./course-drafting.server";
import { lessonFrom, textOfLesson } from "./course-form.server";
import { currentVersion } from "./course-page.server";
import { MOST_TEXT_BYTES } from "./course-text";
import type { CourseFacts } from "./courses.server";
import { filmFrom } from "./film-upload.server";

/** More than a text may have, so that the form comes back with what was typed beside a file that is too large. */
const MOST_READ_BYTES = 10 * MOST_TEXT_BYTES;

type At = { actor: Actor; course: CourseFacts };
const refused = <Answer extends object>(answer: Answer) => data(answer, { status: 422 });

/** Without a lesson's id a new one at the end. */
export async function writeTextFrom(
  request: Request,
  { actor, course, lessonId }: At & { lessonId: string | null },
) {
  const locale = localeFrom(request);
  const upload = await uploadFrom(request, MOST_READ_BYTES);
  if (!upload) return refused({ typed: {}, problems: [], refusals: [refusal("course-text.too-large")] });
  const typed = typedFrom(upload.form);
  const read = readerOf(typed, locale);
  const lesson = lessonFrom(read, currentVersion(course).laws, locale);
  if (!lesson) return refused({ typed, problems: read.problems, refusals: [] });
  const text = textOfLesson({ ...upload, typed: typed.text ?? "" }, lesson.title);
  if (!text.ok) return refused({ typed, problems: [], refusals: text.refusals });
  const { courseId } = course;
  const written = { ...lesson, courseId, lessonId, pages: text.pages };
  const made = await inTransaction((tx) => writeTextLesson(tx, written, actor.accountId, new Date()));
  if (!made.ok) return refused({ typed, problems: [], refusals: made.refusals });
  throw redirect(`/courses/${courseId}?done=${lessonId === null ? "added" : "changed"}`, { status: 303 });
}

export async function addVideoFrom(request: Request, { actor, course }: At) {
  const locale = localeFrom(request);
  const { form, film } = await filmFrom(request);
  const typed = typedFrom(form);
  const read = readerOf(typed, locale);
  const lesson = lessonFrom(read, currentVersion(course).laws, locale);
  const refusals = film.ok ? [] : film.refusals;
  if (!lesson || !film.ok) return refused({ typed, problems: read.problems, refusals });
  const { courseId } = course;
  const { file, mediaType } = film;
  const made = await inTransaction((tx) =>
    addVideoLesson(tx, { ...lesson, courseId, file, mediaType }, actor.accountId, new Date()),
  );
  if (!made.ok) return refused({ typed, problems: [], refusals: made.refusals });
  throw redirect(`/courses/${courseId}?done=added`, { status: 303 });
}
