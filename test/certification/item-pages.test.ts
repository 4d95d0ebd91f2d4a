import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { endEmployment } from "~/personnel/employment.server";
import { readWorkbook } from "~/personnel/workbook.server";
import * as desk from "~/routes/_staff.desk/route";
import * as ledger from "~/routes/_staff.items._index";
import { loader as exported } from "~/routes/_staff.items.export";
import * as holder from "~/routes/_staff.items.people.$personId._index";
import * as handings from "~/routes/_staff.items.people.$personId.handings";
import * as losses from "~/routes/_staff.items.people.$personId.losses";
import * as returns from "~/routes/_staff.items.people.$personId.returns";
import * as recoveries from "~/routes/_staff.items.recoveries";
import { loader as evidence } from "~/routes/_staff.items.returns.$returnId.evidence";
import { locales } from "~/text/text";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { photo } from "../study/pictures";
import { useDatabase } from "../support/database";
import { issued, officer, type Scene, setScene } from "./scene";

// The ledger as its officers see it: hand out, take back, declare lost, and what has to come back. Without a script.

await useDatabase();
const now = new Date();
const today = chinaDateOf(now);
let scene: Scene;
let clerk: string;
let market: string;
let affairs: string;
let personId: string;
let certificateId: string;
beforeAll(async () => {
  scene = await setScene();
  const account = (loginName: string) =>
    inTransaction((tx) =>
      createAccount(tx, { loginName, displayName: loginName, personId: null, passwordHash: "-" }, null, now),
    );
  clerk = await signedIn(await account("clerk"), "unit-personnel-officer", scene.urban);
  market = await signedIn(await account("market"), "unit-personnel-officer", scene.market);
  affairs = await signedIn(await account("law"), "legal-affairs", scene.district);
  personId = await officer(scene.urban, { name: "韦长洲", passedOn: addDays(today, -60) });
  ({ certificateId } = await issued(scene, personId, now));
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, now));
});

type Module = { default: React.ComponentType; loader: unknown };
const at = (noun = "") => `/items/people/${personId}${noun}`;
async function shown(module: Module, cookie: string, path: string, params: Record<string, string> = {}) {
  const answer = await call(module.loader as never, cookie, path, params);
  expect(answer.status).toBe(200);
  const html: Record<string, string> = {};
  for (const locale of locales) html[locale] = await rendered(module, { loaded: answer.body }, locale);
  return { zh: html["zh-CN"] ?? "", en: html.en ?? "", body: answer.body as Record<string, unknown> };
}
const post = (handler: unknown, noun: string, values: Record<string, string | string[]>) =>
  call(handler as never, clerk, at(noun), { personId }, formOf(values));
const outside = async (cookie: string) =>
  (await call(holder.loader as never, cookie, at(), { personId })).status;

describe("handing out", () => {
  it("takes several things at once, refuses with every reason and keeps what was typed", async () => {
    const typed = {
      ...{ unit: scene.urban, handedOn: today, note: "" },
      ...{ "kind-1": "chest-badge", "number-1": "q 1", "quantity-1": "2" },
      ...{ "kind-2": "chest-badge", "number-2": "Q1", "quantity-2": "1" },
    };
    const refused = await post(handings.action, "/handings", typed);
    expect(refused.status).toBe(422);
    const page = await call(handings.loader as never, clerk, at("/handings"), { personId });
    for (const locale of locales) {
      const html = await rendered(handings, { loaded: page.body, refused: refused.body }, locale);
      expect(html).toContain('value="q 1"');
      expect(html).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(
      (refused.body as { refusals: { code: string }[] }).refusals.map(({ code }) => code).sort(),
    ).toEqual(["item.number-twice", "item.one-per-number"]);
    const done = await post(handings.action, "/handings", {
      ...typed,
      ...{ "quantity-1": "1", "kind-2": "uniform", "number-2": "", "quantity-2": "2" },
    });
    expect(done.location).toBe(`${at()}?done=handed`);
    const { zh, en } = await shown(holder, clerk, `${at()}?done=handed`, { personId });
    for (const word of ["胸徽", "Q1", "制式服装", "2 件", "执法证件", "已登记发放。"])
      expect(zh).toContain(word);
    expect(en).toContain("Chest badge");
  });

  it("is another bureau's business nowhere", async () => {
    expect(await outside(clerk)).toBe(200);
    expect(await outside(market)).toBe(404);
  });
});

describe("the list", () => {
  it("is filtered by its address and given out as a workbook", async () => {
    const of = async (query: string) =>
      ((await shown(ledger, clerk, `/items${query}`)).body.rows as { kind: string }[])
        .map(({ kind }) => kind)
        .sort();
    expect(await of("")).toEqual(["card", "chest-badge", "uniform"]);
    expect(await of("?kind=card")).toEqual(["card"]);
    expect(await of("?q=q1")).toEqual(["chest-badge"]);
    expect(await of(`?q=${encodeURIComponent("韦长")}`)).toHaveLength(3);
    expect(await of("?state=lost")).toEqual([]);
    expect(await of("?kind=nonsense&unit=nobody")).toHaveLength(3);
    expect((await shown(ledger, market, "/items")).zh).toContain("没有收发记录");
    const request = new Request("http://here/items/export?format=xlsx&kind=uniform", {
      headers: { Cookie: clerk },
    });
    const file = await exported({ request, params: {}, context: {} } as never);
    const workbook = await readWorkbook(Buffer.from(await file.arrayBuffer()));
    expect(workbook.ok && workbook.sheet.rows.slice(1).map(({ cells }) => cells.slice(0, 5))).toEqual([
      ["韦长洲", "临湖区城市管理局", "制式服装", null, "2"],
    ]);
  });

  it("turns at a thing, cards and marks in one order", async () => {
    const { body } = await shown(ledger, clerk, "/items");
    const ids = (body.rows as { id: string }[]).map(({ id }) => id);
    const after = await shown(ledger, clerk, `/items?after=${ids[0]}`);
    expect((after.body.rows as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(1));
    const before = await shown(ledger, clerk, `/items?before=${ids[2]}`);
    expect((before.body.rows as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });
});

describe("somebody who leaves", () => {
  it("is asked for everything: on the list, at the desk, and on their own page of things", async () => {
    expect((await shown(recoveries, clerk, "/items/recoveries")).zh).toContain("没有待收回的物品");
    const end = { personId, toOn: today as DateOn, status: "retired" as const, relation: "home" as const };
    const answer = await inTransaction((tx) => endEmployment(tx, end, null, now));
    expect(answer).toMatchObject({ ok: true });
    const tasks = await shown(recoveries, clerk, "/items/recoveries");
    for (const word of ["韦长洲", "已离开本单位", "还有 10 个工作日", "办理收回"])
      expect(tasks.zh).toContain(word);
    expect(tasks.en).toContain("10 working days left");
    expect((await shown(recoveries, clerk, "/items/recoveries?state=overdue")).zh).toContain(
      "没有待收回的物品",
    );
    expect((await shown(recoveries, affairs, "/items/recoveries")).zh).not.toContain("办理收回");
    expect((await shown(desk, clerk, "/desk")).zh).toContain("3 件证件、标志或服装应当收回");
    expect((await shown(desk, affairs, "/desk")).zh).not.toContain("应当收回");
    expect((await shown(holder, clerk, at(), { personId })).zh).toContain("应在");
  });

  it("declares one lost, with what shows it, for whoever may read it", async () => {
    const things = await prisma.issuedItem.findMany({ where: { personId, kind: "chest-badge" } });
    const form = formOf({ things: things.map(({ id }) => id), backOn: today, note: "搬家时遗失" });
    form.append("file", new File([new Uint8Array(photo())], "receipt.png", { type: "image/png" }));
    const lost = await call(losses.action as never, clerk, at("/losses"), { personId }, form);
    expect(lost.location).toBe(`${at()}?done=lost`);
    const { id: returnId } = await prisma.itemReturn.findFirstOrThrow({ where: { outcome: "lost" } });
    const look = async (cookie: string) => {
      const request = new Request("http://here/", { headers: { Cookie: cookie } });
      return evidence({ request, params: { returnId }, context: {} } as never).then(
        ({ status }) => status,
        (thrown) => (thrown as Response).status,
      );
    };
    expect(await look(clerk)).toBe(200);
    expect(await look(market)).toBe(404);
    expect(await prisma.auditEvent.count({ where: { type: "item.evidence-seen" } })).toBe(1);
    expect((await shown(holder, clerk, at(), { personId })).zh).toContain(
      `/items/returns/${returnId}/evidence`,
    );
  });

  it("hands in the rest in one step", async () => {
    const page = await shown(returns, clerk, at("/returns"), { personId });
    const held = page.body.held as { id: string; kind: string }[];
    expect(held.map(({ kind }) => kind).sort()).toEqual(["card", "uniform"]);
    expect(page.zh.match(/type="checkbox"[^>]*checked=""/g)).toHaveLength(2);
    const uniform = held.find(({ kind }) => kind === "uniform")!.id;
    const typed = { things: held.map(({ id }) => id), outcome: "returned", backOn: today, note: "" };
    const short = await post(returns.action, "/returns", { ...typed, [`quantity-${uniform}`]: "9" });
    expect(short.status).toBe(422);
    const done = await post(returns.action, "/returns", { ...typed, [`quantity-${uniform}`]: "2" });
    expect(done.location).toBe(`${at()}?done=returned`);
    expect((await shown(recoveries, clerk, "/items/recoveries")).zh).toContain("没有待收回的物品");
    expect((await shown(holder, clerk, at(), { personId })).zh).toContain("没有在外的证件、标志和服装");
    expect((await post(returns.action, "/returns", { ...typed, things: [] })).status).toBe(422);
  });
});
