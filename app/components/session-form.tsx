import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { PeopleField } from "./people-field";
import { type SessionAnswer, SessionFields } from "./session-fields";

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
      <PeopleField
        name="personIds"
        legend={f.people}
        hint={f.peopleHint(staff.length)}
        people={staff}
        chosen={(answer?.typed.personIds ?? "").split(" ")}
        problems={answer?.problems}
      />
      <div className="acts">
        <LinkButton kind="text" href="/study-records">
          {t.refused.back}
        </LinkButton>
        <Button kind="primary">{seen === "" ? f.submit : f.submitKnowing}</Button>
      </div>
    </form>
  );
}
