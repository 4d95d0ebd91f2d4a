import type { ComponentType } from "react";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import * as history from "~/routes/_staff.exams.$examId.corrections._index";
import * as shown from "~/routes/_staff.exams.$examId.corrections.$correctionId._index/route";
import * as approval from "~/routes/_staff.exams.$examId.corrections.$correctionId.approval";
import * as questions from "~/routes/_staff.exams.$examId.corrections.questions._index";
import * as question from "~/routes/_staff.exams.$examId.corrections.questions.$questionVersionId";
import * as release from "~/routes/_staff.exams.$examId.release";
import * as objections from "~/routes/_staff.objections._index";
import * as objection from "~/routes/_staff.objections.$objectionId";
import * as mine from "~/routes/my.attempts.$attemptId_.objections";
import * as result from "~/routes/my.attempts.$attemptId_.result/route";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";
import {
  clerk,
  commonest,
  digestOf,
  itemOf,
  LATER,
  otherKey,
  release as releaseOf,
  type Sat,
  satBy,
} from "./corrected-exam";
import { EARLY, examHall, type Hall, planExam } from "./exam-hall";

// The pages after an exam, through their own handlers, as two people of the office and a candidate use them.

await useDatabase();

let hall: Hall;
let examId: string;
let sat: Sat;
let candidate: string;
const office: string[] = [];

beforeAll(async () => {
  hall = await examHall();
  examId = await planExam(hall);
  sat = await satBy(hall, examId, 3);
  expect(await releaseOf(examId)).toEqual({ ok: true });
  // The pages read the clock: it is the day after the exam, and objections are open.
  vi.useFakeTimers({ toFake: ["Date"], now: LATER });
  for (const role of ["legal-affairs", "personnel-department"] satisfies Role[])
    office.push(await signedIn((await clerk()).accountId, role, hall.root));
  const account = { loginName: "candidate", displayName: "考生", personId: sat.personId, passwordHash: "-" };
  candidate = await signedIn(await inTransaction((tx) => createAccount(tx, account, null, EARLY)));
}, 300_000);

afterAll(() => void vi.useRealTimers());

type Module = { default: ComponentType; loader: (args: never) => Promise<unknown> };
async function look(
  module: Module,
  cookie: string,
  params: Record<string, string>,
  refused?: unknown,
  query = "",
) {
  const { status, body } = await call(module.loader, cookie, `/x${query}`, params);
  expect(status).toBe(200);
  const pages = await Promise.all(
    (["zh-CN", "en"] as const).map((locale) => rendered(module, { loaded: body, refused }, locale)),
  );
  for (const html of pages) {
    expect(html).toContain("<h1>");
    expect(html).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
  }
  return pages as [string, string];
}

describe("the pages after an exam", () => {
  it("lead from a question through a dry run and a second person to the candidate", async () => {
    const [legal, personnel] = office as [string, string];
    await look(history, legal, { examId });
    const [list] = await look(questions, legal, { examId }, undefined, "?q=%25");
    expect(list).toContain("没有找到试题");
    await look(questions, legal, { examId });
    const questionVersionId = await commonest(examId);
    const at = { examId, questionVersionId };
    const empty = await call(question.action, legal, "/x", at, formOf({ wish: "new-key", ground: " " }));
    expect(empty.status).toBe(422);
    const [zh, en] = await look(question, legal, at, empty.body);
    expect(zh).toContain("没有选择正确答案");
    expect(en).toContain("No ground is given");
    const key = otherKey(await itemOf(examId, questionVersionId));
    const form = formOf({ wish: "new-key", key, ground: "第十二条" });
    const proposed = await call(question.action, legal, "/x", at, form);
    expect(proposed.location).toContain("done=proposed");
    const { id: correctionId } = await prisma.keyCorrection.findFirstOrThrow();
    const there = { examId, correctionId };
    expect((await look(shown, legal, there, undefined, "?show=all"))[1]).toContain("another person has to");
    expect((await look(shown, personnel, there))[0]).toContain("按试算结果核准");

    const stale = await call(approval.action, personnel, "/x", there, formOf({ digest: "-" }));
    expect(stale.status).toBe(422);
    const digest = await digestOf(correctionId);
    const own = await call(approval.action, legal, "/x", there, formOf({ digest }));
    expect((own.body as { refusals: { code: string }[] }).refusals[0]!.code).toBe("correction.same-person");
    const done = await call(approval.action, personnel, "/x", there, formOf({ digest }));
    expect(done.location).toContain("done=approved");
    await look(history, legal, { examId });
    await look(shown, legal, there, undefined, "?done=approved&show=all");
    const [told] = await look(result, candidate, { attemptId: sat.attemptId });
    expect(told).toContain("成绩更正");
    expect(told).toContain("第十二条");
  });

  it("lead from an objection to its answer", async () => {
    const [, personnel] = office as [string, string];
    const at = { attemptId: sat.attemptId };
    const empty = await call(mine.action, candidate, "/x", at, formOf({ slot: "999", reason: "" }));
    expect(empty.status).toBe(422);
    expect((await look(mine, candidate, at, empty.body))[1]).toContain("questions 1 to 12 only");
    const sent = await call(mine.action, candidate, "/x", at, formOf({ slot: "2", reason: "两个选项都对" }));
    expect(sent.location).toContain("done=sent");
    const { id: objectionId } = await prisma.objection.findFirstOrThrow();
    expect((await look(objections, personnel, {}, undefined, `?exam=${examId}&state=open`))[0]).toContain(
      "第 2 题",
    );
    const none = await call(objection.action, personnel, "/x", { objectionId }, formOf({ reply: "" }));
    expect((await look(objection, personnel, { objectionId }, none.body))[1]).toContain(
      "No outcome is chosen",
    );
    const reply = formOf({ outcome: "dismissed", reply: "答案无误" });
    const answered = await call(objection.action, personnel, "/x", { objectionId }, reply);
    expect(answered.location).toContain("done=answered");
    expect((await look(mine, candidate, at))[0]).toContain("答案无误");
    expect((await look(objection, personnel, { objectionId }))[0]).toContain("异议不成立");
  });

  it("ask at the release what candidates see, with the pack's usual chosen", async () => {
    const [legal] = office as [string, string];
    const [zh] = await look(release, legal, { examId });
    expect(zh).toMatch(/checked="" value="answers-at-once"|value="answers-at-once" checked=""/);
    const nothing = await call(release.action, legal, "/x", { examId }, formOf({}));
    expect(nothing.status).toBe(422);
    expect((await look(release, legal, { examId }, nothing.body))[1]).toContain("What is to be released");
  });
});
