import type { ImportListed } from "~/questions/question-import.server";
import { shortInstant } from "~/text/dates";
import { exchangeText } from "~/text/question-exchange";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

const tones = { waiting: "warn", accepted: "ok", undone: "off" } as const;

/** Imports of questions with their state: who uploaded, took in and undid them, when, and how many. */
export function QuestionImportsTable({
  imports,
  label,
  bankShown = false,
}: {
  imports: readonly ImportListed[];
  label: string;
  bankShown?: boolean;
}) {
  const t = useText(exchangeText);
  const locale = useLocale();
  const columns: Column<ImportListed>[] = [
    {
      key: "file",
      head: t.file,
      heads: true,
      cell: (row) => <a href={`/questions/imports/${row.importId}`}>{row.fileName}</a>,
    },
    ...(bankShown
      ? [
          {
            key: "bank",
            head: t.bank,
            cell: (row: ImportListed) => (
              <a href={`/banks/${row.bankId}/imports`}>{row.bank.title[locale]}</a>
            ),
          },
        ]
      : []),
    {
      key: "state",
      head: t.state,
      cell: (row) => <Status tone={tones[row.state]}>{t.states[row.state]}</Status>,
    },
    { key: "who", head: t.who, cell: (row) => <Who row={row} /> },
    { key: "result", head: t.result, cell: (row) => <Result row={row} /> },
  ];
  return <Table label={label} columns={columns} rows={imports} keyOf={(row) => row.importId} compact />;
}

function Who({ row }: { row: ImportListed }) {
  const t = useText(exchangeText);
  const { acceptance, undoing } = row;
  const nameOf = (id: string | null) => row.people[id ?? ""] ?? "";
  return (
    <>
      {t.uploadedBy(nameOf(row.uploadedById), shortInstant(row.uploadedAt))}
      {acceptance && (
        <Sub>{t.acceptedBy(nameOf(acceptance.acceptedById), shortInstant(acceptance.acceptedAt))}</Sub>
      )}
      {undoing && <Sub>{t.undoneBy(nameOf(undoing.undoneById), shortInstant(undoing.undoneAt))}</Sub>}
    </>
  );
}

function Result({ row: { questions, refused, acceptance, undoing } }: { row: ImportListed }) {
  const t = useText(exchangeText);
  if (undoing) return t.undoneCounts(undoing.discarded, undoing.retired);
  if (acceptance) return t.acceptedCounts(acceptance.accepted, acceptance.left);
  return t.readCounts(questions, refused);
}
