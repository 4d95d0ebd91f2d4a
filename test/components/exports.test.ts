import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { createPosition } from "~/positions/positions.server";
import { loader as certificates } from "~/routes/_staff.certificates.export";
import { loader as masked, action as whole } from "~/routes/_staff.people.export";
import { loader as posts } from "~/routes/_staff.positions.export";
import { loader as units } from "~/routes/_staff.units.export";
import { csvCell, writeCsv, writeXlsx } from "~/spreadsheet.server";
import { smallDistrict, someone } from "../personnel/district";
import { textOfPart } from "../personnel/workbook-file";
import { signedIn } from "../routes/call";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date();
let district: Awaited<ReturnType<typeof smallDistrict>>;
let department: string;
let officer: string;
let personId: string;

beforeAll(async () => {
  district = await smallDistrict();
  const account = (login: string) =>
    inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: login, displayName: login, personId: null, passwordHash: "x" },
        null,
        now,
      ),
    );
  department = await signedIn(await account("department"), "personnel-department", district.root);
  officer = await signedIn(await account("urban-hr"), "unit-personnel-officer", district.urban);
  const job = {
    relation: "home",
    identity: "civil-servant",
    status: "in-post",
    fromOn: "2021-01-01",
  } as const;
  for (const [name, unitId, title] of [
    ["顾长青", district.urban, "=1+1"],
    ["韩立新", district.market, "四级主办"],
  ] as const) {
    personId = await someone(name);
    const person = personId;
    await inTransaction((tx) => recordEmployment(tx, { ...job, personId: person, unitId, title }, null, now));
  }
});

type Handler = (args: never) => Promise<Response>;
const get = async (handler: unknown, cookie: string, path: string, form?: FormData) => {
  const request = new Request(`http://localhost${path}`, {
    headers: { Cookie: cookie },
    ...(form ? { method: "POST", body: form } : {}),
  });
  try {
    return await (handler as Handler)({ request, params: {}, context: {} } as never);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
};
const tableOf = async (response: Response) => {
  const workbook = await readWorkbook(Buffer.from(await response.arrayBuffer()));
  if (!workbook.ok) throw new Error("unreadable");
  return workbook.sheet;
};

describe("the people list as a file", () => {
  it("holds exactly what is filtered, in scope, numbers masked and as text", async () => {
    const all = await tableOf(await get(masked, department, "/people/export?format=xlsx"));
    expect(all.rows.slice(1).map(({ cells }) => cells[0])).toEqual(["顾长青", "韩立新"]);
    expect(all.rows[1]?.cells[1]).toMatch(/^990105\*{8}\d{3}[\dX]$/);
    expect(all.rows[1]?.cells[5]).toBe("=1+1");
    expect(all.others).toHaveLength(1);
    const one = await tableOf(await get(masked, department, `/people/export?unit=${district.market}`));
    expect(one.rows.slice(1).map(({ cells }) => cells[0])).toEqual(["韩立新"]);
    const own = await tableOf(await get(masked, officer, "/people/export"));
    expect(own.rows.slice(1).map(({ cells }) => cells[0])).toEqual(["顾长青"]);
  });

  it("as CSV begins with a mark and runs no formula", async () => {
    const bytes = Buffer.from(
      await (await get(masked, department, "/people/export?format=csv")).arrayBuffer(),
    );
    expect(bytes.subarray(0, 3).toString("hex")).toBe("efbbbf");
    expect(bytes.toString()).toContain('"\'=1+1"');
  });

  it("has whole numbers only for who may, for a reason, and says so in the log without them", async () => {
    const ask = (cookie: string, reason: string) => {
      const form = new FormData();
      form.set("reason", reason);
      form.set("format", "csv");
      return get(whole, cookie, "/people/export?q=顾", form);
    };
    expect((await ask(officer, "investigation")).status).toBe(403);
    const asked = await ask(department, "");
    expect([asked.status, asked.headers.get("Location")?.includes("problem=reason")]).toEqual([303, true]);
    const text = await (await ask(department, "investigation")).text();
    const stored = await prisma.identityNumber.findMany({ where: { supersededAt: null } });
    expect(stored.map(openIdentityNumber).filter((number) => text.includes(number))).toHaveLength(1);
    const events = await prisma.auditEvent.findMany({
      where: { type: "list.exported" },
      orderBy: { id: "desc" },
    });
    expect(events[0]?.data).toEqual({
      list: "people",
      format: "csv",
      rows: 1,
      filters: ["q"],
      numbers: "whole",
      reason: "investigation",
    });
  });
});

describe("the other lists", () => {
  it.each([
    ["units", units, 3],
    ["positions", posts, 0],
    ["certificates", certificates, 0],
  ] as const)("%s", async (name, handler, rows) => {
    const response = await get(handler, department, `/${name}/export?format=xlsx`);
    expect(response.headers.get("Content-Disposition")).toContain(`${name}.xlsx`);
    expect((await tableOf(response)).rows).toHaveLength(rows + 1);
  });
});

describe("a filtered list as a file", () => {
  const file = async (handler: unknown, path: string) => {
    const bytes = Buffer.from(await (await get(handler, department, path)).arrayBuffer());
    const workbook = await readWorkbook(bytes);
    if (!workbook.ok) throw new Error("unreadable");
    return {
      names: workbook.sheet.rows.slice(1).map(({ cells }) => cells[0]),
      // The second sheet says in words what was asked for.
      about: textOfPart(bytes, "xl/worksheets/sheet2.xml").replace(/<[^>]+>/g, " "),
    };
  };
  const codes = async () => {
    const where = { type: "list.exported" };
    const event = await prisma.auditEvent.findFirstOrThrow({ where, orderBy: { id: "desc" } });
    return (event.data as { filters: string[] }).filters;
  };

  it("of units holds those the page shows, and says which in words", async () => {
    const found = await file(units, "/units/export?kind=enforcement-bureau&body=none&q=城市");
    expect(found.names).toEqual(["城市管理局"]);
    expect(found.about).toContain("单位：城市；类别：执法部门；执法主体资格：无");
    expect(found.about).not.toContain("enforcement-bureau");
    expect(await codes()).toEqual(["q", "kind:enforcement-bureau", "body:none"]);
  });

  it("of posts too", async () => {
    const post = (title: string, unitId: string, family: "enforcement" | "legal-review") =>
      inTransaction((tx) => createPosition(tx, { unitId, title, family, field: null }, null, now));
    await post("执法岗", district.urban, "enforcement");
    await post("审核岗", district.urban, "legal-review");
    await post("执法岗二", district.market, "enforcement");
    const all = await file(posts, "/positions/export");
    expect(all.names).toHaveLength(3);
    const found = await file(
      posts,
      `/positions/export?q=执法&family=enforcement&seat=vacant&unit=${district.urban}`,
    );
    expect(found.names).toEqual(["执法岗"]);
    for (const word of ["执法", "空缺", "城市管理局"]) expect(found.about).toContain(word);
    expect((await file(posts, "/positions/export?seat=taken")).names).toEqual([]);
    expect(await codes()).toEqual(["seat:taken"]);
  });
});

describe("cells", () => {
  it.each(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"])("%j cannot be a formula in a CSV", (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  });

  it("come back as they were, whatever they hold", async () => {
    const row = ["<&\">'", "𬭚㛃", "a\nb", "'x", "=SUM(A1)", "x".repeat(40_000)];
    const xlsx = await readWorkbook(
      await writeXlsx([{ name: "表", rows: [["头", "b", "c", "d", "e", "f"], row] }]),
    );
    if (!xlsx.ok) throw new Error("unreadable");
    expect(xlsx.sheet.rows[1]?.cells).toEqual([...row.slice(0, 5), "x".repeat(32_767)]);
    const csv = await readWorkbook(await writeCsv([["头", "b", "c", "d", "e"], row.slice(0, 5)]));
    if (!csv.ok) throw new Error("unreadable");
    expect(csv.sheet.rows[1]?.cells).toEqual(row.slice(0, 5));
  });
});
