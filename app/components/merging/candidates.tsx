import { mergingText } from "~/text/merging";
import { useText } from "~/text/text";
import { Button } from "../button";
import { Empty } from "../empty";
import { Section } from "../section";
import { Table } from "../table";
import { TextField } from "../text-field";

export type MergeCandidate = {
  personId: string;
  name: string;
  maskedNumber: string;
  unitName: string | null;
};

/** Records that may be of the same human: those of the same name, or of a name searched for. */
export function MergeCandidates({
  q,
  candidates,
  path,
}: {
  q: string;
  candidates: readonly MergeCandidate[];
  path: string;
}) {
  const t = useText(mergingText);
  return (
    <Section title={t.candidates}>
      <p className="quiet mb-4">{t.candidatesHint}</p>
      <form className="query" aria-label={t.candidates}>
        <TextField
          name="q"
          label={t.find}
          defaultValue={q}
          small
          fieldClass="w2"
          autoComplete="off"
          maxLength={60}
        />
        <Button small>{t.query}</Button>
      </form>
      {candidates.length === 0 ? (
        <Empty title={t.none}>{t.noneBody}</Empty>
      ) : (
        <Table
          label={t.candidates}
          rows={candidates}
          keyOf={({ personId }) => personId}
          columns={[
            { key: "name", head: t.person, heads: true, cell: ({ name }) => name },
            {
              key: "number",
              head: t.number,
              cell: ({ maskedNumber }) => <span className="num">{maskedNumber}</span>,
            },
            { key: "unit", head: t.unit, cell: ({ unitName }) => unitName ?? t.noUnit },
            {
              key: "act",
              head: <span className="vh">{t.choose}</span>,
              acts: true,
              cell: ({ personId, name }) => (
                <a href={`${path}?with=${personId}`} aria-label={t.chooseOf(name)}>
                  {t.choose}
                </a>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
