import type { EmploymentIdentity } from "~/personnel/identity";
import { identityNames } from "~/text/identity-names";
import { positionsText } from "~/text/positions";
import { useText } from "~/text/text";
import { Button } from "./button";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";

export type AssignmentProblem = "person" | "fromOn" | "toOn";

/** Proposes someone for a post: on the post's page, and again, as typed, where the form could not be read. */
export function AssignmentForm({
  positionId,
  staff,
  today,
  typed,
  wrong = [],
}: {
  positionId: string;
  staff: readonly { personId: string; name: string; identity: EmploymentIdentity }[];
  today: string;
  typed?: { personId: string; fromOn: string; lastOn: string };
  wrong?: readonly AssignmentProblem[];
}) {
  const t = useText(positionsText);
  const identities = useText(identityNames);
  const errorsOf = (name: AssignmentProblem) => (wrong.includes(name) ? [t.problem[name]] : undefined);
  return (
    <form method="post" action={`/positions/${positionId}/assignments`} className="form">
      <SelectField
        label={t.person}
        name="personId"
        empty={t.choosePerson}
        choices={staff.map(({ personId, name, identity }) => ({
          value: personId,
          text: `${name} ${identities[identity]}`,
        }))}
        defaultValue={typed?.personId}
        errors={errorsOf("person")}
      />
      <TextField
        label={t.fromOn}
        name="fromOn"
        hint={t.dateHint}
        defaultValue={typed?.fromOn ?? today}
        errors={errorsOf("fromOn")}
        figures
      />
      <TextField
        label={t.toOn}
        name="lastOn"
        optional
        hint={t.toOnHint}
        defaultValue={typed?.lastOn}
        errors={errorsOf("toOn")}
        figures
      />
      <div className="acts">
        <Button kind="primary">{t.assign}</Button>
      </div>
    </form>
  );
}
