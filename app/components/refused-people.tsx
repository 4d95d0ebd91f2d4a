import { examsText } from "~/text/exams";
import type { RefusalWords } from "~/text/refusals";
import { useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

export type RefusedPerson = { personId: string; name: string; reasons: RefusalWords[] };

/** People and every reason against each, with its source and what would cure it. */
export function RefusedPeople({ label, people }: { label: string; people: readonly RefusedPerson[] }) {
  const t = useText(examsText).registration;
  const columns: Column<RefusedPerson>[] = [
    {
      key: "name",
      head: t.narrow,
      heads: true,
      cell: ({ personId, name }) => <a href={`/people/${personId}`}>{name}</a>,
    },
    {
      key: "reasons",
      head: t.reasons,
      cell: ({ reasons }) =>
        reasons.map(({ code, rule, sentence, source, cure }) => (
          <div key={code} data-refusal={code}>
            <Status tone="stop">{rule ? `${rule} ${sentence}` : sentence}</Status>
            {source && <Sub>{source}</Sub>}
            {cure && <Sub>{cure}</Sub>}
          </div>
        )),
    },
  ];
  return <Table label={label} columns={columns} rows={people} keyOf={({ personId }) => personId} />;
}
