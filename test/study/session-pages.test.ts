import { beforeAll, describe, expect, it } from "vitest";
import { chinaClockOf, chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { addPlanItem, createPlan } from "~/plans/plan-drafting.server";
import { findPlan } from "~/plans/plans.server";
import { action as linkAct } from "~/routes/_staff.plans.$planId.items.$itemId.binding";
import { loader as makeUps } from "~/routes/_staff.study-make-ups._index";
import { action as settle } from "~/routes/_staff.study-make-ups.$makeUpId.settlement";
import { action as waive } from "~/routes/_staff.study-make-ups.$makeUpId.waiver";
import { loader as months, action as planMonths } from "~/routes/_staff.study-series.new";
import { loader as list } from "~/routes/_staff.study-sessions._index";
import { loader as page } from "~/routes/_staff.study-sessions.$sessionId._index/route";
import { action as roster, loader as rosterPage } from "~/routes/_staff.study-sessions.$sessionId.attendance";
import { action as change } from "~/routes/_staff.study-sessions.$sessionId.changes";
import { action as close } from "~/routes/_staff.study-sessions.$sessionId.closing";
import { action as addFile } from "~/routes/_staff.study-sessions.$sessionId.files._index";
import { loader as file } from "~/routes/_staff.study-sessions.$sessionId.files.$fileId";
import { loader as sheet } from "~/routes/_staff.study-sessions.$sessionId.sheet";
import { loader as form, action as plan } from "~/routes/_staff.study-sessions.new";
import { action as sign, loader as signPage } from "~/routes/my.attendance.$proof";
import { loader as mySessions } from "~/routes/my.study-sessions._index";
import { loader as mySession } from "~/routes/my.study-sessions.$sessionId";
import { loader as screen } from "~/routes/room-screens.$sessionId";
import { loader as scanned } from "~/routes/s.$code";
import { codeAt, deviceFor } from "~/study/session-codes.server";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { account, officer } from "./study-district";

const database = await useDatabase();
let urban: string;
let people: { first: string; second: string };
let training: string;
let legalSection: string;
let elsewhere: string;
let auditor: string;
let first: string;
let second: string;
let guest: string;

beforeAll(async () => {
  const district = await smallDistrict();
  urban = district.urban;
  people = { first: await officer("顾长青", urban), second: await officer("韩立新", urban) };
  const third = await officer("旁听者", urban);
  training = await signedIn(await account("training"), "unit-training-officer", urban);
  legalSection = await signedIn(await account("section"), "unit-legal-reviewer", urban);
  elsewhere = await signedIn(await account("elsewhere"), "unit-training-officer", district.market);
  auditor = await signedIn(await account("auditor"), "auditor", district.root);
  first = await signedIn(await account("first", people.first));
  second = await signedIn(await account("second", people.second));
  guest = await signedIn(await account("guest", third));
});

/** A session of today from midnight on, which is over by now or lasts until midnight. */
const today = chinaDateOf(new Date());
let titles = 0;
const typed = (changes: Record<string, string | string[]> = {}) => {
  titles += 1;
  return formOf({
    ...{ unitId: urban, title: `培训 ${titles}`, mode: "concentrated", category: "law", level: "unit" },
    ...{ date: today, start: "00:00", end: "23:59", minutes: "1", laws: "《行政处罚法》", place: "会议室" },
    personId: [people.first, people.second],
    ...changes,
  });
};
async function planned(changes: Record<string, string | string[]> = {}): Promise<string> {
  const answer = await call(plan, training, "/study-sessions/new", {}, typed(changes));
  expect(answer.status).toBe(303);
  return /study-sessions\/([0-9a-f-]+)\?done=planned/.exec(answer.location!)![1]!;
}
type Problems = { problems: { field: string; message: string }[]; typed: Record<string, string> };
type Refused = { refusals: { code: string; facts: Record<string, unknown> }[] };
const refusalsOf = (body: unknown) => (body as Refused).refusals.map(({ code }) => code);

describe("planning", () => {
  it("offers the people of the unit, and says of every field what is wrong", async () => {
    const { body } = await call(form, training, "/study-sessions/new");
    const { choices } = body as Awaited<ReturnType<typeof form>>;
    expect(choices?.people.map(({ name }) => name)).toEqual(
      ["顾长青", "韩立新", "旁听者"].sort((a, b) => a.localeCompare(b, "zh-CN")),
    );
    const wrong = { date: "3月3日", start: "25:00", minutes: "many", mode: "exam", place: "", title: "x" };
    const answer = await call(plan, training, "/study-sessions/new", {}, typed(wrong));
    expect(answer.status).toBe(422);
    expect((answer.body as Problems).problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["mode", "date", "start", "minutes", "place"]),
    );
    expect((answer.body as Problems).typed.date).toBe("3月3日");
  });

  it("names nobody but the unit's own, and is not for another bureau", async () => {
    const id = await planned({ personId: [people.first, crypto.randomUUID()] });
    expect(await prisma.studySessionPerson.count({ where: { sessionId: id } })).toBe(1);
    expect((await call(plan, elsewhere, "/study-sessions/new", {}, typed())).status).toBe(404);
    expect((await call(page, elsewhere, `/study-sessions/${id}`, { sessionId: id })).status).toBe(404);
    expect((await call(page, auditor, `/study-sessions/${id}`, { sessionId: id })).status).toBe(200);
    const { body } = await call(
      list,
      auditor,
      `/study-sessions?mode=concentrated&state=planned&month=${today.slice(0, 7)}`,
    );
    expect((body as Awaited<ReturnType<typeof list>>).rows.some(({ sessionId }) => sessionId === id)).toBe(
      true,
    );
  });

  it("shows the dates of a year first, and plans them", async () => {
    const { body } = await call(months, training, "/study-series/new?day=24&count=12");
    const { slots, shift } = body as Awaited<ReturnType<typeof months>>;
    expect(slots.length).toBeGreaterThanOrEqual(11);
    expect(shift).toBe("keep");
    const asked = {
      unit: urban,
      day: "24",
      count: "3",
      title: "例会",
      mode: "meeting",
      start: "14:30",
      end: "16:00",
    };
    const answer = await call(
      planMonths,
      training,
      "/study-series/new",
      {},
      typed({ ...asked, minutes: "60" }),
    );
    expect(answer.location).toMatch(/done=series&n=[23]$/);
    const bad = await call(planMonths, training, "/study-series/new", {}, typed({ ...asked, place: "" }));
    expect((bad.body as Problems).problems.map(({ field }) => field)).toEqual(["place"]);
  });

  it.each(["not-an-id", "00000000-0000-7000-8000-00000000000f"])("finds nothing behind %s", async (id) => {
    for (const loader of [page, screen, rosterPage, sheet])
      expect((await call(loader, training, `/study-sessions/${id}`, { sessionId: id })).status).toBe(404);
  });
});

describe("signing in by code", () => {
  /** As a phone does it: the code, the way it leads to, the button. */
  async function scan(sessionId: string, cookie: string, phase: "in" | "out", lent?: string) {
    const device = lent ?? (await newDevice());
    const { code } = codeAt({ sessionId, phase }, new Date());
    const way = await call(scanned, device, `/s/${code}`, { code });
    expect(way.status).toBe(303);
    const proof = way.location!.split("/").at(-1)!;
    return { proof, device, cookies: `${cookie}; ${device}` };
  }
  const newDevice = async () =>
    (await deviceFor(new Request("http://localhost"))).headers["Set-Cookie"]!.split(";")[0]!;

  it("is a step of two: the code is swapped for a proof of this browser, and the button signs", async () => {
    const sessionId = await planned();
    const { body } = await call(screen, training, `/room-screens/${sessionId}`, { sessionId });
    const { picture } = body as { picture: string };
    expect(Buffer.from(picture.replace(/^data:image\/svg\+xml;base64,/, ""), "base64").toString()).toMatch(
      /^<svg /,
    );
    const { proof, cookies } = await scan(sessionId, first, "in");
    const shown = await call(signPage, cookies, `/my/attendance/${proof}`, { proof });
    expect(shown.body).toMatchObject({ phase: "in" });
    expect(await prisma.studyAttendance.count({ where: { sessionId } })).toBe(0);
    const signed = await call(sign, cookies, `/my/attendance/${proof}`, { proof }, new FormData());
    expect(signed).toMatchObject({ status: 303, location: `/my/study-sessions/${sessionId}?done=in` });
    // Forwarded to another's browser it is nothing.
    expect((await call(signPage, second, `/my/attendance/${proof}`, { proof })).status).toBe(404);
    const mine = await call(mySession, first, `/my/study-sessions/${sessionId}?done=in`, { sessionId });
    expect(mine.body).toMatchObject({ isInvited: true, outAt: null });
    expect((mine.body as { inAt: Date | null }).inAt).not.toBeNull();
  });

  it("sends whoever is not signed in to the sign-in page and back", async () => {
    const sessionId = await planned();
    const { proof, device } = await scan(sessionId, "", "in");
    const away = await call(signPage, device, `/my/attendance/${proof}`, { proof });
    expect(away.location).toBe(`/sign-in?to=${encodeURIComponent(`/my/attendance/${proof}`)}`);
  });

  it("tells an old code from a forged one", async () => {
    const sessionId = await planned();
    const { code } = codeAt({ sessionId, phase: "in" }, new Date(Date.now() - 60_000));
    expect((await call(scanned, "", `/s/${code}`, { code })).status).toBe(410);
    expect((await call(scanned, "", "/s/forged", { code: "forged" })).status).toBe(404);
  });

  it("before the time says when to come back", async () => {
    const tomorrow = chinaDateOf(new Date(Date.now() + 86_400_000));
    const sessionId = await planned({ date: tomorrow, start: "10:00", end: "12:00" });
    const { proof, cookies } = await scan(sessionId, first, "in");
    const answer = await call(sign, cookies, `/my/attendance/${proof}`, { proof }, new FormData());
    expect(answer.status).toBe(422);
    expect(refusalsOf(answer.body)).toEqual(["study-session.too-early"]);
  });

  it("on one phone for two is shown to the recorder; who is not named waits to be added", async () => {
    const sessionId = await planned();
    const own = await scan(sessionId, first, "in");
    await call(sign, own.cookies, "/my/attendance", { proof: own.proof }, new FormData());
    const lent = await scan(sessionId, second, "in", own.device);
    await call(sign, lent.cookies, "/my/attendance", { proof: lent.proof }, new FormData());
    const other = await scan(sessionId, guest, "in");
    await call(sign, other.cookies, "/my/attendance", { proof: other.proof }, new FormData());
    const { body } = await call(rosterPage, training, "/", { sessionId });
    const { shared, strangers } = body as Awaited<ReturnType<typeof rosterPage>>;
    expect(shared.map(({ names }) => names.length)).toEqual([2, 2]);
    expect(strangers.map(({ name }) => name)).toEqual(["旁听者"]);
    const page = await call(mySession, guest, "/", { sessionId });
    expect(page.body).toMatchObject({ isInvited: false });
  });
});

describe("from the roster to the ledger", () => {
  const over = chinaClockOf(new Date(Date.now() - 60_000));

  it("refuses times that are none, closes, and settles what was missed", async () => {
    // The first minute of a day has no session behind it.
    const end = over > "00:01" ? over : "00:01";
    const sessionId = await planned({ end: "23:58" });
    const params = { sessionId };
    const times = (from: string, until: string) =>
      formOf({ [`from-${people.first}`]: from, [`until-${people.first}`]: until });
    const bad = await call(roster, training, "/", params, times("9点", "08:00"));
    expect((bad.body as Problems).problems[0]?.message).toContain("顾长青");
    const early = await call(close, training, "/", params, new FormData());
    expect(refusalsOf(early.body)).toContain("study-session.not-over");
    const changed = await call(change, training, "/", params, typed({ end, title: "提前散会" }));
    expect(changed.location).toContain("done=changed");
    const half = await call(roster, training, "/", params, times("00:00", ""));
    expect(half.status).toBe(303);
    const undecided = await call(close, training, "/", params, new FormData());
    expect(undecided.body).toMatchObject({
      refusals: expect.arrayContaining([
        expect.objectContaining({
          code: "study-session.undecided",
          facts: expect.objectContaining({ name: "顾长青" }),
        }),
      ]),
    });
    await call(roster, training, "/", params, times("00:00", end));
    expect((await call(close, training, "/", params, new FormData())).location).toContain("done=held");
    const { body } = await call(page, training, "/", params);
    const shown = body as Awaited<ReturnType<typeof page>>;
    expect(shown.session.state).toBe("held");
    expect(shown.lines.filter(({ recordId }) => recordId !== null)).toHaveLength(1);
    expect(shown.makeUps.map(({ name, state }) => [name, state])).toEqual([["韩立新", "open"]]);

    const mine = await call(mySessions, second, "/my/study-sessions");
    expect((mine.body as Awaited<ReturnType<typeof mySessions>>).makeUps).toHaveLength(1);
    const { makeUpId } = shown.makeUps[0]!;
    const none = await call(settle, training, "/", { makeUpId }, new FormData());
    expect(refusalsOf(none.body)).toEqual(["study-make-up.others"]);
    expect((await call(waive, training, "/", { makeUpId }, new FormData())).status).toBe(403);
    const silent = await call(waive, legalSection, "/", { makeUpId }, formOf({ reason: " " }));
    expect(refusalsOf(silent.body)).toEqual(["study-make-up.reason-missing"]);
    const waived = await call(waive, legalSection, "/", { makeUpId }, formOf({ reason: "公派出差" }));
    expect(waived.location).toContain("done=waived");
    const all = await call(makeUps, auditor, "/study-make-ups?state=waived");
    expect((all.body as Awaited<ReturnType<typeof makeUps>>).rows.map((row) => row.makeUpId)).toContain(
      makeUpId,
    );
  });

  it("whoever has no time was there all along, where the recorder says so", async () => {
    const sessionId = await planned();
    const answer = await call(roster, training, "/", { sessionId }, formOf({ rest: "present" }));
    expect(answer.status).toBe(303);
    const { body } = await call(page, training, "/", { sessionId });
    const { lines } = body as Awaited<ReturnType<typeof page>>;
    expect(lines.map(({ attended }) => attended.kind)).toEqual(["present", "present"]);
  });
});

describe("papers", () => {
  it("takes a PDF as material, for good; each look is an event", async () => {
    const sessionId = await planned();
    const upload = new FormData();
    upload.set("kind", "notice");
    upload.set("file", new File([Buffer.from("%PDF-1.7\n%%EOF")], "通知.pdf", { type: "application/pdf" }));
    expect((await call(addFile, training, "/", { sessionId }, upload)).location).toContain("done=files");
    const wrong = new FormData();
    wrong.set("kind", "notice");
    wrong.set("file", new File(["<html>"], "a.pdf", { type: "application/pdf" }));
    expect(refusalsOf((await call(addFile, training, "/", { sessionId }, wrong)).body)).toEqual([
      "study-file.unreadable",
    ]);
    const [kept] = await prisma.studySessionFile.findMany({ where: { sessionId } });
    const seen = await call(file, auditor, "/", { sessionId, fileId: kept!.id });
    expect(seen.status).toBe(200);
    const events = await database.ownerQuery<{ type: string }>(
      "SELECT type FROM audit_event WHERE subject_id = $1 AND type LIKE 'study-session.material%' ORDER BY id",
      [sessionId],
    );
    expect(events.map(({ type }) => type)).toEqual([
      "study-session.material-added",
      "study-session.material-viewed",
    ]);
  });

  it("prints a sheet, before and after", async () => {
    const sessionId = await planned();
    const answer = await call(sheet, auditor, "/", { sessionId });
    expect(answer.status).toBe(200);
    expect((answer.body as Response).headers.get("Content-Type")).toContain("application/pdf");
  });
});

describe("a plan's item", () => {
  it("takes day, place and materials from the session that it is bound to, once that was held", async () => {
    const now = new Date();
    const year = Number(today.slice(0, 4));
    const { planId, itemId } = await inTransaction(async (tx) => {
      const made = await createPlan(
        tx,
        { unitId: urban, year, audience: "enforcement-staff", title: "计划", document: null },
        null,
        now,
      );
      const item = await addPlanItem(
        tx,
        {
          ...{ planId: made.planId, month: Number(today.slice(5, 7)), law: "行政处罚法" },
          ...{ materials: [], personIds: [people.first] },
        },
        null,
        now,
      );
      if (!item.ok) throw new Error();
      return { planId: made.planId, itemId: item.itemId };
    });
    const sessionId = await planned({ end: "23:57" });
    const link = (id: string) => call(linkAct, training, "/", { planId, itemId }, formOf({ sessionId: id }));
    expect(refusalsOf((await link(sessionId)).body)).toEqual(["plan.not-in-force"]);
    await prisma.studyPlan.update({
      where: { id: planId },
      data: { state: "in-force", approvedAt: now },
    });
    expect(refusalsOf((await link(crypto.randomUUID())).body)).toEqual(["study-session.not-for-plan"]);
    expect((await link(sessionId)).location).toContain("done=session-linked");
    expect((await link(sessionId)).location).toContain("done=session-linked");
    const item = async () => (await findPlan(prisma, planId, now))!.items[0]!;
    expect(await item()).toMatchObject({ heldOn: null, session: { sessionId, isHeld: false, people: 2 } });
    await prisma.studySession.update({ where: { id: sessionId }, data: { state: "held" } });
    expect(await item()).toMatchObject({
      heldOn: today,
      place: "会议室",
      minutes: 1,
      session: { isHeld: true },
    });
  });
});
