import type { ComponentType } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import * as staffList from "~/routes/_staff.courses._index";
import * as staffCourse from "~/routes/_staff.courses.$courseId._index";
import * as content from "~/routes/_staff.courses.$courseId.content";
import * as learners from "~/routes/_staff.courses.$courseId.learners";
import * as preview from "~/routes/_staff.courses.$courseId.lessons.$lessonId._index";
import * as publication from "~/routes/_staff.courses.$courseId.publication";
import * as textForm from "~/routes/_staff.courses.$courseId.texts";
import * as videoForm from "~/routes/_staff.courses.$courseId.videos";
import * as newCourse from "~/routes/_staff.courses.new";
import * as anomalies from "~/routes/_staff.learning._index";
import * as learnerLog from "~/routes/_staff.learning.$enrolmentId";
import * as myList from "~/routes/my.courses._index";
import * as myCourse from "~/routes/my.courses.$courseId._index";
import * as lesson from "~/routes/my.courses.$courseId.lessons.$lessonId/route";
import * as quiz from "~/routes/my.courses.$courseId.quizzes_.$quizId";
import { draftAgain } from "~/study/course-publication.server";
import { beginCourse, enrolmentIn } from "~/study/enrolments.server";
import { hearBeat, note, openRun } from "~/study/heartbeat.server";
import { ANOMALIES } from "~/study/online";
import { EARLIER_MEASURES } from "~/study/online-measures";
import { beginQuiz, handInQuiz } from "~/study/quizzes.server";
import { locales } from "~/text/text";
import { smallDistrict } from "../personnel/district";
import { call, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";
import { publishedCourse } from "./online-scene";
import { account, officer } from "./study-district";

const { beatMs: BEAT_MS } = EARLIER_MEASURES;

await useDatabase();

type Module = { default: ComponentType; loader: (args: never) => Promise<unknown> };
let params: Record<string, string>;
let learner: string;
let office: string;

const FACTS = {
  "posted-duration": { claimed: 28_800, passed: 15 },
  "parallel-tabs": { elsewhere: "第一课" },
  "two-devices": { elsewhere: "第一课" },
  speed: { advanced: 240, passed: 15, rate: 16 },
  "no-focus": { minutes: 16 },
  idle: { minutes: 480 },
  replayed: { seq: 3, lastSeq: 8 },
  "too-fast": { characters: 4_000, seconds: 15 },
};

/** A course with a draft of its next version, somebody in the middle of it, one of every anomaly, a quiz answered wrongly. */
beforeAll(async () => {
  const { urban } = await smallDistrict();
  const [writer, publisher] = [await account("writer"), await account("publisher")];
  const now = new Date();
  const course = await publishedCourse(urban, { writer, publisher }, now);
  const personId = await officer("沈学", urban);
  const accountId = await account("learner", personId);
  learner = await signedIn(accountId);
  office = await signedIn(await account("office"), "legal-affairs", urban);
  await inTransaction((tx) => draftAgain(tx, course.courseId, writer, now));
  const begun = await inTransaction((tx) =>
    beginCourse(tx, { courseId: course.courseId, personId }, accountId, now),
  );
  if (!begun.ok) throw new Error("not begun");
  const { enrolmentId } = begun;
  const opening = { personId, enrolmentId, lessonId: course.lessonId, page: 0, session: new Uint8Array(32) };
  const quizId = await inTransaction(async (tx) => {
    const run = await openRun(tx, opening, now);
    if (run.code !== "opened") throw new Error(run.code);
    for (let seq = 1; seq <= 5; seq += 1) {
      const beat = {
        seq,
        isVisible: true,
        isFocused: true,
        isActive: true,
        claimedMs: 1,
        position: 0,
        rate: 1,
      };
      const at = new Date(now.getTime() + seq * BEAT_MS);
      await hearBeat(tx, { ...run, personId, beat, isLast: false }, at);
    }
    for (const kind of ANOMALIES) await note(tx, run.runId, [{ kind, facts: FACTS[kind] }], now);
    const enrolment = (await enrolmentIn(tx, personId, course.courseId))!;
    const quiz = await beginQuiz(tx, { enrolment, lessonId: null }, now);
    if (!quiz.ok) throw new Error(quiz.refusals.map(({ code }) => code).join());
    return quiz.quizId;
  });
  params = { ...course, enrolmentId, quizId };
});

const pages: [string, Module, "learner" | "office", RegExp][] = [
  ["the learner's courses", myList, "learner", /行政处罚入门/],
  ["the learner's course", myCourse, "learner", /第一课/],
  ["a lesson", lesson, "learner", /<strong>法律依据<\/strong>/],
  ["the quiz", quiz, "learner", /name="q1"/],
  ["the list of courses", staffList, "office", /行政处罚入门/],
  ["a course", staffCourse, "office", /行政处罚入门/],
  ["the form of a course", newCourse, "office", /name="passPercent"/],
  ["its content", content, "office", /value="行政处罚入门"/],
  ["the form of a text", textForm, "office", /name="text"/],
  ["the form of a film", videoForm, "office", /video\/mp4/],
  ["its publication", publication, "office", /name="seenAt"/],
  ["a preview", preview, "office", /<strong>法律依据<\/strong>/],
  ["its learners", learners, "office", /沈学/],
  ["a learner's log", learnerLog, "office", /沈学/],
  ["what was odd", anomalies, "office", /沈学/],
];

describe.each(locales)("in %s", (locale) => {
  it.each(pages)("%s", async (_, module, who, holds) => {
    const answer = await call(module.loader, who === "learner" ? learner : office, "/x", params);
    expect(answer.status).toBe(200);
    const html = await rendered(module, { loaded: answer.body }, locale);
    expect(html).toMatch(holds);
    expect(html).not.toMatch(/undefined|\[object|NaN/);
    if (locale === "en") expect(html.match(/第\s*\d+\s*页|分钟/)).toBeNull();
  });
});

it("a quiz answered wrongly says where to read, in words, and no key", async () => {
  const personId = (await prisma.courseEnrolment.findFirstOrThrow()).personId;
  const { quizId } = params as { quizId: string };
  const handed = { quizId, personId, given: () => [] };
  const accountId = (await prisma.account.findFirstOrThrow({ where: { personId } })).id;
  await inTransaction((tx) => handInQuiz(tx, handed, accountId, new Date()));
  const answer = await call(quiz.loader, learner, "/x", params);
  const html = await rendered(quiz, { loaded: answer.body }, "zh-CN");
  expect(html).toMatch(/请再读《行政处罚法》第\d+条/);
});
