import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { viewsOf } from "~/access/saved-views.server";
import { openSession } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { recordEmployment } from "~/personnel/employment.server";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { loader as lastFourPage, action as lookUp } from "~/routes/_staff.people.last-four";
import { action as save, loader as views } from "~/routes/_staff.views._index";
import { action as rename } from "~/routes/_staff.views.$viewId.name";
import { action as withdraw } from "~/routes/_staff.views.$viewId.withdrawal";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
const now = new Date();
let district: Awaited<ReturnType<typeof smallDistrict>>;
const accounts: Record<string, string> = {};
const cookies: Record<string, string> = {};
let inUrban: string;
let inMarket: string;

async function sign(login: string, role: Role | null, unitId: string) {
  await inTransaction(async (tx) => {
    const account = { loginName: login, displayName: login, personId: null, passwordHash: "x" };
    const id = await createAccount(tx, account, null, now);
    if (role) await grantRole(tx, { accountId: id, role, unitId }, null, now);
    accounts[login] = id;
    cookies[login] = (await openSession(tx, { id }, "test", now)).split(";")[0]!;
  });
}

async function employed(name: string, unitId: string) {
  const personId = await someone(name);
  const job = { relation: "home", identity: "civil-servant", status: "in-post", title: null } as const;
  await inTransaction((tx) =>
    recordEmployment(tx, { personId, unitId, ...job, fromOn: "2020-01-01" }, null, now),
  );
  return personId;
}

beforeAll(async () => {
  district = await smallDistrict();
  await sign("hr", "unit-personnel-officer", district.urban);
  await sign("colleague", "unit-personnel-officer", district.urban);
  await sign("system", "system-administrator", district.root);
  await sign("nobody", null, district.root);
  inUrban = await employed("顾长青", district.urban);
  inMarket = await employed("韩立新", district.market);
});

type Answer = { status: number; data: Record<string, unknown> | null; location: string };

/** Calls a route as the server would, and answers what a browser would see of it. */
async function call(
  handler: (args: never) => Promise<unknown>,
  who: string,
  values: Record<string, string> | null,
  params: Record<string, string> = {},
): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(values ?? {})) body.append(name, value);
  const request = new Request("http://localhost/anywhere", {
    headers: { Cookie: cookies[who] ?? "" },
    ...(values ? { method: "POST", body } : {}),
  });
  try {
    const found = (await handler({ request, params, context: {} } as never)) as {
      data: Record<string, unknown>;
      init?: { status?: number };
    };
    return { status: found.init?.status ?? 200, data: found.data ?? found, location: "" };
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, data: null, location: thrown.headers.get("Location") ?? "" };
  }
}

const kept = (login: string) => viewsOf(prisma, accounts[login]!, "people");
const saved = async (name: string, search = "state=left", who = "hr") => {
  const answer = await call(save, who, { list: "people", name, search });
  expect(answer.status).toBe(303);
  return (await kept(who)).find((view) => view.name === name)!.id;
};

describe("a view kept", () => {
  it("is kept with its filters, but not with its page, and shown again", async () => {
    const answer = await call(save, "hr", {
      list: "people",
      name: "合同工",
      search: `identity=contract&after=${newId()}&done=x`,
    });
    expect(answer).toMatchObject({ status: 303, location: "/people?identity=contract" });
    expect(await kept("hr")).toMatchObject([{ name: "合同工", query: "identity=contract" }]);
    expect(await kept("colleague")).toEqual([]);
  });

  it.each([
    ["nothing typed", { name: "  " }, "missing"],
    ["a name too long", { name: "长".repeat(21) }, "long"],
    ["a name with a control character", { name: "甲\u0000乙" }, "garbled"],
    ["a name taken", { name: "合同工" }, "taken"],
    ["a number in the search box", { name: "号", search: "q=990105199001010017" }, "digits"],
    ["a number with wide figures", { name: "号", search: "q=１２３４" }, "digits"],
    ["a number under any name", { name: "号", search: "anything=x0017" }, "digits"],
    ["an endless query", { name: "长", search: `x=${"a".repeat(600)}` }, "broad"],
  ])("says what is wrong with %s and keeps what was typed", async (_, typed, problem) => {
    const before = await kept("hr");
    const answer = await call(save, "hr", { list: "people", search: "state=left", ...typed });
    expect(answer).toMatchObject({ status: 422, data: { name: typed.name, problem } });
    expect(await kept("hr")).toEqual(before);
  });

  it("never sends a browser elsewhere, whatever the filters say", async () => {
    const search = "\r\nLocation: //evil.example/&q=顾";
    const { status, location } = await call(save, "hr", { list: "people", name: "回车", search });
    expect(status).toBe(303);
    expect(location).toMatch(/^\/people\?[ -~]+$/);
  });

  it("belongs to a list there is, and to who may read it", async () => {
    expect((await call(save, "hr", { list: "accounts", name: "甲" })).status).toBe(404);
    expect((await call(save, "hr", {})).status).toBe(404);
    expect((await call(save, "system", { list: "people", name: "甲", search: "" })).status).toBe(403);
    expect((await call(save, "nobody", { list: "people", name: "甲", search: "" })).status).toBe(403);
    expect((await call(save, "-", { list: "people", name: "甲" })).location).toMatch(/^\/sign-in/);
    expect((await call(views, "hr", null)).location).toBe("/desk");
  });

  it("is renamed by its owner alone", async () => {
    const viewId = await saved("离开的");
    await saved("别的");
    for (const who of ["colleague", "system"])
      expect((await call(rename, who, { name: "我的" }, { viewId })).status).toBe(404);
    expect((await call(rename, "nobody", { name: "我的" }, { viewId })).status).toBe(403);
    for (const id of [newId(), "nonsense", ""])
      expect((await call(rename, "hr", { name: "我的" }, { viewId: id })).status).toBe(404);
    for (const [name, problem] of [
      ["", "missing"],
      ["别的", "taken"],
      ["\u0007", "garbled"],
    ])
      expect(await call(rename, "hr", { name: name! }, { viewId })).toMatchObject({
        status: 422,
        data: { name, problem, back: "/people?state=left" },
      });
    expect(await call(rename, "hr", { name: "走了的" }, { viewId })).toMatchObject({
      status: 303,
      location: "/people?state=left",
    });
    expect((await kept("hr")).find(({ id }) => id === viewId)?.name).toBe("走了的");
  });

  it("is deleted by its owner alone, once or twice", async () => {
    const viewId = await saved("要删的");
    expect((await call(withdraw, "colleague", {}, { viewId })).status).toBe(404);
    expect((await call(withdraw, "nobody", {}, { viewId })).status).toBe(403);
    expect((await call(withdraw, "hr", {}, { viewId: "'; --" })).status).toBe(404);
    expect((await kept("hr")).some(({ id }) => id === viewId)).toBe(true);
    for (let twice = 0; twice < 2; twice += 1)
      expect((await call(withdraw, "hr", {}, { viewId })).status).toBe(303);
    expect((await kept("hr")).some(({ id }) => id === viewId)).toBe(false);
  });
});

describe("the search by the last four of a number", () => {
  const lastFourOf = async (personId: string) =>
    openIdentityNumber(
      await prisma.identityNumber.findFirstOrThrow({ where: { personId, supersededAt: null } }),
    ).slice(-4);
  const logged = () =>
    prisma.auditEvent.findMany({
      where: { type: "person.looked-up-by-last-four" },
      orderBy: { at: "asc" },
    });
  const foundBy = (answer: Answer) =>
    ((answer.data?.people ?? []) as { personId: string }[]).map(({ personId }) => personId);

  it("finds who is in scope, answers with the page itself, and is logged without the digits", async () => {
    const digits = await lastFourOf(inUrban);
    const answer = await call(lookUp, "hr", { lastFour: ` ${digits.toLowerCase()} ` });
    expect(answer).toMatchObject({ status: 200, location: "" });
    expect(foundBy(answer)).toEqual([inUrban]);
    const events = await logged();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actorId: accounts.hr, data: { found: 1 } });
    const { at: _, ...said } = events[0]!;
    expect(JSON.stringify(said.data).includes(digits)).toBe(false);
  });

  it("does not find who is in another unit, and is logged all the same", async () => {
    const before = (await logged()).length;
    const answer = await call(lookUp, "hr", { lastFour: await lastFourOf(inMarket) });
    expect([answer.status, foundBy(answer)]).toEqual([200, []]);
    expect((await logged()).slice(before)).toMatchObject([{ data: { found: 0 } }]);
  });

  it.each(["", "123", "12345", "X123", "12 4", "abcd", "\u0000\u0000\u0000\u0000", "%%%%"])(
    "refuses %j and looks for nobody",
    async (lastFour) => {
      const before = (await logged()).length;
      expect(await call(lookUp, "hr", { lastFour })).toMatchObject({ status: 422, data: { wrong: true } });
      expect((await logged()).length).toBe(before);
    },
  );

  it("is for those who may read people", async () => {
    for (const who of ["system", "nobody"]) {
      expect((await call(lookUp, who, { lastFour: "0017" })).status).toBe(403);
      expect((await call(lastFourPage, who, null)).status).toBe(403);
    }
    expect((await call(lookUp, "-", { lastFour: "0017" })).location).toMatch(/^\/sign-in/);
  });
});
