import { beforeAll, describe, expect, it } from "vitest";
import { addDays, chinaDateOf, instantAt, yearOf } from "~/calendar";
import { inTransaction } from "~/db.server";
import { type Home, loader as home } from "~/routes/my._index/route";
import { loader as file } from "~/routes/my.file";
import { loader as study } from "~/routes/my.study._index/route";
import { acceptStudyRecord, returnStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { smallDistrict } from "../personnel/district";
import { account, morning, officer } from "../study/study-district";
import { useDatabase } from "../support/database";
import { call, signedIn } from "./call";

await useDatabase();
const now = new Date();
const today = chinaDateOf(now);
const year = yearOf(today);
let urban: string;
let own: string;
let other: string;
let cookie: string;

beforeAll(async () => {
  ({ urban } = await smallDistrict());
  own = await officer("顾长青", urban);
  other = await officer("韩立新", urban);
  cookie = await signedIn(await account("officer", own));
  const clerk = await account("clerk");
  const legal = await account("legal");
  // Yesterday and the day before may lie in last year: the year of each entry is its own.
  const yesterday = addDays(today, -1);
  const times = (clock: string, until: string) => ({
    startAt: instantAt(yesterday, clock),
    endAt: instantAt(yesterday, until),
  });
  await inTransaction(async (tx) => {
    const enter = async (title: string, clock: string, until: string) => {
      const session = { ...morning, title, ...times(clock, until), minutes: 60 };
      const made = await submitStudyRecord(
        tx,
        { ...session, personIds: [own, other], unitId: urban },
        clerk,
        now,
      );
      if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
      return made.recordIds[0]!;
    };
    await acceptStudyRecord(tx, { recordId: await enter("已认定的", "09:00", "10:00") }, legal, now);
    const returned = await enter("退回的", "10:00", "11:00");
    await returnStudyRecord(tx, { recordId: returned, reason: "签到表缺页" }, legal, now);
    await enter("待审核的", "11:00", "12:00");
  });
});

const yearOfStudy = yearOf(addDays(today, -1));

describe("the person's own door", () => {
  it("asks who comes, and lets in only those with records of their own", async () => {
    expect(await call(home, "", "/my")).toMatchObject({ status: 302, location: "/sign-in?to=%2Fmy" });
    const nobody = await signedIn(await account("system"));
    for (const page of [home, study, file]) expect((await call(page, nobody, "/my")).status).toBe(403);
  });

  it("shows standing and why one may not enforce, of oneself only", async () => {
    const { body } = await call(home, cookie, "/my");
    const shown = body as Home;
    expect(shown.name).toBe("顾长青");
    expect(shown.standings.map(({ quotaId }) => quotaId)).toEqual([
      "enforcement-15-days",
      "civil-servant-12-days",
      "enforcement-60-periods",
    ]);
    if (yearOfStudy === year) {
      expect(shown.standings[0]).toMatchObject({ credited: 0.16, pending: 0.16, isMet: false });
      expect(shown.records).toBe(3);
    }
    expect(shown.enforcement?.eligible).toBe(false);
    expect(shown.enforcement?.refusals.map(({ code }) => code)).toContain("assignment.none");
    expect(shown.certificate).toBeNull();
    expect(JSON.stringify(body)).not.toContain("韩立新");
  });

  it("says of every record what counts and what does not", async () => {
    const { body } = await call(study, cookie, `/my/study?year=${yearOfStudy}`);
    const { records, total } = body as Awaited<ReturnType<typeof study>>;
    expect(records.map(({ title, status, reason }) => [title, status, reason])).toEqual([
      ["待审核的", "confirmed", null],
      ["退回的", "returned", "签到表缺页"],
      ["已认定的", "accepted", null],
    ]);
    expect(records.map(({ credit }) => credit?.minutes ?? null)).toEqual([60, null, 60]);
    expect(total.minutes).toBe(60);
  });

  it("tells the events of one's own file without marks or the whole number", async () => {
    const { body } = await call(file, cookie, "/my/file");
    const { events, file: shown } = body as Awaited<ReturnType<typeof file>>;
    expect(events.map(({ type }) => type)).toContain("study-record.returned");
    expect(events.map(({ type }) => type)).not.toContain("attempt.marked");
    expect(shown.maskedNumber).toMatch(/^\d{6}\*+[\dX]{4}$/);
  });
});
