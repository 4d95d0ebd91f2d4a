import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import type { FieldProblem } from "./error-summary";
import { type Column, Sub, Table } from "./table";
import { errorsAt } from "./typed-form";

export type RosterPerson = {
  personId: string;
  name: string;
  unitName: string;
  from: string;
  until: string;
};

/** One line a person with two times of the day. */
export function RosterFields({
  people,
  typed,
  problems,
}: {
  people: readonly RosterPerson[];
  typed?: Record<string, { from: string; until: string }>;
  problems?: readonly FieldProblem[];
}) {
  const t = useText(studySessionsText);
  const clock = (name: string, label: string, value: string) => (
    <input
      id={name}
      name={name}
      className="input num w-[6rem]"
      defaultValue={value}
      aria-label={label}
      aria-invalid={errorsAt(problems, name) ? true : undefined}
      maxLength={5}
      inputMode="numeric"
      autoComplete="off"
    />
  );
  const columns: Column<RosterPerson>[] = [
    {
      key: "person",
      head: t.page.person,
      heads: true,
      cell: ({ name, unitName }) => (
        <>
          {name}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    {
      key: "from",
      head: t.attendance.from,
      cell: ({ personId, name, from }) =>
        clock(`from-${personId}`, t.attendance.fromOf(name), typed?.[personId]?.from ?? from),
    },
    {
      key: "until",
      head: t.attendance.until,
      cell: ({ personId, name, until }) =>
        clock(`until-${personId}`, t.attendance.untilOf(name), typed?.[personId]?.until ?? until),
    },
  ];
  return (
    <Table
      label={t.page.peopleLabel}
      columns={columns}
      rows={people}
      keyOf={({ personId }) => personId}
      compact
    />
  );
}
