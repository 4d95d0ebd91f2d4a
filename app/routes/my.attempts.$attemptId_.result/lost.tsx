import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { examRoomText } from "~/text/exam-room";
import { objectionsText } from "~/text/objections";
import { questionsText } from "~/text/questions";
import { useText } from "~/text/text";
import type { ResultPage } from "./route";

type LostSlots = NonNullable<ResultPage["result"]["lost"]>;

/** Questions that lost marks, with key and explanation, once these may be seen. */
export function Lost({
  lost,
  attemptId,
  mayObject,
}: {
  lost: LostSlots;
  attemptId: string;
  mayObject: boolean;
}) {
  const { result: t, types, truth } = useText(examRoomText);
  const { cited } = useText(questionsText);
  const { mine } = useText(objectionsText);
  const words = (labels: readonly string[]) => labels.map((label) => truth[label] ?? label).join(" ");
  if (lost.length === 0) return <p className="lead">{t.allRight}</p>;
  const columns: Column<LostSlots[number]>[] = [
    {
      key: "number",
      head: t.number,
      align: "right",
      className: "num",
      cell: ({ number }) => <b>{number}</b>,
    },
    {
      key: "question",
      head: t.question,
      heads: true,
      cell: ({ number, type, stem, citations, explanation }) => (
        <>
          <Sub>{types[type]}</Sub>
          {stem}
          <span className="sub src">
            {citations.map((c) => cited(c.law, c.article, c.paragraph, c.item)).join(" ")}
          </span>
          {explanation.split("\n").map((line) => (
            <Sub key={line}>{line}</Sub>
          ))}
          {mayObject && (
            <Sub>
              <a href={`/my/attempts/${attemptId}/objections?slot=${number}`}>{mine.objectTo(number)}</a>
            </Sub>
          )}
        </>
      ),
    },
    {
      key: "given",
      head: t.given,
      cell: ({ given }) => (given.length === 0 ? <span className="none">{t.none}</span> : words(given)),
    },
    { key: "key", head: t.key, cell: ({ key }) => <b>{words(key)}</b> },
  ];
  return (
    <Section title={t.lost(lost.length)}>
      <Table
        label={t.lost(lost.length)}
        columns={columns}
        rows={lost}
        keyOf={(slot) => String(slot.number)}
        className="wrong"
      />
    </Section>
  );
}
