import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { recordAnnualGrade } from "~/personnel/record.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { loader as history } from "~/routes/_staff.people.imports._index";
import { loader as page } from "~/routes/_staff.people.imports.$importId._index/route";
import { action as accept } from "~/routes/_staff.people.imports.$importId.acceptance";
import {
  loader as columnsPage,
  action as settleColumns,
} from "~/routes/_staff.people.imports.$importId.columns";
import { loader as corrections } from "~/routes/_staff.people.imports.$importId.corrections";
import { action as undo, loader as undoPage } from "~/routes/_staff.people.imports.$importId.undoing";
import { action as upload } from "~/routes/_staff.people.imports.new";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { smallDistrict } from "./district";
import { type TypedCell, textOfPart, workbookFile } from "./workbook-file";

// The pages of an import as people use them: the department sees the whole district, two officers see one bureau each,
// a training officer may import nothing.

await useDatabase();
let district: Awaited<ReturnType<typeof smallDistrict>>;
const cookies = {} as Record<"department" | "urban" | "colleague" | "market" | "training", string>;
const accounts: Record<string, string> = {};

beforeAll(async () => {
  district = await smallDistrict();
  const sign = async (who: keyof typeof cookies, role: Parameters<typeof signedIn>[1], unitId: string) => {
    const account = { loginName: who, displayName: who, personId: null, passwordHash: "x" };
    accounts[who] = await inTransaction((tx) => createAccount(tx, account, null, new Date()));
    cookies[who] = await signedIn(accounts[who], role, unitId);
  };
  await sign("department", "personnel-department", district.root);
  await sign("urban", "unit-personnel-officer", district.urban);
  await sign("colleague", "unit-personnel-officer", district.urban);
  await sign("market", "unit-personnel-officer", district.market);
  await sign("training", "unit-training-officer", district.urban);
});

const HEADERS = ["姓名", "身份证件号码", "单位", "身份", "入职日期", "职务"];
const number = (index: number) => fictitiousIdentityNumber(index, "1980-05-06", "female");
const line = (name: string, index: number, title = "科员"): TypedCell[] => [
  name,
  number(index),
  "城市管理局",
  "公务员",
  "2020-03-01",
  title,
];

async function send(rows: TypedCell[][], who: keyof typeof cookies = "urban", unitId = district.urban) {
  const form = new FormData();
  form.set("unitId", unitId);
  form.set("file", new File([new Uint8Array(workbookFile(rows))], "名册.xlsx"));
  const { status, location } = await call(upload, cookies[who], "/people/imports/new", {}, form);
  expect(status).toBe(303);
  const [, importId = "", rest = ""] = /^\/people\/imports\/([0-9a-f-]{36})(.*)$/.exec(location ?? "") ?? [];
  return { importId, rest };
}
const at = (importId: string, noun = "") => `/people/imports/${importId}${noun}`;
const see = (who: keyof typeof cookies, importId: string, query = "") =>
  call(page, cookies[who], `${at(importId)}${query}`, { importId });
const take = (who: keyof typeof cookies, importId: string) =>
  call(accept, cookies[who], at(importId, "/acceptance"), { importId }, formOf({ mode: "good-rows" }));

describe("the columns page", () => {
  const own = ["员工", "证件号", "所在部门", "人员性质", "参加工作时间", "手机"];
  const meant = ["name", "identityNumber", "unit", "identity", "startedOn", ""];
  type Columns = { headerRow: number; columns: { text: string; proposed: string; samples: string[] }[] };
  const settle = (importId: string, column: string[], who: keyof typeof cookies = "urban", headerRow = "2") =>
    call(settleColumns, cookies[who], at(importId, "/columns"), { importId }, formOf({ headerRow, column }));

  it("asks what unknown headers mean, is answered once, and remembers it for the unit's next sheet", async () => {
    const rows = [["临湖区城市管理局人员"], own, [...line("顾长青", 1).slice(0, 5), "13800000000"]];
    const { importId, rest } = await send(rows);
    expect(rest).toBe("/columns");
    const asked = await call(columnsPage, cookies.urban, at(importId, "/columns"), { importId });
    const { headerRow, columns } = asked.body as Columns;
    expect(headerRow).toBe(2);
    expect(columns.map(({ text }) => text)).toEqual(own);
    // Whoever settles columns sees what stands in them, numbers masked.
    expect(columns[0]?.samples).toEqual(["顾长青"]);
    expect(JSON.stringify(asked.body).includes(number(1))).toBe(false);
    // Nothing shown of the import before the columns are settled, and nothing can be taken in.
    expect(await see("urban", importId)).toMatchObject({ status: 302, location: at(importId, "/columns") });
    expect((await take("urban", importId)).status).toBe(422);

    const incomplete = await settle(importId, ["name", "name", "unit", "identity", "", ""]);
    expect(incomplete.status).toBe(422);
    const refused = incomplete.body as { typed: string[]; problems: { message: string }[] };
    expect(refused.typed[1]).toBe("name");
    expect(refused.problems.map(({ message }) => message).join()).toMatch(/身份证件号码.*姓名/);

    expect(await settle(importId, meant)).toMatchObject({ status: 303, location: at(importId) });
    const preview = await see("urban", importId);
    expect(preview.body).toMatchObject({ kind: "preview", chosen: true, counts: { new: 1, bad: 0 } });
    expect((preview.body as { ignored: string[] }).ignored).toEqual(["手机"]);

    const next = await send([own, [...line("韩立新", 2).slice(0, 5), ""]]);
    expect(next.rest).toBe("");
    expect((await see("urban", next.importId)).body).toMatchObject({ chosen: true, counts: { new: 1 } });
    // Another unit has not chosen anything yet.
    const elsewhere = await send([own, [...line("韩立新", 2).slice(0, 5), ""]], "market", district.market);
    expect(elsewhere.rest).toBe("/columns");
    expect((await take("urban", importId)).status).toBe(303);
    // What has been taken in is not read otherwise afterwards.
    expect(await settle(importId, meant)).toMatchObject({ status: 303, location: at(importId) });
    expect(await prisma.rosterImportCheck.count({ where: { importId } })).toBe(1);
  });

  it("offers similar words beforehand", async () => {
    const { importId } = await send([
      ["人员姓名", "居民身份证号码", "工作单位名称", "身份类别", "入职日期"],
      line("顾长青", 3).slice(0, 5),
    ]);
    const { body } = await call(columnsPage, cookies.urban, at(importId, "/columns"), { importId });
    const proposed = (body as Columns).columns.map((column) => column.proposed);
    expect(proposed.slice(0, 3)).toEqual(["name", "identityNumber", "unit"]);
    expect(proposed[4]).toBe("startedOn");
  });

  it("is not there for who may not import, and not found outside the bureau", async () => {
    const { importId } = await send([own, [...line("沈若岚", 4).slice(0, 5), "x"]], "colleague");
    const ask = (who: keyof typeof cookies) =>
      call(columnsPage, cookies[who], at(importId, "/columns"), { importId });
    expect((await ask("training")).status).toBe(403);
    expect((await ask("market")).status).toBe(404);
    expect((await ask("department")).status).toBe(200);
    const before = await prisma.rosterImportCheck.count();
    expect((await settle(importId, meant, "training", "1")).status).toBe(403);
    expect((await settle(importId, meant, "market", "1")).status).toBe(404);
    expect(await prisma.rosterImportCheck.count()).toBe(before);
  });
});

describe("the corrected sheet", () => {
  const slip = `${number(11).slice(0, 17)}${number(11).endsWith("1") ? "2" : "1"}`;
  let importId: string;
  beforeAll(async () => {
    ({ importId } = await send([
      HEADERS,
      ["顾长青", slip, "城市管理局", "志愿者", "2020-03-01", '=HYPERLINK("x")'],
      line("韩立新", 12, "+86 科员"),
    ]));
  });
  const get = async (who: keyof typeof cookies, id = importId) => {
    const request = new Request(`http://localhost${at(id, "/corrections")}`, {
      headers: { Cookie: cookies[who] },
    });
    return corrections({ request, params: { importId: id }, context: {} } as never).catch((thrown) => {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    });
  };

  it("says in each row what is wrong, keeps numbers as text and runs nothing", async () => {
    const response = await get("urban");
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const bytes = Buffer.from(await response.arrayBuffer());
    const workbook = await readWorkbook(bytes);
    if (!workbook.ok) throw new Error("unreadable");
    const [head, bad, good] = workbook.sheet.rows.map(({ cells }) => cells);
    expect(head).toEqual([...HEADERS, "需要改正的内容"]);
    // As they were typed: text, whole, and no formula.
    expect(bad?.[1] === slip).toBe(true);
    expect(bad?.[5]).toBe('=HYPERLINK("x")');
    expect(good?.[5]).toBe("+86 科员");
    expect(bad?.[6]).toMatch(/校验位不符.*没有这种身份/);
    expect(good?.[6] ?? "").toBe("");
    // Coloured where it is wrong: the third style of our own workbooks.
    const xml = textOfPart(bytes, "xl/worksheets/sheet1.xml");
    const bads = [...xml.matchAll(/<c r="([A-Z]+\d+)" s="3"/g)].map(([, place]) => place);
    expect(bads).toEqual(["B2", "D2"]);
    expect(xml).not.toContain("<f>");
    const event = await prisma.auditEvent.findFirst({
      where: { type: "roster.corrections-downloaded" },
      orderBy: { id: "desc" },
    });
    expect(event).toMatchObject({ actorId: accounts.urban, subjectId: importId, data: { rows: 2 } });
  });

  it("taken in again after correction, it is a roster like any other", async () => {
    const bytes = Buffer.from(await (await get("urban")).arrayBuffer());
    const form = new FormData();
    form.set("unitId", district.urban);
    form.set("file", new File([new Uint8Array(bytes)], "改正表.xlsx"));
    const { status, location } = await call(upload, cookies.urban, "/people/imports/new", {}, form);
    expect(status).toBe(303);
    expect((await see("urban", location?.split("/").at(-1) ?? "")).body).toMatchObject({
      counts: { new: 1, bad: 1 },
    });
  });

  it("is for who uploaded it or may see whole numbers", async () => {
    expect((await get("department")).status).toBe(200);
    expect((await get("colleague")).status).toBe(403);
    expect((await get("training")).status).toBe(403);
    expect((await get("market")).status).toBe(404);
    expect((await get("urban", crypto.randomUUID())).status).toBe(404);
    expect((await see("colleague", importId)).body).toMatchObject({ mayDownload: false });
    expect((await see("urban", importId)).body).toMatchObject({ mayDownload: true });
  });
});

describe("undoing", () => {
  const revoke = (who: keyof typeof cookies, importId: string) =>
    call(undo, cookies[who], at(importId, "/undoing"), { importId }, formOf({}));
  const names = () => prisma.personName.count({ where: { supersededAt: null } });

  it("takes back what was taken in, once, and says so", async () => {
    const before = await names();
    const { importId } = await send([HEADERS, line("唐玉芬", 21), line("周彦", 22)]);
    // Nothing to undo yet.
    expect(await revoke("urban", importId)).toMatchObject({ status: 303, location: at(importId) });
    expect((await see("urban", importId)).body).toMatchObject({ kind: "preview" });
    expect((await take("urban", importId)).status).toBe(303);
    expect(await names()).toBe(before + 2);
    const asked = await call(undoPage, cookies.urban, at(importId, "/undoing"), { importId });
    expect(asked.body).toMatchObject({ people: 2 });
    expect(await names()).toBe(before + 2);
    expect(await revoke("urban", importId)).toMatchObject({ status: 303, location: at(importId) });
    expect(await names()).toBe(before);
    expect((await see("urban", importId)).body).toMatchObject({
      kind: "result",
      undoing: { undoneById: accounts.urban, people: 2 },
    });
    expect(await revoke("urban", importId)).toMatchObject({ status: 303, location: at(importId) });
    expect(await prisma.rosterImportUndoing.count({ where: { importId } })).toBe(1);
  });

  it("is refused with the rows and the reason where something later rests on it", async () => {
    const { importId } = await send([HEADERS, line("吕志宏", 31), line("姜堃", 32)]);
    await take("urban", importId);
    const row = await prisma.rosterImportRow.findFirstOrThrow({ where: { importId, row: 3 } });
    const graded = await inTransaction((tx) =>
      recordAnnualGrade(
        tx,
        { personId: row.personId ?? "", year: 2025, grade: "competent" },
        accounts.department ?? null,
        new Date(),
      ),
    );
    expect(graded).toBeDefined();
    const before = await names();
    const refused = await revoke("urban", importId);
    expect(refused.status).toBe(422);
    expect((refused.body as { refusals: { code: string; facts: object }[] }).refusals).toMatchObject([
      { code: "roster.undo-rests", facts: { what: "annual_grade", people: 1, rows: "3" } },
    ]);
    expect(await names()).toBe(before);
    expect((await see("urban", importId)).body).toMatchObject({ kind: "result", undoing: null });
  });

  it("is not for who may not import, and not found outside the bureau", async () => {
    const { importId } = await send([HEADERS, line("彭春生", 41)]);
    await take("urban", importId);
    const before = await names();
    const ask = (who: keyof typeof cookies) =>
      call(undoPage, cookies[who], at(importId, "/undoing"), { importId });
    for (const [who, status] of [
      ["training", 403],
      ["market", 404],
    ] as const) {
      expect((await ask(who)).status).toBe(status);
      expect((await revoke(who, importId)).status).toBe(status);
      expect((await take(who, importId)).status).toBe(status);
      expect((await see(who, importId)).status).toBe(status);
    }
    expect(await names()).toBe(before);
  });
});

describe("the history of imports", () => {
  type History = {
    total: number;
    imports: { importId: string; state: string; unitName: string; people: Record<string, string> }[];
  };
  const list = async (who: keyof typeof cookies, query = "") => {
    const { status, body } = await call(history, cookies[who], `/people/imports${query}`);
    return { status, ...(body as History) };
  };

  it("shows each import of the reader's units with its state and who did what, newest first", async () => {
    const own = await send([HEADERS, line("罗建军", 51)]);
    await take("colleague", own.importId);
    const other = await send([HEADERS, line("蔡永康", 52)], "market", district.market);
    const found = await list("urban");
    expect(found.imports[0]).toMatchObject({
      importId: own.importId,
      state: "accepted",
      unitName: "城市管理局",
      uploadedById: accounts.urban,
      acceptance: { acceptedById: accounts.colleague, accepted: 1, refused: 0 },
    });
    expect(found.imports.map(({ importId }) => importId)).not.toContain(other.importId);
    const all = await list("department");
    expect(all.imports[0]?.importId).toBe(other.importId);
    expect(all.total).toBeGreaterThan(found.total);
    const narrowed = await list("department", `?unit=${district.market}`);
    expect(narrowed.imports.map(({ unitName }) => unitName)).not.toContain("城市管理局");
    // A unit outside the reader's scope narrows nothing and shows nothing more.
    expect((await list("market", `?unit=${district.urban}`)).total).toBe((await list("market")).total);
    // Nothing personal: no name and no number of anybody in it.
    expect(JSON.stringify(all.imports)).not.toMatch(/罗建军|990105/);
    expect((await list("urban", "?page=-3")).status).toBe(200);
  });

  it("is not for who may not import", async () => {
    expect((await list("training")).status).toBe(403);
  });
});

it("what another registered meanwhile stops the whole, with nothing taken in", async () => {
  const { importId } = await send([HEADERS, line("董雪峰", 61), line("曹德胜", 62)]);
  await inTransaction((tx) =>
    registerPerson(
      tx,
      { name: "曹得胜", identityNumber: number(62), origin: "form" },
      accounts.department ?? null,
      new Date(),
    ),
  );
  const before = await prisma.person.count();
  const answer = await call(
    accept,
    cookies.urban,
    at(importId, "/acceptance"),
    { importId },
    formOf({ mode: "all" }),
  );
  expect(answer.status).toBe(422);
  expect(await prisma.person.count()).toBe(before);
  expect((await see("urban", importId)).body).toMatchObject({ kind: "preview", counts: { new: 1, bad: 1 } });
});
