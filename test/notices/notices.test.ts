import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import {
  MOST_UNREAD,
  type NewNotice,
  NOTICE_CODES,
  type NoticeFacts,
  pageOf,
  type Told,
} from "~/notices/notice";
import { noticePage, unreadOf } from "~/notices/notice-list.server";
import { holdersAt, markAllRead, markRead, notify } from "~/notices/notices.server";
import { loader as staffFrame } from "~/routes/_staff";
import { loader as frame } from "~/routes/my";
import * as list from "~/routes/my.notices._index";
import * as reading from "~/routes/my.notices.$noticeId.reading";
import * as readings from "~/routes/my.notices.readings";
import { noticeIn } from "~/text/notices";
import { locales } from "~/text/text";
import { smallDistrict, someone } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { account, officer } from "../study/study-district";
import { useDatabase } from "../support/database";
import { toldTo } from "./told";

// 消息: told once, in the transaction of the act; read once, by whom it is addressed to.

const database = await useDatabase();
const app = new pg.Pool({ connectionString: database.appUrl, max: 2 });
afterAll(() => app.end());

const now = new Date("2026-11-20T02:00:00Z");
const later = new Date("2026-11-20T03:00:00Z");
let root: string;
let urban: string;
let market: string;
beforeAll(async () => {
  ({ root, urban, market } = await smallDistrict());
});

const issued = (personId: string, happening: string): NewNotice => ({
  personId,
  code: "certificate.issued",
  happening,
  facts: { certificateId: happening },
});
const tell = (...notices: NewNotice[]) => inTransaction((tx) => notify(tx, notices, now));
const page = (personId: string, asked: Parameters<typeof noticePage>[2] = {}) =>
  noticePage(prisma, personId, asked);
const happeningOf = ({ facts }: Told) => (facts as NoticeFacts["certificate.issued"]).certificateId;

/** Somebody with an account, signed in. */
async function reader(name: string) {
  const personId = await someone(name);
  const accountId = await account(`reader-${personId}`, personId);
  return { personId, accountId, cookie: await signedIn(accountId) };
}

const exam = { kind: "qualification", part: "special", field: "urban-management", regime: null };
const attempt = { examId: "e", attemptId: "a", title: "年度考试" };
const certificate = { certificateId: "c", decisionNumber: "临司暂〔2026〕5号", fromOn: "2026-11-03" };
const record = { recordId: "r", on: "2026-03-03", minutes: 90 };
const plan = { planId: "p", year: 2026, audience: "leading-cadres" };
const refusals = [{ code: "registration.not-employed", facts: { on: "2026-11-26" }, source: null }];
const samples: { [C in keyof NoticeFacts]: NoticeFacts[C] } = {
  "exam.result-released": attempt,
  "exam.result-corrected": { ...attempt, outcome: "passes" },
  "exam.objection-answered": { ...attempt, slot: 3, outcome: "upheld" },
  "exam.late-answers-accepted": attempt,
  "exam.late-answers-refused": attempt,
  "exam.violation-took-effect": { ...attempt, kind: "cheating", isBanned: true, banLastOn: "2027-11-19" },
  "exam.violation-withdrawn": attempt,
  "exam.registration-refused": { examId: "e", title: "年度考试", refusals },
  "exam.required": { ...exam, dueOn: "2026-12-31" },
  "exam.owed-again": { ...exam, dueOn: "2026-12-31" },
  "exam.requirement-withdrawn": exam,
  "exam.exemption-granted": exam,
  "exam.exemption-refused": exam,
  "exam.exemption-revoked": exam,
  "study.record-accepted": record,
  "study.record-returned": record,
  "study.record-reversed": record,
  "study.plan-approved": plan,
  "study.plan-returned": plan,
  "study.rectification-demanded": { rectificationId: "r", dueOn: "2026-12-01" },
  "study.rectification-sent-back": { rectificationId: "r", dueOn: "2026-12-01" },
  "study.supervision-notice-issued": { noticeId: "n", number: "督〔2026〕1号", dueOn: "2026-12-01" },
  "study.supervision-notice-sent-back": { noticeId: "n", number: "督〔2026〕1号" },
  "certificate.application-returned": { applicationId: "a", own: true },
  "certificate.application-refused": { applicationId: "a", own: false },
  "certificate.application-moved": { applicationId: "a", own: true },
  "certificate.exchange-begun": {
    certificateId: "c",
    orderNumber: "临编〔2026〕12号",
    fromOn: "2026-12-31",
  },
  "certificate.issued": { certificateId: "c" },
  "certificate.suspended": certificate,
  "certificate.restored": certificate,
  "certificate.cancelled": certificate,
  "certificate.revoked": certificate,
  "certificate.annulled": certificate,
  "certificate.ends": { certificateId: "c", lastOn: "2027-10-31" },
  "certificate.campaign-opened": { campaignId: "c", kind: "review", dueOn: "2027-04-30", count: 12 },
  "certificate.review-decided": { certificateId: "c", year: 2027, outcome: "fail" },
  "certificate.unit-ends": { month: "2027-10", days: 90, count: 3 },
  "clearance.off-post": { caseId: "c", since: "2026-11-20", dueOn: "2026-12-04" },
  "clearance.unit-cases": { unitId: "u", on: "2026-11-20" },
  "clearance.cases": { on: "2026-11-20" },
  "clearance.returned": { caseId: "c" },
  "clearance.overdue": { caseId: "c", dueOn: "2026-12-04" },
  "certificate.ministry-card-returned": { cardId: "c" },
  "shift.broken": { unitId: "u", on: "2026-11-30", people: 1 },
  "transfer.to-answer": { transferId: "t", fromOn: "2026-12-01" },
  "transfer.answered": { transferId: "t", outcome: "declined" },
  "transfer.withdrawn": { transferId: "t" },
  "transfer.yours": { transferId: "t", fromOn: "2026-12-01" },
  "legal-duty.below-minimum": { unitId: "u", remaining: 0, required: 1 },
  "item.recovery-escalated": { holderId: "h", count: 2, dueOn: "2026-07-15" },
  "api.webhook-stopped": { webhookId: "w" },
};

describe("every code", () => {
  const routes = Object.keys(import.meta.glob("../../app/routes/**/*.{ts,tsx}")).map((path) =>
    path
      .replace(/^.*routes\//, "")
      .replace(/\/route\.tsx$|\.tsx?$/, "")
      .replace(/^_staff\./, "")
      .replace(/\._index$/, ""),
  );
  const pattern = (route: string) =>
    new RegExp(`^/${route.replace(/_\./g, ".").replace(/\$\w+/g, "[^/]+").replaceAll(".", "/")}$`);

  it.each(NOTICE_CODES)("%s has a sentence in both languages and leads to a page that there is", (code) => {
    const told = { code, facts: samples[code] } as Told;
    const said = locales.map((locale) => noticeIn(locale, told));
    for (const sentence of said) expect(sentence).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
    expect(new Set(said).size).toBe(locales.length);
    expect(said[1]).toMatch(/^[A-Z0-9].*\.$/s);
    expect(routes.some((route) => pattern(route).test(pageOf(told).split("?")[0]!))).toBe(true);
  });
});

describe("telling", () => {
  it("is done once for a happening, however often and at once it is told", async () => {
    const personId = await someone("告知甲");
    await Promise.all([
      tell(issued(personId, "one")),
      tell(issued(personId, "one"), issued(personId, "two")),
    ]);
    await tell(issued(personId, "one"), issued(personId, "one"));
    expect((await toldTo(personId)).map(({ facts }) => facts)).toHaveLength(2);
    expect(await unreadOf(personId)).toBe(2);
  });

  it("is undone with the act that failed", async () => {
    const personId = await someone("告知乙");
    const failed = inTransaction(async (tx) => {
      await notify(tx, [issued(personId, "one")], now);
      throw new Error("the act failed");
    });
    await expect(failed).rejects.toThrow("the act failed");
    expect(await toldTo(personId)).toEqual([]);
  });

  it("stands: what was told is neither changed nor taken back, and is read once", async () => {
    const personId = await someone("告知丙");
    await tell(issued(personId, "one"));
    const code = (sql: string) =>
      app.query(sql, [personId]).then(
        () => "accepted",
        (error: { code?: string }) => error.code,
      );
    expect(await code("UPDATE notice SET facts = '{}' WHERE person_id = $1")).toBe("42501");
    expect(await code("DELETE FROM notice WHERE person_id = $1")).toBe("42501");
    expect(await code("UPDATE notice SET read_at = now() WHERE person_id = $1")).toBe("accepted");
    expect(await code("UPDATE notice SET read_at = NULL WHERE person_id = $1")).toBe("23001");
  });

  it("reaches who holds a role for the unit, and where nobody does the nearest above", async () => {
    const person = async (name: string, unitId: string) => {
      const personId = await someone(name);
      const entry = { loginName: `holder-${personId}`, displayName: name, personId, passwordHash: "-" };
      await inTransaction(async (tx) => {
        const accountId = await createAccount(tx, entry, null, now);
        await grantRole(tx, { accountId, role: "unit-training-officer", unitId }, null, now);
      });
      return personId;
    };
    const above = await person("区培训员", root);
    const [one, two] = [await person("局培训员甲", urban), await person("局培训员乙", urban)];
    const holders = (unitId: string) => holdersAt(prisma, { unitId, role: "unit-training-officer" }, now);
    expect((await holders(urban)).sort()).toEqual([one, two].sort());
    expect(await holders(market)).toEqual([above]);
    expect(await holdersAt(prisma, { unitId: urban, role: "auditor" }, now)).toEqual([]);
  });
});

describe("a person's notices", () => {
  it("stand unread ones first, the latest of each first, and turn at a row without losing one", async () => {
    const personId = await someone("阅读甲");
    const all = Array.from({ length: 120 }, (_, n) => String(n).padStart(3, "0"));
    for (const happening of all) await tell(issued(personId, happening));
    const rows = await prisma.notice.findMany({ where: { personId }, orderBy: { id: "asc" } });
    // Every third is read: they come after all others.
    for (const [n, { id }] of rows.entries())
      if (n % 3 === 0) await inTransaction((tx) => markRead(tx, { personId, noticeId: id }, later));
    const wanted = [
      ...all.filter((_, n) => n % 3 !== 0).reverse(),
      ...all.filter((_, n) => n % 3 === 0).reverse(),
    ];

    const seen: string[] = [];
    let asked: Parameters<typeof noticePage>[2] = {};
    let last = await page(personId);
    for (;;) {
      seen.push(...last.notices.map(happeningOf));
      if (!last.hasNext) break;
      asked = { after: last.notices.at(-1)!.noticeId };
      last = await page(personId, asked);
    }
    expect(seen).toEqual(wanted);
    const back = await page(personId, { before: last.notices[0]!.noticeId });
    expect(back.notices.map(happeningOf)).toEqual(wanted.slice(50, 100));
    expect(back).toMatchObject({ hasPrevious: true, hasNext: true, total: 120, unread: 80 });
    const stranger = await page(personId, { after: crypto.randomUUID() });
    expect(stranger.notices.map(happeningOf)).toEqual(wanted.slice(0, 50));
    expect(stranger.hasPrevious).toBe(false);
  });

  it("are read up to what was seen: what came meanwhile stays unread", async () => {
    const personId = await someone("阅读乙");
    await tell(issued(personId, "one"), issued(personId, "two"));
    const { latestId } = await page(personId);
    await tell(issued(personId, "three"));
    await inTransaction((tx) => markAllRead(tx, { personId, upToId: latestId! }, later));
    expect((await page(personId)).notices.filter(({ isRead }) => !isRead).map(happeningOf)).toEqual([
      "three",
    ]);
    await inTransaction((tx) => markAllRead(tx, { personId, upToId: latestId! }, now));
    expect(await prisma.notice.findMany({ where: { personId, readAt: later } })).toHaveLength(2);
  });

  it("come along when two records become one", async () => {
    const [kept, merged] = [await someone("阅读丙"), await someone("阅读丁")];
    await tell(issued(kept, "one"), issued(merged, "two"));
    await prisma.$executeRaw`UPDATE person SET merged_into_id = ${kept}::uuid WHERE id = ${merged}::uuid`;
    expect((await page(kept)).notices.map(happeningOf).sort()).toEqual(["one", "two"]);
    expect(await unreadOf(kept)).toBe(2);
  });

  it("are counted as far as anybody counts", async () => {
    const personId = await someone("阅读戊");
    await tell(...Array.from({ length: MOST_UNREAD + 20 }, (_, n) => issued(personId, String(n))));
    expect(await unreadOf(personId)).toBe(MOST_UNREAD + 1);
  });
});

describe("the pages", () => {
  it("list one's own alone, and lead to what one is about, which is read then", async () => {
    const [mine, other] = [await reader("页面甲"), await reader("页面乙")];
    await tell(issued(mine.personId, "one"), issued(other.personId, "two"));
    const shown = await call(list.loader, mine.cookie, "/my/notices");
    expect(shown.body).toMatchObject({ unread: 1, total: 1, notices: [{ isRead: false }] });
    const { notices } = shown.body as { notices: { noticeId: string }[] };
    const { noticeId } = notices[0]!;
    const open = (cookie: string, values: Record<string, string> = {}, id = noticeId) =>
      call(reading.action, cookie, "/x", { noticeId: id }, formOf(values));
    for (const id of [noticeId, crypto.randomUUID(), "x", "' OR 1=1"])
      expect((await open(other.cookie, {}, id)).status).toBe(404);
    expect(await unreadOf(mine.personId)).toBe(1);
    expect(await open(mine.cookie, { stay: "1" })).toMatchObject({ status: 303, location: "/my/notices" });
    expect(await open(mine.cookie)).toMatchObject({ status: 303, location: "/my/certificate" });
    expect(await unreadOf(mine.personId)).toBe(0);
    expect(await unreadOf(other.personId)).toBe(1);
  });

  it("mark all as read as far as the page knew, and nothing for an address made up", async () => {
    const { personId, cookie } = await reader("页面丙");
    await tell(issued(personId, "one"), issued(personId, "two"));
    const all = (upTo: string) => call(readings.action, cookie, "/x", {}, formOf({ upTo }));
    for (const upTo of ["", "x", "\u0000"]) {
      expect(await all(upTo)).toMatchObject({ status: 303, location: "/my/notices" });
      expect(await unreadOf(personId)).toBe(2);
    }
    await all((await page(personId)).latestId!);
    expect(await unreadOf(personId)).toBe(0);
    for (const route of [reading.loader, readings.loader])
      expect(await call(route, cookie, "/x")).toMatchObject({ body: { status: 302 } });
  });

  it("ring the bell at both doors, and not in the exam room", async () => {
    const personId = await officer("页面丁", urban);
    const accountId = await account(`bell-${personId}`, personId);
    const cookie = await signedIn(accountId, "unit-training-officer", urban);
    await tell(issued(personId, "one"));
    const bell = async (loader: Parameters<typeof call>[0], path: string) =>
      ((await call(loader, cookie, path)).body as { unread: number | null }).unread;
    expect(await bell(frame, "/my/exams")).toBe(1);
    expect(await bell(frame, "/my/attempts/a/result")).toBe(1);
    expect(await bell(frame, "/my/attempts/a")).toBe(0);
    expect(await bell(frame, "/my/attempts/a.data")).toBe(0);
    expect(await bell(staffFrame, "/desk")).toBe(1);
    const nobody = await account("bell-nobody");
    const staff = await signedIn(nobody, "unit-training-officer", urban);
    expect((await call(staffFrame, staff, "/desk")).body).toMatchObject({ unread: null });
  });
});
