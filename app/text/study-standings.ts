import type { Side } from "~/study/standing-side";
import type { Catalogue } from "./text";

/** Where everybody stands in a year of study: the red list, unit by unit and person by person. */
const zh = {
  title: "学法进度",
  lede: (year: number) => `${year} 年每人每项定额的进度，缺得最多的排在最前。随台账同步更新。`,
  quota: "定额",
  unit: "单位",
  allUnits: "全部单位",
  year: "年度",
  side: "进度",
  anySide: "全部进度",
  categoryShort: "类别不足",
  anyCategory: "不限类别",
  query: "查询",
  sides: { behind: "落后", "on-track": "进行中", met: "达标" } satisfies Record<Side, string>,
  owing: "应学人数",
  people: (n: number) => `${n} 人`,
  person: "人员",
  credited: "已认定",
  of: (credited: string, required: string) => `${credited} / ${required}`,
  cure: "怎样补足",
  status: "进度",
  units: "各单位",
  unitsLabel: "各单位学法进度",
  list: "人员学法进度",
  none: "没有符合条件的人员",
  noneBody: "这一年度还没有学法定额，或者没有人符合查询条件。",
};
const en: typeof zh = {
  title: "Study progress",
  lede: (year) =>
    `Everybody's progress under each quota in ${year}, the largest gap first. It follows the ledger.`,
  quota: "Quota",
  unit: "Unit",
  allUnits: "All units",
  year: "Year",
  side: "Progress",
  anySide: "Any progress",
  categoryShort: "Short of",
  anyCategory: "Any category",
  query: "Search",
  sides: { behind: "Behind", "on-track": "Under way", met: "Met" },
  owing: "Owing study",
  people: (n) => `${n} ${n === 1 ? "person" : "people"}`,
  person: "Person",
  credited: "Credited",
  of: (credited, required) => `${credited} / ${required}`,
  cure: "What would cure it",
  status: "Progress",
  units: "By unit",
  unitsLabel: "Study progress by unit",
  list: "Study progress of people",
  none: "Nobody fits",
  noneBody: "There is no quota for this year, or nobody fits the filters.",
};

export const studyStandingsText: Catalogue<typeof zh> = { "zh-CN": zh, en };
