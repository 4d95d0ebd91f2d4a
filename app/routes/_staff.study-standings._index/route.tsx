import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { filteredHref } from "~/components/filters";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { categoriesAsked, quotasOf, standingPage, unitTallies } from "~/study/standing-list.server";
import { SIDES } from "~/study/standing-side";
import { listsText } from "~/text/lists";
import { studyStandingsText } from "~/text/study-standings";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { usePeopleColumns, useUnitColumns } from "./columns";
import { Query } from "./query";

export const meta = titled(studyStandingsText, (t) => t.title);

const YEARS_BACK = 3;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study:read"), today);
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, back) => yearOf(today) - back);
  const year = years.find((known) => String(known) === search.get("year")) ?? yearOf(today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const unitIds = shown.map(({ unitId }) => unitId);
  const quotas = await quotasOf(prisma, unitIds, year);
  const quotaId = quotas.find((known) => known === search.get("quota")) ?? preferred(quotas);
  const side = SIDES.find((known) => known === search.get("side"));
  const categories = await categoriesAsked(prisma, { unitIds, year, quotaId });
  const category = categories.find((known) => known === search.get("category"));
  const filter = { unitIds, year, quotaId, side, category };
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const tallies = await unitTallies(prisma, filter, today);
  const page = await standingPage(prisma, filter, placeFrom(search), today);
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    tallies: tallies.map((tally) => ({ ...tally, unitName: names.get(tally.unitId) ?? "" })),
    quotas,
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    ...{ years, categories },
    chosen: { year, quotaId, side: side ?? "", category: category ?? "", unit: unit?.unitId ?? "" },
    mayOpen: can(actor, "person:read-file"),
  };
}

/** The quota this product began with, where somebody owes it. */
const preferred = (quotas: readonly string[]) =>
  quotas.find((quota) => quota === "enforcement-15-days") ?? quotas.toSorted()[0] ?? "";

export default function StudyStandings() {
  const { rows, tallies, total, hasPrevious, hasNext, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyStandingsText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const people = usePeopleColumns();
  const units = useUnitColumns();
  const sum = (key: "owing" | "met" | "onTrack" | "behind") =>
    tallies.reduce((all, tally) => all + tally[key], 0);
  const at = (side: string | null) => filteredHref(search, { side, after: null, before: null });
  const count = total === null ? lists.moreThan(COUNTED) : t.people(total);
  return (
    <>
      <PageHead title={t.title} lede={t.lede(chosen.year)} />
      <Stats
        items={[
          { key: "owing", label: t.owing, value: sum("owing"), href: at(null) },
          { key: "behind", label: t.sides.behind, value: sum("behind"), href: at("behind") },
          { key: "on-track", label: t.sides["on-track"], value: sum("onTrack"), href: at("on-track") },
          { key: "met", label: t.sides.met, value: sum("met"), href: at("met") },
        ]}
      />
      <Query />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.list}
        columns={people}
        rows={rows}
        keyOf={(row) => row.personId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.none, body: t.noneBody }}
      />
      {tallies.length > 1 && (
        <Section title={t.units}>
          <Table label={t.unitsLabel} columns={units} rows={tallies} keyOf={(tally) => tally.unitId} />
        </Section>
      )}
    </>
  );
}
