import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { admissionDelayMs, admissionSeconds, secondsToNextLook, windowFrom } from "~/exams/admission";
import { admissionOf } from "~/exams/admission.server";
import { deadlineFor, entryClosesAt } from "~/exams/exam";
import { loader as examPage } from "~/routes/my.exams.$examId._index";
import { action as begin } from "~/routes/my.exams.$examId.attempt";
import { loader as waiting } from "~/routes/my.exams.$examId.waiting/route";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { after, EARLY, examHall, type Hall, OPENS, officer, planExam, register, start } from "./exam-hall";

// Who waits for an exam to open is let in at a moment of their own, and has not a second less for it.

const database = await useDatabase();
const MOST = 2_000;
const annual = { kind: "annual", part: null } as const;
let hall: Hall;
beforeAll(async () => {
  hall = await examHall();
});

/** People of whom only the register of the exam knows: enough to be counted. */
async function crowd(examId: string, people: number): Promise<string[]> {
  const rows = await database.ownerQuery<{ person_id: string }>(
    `WITH people AS (
       INSERT INTO person (id, created_at) SELECT gen_random_uuid(), $3 FROM generate_series(1, $2) RETURNING id)
     INSERT INTO registration (id, exam_id, person_id, unit_id, pack_version_id, registered_at)
     SELECT gen_random_uuid(), $1, people.id, e.unit_id, e.pack_version_id, $3 FROM people, exam e WHERE e.id = $1
     RETURNING person_id`,
    [examId, people, EARLY],
  );
  return rows.map((row) => row.person_id);
}

describe("the rule", () => {
  const exam = { opensAt: OPENS, closesAt: after(90), minutes: 90, lateEntryMinutes: 30 };
  const entered = fc.integer({ min: 0, max: 20_000 });
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("lets fifty in a second, small exams at once, and the last within a minute", () => {
    expect([0, 30, 49, 50, 600, 2_000, 3_000, 20_000].map(admissionSeconds)).toEqual([
      0, 0, 0, 1, 12, 40, 60, 60,
    ]);
    fc.assert(
      fc.property(place, entered, (at, people) => {
        const delay = admissionDelayMs(at, people);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(admissionSeconds(people) * 1000);
      }),
    );
  });

  it("gives whoever waits exactly as much time as whoever does not", () => {
    fc.assert(
      fc.property(place, entered, fc.integer({ min: 0, max: 60 * 60_000 }), (at, people, hesitation) => {
        const delay = admissionDelayMs(at, people);
        const own = windowFrom(exam, delay);
        const begins = (window: typeof exam) => new Date(window.opensAt.getTime() + hesitation);
        const time = (window: typeof exam) =>
          deadlineFor(window, begins(window)).getTime() - begins(window).getTime();
        expect(time(own)).toBe(time(exam));
        expect(entryClosesAt(own).getTime() - entryClosesAt(exam).getTime()).toBe(delay);
      }),
    );
  });

  it("has a page without a script look again at its moment, and every five minutes before", () => {
    expect([0, 1, 999, 1_001, 299_001, 3_600_000].map(secondsToNextLook)).toEqual([1, 1, 1, 2, 300, 300]);
  });
});

describe("two thousand candidates", () => {
  it("come in over forty seconds, none of them many at once, and the same whenever it is asked", async () => {
    const examId = await planExam(hall, annual);
    const people = await crowd(examId, MOST);
    const delays = await Promise.all(people.map((personId) => admissionOf(prisma, { examId, personId })));
    expect(new Set(delays.map(({ seconds }) => seconds))).toEqual(new Set([40]));
    const perSecond = new Map<number, number>();
    for (const { delayMs } of delays) {
      const second = Math.floor(delayMs / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(perSecond.size).toBe(40);
    expect(Math.max(...perSecond.values())).toBeLessThan(100);
    expect(await admissionOf(prisma, { examId, personId: people[0]! })).toEqual(delays[0]);
    const otherExam = await planExam(hall, annual);
    await crowd(otherExam, MOST);
    expect(await admissionOf(prisma, { examId: otherExam, personId: people[0]! })).not.toEqual(delays[0]);
  });
});

describe("a candidate who has to wait", () => {
  it("cannot begin before the own moment, and has the whole time from then on", async () => {
    const examId = await planExam(hall, { ...annual, closesAt: after(90), minutes: 90 });
    const personId = await officer(hall.urban);
    await register(examId, personId);
    await crowd(examId, MOST);
    const { delayMs } = await admissionOf(prisma, { examId, personId });
    expect(delayMs).toBeGreaterThan(0);
    const moment = new Date(OPENS.getTime() + delayMs);
    expect(await start(examId, personId, new Date(moment.getTime() - 1))).toMatchObject({
      ok: false,
      refusals: [{ code: "attempt.not-yet", facts: { opensAt: moment.toISOString() } }],
    });
    const begun = await start(examId, personId, moment);
    const attemptId = begun.ok ? begun.attemptId : "";
    const { startedAt, deadlineAt } = await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    expect(deadlineAt.getTime() - startedAt.getTime()).toBe(90 * 60_000);
    expect(deadlineAt.getTime() - after(90).getTime()).toBe(delayMs);
  });
});

describe("the waiting room", () => {
  const fromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  async function candidate(opens: number, lateEntryMinutes = 30) {
    const times = { opensAt: fromNow(opens), closesAt: fromNow(opens + 120), lateEntryMinutes };
    const examId = await planExam(hall, { ...annual, ...times });
    const personId = await officer(hall.urban);
    await register(examId, personId);
    const login = `candidate-${personId.slice(-8)}`;
    const accountId = await inTransaction((tx) =>
      createAccount(tx, { loginName: login, displayName: login, personId, passwordHash: "-" }, null, EARLY),
    );
    return { examId, cookie: await signedIn(accountId), opensAt: times.opensAt };
  }

  it("says when it opens by the server's clock; a start pressed too early leads there", async () => {
    const { examId, cookie, opensAt } = await candidate(5);
    const { status, body } = await call(waiting, cookie, "/x", { examId });
    expect(status).toBe(200);
    const page = body as { waitMs: number; opensAt: string; seconds: number };
    expect(page).toMatchObject({ opensAt: opensAt.toISOString(), seconds: 0 });
    expect(page.waitMs).toBeGreaterThan(4 * 60_000);
    expect((await call(examPage, cookie, "/x", { examId })).body).toMatchObject({ phase: "announced" });
    expect(await call(begin, cookie, "/x", { examId }, formOf({}))).toMatchObject({
      status: 303,
      location: `/my/exams/${examId}/waiting`,
    });
  });

  it("lets in whose moment has come, and leads whoever has begun to the exam", async () => {
    const { examId, cookie } = await candidate(-1);
    expect((await call(waiting, cookie, "/x", { examId })).body).toMatchObject({ waitMs: 0 });
    const begun = await call(begin, cookie, "/x", { examId }, formOf({}));
    expect(begun.location).toMatch(/^\/my\/attempts\//);
    expect(await call(waiting, cookie, "/x", { examId })).toMatchObject({ location: begun.location });
  });

  it("is nobody's who is too late or not entered", async () => {
    const { examId, cookie } = await candidate(-10, 5);
    expect(await call(waiting, cookie, "/x", { examId })).toMatchObject({ location: `/my/exams/${examId}` });
    const other = await candidate(5);
    expect((await call(waiting, cookie, "/x", { examId: other.examId })).status).toBe(404);
    expect((await call(waiting, cookie, "/x", { examId: "nonsense" })).status).toBe(404);
  });
});
