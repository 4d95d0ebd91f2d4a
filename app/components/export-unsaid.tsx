import type { FormatName, LostField, Unsaid } from "~/questions/formats/not-said";
import type { QuestionSelection } from "~/questions/question-selection.server";
import { exchangeText } from "~/text/question-exchange";
import { formatText } from "~/text/question-formats";
import { useText } from "~/text/text";
import { Button } from "./button";
import { Notice } from "./notice";
import { Stats } from "./stats";
import { type Column, Table } from "./table";

export type UnsaidPage = {
  total: number;
  leftOut: number;
  lostCounts: readonly { field: LostField; count: number }[];
  page: number;
  pages: number;
  rows: readonly Unsaid[];
};
type Chosen = { selection: QuestionSelection; format: FormatName; count: number; bankId: string };

/** What a file in this format will not say, question by question and counted, and the button that makes it all the same. */
export function ExportUnsaid({ unsaid, ...chosen }: Chosen & { unsaid: UnsaidPage }) {
  const t = useText(exchangeText);
  const { formats, lost } = useText(formatText);
  const { selection, format, count, bankId } = chosen;
  const written = count - unsaid.leftOut;
  return (
    <>
      {unsaid.total === 0 ? (
        <Notice tone="ok">{t.sayAll(formats[format], count)}</Notice>
      ) : (
        <>
          <Notice tone="warn" title={t.unsaid(formats[format], unsaid.total)}>
            {t.unsaidHint}
          </Notice>
          <Stats
            items={[
              { key: "leftOut", label: t.leftOutCount, value: unsaid.leftOut },
              ...unsaid.lostCounts.map(({ field, count: times }) => ({
                key: field,
                label: t.lostCount(lost[field]),
                value: times,
              })),
            ]}
          />
        </>
      )}
      {written === 0 ? (
        <Notice tone="stop">{t.makeNone}</Notice>
      ) : (
        <form method="post" action={`/banks/${bankId}/exports/file`}>
          <Hidden selection={selection} format={format} />
          <div className="acts">
            <Button kind="primary">{t.make(written)}</Button>
          </div>
          <p className="hint">{t.keysInside}</p>
        </form>
      )}
      {unsaid.total > 0 && <UnsaidTable {...chosen} unsaid={unsaid} />}
    </>
  );
}

function UnsaidTable({ unsaid, selection, format, bankId }: Chosen & { unsaid: UnsaidPage }) {
  const t = useText(exchangeText);
  const words = useText(formatText);
  const columns: Column<Unsaid>[] = [
    { key: "code", head: t.question, heads: true, cell: ({ code, index }) => code ?? String(index + 1) },
    {
      key: "loses",
      head: t.loses,
      cell: ({ leftOut, lost }) =>
        leftOut ? words.leftOut[leftOut] : t.losesOf(lost.map((field) => words.lost[field]).join(t.join)),
    },
  ];
  const { page, pages, rows, total } = unsaid;
  return (
    <div id="unsaid">
      <Table label={t.loses} columns={columns} rows={rows} keyOf={({ index }) => String(index)} compact />
      {pages > 1 && (
        <form
          method={selection.ids ? "post" : "get"}
          action={`/banks/${bankId}/exports#unsaid`}
          className="acts"
        >
          <Hidden selection={selection} format={format} />
          <span>{t.pageOf(page, pages, total)}</span>
          {page > 1 && (
            <Button small name="page" value={page - 1}>
              {t.pagePrevious}
            </Button>
          )}
          {page < pages && (
            <Button small name="page" value={page + 1}>
              {t.pageNext}
            </Button>
          )}
        </form>
      )}
    </div>
  );
}

/** The same questions, asked for once more by another form. */
export function Hidden({ selection, format }: { selection: QuestionSelection; format?: FormatName }) {
  const { ids = [], ...filter } = selection;
  const fields = Object.entries({ ...filter, format }).filter(([, value]) => value !== undefined);
  return (
    <>
      {ids.map((id) => (
        <input key={id} type="hidden" name="id" value={id} />
      ))}
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={String(value)} />
      ))}
    </>
  );
}
