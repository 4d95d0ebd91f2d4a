import { inTransaction, prisma } from "~/db.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { keepStream } from "~/streamed-files.server";
import { addVideoLesson, createCourse, writeTextLesson } from "~/study/course-drafting.server";
import { publishCourse } from "~/study/course-publication.server";
import type { CourseContent } from "~/study/courses.server";

/** A course of one lesson, written by one and published by another. */

export const aCourse: CourseContent = {
  title: "行政处罚入门",
  summary: "处罚的种类、程序和证据。",
  category: "law",
  organiserLevel: "county",
  laws: ["行政处罚法"],
  audience: [],
  questions: 3,
  passPercent: 60,
  triesADay: 3,
};
export const aLesson = {
  title: "第一课",
  minimumMinutes: 1,
  questionLaw: "行政处罚法",
  pages: [{ title: "第一课", markdown: "先看**法律依据**，再看程序。\n\n".repeat(60) }],
};

/** Begins as a film does; nobody plays it. */
const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypisom"), Buffer.alloc(1_000)]);
async function* chunksOf(bytes: Buffer) {
  yield new Uint8Array(bytes);
}

export async function publishedCourse(
  unitId: string,
  { writer, publisher }: { writer: string; publisher: string },
  now: Date,
  kind: "text" | "film" = "text",
): Promise<{ courseId: string; lessonId: string }> {
  if ((await prisma.questionBank.count()) === 0) await inTransaction((tx) => loadBanksInto(tx, null, now));
  const file = await keepStream(chunksOf(film), { mostBytes: 10_000, isRight: () => true });
  if (typeof file === "string") throw new Error(file);
  return inTransaction(async (tx) => {
    const courseId = await createCourse(tx, { ...aCourse, unitId }, writer, now);
    const { pages, ...lesson } = { ...aLesson, courseId };
    const made =
      kind === "text"
        ? await writeTextLesson(tx, { ...lesson, pages, lessonId: null }, writer, now)
        : await addVideoLesson(tx, { ...lesson, file, mediaType: "video/mp4" }, writer, now);
    const published = await publishCourse(tx, { courseId, seenAt: now.toISOString() }, publisher, now);
    if (!made.ok || !published.ok) throw new Error(JSON.stringify([made, published]));
    return { courseId, lessonId: made.lessonId };
  });
}
