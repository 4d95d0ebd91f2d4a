import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { rangesOf } from "~/questions/article-list";
import type { ExchangedPart, ExchangedQuestion } from "~/questions/formats/exchanged-question";
import type { Unread } from "~/questions/rereadings.server";
import { longDate, shortDate } from "~/text/dates";
import { lawsText, touchedWords } from "~/text/laws";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";

/** `question` is null for who may not see keys. */
type Row = Unread & { key: string; question: ExchangedQuestion | null };

export function useColumns({
  mayRead,
  today,
  ticked,
}: {
  mayRead: boolean;
  today: string;
  /** Keys of rows that were ticked in a refused form. */
  ticked: readonly string[];
}): Column<Row>[] {
  const all = useText(lawsText);
  const t = all.rereading;
  const locale = useLocale();
  const select: Column<Row> = {
    key: "select",
    head: <span className="vh">{t.select}</span>,
    className: "col-check",
    cell: (row) => (
      <input
        type="checkbox"
        name="pair"
        value={row.key}
        defaultChecked={ticked.includes(row.key)}
        aria-label={t.selectOf(row.code)}
      />
    ),
  };
  return [
    ...(mayRead ? [select] : []),
    { key: "question", head: t.question, heads: true, cell: (row) => <Question row={row} /> },
    {
      key: "cites",
      head: t.cites,
      cell: (row) => touchedWords(locale, { whole: false, ranges: rangesOf(row.articles) }),
    },
    {
      key: "amendment",
      head: t.amendment,
      cell: (row) => (
        <>
          <a href={`/laws/amendments/${row.amendmentId}`}>
            {all.changeOf(row.law, row.kind === "abolished" ? "abolished" : "amended")}
          </a>
          <Sub>{shortDate(row.effectiveOn)}</Sub>
        </>
      ),
    },
    {
      key: "barred",
      head: t.barred,
      cell: (row) =>
        row.effectiveOn <= today ? (
          <Status tone="stop">{t.barredNow}</Status>
        ) : (
          <Status tone="warn">{t.barredFrom(longDate(row.effectiveOn, locale))}</Status>
        ),
    },
  ];
}

function Question({ row: { code, number, bankId, bankTitle, question } }: { row: Row }) {
  const t = useText(lawsText).rereading;
  const locale = useLocale();
  return (
    <>
      <a href={`/banks/${bankId}?q=${encodeURIComponent(code)}`}>{code}</a>
      <Sub>{`${bankTitle[locale]} · ${t.version(number)}`}</Sub>
      {question && (
        <>
          <p className="prose">{question.stem}</p>
          <details className="unfold">
            <summary>{t.full}</summary>
            {question.type === "case-group" ? (
              question.questions.map((part) => <Answerable key={part.code} part={part} isPart />)
            ) : (
              <Answerable part={question} />
            )}
          </details>
        </>
      )}
    </>
  );
}

function Answerable({ part, isPart = false }: { part: ExchangedPart; isPart?: boolean }) {
  const t = useText(lawsText).rereading;
  const { truth } = useText(questionsText);
  const words: Record<string, string> = truth;
  return (
    <div className="prose small">
      {isPart && <p>{part.stem}</p>}
      {part.options.some(({ text }) => text !== "") && (
        <ul>
          {part.options.map(({ id, text }) => (
            <li key={id}>{`${id}　${text}`}</li>
          ))}
        </ul>
      )}
      <p>
        {t.key} <b>{part.key.map((id) => words[id] ?? id).join(" ")}</b>
      </p>
      {part.explanation.split("\n").map((line) => line && <Sub key={line}>{line}</Sub>)}
    </div>
  );
}
