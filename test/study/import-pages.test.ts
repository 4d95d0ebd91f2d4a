import { PNG } from "pngjs";
import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { loader as ledger } from "~/routes/_staff.study-records._index/route";
import { loader as list } from "~/routes/_staff.study-records.imports._index";
import { loader as page } from "~/routes/_staff.study-records.imports.$importId._index/route";
import { action as accept } from "~/routes/_staff.study-records.imports.$importId.acceptance";
import { loader as corrections } from "~/routes/_staff.study-records.imports.$importId.corrections";
import {
  action as enter,
  loader as enterByAddress,
} from "~/routes/_staff.study-records.imports.$importId.entry";
import { action as undo, loader as undoPage } from "~/routes/_staff.study-records.imports.$importId.undoing";
import { action as send } from "~/routes/_staff.study-records.imports.new";
import { loader as template } from "~/routes/_staff.study-records.imports.template";
import { smallDistrict } from "../personnel/district";
import { gb18030, workbookFile, zip } from "../personnel/workbook-file";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { HEADERS, line, number, table, worker } from "./import-scene";
import { account } from "./study-district";

// Tables of past study through the pages: what is refused, with which words, and that nothing of it reaches the ledger.

const database = await useDatabase();
const cookies = { clerk: "", colleague: "", market: "", legal: "", second: "", auditor: "", hr: "" };
let urban: string;
beforeAll(async () => {
  const district = await smallDistrict();
  urban = district.urban;
  for (const n of [1, 2, 3]) await worker(["许文竹", "吕志宏", "韩立新"][n - 1]!, urban, n);
  const sign = async (who: keyof typeof cookies, role: Parameters<typeof signedIn>[1], unitId: string) => {
    cookies[who] = await signedIn(await account(who), role, unitId);
  };
  await sign("clerk", "unit-training-officer", urban);
  await sign("colleague", "unit-training-officer", urban);
  await sign("market", "unit-training-officer", district.market);
  await sign("legal", "legal-affairs", district.root);
  await sign("second", "legal-affairs", district.root);
  await sign("auditor", "auditor", district.root);
  await sign("hr", "unit-personnel-officer", urban);
});

async function upload(bytes: Buffer, who: keyof typeof cookies = "clerk", name = "以往学法.xlsx") {
  const form = new FormData();
  form.set("unitId", urban);
  form.set("file", new File([new Uint8Array(bytes)], name));
  const answer = await call(send, cookies[who], "/study-records/imports/new", {}, form);
  return { ...answer, importId: answer.location?.split("/").at(-1) ?? "" };
}
const at = (importId: string, noun = "") => `/study-records/imports/${importId}${noun}`;
const see = (who: keyof typeof cookies, importId: string, query = "") =>
  call(page, cookies[who], `${at(importId)}${query}`, { importId });
const act = (
  action: (args: never) => Promise<unknown>,
  who: keyof typeof cookies,
  importId: string,
  fields: Record<string, string> = {},
) => call(action, cookies[who], at(importId, "/x"), { importId }, formOf(fields));
const messages = (body: unknown) =>
  ((body as { problems?: { field: string; message: string }[] })?.problems ?? []).map(
    ({ message }) => message,
  );
const stored = async () => {
  const [row] = await database.ownerQuery<Record<string, number>>(
    "SELECT (SELECT count(*)::int FROM study_record) AS records, (SELECT count(*)::int FROM study_import) AS imports, (SELECT count(*)::int FROM audit_event WHERE type LIKE 'study-%') AS events",
  );
  return row;
};
const good = [HEADERS, line({ 身份证件号码: number(1) }), line({ 身份证件号码: number(2) })];

describe("a file that cannot be read without guessing is refused as a whole", () => {
  const bomb = zip([
    { name: "xl/workbook.xml", body: "<workbook/>" },
    { name: "xl/worksheets/sheet1.xml", body: `<c r="A1"${" ".repeat(1000)}/>`.repeat(170 * 1024) },
  ]);
  it.each<[string, Buffer, string]>([
    ["cells merged among the rows", workbookFile(good, { merged: ["D2:D3"] }), "D2:D3"],
    ["a hidden column", workbookFile(good, { hiddenColumns: [4, 5] }), "D–E"],
    ["a hidden row", workbookFile(good, { hiddenRow: 3 }), "第 3 行"],
    ["a hidden sheet", workbookFile(good, { sheetState: "hidden" }), "第一张工作表是隐藏的"],
    ["a picture named .xlsx", PNG.sync.write(new PNG({ width: 40, height: 40 })), "这是图片或 PDF"],
    ["a few kilobytes that unfold to 170 MB", bomb, "文件解开后过大"],
    ["a quote left open", Buffer.from(`${HEADERS.join()}\n"${number(1)},城市管理局\n`), "第 2 行的引号"],
    ["nothing chosen", Buffer.alloc(0), "没有选择文件"],
    ["headers alone", workbookFile([HEADERS]), "表中没有学法记录"],
    ["no headers", workbookFile([line({ 身份证件号码: number(1) })]), "找不到写有列名的一行"],
    [
      "too few columns",
      workbookFile([
        ["姓名", "活动名称", "日期"],
        ["许文竹", "学法", "2026-03-03"],
      ]),
      "开始时间、结束时间",
    ],
  ])("%s", async (_, bytes, words) => {
    const before = await stored();
    const { status, body } = await upload(bytes);
    expect(status).toBe(422);
    expect(messages(body).join()).toContain(words);
    expect((body as { typed: object }).typed).toEqual({ unitId: urban });
    expect(await stored()).toEqual(before);
  });

  it("fifty thousand rows and one are too many", async () => {
    const rows = Array.from({ length: 50_001 }, () => `${number(1)},x`);
    const { status, body } = await upload(
      Buffer.from(`${HEADERS.join()}\n${rows.join("\n")}\n`),
      "clerk",
      "a.csv",
    );
    expect(status).toBe(422);
    expect(messages(body).join()).toContain("50001");
  });

  it("a text of Chinese Windows is read", async () => {
    const rows = [HEADERS, line({ 身份证件号码: number(3) })].map((cells) => cells.join("\t")).join("\r\n");
    const { status, importId } = await upload(gb18030(rows), "clerk", "学法.txt");
    expect(status).toBe(303);
    expect((await see("clerk", importId)).body).toMatchObject({
      kind: "preview",
      counts: { new: 1, bad: 0 },
    });
  });
});

it("the template leads back through the upload, its words read as they stand", async () => {
  const response = (await template({
    request: new Request("http://localhost/x", { headers: { Cookie: cookies.clerk } }),
    params: {},
    context: {},
  } as never)) as Response;
  const read = await readWorkbook(Buffer.from(await response.arrayBuffer()));
  if (!read.ok) throw new Error();
  expect(read.sheet.rows[0]?.cells.slice(0, 4)).toEqual(["身份证件号码", "姓名", "单位", "活动名称*"]);
});

it("from upload to undoing, through the pages, each in the hands of who may", async () => {
  const { status, importId } = await upload(
    table({ 身份证件号码: number(1) }, { 身份证件号码: number(2) }, { 身份证件号码: number(9) }),
  );
  expect(status).toBe(303);
  const looked = await see("clerk", importId);
  expect(looked.body).toMatchObject({ kind: "preview", counts: { new: 2, bad: 1 }, mayEnter: true });
  // No page holds a whole number, and no address does.
  expect(JSON.stringify(looked.body)).not.toContain(number(1));

  expect(await see("legal", importId)).toMatchObject({ status: 200, body: { mayEnter: false } });
  expect((await see("auditor", importId)).status).toBe(200);
  expect((await see("market", importId)).status).toBe(404);
  expect((await see("hr", importId)).status).toBe(403);
  expect((await act(enter, "legal", importId)).status).toBe(403);
  expect((await act(enter, "market", importId)).status).toBe(404);
  const sheet = (who: keyof typeof cookies) => call(corrections, cookies[who], at(importId), { importId });
  expect((await sheet("clerk")).status).toBe(200);
  // A colleague may see the import, not the numbers somebody else uploaded.
  expect((await sheet("colleague")).status).toBe(403);
  expect((await call(enterByAddress, cookies.clerk, at(importId, "/entry"), { importId })).location).toBe(
    at(importId),
  );

  const all = await act(enter, "clerk", importId, { mode: "all" });
  expect(all).toMatchObject({ status: 422, body: { refusals: [{ code: "study-import.has-bad-rows" }] } });
  expect(await act(enter, "clerk", importId, { mode: "good-rows" })).toMatchObject({
    status: 303,
    location: at(importId),
  });
  expect((await see("clerk", importId)).body).toMatchObject({
    kind: "result",
    entry: { entered: 2, refused: 1 },
    tally: { confirmed: 2, acceptable: 2 },
    mayAccept: false,
    mayUndo: true,
    bad: { total: 1 },
  });
  const shown = await call(ledger, cookies.clerk, `/study-records?import=${importId}`);
  expect(shown.body).toMatchObject({ total: 2, chosen: { importName: "以往学法.xlsx" } });

  expect((await act(accept, "clerk", importId)).status).toBe(403);
  expect((await act(accept, "legal", importId)).status).toBe(303);
  expect((await see("legal", importId)).body).toMatchObject({ tally: { accepted: 2 }, mayUndo: true });

  expect((await call(undoPage, cookies.clerk, at(importId), { importId })).body).toMatchObject({
    returning: 0,
    reversing: 2,
  });
  expect(await act(undo, "clerk", importId, { reason: "  " })).toMatchObject({
    status: 422,
    body: { refusals: [{ code: "study-record.reason-missing" }] },
  });
  expect((await act(undo, "market", importId, { reason: "草稿" })).status).toBe(404);
  expect((await act(undo, "clerk", importId, { reason: "草稿" })).status).toBe(303);
  expect((await see("clerk", importId)).body).toMatchObject({
    undoing: { returned: 0, reversing: 2, reason: "草稿" },
    tally: { accepted: 2, taking: 2 },
    mayUndo: false,
  });
  expect((await act(accept, "second", importId)).status).toBe(303);
  expect((await see("auditor", importId)).body).toMatchObject({
    tally: { reversed: 2, taking: 0, accepted: 0 },
  });
  // Asked for again by an old page, it is as it was.
  expect((await act(undo, "clerk", importId, { reason: "再来" })).status).toBe(303);
  expect(await prisma.studyImportUndoing.count({ where: { importId } })).toBe(1);
  const listed = await call(list, cookies.auditor, "/study-records/imports");
  expect(listed.body).toMatchObject({ mayUpload: false });
  const { imports } = listed.body as { imports: { importId: string; stage: string }[] };
  expect(imports.find((one) => one.importId === importId)?.stage).toBe("undone");
});

it("what became bad between the look and the entering is told, and the page shows it anew", async () => {
  const on = "2026-04-07";
  const first = await upload(table({ 身份证件号码: number(1), 日期: on }));
  const second = await upload(
    table({ 身份证件号码: number(1), 日期: on, 活动名称: "另一张表里的同一时间" }),
    "colleague",
  );
  expect((await act(enter, "clerk", first.importId, { mode: "all" })).status).toBe(303);
  const refused = await act(enter, "colleague", second.importId, { mode: "all" });
  expect(refused).toMatchObject({ status: 422, body: { refusals: [{ code: "study-import.has-bad-rows" }] } });
  expect((await see("colleague", second.importId)).body).toMatchObject({
    kind: "preview",
    counts: { new: 0, bad: 1 },
    bad: { rows: [{ problems: [{ refusal: { code: "study-record.wholly-covered" } }] }] },
  });
});

it("odd addresses find nothing and break nothing", async () => {
  for (const importId of ["x", "00000000-0000-0000-0000-000000000000"]) {
    expect((await see("clerk", importId)).status).toBe(404);
    expect((await act(enter, "clerk", importId)).status).toBe(404);
    expect((await act(undo, "clerk", importId, { reason: "x" })).status).toBe(404);
    expect((await act(accept, "legal", importId)).status).toBe(404);
  }
  expect((await call(ledger, cookies.clerk, "/study-records?import=%00")).status).toBe(200);
  expect((await call(list, cookies.clerk, "/study-records/imports?after=nothing&before=1")).status).toBe(200);
  const { importId } = await upload(table({ 身份证件号码: number(1), 日期: "2026-05-05" }));
  expect((await see("clerk", importId, "?bad=-3&good=1e99")).status).toBe(200);
});
