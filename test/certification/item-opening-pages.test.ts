import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { readWorkbook } from "~/personnel/workbook.server";
import * as openings from "~/routes/_staff.items.openings._index";
import * as undoing from "~/routes/_staff.items.openings.$openingId.undoing";
import * as fresh from "~/routes/_staff.items.openings.new";
import { loader as template } from "~/routes/_staff.items.openings.template";
import { locales } from "~/text/text";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";
import { officer, type Scene, setScene } from "./scene";

// The opening balance as an officer enters it: a form, every fault by its line, the list, and taking a wrong table back.

await useDatabase();
const now = new Date();
let scene: Scene;
let clerk: string;
let market: string;
beforeAll(async () => {
  scene = await setScene();
  const account = (loginName: string) =>
    inTransaction((tx) =>
      createAccount(tx, { loginName, displayName: loginName, personId: null, passwordHash: "-" }, null, now),
    );
  clerk = await signedIn(await account("clerk"), "unit-personnel-officer", scene.urban);
  market = await signedIn(await account("market"), "unit-personnel-officer", scene.market);
  await officer(scene.urban, { name: "韦长洲" });
});

const HEAD = "姓名,单位,物品,编号,数量,发放日期,旧证件有效期至";
const LINE = "韦长洲,临湖区城市管理局,旧执法证,LH-7,,,2099-12-31";
async function send(lines: string[], values: Record<string, string> = {}, cookie = clerk) {
  const form = new FormData();
  const typed = { unitId: scene.urban, countedOn: "2026-11-02", ...values };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  form.set("file", new File([[HEAD, ...lines].join("\n")], "接管.csv"));
  return call(fresh.action as never, cookie, "/items/openings/new", {}, form);
}
type Page = { default: React.ComponentType; loader: unknown };
async function shown(module: Page, path: string, params: Record<string, string> = {}, refused?: unknown) {
  const { status, body } = await call(module.loader as never, clerk, path, params);
  expect(status).toBe(200);
  const pages = locales.map((locale) =>
    rendered(module, { loaded: body, ...(refused ? { refused } : {}) }, locale),
  );
  return (await Promise.all(pages)).join("\n");
}

describe("an opening balance", () => {
  it("names every fault by its line and keeps what was typed, then enters the mended table", async () => {
    const refused = await send([LINE, "韦长洲,临湖区城市管理局,帽子,,,,"]);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      typed: { unitId: scene.urban, countedOn: "2026-11-02" },
      faults: [{ row: 3, column: "kind", refusal: { code: "item-opening.kind-unknown" } }],
    });
    const html = await shown(fresh, "/items/openings/new", {}, refused.body);
    expect(html).toContain("有 1 处不对，没有登记任何一行");
    expect(html).toContain("1 fault: nothing was entered");
    expect(await prisma.itemOpening.count()).toBe(0);

    expect((await send([LINE])).status).toBe(303);
    const list = await shown(openings, "/items/openings");
    expect(list).toContain("接管.csv");
    const { id } = await prisma.itemOpening.findFirstOrThrow();
    const undo = (cookie: string, reason: string) =>
      call(
        undoing.action as never,
        cookie,
        `/items/openings/${id}/undoing`,
        { openingId: id },
        formOf({ reason }),
      );
    expect((await undo(market, "别的单位的")).status).toBe(404);
    expect((await undo(clerk, "")).status).toBe(422);
    expect(await shown(undoing, `/items/openings/${id}/undoing`, { openingId: id })).toContain("接管.csv");
    expect((await undo(clerk, "清点有误")).status).toBe(303);
    expect(await shown(openings, "/items/openings")).toContain("已撤销");
  });

  it("is another bureau's business nowhere, and needs unit and day", async () => {
    const answer = await send([LINE], { unitId: scene.urban, countedOn: "昨天" }, market);
    expect(answer.status).toBe(422);
    const { problems } = answer.body as { problems: { field: string }[] };
    expect(problems.map(({ field }) => field)).toEqual(["unitId", "countedOn"]);
  });

  it("gives a template that can be read", async () => {
    const { body } = await call(template as never, clerk, "/items/openings/template");
    const bytes = Buffer.from(await (body as Response).arrayBuffer());
    expect((await readWorkbook(bytes)).ok).toBe(true);
  });
});
