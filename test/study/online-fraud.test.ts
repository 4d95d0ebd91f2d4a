import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mergePeople } from "~/casework/person-merge.server";
import { inTransaction, prisma } from "~/db.server";
import { loader as anomalyList } from "~/routes/_staff.learning._index";
import { loader as log } from "~/routes/_staff.learning.$enrolmentId";
import { loader as coursePage } from "~/routes/my.courses.$courseId._index";
import { action as finish } from "~/routes/my.courses.$courseId.completion";
import { action as begin } from "~/routes/my.courses.$courseId.enrolment";
import { action as open } from "~/routes/my.courses.$courseId.lessons.$lessonId_.runs";
import { action as startQuiz } from "~/routes/my.courses.$courseId.quizzes";
import { action as handIn, loader as quizPage } from "~/routes/my.courses.$courseId.quizzes_.$quizId";
import { action as beat } from "~/routes/my.learning-runs.$runId.beats";
import { EARLIER_MEASURES } from "~/study/online-measures";
import type { QuizSlot } from "~/study/quiz";
import { recordsOfYear } from "~/study/records.server";
import { smallDistrict, someone } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { publishedCourse } from "./online-scene";
import { ownPack } from "./own-pack";
import { account, officer } from "./study-district";

const { beatMs: BEAT_MS } = EARLIER_MEASURES;

// Whoever wants minutes without studying, through the addresses a browser has. The clock is the server's: it is moved, not
// slept through.

await useDatabase();

const MINUTE = 60_000;
const morning = new Date("2026-03-02T09:00:00+08:00");
let now = morning;
let urban: string;
let accountId: string;
let person: string;
let phone: string;
let desktop: string;
let legal: string;
type Course = { courseId: string; lessonId: string };
let text: Course;
let film: Course;
let course: Course;
let name: string;
let made = 0;

beforeAll(async () => {
  const district = await smallDistrict();
  ({ urban } = district);
  const writer = await account("writer");
  const publisher = await account("publisher");
  vi.useFakeTimers({ now: morning, toFake: ["Date"] });
  text = await publishedCourse(urban, { writer, publisher }, morning);
  film = await publishedCourse(urban, { writer, publisher }, morning, "film");
  vi.useRealTimers();
  legal = await account("legal");
});

beforeEach(async () => {
  made += 1;
  now = morning;
  vi.useFakeTimers({ now, toFake: ["Date"] });
  name = `学员${"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"[made]}`;
  person = await officer(name, urban);
  accountId = await account(`learner-${made}`, person);
  desktop = await signedIn(accountId);
  phone = await signedIn(accountId);
  course = text;
  for (const { courseId } of [text, film]) await call(begin, desktop, "/x", { courseId }, new FormData());
});
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => {
  now = new Date(now.getTime() + ms);
  vi.setSystemTime(now);
};

async function postJson(
  action: (args: never) => Promise<unknown>,
  params: Record<string, string>,
  body: unknown,
  cookie: string,
  type = "application/json",
) {
  const request = new Request("http://localhost/my", {
    method: "POST",
    headers: { Cookie: cookie, "Content-Type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const reply = (await action({ request, params, context: {} } as never)) as Response;
  return { status: reply.status, ...((await reply.json()) as { code: string }) };
}

/** An open page: it beats as it is told to. */
async function page(cookie = desktop) {
  const opened = await postJson(open, course, { page: 0 }, cookie);
  expect(opened.code).toBe("opened");
  const { runId, token, beatMs } = opened as unknown as { runId: string; token: string; beatMs: number };
  let seq = 0;
  const send = (change: Record<string, unknown> = {}) => {
    seq += 1;
    const honest = { visible: true, focused: true, active: true, claimedMs: BEAT_MS };
    const sent = { token, seq, ...honest, position: 0, rate: 1, last: false, ...change };
    return postJson(beat, { runId }, sent, cookie);
  };
  return { runId, token, beatMs, send };
}

type Page = Awaited<ReturnType<typeof page>>;
async function beats(on: readonly Page[], forMs: number, change: Record<string, unknown> = {}) {
  for (let passed = 0; passed < forMs; passed += BEAT_MS) {
    wait(BEAT_MS);
    for (const one of on) await one.send(change);
  }
}

const enrolment = () =>
  prisma.courseEnrolment.findFirstOrThrow({
    where: { personId: person, version: { courseId: text.courseId } },
  });
async function credited(): Promise<number> {
  const rows = await prisma.learningRun.findMany({ where: { personId: person } });
  return rows.reduce((sum, { creditedMs }) => sum + creditedMs, 0);
}
async function noted(): Promise<string[]> {
  const rows = await prisma.learningAnomaly.findMany({ where: { run: { personId: person } } });
  return rows.map(({ kind }) => kind).sort();
}

describe("minutes are counted by the server", () => {
  it("an honest reader's, all of them", async () => {
    await beats([await page()], 10 * MINUTE);
    expect([await credited(), await noted()]).toEqual([10 * MINUTE, []]);
  });

  it("a posted duration counts nothing and is noted", async () => {
    const one = await page();
    wait(BEAT_MS);
    expect(await one.send({ minutes: 480 })).toMatchObject({ status: 400, code: "unreadable" });
    expect(await one.send({ claimedMs: 8 * 60 * MINUTE })).toMatchObject({
      code: "heard",
      creditedMs: BEAT_MS,
    });
    expect([await credited(), await noted()]).toEqual([BEAT_MS, ["posted-duration"]]);
  });

  it("three tabs at once count as one", async () => {
    const tabs = [await page(), await page(), await page()];
    await beats(tabs, 10 * MINUTE);
    expect([await credited(), await noted()]).toEqual([10 * MINUTE, ["parallel-tabs", "parallel-tabs"]]);
    expect(await tabs[0]!.send()).toMatchObject({ status: 409, code: "taken-over", by: "tab" });
  });

  it("two devices at once count as one, the one that came last", async () => {
    const first = await page(desktop);
    await beats([first], 2 * MINUTE);
    const second = await page(phone);
    await beats([first, second], 5 * MINUTE);
    expect([await credited(), await noted()]).toEqual([7 * MINUTE, ["two-devices"]]);
    expect(await first.send()).toMatchObject({ status: 409, code: "taken-over", by: "device" });
  });

  it("a page that turns to the next is no second page", async () => {
    const first = await page();
    await beats([first], MINUTE);
    await page();
    await first.send({ last: true });
    expect(await noted()).toEqual([]);
  });

  it("without focus nothing counts, and long absence is noted", async () => {
    await beats([await page()], 30 * MINUTE, { focused: false });
    expect([await credited(), await noted()]).toEqual([0, ["no-focus"]]);
  });

  it("eight hours of idling count five minutes", async () => {
    const one = await page();
    await beats([one], 8 * 60 * MINUTE, { active: false });
    expect([await credited(), await noted()]).toEqual([5 * MINUTE, ["idle"]]);
    // Two thousand beats, each a request: a busy machine needs its time.
  }, 240_000);

  it("a film at sixteen times its speed counts nothing, at twice it counts the time it took", async () => {
    course = film;
    const one = await page();
    const play = async (rate: number, times: number, from: number) => {
      for (let n = 1; n <= times; n += 1) {
        wait(BEAT_MS);
        await one.send({ rate, position: from + n * rate * BEAT_MS });
      }
      return from + times * rate * BEAT_MS;
    };
    const at = await play(16, 8, 0);
    expect([await credited(), await noted()]).toEqual([0, ["speed"]]);
    const end = await play(2, 8, at);
    expect(await credited()).toBe(2 * MINUTE);
    await beats([one], MINUTE, { position: end });
    expect(await credited()).toBe(2 * MINUTE);
  });

  it("a replayed beat counts nothing", async () => {
    const one = await page();
    await beats([one], 2 * MINUTE);
    for (let again = 0; again < 40; again += 1) {
      wait(BEAT_MS);
      expect(await one.send({ seq: 3 })).toMatchObject({ status: 409, code: "replayed" });
    }
    expect([await credited(), await noted()]).toEqual([2 * MINUTE, ["replayed"]]);
  });

  it("a flood of beats counts no more than the time there was", async () => {
    const one = await page();
    for (let n = 0; n < 30; n += 1) {
      wait(100);
      await one.send();
    }
    expect(await credited()).toBeLessThanOrEqual(3_000);
    expect(await one.send()).toMatchObject({ status: 429, code: "too-soon" });
  });

  it("sixty pages in a minute are too many", async () => {
    const codes = [];
    for (let n = 0; n < 35; n += 1) codes.push((await postJson(open, course, { page: 0 }, desktop)).code);
    expect(codes.slice(-5)).toEqual(Array(5).fill("too-many"));
  });

  it("beats that come at the same moment are heard one after the other", async () => {
    const one = await page();
    wait(BEAT_MS);
    const codes = await Promise.all([one.send(), one.send(), one.send({ seq: 1 })]);
    expect(codes.filter(({ code }) => code === "heard")).toHaveLength(1);
    expect(await credited()).toBe(BEAT_MS);
  });

  it("a text that is clicked through is noted when the page is left", async () => {
    const one = await page();
    wait(BEAT_MS);
    await one.send({ position: 1000 });
    await page();
    expect(await noted()).toEqual(["too-fast"]);
  });

  it("nobody beats for somebody else, without the page's token, or in a form of another site", async () => {
    const one = await page();
    const stranger = await signedIn(await account(`stranger-${made}`, await officer("路人", urban)));
    const run = { runId: one.runId };
    const sent = { token: one.token, seq: 1, visible: true, focused: true, active: true, claimedMs: 1 };
    const whole = { ...sent, position: 0, rate: 1, last: false };
    wait(BEAT_MS);
    expect((await postJson(beat, run, whole, stranger)).status).toBe(404);
    expect((await postJson(beat, run, { ...whole, token: "guessed" }, desktop)).status).toBe(404);
    expect((await postJson(beat, run, whole, "")).status).toBe(401);
    expect((await postJson(beat, run, whole, desktop, "text/plain")).status).toBe(400);
    expect((await postJson(beat, { runId: "nonsense" }, whole, desktop)).status).toBe(404);
    for (const body of ["", "{", "[]", "null", '"x"', "9".repeat(5_000), '{"token":"a\\u0000"}'])
      expect((await postJson(beat, run, body, desktop)).status).toBe(400);
    expect((await postJson(open, { ...course, lessonId: one.runId }, { page: 0 }, desktop)).status).toBe(404);
    expect((await postJson(open, course, { page: 7 }, desktop)).status).toBe(404);
    expect((await postJson(open, course, { page: 0 }, stranger)).status).toBe(404);
    expect(await credited()).toBe(0);
  });
});

it("what was studied goes along when two records of one human become one, and the open page stops", async () => {
  const one = await page();
  await beats([one], MINUTE);
  const keptId = await someone(name);
  const pair = { keptId, mergedId: person, numberOf: "kept" as const, reason: "户口簿核对为同一人" };
  expect(await inTransaction((tx) => mergePeople(tx, pair, legal, now))).toEqual({ ok: true });
  expect(await prisma.courseEnrolment.count({ where: { personId: keptId } })).toBe(2);
  const [run] = await prisma.learningRun.findMany({ where: { personId: keptId } });
  expect(run).toMatchObject({ creditedMs: MINUTE, endReason: "merged" });
});

describe("to the ledger", () => {
  async function takeQuiz(isRight: boolean) {
    const begun = await call(startQuiz, desktop, "/x", { courseId: course.courseId }, new FormData());
    const quizId = /quizzes\/([0-9a-f-]{36})/.exec(begun.location ?? "")?.[1] ?? "";
    const params = { courseId: course.courseId, quizId };
    const row = await prisma.courseQuiz.findUniqueOrThrow({ where: { id: quizId } });
    const answers: Record<string, string[]> = {};
    for (const { number, questionVersionId, options, optionOrder } of row.slots as QuizSlot[]) {
      const { key } = await prisma.questionKey.findUniqueOrThrow({ where: { questionVersionId } });
      const labels = key.map((id) => options[optionOrder.indexOf(id)]!.label);
      answers[`q${number}`] = isRight ? labels : [];
    }
    const shown = (await call(quizPage, desktop, "/x", params)).body;
    expect(JSON.stringify(shown)).not.toMatch(/questionVersionId|optionOrder|"key"/);
    await call(handIn, desktop, "/x", params, formOf(answers));
    return (await call(quizPage, desktop, "/x", params)).body as Awaited<ReturnType<typeof quizPage>>;
  }
  const end = () => call(finish, desktop, "/x", { courseId: course.courseId }, new FormData());
  const records = () => inTransaction((tx) => recordsOfYear(tx, [person], 2026));

  it("nothing before every lesson is studied and the quiz is passed", async () => {
    const codes = async () =>
      ((await end()).body as { refusals: { code: string }[] }).refusals.map(({ code }) => code);
    expect(await codes()).toEqual(["course.lesson-open", "course.quiz-open"]);
    const early = await call(startQuiz, desktop, "/x", { courseId: course.courseId }, new FormData());
    expect(early.status).toBe(422);
    await beats([await page()], 2 * MINUTE);
    expect(await codes()).toEqual(["course.quiz-open"]);
    const failed = await takeQuiz(false);
    expect(failed.result).toMatchObject({ passed: false, right: 0 });
    expect(failed.result?.questions[0]).toMatchObject({ isRight: false, law: "行政处罚法" });
    expect(await codes()).toEqual(["course.quiz-open"]);
    await takeQuiz(false);
    await takeQuiz(false);
    const fourth = await call(startQuiz, desktop, "/x", { courseId: course.courseId }, new FormData());
    expect(JSON.stringify(fourth.body)).toContain("course-quiz.no-tries");
    expect(await records()).toEqual([]);
  });

  it("what was counted, day by day, accepted, resting on log and quiz; once", async () => {
    await beats([await page()], 20 * MINUTE);
    wait(24 * 60 * MINUTE);
    desktop = await signedIn(accountId);
    await beats([await page()], 10 * MINUTE);
    expect((await takeQuiz(true)).result).toMatchObject({ passed: true, right: 3 });
    expect((await end()).location).toContain("done=finished");
    expect((await end()).location).toContain("done=finished");
    const entered = await records();
    const log = { kind: "log", reference: (await enrolment()).id };
    expect(
      entered.map(({ mode, status, minutes, recordedById }) => [mode, status, minutes, recordedById]),
    ).toEqual([
      ["online", "accepted", 20, null],
      ["online", "accepted", 10, null],
    ]);
    expect(entered[0]!.evidence).toEqual([log, { kind: "quiz", reference: "3/3" }]);
    expect(entered[0]!.startAt).toEqual(morning);
    const standing = await prisma.studyStanding.findFirst({ where: { personId: person, applies: true } });
    expect(standing?.creditedMinutes).toBe(30);
    const shown = (await call(coursePage, desktop, "/x", { courseId: course.courseId })).body as Awaited<
      ReturnType<typeof coursePage>
    >;
    expect(shown).toMatchObject({ minutes: 30, openMinutes: 30, endedOn: "2026-03-03" });
    expect(shown.recordIds).toHaveLength(2);
    expect((await postJson(open, course, { page: 0 }, desktop)).code).toBe("ended");
  });

  it("claimed and trusted stand side by side, with what was odd, for legal affairs and nobody else", async () => {
    const one = await page();
    await beats([one], 4 * MINUTE);
    await beats([one], 16 * MINUTE, { focused: false });
    const { id } = await enrolment();
    const office = await signedIn(legal, "legal-affairs", urban);
    const shown = (await call(log, office, "/x", { enrolmentId: id })).body as Awaited<
      ReturnType<typeof log>
    >;
    expect(shown).toMatchObject({ minutes: 4, openMinutes: 20, name });
    expect(shown.anomalies).toMatchObject([{ kind: "no-focus", facts: { minutes: 16 } }]);
    expect(shown.runs[0]!.beats).toEqual({ counted: 16, away: 64 });
    const list = async (query: string) =>
      (await call(anomalyList, office, `/learning?${query}`)).body as Awaited<ReturnType<typeof anomalyList>>;
    expect((await list(`kind=no-focus&course=${course.courseId}`)).rows[0]).toMatchObject({
      enrolmentId: id,
    });
    expect((await list("kind=idle&after=nonsense")).rows.every(({ kind }) => kind === "idle")).toBe(true);
    expect((await call(log, desktop, "/x", { enrolmentId: id })).status).toBe(403);
    expect((await call(log, office, "/x", { enrolmentId: "nonsense" })).status).toBe(404);
  });
});

// The last: from here on the bureau follows a pack of its own.
describe("a province that measures otherwise", () => {
  it("has its pages measured so from the next one that is opened, and those that are open as they began", async () => {
    const source = { title: "省规定", standing: "cited" } as const;
    const before = await page();
    const rules = {
      study: {
        onlineBeatSeconds: { value: 30, source },
        onlineGapSeconds: { value: 45, source },
        onlineIdleMinutes: { value: 1, source },
      },
    };
    await ownPack(urban, rules, now);
    wait(40_000);
    expect(await before.send()).toMatchObject({ code: "heard", outcome: "gap" });
    const after = await page();
    expect([before.beatMs, after.beatMs]).toEqual([15_000, 30_000]);
    wait(40_000);
    expect(await after.send()).toMatchObject({ code: "heard", outcome: "counted", creditedMs: 40_000 });
    wait(40_000);
    expect(await after.send({ active: false })).toMatchObject({ outcome: "counted" });
    wait(40_000);
    expect(await after.send({ active: false })).toMatchObject({ outcome: "idle" });
  });
});
