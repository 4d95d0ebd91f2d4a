import type { DraftContent, DraftPart } from "~/questions/draft-content";
import type { Place } from "~/questions/formats/exchanged-question";
import type { Standing } from "~/questions/import-standing";
import type { PreviewedQuestion } from "~/questions/question-import-preview.server";
import { exchangeText } from "~/text/question-exchange";
import { questionsText } from "~/text/questions";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

const tones: Record<Standing, "ok" | "info" | "off" | "warn"> = {
  new: "ok",
  changed: "info",
  same: "off",
  double: "warn",
  drafted: "warn",
  retired: "warn",
  "code-used": "warn",
};

/** Questions of a file with how each stands in the bank, and what it lacks to be submitted. */
export function ImportedQuestions({ rows, label }: { rows: readonly PreviewedQuestion[]; label: string }) {
  const t = useText(exchangeText);
  const numbered = rows.map((row, at) => ({ ...row, at }));
  const columns: Column<(typeof numbered)[number]>[] = [
    {
      key: "question",
      head: t.question,
      heads: true,
      cell: ({ content, place }) => <Question content={content} place={place} />,
    },
    { key: "standing", head: t.standing, cell: (row) => <Stand row={row} /> },
    { key: "lacks", head: t.lacks, cell: (row) => <Lacks row={row} /> },
  ];
  return <Table label={label} columns={columns} rows={numbered} keyOf={({ at }) => String(at)} compact />;
}

function usePlace() {
  const { placeWords: t } = useText(exchangeText);
  return ({ cell, line, file }: Place) =>
    [file && t.file(file), cell ? t.cell(cell) : line && t.line(line)].filter(Boolean).join(" · ");
}

function Question({ content, place }: { content: DraftContent; place: Place }) {
  const t = useText(exchangeText);
  const { types } = useText(questionsText);
  const placeOf = usePlace();
  return (
    <>
      <details>
        <summary>{content.stem}</summary>
        {content.type === "case-group" ? (
          content.questions.map((part) => <Answers key={part.code ?? part.stem} part={part} stem />)
        ) : (
          <Answers part={content} />
        )}
      </details>
      <Sub>{[types[content.type], content.code ?? t.given, placeOf(place)].join(" · ")}</Sub>
    </>
  );
}

function Answers({ part, stem = false }: { part: DraftPart; stem?: boolean }) {
  const text = useText(questionsText);
  const truth: Record<string, string> = text.truth;
  return (
    <div className="prose">
      {stem && <p>{part.stem}</p>}
      {part.type !== "true-false" && (
        <ul>
          {part.options.map(({ id, text: words }) => (
            <li key={id}>{`${id}　${words}`}</li>
          ))}
        </ul>
      )}
      <p>
        {text.key} <b>{part.key.map((id) => truth[id] ?? id).join(" ")}</b>
      </p>
      {part.explanation && <Sub>{part.explanation}</Sub>}
      {part.citations.length > 0 && (
        <Sub>
          {part.citations
            .map((c) => text.cited(c.law, c.article, c.paragraph ?? undefined, c.item ?? undefined))
            .join(" ")}
        </Sub>
      )}
    </div>
  );
}

function Stand({ row: { standing, twin } }: { row: PreviewedQuestion }) {
  const t = useText(exchangeText);
  const placeOf = usePlace();
  return (
    <>
      <Status tone={tones[standing]}>{t.stand[standing]}</Status>
      <Sub>{t.standHint[standing]}</Sub>
      {twin && <Sub>{twin.code ? t.twinInBank(twin.code) : t.twinInFile(placeOf(twin.place ?? {}))}</Sub>}
    </>
  );
}

function Lacks({ row: { standing, faults } }: { row: PreviewedQuestion }) {
  const t = useText(exchangeText);
  const locale = useLocale();
  if (standing !== "new" && standing !== "changed") return null;
  if (faults.length === 0) return t.lacksNothing;
  return (
    <ul className="plain">
      {faults.map((fault) => (
        <li key={`${fault.code} ${JSON.stringify(fault.facts)}`}>{refusalIn(locale, fault).sentence}</li>
      ))}
    </ul>
  );
}
