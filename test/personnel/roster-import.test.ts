import { beforeAll, describe, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { acceptRoster } from "~/personnel/roster-acceptance.server";
import { checkedRows, latestCheck } from "~/personnel/roster-check.server";
import { findRosterImport, rosterResults, uploadRoster } from "~/personnel/roster-import.server";
import { MOST_BYTES, readWorkbook } from "~/personnel/workbook.server";
import { rosterWords } from "~/text/roster-words";
import { useDatabase } from "../support/database";
import { smallDistrict } from "./district";
import { zip } from "./workbook-file";

const database = await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
let district: Awaited<ReturnType<typeof smallDistrict>>;
let officer: string;

beforeAll(async () => {
  district = await smallDistrict();
  officer = await inTransaction((tx) =>
    createAccount(tx, { loginName: "zhao", displayName: "赵", personId: null, passwordHash: "x" }, null, now),
  );
});

type Cell = string | number | null;
const headers = ["姓名", "身份证件号码", "单位", "身份", "入职日期", "学法类别", "法制职责"];
const person = (
  name: string,
  index: number,
  unit = "城市管理局",
  identity = "公务员",
  duty = "无",
): Cell[] => [
  name,
  fictitiousIdentityNumber(index, "1980-05-06", "female"),
  unit,
  identity,
  "2020-03-01",
  "行政执法人员",
  duty,
];
const sheet = (...rows: Cell[][]) => writeSheet([headers, ...rows]).toBuffer();

const upload = async (bytes: Buffer, unitId = district.root) => {
  const answer = await inTransaction((tx) =>
    uploadRoster(tx, { unitId, fileName: "C:\\临湖\\名册.xlsx", bytes, words: rosterWords }, officer, now),
  );
  if (!answer.ok) throw new Error(answer.refusals.map((refusal) => refusal.code).join());
  return answer.importId;
};
const previewOf = async (importId: string) => {
  const check = (await latestCheck(prisma, importId))!;
  const { bad, good } = await checkedRows(prisma, check, { bad: [0, 50], good: [0, 50] });
  return { counts: check.counts, bad, good };
};
const accept = (importId: string, mode: "all" | "good-rows") =>
  inTransaction((tx) => acceptRoster(tx, { importId, mode, words: rosterWords }, officer, now));

describe("an import", () => {
  it("changes nothing until it is accepted, then takes everyone once", async () => {
    const before = await prisma.person.count();
    const importId = await upload(
      await sheet(
        person("顾长青", 1),
        person("韩立新", 2, "市场监督管理局"),
        person("沈若岚", 3, "城市管理局", "公务员", "专职法制工作"),
      ),
    );
    expect(await prisma.person.count()).toBe(before);
    const preview = await previewOf(importId);
    expect(preview.good.map((row) => [row.row, row.state])).toEqual([
      [2, "new"],
      [3, "new"],
      [4, "new"],
    ]);
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(importId, "all")));
    expect(answers.map((answer) => answer.ok && answer.accepted)).toEqual([3, 3, 3, 3]);
    expect(answers.filter((answer) => answer.ok && !answer.already)).toHaveLength(1);
    expect(await prisma.person.count()).toBe(before + 3);
    const results = await rosterResults(prisma, importId);
    expect(results.map((result) => `${result.row} ${result.outcome}`)).toEqual([
      "2 created",
      "3 created",
      "4 created",
    ]);
    const ids = results.flatMap((result) => result.personId ?? []);
    const facts = await personnelFacts(prisma, ids, { trueOn: "2026-11-02" });
    expect([...facts.values()].map((one) => one.studyCategory)).toEqual([
      "enforcement",
      "enforcement",
      "enforcement",
    ]);
    expect(facts.get(ids[2] as string)?.legalDuties).toMatchObject([
      { unitId: district.urban, fullTime: true },
    ]);
  });

  it("with a bad row takes nobody, or by choice the good rows with the reasons of the others", async () => {
    const importId = await upload(
      await sheet(
        person("唐玉芬", 11),
        person("周彦", 12, "不存在的局"),
        person("吕志宏", 13, "城市管理局", "志愿者"),
      ),
    );
    const before = await prisma.person.count();
    const all = await accept(importId, "all");
    expect(all).toMatchObject({ ok: false, refusals: [{ code: "roster.has-bad-rows", facts: { rows: 2 } }] });
    expect(await prisma.person.count()).toBe(before);
    expect((await findRosterImport(prisma, importId, ["/linhu/"], now))?.acceptance).toBeNull();

    expect(await accept(importId, "good-rows")).toMatchObject({ ok: true, accepted: 1, refused: 2 });
    expect(await prisma.person.count()).toBe(before + 1);
    const results = await rosterResults(prisma, importId);
    expect(
      results.map((result) => `${result.row} ${result.outcome} ${result.refusals[0]?.refusal.code ?? ""}`),
    ).toEqual(["2 created ", "3 refused roster.unit-unknown", "4 refused roster.identity-unknown"]);
  });

  it("knows who is there: the same unit is no news, another unit or name is refused", async () => {
    const first = await upload(await sheet(person("姜堃", 21), person("彭春生", 22)));
    await accept(first, "all");
    const again = await upload(
      await sheet(person("姜堃", 21), person("彭春生", 22, "市场监督管理局"), person("罗建军", 23)),
    );
    const preview = await previewOf(again);
    expect(preview.bad.flatMap((row) => row.problems.map((one) => `${row.row} ${one.refusal.code}`))).toEqual(
      ["3 roster.employed-elsewhere"],
    );
    expect(preview.counts).toEqual({ new: 1, joining: 0, differs: 0, known: 1, bad: 1 });
    expect(await accept(again, "good-rows")).toMatchObject({ ok: true, accepted: 2, refused: 1 });
    const other = await upload(await sheet(person("姜昆", 21), person("蔡永康", 24)));
    expect(await accept(other, "all")).toMatchObject({ ok: false });
  });

  it("that meets another one half-way stays whole: eight imports, one person each", async () => {
    const files = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        sheet(person("潘红霞", 31), person("何秀芬", 32), person("独有", 40 + at)),
      ),
    );
    const imports: string[] = [];
    for (const file of files) imports.push(await upload(file));
    await Promise.all(imports.map((importId) => accept(importId, "all")));
    const doubled = await database.ownerQuery(
      "SELECT index_hash FROM identity_number WHERE superseded_at IS NULL GROUP BY index_hash HAVING count(*) > 1",
    );
    expect(doubled).toEqual([]);
    expect(await prisma.rosterImportAcceptance.count({ where: { importId: { in: imports } } })).toBe(8);
  });

  it("is refused in one piece when somebody was registered under another name meanwhile", async () => {
    const importId = await upload(await sheet(person("董雪峰", 51), person("曹德胜", 52)));
    await inTransaction((tx) =>
      registerPerson(
        tx,
        {
          name: "曹得胜",
          identityNumber: fictitiousIdentityNumber(52, "1980-05-06", "female"),
          origin: "form",
        },
        null,
        now,
      ),
    );
    const before = await prisma.person.count();
    expect(await accept(importId, "all")).toMatchObject({ ok: false });
    expect(await prisma.person.count()).toBe(before);
  });

  it("may name only units below the one it was uploaded for, and is found only in scope", async () => {
    const importId = await upload(await sheet(person("谭立秋", 61, "市场监督管理局")), district.urban);
    const preview = await previewOf(importId);
    expect(preview.bad[0]?.problems[0]?.refusal.code).toBe("roster.unit-unknown");
    expect(await findRosterImport(prisma, importId, ["/linhu/market/"], now)).toBeNull();
    expect((await findRosterImport(prisma, importId, ["/linhu/urban/"], now))?.fileName).toBe("名册.xlsx");
  });

  it("uploaded twice is one; its numbers stand nowhere in plain", async () => {
    const bytes = await sheet(person("吴国梁", 71));
    const first = await upload(bytes);
    expect(await upload(bytes)).toBe(first);
    const number = fictitiousIdentityNumber(71, "1980-05-06", "female");
    await accept(first, "all");
    for (const table of [
      "roster_import_row",
      "roster_import_check",
      "audit_event",
      "roster_import",
      "stored_file",
      "person_name",
    ]) {
      const [row] = await database.ownerQuery<{ found: boolean }>(
        `SELECT coalesce(bool_or(t::text LIKE '%' || $1 || '%'), false) AS found FROM ${table} t`,
        [number.slice(6, 17)],
      );
      expect(row?.found, table).toBe(false);
    }
  });
});

describe("hostile files", () => {
  const codes = async (bytes: Buffer) => {
    const answer = await readWorkbook(bytes);
    return answer.ok ? "ok" : answer.refusals.map((refusal) => refusal.code).join();
  };
  const entry = (xml: string) => [
    { name: "xl/workbook.xml", body: "<workbook/>" },
    { name: "xl/worksheets/sheet1.xml", body: xml },
  ];

  it.each<[string, () => Buffer, string]>([
    ["nothing", () => Buffer.alloc(0), "workbook.empty"],
    ["plain text", () => Buffer.from("姓名,身份证号\n顾长青,1"), "ok"],
    [
      "a picture by another name",
      () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      "workbook.picture",
    ],
    ["a photograph", () => Buffer.from("ffd8ffe000104a464946", "hex"), "workbook.picture"],
    ["a scan", () => Buffer.from("%PDF-1.7\n"), "workbook.picture"],
    ["bytes of no kind", () => Buffer.from([1, 2, 3, 0, 255, 254]), "workbook.not-text"],
    ["an open quote", () => Buffer.from('姓名,单位\n"顾长青,局\n'), "workbook.broken-quotes"],
    ["too large", () => Buffer.alloc(MOST_BYTES + 1), "workbook.too-large"],
    ["an old or locked file", () => Buffer.from("d0cf11e0a1b11ae100000000", "hex"), "workbook.old-format"],
    ["a zip that is no workbook", () => zip([{ name: "a.txt", body: "a" }]), "workbook.not-a-workbook"],
    ["a cut-off archive", () => zip(entry("<worksheet/>")).subarray(0, 60), "workbook.not-a-workbook"],
    ["a bomb", () => zip(entry('<c r="A1"/>'.repeat(16 * 1024 * 1024))), "workbook.unfolds-too-far"],
    [
      "a far row",
      () => zip(entry('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
      "workbook.reaches-too-far",
    ],
    [
      "a far column",
      () => zip(entry('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
      "workbook.reaches-too-far",
    ],
    ["far cells without a word", () => zip(entry('<row r="1048576"><c r="XFD1048576" s="1"/></row>')), "ok"],
    ["one endless text", () => zip(entry(" ".repeat(40 * 1024 * 1024))), "workbook.not-a-workbook"],
    ["entities", () => zip(entry('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')), "workbook.not-a-workbook"],
    ["a directory that points outside", () => brokenDirectory(), "workbook.not-a-workbook"],
  ])("%s", async (_, bytes, expected) => {
    expect(await codes(bytes())).toBe(expected);
  });

  it("a directory that claims small sizes does not get a bomb past", async () => {
    const bytes = zip(entry(`<c r="A1"${" ".repeat(1000)}/>`.repeat(160 * 1024)), { claimed: 10 });
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await codes(bytes)).toBe("workbook.unfolds-too-far");
  });

  it("a well-made file is read", async () => {
    expect(await codes(await sheet(person("顾长青", 1)))).toBe("ok");
  });
});

function brokenDirectory(): Buffer {
  const bytes = zip([{ name: "xl/workbook.xml", body: "<workbook/>" }]);
  bytes.writeUInt32LE(0xfffffff0, bytes.length - 6);
  return bytes;
}
