import { beforeAll, describe, expect, it } from "vitest";
import { compareStandings, followFacts, rebuildStandings } from "~/casework/study-standings.server";
import { inTransaction, prisma } from "~/db.server";
import { endEmployment } from "~/personnel/employment.server";
import { loader as page } from "~/routes/_staff.study-standings._index/route";
import { acceptStudyRecord, returnStudyRecord } from "~/study/checks.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { studyStanding } from "~/study/standing.server";
import { foremostStandings, standingPage, storedStandings, unitTallies } from "~/study/standing-list.server";
import { keepStandings } from "~/study/standing-store.server";
import { smallDistrict } from "../personnel/district";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { account, morning, officer } from "./study-district";

const database = await useDatabase();
const now = new Date("2026-12-28T10:00:00Z");
const later = new Date("2026-12-28T12:00:00Z");
const today = "2026-12-28";

let root: string;
let urban: string;
let market: string;
let clerk: string;
let legal: string;
let second: string;
beforeAll(async () => {
  ({ root, urban, market } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
  second = await account("second");
});

const at = (day: string, clock: string) => new Date(`${day}T${clock}:00+08:00`);
async function enter(personId: string, day: string, unitId = urban): Promise<string> {
  const times = { startAt: at(day, "09:00"), endAt: at(day, "15:00"), minutes: 360 };
  const made = await inTransaction((tx) =>
    submitStudyRecord(tx, { ...morning, ...times, personIds: [personId], unitId }, clerk, now),
  );
  if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
  return made.recordIds[0]!;
}
const accept = (recordId: string, who = legal) =>
  inTransaction((tx) => acceptStudyRecord(tx, { recordId }, who, now));
const row = (personId: string, year = 2026, quotaId = "enforcement-15-days") =>
  prisma.studyStanding.findUnique({ where: { personId_year_quotaId: { personId, year, quotaId } } });

describe("a stored standing", () => {
  it("follows every step of the ledger in its own transaction, and comes back exactly when an entry is taken back", async () => {
    const person = await officer("许文竹", urban);
    await accept(await enter(person, "2026-03-02"));
    const before = await row(person);
    expect(before).toMatchObject({ creditedMinutes: 360, pendingMinutes: 0, required: 15, measure: "days" });
    const recordId = await enter(person, "2026-03-03");
    expect(await row(person)).toMatchObject({ creditedMinutes: 360, pendingMinutes: 360 });
    await accept(recordId);
    expect(await row(person)).toMatchObject({ creditedMinutes: 720, pendingMinutes: 0 });
    const undo = await inTransaction((tx) =>
      reverseStudyRecord(tx, { recordId, reason: "代签", ground: "false-record" }, legal, now),
    );
    if (!undo.ok) throw new Error();
    expect(await row(person)).toMatchObject({ creditedMinutes: 720 });
    await accept(undo.recordId, second);
    expect(await row(person)).toEqual(before);
    const returned = await enter(person, "2026-03-04");
    await inTransaction((tx) => returnStudyRecord(tx, { recordId: returned, reason: "缺页" }, legal, now));
    expect(await row(person)).toEqual(before);
  });

  it("is the same whoever comes first of many at once", async () => {
    const person = await officer("韩立新", urban);
    const ids = await Promise.all(
      ["05", "06", "07", "08", "09"].map((day) => enter(person, `2026-03-${day}`)),
    );
    await Promise.all(ids.map((id, index) => accept(id, index % 2 ? legal : second)));
    expect(await row(person)).toMatchObject({ creditedMinutes: 1800, pendingMinutes: 0 });
  });

  it("is not there when the change was not", async () => {
    const person = await officer("吕志宏", urban);
    const recordId = await enter(person, "2026-03-10");
    const before = await row(person);
    await expect(
      inTransaction(async (tx) => {
        await acceptStudyRecord(tx, { recordId }, legal, now);
        throw new Error("the rest of it failed");
      }),
    ).rejects.toThrow("the rest of it failed");
    expect(await row(person)).toEqual(before);
  });

  it("belongs to both years of a night over the year's end", async () => {
    const person = await officer("守岁者", urban);
    const night = { startAt: at("2025-12-31", "23:00"), endAt: at("2026-01-01", "01:00"), minutes: 120 };
    const made = await inTransaction((tx) =>
      submitStudyRecord(tx, { ...morning, ...night, personIds: [person], unitId: urban }, clerk, now),
    );
    if (!made.ok) throw new Error();
    await accept(made.recordIds[0]!);
    expect((await row(person, 2025))?.creditedMinutes).toBe(60);
    expect((await row(person, 2026))?.creditedMinutes).toBe(60);
  });
});

describe("the whole of a year", () => {
  it("is rebuilt from the ledger, also for who never studied, and compares clean", async () => {
    const idle = await officer("没学过", market);
    await rebuildStandings(2026, now);
    expect(await row(idle)).toMatchObject({ creditedMinutes: 0, isMet: false });
    const { people, differences } = await compareStandings(2026, now);
    expect(differences).toEqual([]);
    expect(people).toBeGreaterThan(4);
  });

  it("shows a row that was changed behind its back, and mends it", async () => {
    const person = await officer("被改者", urban);
    await accept(await enter(person, "2026-04-01"));
    await rebuildStandings(2026, now);
    await database.ownerQuery(
      "UPDATE study_standing SET credited_minutes = 9999, is_met = true WHERE person_id = $1",
      [person],
    );
    const { differences } = await compareStandings(2026, now);
    expect(new Set(differences.map(({ personId }) => personId))).toEqual(new Set([person]));
    await rebuildStandings(2026, now);
    expect((await compareStandings(2026, now)).differences).toEqual([]);
  });

  it("follows what personnel records, without being told", async () => {
    const person = await officer("半年离职", urban);
    await rebuildStandings(2026, now);
    expect(await row(person)).toMatchObject({ required: 15 });
    const ending = { personId: person, relation: "home", toOn: "2026-07-01", status: "resigned" } as const;
    await inTransaction((tx) => endEmployment(tx, ending, null, now));
    expect(await row(person)).toMatchObject({ required: 15 });
    await followFacts(
      2026,
      () => later,
      async () => true,
    );
    expect(await row(person)).toMatchObject({ required: 7.5 });
    expect((await compareStandings(2026, later)).differences).toEqual([]);
  });
});

describe("the red list", () => {
  it("shows the largest gap first, turns by key, and counts by unit", async () => {
    const people = await Promise.all(["赵甲", "钱乙", "孙丙"].map((name) => officer(name, market)));
    for (const [index, personId] of people.entries())
      for (let day = 0; day < index; day += 1)
        await accept(await enter(personId, `2026-05-0${day + 1}`, market));
    await rebuildStandings(2026, now);
    const filter = { unitIds: [market], year: 2026, quotaId: "enforcement-15-days", side: "behind" as const };
    const first = await inTransaction((tx) => standingPage(tx, filter, {}, today));
    expect(first.rows.map(({ credited }) => credited)).toEqual([0, 0, 1, 2]);
    const after = await inTransaction((tx) =>
      standingPage(tx, filter, { after: first.rows[1]!.personId }, today),
    );
    expect(after.rows.map(({ personId }) => personId)).toEqual([people[1], people[2]]);
    const back = await inTransaction((tx) =>
      standingPage(tx, filter, { before: after.rows[0]!.personId }, today),
    );
    expect(back.rows).toEqual(first.rows.slice(0, 2));
    const [tally] = await inTransaction((tx) => unitTallies(tx, filter, today));
    expect(tally).toEqual({ unitId: market, owing: 4, met: 0, onTrack: 0, behind: 4 });
    const [early] = await inTransaction((tx) => unitTallies(tx, filter, "2026-01-01"));
    expect(early).toMatchObject({ owing: 4, behind: 2, onTrack: 2 });
    const stored = await inTransaction((tx) => storedStandings(tx, people[2]!, 2026, today));
    expect(stored.map(({ quotaId, side }) => [quotaId, side])).toContainEqual([
      "enforcement-15-days",
      "behind",
    ]);
  });

  it("gives lists of people the figures that the ledger gives, on any day", async () => {
    const people = await Promise.all(["周丁", "吴戊", "郑己"].map((name) => officer(name, urban)));
    await accept(await enter(people[0]!, "2026-04-01"));
    await accept(await enter(people[0]!, "2026-04-02"));
    await enter(people[1]!, "2026-04-03");
    await inTransaction((tx) => keepStandings(tx, people, 2026, now));
    for (const on of ["2026-01-01", "2026-07-15", "2026-12-28", "2027-02-01"] as const) {
      const stored = await foremostStandings(prisma, people, 2026, on);
      const inside = await inTransaction((tx) => foremostStandings(tx, people, 2026, on));
      expect(inside).toEqual(stored);
      const computed = await inTransaction((tx) => studyStanding(tx, people, 2026, on));
      for (const personId of people) {
        const { required, credited, expected, short, isMet } = computed
          .get(personId)!
          .find(({ unit }) => unit === "days")!;
        expect(stored.get(personId)).toEqual({ required, credited, expected, short, isMet });
      }
    }
    expect((await foremostStandings(prisma, people, 2025, today)).size).toBe(0);
  });

  it("keeps to the reader's units", async () => {
    const staff = await signedIn(await account("training"), "unit-training-officer", market);
    const all = await signedIn(await account("auditor"), "auditor", root);
    type Loaded = Awaited<ReturnType<typeof page>>;
    const seen = async (who: string, query: string) =>
      (await call(page, who, `/study-standings?year=2026&${query}`)).body as Loaded;
    const own = await seen(staff, `unit=${urban}`);
    expect(new Set(own.rows.map(({ unitId }) => unitId))).toEqual(new Set([market]));
    expect((await seen(all, `unit=${urban}`)).rows.every(({ unitId }) => unitId === urban)).toBe(true);
    expect((await seen(all, "quota=nothing&side=x&after=1")).rows.length).toBeGreaterThan(0);
  });
});
