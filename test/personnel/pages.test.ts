import { beforeAll, describe, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { loader as list } from "~/routes/_staff.people._index";
import { loader as filePage } from "~/routes/_staff.people.$personId._index";
import { action as unmask } from "~/routes/_staff.people.$personId.identity-number-views";
import { action as looks } from "~/routes/_staff.people.$personId.looks";
import { action as sanction } from "~/routes/_staff.people.$personId.sanctions";
import { action as transfer } from "~/routes/_staff.people.$personId.transfers";
import { loader as preview } from "~/routes/_staff.people.imports.$importId._index/route";
import { action as accept } from "~/routes/_staff.people.imports.$importId.acceptance";
import { action as upload } from "~/routes/_staff.people.imports.new";
import { action as register } from "~/routes/_staff.people.new";
import { loader as myFile } from "~/routes/my.file";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
const now = new Date();
let district: Awaited<ReturnType<typeof smallDistrict>>;
const cookies: Record<string, string> = {};
let inUrban: string;
let inMarket: string;

async function sign(login: string, role: Role, unitId: string) {
  cookies[login] = await inTransaction(async (tx) => {
    const account = { loginName: login, displayName: login, personId: null, passwordHash: "x" };
    const accountId = await createAccount(tx, account, null, now);
    await grantRole(tx, { accountId, role, unitId }, null, now);
    return openSession(tx, { id: accountId }, "test", now);
  });
}

async function employed(name: string, unitId: string) {
  const personId = await someone(name);
  await inTransaction((tx) =>
    recordEmployment(
      tx,
      {
        personId,
        unitId,
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
        title: null,
        fromOn: "2020-01-01",
      },
      null,
      now,
    ),
  );
  return personId;
}

beforeAll(async () => {
  district = await smallDistrict();
  await sign("department", "personnel-department", district.root);
  await sign("urban-hr", "unit-personnel-officer", district.urban);
  await sign("urban-training", "unit-training-officer", district.urban);
  inUrban = await employed("顾长青", district.urban);
  inMarket = await employed("韩立新", district.market);
});

type Answer = { status: number; body: unknown; location: string | null };

/** Calls a route as the server would, and answers what a browser would see of it. */
async function call(
  handler: (args: never) => Promise<unknown>,
  who: string,
  path: string,
  params: Record<string, string> = {},
  body?: FormData,
): Promise<Answer> {
  const headers = new Headers({ Cookie: (cookies[who] ?? "").split(";")[0] as string });
  const request = new Request(`http://localhost${path}`, {
    headers,
    ...(body ? { method: "POST", body } : {}),
  });
  try {
    const found = (await handler({ request, params, context: {} } as never)) as {
      data?: unknown;
      init?: { status?: number };
      type?: string;
    };
    const wrapped = found?.type === "DataWithResponseInit";
    return {
      status: (wrapped && found.init?.status) || 200,
      body: wrapped ? found.data : found,
      location: null,
    };
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, body: null, location: thrown.headers.get("Location") };
  }
}

const form = (values: Record<string, string | Blob>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return data;
};
const numberOf = async (personId: string) =>
  openIdentityNumber(
    await prisma.identityNumber.findFirstOrThrow({ where: { personId, supersededAt: null } }),
  );
const holds = (body: unknown, text: string) =>
  JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value)).includes(text);

describe("the list", () => {
  it("shows an officer their own unit only, numbers masked", async () => {
    const { body } = await call(list, "urban-hr", "/people");
    expect(holds(body, "顾长青")).toBe(true);
    expect(holds(body, "韩立新")).toBe(false);
    expect(holds(body, await numberOf(inUrban))).toBe(false);
  });

  it("does not widen by naming another unit or person in the address", async () => {
    const { body } = await call(list, "urban-hr", `/people?unit=${district.market}&state=all`);
    expect(holds(body, "韩立新")).toBe(false);
  });

  it("sends who is not signed in to the door", async () => {
    expect(await call(list, "nobody", "/people")).toMatchObject({
      status: 302,
      location: "/sign-in?to=%2Fpeople",
    });
  });
});

describe("the file", () => {
  const open = (who: string, personId: string, query = "") =>
    call(filePage, who, `/people/${personId}${query}`, { personId });
  const giveReason = (who: string, personId: string, reason: string, query = "") =>
    call(
      looks,
      who,
      `/people/${personId}/looks${query}`,
      { personId },
      form({ reason, note: "临城管〔2026〕3号" }),
    );

  it("asks why before it opens, once, and goes on to what was asked for", async () => {
    const asked = `/people/${inUrban}/looks?on=2025-05-01`;
    expect(await open("urban-hr", inUrban, "?on=2025-05-01")).toMatchObject({ status: 302, location: asked });
    expect((await giveReason("urban-hr", inUrban, "curiosity")).status).toBe(422);
    expect((await giveReason("urban-hr", inMarket, "upkeep")).status).toBe(404);
    expect((await giveReason("urban-training", inUrban, "upkeep")).status).toBe(403);
    expect(await giveReason("urban-hr", inUrban, "upkeep", "?on=2025-05-01")).toMatchObject({
      status: 303,
      location: `/people/${inUrban}?on=2025-05-01`,
    });
    expect((await open("urban-hr", inUrban)).status).toBe(200);
    // Another session is asked again.
    expect((await open("department", inUrban)).status).toBe(302);
  });

  it("tells the person who looked and why, not what they noted", async () => {
    const own = await inTransaction(async (tx) => {
      const account = { loginName: "own", displayName: "顾长青", personId: inUrban, passwordHash: "x" };
      const id = await createAccount(tx, account, null, now);
      return openSession(tx, { id }, "test", now);
    });
    cookies.own = own;
    const { body } = await call(myFile, "own", "/my/file");
    const { latest } = (body as Awaited<ReturnType<typeof myFile>>).looks;
    expect(latest.map(({ actorName, data }) => [actorName, (data as { reason: string }).reason])).toEqual([
      ["urban-hr", "upkeep"],
    ]);
    expect(holds(body, "3号")).toBe(false);
  });

  it("is found in scope, not outside, and not without the right to read files", async () => {
    expect((await open("urban-hr", inUrban)).status).toBe(200);
    expect((await open("urban-hr", inMarket)).status).toBe(404);
    expect((await open("urban-training", inUrban)).status).toBe(403);
    expect((await open("urban-hr", "not-an-id")).status).toBe(404);
  });

  it("is logged each time it is opened, with the day asked about", async () => {
    const before = await prisma.auditEvent.count({
      where: { type: "person.file-viewed", personId: inMarket },
    });
    await giveReason("department", inMarket, "audit");
    await open("department", inMarket, "?on=2025-05-01&known=then");
    const events = await prisma.auditEvent.findMany({
      where: { type: "person.file-viewed", personId: inMarket },
      orderBy: { id: "desc" },
    });
    expect(events).toHaveLength(before + 1);
    expect(events[0]?.data).toMatchObject({
      trueAt: "2025-05-01",
      knownAt: "2025-05-01T15:59:59.999Z",
      reason: "audit",
    });
  });

  it("shows a whole number only to who may, for a reason, once", async () => {
    const ask = (who: string, reason: string) =>
      call(unmask, who, `/people/${inUrban}/identity-number-views`, { personId: inUrban }, form({ reason }));
    expect((await ask("urban-hr", "investigation")).status).toBe(403);
    expect((await ask("department", "curiosity")).status).toBe(422);
    const shown = await ask("department", "investigation");
    expect(holds(shown.body, await numberOf(inUrban))).toBe(true);
    expect(
      await prisma.auditEvent.count({ where: { type: "person.identity-number-shown", personId: inUrban } }),
    ).toBe(1);
  });
});

describe("changes", () => {
  it("are refused with everything typed kept, then made and shown", async () => {
    const post = (values: Record<string, string>) =>
      call(sanction, "urban-hr", `/people/${inUrban}/sanctions`, { personId: inUrban }, form(values));
    const refused = await post({
      kind: "demerit",
      authority: "区监委",
      decisionNumber: "",
      fromOn: "2026-13-01",
    });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        typed: { authority: "区监委", fromOn: "2026-13-01" },
        problems: [{ field: "decisionNumber" }, { field: "fromOn" }],
      },
    });
    const made = await post({
      kind: "demerit",
      authority: "区监委",
      decisionNumber: "1号",
      fromOn: "2026-05-01",
      lastOn: "2026-08-31",
    });
    expect(made).toMatchObject({ status: 303, location: `/people/${inUrban}?done=sanctions` });
    const row = await prisma.sanction.findFirstOrThrow({ where: { personId: inUrban } });
    expect(row.toOn?.toISOString().slice(0, 10)).toBe("2026-09-01");
  });

  it("a unit's officer sends someone to a unit they do not manage only by asking it, and to no unknown one", async () => {
    const body = form({ unitId: crypto.randomUUID(), fromOn: "2026-07-01", document: "临人调〔2026〕3号" });
    const answer = await call(
      transfer,
      "urban-hr",
      `/people/${inUrban}/transfers`,
      { personId: inUrban },
      body,
    );
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ field: "unitId" }] } });
  });

  it("registering a known number leads to the file that is there", async () => {
    const post = async (name: string, unitId: string, who = "department") =>
      call(
        register,
        who,
        "/people/new",
        {},
        form({
          name,
          unitId,
          identityNumber: ` ${(await numberOf(inUrban)).toLowerCase()}`,
          identity: "civil-servant",
          status: "in-post",
          fromOn: "2020-01-01",
        }),
      );
    expect(await post("顾长青", district.urban)).toMatchObject({
      status: 303,
      location: `/people/${inUrban}?done=known`,
    });
    expect(await post("顾常青", district.urban)).toMatchObject({
      status: 422,
      body: { problems: [{ field: "identityNumber" }] },
    });
    expect(await post("顾长青", district.market, "urban-hr")).toMatchObject({
      status: 422,
      body: { problems: [{ field: "unitId" }] },
    });
  });
});

describe("an import by page", () => {
  it("goes from file to preview to result, and only its own scope sees it", async () => {
    const number = fictitiousIdentityNumber(88, "1991-01-01", "male");
    const bytes = await writeSheet([
      ["姓名", "身份证件号码", "单位", "身份", "入职日期"],
      ["林佩文", number, "城市管理局", "公务员", "2021-01-01"],
      ["坏行", number.slice(0, 17), "城市管理局", "公务员", "2021-01-01"],
    ]).toBuffer();
    const file = new File([new Uint8Array(bytes)], "名册.xlsx");
    const sent = await call(
      upload,
      "urban-hr",
      "/people/imports/new",
      {},
      form({ unitId: district.urban, file }),
    );
    expect(sent.status).toBe(303);
    const importId = sent.location?.split("/").at(-1) ?? "";
    const path = `/people/imports/${importId}`;
    const seen = await call(preview, "urban-hr", path, { importId });
    expect(seen.body).toMatchObject({ kind: "preview", counts: { new: 1, bad: 1 } });
    expect(holds(seen.body, number.slice(6, 14))).toBe(false);
    const answer = (mode: string) =>
      call(accept, "urban-hr", `${path}/acceptance`, { importId }, form({ mode }));
    expect((await answer("all")).status).toBe(422);
    expect(await answer("good-rows")).toMatchObject({ status: 303, location: path });
    expect(await answer("good-rows")).toMatchObject({ status: 303, location: `${path}?already=1` });
    expect((await call(preview, "urban-hr", path, { importId })).body).toMatchObject({ kind: "result" });
    await sign("market-hr", "unit-personnel-officer", district.market);
    expect((await call(preview, "market-hr", path, { importId })).status).toBe(404);
    expect(
      (await call(accept, "market-hr", `${path}/acceptance`, { importId }, form({ mode: "all" }))).status,
    ).toBe(404);
  });
});
