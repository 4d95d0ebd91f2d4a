import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { viewQuery, viewsOf } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { lacksSomething } from "~/casework/incomplete-files.server";
import { inShort, standingOfPeople } from "~/casework/standing-of-people.server";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import { endsWithin, holdsCertificate } from "~/certification/status-sql.server";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { filteredHref } from "~/components/filters";
import { Icon } from "~/components/icon";
import { ListBar } from "~/components/list-bar";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { PeopleQuery } from "~/components/people-query";
import { PeopleTable } from "~/components/people-table";
import { SavedViews } from "~/components/saved-views";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { COUNTED } from "~/paging";
import { countByCategory, isInScope, listPeople, scopeOf } from "~/personnel/people.server";
import { filtersFrom } from "~/personnel/people-filters";
import { unitsFor } from "~/personnel/person-scope.server";
import { STUDY_GROUP_WORDS } from "~/rulebook/words";
import { certificationText } from "~/text/certification";
import { shortDate } from "~/text/dates";
import { identityNames, statusNames } from "~/text/identity-names";
import { listsText } from "~/text/lists";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "person:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const units = await unitsFor(prisma, actor, "person:read", today);
  const asked = filtersFrom(search, units);
  const { filters: own, typed, certificate, within, after, before } = asked;
  const scope = await scopeOf(prisma, pathsFor(actor, "person:read"), today, units);

  const number = await personByCertificate(typed.q);
  if (number && (await isInScope(prisma, number, scope, today))) throw redirect(`/people/${number}`);

  const status = (["none", ...CERTIFICATE_STATUSES] as const).find((one) => one === certificate);
  const also = [
    ...(status ? [holdsCertificate(status, now)] : []),
    ...(within ? [endsWithin(within, now)] : []),
    ...(asked.incomplete ? [await lacksSomething(prisma, today, now)] : []),
  ];
  const filters = { ...own, also };
  const page = await listPeople(prisma, scope, filters, { after, before }, today);
  const ids = page.people.map(({ personId }) => personId);
  const standing = await standingOfPeople(prisma, ids, now);
  return {
    today,
    typed,
    search: search.toString(),
    units: units.map(({ unitId, name, path }) => ({ unitId, name, path })),
    scopeName: units[0]?.shortName ?? "",
    counts: own.category ? await countByCategory(prisma, scope, filters, today) : page.categories,
    total: page.total,
    hasPrevious: page.hasPrevious,
    hasNext: page.hasNext,
    views: await viewsOf(prisma, actor.accountId, "people"),
    query: viewQuery(search.toString()),
    people: page.people.map((person) => ({ ...person, ...inShort(standing.get(person.personId)!) })),
    mayWrite: can(actor, "person:write"),
    mayImport: can(actor, "roster:import"),
    mayUnmask: can(actor, "person:unmask"),
    mayOpen: can(actor, "person:read-file"),
  };
}

/** The search box of every page also takes a certificate's number. */
async function personByCertificate(typed: string): Promise<string | null> {
  if (!/\d{4}/.test(typed)) return null;
  const found = await prisma.certificate.findUnique({ where: { number: typed }, select: { personId: true } });
  return found?.personId ?? null;
}

export default function People() {
  const data = useLoaderData<typeof loader>();
  const t = useText(personnelText);
  const lists = useText(listsText);
  const { search, people, total, mayWrite, mayImport } = data;
  const href = (changes: Record<string, string | null>) => filteredHref(search, { ...changes, done: null });
  const first = people[0]?.personId ?? "";
  const last = people.at(-1)?.personId ?? "";
  const count = total === null ? lists.people(lists.moreThan(COUNTED)) : t.total(total);
  const isFiltered = Object.values(data.typed).some((value) => value !== "");
  const acts = (
    <>
      {mayImport && (
        <LinkButton href="/people/imports/new">
          <Icon name="upload" />
          {t.import}
        </LinkButton>
      )}
      {mayWrite && (
        <LinkButton kind="primary" href="/people/new">
          <Icon name="plus" />
          {t.register}
        </LinkButton>
      )}
    </>
  );
  return (
    <>
      <PageHead title={t.title} lede={t.lede} acts={acts} />
      <Views href={href} />
      <PeopleQuery typed={data.typed} units={data.units} mayComplete={mayWrite} />
      <FiltersInForce href={href} />
      <SavedViews list="people" views={data.views} query={data.query} />
      <ListBar>
        <span>
          <b>{count}</b>
          {people.length > 0 && `${t.join}${t.order}`}
        </span>
        <a className="act-link" href="/people/last-four">
          {lists.lastFour.link}
        </a>
        <ExportLinks
          href="/people/export"
          query={data.query}
          wholeHref={data.mayUnmask ? "/people/exports/new" : undefined}
        />
      </ListBar>
      {people.length === 0 ? (
        <Empty
          title={isFiltered ? t.empty : t.emptyAll}
          acts={isFiltered ? <LinkButton href="/people">{t.clear}</LinkButton> : acts}
        >
          {isFiltered ? t.emptyBody : t.emptyAllBody}
        </Empty>
      ) : (
        <div>
          <PeopleTable
            people={people}
            mayOpen={data.mayOpen}
            unitNames={Object.fromEntries(data.units.map((unit) => [unit.unitId, unit.name]))}
          />
          <KeysetPager
            summary={count}
            search={data.search}
            before={data.hasPrevious && first}
            after={data.hasNext && last}
          />
        </div>
      )}
      <footer className="page-foot">
        <span>{t.dashed}</span>
      </footer>
    </>
  );
}

type Href = (changes: Record<string, string | null>) => string;

function Views({ href }: { href: Href }) {
  const { counts, typed } = useLoaderData<typeof loader>();
  const t = useText(personnelText);
  const count = (category: string) => (counts as Record<string, number>)[category] ?? 0;
  // Too many to count: every category is offered, without figures.
  const counted = Object.keys(counts).length > 0;
  return (
    <Tabs
      label={t.views}
      items={[
        {
          href: href({ category: null }),
          text: t.viewAll,
          ...(counted ? { count: count("all") } : {}),
          current: typed.category === "",
        },
        ...STUDY_GROUP_WORDS.filter((category) => !counted || count(category) > 0).map((category) => ({
          href: href({ category }),
          text: t.categories[category],
          ...(counted ? { count: count(category) } : {}),
          current: typed.category === category,
        })),
      ]}
    />
  );
}

function FiltersInForce({ href }: { href: Href }) {
  const { typed, units, today, scopeName } = useLoaderData<typeof loader>();
  const t = useText(personnelText);
  const identities: Record<string, string> = useText(identityNames);
  const categories: Record<string, string> = t.categories;
  const states: Record<string, string> = { ...useText(statusNames), ...t.states };
  const lists = useText(listsText);
  const certificates: Record<string, string> = useText(certificationText).status;
  const unitName = units.find((unit) => unit.unitId === typed.unit)?.name ?? "";
  const chips = [
    { filter: "q", name: t.find, value: typed.q },
    { filter: "unit", name: t.unit, value: unitName },
    { filter: "identity", name: t.identity, value: identities[typed.identity] ?? "" },
    { filter: "category", name: t.category, value: categories[typed.category] ?? "" },
    {
      filter: "certificate",
      name: lists.certificate,
      value: typed.certificate === "none" ? lists.none : (certificates[typed.certificate] ?? ""),
    },
    {
      filter: "within",
      name: lists.within,
      value: typed.within ? lists.days(Number(typed.within)) : "",
    },
    { filter: "file", name: lists.file, value: typed.file ? lists.incomplete : "" },
  ].flatMap(({ filter, name, value }) =>
    value === "" ? [] : [{ name, value, clearHref: href({ [filter]: null }) }],
  );
  const state = typed.state || "current";
  return (
    <Chips
      items={[
        {
          name: t.state,
          value: states[state] ?? "",
          clearHref: state === "all" ? undefined : href({ state: "all" }),
        },
        ...chips,
        { name: t.asOf, value: shortDate(today) },
        { name: t.scope, value: scopeName },
      ]}
      clearAllHref={chips.length > 0 ? "/people" : undefined}
    />
  );
}
