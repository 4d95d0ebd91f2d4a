import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldWord } from "~/personnel/roster-cell";
import { clockFrom } from "~/study/clock-cell";
import { IMPORT_COLUMNS, refusalsOfHeader } from "~/study/import-columns";
import { importRow } from "~/study/import-row";
import { importWords, studyTemplate } from "~/text/study-import-words";
import { HEADERS, type Line, line, number } from "./import-scene";

describe("a time of day", () => {
  it.each<[unknown, number | null]>([
    ["9:00", 540],
    ["09:05", 545],
    ["14：30", 870],
    ["14:30:00", 870],
    ["9点", 540],
    ["9时30分", 570],
    [" 8 : 15 ", 495],
    ["24:00", 1440],
    ["0:00", 0],
    [0.375, 540],
    [new Date("1899-12-30T09:00:00Z"), 540],
    [new Date("1899-12-31T13:30:00.000Z"), 810],
    ["9", null],
    ["9:", null],
    ["9:5", null],
    ["25:00", null],
    ["24:01", null],
    ["12:60", null],
    ["上午", null],
    ["", null],
    [9, null],
    [new Date(Number.NaN), null],
    [true, null],
  ])("%s is %s", (cell, minutes) => {
    expect(clockFrom(cell as never)).toBe(minutes);
  });
});

const mapping = {
  headerRow: 1,
  columns: HEADERS.map((word) => importWords.headers.get(foldWord(word)) ?? null),
};
const read = (change: Line) =>
  importRow(
    {
      row: 2,
      cells: line(change).map((cell) => (typeof cell === "string" ? cell : { formula: true as const })),
    },
    mapping,
    importWords,
    "2026-11-22",
  );
const problems = (change: Line) =>
  read(change).problems.map(({ column, refusal }) => `${column} ${refusal.code}`);
const who = { 身份证件号码: number(1) };

describe("a row", () => {
  it("is read as it stands", () => {
    const {
      session,
      shown,
      who: said,
      problems: none,
    } = read({ ...who, 证据种类: "签到签退、照片", 结束时间: "24:00" });
    expect(none).toEqual([]);
    expect(said.identityNumber).toBe(number(1));
    expect(session).toEqual({
      title: "行政处罚法专题培训",
      mode: "concentrated",
      category: "enforcement",
      organiserLevel: "county",
      laws: ["行政处罚法", "行政强制法"],
      startAt: new Date("2026-03-03T09:00:00+08:00"),
      endAt: new Date("2026-03-04T00:00:00+08:00"),
      minutes: 180,
      evidence: [
        { kind: "sign-in", reference: "2026 年档案 3 号" },
        { kind: "photo", reference: "2026 年档案 3 号" },
      ],
    });
    expect(JSON.stringify(shown)).not.toContain(number(1));
  });

  it("laws may be parted by any mark, in their titles' brackets or without", () => {
    expect(
      read({ ...who, 学习的法律: "《行政处罚法》；行政许可法, 行政强制法;监察法，" }).session?.laws,
    ).toEqual(["行政处罚法", "行政许可法", "行政强制法", "监察法"]);
  });

  it.each<[string, Line, string[]]>([
    ["says nobody", {}, ["name study-import.nobody"]],
    ["says a name without a unit", { 姓名: "顾长青" }, ["unit study-import.nobody"]],
    [
      "lacks cells",
      { ...who, 活动名称: "", 学法分钟: "" },
      ["title", "minutes"].map((c) => `${c} study-import.cell-missing`),
    ],
    ["has no start: none is made up", { ...who, 开始时间: "" }, ["start study-import.cell-missing"]],
    ["has no end: none is made up", { ...who, 结束时间: "" }, ["end study-import.cell-missing"]],
    ["says half a day for a time", { ...who, 开始时间: "上午" }, ["start study-import.clock"]],
    ["has a date that is none", { ...who, 日期: "2026-02-30" }, ["date roster.date"]],
    ["has a number for a date", { ...who, 日期: "46084" }, ["date roster.date-number"]],
    [
      "has words nobody knows",
      { ...who, 形式: "聊天", 类别: "天文", 组织层级: "村" },
      ["mode", "category", "level"].map((c) => `${c} study-import.word-unknown`),
    ],
    ["would enter an exam", { ...who, 形式: "考试" }, ["mode study-import.word-unknown"]],
    [
      "would prove itself by an exam",
      { ...who, 证据种类: "exam" },
      ["evidenceKind study-import.word-unknown"],
    ],
    ["has minutes that are none", { ...who, 学法分钟: "三小时" }, ["minutes study-record.minutes-missing"]],
    [
      "has a formula",
      { ...who, 学法分钟: { formula: "B2*60", seen: "180" } },
      ["minutes roster.formula-cell"],
    ],
    [
      "has a number turned into powers of ten",
      { 身份证件号码: "4.41402E+17" },
      ["identityNumber roster.number-cell"],
    ],
    [
      "is longer than anybody writes",
      { ...who, 活动名称: "学".repeat(201) },
      ["title study-import.cell-too-long"],
    ],
  ])("that %s", (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
    expect(read(change).session).toBeNull();
  });

  it("whatever stands in its cells, is read or refused, and never shows a whole number", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("", number(7), "9:00", "2026-03-03", "签到签退", "集中培训"),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: HEADERS.length, maxLength: HEADERS.length }), (cells) => {
        const row = importRow({ row: 2, cells }, mapping, importWords, "2026-11-22");
        expect(row.session === null).toBe(row.problems.length > 0 || row.session === null);
        if (row.problems.length > 0) expect(row.session).toBeNull();
        expect(JSON.stringify(row.shown)).not.toContain(number(7));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the columns", () => {
  const codes = (columns: Parameters<typeof refusalsOfHeader>[0]) =>
    refusalsOfHeader(columns).map(({ code, facts }) => `${code} ${facts.columns ?? ""}`.trim());
  it("name all that is needed, none twice, and who", () => {
    expect(codes(IMPORT_COLUMNS)).toEqual([]);
    expect(codes(IMPORT_COLUMNS.filter((column) => column !== "identityNumber"))).toEqual([]);
    expect(codes(IMPORT_COLUMNS.filter((column) => !["identityNumber", "unit"].includes(column)))).toEqual([
      "study-import.nobody-named",
    ]);
    expect(codes([...IMPORT_COLUMNS.filter((column) => column !== "end"), "date"])).toEqual([
      "study-import.missing-columns end",
      "study-import.column-twice date",
    ]);
  });

  it("of either template are read in both languages", () => {
    for (const locale of ["zh-CN", "en"] as const)
      expect(studyTemplate(locale).headers.map((word) => importWords.headers.get(foldWord(word)))).toEqual([
        ...IMPORT_COLUMNS,
      ]);
  });

  it("take every word their guide offers", () => {
    for (const locale of ["zh-CN", "en"] as const) {
      const rows = studyTemplate(locale).guide.rows;
      const wordsOf = (column: string) =>
        rows.find((row) => importWords.headers.get(foldWord(row.column)) === column)!.words;
      for (const word of wordsOf("mode")) expect(importWords.modes.get(foldWord(word))).toBeDefined();
      for (const word of wordsOf("category"))
        expect(importWords.categories.get(foldWord(word))).toBeDefined();
      for (const word of wordsOf("level")) expect(importWords.levels.get(foldWord(word))).toBeDefined();
      for (const word of wordsOf("evidenceKind").slice(1))
        expect(importWords.evidenceKinds.get(foldWord(word))).toBeDefined();
    }
  });
});
