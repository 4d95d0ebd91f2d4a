/** Reads courses: one with its versions and lessons, a page of the list, what the banks have for a quiz. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { barredOn } from "~/questions/bars.server";
import { type PoolEntry, poolFor } from "~/questions/pool.server";
import type { ReviewLevelWord, StudyCategoryWord, StudyGroupWord } from "~/rulebook/words";
import type { Prisma } from "../../prisma/generated/client";
import { type CourseState, isDraft } from "./course";
import { charactersOf, type TextPage } from "./course-text";
import type { LessonKind } from "./online";
import { drawable } from "./quiz";

export type LessonFacts = {
  lessonId: string;
  kind: LessonKind;
  title: string;
  minimumMinutes: number;
  questionLaw: string | null;
  pages: TextPage[];
  characters: number;
  file: { hash: string; bytes: number; mediaType: string; keyId: string } | null;
};
export type CourseContent = {
  title: string;
  summary: string;
  category: StudyCategoryWord;
  organiserLevel: ReviewLevelWord;
  laws: string[];
  audience: StudyGroupWord[];
  questions: number;
  passPercent: number;
  triesADay: number;
};
export type VersionFacts = CourseContent & {
  courseId: string;
  versionId: string;
  number: number;
  state: CourseState;
  writerIds: string[];
  changedAt: Date;
  publishedAt: Date | null;
  publishedById: string | null;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
  lessons: LessonFacts[];
};
export type CourseFacts = {
  courseId: string;
  unitId: string;
  /** Newest first. */
  versions: VersionFacts[];
};

const withLessons = {
  lessons: {
    where: { removedAt: null },
    orderBy: [{ place: "asc" }, { id: "asc" }],
    include: { file: true },
  },
} satisfies Prisma.CourseVersionInclude;
type VersionRow = Prisma.CourseVersionGetPayload<{ include: typeof withLessons }>;

export async function findCourse(tx: Tx, courseId: string): Promise<CourseFacts | null> {
  const row = await tx.course.findUnique({
    where: { id: courseId },
    include: { versions: { orderBy: { number: "desc" }, include: withLessons } },
  });
  return row && { courseId, unitId: row.unitId, versions: row.versions.map(versionFrom) };
}

export async function findVersion(tx: Tx, versionId: string): Promise<VersionFacts | null> {
  const row = await tx.courseVersion.findUnique({ where: { id: versionId }, include: withLessons });
  return row && versionFrom(row);
}

/** The one to show: what is offered, else the newest. */
export function shownVersion({ versions }: CourseFacts): VersionFacts {
  return versions.find(({ state }) => state === "published") ?? versions[0]!;
}

export const draftOf = ({ versions }: CourseFacts) => versions.find(({ state }) => isDraft(state));

function versionFrom({ id, lessons, ...row }: VersionRow): VersionFacts {
  const { title, summary, laws, questions, passPercent, triesADay, courseId, number, writerIds } = row;
  const { changedAt, publishedAt, publishedById, withdrawnAt, withdrawalReason } = row;
  return {
    ...{
      courseId,
      versionId: id,
      number,
      title,
      summary,
      laws,
      questions,
      passPercent,
      triesADay,
      writerIds,
    },
    ...{ changedAt, publishedAt, publishedById, withdrawnAt, withdrawalReason },
    category: row.category as StudyCategoryWord,
    organiserLevel: row.organiserLevel as ReviewLevelWord,
    audience: row.audience as StudyGroupWord[],
    state: row.state as CourseState,
    lessons: lessons.map(lessonFrom),
  };
}

function lessonFrom({ id, kind, title, minimumMinutes, questionLaw, ...row }: VersionRow["lessons"][number]) {
  const pages = row.pages as TextPage[];
  return {
    ...{ lessonId: id, kind: kind as LessonKind, title, minimumMinutes, questionLaw, pages },
    characters: pages.reduce((sum, page) => sum + charactersOf(page), 0),
    file: row.file && {
      ...{ hash: row.file.hash, bytes: row.file.bytes },
      ...{ mediaType: row.file.mediaType, keyId: row.file.keyId },
    },
  };
}

export type CourseFilter = { unitIds: readonly string[]; state?: CourseState | undefined };
export type CourseListed = Pick<VersionFacts, "courseId" | "title" | "category" | "number" | "state"> & {
  unitId: string;
  lessons: number;
  learners: number;
};

/** Courses by their newest version, those changed last first. */
export async function coursePage(
  tx: Tx,
  { unitIds, state }: CourseFilter,
  asked: PageAsked,
): Promise<PageTurned & { rows: CourseListed[] }> {
  const where: Prisma.CourseWhereInput = {
    unitId: { in: [...unitIds] },
    ...(state ? { versions: { some: { state } } } : {}),
  };
  const at = asked.before ?? asked.after;
  const total = await tx.course.count({ where });
  const rows = await tx.course.findMany({
    where: at ? { AND: [where, { id: asked.before ? { gt: at } : { lt: at } }] } : where,
    orderBy: { id: asked.before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    include: {
      versions: {
        ...(state ? { where: { state } } : {}),
        orderBy: { number: "desc" },
        take: 1,
        include: { _count: { select: { lessons: { where: { removedAt: null } }, enrolments: true } } },
      },
    },
  });
  const { found, page } = turned(rows, asked, total);
  return {
    ...page,
    rows: found.flatMap(({ id, unitId, versions }) =>
      versions.map(({ title, category, number, state, _count }) => ({
        ...{ courseId: id, unitId, title, number, lessons: _count.lessons, learners: _count.enrolments },
        category: category as StudyCategoryWord,
        state: state as CourseState,
      })),
    ),
  };
}

/** What a quiz on these laws can draw from today. */
export async function quizPool(tx: Tx, laws: readonly string[], now: Date): Promise<PoolEntry[]> {
  const everything = {
    bank: null,
    law: null,
    type: "single-choice",
    difficulty: null,
    count: 1,
    marksEach: 1,
  } as const;
  const { entries } = await poolFor(tx, { cells: [everything], fixed: [] });
  return drawable(entries, laws, new Set(await barredOn(tx, chinaDateOf(now))));
}
