import { PNG } from "pngjs";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { loader as page } from "~/routes/_staff.people.imports.$importId._index/route";
import { action as upload } from "~/routes/_staff.people.imports.new";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { smallDistrict } from "./district";
import { gb18030, type TypedCell, workbookFile, zip } from "./workbook-file";

// Clumsy and hostile files through the page where people upload them: what is refused, with which words, and that
// nothing of them reaches the register.

const database = await useDatabase();
let cookie: string;
let unitId: string;
let before: number[];

beforeAll(async () => {
  const district = await smallDistrict();
  unitId = district.root;
  const account = { loginName: "zhao", displayName: "赵", personId: null, passwordHash: "x" };
  const accountId = await inTransaction((tx) => createAccount(tx, account, null, new Date()));
  cookie = await signedIn(accountId, "personnel-department", unitId);
});

const TABLES = ["person", "person_name", "identity_number", "employment", "study_category", "legal_duty"];
const stored = () =>
  Promise.all(
    TABLES.map(async (table) => {
      const [row] = await database.ownerQuery<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
      return row?.n ?? -1;
    }),
  );
beforeEach(async () => {
  before = await stored();
});

const HEADERS = ["姓名", "身份证件号码", "单位", "身份", "入职日期"];
const number = (index: number) => fictitiousIdentityNumber(index, "1980-05-06", "female");
const line = (name: string, numbered: TypedCell): TypedCell[] => [
  name,
  numbered,
  "城市管理局",
  "公务员",
  "2020-03-01",
];
const good = [HEADERS, line("顾长青", number(1)), line("韩立新", number(2))];

async function send(bytes: Buffer, name = "名册.xlsx") {
  const form = new FormData();
  form.set("unitId", unitId);
  form.set("file", new File([new Uint8Array(bytes)], name));
  return call(upload, cookie, "/people/imports/new", {}, form);
}
const messages = (body: unknown) =>
  ((body as { problems?: { field: string; message: string }[] })?.problems ?? []).map(
    ({ field, message }) => `${field}: ${message}`,
  );
type Previewed = {
  counts: Record<string, number>;
  others: { name: string; hidden: boolean }[];
  bad: { rows: { row: number; problems: { column: string; refusal: { code: string; facts: object } }[] }[] };
};
/** What the page after the upload shows. */
async function previewed(bytes: Buffer, name?: string) {
  const { status, location } = await send(bytes, name);
  expect(status).toBe(303);
  const importId = location?.split("/").at(-1) ?? "";
  const { body } = await call(page, cookie, location ?? "", { importId });
  const { bad, counts, others } = body as Previewed;
  const problems = bad.rows.flatMap(({ row, problems }) =>
    problems.map(({ column, refusal }) => `${row} ${column} ${refusal.code}`),
  );
  return { counts, others, problems, body };
}

describe("a file that cannot be read without guessing is refused as a whole", () => {
  const picture = PNG.sync.write(new PNG({ width: 40, height: 40 }));
  const bomb = zip([
    { name: "xl/workbook.xml", body: "<workbook/>" },
    { name: "xl/worksheets/sheet1.xml", body: `<c r="A1"${" ".repeat(1000)}/>`.repeat(170 * 1024) },
  ]);
  it.each<[string, Buffer, string[]]>([
    ["cells merged among the people", workbookFile(good, { merged: ["C2:C3"] }), ["C2:C3"]],
    ["a hidden column", workbookFile(good, { hiddenColumns: [4, 5] }), ["D–E"]],
    ["a hidden row", workbookFile(good, { hiddenRow: 3 }), ["第 3 行"]],
    ["a hidden sheet", workbookFile(good, { sheetState: "hidden" }), ["第一张工作表是隐藏的"]],
    ["a very hidden sheet", workbookFile(good, { sheetState: "veryHidden" }), ["第一张工作表是隐藏的"]],
    ["a picture named .xlsx", picture, ["这是图片或 PDF"]],
    ["a few kilobytes that unfold to 170 MB", bomb, ["文件解开后过大"]],
    [
      "a quote left open in a text",
      Buffer.from(`${HEADERS.join()}\n顾长青,"${number(1)},城市管理局\n`),
      ["第 2 行的引号"],
    ],
    ["nothing chosen", Buffer.alloc(0), ["没有选择文件"]],
  ])("%s", async (_, bytes, words) => {
    const { status, body } = await send(bytes);
    expect(status).toBe(422);
    const said = messages(body);
    expect(said).toHaveLength(1);
    for (const word of words) expect(said[0]).toContain(word);
    expect(said[0]).toMatch(/^file: .+。.+/);
    expect((body as { typed: object }).typed).toEqual({ unitId });
    expect(await prisma.rosterImport.count()).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it("names everything that is wrong with it at once", async () => {
    const { status, body } = await send(
      workbookFile(good, { merged: ["A2:A3"], hiddenRow: 2, hiddenColumns: [1, 1] }),
    );
    expect(status).toBe(422);
    expect(messages(body)).toHaveLength(3);
  });

  it("a title merged across the top, and hidden columns beyond the last header, do no harm", async () => {
    const titled = [["临湖区名册"], ...good];
    const { counts } = await previewed(workbookFile(titled, { merged: ["A1:E1"], hiddenColumns: [8, 9] }));
    expect(counts).toMatchObject({ new: 2, bad: 0 });
  });
});

describe("a bad cell is named by row and column, and nobody is registered by looking", () => {
  const wrong = (text: string) => `${text.slice(0, 17)}${text.endsWith("1") ? "2" : "1"}`;

  it("formula, wrong check digit, missing unit, unknown word, date that is none", async () => {
    const { counts, problems, body } = await previewed(
      workbookFile([
        HEADERS,
        line("顾长青", { formula: "1&2", seen: number(11) }),
        line("韩立新", wrong(number(12))),
        ["沈若岚", number(13), "", "公务员", "2020-03-01"],
        ["唐玉芬", number(14), "城市管理局", "志愿者", "2020-02-30"],
        line("吕志宏", number(15)),
      ]),
    );
    expect(problems).toEqual([
      "2 identityNumber roster.formula-cell",
      "3 identityNumber identity-number.check-digit",
      "4 unit roster.cell-missing",
      "5 startedOn roster.date",
      "5 identity roster.identity-unknown",
    ]);
    expect(counts).toMatchObject({ new: 1, bad: 4 });
    expect(await stored()).toEqual(before);
    // Neither what a program last saw behind the formula nor the number with a slip is shown whole.
    const shown = JSON.stringify(body);
    for (const hidden of [number(11), wrong(number(12))]) expect(shown.includes(hidden)).toBe(false);
  });

  it("duplicates inside name each other, whatever width the digits have", async () => {
    const wide = number(21).replace(/[0-9X]/g, (character) =>
      String.fromCharCode(character.charCodeAt(0) + 0xfee0),
    );
    const { problems, body } = await previewed(
      workbookFile([HEADERS, line("顾长青", number(21)), line("韩立新", number(22)), line("顾长青", wide)]),
    );
    expect(problems).toEqual([
      "2 identityNumber roster.number-twice",
      "4 identityNumber roster.number-twice",
    ]);
    const others = (body as Previewed).bad.rows.map(({ problems: [first] }) => first?.refusal.facts);
    expect(others).toEqual([{ otherRow: 4 }, { otherRow: 2 }]);
  });

  it("full-width digits and letters are read as meant", async () => {
    const wide = number(23).replace(/[0-9X]/g, (character) =>
      String.fromCharCode(character.charCodeAt(0) + 0xfee0),
    );
    const { counts } = await previewed(
      workbookFile([HEADERS, ["顾长青", wide, "城市管理局", "公务员", "２０２０－０３－０１"]]),
    );
    expect(counts).toMatchObject({ new: 1, bad: 0 });
  });

  it("a number the register has under another name is not taken, and the other name only hinted at", async () => {
    const registered = await inTransaction((tx) =>
      registerPerson(tx, { name: "董雪峰", identityNumber: number(31), origin: "form" }, null, new Date()),
    );
    expect(registered.ok).toBe(true);
    before = await stored();
    const { problems, body } = await previewed(
      workbookFile([HEADERS, line("曹德胜", number(31)), line("周彦", number(32))]),
    );
    expect(problems).toEqual(["2 name person.exists-under-another-name"]);
    expect(JSON.stringify(body).includes("董雪峰")).toBe(false);
    expect(await stored()).toEqual(before);
  });

  it("GB18030 text from Chinese Windows is read, bad cells and all", async () => {
    const text = [HEADERS, line("顾长青", number(41)), line("韩立新", wrong(number(42)))]
      .map((cells) => cells.join(","))
      .join("\r\n");
    const bytes = gb18030(text);
    expect(bytes.equals(Buffer.from(text))).toBe(false);
    const { counts, problems } = await previewed(bytes, "名册.csv");
    expect(counts).toMatchObject({ new: 1, bad: 1 });
    expect(problems).toEqual(["3 identityNumber identity-number.check-digit"]);
    expect(await stored()).toEqual(before);
  });

  it("a second sheet is not read, and the page says so", async () => {
    const { others } = await previewed(
      workbookFile([HEADERS, line("顾长青", number(51))], { secondSheet: { name: "旧表", hidden: true } }),
    );
    expect(others).toEqual([{ name: "旧表", hidden: true }]);
  });
});
