import { useLoaderData, useSearchParams } from "@remix-run/react";
import { filteredHref } from "~/components/filters";
import { Status, type Tone } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import type { Side } from "~/study/standing-side";
import { studyText } from "~/text/study";
import { cureIn } from "~/text/study-cures";
import { studyStandingsText } from "~/text/study-standings";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

type Loaded = Awaited<ReturnType<typeof loader>>;
type Row = Loaded["rows"][number];
type Tally = Loaded["tallies"][number];

const tones: Record<Side, Tone> = { behind: "warn", "on-track": "info", met: "ok" };

export function usePeopleColumns(): Column<Row>[] {
  const { mayOpen, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyStandingsText);
  const { amounts } = useText(studyText);
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          {mayOpen ? <a href={`/people/${row.personId}`}>{row.name}</a> : row.name}
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "credited",
      head: t.credited,
      align: "right",
      cell: (row) => (
        <span className="num nb">{t.of(String(row.credited), amounts[row.measure](row.required))}</span>
      ),
    },
    {
      key: "status",
      head: t.status,
      cell: ({ side }) => <Status tone={tones[side]}>{t.sides[side]}</Status>,
    },
    { key: `cure ${chosen.quotaId}`, head: t.cure, cell: (row) => <Wanting row={row} /> },
  ];
}

/** What would cure it; under it each category that is short. */
function Wanting({ row: { cures, categories } }: { row: Row }) {
  const { categories: names, standing: t } = useText(studyText);
  const locale = useLocale();
  return (
    <>
      {cureIn(locale, cures)}
      {categories
        .filter(({ required, credited }) => credited < required)
        .map(({ category, required, credited }) => (
          <Sub key={category}>
            {t.categoryShort(names[category], credited, required, Math.ceil(required - credited))}
          </Sub>
        ))}
    </>
  );
}

export function useUnitColumns(): Column<Tally>[] {
  const t = useText(studyStandingsText);
  const [search] = useSearchParams();
  const at = (tally: Tally, side: Side) =>
    filteredHref(search, { unit: tally.unitId, side, after: null, before: null });
  const figure = (side: Side, of: (tally: Tally) => number): Column<Tally> => ({
    key: side,
    head: t.sides[side],
    align: "right",
    cell: (tally) => (of(tally) > 0 ? <a href={at(tally, side)}>{of(tally)}</a> : 0),
  });
  return [
    { key: "unit", head: t.unit, heads: true, cell: (tally) => tally.unitName },
    { key: "owing", head: t.owing, align: "right", cell: (tally) => tally.owing },
    figure("behind", (tally) => tally.behind),
    figure("on-track", (tally) => tally.onTrack),
    figure("met", (tally) => tally.met),
  ];
}
