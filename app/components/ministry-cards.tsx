import type { MinistryCardState } from "~/certification/ministry-card";
import type { CardRow } from "~/certification/ministry-card-list.server";
import { longDate } from "~/text/dates";
import { ministryCardsText } from "~/text/ministry-cards";
import { useLocale, useText } from "~/text/text";
import { DateSpan } from "./date-span";
import { type Fact, Facts } from "./facts";
import { Section } from "./section";
import { Status, type Tone } from "./status";
import { Sub } from "./table";
import { TaskList } from "./task-list";

const tones: Record<MinistryCardState, Tone> = {
  filed: "warn",
  returned: "stop",
  mended: "off",
  refused: "off",
  ahead: "info",
  "in-force": "ok",
  expired: "off",
  ended: "off",
};

export function MinistryCardMark({ state }: { state: MinistryCardState }) {
  const t = useText(ministryCardsText);
  return <Status tone={tones[state]}>{t.states[state]}</Status>;
}

/** The days a card says it is valid. */
export function CardDays({ validFromOn, validToOn }: Pick<CardRow, "validFromOn" | "validToOn">) {
  const t = useText(ministryCardsText);
  const locale = useLocale();
  return validFromOn ? (
    <DateSpan fromOn={validFromOn} toOn={validToOn} />
  ) : (
    t.until(longDate(validToOn, locale))
  );
}

/** Somebody's cards of ministries. `mends`: the reader may mend what was returned. */
export function MinistryCards({ rows, mends = false }: { rows: readonly CardRow[]; mends?: boolean }) {
  const t = useText(ministryCardsText);
  return (
    <Section id="ministry-cards" title={t.of}>
      <TaskList
        items={rows.map((row) => ({
          key: row.id,
          title: row.kind,
          status: <MinistryCardMark state={row.state} />,
          detail: (
            <>
              <span className="num">{row.number}</span> {row.ministry}
              <Sub>
                <CardDays {...row} />
              </Sub>
              {row.opinion && <Sub>{t.said(row.opinion)}</Sub>}
              {!row.hasScan && <Sub>{t.noScan}</Sub>}
              {mends && row.state === "returned" && (
                <Sub>
                  <a href={`/ministry-cards/${row.id}/mending`}>{t.mend}</a>
                </Sub>
              )}
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** What is decided on: the card as it was filed, with its picture. */
export function MinistryCardFacts({
  card,
}: {
  card: Pick<
    CardRow,
    "id" | "name" | "kind" | "ministry" | "number" | "validFromOn" | "validToOn" | "hasScan"
  > & {
    fieldNames: readonly string[];
  };
}) {
  const t = useText(ministryCardsText);
  const items: Fact[] = [
    { term: t.columns.person, value: card.name },
    { term: t.form.ministry, value: card.ministry },
    { term: t.form.kind, value: card.kind },
    { term: t.form.number, value: <span className="num">{card.number}</span> },
    {
      term: t.columns.fields,
      value: card.fieldNames.length === 0 ? t.anyField : t.list([...card.fieldNames]),
    },
    { term: t.columns.valid, value: <CardDays {...card} /> },
    {
      term: t.form.file,
      value: card.hasScan ? <a href={`/ministry-cards/${card.id}/scan`}>{t.scan}</a> : t.noScan,
    },
  ];
  return <Facts items={items} />;
}
