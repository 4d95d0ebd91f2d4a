import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { loader as rectifications } from "~/routes/_staff.rectifications._index";
import * as unitPage from "~/routes/_staff.rectifications.$rectificationId._index";
import { action as report } from "~/routes/_staff.rectifications.$rectificationId.report";
import * as list from "~/routes/_staff.study-audits._index";
import * as auditPage from "~/routes/_staff.study-audits.$auditId._index/route";
import * as drawPage from "~/routes/_staff.study-audits.$auditId.draw";
import { action as exportEvidence } from "~/routes/_staff.study-audits.$auditId.exports";
import { loader as bundle } from "~/routes/_staff.study-audits.$auditId.exports_.$exportId.file";
import * as sampledPage from "~/routes/_staff.study-audits.$auditId.records.$place._index/route";
import { action as demand } from "~/routes/_staff.study-audits.$auditId.records.$place.rectification";
import * as verdictPage from "~/routes/_staff.study-audits.$auditId.records.$place.verdict";
import * as reportPage from "~/routes/_staff.study-audits.$auditId.report._index";
import { loader as workbook } from "~/routes/_staff.study-audits.$auditId.report.export";
import * as newAudit from "~/routes/_staff.study-audits.new";
import * as audited from "~/routes/_staff.study-audits.units.$unitId";
import { loader as notices } from "~/routes/_staff.supervision-notices._index";
import * as noticePage from "~/routes/_staff.supervision-notices.$noticeId._index";
import { loader as paper } from "~/routes/_staff.supervision-notices.$noticeId.document";
import { action as issue } from "~/routes/_staff.supervision-notices.$noticeId.issue";
import { action as reply } from "~/routes/_staff.supervision-notices.$noticeId.reply";
import * as newNotice from "~/routes/_staff.supervision-notices.new";
import { acceptStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";
import { account, morning, officer } from "./study-district";

await useDatabase();
let urban: string;
let market: string;
let legal: string;
let legal2: string;
let auditor: string;
let training: string;
let elsewhere: string;
let auditId: string;
let noticeId: string;

beforeAll(async () => {
  const district = await smallDistrict();
  ({ urban, market } = district);
  const clerk = await account("clerk");
  const checker = await account("checker");
  const personIds: string[] = [];
  for (const name of ["顾长青", "韩立新", "吕志宏"]) personIds.push(await officer(name, urban));
  const at = new Date("2026-03-05T02:00:00Z");
  await inTransaction(async (tx) => {
    const entered = await submitStudyRecord(tx, { ...morning, personIds, unitId: urban }, clerk, at);
    if (!entered.ok) throw new Error("refused");
    for (const recordId of entered.recordIds) await acceptStudyRecord(tx, { recordId }, checker, at);
  });
  legal = await signedIn(await account("legal"), "legal-affairs", district.root);
  legal2 = await signedIn(await account("legal2"), "legal-affairs", district.root);
  auditor = await signedIn(await account("auditor"), "auditor", district.root);
  training = await signedIn(await account("training"), "unit-training-officer", urban);
  elsewhere = await signedIn(await account("elsewhere"), "unit-training-officer", market);
});

const typed = (change: Record<string, string> = {}) =>
  formOf({
    ...{ unitId: urban, fromOn: "2026-01-01", lastOn: "2026-12-31", method: "simple", size: "3" },
    ...{ noticeNumber: "临司督〔2026〕12号", purpose: "例行抽查", states: "accepted" },
    ...change,
  });
type Refused = {
  problems?: { field: string }[];
  refusals: { code: string }[];
  typed: Record<string, string>;
};
const at = (place = "1") => ({ auditId, place });
const found = { result: "evidence-missing", facts: "没有签到表" };

async function bothLanguages(
  module: Parameters<typeof rendered>[0],
  loaded: unknown,
  refused?: unknown,
): Promise<string> {
  await rendered(module, { loaded, refused }, "en");
  return rendered(module, { loaded, refused }, "zh-CN");
}

describe("drawing", () => {
  it("says everything that is missing and keeps what was typed", async () => {
    const empty = await call(newAudit.action, legal, "/study-audits/new", {}, formOf({ purpose: "为什么" }));
    expect(empty.status).toBe(422);
    const { problems, typed: kept } = empty.body as Refused;
    expect(problems!.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["unitId", "fromOn", "lastOn", "method", "size", "noticeNumber"]),
    );
    expect(kept.purpose).toBe("为什么");
    const { body } = await call(newAudit.loader, legal, "/study-audits/new");
    expect(await bothLanguages(newAudit, body, empty.body)).toContain("为什么");
  });

  it.each<Record<string, string>>([
    { size: "0" },
    { size: "501" },
    { size: "-3" },
    { size: "3.5" },
    { fromOn: "2026-02-30" },
    { lastOn: "x" },
    { method: "favourite" },
    { unitId: "00000000-0000-7000-8000-000000000000" },
    { noticeNumber: "号".repeat(61) },
  ])("refuses %o", async (change) => {
    const answer = await call(newAudit.action, legal, "/study-audits/new", {}, typed(change));
    expect(answer.status).toBe(422);
  });

  it("draws what there is, and says where there is not enough", async () => {
    const few = await call(newAudit.action, legal, "/study-audits/new", {}, typed({ size: "4" }));
    expect((few.body as Refused).refusals[0]!.code).toBe("study-audit.too-few");
    const answer = await call(newAudit.action, legal, "/study-audits/new", {}, typed());
    expect(answer.status).toBe(303);
    auditId = /study-audits\/([0-9a-f-]{36})\?done=drawn/.exec(answer.location!)![1]!;
  });
});

describe("who reads and who writes", () => {
  it("the auditor reads it all and writes nothing", async () => {
    for (const [page, path, params] of [
      [list, "/study-audits", {}],
      [auditPage, `/study-audits/${auditId}`, { auditId }],
      [drawPage, `/study-audits/${auditId}/draw`, { auditId }],
      [reportPage, `/study-audits/${auditId}/report`, { auditId }],
      [sampledPage, `/study-audits/${auditId}/records/1`, at()],
      [audited, `/study-audits/units/${urban}?year=2026`, { unitId: urban }],
    ] as const) {
      const answer = await call(page.loader as never, auditor, path, params);
      expect(answer.status).toBe(200);
      const page_ = await bothLanguages(page as never, answer.body);
      expect(page_).not.toContain("undefined");
      if (page === sampledPage) expect(page_).not.toContain("/verdict");
    }
    expect((await call(verdictPage.action, auditor, "/", at(), formOf(found))).status).toBe(403);
    expect((await call(newAudit.action, auditor, "/", {}, typed())).status).toBe(403);
    expect((await call(newNotice.action, auditor, "/", {}, formOf({}))).status).toBe(403);
    expect((await call(auditPage.loader, training, "/", { auditId })).status).toBe(403);
  });

  it("each look at a record is told to the person", async () => {
    const { personId } = (
      await prisma.studyAuditRecord.findFirstOrThrow({
        where: { auditId, place: 1 },
        select: { record: { select: { personId: true } } },
      })
    ).record;
    const looks = () => prisma.auditEvent.count({ where: { type: "study-audit.record-viewed", personId } });
    const before = await looks();
    await call(sampledPage.loader, legal, "/", at());
    expect(await looks()).toBe(before + 1);
  });

  it.each(["0", "-1", "1e3", "abc", "99", "1/../2", "00001"])("there is no place %s", async (place) => {
    expect((await call(sampledPage.loader, legal, "/", at(place))).status).toBe(404);
    expect((await call(verdictPage.action, legal, "/", at(place), formOf(found))).status).toBe(404);
  });

  it("a filter nobody offers is none", async () => {
    const odd = `/study-audits/${auditId}?state=x&kind=y&unit='&after=NaN`;
    const { status, body } = await call(auditPage.loader, legal, odd, { auditId });
    expect([status, (body as auditPage.Loaded).total]).toEqual([200, 3]);
  });
});

describe("what is found", () => {
  it("wants a result, and shows what another decided meanwhile with what was typed", async () => {
    const none = await call(verdictPage.action, legal, "/", at(), formOf({ facts: "只写了事实" }));
    expect((none.body as Refused).refusals.map(({ code }) => code)).toEqual(["study-audit.result-missing"]);
    expect((await call(verdictPage.action, legal, "/", at(), formOf(found))).location).toBe(
      `/study-audits/${auditId}/records/1?done=judged`,
    );
    const late = await call(
      verdictPage.action,
      legal2,
      "/",
      at(),
      formOf({ result: "in-order", facts: "我看过" }),
    );
    expect((late.body as Refused).refusals[0]!.code).toBe("study-audit.decided-meanwhile");
    const { body } = await call(verdictPage.loader, legal2, "/", at());
    const page = await bothLanguages(verdictPage, body, late.body);
    expect(page).toContain("我看过");
    const next = await call(
      verdictPage.action,
      legal,
      "/",
      at("2"),
      formOf({ result: "in-order", go: "next" }),
    );
    expect(next.location).toBe(`/study-audits/${auditId}/records/3?done=judged`);
  });

  it("is put right by the unit it is about, and seen by no other", async () => {
    const wrong = await call(demand, legal, "/", at(), formOf({ demand: "", workingDays: "many" }));
    expect((wrong.body as Refused).refusals.map(({ code }) => code)).toEqual([
      "rectification.demand-missing",
      "rectification.days",
    ]);
    await call(demand, legal, "/", at(), formOf({ demand: "补签到表", workingDays: "５" }));
    const { body } = await call(rectifications, training, "/rectifications");
    const [row] = (body as Awaited<ReturnType<typeof rectifications>>).rows;
    expect(row).toMatchObject({ demand: "补签到表", state: "demanded" });
    const { rectificationId } = row!;
    expect((await call(unitPage.loader, elsewhere, "/", { rectificationId })).status).toBe(404);
    const seen = await call(unitPage.loader, training, "/", { rectificationId });
    expect(await bothLanguages(unitPage, seen.body)).toContain("补签到表");
    const said = formOf({ statement: "已补" });
    expect((await call(report, elsewhere, "/", { rectificationId }, said)).status).toBe(404);
    expect(
      (await call(report, training, "/", { rectificationId }, formOf({ statement: "已补" }))).status,
    ).toBe(303);
  });

  it("goes into a notice that the unit answers", async () => {
    const choices = await call(newNotice.loader, legal, `/supervision-notices/new?audit=${auditId}`);
    const { findings } = choices.body as Awaited<ReturnType<typeof newNotice.loader>>;
    expect(await bothLanguages(newNotice, choices.body)).toContain(findings[0]!.name);
    const form = (change: Record<string, string> = {}) =>
      formOf({
        ...{ number: "临司督办〔2026〕3号", unitId: urban, demand: "整改", workingDays: "10" },
        ...{ verdicts: findings[0]!.verdictId, ...change },
      });
    const path = `/supervision-notices/new?audit=${auditId}`;
    expect((await call(newNotice.action, legal, path, {}, form({ workingDays: "0" }))).status).toBe(422);
    const none = await call(newNotice.action, legal, path, {}, form({ verdicts: "x" }));
    expect((none.body as Refused).refusals[0]!.code).toBe("supervision-notice.no-findings");
    const drafted = await call(newNotice.action, legal, path, {}, form());
    noticeId = /supervision-notices\/([0-9a-f-]{36})/.exec(drafted.location!)![1]!;
    expect((await call(noticePage.loader, training, "/", { noticeId })).status).toBe(404);
    expect((await call(paper, legal, "/", { noticeId })).status).toBe(404);
    expect((await call(issue, legal, "/", { noticeId }, formOf({}))).status).toBe(422);
    expect((await call(issue, legal2, "/", { noticeId }, formOf({}))).status).toBe(303);
    const { body } = await call(notices, training, "/supervision-notices");
    expect((body as Awaited<ReturnType<typeof notices>>).rows).toHaveLength(1);
    const seen = await call(noticePage.loader, training, "/", { noticeId });
    expect(await bothLanguages(noticePage, seen.body)).toContain("临司督办〔2026〕3号");
    const letter = (await call(paper, training, "/", { noticeId })).body as Response;
    expect(
      Buffer.from(await letter.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect((await call(reply, training, "/", { noticeId }, formOf({ statement: "" }))).status).toBe(422);
    expect((await call(reply, training, "/", { noticeId }, formOf({ statement: "已整改" }))).status).toBe(
      303,
    );
  });

  it("is given out as a workbook", async () => {
    const file = (
      await call(workbook, auditor, `/study-audits/${auditId}/report/export?format=xlsx`, { auditId })
    ).body as Response;
    expect(file.headers.get("Content-Type")).toContain("spreadsheetml");
    expect(await prisma.auditEvent.count({ where: { type: "list.exported" } })).toBe(1);
  });

  it("leaves as a bundle for a reason, for who gave it", async () => {
    const none = await call(exportEvidence, auditor, "/", { auditId }, formOf({ reason: " " }));
    expect((none.body as Refused).refusals[0]!.code).toBe("study-audit.export-reason-missing");
    await call(exportEvidence, auditor, "/", { auditId }, formOf({ reason: "移送" }));
    const { id: exportId } = await prisma.studyAuditExport.findFirstOrThrow({ where: { auditId } });
    const file = (await call(bundle, auditor, "/", { auditId, exportId })).body as Response;
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
    expect((await call(bundle, legal, "/", { auditId, exportId })).status).toBe(404);
    expect((await call(bundle, auditor, "/", { auditId, exportId: "../x" })).status).toBe(404);
  });
});
