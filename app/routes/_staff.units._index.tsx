import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { viewQuery, viewsOf } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { BodyMark } from "~/components/body-mark";
import { Button, LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { filteredHref } from "~/components/filters";
import { InEstablishment } from "~/components/in-establishment";
import { ListBar } from "~/components/list-bar";
import { MoreFilters } from "~/components/more-filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SavedViews } from "~/components/saved-views";
import { SelectField } from "~/components/select-field";
import { type Column, Sub, Table } from "~/components/table";
import { Tag } from "~/components/tag";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { bodyProblem, depthOf, UNIT_KINDS } from "~/organisation/unit";
import { BODY_STATES, fits, pageOf, unitFiltersFrom } from "~/organisation/unit-filters";
import { bodiesAt, establishmentsOf, unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { headcountsShown } from "~/personnel/headcount.server";
import { HEADS_SHOWN } from "~/personnel/people-filters";
import { common } from "~/text/common";
import { fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import { organisationText } from "~/text/organisation";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit:read");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "unit:read"), today);
  const search = new URL(request.url).searchParams;
  const asked = unitFiltersFrom(search);
  const bodies = await bodiesAt(
    prisma,
    units.map(({ unitId }) => unitId),
    { trueOn: today },
  );
  const found = units.filter((unit) => fits(unit, bodies.get(unit.unitId) ?? null, asked, today));
  const page = pageOf(found, placeFrom(search), ({ unitId }) => unitId);
  const ids = page.rows.map(({ unitId }) => unitId);
  const counts = await headcountsShown(prisma, ids, today);
  const establishments = await establishmentsOf(prisma, ids, today);
  const shallowest = Math.min(...units.map(({ path }) => depthOf(path)));
  return {
    mayWrite: can(actor, "unit:write"),
    isClosed: search.get("done") === "closings",
    asked,
    total: found.length,
    hasPrevious: page.hasPrevious,
    hasNext: page.hasNext,
    views: await viewsOf(prisma, actor.accountId, "units"),
    query: viewQuery(search.toString()),
    units: page.rows.map((unit) => {
      const body = bodies.get(unit.unitId) ?? null;
      return {
        ...unit,
        depth: depthOf(unit.path) - shallowest,
        body,
        problem: bodyProblem(body, today),
        counts: counts.get(unit.unitId) ?? { people: 0, established: 0, officers: 0, fullTimeLegal: 0 },
        establishment: establishments.get(unit.unitId) ?? null,
      };
    }),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["units"][number];

/** Whole class names, so that the stylesheet has them. */
const indents = ["block", "block pl-5", "block pl-10", "block pl-15", "block pl-20"];

export default function Units() {
  const { units, mayWrite, isClosed, total, hasPrevious, hasNext, views, query } =
    useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const lists = useText(listsText);
  const words = useText(common);
  const t = useText(organisationText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: ({ unitId, name, depth, civilServantsOnly }) => (
        <span className={indents[Math.min(depth, 4)]}>
          <a href={`/units/${unitId}`}>{name}</a>
          {civilServantsOnly && <Sub>{t.civilServantsOnly}</Sub>}
        </span>
      ),
    },
    { key: "kind", head: t.kind, cell: ({ kind }) => <Tag>{t.kinds[kind]}</Tag> },
    { key: "body", head: t.body, cell: ({ body, problem }) => <BodyMark body={body} problem={problem} /> },
    {
      key: "fields",
      head: t.fields,
      cell: ({ body }) => body?.fields.map((field) => fieldName(locale, field)).join(" ") ?? "",
    },
    {
      key: "people",
      head: t.people,
      align: "right",
      cell: ({ unitId, counts }) => (
        <a href={`/people?unit=${unitId}`}>
          {counts.people > HEADS_SHOWN ? lists.atLeast(HEADS_SHOWN) : counts.people}
        </a>
      ),
    },
    { key: "officers", head: t.officers, align: "right", cell: ({ counts }) => counts.officers ?? "–" },
    { key: "legal", head: t.legal, align: "right", cell: ({ counts }) => counts.fullTimeLegal },
    {
      key: "establishment",
      head: t.establishment,
      align: "right",
      cell: ({ counts, establishment }) => (
        <InEstablishment established={counts.established} establishment={establishment} />
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href="/units/new">
              {t.acts.new.title}
            </LinkButton>
          )
        }
      />
      {isClosed && (
        <div className="mb-4">
          <Notice tone="ok" live>
            {t.acts.closings.done}
          </Notice>
        </div>
      )}
      <Filters />
      <SavedViews list="units" views={views} query={query} />
      <ListBar>
        <b>{lists.items(String(total))}</b>
        <ExportLinks href="/units/export" query={query} />
      </ListBar>
      {units.length === 0 ? (
        <Empty title={lists.nothing} acts={<LinkButton href="/units">{words.filters.clearAll}</LinkButton>} />
      ) : (
        <>
          <Table label={t.tableLabel} columns={columns} rows={units} keyOf={(row) => row.unitId} wide />
          <KeysetPager
            summary={lists.items(String(total))}
            search={search}
            before={hasPrevious && units[0]!.unitId}
            after={hasNext && units.at(-1)!.unitId}
          />
        </>
      )}
    </>
  );
}

function Filters() {
  const { asked } = useLoaderData<typeof loader>();
  const t = useText(organisationText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const clear = (name: string) => filteredHref(search, { [name]: null, done: null });
  const chips = [
    { filter: "q", name: lists.name, value: asked.q },
    { filter: "kind", name: lists.kind, value: asked.kind && t.kinds[asked.kind] },
    { filter: "body", name: lists.body, value: asked.body && lists.bodies[asked.body] },
  ].flatMap(({ filter, name, value }) => (value === "" ? [] : [{ name, value, clearHref: clear(filter) }]));
  return (
    <>
      <form className="query">
        <TextField name="q" label={lists.name} defaultValue={asked.q} small fieldClass="w2" maxLength={60} />
        <MoreFilters open={asked.kind !== "" || asked.body !== ""}>
          <SelectField
            name="kind"
            label={lists.kind}
            empty={lists.anyKind}
            choices={UNIT_KINDS.map((kind) => ({ value: kind, text: t.kinds[kind] }))}
            defaultValue={asked.kind}
            small
          />
          <SelectField
            name="body"
            label={lists.body}
            empty={lists.anyBody}
            choices={BODY_STATES.map((state) => ({ value: state, text: lists.bodies[state] }))}
            defaultValue={asked.body}
            small
          />
        </MoreFilters>
        <div className="acts">
          <Button small>{lists.apply}</Button>
        </div>
      </form>
      <Chips items={chips} clearAllHref="/units" />
    </>
  );
}
