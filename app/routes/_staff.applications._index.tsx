import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { viewQuery, viewsOf } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { APPLICATION_KINDS, APPLICATION_STATES } from "~/certification/application";
import { applicationPage } from "~/certification/application-list.server";
import { ApplicationTable } from "~/components/application-table";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SavedViews } from "~/components/saved-views";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { REVIEWER_WORDS } from "~/rulebook/words";
import { certificationText } from "~/text/certification";
import { fieldChoices, fieldCodes, fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.applications.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "application:read"), chinaDateOf(now));
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const filters = {
    units: unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units,
    state: APPLICATION_STATES.find((known) => known === search.get("state")),
    kind: APPLICATION_KINDS.find((known) => known === search.get("kind")),
    field: fieldCodes.find((known) => known === search.get("field")),
    turn: REVIEWER_WORDS.find((known) => known === search.get("turn")),
    mine: search.get("mine") === "1",
    overdue: search.get("overdue") === "1",
  };
  const { state = null, kind = null, field = null, turn = null, mine, overdue } = filters;
  return {
    ...(await applicationPage(prisma, actor, filters, placeFrom(search), now)),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: {
      unit: unit?.unitId ?? "",
      unitName: unit?.shortName ?? "",
      state,
      kind,
      field,
      turn,
      mine,
      overdue,
    },
    views: await viewsOf(prisma, actor.accountId, "applications"),
    query: viewQuery(search.toString()),
    maySubmit: can(actor, "application:submit"),
    mayReview: can(actor, "application:review"),
    mayIssue: can(actor, "certificate:issue"),
    submitted: search.get("done") === "submitted" ? Number(search.get("n")) || 1 : 0,
  };
}

export default function Applications() {
  const data = useLoaderData<typeof loader>();
  const { rows, total, hasPrevious, hasNext, maySubmit, mayIssue, submitted } = data;
  const all = useText(certificationText);
  const t = all.applications;
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const href = (changes: Record<string, string | null>) =>
    filteredHref(search, { ...changes, done: null, n: null });
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            {mayIssue && (
              <LinkButton kind={maySubmit ? "plain" : "primary"} href="/issuances">
                {all.issuances.title}
              </LinkButton>
            )}
            {maySubmit && (
              <LinkButton kind="primary" href="/applications/new">
                {t.new}
              </LinkButton>
            )}
          </>
        }
      />
      {submitted > 0 && <Notice tone="ok" live title={t.done.submitted(submitted)} />}
      <Filters href={href} />
      <SavedViews list="applications" views={data.views} query={data.query} />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<LinkButton href="/applications">{t.clear}</LinkButton>}>
          {t.empty}
        </Empty>
      ) : (
        <>
          <ApplicationTable rows={rows} />
          <KeysetPager
            summary={count}
            search={search}
            before={hasPrevious && rows[0]!.id}
            after={hasNext && rows.at(-1)!.id}
          />
        </>
      )}
    </>
  );
}

type Href = (changes: Record<string, string | null>) => string;

function Filters({ href }: { href: Href }) {
  const { units, chosen, mayReview } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.applications;
  const lists = useText(listsText);
  const locale = useLocale();
  const { state, kind, field, turn, mine, overdue } = chosen;
  const [search] = useSearchParams();
  const chips = chipsOf(
    search,
    [
      { filter: "mine", name: t.columns.turn, value: mine ? t.mine : "" },
      { filter: "overdue", name: t.columns.limit, value: overdue ? t.overdue : "" },
      { filter: "turn", name: t.columns.turn, value: turn ? all.reviewers[turn] : "" },
      { filter: "state", name: t.filters.state, value: state ? all.states[state] : "" },
      { filter: "kind", name: t.columns.kind, value: kind ? all.kinds[kind] : "" },
      { filter: "unit", name: t.filters.unit, value: chosen.unitName },
      { filter: "field", name: lists.field, value: field ? fieldName(locale, field) : "" },
    ],
    ["done", "n"],
  );
  return (
    <>
      <Tabs
        label={t.columns.turn}
        items={[
          { href: href({ mine: null, overdue: null }), text: t.filters.any, current: !mine && !overdue },
          ...(mayReview
            ? [{ href: href({ mine: "1", overdue: null }), text: t.mine, current: mine && !overdue }]
            : []),
          { href: href({ mine: null, overdue: "1" }), text: t.overdue, current: overdue },
        ]}
      />
      <ListQuery
        submit={t.filters.apply}
        narrowings={[
          {
            ...{ name: "state", label: t.filters.state, empty: t.filters.any, value: state },
            choices: APPLICATION_STATES.map((value) => ({ value, text: all.states[value] })),
          },
          {
            ...{ name: "turn", label: t.columns.turn, empty: t.filters.any, value: turn },
            choices: REVIEWER_WORDS.map((value) => ({ value, text: all.reviewers[value] })),
          },
        ]}
        isOpen={kind !== null || field !== null || chosen.unit !== ""}
        folded={[
          {
            ...{ name: "kind", label: t.columns.kind, empty: lists.anyKind, value: kind },
            choices: APPLICATION_KINDS.map((value) => ({ value, text: all.kinds[value] })),
          },
          { name: "unit", label: t.filters.unit, empty: t.filters.any, choices: units, value: chosen.unit },
          {
            ...{ name: "field", label: lists.field, empty: lists.anyField, value: field },
            choices: fieldChoices(locale),
          },
        ]}
      >
        {mine && <input type="hidden" name="mine" value="1" />}
        {overdue && <input type="hidden" name="overdue" value="1" />}
      </ListQuery>
      <Chips items={chips} clearAllHref="/applications" />
    </>
  );
}
