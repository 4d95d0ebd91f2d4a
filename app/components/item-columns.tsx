import type { ItemRow } from "~/certification/item-ledger.server";
import { longDate } from "~/text/dates";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import { useLocale, useText } from "~/text/text";
import { ItemName } from "./held-items";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

const tones: Record<ItemRow["state"], Tone> = {
  out: "info",
  returned: "ok",
  destroyed: "ok",
  lost: "warn",
  "written-off": "off",
  mistaken: "off",
};

/** Of the ledger: what went to whom, and what became of it. `own`: of one holder, whom the page names already. */
export function useItemColumns({ own = false }: { own?: boolean } = {}): Column<ItemRow>[] {
  const t = useText(itemsText);
  const openings = useText(itemOpeningsText);
  const locale = useLocale();
  const person: Column<ItemRow> = {
    key: "person",
    head: t.columns.person,
    heads: true,
    cell: ({ personId, name, unitName }) => (
      <>
        <a href={`/items/people/${personId}`}>{name}</a>
        <Sub>{unitName}</Sub>
      </>
    ),
  };
  return [
    ...(own ? [] : [person]),
    {
      key: "item",
      head: t.columns.item,
      heads: own,
      cell: ({ kind, number, quantity, unitName }) => (
        <>
          <ItemName kind={kind} number={number} quantity={quantity} />
          {own && <Sub>{unitName}</Sub>}
        </>
      ),
    },
    {
      key: "handed",
      head: t.columns.handedOn,
      className: "num",
      cell: ({ handedOn, dateKnown, opening }) => (
        <>
          {dateKnown ? longDate(handedOn, locale) : openings.unknownDate(longDate(handedOn, locale))}
          {opening && <Sub>{openings.opening}</Sub>}
        </>
      ),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state, out, quantity, backOn, note, fileOf }) => (
        <>
          <Status tone={tones[state]}>{state === "out" ? t.out : t.outcomes[state]}</Status>
          {state === "out" && out < quantity && <Sub>{t.partly(out)}</Sub>}
          {backOn && <Sub>{longDate(backOn, locale)}</Sub>}
          {note && <Sub>{note}</Sub>}
          {fileOf && (
            <Sub>
              <a href={`/items/returns/${fileOf}/evidence`}>{t.evidence}</a>
            </Sub>
          )}
        </>
      ),
    },
  ];
}
