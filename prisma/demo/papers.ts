/** The banks, and the blueprints papers are drawn by. Everything is read from the one shipped bank of general law. */
import type { Tx } from "~/db.server";
import type { Blueprint, BlueprintCell } from "~/questions/blueprint";
import { saveBlueprint } from "~/questions/blueprints.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

export const LAWS = ["行政处罚法", "行政强制法"] as const;
export type Law = (typeof LAWS)[number];

export type PaperCode = "general" | "special" | `monthly-${Law}`;

const BANK = "general-law";

type Part = Pick<BlueprintCell, "type" | "count" | "marksEach" | "partsEach">;
const paper = (law: Law | null, ...parts: Part[]): Blueprint => ({
  cells: parts.map((part) => ({ bank: BANK, law, difficulty: null, ...part })),
  fixed: [],
  exposureCap: null,
});

const qualification = paper(
  null,
  { type: "true-false", count: 10, marksEach: 1 },
  { type: "single-choice", count: 20, marksEach: 2 },
  { type: "multiple-choice", count: 10, marksEach: 2 },
  { type: "case-group", count: 2, partsEach: 3, marksEach: 5 },
);
const monthly = (law: Law) =>
  paper(
    law,
    { type: "true-false", count: 2, marksEach: 10 },
    { type: "single-choice", count: 3, marksEach: 20 },
    { type: "multiple-choice", count: 1, marksEach: 20 },
  );

/** Ids of blueprint versions, once they are saved. */
export type Papers = Map<PaperCode, string>;

export function tellPapers(district: District): Papers {
  const papers: Papers = new Map();
  district.chronicle.on(officeHour(ago(district.today, { months: 15 }), "09:00"), async (tx, now) => {
    const by = actor(district, "legal");
    await loadBanksInto(tx, by, now);
    await save(tx, "general", { "zh-CN": "通用法律知识试卷", en: "General law paper" }, qualification);
    await save(tx, "special", { "zh-CN": "专门法律知识试卷", en: "Special law paper" }, qualification);
    for (const law of LAWS) {
      const title = { "zh-CN": `每月一法测试：${law}`, en: `Monthly law test: ${law}` };
      await save(tx, `monthly-${law}`, title, monthly(law));
    }

    async function save(tx: Tx, code: PaperCode, title: { "zh-CN": string; en: string }, rules: Blueprint) {
      const stored = code === "general" || code === "special" ? code : `monthly-${LAWS.indexOf(code.slice(8) as Law) + 1}`;
      papers.set(code, await saveBlueprint(tx, { code: stored, title, rules }, by, now));
    }
  });
  return papers;
}
