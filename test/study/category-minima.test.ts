import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { loader as standings } from "~/routes/_staff.study-standings._index/route";
import { nationalPack } from "~/rulebook/packs/national";
import { acceptStudyRecord } from "~/study/checks.server";
import { forecasts } from "~/study/forecast";
import { submitStudyRecord } from "~/study/ledger.server";
import { creditable, recordsOfYear } from "~/study/records.server";
import { studyStanding } from "~/study/standing.server";
import { categoriesAsked, standingPage, unitTallies } from "~/study/standing-list.server";
import { keepStandings } from "~/study/standing-store.server";
import { smallDistrict } from "../personnel/district";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { ownPack } from "./own-pack";
import { account, morning, officer } from "./study-district";

await useDatabase();
const now = new Date("2026-07-01T02:00:00Z");
const today = "2026-07-01";
const quotaId = "enforcement-15-days";
const { value, source } = nationalPack.quotas[quotaId]!;
const quota = {
  ...value,
  minima: [
    { category: "ethics" as const, amount: 8, unit: "periods" as const },
    { category: "knowledge-update" as const, amount: 4, unit: "periods" as const },
  ],
};

let urban: string;
let clerk: string;
let legal: string;
let person: string;
beforeAll(async () => {
  ({ urban } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
  await ownPack(urban, { quotas: { ...nationalPack.quotas, [quotaId]: { value: quota, source } } }, now);
  person = await officer("类别不足者", urban);
  // Far ahead in all: nine whole days of enforcement law, and half a morning of ethics that waits.
  for (let day = 1; day <= 9; day += 1) await study("enforcement", `2026-03-0${day}`, 360);
  await study("ethics", "2026-04-01", 90, false);
});

async function study(category: "enforcement" | "ethics", on: string, minutes: number, accepted = true) {
  const startAt = new Date(`${on}T09:00:00+08:00`);
  const endAt = new Date(startAt.getTime() + minutes * 60_000);
  const made = await inTransaction((tx) =>
    submitStudyRecord(
      tx,
      { ...morning, category, startAt, endAt, minutes, personIds: [person], unitId: urban },
      clerk,
      now,
    ),
  );
  if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
  const [recordId] = made.recordIds;
  if (accepted) await inTransaction((tx) => acceptStudyRecord(tx, { recordId: recordId! }, legal, now));
}

const standing = async () =>
  (await studyStanding(prisma, [person], 2026, today)).get(person)!.find((one) => one.quotaId === quotaId)!;

describe("a minimum of one category", () => {
  it("is told during the year, in minutes, though the days are ahead of the calendar", async () => {
    const found = await standing();
    expect(found.credited).toBeGreaterThan(found.expected);
    expect(found.isBehind).toBe(true);
    // 8 学时 of 45 minutes; half the year has passed.
    expect(found.categories).toEqual([
      {
        ...{ category: "ethics", required: 360, credited: 0, pending: 90 },
        ...{ expected: 179, short: 360, isBehind: true },
      },
      {
        ...{ category: "knowledge-update", required: 180, credited: 0, pending: 0 },
        ...{ expected: 89, short: 180, isBehind: true },
      },
    ]);
    expect(found.cures.map(({ code, facts }) => [code, facts.category])).toContainEqual([
      "study-category",
      "ethics",
    ]);
  });

  it("stands in the unit's list, which can be narrowed to who is short of it", async () => {
    await inTransaction((tx) => keepStandings(tx, [person], 2026, now));
    const filter = { unitIds: [urban], year: 2026, quotaId };
    expect(await categoriesAsked(prisma, filter)).toEqual(["ethics", "knowledge-update"]);
    const { rows } = await standingPage(prisma, { ...filter, category: "ethics" }, {}, today);
    expect(rows).toMatchObject([
      {
        personId: person,
        side: "behind",
        categories: [{ category: "ethics", required: 360, credited: 0 }, {}],
      },
    ]);
    expect((await standingPage(prisma, { ...filter, category: "law" }, {}, today)).rows).toEqual([]);
    expect(await unitTallies(prisma, filter, today)).toEqual([
      { unitId: urban, owing: 1, met: 0, onTrack: 0, behind: 1 },
    ]);
    // On the first day of the year nobody is behind in anything.
    expect(await unitTallies(prisma, filter, "2026-01-01")).toMatchObject([{ onTrack: 1, behind: 0 }]);
    const reader = await signedIn(await account("trainer"), "unit-training-officer", urban);
    const page = (await call(standings, reader, `/study-standings?quota=${quotaId}&category=ethics`))
      .body as Awaited<ReturnType<typeof standings>>;
    expect(page.chosen.category).toBe("ethics");
    expect(page.categories).toEqual(["ethics", "knowledge-update"]);
  });

  it("stands in the forecast: what waits is counted, what is planned too", async () => {
    const records = creditable(await recordsOfYear(prisma, [person], 2026));
    const planned = {
      ...{ id: "planned", mode: "concentrated" as const, category: "knowledge-update" as const },
      ...{ organiserLevel: "county" as const, minutes: 180 },
      startAt: new Date("2026-09-01T09:00:00+08:00"),
      endAt: new Date("2026-09-01T12:00:00+08:00"),
    };
    const pack = { ...nationalPack, quotas: { [quotaId]: { value: quota, source } } };
    const [ahead] = forecasts(
      { group: "enforcement", identity: "civil-servant" },
      records,
      [planned],
      pack,
      2026,
      today,
    );
    expect(ahead!.categories.map(({ category, short }) => [category, short])).toEqual([
      ["ethics", 270],
      ["knowledge-update", 0],
    ]);
  });
});
