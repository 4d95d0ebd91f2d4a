import type { Problem } from "~/questions/formats/exchanged-question";
import { exchangeText } from "~/text/question-exchange";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** Problems of a file of questions, each with its place in a sentence, and whether its question was taken. */
export function QuestionProblems({ label, rows }: { label: string; rows: readonly Problem[] }) {
  const t = useText(exchangeText);
  const locale = useLocale();
  const numbered = rows.map((row, at) => ({ ...row, at }));
  const columns: Column<(typeof numbered)[number]>[] = [
    {
      key: "problem",
      head: t.problem,
      heads: true,
      cell: ({ refusal }) => {
        const { sentence, cure } = refusalIn(locale, refusal);
        return (
          <>
            {sentence}
            {cure && <Sub>{cure}</Sub>}
          </>
        );
      },
    },
    {
      key: "taken",
      head: t.question,
      className: "nb",
      cell: ({ taken }) => (
        <Status tone={taken ? "warn" : "stop"}>{taken ? t.takenWithout : t.notTaken}</Status>
      ),
    },
  ];
  return <Table label={label} columns={columns} rows={numbered} keyOf={({ at }) => String(at)} compact />;
}
