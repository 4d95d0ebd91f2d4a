import { describe, expect, it } from "vitest";
import { textOfPart, zipPartsOf } from "~/archive/zip-parts.server";
import { readQuestions, writeQuestions } from "~/questions/formats/formats.server";
import { writeCsv, writeXlsx } from "~/spreadsheet.server";
import { sheetWords } from "~/text/question-formats";
import { problemsIn, questionsIn, read, refusedAs, single } from "./samples";

const sheet = (rows: string[][]) => writeXlsx([{ name: "试题", rows }]);
const HEAD = [
  "题号",
  "所属案例题号",
  "题型",
  "题干",
  "选项A",
  "选项B",
  "选项C",
  "答案",
  "依据",
  "难度",
  "分值",
];

async function part(bytes: Buffer, name: string) {
  let whole = "";
  for await (const piece of textOfPart(bytes, zipPartsOf(bytes)!.get(name)!, { left: 1e7 })) whole += piece;
  return whole;
}

describe("the sheet", () => {
  it("is a template with lists for type, difficulty and key", async () => {
    const { bytes } = await writeQuestions("xlsx", [], "zh-CN");
    const xml = await part(bytes, "xl/worksheets/sheet1.xml");
    expect(xml).toContain("题型");
    expect(xml.match(/<dataValidation type="list"[^>]*sqref="([A-Z]+)2:/g)).toHaveLength(3);
    expect(xml).toContain("sqref=\"C2:C50000\"><formula1>'可选内容'!$A$2:$A$5</formula1>");
    expect(xml).toContain("'可选内容'!$C$2:$C$66");
    const lists = await part(bytes, "xl/worksheets/sheet2.xml");
    for (const word of ["单项选择题", "案例题", "ABCDEF", "正确"]) expect(lists).toContain(word);
    expect(refusedAs(await read("xlsx", bytes))).toBe("format.no-questions");
  });

  it("is read with what people write by hand, in either language", async () => {
    const reading = await read(
      "xlsx",
      await sheet([
        HEAD,
        ["", "", "单选", "期限是：", "二日", "五日", "", "b", "《行政处罚法》第四十二条第二款", "3", "1.5"],
        [
          "",
          "",
          "多选题",
          "选出：",
          "甲",
          "乙",
          "丙",
          "a、C",
          "行政处罚法 第9条第1款第2项 (2021-01-22)\n行政强制法第一百零一条",
          "",
          "",
        ],
        ["", "", "判断题", "可以。", "正确", "错误", "", "√", "", "", ""],
        ["c-1", "", "案例题", "案情。", "", "", "", "", "", "2", ""],
        ["", "c-1", "判断题", "甲。", "", "", "", "错", "", "", ""],
        ["", "c-1", "单选题", "乙：", "1", "2", "", "Ａ", "", "", ""],
      ]),
    );
    expect(problemsIn(reading)).toEqual([]);
    expect(questionsIn(reading)).toMatchObject([
      {
        type: "single-choice",
        key: ["B"],
        difficulty: 3,
        marks: 1.5,
        citations: [{ law: "行政处罚法", article: 42, paragraph: 2, item: null, version: null }],
      },
      {
        type: "multiple-choice",
        key: ["A", "C"],
        citations: [
          { law: "行政处罚法", article: 9, paragraph: 1, item: 2, version: "2021-01-22" },
          { law: "行政强制法", article: 101 },
        ],
      },
      { type: "true-false", key: ["T"] },
      { type: "case-group", code: "c-1", questions: [{ key: ["F"] }, { key: ["A"] }] },
    ]);
    expect(reading.questions.map(({ place }) => place.cell)).toEqual(["D2", "D3", "D4", "D5"]);
    const words = sheetWords.en.columns;
    const english = await sheet([
      [words.type, words.stem, words.optionA, words.optionB, words.key],
      ["Single choice", "Which?", "a", "b", "A"],
    ]);
    expect(questionsIn(await read("xlsx", english))).toMatchObject([{ stem: "Which?", key: ["A"] }]);
  });

  it("names the cell of every problem and takes the good rows", async () => {
    const row = (more: Record<number, string>) =>
      ["", "", "单选题", "题干", "甲", "乙", "", "A", "", "", ""].map((cell, at) => more[at] ?? cell);
    const reading = await read(
      "xlsx",
      await sheet([
        [...HEAD, "备注"],
        row({}),
        row({ 2: "填空题" }),
        row({ 3: "" }),
        row({ 5: "", 6: "丙" }),
        row({ 7: "C" }),
        row({ 7: "第一个" }),
        row({ 7: "AB" }),
        row({ 8: "行政处罚法" }),
        row({ 9: "高" }),
        row({ 9: "9" }),
        row({ 2: "判断题", 4: "", 5: "", 7: "也许" }),
        row({ 2: "判断题", 4: "甲", 7: "对" }),
        row({ 1: "没有" }),
        row({ 2: "案例题" }),
      ]),
    );
    expect(reading.questions).toHaveLength(1);
    expect(problemsIn(reading)).toEqual([
      { code: "left-out-column", at: "L1", taken: true },
      { code: "type-unknown", at: "C3" },
      { code: "option-gap", at: "F5" },
      { code: "key-unknown", at: "H6" },
      { code: "bad-key", at: "H7" },
      { code: "bad-citation", at: "I9" },
      { code: "bad-difficulty", at: "J10" },
      { code: "bad-truth", at: "H12" },
      { code: "truth-options", at: "E13" },
      { code: "case-without-code", at: "A15" },
      { code: "no-stem", at: "D4" },
      { code: "several-keys", at: "D8" },
      { code: "bad-difficulty", at: "D11" },
      { code: "case-unknown", at: "D14" },
    ]);
  });

  it("is refused as a whole without its columns, or when it must be guessed", async () => {
    const without = await read(
      "xlsx",
      await sheet([
        ["题型", "题干"],
        ["单选题", "甲"],
      ]),
    );
    expect(refusedAs(without)).toBe("format.columns-missing");
    expect(without.refused?.facts.columns).toBe("key");
    expect(refusedAs(await read("xlsx", await sheet([["题型", "题干", "答案", "题干"]])))).toBe(
      "format.column-twice",
    );
    expect(refusedAs(await read("xlsx", Buffer.from("not a sheet\u0000")))).toBe("workbook.not-text");
  });

  it("is read as a text table, too, and a formula is never taken", async () => {
    const csv = await writeCsv([
      ["题型", "题干", "选项A", "选项B", "答案"],
      ["单选题", "甲", "1", "2", "B"],
    ]);
    expect(questionsIn(await readQuestions("xlsx", csv))).toMatchObject([{ key: ["B"] }]);
    const formula = Buffer.from("题型,题干,选项A,选项B,答案\n单选题,=1+1,1,2,B\n");
    expect(problemsIn(await read("xlsx", formula))).toEqual([{ code: "formula", at: "B2" }]);
  });

  it("does not write what no cell can hold, and says so", async () => {
    const { notSaid } = await writeQuestions("xlsx", [single({ stem: "长".repeat(33_000) })], "zh-CN");
    expect(notSaid).toMatchObject([{ index: 0, leftOut: "too-long" }]);
  });
});
