import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "~/db.server";
import { endEmployment } from "~/personnel/employment.server";
import { acceptStudyRecord } from "~/study/checks.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import type { StudySession } from "~/study/session";
import { studyStanding, studyYear } from "~/study/standing.server";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";
import { account, entered, morning, officer, restingOn } from "./study-district";

await useDatabase();
const now = new Date("2026-12-28T10:00:00Z");
const today = "2026-12-28";

let urban: string;
let clerk: string;
let legal: string;
beforeAll(async () => {
  ({ urban } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
});

type Sessions = { personIds: string[]; change: Partial<StudySession> }[];

async function enter(sessions: Sessions, accepted = true): Promise<string[]> {
  return inTransaction(async (tx) => {
    const ids: string[] = [];
    for (const { personIds, change } of sessions) {
      const evidence = restingOn(change.mode ?? morning.mode);
      const entry = { personIds, unitId: urban, ...morning, evidence, ...change };
      const made = await submitStudyRecord(tx, entry, clerk, now);
      if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
      ids.push(...made.recordIds);
    }
    if (accepted) for (const recordId of ids) await acceptStudyRecord(tx, { recordId }, legal, now);
    return ids;
  });
}

const study = (personIds: string[], change: Partial<StudySession>, accepted = true) =>
  enter([{ personIds, change }], accepted);

/** Whole days of training on the first so many days of February, 6 hours each: 8 学时 of 45 minutes. */
const days = (personIds: string[], many: number, change: Partial<StudySession> = {}) =>
  enter(
    Array.from({ length: many }, (_, index) => {
      const on = `2026-02-${String(index + 1).padStart(2, "0")}`;
      const startAt = new Date(`${on}T09:00:00+08:00`);
      const endAt = new Date(`${on}T17:00:00+08:00`);
      return { personIds, change: { startAt, endAt, minutes: 360, ...change } };
    }),
  );

const standingOf = async (
  personId: string,
  quotaId = "enforcement-15-days",
  on: `${number}-${number}-${number}` = today,
) =>
  (await inTransaction((tx) => studyStanding(tx, [personId], 2026, on)))
    .get(personId)
    ?.find((standing) => standing.quotaId === quotaId);

describe("a year's standing", () => {
  it("scenario 3: 14.5 days and half a day more make 15; the same half day twice counts once", async () => {
    const person = await officer("许文竹", urban);
    await days([person], 14);
    await study([person], {
      startAt: new Date("2026-12-20T09:00:00+08:00"),
      endAt: new Date("2026-12-20T12:00:00+08:00"),
    });
    expect(await standingOf(person)).toMatchObject({ credited: 14.5, short: 0.5, isMet: false });
    const half = {
      startAt: new Date("2026-12-28T09:00:00+08:00"),
      endAt: new Date("2026-12-28T12:00:00+08:00"),
    };
    const [pending] = await study([person], half, false);
    expect(await standingOf(person)).toMatchObject({ credited: 14.5, pending: 0.5, isMet: false });
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId: pending! }, legal, now));
    expect(await standingOf(person)).toMatchObject({ credited: 15, short: 0, isMet: true });
    const again = { ...half, title: "另一系统的同一半天", mode: "online" as const };
    await expect(study([person], again)).rejects.toThrow("study-record.wholly-covered");
    const [longer] = await study([person], {
      ...again,
      endAt: new Date("2026-12-28T13:00:00+08:00"),
      minutes: 240,
    });
    const year = await inTransaction((tx) => studyYear(tx, person, 2026, today));
    // The same four hours, whichever of the two holds them.
    const credited = [pending, longer].map((id) => year.credits.get(id!)!.creditedMinutes);
    expect(credited.reduce((sum, minutes) => sum + minutes, 0)).toBe(240);
  });

  it("scenario 4: self-study alone does not meet it, and says why", async () => {
    const person = await officer("吕志宏", urban);
    await days([person], 15, { mode: "self-study" });
    const standing = await standingOf(person);
    expect(standing?.isMet).toBe(false);
    expect(standing?.shortages.map(({ code }) => code)).toEqual([
      "study.short",
      "study.self-study-over-share",
      "study.concentrated-short",
    ]);
  });

  it("forgets what was taken back, from the acceptance of the reversing entry on", async () => {
    const person = await officer("韩立新", urban);
    const [recordId] = await study([person], {});
    expect(await standingOf(person)).toMatchObject({ credited: 0.5 });
    const undo = await inTransaction((tx) =>
      reverseStudyRecord(tx, { recordId: recordId!, reason: "代签", ground: "false-record" }, clerk, now),
    );
    expect(await standingOf(person)).toMatchObject({ credited: 0.5 });
    if (!undo.ok) throw new Error();
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId: undo.recordId }, legal, now));
    expect(await standingOf(person)).toMatchObject({ credited: 0 });
  });

  it("asks a new officer for the months served only (H18)", async () => {
    const person = await officer("新来者", urban, { fromOn: "2026-07-01" });
    expect(await standingOf(person)).toMatchObject({ required: 7.5 });
  });

  it("still knows the year of someone who left in it", async () => {
    const person = await officer("退休者", urban);
    await study([person], {});
    await inTransaction((tx) =>
      endEmployment(
        tx,
        { personId: person, relation: "home", toOn: "2026-07-01", status: "retired" },
        null,
        entered,
      ),
    );
    expect(await standingOf(person)).toMatchObject({ required: 7.5, credited: 0.5 });
  });

  it("splits a night over the year's end between the years (H16)", async () => {
    const person = await officer("守岁者", urban);
    await study([person], {
      startAt: new Date("2025-12-31T23:00:00+08:00"),
      endAt: new Date("2026-01-01T01:00:00+08:00"),
      minutes: 120,
    });
    expect(await standingOf(person)).toMatchObject({ credited: 0.16 });
    const before = await inTransaction((tx) => studyStanding(tx, [person], 2025, "2025-12-31"));
    expect(before.get(person)?.[0]).toMatchObject({ credited: 0.16 });
  });

  it("answers many at once, each by their own quotas", async () => {
    const cadre = await officer("邱局长", urban, { category: "leading-cadre" });
    const helper = await officer("协管员", urban, { category: "auxiliary", identity: "auxiliary" });
    const both = await officer("执法员", urban);
    await days([cadre, helper, both], 1);
    const standings = await inTransaction((tx) => studyStanding(tx, [cadre, helper, both], 2026, today));
    expect(standings.get(cadre)?.map(({ quotaId }) => quotaId)).toEqual(["civil-servant-12-days"]);
    expect(standings.get(helper)).toEqual([]);
    expect(standings.get(both)?.map(({ quotaId, credited }) => [quotaId, credited])).toEqual([
      ["enforcement-15-days", 1],
      ["civil-servant-12-days", 8],
      ["enforcement-60-periods", 8],
    ]);
  });
});
