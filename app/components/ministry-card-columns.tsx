import type { CardRow } from "~/certification/ministry-card-list.server";
import { longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { ministryCardsText } from "~/text/ministry-cards";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { CardDays, MinistryCardMark } from "./ministry-cards";
import { type Column, Sub } from "./table";

export type CardReader = { accountId: string; personId: string | null; decides: boolean; files: boolean };

/** Of filed ministry cards: what each says, how it stands, and what the reader may do about it. `at`: the list. */
export function useMinistryCardColumns(reader: CardReader, at: string): Column<CardRow>[] {
  const t = useText(ministryCardsText);
  const locale = useLocale();
  const day = (on: string) => longDate(on, locale);
  return [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: ({ personId, name, unitName }) => (
        <>
          <a href={`/people/${personId}`}>{name}</a>
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    {
      key: "card",
      head: t.columns.card,
      cell: ({ id, ministry, kind, number, hasScan }) => (
        <>
          {kind} <span className="num">{number}</span>
          <Sub>{ministry}</Sub>
          <Sub>{hasScan ? <a href={`${at}/${id}/scan`}>{t.scan}</a> : t.noScan}</Sub>
        </>
      ),
    },
    {
      key: "fields",
      head: t.columns.fields,
      cell: ({ fields }) =>
        fields.length === 0 ? t.anyField : t.list(fields.map((code) => fieldName(locale, code))),
    },
    { key: "valid", head: t.columns.valid, cell: (row) => <CardDays {...row} /> },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state, acceptedOn, opinion }) => (
        <>
          <MinistryCardMark state={state} />
          {acceptedOn && <Sub>{t.acceptedOn(day(acceptedOn))}</Sub>}
          {opinion && <Sub>{opinion}</Sub>}
        </>
      ),
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: (row) => <Acts row={row} reader={reader} at={`${at}/${row.id}`} />,
    },
  ];
}

function Acts({ row, reader, at }: { row: CardRow; reader: CardReader; at: string }) {
  const t = useText(ministryCardsText);
  if (row.state === "returned" && reader.files)
    return (
      <LinkButton href={`${at}/mending`} kind="primary" small>
        {t.mend}
      </LinkButton>
    );
  if ((row.state === "in-force" || row.state === "ahead") && reader.decides)
    return (
      <LinkButton href={`${at}/ending`} small>
        {t.end}
      </LinkButton>
    );
  if (row.state !== "filed") return null;
  if (!reader.decides || row.filedById === reader.accountId || row.personId === reader.personId)
    return <span className="hint">{t.ownWaits}</span>;
  return (
    <div className="acts">
      <LinkButton href={`${at}/refusal`} small>
        {t.refuse}
      </LinkButton>
      <LinkButton href={`${at}/return`} small>
        {t.return}
      </LinkButton>
      <LinkButton href={`${at}/acceptance`} kind="primary" small>
        {t.accept}
      </LinkButton>
    </div>
  );
}
