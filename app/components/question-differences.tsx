import type { FieldDifference } from "~/questions/question-difference";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useText } from "~/text/text";
import { type Column, Table } from "./table";

/** A revision beside the version it began from: the fields that differ. */
export function QuestionDifferences({ differences }: { differences: readonly FieldDifference[] }) {
  const t = useText(authoringText);
  const types: Record<string, string> = useText(questionsText).types;
  if (differences.length === 0) return <p>{t.review.noChanges}</p>;
  const said = ({ field }: FieldDifference, text: string | null) =>
    text ? (field === "type" && types[text]) || text : t.nothing;
  const named = ({ field, option, part }: FieldDifference) => {
    const name = field === "option" || field === "feedback" ? t.fields[field](option ?? "") : t.fields[field];
    return part === null ? name : t.fields.inPart(part, name);
  };
  const columns: Column<FieldDifference>[] = [
    { key: "field", head: t.review.content, heads: true, className: "nb", cell: named },
    {
      key: "before",
      head: t.review.before,
      cell: (one) => <del className="kept-lines">{said(one, one.before)}</del>,
    },
    {
      key: "after",
      head: t.review.after,
      cell: (one) => <ins className="kept-lines">{said(one, one.after)}</ins>,
    },
  ];
  return (
    <Table
      label={t.review.changes}
      columns={columns}
      rows={differences}
      keyOf={({ part, field, option }) => [part, field, option].join(" ")}
    />
  );
}
