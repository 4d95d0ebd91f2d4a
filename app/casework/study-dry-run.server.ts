/** What a year would be frozen with, looked at before: open matters with where to see to them, and who took part so far. */
import { type Actor, can, pathsFor } from "~/access/permissions";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import type { UnitFacts } from "~/organisation/unit";
import { unitsUnder } from "~/organisation/units.server";
import { participation } from "~/study/participation.server";
import { statementsOwed } from "~/study/statements.server";
import { unitsOfYear, type YearAsked } from "./study-year-figures.server";
import { type OpenMatters, openMatters } from "./study-year-open.server";

/** The districts of which the reader answers for something: those below their own places, and the one they belong to. */
export async function districtsFor(tx: Tx, actor: Actor, today: DateOn): Promise<UnitFacts[]> {
  const own = pathsFor(actor, "study-year:read");
  const roots = own.map((path) => `/${path.split("/")[1]}/`);
  const units = await unitsUnder(tx, [...new Set(roots)], today);
  return units.filter(
    ({ kind, path }) =>
      kind === "jurisdiction" && own.some((mine) => path.startsWith(mine) || mine.startsWith(path)),
  );
}

type Counted = Exclude<keyof OpenMatters, "standingsBehind">;
export type Matter = { code: Counted; count: number; href: string | null };

export async function dryRun(tx: Tx, actor: Actor, { unitId, year }: YearAsked, today: DateOn) {
  const all = await unitsOfYear(tx, { unitId, year });
  const units = all.filter(({ path }) => can(actor, "study-year:read", { path }));
  const unitIds = units.map((unit) => unit.unitId);
  const owed = await statementsOwed(tx, { unitIds, year, on: today });
  const leaders = owed.map(({ personId }) => personId);
  const { standingsBehind, ...open } = await openMatters(tx, { unitIds, leaders, year });
  const counts = await participation(tx, unitIds, year);
  const records = (status: string) => `/study-records?year=${year}&status=${status}`;
  const hrefs: Record<Counted, string | null> = {
    unconfirmed: records("submitted"),
    unaccepted: records("confirmed"),
    returned: records("returned"),
    drafts: null,
    planItems: `/plans?year=${year}`,
    plans: `/plans?year=${year}`,
    reliefs: can(actor, "study-relief:read") ? `/study-reliefs?state=open` : null,
    statementsMissing: can(actor, "law-statement:read") ? `/law-statements?year=${year}` : null,
    statementsWaiting: can(actor, "law-statement:read") ? `/law-statements?year=${year}` : null,
  };
  const matters = (Object.keys(hrefs) as Counted[])
    .map((code): Matter => ({ code, count: open[code], href: hrefs[code] }))
    .filter(({ count }) => count > 0);
  return {
    ...{ matters, standingsBehind },
    units: units
      .map((unit) => ({ unitId: unit.unitId, name: unit.name, ...counts.of(unit.unitId) }))
      .filter(({ attendances }) => attendances > 0),
  };
}
