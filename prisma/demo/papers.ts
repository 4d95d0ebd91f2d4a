/** The bank, and the blueprints papers are drawn by: everything from the one shipped bank of general law. */
import type { Tx } from "~/db.server";
import type { Blueprint, BlueprintCell } from "~/questions/blueprint";
import { saveBlueprint, type Title } from "~/questions/blueprints.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

type Part = Pick<BlueprintCell, "type" | "count" | "marksEach" | "partsEach">;
const paper = (law: string | null, parts: readonly Part[]): Blueprint => ({
  cells: parts.map((part) => ({ bank: "general-law", law, difficulty: null, ...part })),
  fixed: [],
  exposureCap: null,
});
const LONG: readonly Part[] = [
  { type: "true-false", count: 10, marksEach: 1 },
  { type: "single-choice", count: 20, marksEach: 2 },
  { type: "multiple-choice", count: 10, marksEach: 2 },
  { type: "case-group", count: 2, partsEach: 3, marksEach: 5 },
];
const SHORT: readonly Part[] = [
  { type: "true-false", count: 2, marksEach: 10 },
  { type: "single-choice", count: 3, marksEach: 20 },
  { type: "multiple-choice", count: 1, marksEach: 20 },
];

const BLUEPRINTS = {
  general: { title: { "zh-CN": "通用法律知识试卷", en: "General law paper" }, rules: paper(null, LONG) },
  special: { title: { "zh-CN": "专门法律知识试卷", en: "Special law paper" }, rules: paper(null, LONG) },
  "monthly-penalty": {
    title: { "zh-CN": "每月一法测试：行政处罚法", en: "Monthly law test: Administrative Penalty Law" },
    rules: paper("行政处罚法", SHORT),
  },
  "monthly-compulsion": {
    title: { "zh-CN": "每月一法测试：行政强制法", en: "Monthly law test: Administrative Compulsion Law" },
    rules: paper("行政强制法", SHORT),
  },
} as const satisfies Record<string, { title: Title; rules: Blueprint }>;

export type PaperCode = keyof typeof BLUEPRINTS;
/** Ids of the blueprints' versions, once they are saved. */
export type Papers = Map<PaperCode, string>;

export function tellPapers(district: District): Papers {
  const papers: Papers = new Map();
  district.chronicle.on(officeHour(ago(district.today, { months: 15 }), "09:00"), async (tx: Tx, now) => {
    const by = actor(district, "legal");
    await loadBanksInto(tx, by, now);
    for (const [code, blueprint] of Object.entries(BLUEPRINTS))
      papers.set(code as PaperCode, await saveBlueprint(tx, { code, ...blueprint }, by, now));
  });
  return papers;
}
