import type { SessionChoices } from "~/study/session-form.server";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import type { FieldProblem } from "./error-summary";
import { PeopleField } from "./people-field";
import { StudySessionFields } from "./study-session-fields";
import type { Typed } from "./typed-form";

/** A session to come, or one for each month, and who is invited. Refused, it keeps everything typed. */
export function SessionPlanForm({
  hidden,
  typed,
  problems,
  choices,
  submit,
  dateless,
}: {
  /** What was chosen before the form: the unit, the months. */
  hidden: Readonly<Record<string, string>>;
  typed: Typed;
  problems: readonly FieldProblem[] | undefined;
  choices: SessionChoices;
  submit: string;
  dateless?: boolean;
}) {
  const t = useText(studySessionsText);
  return (
    <form method="post" className="form" noValidate>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <StudySessionFields typed={typed} problems={problems} choices={choices} dateless={dateless} />
      <PeopleField
        name="personId"
        legend={t.form.people}
        hint={t.form.peopleHint}
        people={choices.people}
        chosen={(typed.personId ?? "").split(",")}
        problems={problems}
      />
      <div className="acts">
        <LinkButton kind="text" href="/study-sessions">
          {t.title}
        </LinkButton>
        <Button kind="primary">{submit}</Button>
      </div>
    </form>
  );
}
