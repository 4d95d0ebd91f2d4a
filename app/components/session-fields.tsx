import {
  REVIEW_LEVEL_WORDS,
  STUDY_CATEGORY_WORDS,
  STUDY_MODE_WORDS,
  type StudyModeWord,
} from "~/rulebook/words";
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
  return (
    <>
      <WhatFields
        typed={{ date: today, level: "unit", ...answer?.typed }}
        problems={answer?.problems}
        modes={STUDY_MODE_WORDS.filter((word) => word !== "exam")}
        titleHint={f.titleHint}
        minutesHint={f.minutesHint}
      />
      <ChoicesField
        name="evidenceKind"
        legend={f.evidenceKind}
        hint={f.evidenceKindHint}
        options={among(
          EVIDENCE_KINDS.filter((word) => word !== "exam"),
          t.evidenceKinds,
        )}
        chosen={(answer?.typed.evidenceKind ?? "").split(",")}
        errors={errorsAt(answer?.problems, "evidenceKind")}
        many
      />
      <TextField
        label={evidenceLabel ?? f.evidence}
        hint={evidenceHint ?? f.evidenceHint}
        name="evidence"
        defaultValue={answer?.typed.evidence ?? ""}
        errors={errorsAt(answer?.problems, "evidence")}
      />
    </>
  );
}

/** What is studied and when, also of a session to come. */
export function WhatFields({
  typed,
  problems,
  modes,
  titleHint,
  minutesHint,
  dateless = false,
}: {
  typed: Typed;
  problems: readonly FieldProblem[] | undefined;
  modes: readonly StudyModeWord[];
  titleHint: string;
  minutesHint: string;
  /** Where the days are chosen otherwise. */
  dateless?: boolean;
}) {
  const t = useText(studyText);
  const f = t.form;
  const field = (name: string) => ({
    name,
    defaultValue: typed[name] ?? "",
    errors: errorsAt(problems, name),
  });
  return (
    <>
      <TextField label={f.title} hint={titleHint} {...field("title")} />
      <div className="three">
        <SelectField label={f.mode} empty={f.chooseMode} choices={among(modes, t.modes)} {...field("mode")} />
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
          {...field("level")}
        />
      </div>
      <div className="three">
        {!dateless && (
          <TextField label={f.date} hint={f.dateHint} figures inputMode="numeric" {...field("date")} />
        )}
        <TextField label={f.start} hint={f.clockHint} figures {...field("start")} />
        <TextField label={f.end} hint={f.clockHint} figures {...field("end")} />
      </div>
      <TextField label={f.minutes} hint={minutesHint} figures inputMode="numeric" {...field("minutes")} />
      <TextAreaField label={f.laws} hint={f.lawsHint} optional rows={3} {...field("laws")} />
    </>
  );
}

const among = (words: readonly string[], names: Record<string, string>): Choice[] =>
  words.map((word) => ({ value: word, text: names[word] ?? word }));
