/** 山东: contract, dispatched and borrowed staff excluded; a poor grade or a sanction from 记过 up bars an application. */
import { type PackOverrides, resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { type Citation, OWN_CHOICE } from "~/rulebook/schema";

const supervision: Citation = { title: "山东省行政执法监督条例", article: "第十条", standing: "cited" };
const measures: Citation = {
  title: "山东省行政执法人员资格认证和证件管理办法（2015年）",
  standing: "reported",
};
const excluded = { value: true as const, source: { ...supervision, rule: "K05" } };

export const shandongOverrides: PackOverrides = {
  id: "shandong",
  title: "山东省规则包",
  version: 1,
  effectiveFromOn: "2015-10-01",
  apply: {
    excluded: { contract: excluded, dispatched: excluded, seconded: excluded },
    blockGrades: { value: ["incompetent"], source: { ...measures, rule: "K13" } },
    blockSanctionFrom: { value: "demerit", source: { ...measures, rule: "K12" } },
  },
  exam: {
    // 职业素养 is examined within these papers: no third paper was found.
    parts: { value: ["special", "general"], source: { ...measures, rule: "K04" } },
    order: {
      value: "any",
      source: { title: OWN_CHOICE, rule: "K04", note: "没有查到先后的规定", standing: "own-choice" },
    },
  },
};

export const shandongPack = resolvePack(nationalPack, shandongOverrides);
