import { beforeAll, describe, expect, it } from "vitest";
import { coveragePage, listCoverage } from "~/casework/must-know-coverage.server";
import { mustKnowOf, statementFacts } from "~/casework/statement-facts.server";
import { statementPaper } from "~/casework/statement-paper.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { loader as overview } from "~/routes/_staff.law-statements._index";
import { loader as one } from "~/routes/_staff.law-statements.$statementId._index";
import { action as review } from "~/routes/_staff.law-statements.$statementId.review";
import { loader as own, action as save } from "~/routes/my.law-statement";
import { action as submitPage } from "~/routes/my.law-statement_.submission";
import { loader as myYear } from "~/routes/my.study-year";
import { acceptStudyRecord } from "~/study/checks.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { approveMustKnow, mustKnowLists, proposeMustKnow, withdrawMustKnow } from "~/study/must-know.server";
import { findStatement, reviewStatement, saveStatement, submitStatement } from "~/study/statements.server";
import { refusalsOf, type Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { account, morning, officer } from "../study/study-district";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const now = new Date("2026-11-22T02:00:00Z");
const today = "2026-11-22" as const;
const WORDS = "本年度学习了宪法和行政处罚法，组织开展了法治专题学习，依法决策水平有所提高。";

let urban: string;
let market: string;
let legal: string;
let second: string;
let clerk: string;
beforeAll(async () => {
  ({ urban, market } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
  second = await account("second");
});

const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);
async function studied(personIds: string[], day: string, change = {}, unitId = urban): Promise<string[]> {
  const times = { startAt: new Date(`${day}T09:00:00+08:00`), endAt: new Date(`${day}T12:00:00+08:00`) };
  const made = await inTransaction((tx) =>
    submitStudyRecord(tx, { ...morning, ...times, ...change, personIds, unitId }, clerk, now),
  );
  if (!made.ok) throw new Error(codes(made).join());
  for (const recordId of made.recordIds)
    expect(await inTransaction((tx) => acceptStudyRecord(tx, { recordId }, legal, now))).toEqual({
      ok: true,
    });
  return made.recordIds;
}
async function leader(name: string) {
  const personId = await officer(name, urban, { category: "leading-cadre" });
  const accountId = await account(`account-${personId}`, personId);
  return { personId, accountId };
}
const reviewBy = (statementId: string, change: Partial<Parameters<typeof reviewStatement>[1]>, who = legal) =>
  inTransaction((tx) =>
    reviewStatement(
      tx,
      { statementId, step: "reviewed", score: 90, comment: "内容具体", ...change },
      { accountId: who, personId: null },
      now,
    ),
  );

describe("a statement on law", () => {
  it("is its author's while it is written, keeps words and facts as handed in, and is returned or given a mark", async () => {
    const { personId, accountId } = await leader("述法者");
    await studied([personId], "2026-03-03");
    const saved = (words: string) =>
      inTransaction((tx) =>
        saveStatement(tx, { personId, unitId: urban, year: 2026, words }, accountId, now),
      );
    const begun = await saved("太短");
    if (!begun.ok) throw new Error();
    const { statementId } = begun;
    const submit = async () => {
      const facts = await statementFacts(prisma, { personId, year: 2026 }, now);
      return inTransaction((tx) => submitStatement(tx, { statementId, facts }, accountId, now));
    };
    expect(codes(await submit())).toEqual(["law-statement.too-short"]);
    expect(codes(await reviewBy(statementId, {}))).toEqual(["law-statement.not-submitted"]);
    await saved(WORDS);
    expect([await submit(), await submit()]).toEqual([{ ok: true }, { ok: true }]);
    expect(codes((await saved("事后改写")) as Verdict)).toEqual(["law-statement.not-open"]);
    // What is studied later is not in it.
    await studied([personId], "2026-03-04");
    const kept = await findStatement(prisma, { id: statementId });
    expect(kept).toMatchObject({
      standing: "submitted",
      words: WORDS,
      facts: { attendances: 1, minutes: 180 },
    });
    expect(kept?.facts?.laws).toEqual([{ law: "行政处罚法", times: 1 }]);
    expect(codes(await reviewBy(statementId, { score: 101, comment: "" }))).toEqual([
      "law-statement.comment-missing",
      "law-statement.score-missing",
    ]);
    expect(await reviewBy(statementId, { step: "returned", comment: "补充存在的问题" })).toEqual({
      ok: true,
    });
    await saved(`${WORDS}存在的问题是学用结合不够。`);
    expect(await submit()).toEqual({ ok: true });
    expect(await reviewBy(statementId, {})).toEqual({ ok: true });
    const whole = (await findStatement(prisma, { id: statementId }))!;
    expect(whole).toMatchObject({ standing: "reviewed", score: 90, facts: { attendances: 2 } });
    expect(whole.steps.map(({ step }) => step)).toEqual(["submitted", "returned", "submitted", "reviewed"]);
    expect(codes(await submit())).toEqual(["law-statement.not-open"]);
    const paper = await statementPaper(prisma, { ...whole, words: Array(120).fill(WORDS).join("\n") });
    expect(paper.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(paper.bytes.toString("latin1").match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(3);
  });

  it("is reviewed by another: the tables refuse what the verbs would", async () => {
    const { personId, accountId } = await leader("自评者");
    const begun = await inTransaction((tx) =>
      saveStatement(tx, { personId, unitId: urban, year: 2026, words: WORDS }, accountId, now),
    );
    if (!begun.ok) throw new Error();
    const { statementId } = begun;
    const step = (byId: string, data: object) =>
      prisma.lawStatementStep.create({ data: { statementId, byId, at: now, step: "reviewed", ...data } });
    await expect(step(legal, { score: 90, comment: "x" })).rejects.toThrow(/law_statement_in_order/);
    const facts = await statementFacts(prisma, { personId, year: 2026 }, now);
    await inTransaction((tx) => submitStatement(tx, { statementId, facts }, accountId, now));
    await expect(step(accountId, { score: 100, comment: "x" })).rejects.toThrow(/law_statement_in_order/);
    await expect(step(legal, { score: 101, comment: "x" })).rejects.toThrow(/law_statement_step_score/);
    const verdict = await inTransaction((tx) =>
      reviewStatement(
        tx,
        { statementId, step: "reviewed", score: 100, comment: "好" },
        { accountId, personId },
        now,
      ),
    );
    expect(codes(verdict)).toEqual(["law-statement.own"]);
  });

  it("shows in the office's overview who has not handed one in, and nobody reads a draft", async () => {
    const { personId, accountId } = await leader("页面述法");
    const year = new Date().getFullYear();
    const cookie = await signedIn(accountId);
    const saved = await call(save, cookie, "/my/law-statement", {}, formOf({ words: WORDS }));
    expect(saved.location).toBe(`/my/law-statement?year=${year}&done=saved`);
    const office = await signedIn(await account("overview"), "legal-affairs", urban);
    const rowOf = async () => {
      const { body } = await call(overview, office, `/law-statements?year=${year}`);
      return (body as Awaited<ReturnType<typeof overview>>).rows.find((row) => row.personId === personId)!;
    };
    const draft = await rowOf();
    expect(draft.standing).toBe("draft");
    const statementId = draft.statementId!;
    expect((await call(one, office, "/x", { statementId })).status).toBe(404);
    const sent = await call(submitPage, cookie, "/x", {}, formOf({ year: String(year) }));
    expect(sent.location).toContain("done=submitted");
    expect((await call(one, office, "/x", { statementId })).body).toMatchObject({
      words: WORDS,
      mayReview: true,
    });
    const elsewhere = await signedIn(await account("elsewhere"), "legal-affairs", market);
    expect((await call(one, elsewhere, "/x", { statementId })).status).toBe(404);
    const bad = await call(review, office, "/x", { statementId }, formOf({ score: "很好", comment: "好" }));
    expect(bad).toMatchObject({ status: 422, body: { typed: { score: "很好" } } });
    await call(review, office, "/x", { statementId }, formOf({ score: "８８", comment: "好" }));
    expect(await rowOf()).toMatchObject({ standing: "reviewed", score: 88 });
    expect((await call(own, cookie, "/my/law-statement")).body).toMatchObject({
      isOpen: false,
      standing: "reviewed",
    });
    expect((await call(myYear, cookie, "/my/study-year")).body).toMatchObject({
      statement: "reviewed",
      score: 88,
    });
  });
});

describe("a must-know list", () => {
  const law = async (name: string, effectiveOn: string) => {
    const id = newId();
    await database.ownerQuery("INSERT INTO law (id, name, title, created_at) VALUES ($1, $2, $3, now())", [
      id,
      name,
      `中华人民共和国${name}`,
    ]);
    const versionId = newId();
    await database.ownerQuery(
      "INSERT INTO law_version (id, law_id, version, effective_on, articles, recorded_at) VALUES ($1, $2, $3, $3, 10, now())",
      [versionId, id, effectiveOn],
    );
    return versionId;
  };

  it("is approved by another; an accepted entry that names the law covers it, in the version of its day", async () => {
    const [penalty, permit, amended] = [
      await law("处罚甲法", "2021-07-15"),
      await law("许可甲法", "2019-04-23"),
      await law("修订甲法", "2026-06-01"),
    ];
    const person = await officer("应知者", urban);
    const other = await officer("别局者", market);
    const leads = await officer("领导者", urban, { category: "leading-cadre" });
    const propose = (change = {}) =>
      inTransaction((tx) =>
        proposeMustKnow(
          tx,
          {
            ...{
              unitId: urban,
              title: "执法人员必知",
              group: "enforcement" as const,
              post: null,
              family: null,
              field: null,
              document: null,
            },
            ...{ lawVersionIds: [penalty, permit, amended], ...change },
          },
          legal,
          now,
        ),
      );
    expect(codes((await propose({ title: " ", lawVersionIds: [] })) as Verdict)).toEqual([
      "must-know.title-missing",
      "must-know.no-laws",
    ]);
    expect(codes((await propose({ lawVersionIds: [newId()] })) as Verdict)).toEqual([
      "must-know.law-unknown",
    ]);
    const made = await propose();
    if (!made.ok) throw new Error(codes(made).join());
    const { listId } = made;
    const approve = (who: string) => inTransaction((tx) => approveMustKnow(tx, { listId }, who, now));
    expect(await mustKnowOf(prisma, person, 2026, now)).toEqual([]);
    expect(codes(await approve(legal))).toEqual(["must-know.own"]);
    expect([await approve(second), await approve(second)]).toEqual([{ ok: true }, { ok: true }]);

    await studied([person], "2026-03-03", { laws: ["处罚甲法", "修订甲法"] });
    const [undone] = await studied([person], "2026-03-05", { laws: ["中华人民共和国许可甲法"] });
    const how = async () =>
      Object.fromEntries(
        (await mustKnowOf(prisma, person, 2026, now))[0]!.laws.map((one) => [one.lawVersionId, one.how]),
      );
    // The amended version was not in force in March.
    expect(await how()).toEqual({ [penalty]: "studied", [permit]: "studied", [amended]: "none" });
    const undo = await inTransaction((tx) =>
      reverseStudyRecord(tx, { recordId: undone!, reason: "误登", ground: "mistake" }, clerk, now),
    );
    if (!undo.ok) throw new Error();
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId: undo.recordId }, legal, now));
    expect((await how())[permit]).toBe("none");
    expect(await mustKnowOf(prisma, other, 2026, now)).toEqual([]);
    expect(await mustKnowOf(prisma, leads, 2026, now)).toEqual([]);

    const asked = { listId, year: 2026, on: today };
    const coverage = await listCoverage(prisma, asked);
    expect(coverage.laws.find((one) => one.lawVersionId === penalty)).toMatchObject({
      covered: 1,
      examined: 0,
    });
    expect(coverage.units).toEqual([{ unitId: urban, people: coverage.people, complete: 0 }]);
    const page = await coveragePage(prisma, { ...asked, unitIds: [urban] }, {});
    expect(page.rows.at(-1)).toMatchObject({ personId: person, covered: 1 });
    expect(page.rows.at(-1)?.missing).toEqual(["中华人民共和国修订甲法", "中华人民共和国许可甲法"].sort());
    await inTransaction((tx) => withdrawMustKnow(tx, { listId }, second, now));
    expect(await mustKnowOf(prisma, person, 2026, now)).toEqual([]);
    expect((await mustKnowLists(prisma, { listId }))[0]?.state).toBe("withdrawn");
  });

  it("is for who holds such a post, by title, family and field, and says through which", async () => {
    const law1 = await law("岗位法", "2020-01-01");
    const [driver, clerkish, titled, elsewhere] = await Promise.all(
      ["运管员", "办事员", "队长", "别处运管员"].map((name, at) => officer(name, at === 3 ? market : urban)),
    );
    const held = async (
      personId: string,
      title: string,
      family: string,
      field: string | null,
      unitId = urban,
    ) => {
      const positionId = newId();
      await database.ownerQuery(
        "INSERT INTO position (id, unit_id, title, family, field, created_at) VALUES ($1, $2, $3, $4, $5, now())",
        [positionId, unitId, title, family, field],
      );
      await database.ownerQuery(
        `INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, recorded_at)
         VALUES ($1, $1, $2, $3, false, '{}', '2026-01-01', now())`,
        [newId(), positionId, personId],
      );
    };
    await held(driver!, "交通 执法员", "auxiliary", "transport");
    await held(clerkish!, "窗口办事员", "other", null);
    await held(elsewhere!, "交通执法员", "auxiliary", "transport", market);
    await database.ownerQuery(
      "UPDATE employment SET superseded_at = now() WHERE person_id = $1 AND superseded_at IS NULL",
      [titled],
    );
    await database.ownerQuery(
      `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, title, from_on, recorded_at)
       VALUES ($1, $1, $2, $3, 'home', 'civil-servant', 'in-post', '交通执法员', '2024-01-01', now())`,
      [newId(), titled, urban],
    );
    const listed = async (change: object) => {
      const wanted = { unitId: urban, title: "岗位清单", group: null, post: null, family: null, field: null };
      const made = await inTransaction((tx) =>
        proposeMustKnow(tx, { ...wanted, document: null, lawVersionIds: [law1], ...change }, legal, now),
      );
      if (!made.ok) throw new Error();
      const { listId } = made;
      await inTransaction((tx) => approveMustKnow(tx, { listId }, second, now));
      const { rows } = await coveragePage(
        prisma,
        { listId, year: 2026, on: today, unitIds: [urban, market] },
        {},
      );
      return Object.fromEntries(rows.map(({ name, postTitle }) => [name, postTitle]));
    };
    expect(await listed({ post: "交通执法员" })).toEqual({ 运管员: "交通 执法员", 队长: null });
    expect(await listed({ family: "auxiliary" })).toEqual({ 运管员: "交通 执法员" });
    expect(await listed({ field: "transport" })).toEqual({ 运管员: "交通 执法员" });
    expect(await listed({ family: "other" })).toEqual({ 办事员: "窗口办事员" });
    expect(await listed({ family: "other", field: "transport" })).toEqual({});
    expect(await listed({ family: "auxiliary", group: "legal" })).toEqual({});
    expect((await listed({ group: "enforcement" })).运管员).toBeNull();
  });
});
