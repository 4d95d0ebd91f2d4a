import { common } from "~/text/common";
import { coursesText } from "~/text/courses";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Refused } from "~/verdict";
import { Button, LinkButton } from "./button";
import { LessonFields } from "./course-fields";
import { ErrorSummary, type FieldProblem } from "./error-summary";
import { Field } from "./field";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";
import { TextAreaField } from "./text-area-field";
import type { Typed } from "./typed-form";

type Course = { courseId: string; course: string; laws: readonly string[] };
type Answer = { typed: Typed; problems: FieldProblem[]; refusals: Refused[] } | undefined;

/** A lesson with an upload, a text or a film: the fields that all have, and the one that is its own. */
export function LessonForm({
  act,
  page,
  typed,
  answer,
  kind,
}: {
  act: string;
  page: Course;
  typed: Typed;
  answer: Answer;
  kind: { video: number } | "text";
}) {
  const t = useText(coursesText);
  const { cancel } = useText(common);
  const locale = useLocale();
  const back = `/courses/${page.courseId}`;
  const shown = answer?.typed ?? typed;
  const isText = kind === "text";
  const hint = isText ? t.form.fileHint : t.form.videoHint(kind.video);
  return (
    <>
      <PageHead
        title={act}
        crumbs={[{ text: t.title, href: "/courses" }, { text: page.course, href: back }, { text: act }]}
      />
      <ErrorSummary problems={answer?.problems ?? []} />
      {answer && answer.refusals.length > 0 && (
        <Refusal level={2} verdict={t.cannot} reasons={reasonsFrom(locale, answer.refusals)} />
      )}
      <form method="post" encType="multipart/form-data" className="form max-w-[46rem]">
        <LessonFields typed={shown} problems={answer?.problems} laws={page.laws} />
        {isText && (
          <TextAreaField
            label={t.form.text}
            hint={t.form.textHint}
            name="text"
            rows={18}
            defaultValue={shown.text ?? ""}
          />
        )}
        <Field id="file" label={isText ? t.form.file : t.form.video} hint={hint} optional={isText}>
          <input
            id="file"
            name="file"
            type="file"
            className="input"
            accept={isText ? ".md,.txt" : "video/mp4,video/webm"}
            aria-describedby="file-hint"
          />
        </Field>
        <div className="acts">
          <LinkButton href={back} kind="text">
            {cancel}
          </LinkButton>
          <Button kind="primary">{t.save}</Button>
        </div>
      </form>
    </>
  );
}
