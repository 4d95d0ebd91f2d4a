import { REVIEW_LEVEL_WORDS, STUDY_CATEGORY_WORDS, STUDY_MODE_WORDS } from "~/rulebook/words";
import { EVIDENCE_KINDS } from "~/study/session";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { type Choice, SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

export type SessionAnswer = { typed: Typed; problems: FieldProblem[] } | undefined;

/** What was studied, when and on what evidence: of a session for many, or of one's own study. */
export function SessionFields({
  today,
  answer,
  evidenceLabel,
  evidenceHint,
}: {
  today: string;
  answer: SessionAnswer;
  evidenceLabel?: string;
  evidenceHint?: string;
}) {
  const t = useText(studyText);
  const f = t.form;
  const field = (name: string, otherwise = "") => ({
    name,
    defaultValue: answer?.typed[name] ?? otherwise,
    errors: errorsAt(answer?.problems, name),
  });
  const among = (words: readonly string[], names: Record<string, string>): Choice[] =>
    words.filter((word) => word !== "exam").map((word) => ({ value: word, text: names[word] ?? word }));
  return (
    <>
      <TextField label={f.title} hint={f.titleHint} {...field("title")} />
      <div className="three">
        <SelectField
          label={f.mode}
          empty={f.chooseMode}
          choices={among(STUDY_MODE_WORDS, t.modes)}
          {...field("mode")}
        />
        <SelectField
          label={f.category}
          empty={f.chooseCategory}
          choices={among(STUDY_CATEGORY_WORDS, t.categories)}
          {...field("category")}
        />
        <SelectField
          label={f.level}
          empty={f.chooseLevel}
          choices={among(REVIEW_LEVEL_WORDS, t.levels)}
          {...field("level", "unit")}
        />
      </div>
      <div className="three">
        <TextField label={f.date} hint={f.dateHint} figures inputMode="numeric" {...field("date", today)} />
        <TextField label={f.start} hint={f.clockHint} figures {...field("start")} />
        <TextField label={f.end} hint={f.clockHint} figures {...field("end")} />
      </div>
      <TextField label={f.minutes} hint={f.minutesHint} figures inputMode="numeric" {...field("minutes")} />
      <TextAreaField label={f.laws} hint={f.lawsHint} optional rows={3} {...field("laws")} />
      <ChoicesField
        name="evidenceKind"
        legend={f.evidenceKind}
        hint={f.evidenceKindHint}
        options={among(EVIDENCE_KINDS, t.evidenceKinds)}
        chosen={(answer?.typed.evidenceKind ?? "").split(",")}
        errors={errorsAt(answer?.problems, "evidenceKind")}
        many
      />
      <TextField
        label={evidenceLabel ?? f.evidence}
        hint={evidenceHint ?? f.evidenceHint}
        {...field("evidence")}
      />
    </>
  );
}
