import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { CHANGE_KINDS, type RuleChange } from "~/casework/rule-change";
import { PREVIEWED_AT_MOST, previewRules } from "~/casework/rule-change.server";
import { requireDraft } from "~/casework/rule-pack-scope.server";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { longDate } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.whatIfTitle);

const SHOWN = 50;

/** Names of people: only those whom the reader may see anyway. A new pack is tried on those its model binds. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { draft } = await requireDraft(request, params.draftId, "rule-pack:read", now);
  const actor = await requirePermission(request, "person:read");
  const search = new URL(request.url).searchParams;
  const kind = CHANGE_KINDS.find((known) => known === search.get("kind")) ?? null;
  const rules = { before: draft.base.pack, after: draft.pack };
  const paths = pathsFor(actor, "person:read");
  const preview = await previewRules(prisma, { code: draft.base.pack.id, rules, paths }, now);
  const changed = preview.changed.filter(
    ({ changes }) => kind === null || changes.some((one) => one.kind === kind),
  );
  const pages = Math.max(1, Math.ceil(changed.length / SHOWN));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(search.get("page") ?? 1)) || 1));
  const { draftId, code, title } = draft;
  return {
    draftId,
    code,
    title,
    kind,
    people: preview.people,
    judged: preview.judged,
    most: PREVIEWED_AT_MOST,
    kinds: CHANGE_KINDS.filter((known) => preview.counts[known] > 0 || known === kind).map((known) => ({
      kind: known,
      count: preview.counts[known],
    })),
    affected: preview.changed.length,
    total: changed.length,
    page,
    pages,
    rows: changed.slice((page - 1) * SHOWN, page * SHOWN),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function WhatIf() {
  const { draftId, code, title, kind, people, judged, most, kinds, affected, total, page, pages, rows } =
    useLoaderData<typeof loader>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const draftTitle = t.draftOf(packTitle(locale, code, title));
  const query = (of: string | null, number = 1) =>
    `?${new URLSearchParams([...(of ? [["kind", of]] : []), ...(number > 1 ? [["page", String(number)]] : [])])}`;
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: ({ personId, name, unitName }) => (
        <>
          <a href={`/people/${personId}`}>{name}</a>
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    {
      key: "change",
      head: t.change,
      cell: ({ changes }) => changes.map((one) => <ChangeLine key={one.kind} change={one} />),
    },
    {
      key: "reasons",
      head: t.reasons,
      cell: ({ changes }) =>
        changes
          .flatMap(({ refusals }) => refusals)
          .map((one) => refusalIn(locale, one))
          .map(({ code: reason, rule, sentence }) => (
            <Sub key={`${reason} ${sentence}`}>{[rule, sentence].filter(Boolean).join(" ")}</Sub>
          )),
    },
  ];
  return (
    <>
      <PageHead
        title={t.whatIfTitle}
        lede={t.whatIfLede}
        crumbs={[
          { text: rules.title, href: "/rule-packs" },
          { text: draftTitle, href: `/rule-packs/drafts/${draftId}` },
          { text: t.whatIfTitle },
        ]}
      />
      <p className="mb-4">
        {people === 0 ? t.noScope : t.judged(judged, people)} <span className="quiet">{t.bound(most)}</span>
      </p>
      <Tabs
        label={t.change}
        items={[
          { href: query(null), text: t.all, count: affected, current: kind === null },
          ...kinds.map(({ kind: known, count }) => ({
            href: query(known),
            text: t.kinds[known],
            count,
            current: known === kind,
          })),
        ]}
      />
      {rows.length === 0 ? (
        <p className="quiet">{t.nobody}</p>
      ) : (
        <>
          <Table
            label={t.affected(affected)}
            columns={columns}
            rows={rows}
            keyOf={({ personId }) => personId}
          />
          <Pager
            summary={t.page((page - 1) * SHOWN + 1, (page - 1) * SHOWN + rows.length, total)}
            page={page}
            pages={pages}
            hrefOf={(number) => query(kind, number)}
          />
        </>
      )}
    </>
  );
}

function ChangeLine({ change: { kind, before, after } }: { change: RuleChange }) {
  const t = useText(draftsText);
  const locale = useLocale();
  const sides: Record<string, string> = t.sides;
  const said = (value: string | null) =>
    value === null ? t.noEnd : kind === "study-side" ? (sides[value] ?? value) : longDate(value, locale);
  const dated = kind === "study-side" || kind === "renewal-window" || kind === "next-validity";
  return (
    <div>
      {t.kinds[kind]}
      {dated && <Sub>{t.fromTo(said(before), said(after))}</Sub>}
    </div>
  );
}
