import { describe, expect, it } from "vitest";
import { delimiterOf, readCsv } from "~/personnel/csv.server";
import { isFormula } from "~/personnel/roster-cell";

const text = "姓名,单位\r\n顾长青,城市管理局\r\n";
/** 姓名,单位 / 顾长青,城市管理局 as GB18030 writes it. */
const gb18030 = Buffer.from("d0d5c3fb2cb5a5cebb0d0ab9cbb3a4c7e02cb3c7cad0b9dcc0edbed60d0a", "hex");
const cellsOf = async (bytes: Buffer) => {
  const reading = await readCsv(bytes, 100);
  return reading.ok
    ? reading.rows.map(({ row, cells }) => [row, ...cells])
    : `${reading.code} ${reading.line}`;
};
const expected = [
  [1, "姓名", "单位"],
  [2, "顾长青", "城市管理局"],
];

describe("a text table", () => {
  it.each<[string, Buffer]>([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["GB18030", gb18030],
    ["UTF-16 as Excel's Unicode text", Buffer.from(`\uFEFF${text.replaceAll(",", "\t")}`, "utf16le")],
    ["tabs", Buffer.from(text.replaceAll(",", "\t"))],
    ["semicolons and bare line ends", Buffer.from(text.replaceAll(",", ";").replaceAll("\r", ""))],
    ["quotes", Buffer.from('"姓名","单位"\n"顾长青","城市管理局"\n')],
  ])("is read as %s", async (_, bytes) => {
    expect(await cellsOf(bytes)).toEqual(expected);
  });

  it("counts rows as a spreadsheet does, blank ones and line breaks in cells included", async () => {
    const bytes = Buffer.from('姓名,备注\n\n"顾长青","两\n行,""引号"""\n,\n韩立新,x\n');
    expect(await cellsOf(bytes)).toEqual([
      [1, "姓名", "备注"],
      [3, "顾长青", '两\n行,"引号"'],
      [5, "韩立新", "x"],
    ]);
  });

  it("says in which row a quote is left open, and takes a formula for one", async () => {
    expect(await cellsOf(Buffer.from('姓名\n顾长青\n"韩立新\n'))).toBe("workbook.broken-quotes 3");
    const reading = await readCsv(Buffer.from('号码\n="110"\n\'=1\n'), 100);
    expect(reading.ok && isFormula(reading.rows[1]?.cells[0])).toBe(true);
    expect(reading.ok && reading.rows[2]?.cells[0]).toBe("=1");
  });

  it("is none when the bytes are no text", async () => {
    expect(await cellsOf(Buffer.from([0x41, 0xff, 0xff, 0x00]))).toBe("workbook.not-text 0");
    expect(delimiterOf('"a,b,c"\t1\n')).toBe("\t");
  });
});
