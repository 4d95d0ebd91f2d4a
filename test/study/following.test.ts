import { beforeAll, describe, expect, it } from "vitest";
import { followFacts, requestRebuild } from "~/casework/study-standings.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";
import { officer } from "./study-district";

const database = await useDatabase();
const now = new Date("2026-12-28T10:00:00Z");
const clock = () => now;
const onward = async () => true;
const PEOPLE = 120;

let people: string[];
beforeAll(async () => {
  const { urban } = await smallDistrict();
  people = [];
  for (let at = 0; at < PEOPLE; at += 1)
    people.push(
      await officer(
        `学员${[...String(at)].map((digit) => "零一二三四五六七八九"[Number(digit)]).join("")}`,
        urban,
      ),
    );
  people.sort();
}, 120_000);

const stateOf = (year: number) => prisma.studyStandingYear.findUniqueOrThrow({ where: { year } });
const stored = (year: number) => prisma.studyStanding.count({ where: { year, personId: { in: people } } });
const spoil = (personIds: string[], minutes: number) =>
  database.ownerQuery("UPDATE study_standing SET credited_minutes = $2 WHERE person_id = ANY($1::uuid[])", [
    personIds,
    minutes,
  ]);
const spoiled = (year: number) =>
  prisma.studyStanding.count({ where: { year, creditedMinutes: 7777, personId: { in: people } } });

describe("following a large register", () => {
  it("works in small batches, rests after each, and holds nobody's lock while it rests", async () => {
    const steps: number[] = [];
    const rest = async () => {
      steps.push(await stored(2026));
      await prisma.$transaction((tx) => tx.$executeRaw`SELECT 1 FROM person FOR UPDATE NOWAIT`);
      return true;
    };
    expect(await followFacts(2026, clock, rest)).toBe(true);
    const quotas = (await stored(2026)) / PEOPLE;
    const batches = steps.map((rows, at) => (rows - (steps[at - 1] ?? 0)) / quotas);
    expect(batches.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...batches)).toBeLessThanOrEqual(50);
    expect(await stateOf(2026)).toMatchObject({ rebuildFrom: null });
  });

  it("stops when it is told to and goes on where it was, computing nobody twice", async () => {
    await inTransaction((tx) => requestRebuild(tx, 2026, now));
    await followFacts(2026, clock, async () => false);
    const reached = (await stateOf(2026)).rebuildFrom!;
    const before = people.filter((id) => id <= reached);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(PEOPLE);
    await spoil(people, 7777);
    await followFacts(2026, clock, onward);
    const rows = await prisma.studyStanding.findMany({ where: { year: 2026, creditedMinutes: 7777 } });
    expect(new Set(rows.map(({ personId }) => personId))).toEqual(new Set(before));
    expect((await stateOf(2026)).rebuildFrom).toBeNull();
  });

  it("is one process at a time: who comes second does nothing", async () => {
    await inTransaction((tx) => requestRebuild(tx, 2026, now));
    await spoil(people, 7777);
    const answers: boolean[] = [];
    let waiting = true;
    const first = followFacts(2026, clock, async () => {
      if (waiting) {
        waiting = false;
        const left = await spoiled(2026);
        answers.push(await followFacts(2026, clock, onward));
        expect(await spoiled(2026)).toBe(left);
        expect(left).toBeGreaterThan(0);
      }
      return true;
    });
    answers.push(await first);
    expect(answers).toEqual([false, true]);
    expect(await spoiled(2026)).toBe(0);
    // The other year is another's work.
    expect(await followFacts(2025, clock, onward)).toBe(true);
  });

  it("lets go of its turn when it fails", async () => {
    await inTransaction((tx) => requestRebuild(tx, 2026, now));
    const failing = followFacts(2026, clock, async () => {
      throw new Error("the machine went away");
    });
    await expect(failing).rejects.toThrow("the machine went away");
    expect(await followFacts(2026, clock, onward)).toBe(true);
  });

  it("begins anew for rules it has not seen, once", async () => {
    const minutes = (at: number) => new Date(now.getTime() + at * 60_000);
    const version = await prisma.rulePackVersion.findFirstOrThrow({ orderBy: { number: "desc" } });
    await database.ownerQuery(
      `INSERT INTO rule_pack_version (id, pack_id, number, effective_on, "values", hash, created_at)
       SELECT $1, pack_id, number + 1, effective_on, "values", hash, $2 FROM rule_pack_version WHERE id = $3`,
      [newId(), minutes(1), version.id],
    );
    await spoil(people, 7777);
    await followFacts(2026, () => minutes(2), onward);
    expect(await spoiled(2026)).toBe(0);
    await spoil(people, 7777);
    await followFacts(2026, () => minutes(3), onward);
    expect(await spoiled(2026)).toBeGreaterThan(0);
  });
});
