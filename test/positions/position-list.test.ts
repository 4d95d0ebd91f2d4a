import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { PAGE_SIZE, type PageAsked } from "~/paging";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { type PositionFilters, seatPage, seatsMatching } from "~/positions/position-list.server";
import { createPosition, type SeatTaken } from "~/positions/positions.server";
import { smallDistrict, someoneIn } from "../personnel/district";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
const today = "2026-11-02";
let unitIds: string[];

/** A crowded post, an empty one with the same title in another unit, and some of one person each. */
beforeAll(async () => {
  const { market, urban, root } = await smallDistrict();
  await inTransaction(async (tx) => {
    const team = await createUnit(
      tx,
      {
        ...{ code: "team", parentId: urban, name: "城管一中队", shortName: "一中队" },
        ...{ kind: "enforcement-bureau", fromOn: "2020-01-01" },
      },
      null,
      now,
    );
    unitIds = [root, market, urban, team];
    const post = (unitId: string, title: string) =>
      createPosition(tx, { unitId, title, family: "enforcement", field: null }, null, now);
    const sits = async (positionId: string, name: string) =>
      recordInheritedAssignment(
        tx,
        { personId: await someoneIn(tx, name), positionId, fromOn: "2020-01-01", toOn: null },
        null,
        now,
      );
    const crowded = await post(urban, "巡查岗");
    for (let index = 0; index < 130; index += 1)
      await sits(crowded, `赵${String.fromCharCode(0x4e00 + index * 7)}`);
    await post(market, "巡查岗");
    await post(team, "窗口岗");
    for (let index = 0; index < 5; index += 1)
      await sits(await post(team, `甲${index}岗`), `钱${"一二三四五"[index]}`);
  });
});

const keyOf = ({ position, sitting }: SeatTaken) => sitting?.factId ?? position.positionId;
const page = (filters: Partial<PositionFilters> = {}, asked: PageAsked = {}) =>
  seatPage(prisma, { unitIds, ...filters }, asked, today);

async function forwards(filters: Partial<PositionFilters> = {}) {
  const pages = [await page(filters)];
  while (pages.at(-1)!.hasNext) pages.push(await page(filters, { after: pages.at(-1)!.last }));
  return pages;
}

describe("the list of posts", () => {
  it("shows a page of seats however many sit on one post, and loses and doubles none", async () => {
    const pages = await forwards();
    expect(pages.map(({ seats }) => seats.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 137 - 2 * PAGE_SIZE]);
    expect(pages.map(({ total }) => total)).toEqual([137, 137, 137]);
    const keys = pages.flatMap(({ seats }) => seats.map(keyOf));
    expect(new Set(keys).size).toBe(137);
  });

  it("turns back to the page before", async () => {
    const pages = await forwards();
    for (const [index, { seats }] of pages.entries()) {
      const next = pages[index + 1];
      if (!next) continue;
      const back = await page({}, { before: next.first });
      expect(back.seats.map(keyOf)).toEqual(seats.map(keyOf));
      expect(back).toMatchObject({ hasPrevious: index > 0, hasNext: true });
    }
  });

  it("stands in the order of the tree, then of titles", async () => {
    const titles = (await forwards()).flatMap(({ seats }) => seats.map(({ position }) => position.title));
    expect([...new Set(titles)]).toEqual(["巡查岗", "窗口岗", "甲0岗", "甲1岗", "甲2岗", "甲3岗", "甲4岗"]);
  });

  it("narrows to vacant posts and to taken ones, and finds part of a title", async () => {
    expect((await page({ seat: "vacant" })).seats.map(({ sitting }) => sitting)).toEqual([null, null]);
    expect((await page({ seat: "taken" })).total).toBe(135);
    expect((await page({ q: "窗" })).total).toBe(1);
    expect(await page({ q: "没有" })).toMatchObject({ seats: [], total: 0, hasNext: false, first: "" });
  });

  it("gives out as a file what the pages show, in their order", async () => {
    const given: string[] = [];
    for await (const batch of seatsMatching(prisma, { unitIds }, today)) given.push(...batch.map(keyOf));
    expect(given).toEqual((await forwards()).flatMap(({ seats }) => seats.map(keyOf)));
  });

  it("goes on from a seat that somebody left meanwhile, and says nothing of a place that never was", async () => {
    const nowhere = await page({}, { after: "00000000-0000-7000-8000-00000000dead" });
    expect(nowhere).toMatchObject({ seats: [], hasNext: false, total: 137 });
  });
});
