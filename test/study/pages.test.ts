import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "~/db.server";
import { loader as list } from "~/routes/_staff.study-records._index/route";
import { loader as page } from "~/routes/_staff.study-records.$recordId._index/route";
import { action as accept } from "~/routes/_staff.study-records.$recordId.acceptance";
import { action as resubmit } from "~/routes/_staff.study-records.$recordId.resubmission";
import { action as sendBack } from "~/routes/_staff.study-records.$recordId.return";
import { action as reverse } from "~/routes/_staff.study-records.$recordId.reversal";
import { action as acceptMany } from "~/routes/_staff.study-records.acceptance";
import { action as enter, loader as form } from "~/routes/_staff.study-records.new";
import { findRecord } from "~/study/records.server";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { account, officer } from "./study-district";

await useDatabase();
let urban: string;
let market: string;
let people: string[];
let own: string;
let training: string;
let legal: string;
let legal2: string;
let elsewhere: string;

beforeAll(async () => {
  const district = await smallDistrict();
  ({ urban, market } = district);
  people = [await officer("顾长青", urban), await officer("韩立新", urban)];
  own = await officer("沈若岚", urban, { category: "legal" });
  training = await signedIn(await account("training"), "unit-training-officer", urban);
  elsewhere = await signedIn(await account("elsewhere"), "unit-training-officer", market);
  legal = await signedIn(await account("legal", own), "legal-affairs", district.root);
  legal2 = await signedIn(await account("legal2"), "legal-affairs", district.root);
});

const typed = (change: Record<string, string | string[]> = {}) =>
  formOf({
    unitId: urban,
    title: "行政处罚法专题培训",
    mode: "concentrated",
    category: "enforcement",
    level: "county",
    date: "2026-03-03",
    start: "9:00",
    end: "12:00",
    minutes: "180",
    laws: "《行政处罚法》\n 行政强制法 ",
    evidenceKind: "sign-in",
    evidence: "签到表 1 号",
    personIds: people,
    ...change,
  });

type Problems = { problems: { field: string }[]; typed: Record<string, string> };
type Listed = Awaited<ReturnType<typeof list>>;

let day = 3;
/** Each on a day of its own: the same time is not entered twice. */
async function entered(title: string, personIds: string[] = people): Promise<string[]> {
  day += 1;
  const date = `2026-03-${String(day).padStart(2, "0")}`;
  const answer = await call(enter, training, "/study-records/new", {}, typed({ title, date, personIds }));
  expect(answer.status).toBe(303);
  const { body } = await call(list, training, "/study-records?status=confirmed");
  return (body as Listed).rows.filter((row) => row.title === title).map(({ id }) => id);
}

describe("entering a session", () => {
  it("offers the unit's people and takes the session for those who came", async () => {
    const { body } = await call(form, training, "/study-records/new");
    expect((body as Awaited<ReturnType<typeof form>>).staff.map(({ name }) => name)).toEqual([
      "顾长青",
      "韩立新",
      "沈若岚",
    ]);
    const answer = await call(enter, training, "/study-records/new", {}, typed());
    expect(answer).toMatchObject({
      status: 303,
      location: `/study-records?unit=${urban}&done=submitted&n=2`,
    });
    const { body: listed } = await call(list, training, "/study-records");
    const { rows } = listed as Listed;
    expect(rows.map(({ name }) => name).sort()).toEqual(["韩立新", "顾长青"].sort());
    expect(rows[0]).toMatchObject({
      laws: ["行政处罚法", "行政强制法"],
      startAt: new Date("2026-03-03T01:00:00Z"),
      status: "confirmed",
    });
  });

  it("tells of overlaps on the form, before anything is entered, and takes them once they are known", async () => {
    const overlapping = { title: "下午接着学", start: "11:00", end: "14:00", minutes: "180", seen: "" };
    const told = await call(enter, training, "/study-records/new", {}, typed(overlapping));
    expect(told.status).toBe(422);
    const { overlaps, seen } = told.body as { overlaps: object[]; seen: string };
    expect(overlaps).toEqual(
      people.map((personId) =>
        expect.objectContaining({ personId, minutes: 60, isWhole: false, titles: ["行政处罚法专题培训"] }),
      ),
    );
    const known = await call(enter, training, "/study-records/new", {}, typed({ ...overlapping, seen }));
    expect(known.status).toBe(303);
  });

  it("refused, it names every field and keeps what was typed", async () => {
    const wrong = { date: "3月3日", start: "25:00", minutes: "many", mode: "", title: "x".repeat(81) };
    const answer = await call(enter, training, "/study-records/new", {}, typed(wrong));
    expect(answer.status).toBe(422);
    const { problems, typed: kept } = answer.body as Problems;
    expect(problems.map(({ field }) => field).sort()).toEqual(["date", "minutes", "mode", "start", "title"]);
    expect(kept).toMatchObject({ date: "3月3日", evidence: "签到表 1 号", personIds: people.join(" ") });
  });

  it("refused by the rules, it says where; who worked elsewhere by name", async () => {
    const stranger = await officer("钱多", market);
    const answer = await call(
      enter,
      training,
      "/study-records/new",
      {},
      typed({ date: "2026-03-04", minutes: "181", evidence: "", personIds: [people[0]!, stranger] }),
    );
    expect(answer.status).toBe(422);
    const { problems } = answer.body as { problems: { field: string; message: string }[] };
    expect(problems.map(({ field }) => field)).toEqual(["minutes", "evidence", "personIds"]);
    expect(problems[2]?.message).toContain("钱多");
  });

  it("is for the unit's own training officer", async () => {
    expect((await call(enter, elsewhere, "/study-records/new", {}, typed())).status).toBe(404);
    expect((await call(enter, legal, "/study-records/new", {}, typed())).status).toBe(403);
    expect((await call(enter, "", "/study-records/new", {}, typed())).status).toBe(302);
  });
});

describe("checking", () => {
  const act = (action: typeof accept, who: string, recordId: string, reason = "") =>
    call(action, who, `/study-records/${recordId}`, { recordId }, formOf({ reason }));

  it("shows who may, and is not found from another unit", async () => {
    const [recordId] = await entered("一次审核", [people[0]!]);
    const seen = async (who: string) => {
      const { status, body } = await call(page, who, `/study-records/${recordId}`, { recordId: recordId! });
      return { status, may: (body as Awaited<ReturnType<typeof page>> | null)?.may };
    };
    expect(await seen(legal)).toMatchObject({ status: 200, may: { check: true } });
    expect(await seen(training)).toMatchObject({ status: 200, may: { check: false } });
    expect((await seen(elsewhere)).status).toBe(404);
    expect((await act(accept, training, recordId!)).status).toBe(403);
    expect(await act(accept, legal, recordId!)).toMatchObject({
      status: 303,
      location: `/study-records/${recordId}?done=accepted`,
    });
  });

  it("refuses a return without reasons, then sends it back and takes it in again", async () => {
    const [recordId] = await entered("退回再来", [people[0]!]);
    const refused = await act(sendBack, legal, recordId!, " ");
    expect(refused).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "study-record.reason-missing" }] },
    });
    expect((await act(sendBack, legal, recordId!, "缺页")).status).toBe(303);
    expect((await act(resubmit, legal, recordId!, "已补")).status).toBe(403);
    expect((await act(resubmit, training, recordId!, "已补")).status).toBe(303);
    expect((await inTransaction((tx) => findRecord(tx, recordId!)))?.status).toBe("confirmed");
  });

  it("takes an accepted entry back by two people", async () => {
    const [recordId] = await entered("代签", [people[1]!]);
    await act(accept, legal, recordId!);
    const answer = await act(reverse, legal, recordId!, "他人代签");
    expect(answer.status).toBe(303);
    const reversal = /study-records\/([^?]+)/.exec(answer.location ?? "")?.[1];
    expect((await act(accept, legal, reversal!)).body).toMatchObject({
      refusals: [{ code: "study-record.own-entry" }],
    });
    expect((await act(accept, legal2, reversal!)).status).toBe(303);
    expect((await inTransaction((tx) => findRecord(tx, recordId!)))?.status).toBe("reversed");
  });

  it("accepts what may be of several, and says why of the rest", async () => {
    const ids = await entered("一批", [people[0]!, own]);
    expect(ids).toHaveLength(2);
    const answer = await call(acceptMany, legal, "/study-records/acceptance", {}, formOf({ recordId: ids }));
    expect(answer).toMatchObject({
      status: 422,
      body: { accepted: 1, refused: [{ name: "沈若岚", refusals: [{ code: "study-record.own" }] }] },
    });
    const rest = await call(acceptMany, legal2, "/study-records/acceptance", {}, formOf({ recordId: ids }));
    expect(rest).toMatchObject({ status: 303, location: "/study-records?done=accepted-many&n=2" });
  });
});

describe("the list", () => {
  it("keeps to the reader's units, whatever the address asks", async () => {
    const { body } = await call(list, elsewhere, `/study-records?unit=${urban}`);
    expect((body as Listed).rows).toEqual([]);
    const filtered = await call(list, legal, `/study-records?unit=${urban}&status=reversed&year=2026`);
    expect((filtered.body as Listed).rows.map(({ title }) => title)).toEqual(["代签"]);
  });
});
