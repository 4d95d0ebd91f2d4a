import { REVIEW_LEVEL_WORDS, STUDY_CATEGORY_WORDS, STUDY_MODE_WORDS } from "~/rulebook/words";
import { EVIDENCE_KINDS } from "~/study/session";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import type { FieldProblem } from "./error-summary";
import { FieldErrors, hintIdOf } from "./field";
import { type Choice, SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

type Answer = { typed: Typed; problems: FieldProblem[] } | undefined;

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
  answer: Answer;
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
      <People staff={staff} answer={answer} />
      <div className="acts">
        <LinkButton kind="text" href="/study-records">
          {t.refused.back}
        </LinkButton>
        <Button kind="primary">{f.submit}</Button>
      </div>
    </form>
  );
}

/** A unit's people in columns: a list of fifty would hide the button below it. */
function People({ staff, answer }: { staff: readonly { personId: string; name: string }[]; answer: Answer }) {
  const t = useText(studyText).form;
  const errors = errorsAt(answer?.problems, "personIds") ?? [];
  const chosen = (answer?.typed.personIds ?? "").split(" ");
  return (
    <fieldset
      className={errors.length > 0 ? "field field-error" : "field"}
      aria-describedby={hintIdOf("personIds")}
    >
      <legend className="label">{t.people}</legend>
      {errors.length > 0 && <FieldErrors id="personIds" errors={errors} />}
      <p className="hint" id={hintIdOf("personIds")}>
        {t.peopleHint(staff.length)}
      </p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-[1rem]">
        {staff.map(({ personId, name }, index) => (
          <label className="choice" key={personId}>
            <input
              // the first carries the name as id, so that the error summary's link lands on it
              id={index === 0 ? "personIds" : `personIds-${personId}`}
              type="checkbox"
              name="personIds"
              value={personId}
              defaultChecked={chosen.includes(personId)}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
