import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { FieldErrors, hintIdOf } from "./field";
import { type SessionAnswer, SessionFields } from "./session-fields";
import { errorsAt } from "./typed-form";

/** One session for many people of a unit. Works without a script; refused, it keeps everything typed. */
export function SessionForm({
  unitId,
  staff,
  today,
  answer,
  seen,
}: {
  unitId: string;
  staff: readonly { personId: string; name: string }[];
  today: string;
  answer: SessionAnswer;
  /** Overlaps this page tells of: handed in again, they are known. */
  seen: string;
}) {
  const t = useText(studyText);
  const f = t.form;
  return (
    <form method="post" className="form" noValidate>
      <input type="hidden" name="unitId" value={unitId} />
      <input type="hidden" name="seen" value={seen} />
      <SessionFields today={today} answer={answer} />
      <People staff={staff} answer={answer} />
      <div className="acts">
        <LinkButton kind="text" href="/study-records">
          {t.refused.back}
        </LinkButton>
        <Button kind="primary">{seen === "" ? f.submit : f.submitKnowing}</Button>
      </div>
    </form>
  );
}

/** A unit's people in columns: a list of fifty would hide the button below it. */
function People({
  staff,
  answer,
}: {
  staff: readonly { personId: string; name: string }[];
  answer: SessionAnswer;
}) {
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
