import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, Role } from "~/access/permissions";
import { openAmendment } from "~/casework/study-amendment.server";
import { decideFreeze, proposeFreeze } from "~/casework/study-freeze.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { recordStudyCategory } from "~/personnel/record.server";
import { statementYearDue } from "~/reminders/statement-due";
import { studyMatters } from "~/reminders/study-desk.server";
import { loader as desk } from "~/routes/_staff.desk/route";
import { loader as rectifications } from "~/routes/_staff.rectifications._index";
import { loader as notices } from "~/routes/_staff.supervision-notices._index";
import { acceptStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { replyToNotice } from "~/study/notices.server";
import { takeRectificationStep } from "~/study/rectifications.server";
import { type Everything, everything } from "../access/scene-of-all";
import { call } from "../routes/call";
import { useDatabase } from "../support/database";
import { run, table, upload, worker } from "./import-scene";
import { account, morning } from "./study-district";

const database = await useDatabase();
/** The scene is laid on 20 November; its session is on the 21st. */
const today = "2026-11-21";
const now = new Date("2026-11-21T00:30:00Z");

let scene: Everything;
let paths: Map<string, { unitId: string; path: string }>;
let other: string;
beforeAll(async () => {
  scene = await everything();
  const units = await prisma.unitVersion.findMany({
    where: { supersededAt: null, toOn: null },
    include: { unit: { select: { code: true } } },
  });
  paths = new Map(units.map(({ unitId, path, unit }) => [unit.code, { unitId, path }]));
  other = await account("desk-other");
}, 120_000);

const actor = (role: Role, code = "urban", accountId = other): Actor => ({
  ...{ accountId, personId: null, displayName: role },
  grants: [{ role, ...paths.get(code)! }],
});
const matters = async (who: Actor, on = today, at = now) =>
  Object.fromEntries(
    (await studyMatters(prisma, who, on as typeof today, at)).map(({ code, count, late, href }) => [
      code,
      [count, late, href],
    ]),
  );
const id = (thing: "rectification" | "notice" | "course" | "study-session" | "law-statement", name: string) =>
  scene.things[thing].inside[name]!;

describe("an officer's desk", () => {
  it("shows a unit's training officer what the unit owes, oldest first, straight to it where it is one", async () => {
    const session = id("study-session", "sessionId");
    const missing = await prisma.studySessionPerson.findFirstOrThrow({ where: { sessionId: session } });
    await database.ownerQuery(
      `INSERT INTO study_make_up (id, session_id, person_id, unit_id, due_on, created_at)
       VALUES ($1, $2, $3, $4, '2026-11-30', $5)`,
      [newId(), session, missing.personId, paths.get("urban")!.unitId, now],
    );
    const own = actor("unit-training-officer");
    expect(await matters(own)).toEqual({
      "sessions-today": [1, 0, `/study-sessions/${session}`],
      "rectifications-owed": [1, 0, `/rectifications/${id("rectification", "rectificationId")}`],
      "notices-owed": [1, 0, `/supervision-notices/${id("notice", "noticeId")}`],
      "make-ups": [1, 0, "/study-make-ups?state=open"],
    });
    const [first] = await studyMatters(prisma, own, today, now);
    expect(first!.since).toEqual(new Date("2026-11-21T01:00:00Z"));
    // A month later nobody closed the session, and everything is late.
    expect(await matters(own, "2026-12-21", new Date("2026-12-21T00:30:00Z"))).toMatchObject({
      "sessions-to-close": [1, 0, `/study-sessions/${session}`],
      "rectifications-owed": [1, 1, expect.any(String)],
      "notices-owed": [1, 1, expect.any(String)],
      "make-ups": [1, 1, "/study-make-ups?state=overdue"],
    });
  });

  it("counts what its lists show, and shows nobody another's unit or what they may only read", async () => {
    expect((await matters(actor("unit-training-officer", "linhu")))["rectifications-owed"]).toEqual([
      ...[2, 0],
      "/rectifications?waits=owed",
    ]);
    expect(await matters(actor("auditor", "linhu"))).toEqual({});
    expect(await matters(actor("unit-personnel-officer"))).toEqual({});
    expect(await matters(actor("system-administrator", "linhu"))).toEqual({});
    const cookie = scene.cookies["unit-training-officer"];
    type Rows = { rows: unknown[]; chosen: { waits: string | null } };
    for (const [loader, path, shown] of [
      [rectifications, "/rectifications", { owed: 1, reported: 0 }],
      [notices, "/supervision-notices", { owed: 1, "to-issue": 0, replied: 0 }],
    ] as const)
      for (const [waits, rows] of Object.entries(shown)) {
        const { body } = await call(loader, cookie, `${path}?waits=${waits}`);
        expect([waits, (body as Rows).chosen.waits, (body as Rows).rows.length]).toEqual([
          waits,
          waits,
          rows,
        ]);
      }
    for (const loader of [rectifications, notices])
      expect(((await call(loader, cookie, "/x?waits='%20OR%201")).body as Rows).chosen.waits).toBeNull();
  });

  it("shows legal affairs what waits for a second person, never their own work", async () => {
    const legal = actor("legal-affairs");
    const waiting = {
      courses: [1, 0, `/courses/${id("course", "courseId")}`],
      reliefs: [1, 0, "/study-reliefs?state=open"],
      statements: [1, 0, `/law-statements/${id("law-statement", "statementId")}`],
    };
    expect(await matters(legal)).toEqual(waiting);
    expect(await matters(actor("personnel-department"))).toEqual({ reliefs: waiting.reliefs });
    const reporter = await account("reporter");
    const said = { statement: "已补签到表", reference: "" };
    const rectificationId = id("rectification", "rectificationId");
    const noticeId = id("notice", "noticeId");
    for (const verdict of [
      await inTransaction((tx) =>
        takeRectificationStep(tx, { rectificationId, step: "reported", ...said }, reporter, now),
      ),
      await inTransaction((tx) => replyToNotice(tx, { noticeId, uploads: [], ...said }, reporter, now)),
    ])
      expect(verdict).toEqual({ ok: true });
    expect(await matters(legal)).toMatchObject({
      "rectifications-reported": [1, 0, `/rectifications/${rectificationId}`],
      "notices-replied": [1, 0, `/supervision-notices/${noticeId}`],
    });
    const itself = await matters(actor("legal-affairs", "urban", reporter));
    expect(Object.keys(itself)).not.toContain("rectifications-reported");
    expect(Object.keys(itself)).not.toContain("notices-replied");
    const owing = Object.keys(await matters(actor("unit-training-officer")));
    expect(owing).not.toContain("rectifications-owed");
    expect(owing).not.toContain("notices-owed");
  });

  it("shows imports of which something waits, until it is accepted", async () => {
    const { unitId } = paths.get("urban")!;
    await worker("导入者", unitId, 901);
    const clerk = await account("import-clerk");
    const importId = await upload(
      table({ 姓名: "导入者", 单位: "临湖区城市管理局", 日期: "2026-03-03" }),
      unitId,
      clerk,
      now,
    );
    const legal = actor("legal-affairs");
    expect((await matters(legal)).imports).toBeUndefined();
    await run(importId, { kind: "entry", mode: "all" }, clerk, now);
    expect((await matters(legal)).imports).toEqual([1, 0, `/study-records/imports/${importId}`]);
    expect((await matters(actor("legal-affairs", "urban", clerk))).imports).toBeUndefined();
    await run(importId, { kind: "acceptance" }, other, now);
    expect((await matters(legal)).imports).toBeUndefined();
  });

  it("shows the year that is over to one, then to the other, and an amendment to whom it waits for", async () => {
    const { unitId } = paths.get("linhu")!;
    const urban = paths.get("urban")!.unitId;
    const [first, second] = [await account("year-first"), await account("year-second")];
    const year = async (who: string) => {
      const all = await matters(actor("legal-affairs", "linhu", who));
      return Object.keys(all).filter((code) => code.startsWith("year") || code === "amendments");
    };
    // Nobody studied in 2025: there is nothing to freeze.
    expect(await year(first)).toEqual([]);
    const person = await worker("去年学过", urban, 902);
    const of2025 = {
      startAt: new Date("2025-03-03T09:00:00+08:00"),
      endAt: new Date("2025-03-03T12:00:00+08:00"),
    };
    const made = await inTransaction((tx) =>
      submitStudyRecord(tx, { ...morning, ...of2025, personIds: [person], unitId: urban }, second, now),
    );
    if (!made.ok) throw new Error();
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId: made.recordIds[0]! }, first, now));
    expect(await year(first)).toEqual(["year-to-propose"]);
    expect(await matters(actor("personnel-department", "linhu", first))).not.toHaveProperty(
      "year-to-propose",
    );
    const proposed = await inTransaction((tx) => proposeFreeze(tx, { unitId, year: 2025 }, first, now));
    if (!proposed.ok) throw new Error();
    const { freezeId } = proposed;
    expect([await year(first), await year(second)]).toEqual([[], ["year-to-approve"]]);
    await inTransaction((tx) => decideFreeze(tx, { freezeId, decision: "approved" }, second, now));
    expect([await year(first), await year(second)]).toEqual([[], []]);
    await inTransaction((tx) => openAmendment(tx, { freezeId, reason: "有误", notice: "1号" }, first, now));
    expect([await year(first), await year(second)]).toEqual([[], ["amendments"]]);
  });

  it("asks a leading cadre for the statement of the year, in its season, until it is handed in", async () => {
    expect(
      ["2026-03-01", "2026-08-01", "2026-11-01", "2026-12-31"].map((on) =>
        statementYearDue(on as typeof today),
      ),
    ).toEqual([...[2025, null, 2026, 2026]]);
    const { unitId } = paths.get("urban")!;
    const leader = await worker("带头人", unitId, 903);
    const category = { personId: leader, category: "leading-cadre", fromOn: "2024-02-01" } as const;
    await inTransaction((tx) => recordStudyCategory(tx, category, null, now));
    const who = { ...actor("invigilator"), personId: leader };
    expect((await matters(who))["own-statement"]).toEqual([1, 0, "/my/law-statement?year=2026"]);
    expect((await matters(who, "2026-09-01"))["own-statement"]).toBeUndefined();
    expect(
      (await matters({ ...who, personId: await worker("普通人", unitId, 904) }))["own-statement"],
    ).toBeUndefined();
    const statementId = newId();
    await prisma.lawStatement.create({
      data: {
        id: statementId,
        personId: leader,
        unitId,
        year: 2026,
        words: "学法。",
        createdAt: now,
        lastSavedAt: now,
      },
    });
    expect((await matters(who))["own-statement"]).toBeDefined();
    const author = await account("leader", leader);
    await prisma.lawStatementStep.create({
      data: { statementId, step: "submitted", byId: author, at: now, words: "学法。", facts: {} },
    });
    expect((await matters(who))["own-statement"]).toBeUndefined();
  });

  it("is a page for everybody who has one", async () => {
    for (const [role, cookie] of Object.entries(scene.cookies)) {
      if (role === "plain" || role === "nobody") continue;
      expect([role, (await call(desk, cookie, "/desk")).status]).toEqual([role, 200]);
    }
  });
});
