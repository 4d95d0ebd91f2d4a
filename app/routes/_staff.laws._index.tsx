import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { LawStateMark } from "~/components/law-state";
import { ListBar } from "~/components/list-bar";
import { MoreFilters } from "~/components/more-filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { standingVersions } from "~/questions/law";
import { LISTED_STATES, lawsPage, listedStateFrom } from "~/questions/law-list";
import { citedToday, type LawRead, listLaws } from "~/questions/laws.server";
import { unreadCount } from "~/questions/rereadings.server";
import { longDate } from "~/text/dates";
import { lawsText } from "~/text/laws";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "law:read");
  const search = new URL(request.url).searchParams;
  const today = chinaDateOf(new Date());
  const on = dateOnFrom(search.get("on") ?? "") ?? today;
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  const state = listedStateFrom(search.get("state"));
  const { rows, ...page } = lawsPage(await listLaws(prisma), { q, state, on, ...placeFrom(search) });
  const cited = await citedToday(
    prisma,
    rows.flatMap(({ law }) => law.versions.map(({ versionId }) => versionId)),
  );
  return {
    ...page,
    rows: rows.map(({ law, is }) => ({ ...rowFrom(law, cited, on), is })),
    chosen: { q, state, on: on === today ? "" : on },
    unread: await unreadCount(prisma),
    mayRegister: can(actor, "law:amend"),
  };
}

function rowFrom(law: LawRead, cited: ReadonlyMap<string, number>, on: string) {
  const standing = standingVersions(law);
  const current = standing.findLast(({ effectiveOn }) => effectiveOn <= on) ?? standing[0];
  return {
    lawId: law.lawId,
    name: law.name,
    title: law.title,
    current: current && { version: current.version, articles: current.articles },
    versions: standing.length,
    questions: law.versions.reduce((sum, { versionId }) => sum + (cited.get(versionId) ?? 0), 0),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Laws() {
  const { rows, total, hasPrevious, hasNext, unread, mayRegister } = useLoaderData<typeof loader>();
  const t = useText(lawsText);
  const [search] = useSearchParams();
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href="/rereadings">{t.rereading.title}</LinkButton>
            {mayRegister && (
              <LinkButton kind="primary" href="/laws/new">
                {t.register}
              </LinkButton>
            )}
          </>
        }
      />
      {unread > 0 && (
        <Notice tone="warn" title={t.unread(unread)} act={<a href="/rereadings">{t.openUnread}</a>} />
      )}
      <Filters />
      <ListBar>
        <b>{t.total(total)}</b>
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.empty} acts={<a href="/laws">{t.clear}</a>} />
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.lawId} />
          <KeysetPager
            summary={t.total(total)}
            search={search}
            before={hasPrevious && rows[0]!.lawId}
            after={hasNext && rows.at(-1)!.lawId}
          />
        </>
      )}
    </>
  );
}

function Filters() {
  const { chosen } = useLoaderData<typeof loader>();
  const t = useText(lawsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const chips = [
    { filter: "q", name: t.keyword, value: chosen.q },
    { filter: "state", name: t.state, value: chosen.state ? t.states[chosen.state] : "" },
    { filter: "on", name: t.stateOn, value: chosen.on && longDate(chosen.on, locale) },
  ].flatMap(({ filter, name, value }) =>
    value === "" ? [] : [{ name, value, clearHref: filteredHref(search, { [filter]: null }) }],
  );
  return (
    <>
      <form className="query">
        <TextField
          name="q"
          label={t.keyword}
          defaultValue={chosen.q}
          small
          fieldClass="w2"
          maxLength={60}
          autoComplete="off"
        />
        <MoreFilters open={chips.length > (chosen.q ? 1 : 0)}>
          <SelectField
            name="state"
            label={t.state}
            empty={t.anyState}
            choices={LISTED_STATES.map((value) => ({ value, text: t.states[value] }))}
            defaultValue={chosen.state ?? ""}
            small
          />
          <TextField
            name="on"
            label={t.stateOn}
            placeholder="2026-07-01"
            defaultValue={chosen.on}
            small
            figures
            inputMode="numeric"
            autoComplete="off"
          />
        </MoreFilters>
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      <Chips items={chips} clearAllHref="/laws" />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(lawsText);
  const locale = useLocale();
  return [
    {
      key: "law",
      head: t.law,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/laws/${row.lawId}`}>{row.name}</a>
          {row.title !== row.name && <Sub>{row.title}</Sub>}
        </>
      ),
    },
    { key: "state", head: t.state, cell: (row) => <LawStateMark is={row.is} /> },
    {
      key: "current",
      head: t.version,
      cell: ({ current }) =>
        current && (
          <>
            {t.versionOf(longDate(current.version, locale))}
            <Sub>{t.articlesOf(current.articles)}</Sub>
          </>
        ),
    },
    { key: "versions", head: t.versionCount, align: "right", cell: (row) => row.versions },
    { key: "questions", head: t.questions, align: "right", cell: (row) => row.questions },
  ];
}
