import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { ActForm } from "./act-form";
import { type Column, Sub, Table } from "./table";

export type StaffLesson = {
  lessonId: string;
  title: string;
  kind: "text" | "video";
  minimumMinutes: number;
  questionLaw: string | null;
  pages: number;
  characters: number;
  megabytes: number | null;
};

const MEGABYTE = 1024 * 1024;

/** Of a lesson, what its writers see in a list. */
export const staffLesson = ({
  pages,
  file,
  ...lesson
}: Omit<StaffLesson, "pages" | "megabytes"> & {
  pages: readonly unknown[];
  file: { bytes: number } | null;
}): StaffLesson => {
  const { lessonId, title, kind, minimumMinutes, questionLaw, characters } = lesson;
  return {
    ...{ lessonId, title, kind, minimumMinutes, questionLaw, characters },
    pages: pages.length,
    megabytes: file && Math.max(1, Math.round(file.bytes / MEGABYTE)),
  };
};

/** The lessons of a version as it is written, with what can be done to each. */
export function StaffLessons({
  courseId,
  lessons,
  mayWrite,
}: {
  courseId: string;
  lessons: readonly StaffLesson[];
  mayWrite: boolean;
}) {
  const t = useText(coursesText);
  const at = (lessonId: string) => `/courses/${courseId}/lessons/${lessonId}`;
  const columns: Column<StaffLesson>[] = [
    {
      key: "lesson",
      head: t.lesson,
      heads: true,
      cell: ({ lessonId, title, kind, pages, characters, megabytes }) => (
        <>
          <a href={at(lessonId)}>{title}</a>
          <Sub>
            {t.kinds[kind]}　{megabytes === null ? t.size(characters, pages) : t.megabytes(megabytes)}
          </Sub>
        </>
      ),
    },
    {
      key: "minimum",
      head: t.form.minimum,
      cell: ({ minimumMinutes, questionLaw }) => (
        <>
          {t.minimum(minimumMinutes)}
          {questionLaw && <Sub>{t.questionOn(questionLaw)}</Sub>}
        </>
      ),
    },
  ];
  const acts: Column<StaffLesson> = {
    key: "acts",
    head: t.acts,
    acts: true,
    cell: ({ lessonId, kind }) => (
      <span className="acts">
        {kind === "text" && <a href={`${at(lessonId)}/text`}>{t.editText}</a>}
        {lessons[0]?.lessonId !== lessonId && (
          <ActForm action={`${at(lessonId)}/raising`} small>
            {t.raise}
          </ActForm>
        )}
        <ActForm action={`${at(lessonId)}/removal`} small>
          {t.remove}
        </ActForm>
      </span>
    ),
  };
  return (
    <Table
      label={t.lessons}
      columns={mayWrite ? [...columns, acts] : columns}
      rows={lessons}
      keyOf={({ lessonId }) => lessonId}
    />
  );
}
