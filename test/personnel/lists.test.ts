import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { renameView, saveView, viewQuery, viewsOf, withdrawView } from "~/access/saved-views.server";
import { inTransaction, prisma } from "~/db.server";
import { fits, pageOf, unitFiltersFrom } from "~/organisation/unit-filters";
import { COUNTED, PAGE_SIZE } from "~/paging";
import { recordEmployment } from "~/personnel/employment.server";
import { lastFourOf } from "~/personnel/identity-number";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { findByLastFour, lastFourFrom } from "~/personnel/last-four.server";
import { listPeople, type PeopleFilters, type PeopleScope, scopeOf } from "~/personnel/people.server";
import { renamePerson } from "~/personnel/person.server";
import { useDatabase } from "../support/database";
import { smallDistrict, someoneIn } from "./district";

const database = await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
const today = "2026-11-02";
let district: Awaited<ReturnType<typeof smallDistrict>>;
let all: PeopleScope;
let urban: PeopleScope;

const GIVEN = ["伟", "娜", "小伟", "伟伟", "一曼", "㛃"];
const SURNAMES = ["王", "李", "张", "欧阳", "伟"];

beforeAll(async () => {
  district = await smallDistrict();
  await inTransaction(async (tx) => {
    for (let n = 0; n < 130; n += 1) {
      // Many share a name: the order must still be one order.
      const name = `${SURNAMES[n % SURNAMES.length]}${GIVEN[Math.floor(n / 3) % GIVEN.length]}`;
      const personId = await someoneIn(tx, n === 7 ? "阿卜杜拉·伟力" : name);
      const unitId = n % 3 === 0 ? district.market : district.urban;
      const job = {
        personId,
        unitId,
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
      } as const;
      await recordEmployment(tx, { ...job, title: null, fromOn: "2020-01-01" }, null, now);
      if (n % 40 === 1)
        await renamePerson(
          tx,
          { personId, name: `赵${n}新`.replace(/\d+/, "大"), fromOn: "2026-01-01" },
          null,
          now,
        );
    }
  });
  all = await scopeOf(prisma, ["/linhu/"], today);
  urban = await scopeOf(prisma, ["/linhu/urban/"], today);
});

async function everyPage(scope: PeopleScope, filters: PeopleFilters): Promise<string[]> {
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await listPeople(prisma, scope, filters, { after }, today);
    seen.push(...page.people.map(({ personId }) => personId));
    more = page.hasNext;
    after = page.people.at(-1)?.personId;
  }
  return seen;
}

describe("pages", () => {
  it("turn forward and back over equal names without losing or doubling anyone", async () => {
    const forward = await everyPage(all, {});
    expect(forward).toHaveLength(130);
    expect(new Set(forward).size).toBe(130);
    const backward: string[] = [];
    let page = await listPeople(prisma, all, {}, { after: forward.at(-2) }, today);
    expect(page.people.map(({ personId }) => personId)).toEqual(forward.slice(-1));
    for (backward.unshift(...forward.slice(-1)); page.hasPrevious; ) {
      page = await listPeople(prisma, all, {}, { before: backward[0] }, today);
      backward.unshift(...page.people.map(({ personId }) => personId));
    }
    expect(backward).toEqual(forward);
  });

  it("tell whether the scope is every unit there is", () => {
    expect([all.whole, urban.whole]).toEqual([true, false]);
  });
});

describe("a name", () => {
  it.each(["伟", "王", "欧", "力", "㛃", "伟伟", "小伟", "阿卜", "拉伟", "王伟", "一"])(
    "%s finds whom a look at every name would find, in the same order",
    async (typed) => {
      const rows = await database.ownerQuery<{ id: string; ever: string }>(
        `SELECT n.person_id AS id, string_agg(f.name, '|') AS ever FROM person_name n
         JOIN person_name f ON f.person_id = n.person_id AND f.superseded_at IS NULL
         WHERE n.superseded_at IS NULL AND n.to_on IS NULL GROUP BY n.person_id, n.name ORDER BY n.name, n.person_id`,
      );
      const expected = rows
        .filter(({ ever }) => ever.split("|").some((name) => name.replaceAll("·", "").includes(typed)))
        .map(({ id }) => id);
      expect(await everyPage(all, { name: typed })).toEqual(expected);
    },
  );
});

describe("totals", () => {
  it("are exact to the limit and say more beyond it, and the page is still in order", async () => {
    await database.ownerQuery(
      `WITH made AS (INSERT INTO person (id, created_at) SELECT gen_random_uuid(), now() FROM generate_series(1, ${COUNTED - 130}) RETURNING id)
       INSERT INTO person_name (id, fact_id, person_id, name, from_on, recorded_at)
       SELECT gen_random_uuid(), gen_random_uuid(), id, '钱多', '1900-01-01', now() FROM made`,
    );
    const exact = await listPeople(prisma, all, {}, {}, today);
    expect(exact.total).toBe(COUNTED);
    await inTransaction((tx) => someoneIn(tx, "钱更多"));
    const more = await listPeople(prisma, all, {}, {}, today);
    expect(more.total).toBeNull();
    expect(more.people.map(({ personId }) => personId)).toEqual(exact.people.map(({ personId }) => personId));
    const next = await listPeople(prisma, all, {}, { after: more.people.at(-1)?.personId }, today);
    expect(next.people).toHaveLength(PAGE_SIZE);
    const back = await listPeople(prisma, all, {}, { before: next.people[0]?.personId }, today);
    expect(back.people.map(({ personId }) => personId)).toEqual(more.people.map(({ personId }) => personId));
    expect((await listPeople(prisma, all, { name: "钱" }, {}, today)).total).toBe(COUNTED - 129);
    expect((await listPeople(prisma, urban, {}, {}, today)).total).toBeLessThan(130);
  });
});

describe("the last four of a number", () => {
  it("find people of the scope only, and the search is logged without the digits", async () => {
    const { people } = await listPeople(prisma, urban, {}, {}, today);
    const { personId } = people[0]!;
    const sealed = await prisma.identityNumber.findFirstOrThrow({ where: { personId, supersededAt: null } });
    const lastFour = lastFourOf(openIdentityNumber(sealed));
    const market = await scopeOf(prisma, ["/linhu/market/"], today);
    const find = (scope: PeopleScope) =>
      inTransaction((tx) => findByLastFour(tx, { lastFour, scope }, null, now));
    expect((await find(urban)).people.map((person) => person.personId)).toContain(personId);
    expect((await find(market)).people.map((person) => person.personId)).not.toContain(personId);
    const events = await prisma.auditEvent.findMany({ where: { type: "person.looked-up-by-last-four" } });
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events.map(({ data }) => data)).includes(lastFour)).toBe(false);
  });

  it.each([
    [" 012x ", "012X"],
    ["１２３４", "1234"],
    ["123", null],
    ["12345", null],
    ["X123", null],
  ])("are read from %j", (typed, read) => expect(lastFourFrom(typed)).toBe(read));
});

describe("own views", () => {
  it("are saved, renamed and withdrawn by their account alone", async () => {
    const account = { displayName: "x", personId: null };
    const [mine, other] = await inTransaction(async (tx) => [
      await createAccount(tx, { ...account, loginName: "one" }, null, now),
      await createAccount(tx, { ...account, loginName: "two" }, null, now),
    ]);
    const view = { accountId: mine!, list: "people" as const, search: "state=left&q=王&after=x&unit=" };
    const save = (name: string, search = view.search) =>
      inTransaction((tx) => saveView(tx, { ...view, name, search }, now));
    const saved = await save(" 离开的王 ");
    if (!saved.ok) throw new Error(saved.problem);
    const [kept] = await viewsOf(prisma, mine!, "people");
    expect(kept).toMatchObject({ name: "离开的王", query: viewQuery("q=王&state=left") });
    expect(await save("离开的王")).toEqual({ ok: false, problem: "taken" });
    expect(await save("")).toEqual({ ok: false, problem: "missing" });
    expect(await save("长".repeat(21))).toEqual({ ok: false, problem: "long" });
    expect(await save("号", "q=990105199001010011")).toEqual({ ok: false, problem: "digits" });
    const named = { id: saved.view.id, name: "走了的王" };
    expect(await inTransaction((tx) => renameView(tx, { ...named, accountId: other! }))).toBeNull();
    expect(await inTransaction((tx) => renameView(tx, { ...named, accountId: mine! }))).toMatchObject({
      ok: true,
    });
    expect(
      await inTransaction((tx) => withdrawView(tx, { id: saved.view.id, accountId: other! }, now)),
    ).toBeNull();
    for (let twice = 0; twice < 2; twice += 1)
      expect(
        await inTransaction((tx) => withdrawView(tx, { id: saved.view.id, accountId: mine! }, now)),
      ).not.toBeNull();
    expect(await viewsOf(prisma, mine!, "people")).toEqual([]);
    expect((await save("走了的王")).ok).toBe(true);
  });
});

describe("units", () => {
  it("are narrowed by name, kind and body, and paged both ways", () => {
    const rows = Array.from({ length: 120 }, (_, n) => n);
    const first = pageOf(rows, {}, String);
    const second = pageOf(rows, { after: String(first.rows.at(-1)) }, String);
    expect([first.hasPrevious, first.hasNext, second.hasPrevious]).toEqual([false, true, true]);
    expect(pageOf(rows, { before: String(second.rows[0]) }, String).rows).toEqual(first.rows);
    expect(pageOf(rows, { after: "nobody" }, String).rows).toEqual(first.rows);
    const unit = {
      name: "城市管理局",
      shortName: "城管局",
      code: "urban",
      kind: "enforcement-bureau" as const,
    };
    const asked = (query: string) => unitFiltersFrom(new URLSearchParams(query));
    expect(fits(unit, null, asked("q=城管&kind=enforcement-bureau&body=none"), today)).toBe(true);
    expect(fits(unit, null, asked("kind=town"), today)).toBe(false);
    expect(fits(unit, null, asked("body=published"), today)).toBe(false);
  });
});
