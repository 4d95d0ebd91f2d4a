import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { type RosterRow, rosterPage } from "~/certification/roster.server";
import { rosterQuestion } from "~/certification/roster-page.server";
import { Button, LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { Facts } from "~/components/facts";
import { KeysetList } from "~/components/keyset-list";
import { chipsOf } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { SelectField } from "~/components/select-field";
import type { Column } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { COUNTED, PAGE_SIZE } from "~/paging";
import { longDate, longInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import { rosterText } from "~/text/roster";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(rosterText, (t) => t.title);
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const { asked, place, bodies, body } = await rosterQuestion(prisma, request, now);
  const page = await rosterPage(prisma, asked, place, PAGE_SIZE, now);
  return data(
    {
      ...page,
      bodies: bodies.map(({ code, name }) => ({ value: code, text: name })),
      body: body ?? null,
      q: asked.q ?? "",
      at: now,
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}

export default function Roster() {
  const { rows, total, hasPrevious, hasNext, bodies, body, q, at } = useLoaderData<typeof loader>();
  const t = useText(rosterText);
  const lists = useText(listsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.count(total);
  const chips = chipsOf(search, [
    { filter: "body", name: t.filters.body, value: body?.name ?? "" },
    { filter: "q", name: t.filters.q, value: q },
  ]);
  return (
    <PublicShell>
      <PageHead
        title={t.title}
        lede={
          <>
            {t.lede(bodies.length)} <span className="nb">{t.asOf(longInstant(at, locale))}</span>
          </>
        }
      />
      <form className="query roster-q">
        <TextField label={t.name} name="q" placeholder={t.nameHint} defaultValue={q} maxLength={60} />
        <SelectField
          label={t.body}
          name="body"
          empty={t.anyBody}
          choices={bodies}
          defaultValue={body?.code ?? ""}
        />
        <Button kind="primary">{t.submit}</Button>
      </form>
      {body && <Body {...body} />}
      <div className="toolbar">
        <Chips items={chips}>
          <span className="quiet">{count}</span>
        </Chips>
        <Files />
      </div>
      <KeysetList
        label={t.table}
        columns={columns}
        rows={rows}
        keyOf={({ token }) => token}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{
          title: t.emptyTitle,
          body: t.empty,
          acts: <LinkButton href="/roster">{t.clear}</LinkButton>,
        }}
      />
      <p className="hint roster-note">{t.note}</p>
    </PublicShell>
  );
}

function Body({
  basis,
  fields,
  publishedOn,
}: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["body"]>) {
  const t = useText(rosterText);
  const locale = useLocale();
  const names = fields.map((field) => fieldName(locale, field)).join(" · ");
  return (
    <Facts
      layout="ruled"
      items={[
        { term: t.about.basis, value: t.basis[basis] },
        { term: t.about.fields, value: names || t.about.anyField },
        { term: t.about.publishedOn, value: longDate(publishedOn, locale) },
      ]}
    />
  );
}

/** The same filters, everybody. */
function Files() {
  const t = useText(rosterText);
  const [search] = useSearchParams();
  const filters = ["body", "q"].flatMap((name) => {
    const value = search.get(name);
    return value ? [[name, value] as [string, string]] : [];
  });
  const query = filters.length > 0 ? `?${new URLSearchParams(filters)}` : "";
  return (
    <nav className="acts" aria-label={t.files}>
      <a className="act-link" href={`/roster.xlsx${query}`}>
        {t.xlsx}
      </a>
      <a className="act-link" href={`/roster.json${query}`}>
        {t.json}
      </a>
    </nav>
  );
}

function useColumns(): Column<RosterRow>[] {
  const t = useText(rosterText).columns;
  const locale = useLocale();
  return [
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: (row) => <a href={`/v/${row.token}`}>{row.holderName}</a>,
    },
    { key: "unit", head: t.unit, cell: (row) => row.unitName },
    { key: "number", head: t.number, className: "num", cell: (row) => row.number },
    { key: "field", head: t.field, cell: (row) => fieldName(locale, row.field) },
    { key: "validTo", head: t.validTo, className: "num", cell: (row) => longDate(row.validToOn, locale) },
  ];
}
