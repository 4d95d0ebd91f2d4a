/**
 * 考试情况: how many should have sat an exam, how many did, what came of them, in a unit and in its subtree.
 * In: sums by unit, people and never papers; the tree. Out: sums of subtrees, rates, what changed since the last sitting.
 */

/** Whom a figure counts. 应考 = 实考 + 缺考; 实考 = 合格 + 不合格 + 未评分 + 成绩无效. Exempt people are in none of them. */
export const REPORT_GROUPS = [
  "should", // 应考
  "sat", // 实考
  "absent", // 缺考
  "exempt", // 免考
  "passed", // 合格
  "failed", // 不合格
  "unmarked", // 未评分
  "void", // 成绩无效
  "misconduct", // 违纪
  "cheating", // 作弊
  "late", // 有迟到答案
] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

/** Steps of a tenth of the full mark. */
export const REPORT_BARS = 10;

export type Sums = Record<ReportGroup, number> & {
  /** 人次: papers begun. More than `sat` where somebody sat again. */
  papers: number;
  /** Of passed and failed together: their best papers by share of the full mark, and the sum of the shares. */
  histogram: number[];
  shares: number;
};

export const NO_SUMS: Sums = {
  ...(Object.fromEntries(REPORT_GROUPS.map((group) => [group, 0])) as Record<ReportGroup, number>),
  papers: 0,
  histogram: Array.from({ length: REPORT_BARS }, () => 0),
  shares: 0,
};

export function addedSums(all: readonly Sums[]): Sums {
  return all.reduce(
    (total, one) => ({
      ...(Object.fromEntries(REPORT_GROUPS.map((group) => [group, total[group] + one[group]])) as Record<
        ReportGroup,
        number
      >),
      papers: total.papers + one.papers,
      histogram: total.histogram.map((count, step) => count + (one.histogram[step] ?? 0)),
      shares: total.shares + one.shares,
    }),
    NO_SUMS,
  );
}

export type Rates = {
  /** 参考率: 实考 of 应考. */
  attendance: number | null;
  /** 合格率 over 应考: whoever stayed away did not pass. */
  passedOfShould: number | null;
  /** 合格率 over 实考; whoever cheated sat, and did not pass. */
  passedOfSat: number | null;
};

/** Null where there is nobody to count. */
export function ratesOf({ should, sat, passed }: Pick<Sums, "should" | "sat" | "passed">): Rates {
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    attendance: share(sat, should),
    passedOfShould: share(passed, should),
    passedOfSat: share(passed, sat),
  };
}

/** Mean share of the full mark over the results that count. */
export function meanShare({
  passed,
  failed,
  shares,
}: Pick<Sums, "passed" | "failed" | "shares">): number | null {
  return passed + failed === 0 ? null : shares / (passed + failed);
}

type Unit = { unitId: string; shortName: string; path: string; parentId: string | null };
export type UnitLine = {
  unitId: string;
  name: string;
  /** How far below the first line. */
  depth: number;
  /** Only the people of the unit itself, whose subunits stand beside it. */
  isSelf: boolean;
  sums: Sums;
};

const isNobody = ({ should, exempt, misconduct, cheating }: Sums) =>
  should + exempt + misconduct + cheating === 0;

const subtreeSums = (units: readonly Unit[], direct: ReadonlyMap<string, Sums>, path: string): Sums =>
  addedSums(units.flatMap((unit) => (unit.path.startsWith(path) ? (direct.get(unit.unitId) ?? []) : [])));

/**
 * One level of the tree: under the chosen unit, or under the only one at the top, its own people and then each subunit
 * with all below it; several at the top stand side by side. Units without anybody are left out.
 */
export function levelLines(
  units: readonly Unit[],
  direct: ReadonlyMap<string, Sums>,
  chosen: Unit | null,
): UnitLine[] {
  const known = new Set(units.map(({ unitId }) => unitId));
  const tops = units.filter(({ parentId }) => parentId === null || !known.has(parentId));
  const over = chosen ?? (tops.length === 1 ? tops[0]! : null);
  const below = over ? units.filter(({ parentId }) => parentId === over.unitId) : tops;
  const self = over
    ? [{ ...lineOf(over, direct.get(over.unitId) ?? NO_SUMS), isSelf: below.length > 0 }]
    : [];
  return [...self, ...below.map((unit) => lineOf(unit, subtreeSums(units, direct, unit.path)))].filter(
    ({ sums }) => !isNobody(sums),
  );
}

/** Every unit of the tree with anybody in its subtree, parents before children. */
export function treeLines(units: readonly Unit[], direct: ReadonlyMap<string, Sums>): UnitLine[] {
  const depthOf = ({ path }: Unit) => path.split("/").length;
  const least = Math.min(...units.map(depthOf));
  return units
    .map((unit) => ({
      ...lineOf(unit, subtreeSums(units, direct, unit.path)),
      depth: depthOf(unit) - least,
    }))
    .filter(({ sums }) => !isNobody(sums));
}

const lineOf = ({ unitId, shortName }: Unit, sums: Sums): UnitLine => ({
  ...{ unitId, name: shortName, depth: 0, isSelf: false, sums },
});
