import type { FieldProblem } from "./error-summary";
import { FieldErrors, hintIdOf } from "./field";
import { errorsAt } from "./typed-form";

/** People to be ticked by name, in columns: a list of fifty would hide the button below it. */
export function PeopleField({
  name,
  legend,
  hint,
  people,
  chosen,
  problems,
}: {
  name: string;
  legend: string;
  hint?: string;
  people: readonly { personId: string; name: string }[];
  chosen: readonly string[];
  problems?: readonly FieldProblem[];
}) {
  const errors = errorsAt(problems, name) ?? [];
  return (
    <fieldset
      className={errors.length > 0 ? "field field-error" : "field"}
      aria-describedby={hint ? hintIdOf(name) : undefined}
    >
      <legend className="label">{legend}</legend>
      {errors.length > 0 && <FieldErrors id={name} errors={errors} />}
      {hint && (
        <p className="hint" id={hintIdOf(name)}>
          {hint}
        </p>
      )}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-[1rem]">
        {people.map((person, index) => (
          <label className="choice" key={person.personId}>
            <input
              // the first carries the name as id, so that the error summary's link lands on it
              id={index === 0 ? name : `${name}-${person.personId}`}
              type="checkbox"
              name={name}
              value={person.personId}
              defaultChecked={chosen.includes(person.personId)}
            />
            <span>{person.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
