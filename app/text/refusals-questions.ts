import type { Facts } from "~/verdict";
import { questionsText } from "./questions";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const typeIn = (locale: "zh-CN" | "en", type: Facts[string] | undefined) =>
  (questionsText[locale].types as Record<string, string>)[String(type)] ?? String(type);

const zh = {
  "blueprint.cell-short": {
    says: (f: Facts) =>
      `组卷方案第 ${f.cell} 行要 ${f.wanted} 道${typeIn("zh-CN", f.type)}${f.law ? `（${f.law}）` : ""}，题库里只能抽出 ${f.found} 道，差 ${f.missing} 道`,
    cure: () => "减少该行题数，或补充题库，或放宽题型、难度和曝光上限。",
  },
  "blueprint.fixed-missing": {
    says: (f: Facts) => `组卷方案指定的试题 ${f.code} 不在题库 ${f.bank} 中`,
    cure: () => "改选题库中现有的试题。",
  },
  "blueprint.fixed-enemies": {
    says: (f: Facts) => `组卷方案指定的试题 ${f.code} 与另一道指定试题互斥`,
    cure: () => "两道试题只能留一道。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "blueprint.cell-short": {
    says: (f) =>
      `Row ${f.cell} of the blueprint asks for ${f.wanted} questions (${typeIn("en", f.type)}${f.law ? `, ${f.law}` : ""}); the banks give ${f.found}, ${f.missing} short`,
    cure: () => "Ask for fewer, add questions, or widen type, difficulty or the exposure cap.",
  },
  "blueprint.fixed-missing": {
    says: (f) => `The fixed question ${f.code} is not in the bank ${f.bank}`,
    cure: () => "Choose a question that is in the bank.",
  },
  "blueprint.fixed-enemies": {
    says: (f) => `The fixed question ${f.code} must not stand on one paper with another fixed question`,
    cure: () => "Keep one of the two.",
  },
};

export const questionsRefusals = { "zh-CN": zh, en };
