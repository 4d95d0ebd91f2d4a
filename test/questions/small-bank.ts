import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// A bank called general-law that loads in a moment: each question cites an article of its own.

let article = 0;
const cites = () => {
  article += 1;
  return `citations: [{ law: 行政处罚法, article: ${article}, version: 2021-01-22 }]`;
};
const head = (code: string, type: string) => `code: ${code}, type: ${type}, topic: 程序, difficulty: 2`;
const options = "options: { A: 甲项, B: 乙项, C: 丙项, D: 丁项 }";

const single = (n: number) =>
  `- { ${head(`single-${100 + n}`, "single-choice")}, stem: 单选第${n}题, ${options}, key: B, ${cites()}, explanation: 因为如此。, wrong: { A: 甲不对。, C: 丙不对。, D: 丁不对。 } }`;
const multiple = (n: number) =>
  `- { ${head(`multiple-${100 + n}`, "multiple-choice")}, stem: 多选第${n}题, ${options}, key: [A, B], ${cites()}, explanation: 因为如此。, wrong: { C: 丙不对。, D: 丁不对。 } }`;
const judged = (code: string, stem: string) =>
  `{ ${head(code, "true-false")}, stem: ${stem}, key: true, ${cites()}, explanation: 因为如此。 }`;
const aCase = (n: number) =>
  `- { ${head(`case-${100 + n}`, "case-group")}, stem: 某日案情${n}, questions: [${judged(`case-${100 + n}-1`, `案例${n}之一`)}, ${judged(`case-${100 + n}-2`, `案例${n}之二`)}] }`;

const each = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index + 1));

/** The folder of such a bank, as the program loads its own: 24 single choice, 8 multiple, 12 true or false, 10 cases. */
export function smallBank(): string {
  article = 0;
  const folder = mkdtempSync(join(tmpdir(), "chizheng-small-bank-"));
  mkdirSync(join(folder, "general-law"));
  writeFileSync(
    join(folder, "laws.yaml"),
    "- law: 行政处罚法\n  title: 中华人民共和国行政处罚法\n  versions: [{ version: 2021-01-22, effectiveOn: 2021-07-15, articles: 86 }]\n",
  );
  writeFileSync(
    join(folder, "general-law/bank.yaml"),
    "id: general-law\ntitle: { zh-CN: 通用法律知识题库, en: General law }\nkind: general\n",
  );
  const questions = [
    ...each(24, single),
    ...each(8, multiple),
    ...each(12, (n) => `- ${judged(`judged-${100 + n}`, `判断第${n}题`)}`),
    ...each(10, aCase),
  ];
  writeFileSync(join(folder, "general-law/questions.yaml"), `${questions.join("\n")}\n`);
  return folder;
}
