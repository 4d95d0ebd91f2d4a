// Every fault an author can plant is caught, at the line where it stands.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkBanks } from "../../question-banks/check";
import { BrokenBanks, lineOf, loadBanks } from "../../question-banks/load";
import { measuresIn } from "../../question-banks/wording";

const laws = `- law: 某法
  title: 中华人民共和国某法
  versions:
    - { version: 2020-01-01, effectiveOn: 2020-07-01, articles: 10 }
`;
const meta = `id: sample
title: { zh-CN: 样例题库, en: Sample }
kind: general
`;
// Line numbers in the table below count in this text.
const sound = `- code: sample-001
  type: single-choice
  topic: 总则
  difficulty: 2
  stem: 第一个问题是：
  options:
    A: 甲说法
    B: 乙说法
    C: 丙说法
  key: B
  citations:
    - { law: 某法, article: 3, paragraph: 1, version: 2020-01-01 }
  explanation: 依据条文第一款，应当这样处理。
  wrong:
    A: 这是另一条的规定。
    C: 条文没有这样规定。
  enemies: [sample-003]
- code: sample-002
  type: multiple-choice
  topic: 总则
  difficulty: 3
  stem: 第二个问题有：
  options:
    A: 一
    B: 二
    C: 三
    D: 四
  key: [C, A]
  citations:
    - { law: 某法, article: 4, version: 2020-01-01 }
  explanation: 依据条文所列的两项，应当这样处理。
  wrong:
    B: 条文没有列出这项。
    D: 条文没有列出这项。
- code: sample-003
  type: true-false
  topic: 总则
  difficulty: 1
  stem: 第三个说法。
  key: false
  citations:
    - { law: 某法, article: 5, version: 2020-01-01 }
  explanation: 条文的规定恰好相反，所以不对。
- code: sample-101
  type: case-group
  topic: 总则
  difficulty: 2
  stem: 案情如下。
  questions:
    - code: sample-101-1
      type: true-false
      topic: 总则
      difficulty: 2
      stem: 案情的第一问。
      key: true
      citations:
        - { law: 某法, article: 6, version: 2020-01-01 }
      explanation: 条文正是这样规定的，所以正确。
    - code: sample-101-2
      type: true-false
      topic: 总则
      difficulty: 1
      stem: 案情的第二问。
      key: false
      citations:
        - { law: 某法, article: 7, version: 2020-01-01 }
      explanation: 条文没有这样规定，所以不对。
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "banks-"));
  mkdirSync(join(dir, "sample"));
  writeFileSync(join(dir, "laws.yaml"), laws);
  writeFileSync(join(dir, "sample/bank.yaml"), meta);
  writeFileSync(join(dir, "sample/some-law.yaml"), sound);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The sample with one passage changed; the passage must occur, or the test would prove nothing. */
function plant(from: string, to: string): void {
  expect(sound).toContain(from);
  writeFileSync(join(dir, "sample/some-law.yaml"), sound.replace(from, to));
}
const found = () => checkBanks(dir).problems.map(lineOf);

describe("a sound bank", () => {
  it("has no problem and loads as plain data", () => {
    expect(found()).toEqual([]);
    const [bank] = loadBanks(dir);
    expect(bank).toEqual(JSON.parse(JSON.stringify(bank)));
    const [single, multiple, trueFalse, group] = bank!.questions;
    expect(single).toMatchObject({ key: ["B"], position: { file: "sample/some-law.yaml", line: 1 } });
    expect(multiple).toMatchObject({ key: ["A", "C"] });
    expect(trueFalse).toMatchObject({
      key: ["F"],
      options: [
        { id: "T", text: "" },
        { id: "F", text: "" },
      ],
    });
    expect(group?.type === "case-group" && group.questions.map((part) => part.position.line)).toEqual([
      50, 59,
    ]);
  });

  it("gives enemies on both sides, whichever side wrote them", () => {
    expect(loadBanks(dir)[0]?.questions.map((question) => question.enemies)).toEqual([
      ["sample-003"],
      [],
      ["sample-001"],
      [],
    ]);
  });

  it("keeps its hashes when lines move or fields change order, and changes one when its content changes", () => {
    const hashes = () => loadBanks(dir)[0]!.questions.map((question) => question.contentHash);
    const before = hashes();
    plant(
      "  topic: 总则\n  difficulty: 2\n  stem: 第一",
      "\n  # a remark\n  difficulty: 2\n  topic: 总则\n  stem: 第一",
    );
    expect(hashes()).toEqual(before);
    plant("条文正是这样规定的", "条文确实这样规定");
    const after = hashes();
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after[3]).not.toBe(before[3]);
  });
});

describe("a planted fault is caught at its line", () => {
  const at = (line: number) => `sample/some-law.yaml:${line} `;
  /** The question every message but one about a whole file names. */
  const named = /^sample\/some-law\.yaml:\d+ (sample-\d{3}(-\d)?|Sample1): /;
  const faults: [name: string, from: string, to: string, line: number, message: string][] = [
    ["broken YAML", "  key: B\n", "  key: [B\n", 11, ""],
    [
      "a field given twice",
      "  topic: 总则\n",
      "  topic: 总则\n  topic: 总则\n",
      4,
      "Map keys must be unique",
    ],
    ["an unknown field", "  key: B\n", "  key: B\n  hint: 提示\n", 11, "hint: is not a known field"],
    ["an unknown type", "type: single-choice", "type: essay", 2, "type: "],
    ["a missing stem", "  stem: 第三个说法。\n", "", 35, "stem: must be text"],
    ["an empty stem", "stem: 第三个说法。", 'stem: " "', 39, "stem: is empty"],
    ["a malformed code", "code: sample-001", "code: Sample1", 1, "code: must be a word and three digits"],
    [
      "a code used twice",
      "code: sample-002",
      "code: sample-001",
      18,
      "already used at sample/some-law.yaml:1",
    ],
    [
      "a part with a foreign code",
      "code: sample-101-2",
      "code: sample-102-2",
      59,
      "sample-102-2: code: a part's begins with sample-101-",
    ],
    ["a difficulty of 6", "difficulty: 3", "difficulty: 6", 21, "difficulty: must be 1 to 5"],
    [
      "a case harder than its parts",
      "  difficulty: 2\n  stem: 案情",
      "  difficulty: 5\n  stem: 案情",
      44,
      "not harder",
    ],
    [
      "a case with one part",
      sound.slice(sound.indexOf("    - code: sample-101-2")),
      "",
      49,
      "2 to 4 questions",
    ],
    ["a key that is no option", "  key: B\n", "  key: E\n", 10, "key E is not among the options"],
    ["two keys for one choice", "  key: B\n", "  key: [A, B]\n", 10, "key: must be one of the letters"],
    ["one key for several", "key: [C, A]", "key: [C]", 28, "at least two right options"],
    ["a key named twice", "key: [C, A]", "key: [C, C]", 28, "names an option twice"],
    ["no wrong option", "key: [C, A]", "key: [A, B, C, D]", 28, "at least one must be wrong"],
    ["a key in words", "  key: false\n  cit", "  key: 错\n  cit", 40, "key: must be true or false"],
    [
      "a wrong option unexplained",
      "    A: 这是另一条的规定。\n",
      "",
      14,
      "does not say why option A is wrong",
    ],
    [
      "a key explained as wrong",
      "    A: 这是另一",
      "    B: 多余的理由。\n    A: 这是另一",
      15,
      "B is a key and also",
    ],
    ["a reason that says nothing", "这是另一条的规定。", "不对。", 1, "why option A is wrong is too short"],
    ["options that say the same", "C: 丙说法", "C: 甲说法。", 9, "option C says the same as option A"],
    ["a gap in the letters", "    C: 丙说法", "    D: 丙说法", 6, "without a gap"],
    ["too few options", "    C: 丙说法\n", "", 6, "too few options"],
    [
      "an option that leans on the others",
      "C: 丙说法",
      "C: 以上都对",
      1,
      "option C refers to the other options",
    ],
    ["a letter in an explanation", "依据条文第一款", "B项依据条文第一款", 1, "names an option by its letter"],
    [
      "no explanation",
      "  explanation: 条文的规定恰好相反，所以不对。\n",
      "",
      35,
      "explanation: must be text",
    ],
    ["an explanation of two words", "条文的规定恰好相反，所以不对。", "不对。", 35, "too short to explain"],
    [
      "no citation",
      "  citations:\n    - { law: 某法, article: 5, version: 2020-01-01 }\n",
      "",
      35,
      "citations: ",
    ],
    ["a citation without an article", "article: 5, ", "", 42, "citations.0.article: must be a whole number"],
    [
      "an impossible version",
      "article: 5, version: 2020-01-01",
      "article: 5, version: 2020-02-30",
      42,
      "YYYY-MM-DD",
    ],
    ["an unknown law", "law: 某法, article: 5", "law: 别法, article: 5", 35, "laws.yaml does not list"],
    [
      "another version",
      "article: 5, version: 2020-01-01",
      "article: 5, version: 2019-01-01",
      35,
      "the version of 2019",
    ],
    ["an article beyond the end", "article: 5", "article: 11", 35, "article 11; it ends at 10"],
    ["an article beyond the end in a part", "article: 7", "article: 17", 59, "article 17; it ends at 10"],
    ["a stem used twice", "第二个问题有", "第一个问题是 ", 18, "sample-002: has the same stem as sample-001"],
    [
      "a stem that is nearly another",
      "stem: 第三个说法。",
      "stem: 第一个问题是吗？",
      35,
      "sample-003: has nearly the same stem as sample-001",
    ],
    [
      "a period in the key that the explanation leaves out",
      "B: 乙说法",
      "B: 自收到之日起六十日内",
      1,
      "sample-001: the key says 六十日, which the explanation does not",
    ],
    [
      "another number in the explanation than in the key",
      "B: 乙说法\n    C: 丙说法\n  key: B\n  citations:\n    - { law: 某法, article: 3, paragraph: 1, version: 2020-01-01 }\n  explanation: 依据条文第一款，",
      "B: 三个月\n    C: 丙说法\n  key: B\n  citations:\n    - { law: 某法, article: 3, paragraph: 1, version: 2020-01-01 }\n  explanation: 依据条文第一款是六个月，",
      1,
      "sample-001: the key says 三月",
    ],
    [
      "a true statement with a share nobody explains",
      "stem: 案情的第一问。",
      "stem: 案情的第一问是每日百分之三。",
      50,
      "sample-101-1: the key says 百分之三",
    ],
    ["an enemy that does not exist", "[sample-003]", "[sample-009]", 1, "sample-009 does not exist"],
    ["an enemy of itself", "[sample-003]", "[sample-001]", 1, "names itself"],
  ];
  it.each(faults)("%s", (_name, from, to, line, message) => {
    plant(from, to);
    const problems = found();
    const caught = problems.find((problem) => problem.startsWith(at(line)) && problem.includes(message));
    expect(caught, problems.join("\n")).toBeDefined();
    const isAboutTheFile = message === "" || message.startsWith("Map keys");
    if (!isAboutTheFile) expect(caught).toMatch(named);
  });

  it("knows a number by what it says, not by how it is written", () => {
    expect(measuresIn("１５个工作日、2 个月、两年、20%")).toEqual(["十五工作日", "二月", "二年", "二十%"]);
    expect(measuresIn("自2023年5月1日起，第二日，每日百分之三，三分之一")).toEqual(["百分之三", "三分之一"]);
  });

  it("gives all of them at once, in order, and lets no bank out", () => {
    plant("  key: B\n", "  key: E\n");
    writeFileSync(join(dir, "sample/another-law.yaml"), "- code: nothing\n");
    const problems = found();
    expect(problems.length).toBeGreaterThan(1);
    expect(problems[0]).toContain("sample/another-law.yaml:1");
    expect(problems.at(-1)).toContain("sample/some-law.yaml:14 sample-001: wrong: does not say why option B");
    expect(() => loadBanks(dir)).toThrow(BrokenBanks);
  });

  it("sees a bank whose id is not its folder, an unknown kind, a folder without a bank and a missing register", () => {
    writeFileSync(join(dir, "sample/bank.yaml"), meta.replace("id: sample", "id: other"));
    expect(found()).toEqual(["sample/bank.yaml:1 id: other differs from the folder's name sample"]);
    writeFileSync(join(dir, "sample/bank.yaml"), meta.replace("kind: general", "kind: secret"));
    expect(found()).toContainEqual(expect.stringMatching(/^sample\/bank\.yaml:3 kind: /));
    writeFileSync(join(dir, "sample/bank.yaml"), meta);
    mkdirSync(join(dir, "empty"));
    expect(found()).toEqual(["empty/bank.yaml:1 is missing"]);
    rmSync(join(dir, "empty"), { recursive: true });
    rmSync(join(dir, "laws.yaml"));
    expect(found()[0]).toBe("laws.yaml:1 is missing");
  });
});

describe("habits a candidate could use", () => {
  const options = ["A", "B", "C", "D"];
  /** Twenty stems that have nothing in common. */
  const subject = (index: number) => [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"][index - 1]!.repeat(8);
  /** A bank of twenty single-choice questions; `keyOf` and `textOf` decide where the key is and how long. */
  function single(index: number, key: string, textOf: (id: string) => string): string {
    const wrong = options.filter((id) => id !== key).map((id) => `    ${id}: 条文没有这样规定。\n`);
    return `- code: sample-${String(index).padStart(3, "0")}
  type: single-choice
  topic: 总则
  difficulty: 2
  stem: ${subject(index)}是：
  options:
${options.map((id) => `    ${id}: ${textOf(id)}\n`).join("")}  key: ${key}
  citations:
    - { law: 某法, article: 3, version: 2020-01-01 }
  explanation: 依据条文第一款，应当这样处理。
  wrong:
${wrong.join("")}`;
  }
  const twenty = (write: (index: number) => string) =>
    writeFileSync(
      join(dir, "sample/some-law.yaml"),
      Array.from({ length: 20 }, (_, index) => write(index + 1)).join(""),
    );

  it("refuses a favourite letter", () => {
    twenty((index) => single(index, "C", (id) => `说法${id}`));
    expect(found()).toContain(
      "sample/bank.yaml:1 100 % of single-choice keys are C; 15 % to 35 % is balanced",
    );
  });

  it("refuses keys that are the longest option more often than chance explains", () => {
    const keyAt = (index: number) => options[index % 4]!;
    twenty((index) =>
      single(index, keyAt(index), (id) => (id === keyAt(index) ? `长得多的说法${id}` : `说法${id}`)),
    );
    expect(found()).toEqual([expect.stringContaining("the longest option is right in 20 of 20")]);
    twenty((index) => single(index, keyAt(index), (id) => (id === "A" ? `长得多的说法${id}` : `说法${id}`)));
    expect(found()).toEqual([]);
  });

  it("refuses true-false questions that are nearly all true", () => {
    twenty(
      (index) => `- code: sample-${String(index).padStart(3, "0")}
  type: true-false
  topic: 总则
  difficulty: 2
  stem: ${subject(index)}说法。
  key: true
  citations:
    - { law: 某法, article: 3, version: 2020-01-01 }
  explanation: 依据条文第一款，应当这样处理。
`,
    );
    expect(found()).toEqual([expect.stringContaining("100 % of true-false keys are true")]);
  });
});

describe("the command", () => {
  it("exits 1 and prints file, line and sentence", () => {
    plant("  key: B\n", "  key: E\n");
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const run = spawnSync("node_modules/.bin/tsx", ["question-banks/check.ts", dir], {
      cwd: root,
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("sample/some-law.yaml:10 sample-001: key: key E is not among the options");
  });
});
