import { describe, expect, it } from "vitest";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import {
  type CellProblem,
  ROSTER_MOST_ROWS,
  type RosterRow,
  rosterRow,
  unitIndex,
  withoutDoubles,
} from "~/personnel/roster";
import { isFormula, maskDigits, type RosterCell, textOf } from "~/personnel/roster-cell";
import {
  headerOf,
  headersOf,
  isComplete,
  likelyHeaderRow,
  proposedColumns,
} from "~/personnel/roster-columns";
import { refusalsOfSheet } from "~/personnel/roster-sheet";
import { rosterTemplate } from "~/personnel/roster-template.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { rosterWords, templateWords } from "~/text/roster-words";

const standing = [{ fromOn: "2000-01-01", toOn: null }] as const;
const units = [
  { unitId: "u1", code: "urban", name: "临湖区城市管理局", shortName: "区城管局", standing },
  { unitId: "u2", code: "market", name: "临湖区市场监督管理局", shortName: "区市监局", standing },
  { unitId: "u3", code: "office", name: "办公室", shortName: "办公室", standing },
  { unitId: "u4", code: "office-b", name: "办公室", shortName: "乙办公室", standing },
];
const chinese = ["姓名", "身份证件号码", "单位", "身份", "职务", "入职日期", "学法类别", "法制职责"];
const today = "2026-11-02";
const number = (index: number) => fictitiousIdentityNumber(index, "1985-06-07", "male");
const good = (index: number, change: Record<number, RosterCell> = {}): RosterCell[] => {
  const row: RosterCell[] = [
    "顾长青",
    number(index),
    "区城管局",
    "公务员",
    "四级主办",
    "2014-08-11",
    "行政执法人员",
    "无",
  ];
  for (const [at, cell] of Object.entries(change)) row[Number(at)] = cell;
  return row;
};
type Reading = { ok: true; rows: RosterRow[] } | { ok: false; codes: string[] };
const sheetOf = (table: RosterCell[][], change: object = {}) => ({
  rows: table.flatMap((cells, at) =>
    cells.every((cell) => textOf(cell) === "") ? [] : [{ row: at + 1, cells }],
  ),
  merged: [],
  hiddenColumns: [],
  hiddenRows: [],
  hidden: false,
  others: [],
  ...change,
});
const read = (table: RosterCell[][], change: object = {}): Reading => {
  const sheet = sheetOf(table, change);
  const mapping = headerOf(sheet.rows, rosterWords);
  if (!mapping) return { ok: false, codes: ["no header"] };
  const refusals = refusalsOfSheet(sheet, mapping);
  if (refusals.length > 0) return { ok: false, codes: refusals.map((refusal) => refusal.code) };
  const body = sheet.rows.filter(({ row }) => row > mapping.headerRow);
  const index = unitIndex(units);
  return {
    ok: true,
    rows: withoutDoubles(body.map((row) => rosterRow(row, mapping, rosterWords, index, today))),
  };
};
const problems = (table: RosterCell[][], change: object = {}) => {
  const reading = read(table, change);
  if (!reading.ok) return reading.codes;
  return reading.rows.flatMap((row) =>
    row.problems.map(({ column, refusal }: CellProblem) => `${row.row} ${column} ${refusal.code}`),
  );
};
const oneRow = (change: Record<number, RosterCell>) => problems([chinese, good(1, change)]);

describe("a roster", () => {
  it("is read with Chinese headers, under a title, with blank rows between", () => {
    const reading = read([
      ["2026年执法人员名册"],
      chinese,
      good(1),
      [],
      [null, ""],
      good(2, { 7: "专职法制工作" }),
    ]);
    if (!reading.ok) throw new Error("refused");
    expect(reading.rows.map((row) => row.row)).toEqual([3, 6]);
    expect(reading.rows[0]?.entry).toMatchObject({
      name: "顾长青",
      unitId: "u1",
      identity: "civil-servant",
      status: "in-post",
      startedOn: "2014-08-11",
      category: "enforcement",
      legalDuty: null,
    });
    expect(reading.rows[1]?.entry?.legalDuty).toEqual({ kind: "legal-affairs", fullTime: true });
  });

  it("is read with English headers and words, codes too", () => {
    const reading = read([
      ["Name *", "ID number", "UNIT", "Identity:", "Start date", "Study category", "Legal duty", "Notes"],
      [
        "阿卜杜拉·买买提",
        number(3),
        "market",
        "Contract worker",
        new Date(Date.UTC(2020, 1, 29)),
        "auxiliary",
        "Part time Legal review",
        "x",
      ],
    ]);
    if (!reading.ok) throw new Error("refused");
    expect(reading.rows[0]?.entry).toMatchObject({
      unitId: "u2",
      identity: "contract",
      startedOn: "2020-02-29",
      category: "auxiliary",
      legalDuty: { kind: "legal-review", fullTime: false },
    });
  });

  it.each(["2014/8/11", "2014.08.11", "2014年8月11日", "２０１４－０８－１１"])(
    "reads the date %s",
    (date) => {
      expect(oneRow({ 5: date })).toEqual([]);
    },
  );

  it.each<[string, Record<number, RosterCell>, string[]]>([
    ["an empty name", { 0: "" }, ["3 name roster.cell-missing"]],
    ["a name with a digit", { 0: "顾长青2" }, ["3 name name.characters"]],
    ["an unknown unit", { 2: "省城管厅" }, ["3 unit roster.unit-unknown"]],
    ["a unit's name that two bear", { 2: "办公室" }, ["3 unit roster.unit-ambiguous"]],
    ["an unknown identity", { 3: "志愿者" }, ["3 identity roster.identity-unknown"]],
    ["a day that does not exist", { 5: "2014-02-30" }, ["3 startedOn roster.date"]],
    ["an unknown category", { 6: "甲类" }, ["3 category roster.category-unknown"]],
    ["an unknown duty", { 7: "也许" }, ["3 legalDuty roster.duty-unknown"]],
    [
      "a number cell for the identity number",
      { 1: 123456789012345680 },
      ["3 identityNumber roster.number-cell"],
    ],
    [
      "a wrong check digit",
      { 1: `${number(9).slice(0, 17)}${number(9).endsWith("1") ? "2" : "1"}` },
      ["3 identityNumber identity-number.check-digit"],
    ],
    ["a number where a date should be", { 5: 43891 }, ["3 startedOn roster.date-number"]],
    ["a day before the unit existed", { 5: "1999-12-31" }, ["3 startedOn employment.unknown-unit"]],
    ["a formula", { 4: { formula: true } }, ["3 title roster.formula-cell"]],
    ["a required formula", { 0: { formula: true } }, ["3 name roster.formula-cell"]],
    ["a number a text file has rounded", { 1: "1.10101E+17" }, ["3 identityNumber roster.number-cell"]],
    ["a status of the other unit", { 3: "公务员", 8: null }, []],
    ["a very long cell", { 4: "长".repeat(300) }, ["3 title roster.cell-too-long"]],
    [
      "three wrong cells at once",
      { 0: "", 3: "志愿者", 5: "昨天" },
      ["3 name roster.cell-missing", "3 startedOn roster.date", "3 identity roster.identity-unknown"],
    ],
  ])("says of %s which cell it is", (_, change, expected) => {
    expect(problems([["名册"], chinese, good(1, change)])).toEqual(expected);
  });

  it("takes neither of two rows with one number, however it is written", () => {
    const wide = [...number(4)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join("");
    expect(problems([chinese, good(4), good(5), good(4, { 1: wide, 0: "顾长清" })])).toEqual([
      "2 identityNumber roster.number-twice",
      "4 identityNumber roster.number-twice",
    ]);
  });

  it("never shows a whole number, in whatever column it was put", () => {
    const reading = read([chinese, good(6, { 4: `身份证 ${number(6)}`, 1: number(6).slice(0, 17) })]);
    if (!reading.ok) throw new Error("refused");
    const shown = JSON.stringify(reading.rows.map((row) => [row.shown, row.problems]));
    expect(shown.includes(number(6).slice(6, 14))).toBe(false);
    expect(/\d{7,}/.test(shown)).toBe(false);
    expect(maskDigits("2014-08-11 四级主办 12345")).toBe("2014-08-11 四级主办 12345");
  });
});

describe("a table that is no roster", () => {
  it.each<[string, RosterCell[][], object, string[]]>([
    ["nothing at all", [], {}, ["no header"]],
    ["headers only", [chinese], {}, ["roster.empty"]],
    [
      "two required columns missing",
      [
        ["姓名", "身份证号"],
        ["顾长青", "1"],
      ],
      {},
      ["roster.missing-columns"],
    ],
    ["a column twice", [[...chinese, "姓名"], good(1)], {}, ["roster.column-twice"]],
    ["a hidden sheet", [chinese, good(1)], { hidden: true }, ["workbook.hidden-sheet"]],
    ["merged cells among people", [chinese, good(1)], { merged: ["C2:C3"] }, ["workbook.merged-cells"]],
    [
      "a hidden column",
      [chinese, good(1)],
      { hiddenColumns: [{ first: 2, last: 3 }] },
      ["workbook.hidden-columns"],
    ],
    ["hidden rows", [chinese, good(1)], { hiddenRows: [2] }, ["workbook.hidden-rows"]],
    [
      "too many people",
      [chinese, ...Array.from({ length: ROSTER_MOST_ROWS + 1 }, () => good(1))],
      {},
      ["roster.too-many-rows"],
    ],
  ])("%s", (_, table, change, expected) => {
    expect(problems(table, change)).toEqual(expected);
  });

  it("a merged title and hidden columns beyond the last do no harm", () => {
    const harmless = { merged: ["A1:H1", "K3:L4"], hiddenColumns: [{ first: 20, last: 16384 }] };
    expect(problems([["名册"], chinese, good(1)], harmless)).toEqual([]);
  });

  it("names the cells, at most ten of them", () => {
    const merged = Array.from({ length: 12 }, (_, at) => `C${at + 2}:D${at + 2}`);
    const [refusal] = refusalsOfSheet(
      sheetOf([chinese, good(1)], { merged }),
      headerOf([{ row: 1, cells: chinese }], rosterWords)!,
    );
    expect(refusal?.facts).toMatchObject({ count: 12, cells: expect.stringMatching(/^C2:D2, .* …$/) });
  });
});

describe("columns under other words", () => {
  it("are proposed by similar words, each once", () => {
    const headers = [
      "序号",
      "姓  名",
      "公民身份证件号码（18位）",
      "现所在单位名称",
      "人员编制身份",
      "何时入职日期",
      "备注",
    ];
    expect(proposedColumns(headers, rosterWords)).toEqual([
      null,
      "name",
      "identityNumber",
      "unit",
      "identity",
      "startedOn",
      null,
    ]);
    expect(
      proposedColumns(["Full name", "Identity no.", "Name of unit"], rosterWords).filter(Boolean).length,
    ).toBeGreaterThan(1);
  });

  it("are asked about at the first row with words, and known again by their words alone", () => {
    const rows = [
      { row: 1, cells: ["名册"] },
      { row: 3, cells: ["人员", "号码"] },
      { row: 4, cells: ["顾长青", "1"] },
    ];
    expect(headerOf(rows, rosterWords)).toBeNull();
    expect(likelyHeaderRow(rows)).toBe(3);
    expect(headersOf(["人员 ", "号码*"])).toBe(headersOf(["人员", "号 码"]));
    expect(isComplete({ headerRow: 1, columns: ["name", "identityNumber"] })).toBe(false);
  });
});

describe("the template", () => {
  it.each(["zh-CN", "en"] as const)("is read back, headers and every word (%s)", async (locale) => {
    const words = templateWords(locale);
    const workbook = await readWorkbook(await rosterTemplate(words));
    if (!workbook.ok) throw new Error("refused");
    const headers = workbook.sheet.rows[0]?.cells ?? [];
    expect(headers).toEqual(words.headers);
    expect(workbook.sheet.others).toEqual([{ name: words.guide.sheet, hidden: false }]);
    expect(headers.some(isFormula)).toBe(false);
    for (const { column, words: allowed } of words.guide.rows)
      for (const word of allowed) {
        const filled = headers.map((header, at) => {
          const inChinese: RosterCell[] = ["顾长青", number(1), "urban", "contract", "2014-08-11"];
          return String(header).replace("*", "") === column ? word : (inChinese[at] ?? null);
        });
        expect(problems([[...headers], filled]), `${column} ${word}`).toEqual([]);
      }
  });
});
