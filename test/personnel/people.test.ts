import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { PAGE_SIZE } from "~/paging";
import { endEmployment, recordEmployment } from "~/personnel/employment.server";
import {
  countByCategory,
  isInScope,
  listPeople,
  type PeopleFilters,
  type PeopleScope,
  scopeOf,
} from "~/personnel/people.server";
import { filtersFrom } from "~/personnel/people-filters";
import { renamePerson } from "~/personnel/person.server";
import { recordStudyCategory } from "~/personnel/record.server";
import { useDatabase } from "../support/database";
import { smallDistrict, someone, someoneIn } from "./district";

await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
const today = "2026-11-02";
let district: Awaited<ReturnType<typeof smallDistrict>>;
let all: PeopleScope;
let urban: PeopleScope;
const ids: Record<string, string> = {};

async function employ(
  tx: Tx,
  name: string,
  unitId: string,
  identity: "civil-servant" | "contract" = "civil-servant",
) {
  const personId = await someoneIn(tx, name);
  ids[name] = personId;
  const job = {
    personId,
    unitId,
    relation: "home" as const,
    identity,
    status: "in-post" as const,
    title: null,
  };
  await recordEmployment(tx, { ...job, fromOn: "2020-01-01" }, null, now);
  const category = identity === "contract" ? ("auxiliary" as const) : ("enforcement" as const);
  await recordStudyCategory(tx, { personId, category, fromOn: "2020-01-01" }, null, now);
}

beforeAll(async () => {
  district = await smallDistrict();
  await inTransaction(async (tx) => {
    for (const name of ["张伟", "阿卜杜拉·买买提", "赵一曼", "白居易", "欧阳修", "㛃三娘", "Maria Silva"])
      await employ(tx, name, district.urban);
    for (const name of ["曹雪芹", "李白"]) await employ(tx, name, district.market, "contract");
    for (let index = 0; index < 60; index += 1)
      await employ(tx, `钱${String.fromCharCode(0x5e00 + index * 7)}`, district.urban);
  });
  ids.nobody = await someone("无单位");
  all = await scopeOf(prisma, ["/linhu/"], today);
  urban = await scopeOf(prisma, ["/linhu/urban/"], today);
});

const names = async (scope: PeopleScope, filters: PeopleFilters = {}) =>
  (await listPeople(prisma, scope, filters, {}, today)).people.map((person) => person.name);

describe("the register", () => {
  it("stands in pinyin order and turns pages both ways without losing or doubling anyone", async () => {
    const first = await listPeople(prisma, all, {}, {}, today);
    expect(first.people).toHaveLength(PAGE_SIZE);
    expect(first).toMatchObject({ total: 70, hasPrevious: false, hasNext: true });
    expect(first.people.slice(0, 4).map((person) => person.name)).toEqual([
      "阿卜杜拉·买买提",
      "白居易",
      "曹雪芹",
      "李白",
    ]);
    const second = await listPeople(prisma, all, {}, { after: first.people.at(-1)?.personId ?? "" }, today);
    expect(second).toMatchObject({ total: 70, hasPrevious: true, hasNext: false });
    const seen = [...first.people, ...second.people].map((person) => person.personId);
    expect(new Set(seen).size).toBe(70);
    const back = await listPeople(prisma, all, {}, { before: second.people[0]?.personId ?? "" }, today);
    expect(back.people.map((person) => person.personId)).toEqual(
      first.people.map((person) => person.personId),
    );
    expect(back).toMatchObject({ hasPrevious: false, hasNext: true });
  });

  it.each<[string, string[]]>([
    ["伟", ["张伟"]],
    ["欧阳", ["欧阳修"]],
    ["买买提", ["阿卜杜拉·买买提"]],
    ["拉买", ["阿卜杜拉·买买提"]],
    ["㛃", ["㛃三娘"]],
    ["maria", ["Maria Silva"]],
    ["伟张", []],
    ["%", []],
    ["'; DROP TABLE person; --", []],
  ])("finds by name %j", async (name, found) => {
    expect(await names(all, { name })).toEqual(found);
  });

  it("finds by a former name and shows the name of today", async () => {
    await inTransaction((tx) =>
      renamePerson(tx, { personId: ids.赵一曼 as string, name: "赵二曼", fromOn: "2026-01-01" }, null, now),
    );
    expect(await names(all, { name: "赵一曼" })).toEqual(["赵二曼"]);
  });

  it("narrows by unit, identity and category, and counts each category", async () => {
    expect(await names(all, { identity: "contract" })).toEqual(["曹雪芹", "李白"]);
    expect(await names(all, { unitIds: [district.market], category: "enforcement" })).toEqual([]);
    const counts = await countByCategory(prisma, all, { category: "auxiliary" }, today);
    expect(counts).toEqual({ all: 70, enforcement: 67, auxiliary: 2 });
    expect((await listPeople(prisma, all, {}, {}, today)).categories).toEqual(counts);
    expect((await listPeople(prisma, all, { category: "auxiliary" }, {}, today)).categories).toEqual({
      all: 2,
      auxiliary: 2,
    });
  });

  it("keeps who left apart", async () => {
    const ending = { personId: ids.李白 as string, relation: "home" as const, toOn: "2026-06-01" as const };
    await inTransaction((tx) => endEmployment(tx, { ...ending, status: "retired" }, null, now));
    expect(await names(all, { identity: "contract" })).toEqual(["曹雪芹"]);
    expect(await names(all, { state: "left" })).toEqual(["李白"]);
    expect(await names(all, { name: "李白", state: "all" })).toEqual(["李白"]);
  });

  it("masks every number", async () => {
    const { people } = await listPeople(prisma, all, {}, {}, today);
    expect(people.every((person) => /^\d{6}\*{8}\d{3}[\dX]$/.test(person.maskedNumber))).toBe(true);
  });
});

describe("scope", () => {
  it("ends at the subtree; who belongs to no unit is the root's", async () => {
    expect(await names(urban, { name: "曹雪芹" })).toEqual([]);
    expect(await names(all, { name: "无单位" })).toEqual(["无单位"]);
    expect(await names(urban, { name: "无单位" })).toEqual([]);
    expect(await isInScope(prisma, ids.曹雪芹 as string, urban, today)).toBe(false);
    expect(await isInScope(prisma, ids.曹雪芹 as string, all, today)).toBe(true);
    expect(await isInScope(prisma, ids.张伟 as string, urban, today)).toBe(true);
    expect(await names(await scopeOf(prisma, [], today))).toEqual([]);
  });
});

describe("the address of a list", () => {
  const units = [
    { unitId: "11111111-1111-4111-8111-111111111111", path: "/linhu/urban/" },
    { unitId: "22222222-2222-4222-8222-222222222222", path: "/linhu/urban/team/" },
  ];

  it("is read, a unit with all below it", () => {
    const asked = filtersFrom(
      new URLSearchParams(
        `q= 张 &unit=${units[0]?.unitId}&identity=contract&category=legal&state=left&after=x`,
      ),
      units,
    );
    expect(asked.filters).toEqual({
      name: "张",
      unitIds: units.map((unit) => unit.unitId),
      identity: "contract",
      category: "legal",
      state: "left",
    });
    expect(asked.after).toBeUndefined();
  });

  it("leaves out what nobody offers", () => {
    expect(filtersFrom(new URLSearchParams("unit=other&identity=king&state=dead"), units).filters).toEqual(
      {},
    );
  });
});
