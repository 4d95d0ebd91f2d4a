import { REVIEW_LEVEL_WORDS, STUDY_CATEGORY_WORDS, STUDY_GROUP_WORDS } from "~/rulebook/words";
import { coursesText } from "~/text/courses";
import { personnelText } from "~/text/personnel";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

/** What a course is about, for whom, and its quiz. */
export function CourseFields({
  typed,
  problems,
  laws,
}: {
  typed: Typed;
  problems: readonly FieldProblem[] | undefined;
  laws: readonly { name: string; questions: number }[];
}) {
  const t = useText(coursesText).form;
  const study = useText(studyText);
  const groups = useText(personnelText).categories;
  const field = (name: string) => ({
    name,
    defaultValue: typed[name] ?? "",
    errors: errorsAt(problems, name),
  });
  const chosen = (name: string) => (typed[name] ?? "").split(",");
  const figure = { figures: true, inputMode: "numeric" } as const;
  return (
    <>
      <TextField label={t.title} {...field("title")} />
      <TextAreaField label={t.summary} hint={t.summaryHint} rows={3} {...field("summary")} />
      <div className="three">
        <SelectField
          label={t.category}
          empty={t.chooseUnit}
          choices={STUDY_CATEGORY_WORDS.map((value) => ({ value, text: study.categories[value] }))}
          {...field("category")}
        />
        <SelectField
          label={t.level}
          empty={t.chooseUnit}
          choices={REVIEW_LEVEL_WORDS.map((value) => ({ value, text: study.levels[value] }))}
          {...field("level")}
        />
      </div>
      <ChoicesField
        name="audience"
        legend={t.audience}
        hint={t.audienceHint}
        options={STUDY_GROUP_WORDS.map((value) => ({ value, text: groups[value] }))}
        chosen={chosen("audience")}
        many
        optional
      />
      <ChoicesField
        name="laws"
        legend={t.laws}
        hint={t.lawsHint}
        options={laws.map(({ name, questions }) => ({ value: name, text: t.law(name, questions) }))}
        chosen={chosen("laws")}
        errors={errorsAt(problems, "laws")}
        many
      />
      <div className="three">
        <TextField label={t.questions} {...figure} {...field("questions")} />
        <TextField label={t.passPercent} {...figure} {...field("passPercent")} />
        <TextField label={t.triesADay} {...figure} {...field("triesADay")} />
      </div>
    </>
  );
}

/** What every lesson has: its name, how long at least, a question on it. */
export function LessonFields({
  typed,
  problems,
  laws,
}: {
  typed: Typed;
  problems: readonly FieldProblem[] | undefined;
  laws: readonly string[];
}) {
  const t = useText(coursesText).form;
  const field = (name: string) => ({
    name,
    defaultValue: typed[name] ?? "",
    errors: errorsAt(problems, name),
  });
  return (
    <>
      <TextField label={t.lessonTitle} {...field("title")} />
      <TextField label={t.minimum} hint={t.minimumHint} figures inputMode="numeric" {...field("minimum")} />
      <SelectField
        label={t.questionLaw}
        hint={t.questionLawHint}
        empty={t.noQuestion}
        choices={laws.map((law) => ({ value: law, text: law }))}
        {...field("questionLaw")}
      />
    </>
  );
}
