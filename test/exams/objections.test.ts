import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { objectionsCloseAt } from "~/exams/disclosure";
import { mayAnswer } from "~/exams/objection";
import { objectionPage } from "~/exams/objection-list.server";
import { answerObjection, objectTo } from "~/exams/objections.server";
import { releaseResults } from "~/exams/release.server";
import { resultOf } from "~/exams/result.server";
import { loader as list } from "~/routes/_staff.objections._index";
import { loader as one } from "~/routes/_staff.objections.$objectionId";
import { loader as mine } from "~/routes/my.attempts.$attemptId_.objections";
import { loader as result } from "~/routes/my.attempts.$attemptId_.result/route";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { clerk, RELEASED, type Sat, satBy } from "./corrected-exam";
import { after, EARLY, examHall, type Hall, planExam } from "./exam-hall";

// 成绩异议 and 成绩公布: within days, once for each thing, answered by who had no hand in it; keys only when they may be seen.

await useDatabase();

const DAY = 24 * 60;
const CLOSES = objectionsCloseAt(RELEASED, 5);
let hall: Hall;
let office: { accountId: string; personId: null };

beforeAll(async () => {
  hall = await examHall();
  office = await clerk();
}, 300_000);

async function held(disclosure?: "score-only" | "answers-after-objections" | "answers-at-once", by?: string) {
  const examId = await planExam(hall);
  const sat = await satBy(hall, examId, 3);
  await inTransaction((tx) => releaseResults(tx, examId, by ?? null, RELEASED, disclosure));
  return { examId, ...sat };
}
const object = (
  { attemptId, personId }: Sat,
  slot: number | null,
  reason = "第十二条已修改",
  now = after(DAY),
) => inTransaction((tx) => objectTo(tx, { attemptId, personId, slot, reason }, null, now));
const answer = (
  objectionId: string,
  by: { accountId: string; personId: string | null },
  outcome: "upheld" | "dismissed" | null = "dismissed",
  reply = "答案无误",
) => inTransaction((tx) => answerObjection(tx, { objectionId, outcome, reply }, by, after(2 * DAY)));
const codes = (said: { ok: boolean; refusals?: { code: string }[] }) =>
  said.refusals?.map(({ code }) => code) ?? [];
const idOf = (said: Awaited<ReturnType<typeof object>>) => {
  if (!said.ok) throw new Error(codes(said).join());
  return said.objectionId;
};

describe("a candidate", () => {
  it("objects to a question and to the result, once each, until the last day is over", async () => {
    const sat = await held();
    expect((await object(sat, 3)).ok).toBe(true);
    expect((await object(sat, null)).ok).toBe(true);
    expect(codes(await object(sat, 3))).toEqual(["objection.once"]);
    expect(codes(await object(sat, null))).toEqual(["objection.once"]);
    expect(codes(await object(sat, 99, " "))).toEqual(["objection.no-such-slot", "objection.reason-missing"]);
    const late = await object(sat, 4, "理由", CLOSES);
    expect(late).toMatchObject({
      refusals: [{ code: "objection.closed", source: { title: "本平台默认设置" } }],
    });
    expect((await object(sat, 4, "理由", new Date(CLOSES.getTime() - 1))).ok).toBe(true);
    expect(codes(await object({ ...sat, personId: crypto.randomUUID() }, 5))).toEqual([
      "objection.not-released",
    ]);
  });

  it("at once from two windows objects once", async () => {
    const sat = await held();
    const said = await Promise.all([object(sat, 1), object(sat, 1), object(sat, 1)]);
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await prisma.objection.count({ where: { attemptId: sat.attemptId } })).toBe(1);
  });

  it("has no days before the release", async () => {
    const examId = await planExam(hall);
    const sat = await satBy(hall, examId, 1);
    expect(codes(await object(sat, 1))).toEqual(["objection.not-released"]);
  });
});

describe("the office", () => {
  it("answers once, with an outcome and a reply, and never as candidate or who released it", async () => {
    const sat = await held(undefined, office.accountId);
    const about = idOf(await object(sat, 2));
    const whole = idOf(await object(sat, null));
    expect(codes(await answer(about, office, null, ""))).toEqual([
      "objection.outcome-missing",
      "objection.reply-missing",
    ]);
    expect(codes(await answer(about, { ...office, personId: sat.personId }))).toEqual(["objection.own"]);
    expect(codes(await answer(whole, office))).toEqual(["objection.released-it"]);
    expect(await answer(whole, await clerk())).toEqual({ ok: true });
    expect(await answer(about, office, "upheld", "成立")).toEqual({ ok: true });
    expect(codes(await answer(about, office))).toEqual(["objection.answered"]);
  });

  it("does not answer about a question it wrote, nor as anything else it had a hand in", () => {
    const free = { isAnswered: false, isCandidate: false, madeQuestion: false, releasedIt: false };
    const said = { outcome: "upheld" as const, reply: "成立" };
    expect(mayAnswer({ ...free, ...said })).toEqual({ ok: true });
    expect(codes(mayAnswer({ ...free, ...said, madeQuestion: true }))).toEqual(["objection.made-question"]);
    const all = { isAnswered: true, isCandidate: true, madeQuestion: true, releasedIt: true };
    expect(codes(mayAnswer({ ...all, outcome: null, reply: " " }))).toHaveLength(6);
  });

  it("lists what waits, oldest first, and what is late", async () => {
    const sat = await held();
    idOf(await object(sat, 1));
    idOf(await object(sat, 2));
    const asked = { unitIds: [hall.legal], filters: { examId: sat.examId } };
    const soon = await objectionPage(prisma, asked, {}, after(2 * DAY));
    expect(soon.objections.map(({ slot, state }) => [slot, state])).toEqual([
      [1, "open"],
      [2, "open"],
    ]);
    const overdue = { ...asked, filters: { ...asked.filters, state: "overdue" as const } };
    expect((await objectionPage(prisma, overdue, {}, after(2 * DAY))).objections).toHaveLength(0);
    expect((await objectionPage(prisma, overdue, {}, after(30 * DAY))).objections).toHaveLength(2);
    expect((await objectionPage(prisma, { ...asked, unitIds: [hall.urban] }, {}, after(DAY))).total).toBe(0);
  });
});

describe("what is released", () => {
  it("shows no question and no key before it may, and both afterwards", async () => {
    const only = await held("score-only");
    const later = await held("answers-after-objections");
    const now = await held("answers-at-once");
    const at = (sat: Sat, when: Date) => resultOf(prisma, sat, when);
    expect((await at(now, after(DAY)))!.lost).not.toBeNull();
    expect((await at(later, new Date(CLOSES.getTime() - 1)))!.lost).toBeNull();
    expect((await at(later, CLOSES))!.lost).not.toBeNull();
    expect((await at(only, after(400 * DAY)))!.lost).toBeNull();
    // Not in any other field either.
    for (const shown of [await at(only, after(DAY)), await at(later, after(DAY))]) {
      const sent = JSON.stringify(shown);
      expect(sent).not.toContain('"key"');
      expect(sent).not.toContain('"stem"');
      expect(sent).not.toContain('"explanation"');
    }
  });

  it("reaches browsers as little, through the pages themselves", async () => {
    const sat = await held("score-only");
    const objectionId = idOf(await object(sat, 1));
    const loginName = `candidate-${sat.personId}`;
    const accountId = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName, displayName: "考生", personId: sat.personId, passwordHash: "-" },
        null,
        EARLY,
      ),
    );
    const cookie = await signedIn(accountId);
    const params = { attemptId: sat.attemptId };
    for (const loader of [result, mine]) {
      const answered = await call(loader, cookie, "/x", params);
      expect(answered.status).toBe(200);
      expect(JSON.stringify(answered.body)).not.toMatch(/"key"|"explanation"|"stem"/);
    }
    expect((await call(one, cookie, "/x", { objectionId })).status).toBe(403);
    const auditor = await clerk();
    const reading = await signedIn(auditor.accountId, "auditor" as Role, hall.root);
    expect((await call(list, reading, `/objections?exam=${sat.examId}`)).body).toMatchObject({ total: 1 });
    const shown = await call(one, reading, "/x", { objectionId });
    expect(shown.body).toMatchObject({ mayAnswer: false, mayCorrect: false });
    expect(JSON.stringify(shown.body)).not.toMatch(/"key"|"explanation"/);
    const elsewhere = await signedIn((await clerk()).accountId, "personnel-department" as Role, hall.market);
    expect((await call(one, elsewhere, "/x", { objectionId })).status).toBe(404);
  });
});
