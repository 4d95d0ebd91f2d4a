import { REVIEW_LEVEL_WORDS, STUDY_CATEGORY_WORDS, STUDY_MODE_WORDS } from "~/rulebook/words";
import { EVIDENCE_KINDS } from "~/study/session";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { type Choice, SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

/** One session for many people of a unit. Works without a script; refused, it keeps everything typed. */
export function SessionForm({
  unitId,
  staff,
  today,
  answer,
}: {
  unitId: string;
  staff: readonly { personId: string; name: string }[];
  today: string;
  answer: { typed: Typed; problems: FieldProblem[] } | undefined;
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
    <form method="post" className="form" noValidate>
      <input type="hidden" name="unitId" value={unitId} />
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
      <SelectField
        label={f.evidenceKind}
        empty={f.chooseEvidence}
        choices={among(EVIDENCE_KINDS, t.evidenceKinds)}
        {...field("evidenceKind", "sign-in")}
      />
      <TextField label={f.evidence} hint={f.evidenceHint} {...field("evidence")} />
      <ChoicesField
        name="personIds"
        legend={f.people}
        hint={f.peopleHint(staff.length)}
        many
        options={staff.map(({ personId, name }) => ({ value: personId, text: name }))}
        chosen={(answer?.typed.personIds ?? "").split(" ")}
        errors={errorsAt(answer?.problems, "personIds")}
      />
      <div className="acts">
        <LinkButton kind="text" href="/study-records">
          {t.refused.back}
        </LinkButton>
        <Button kind="primary">{f.submit}</Button>
      </div>
    </form>
  );
}
