import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import * as packs from "~/routes/_staff.rule-packs._index";
import * as pack from "~/routes/_staff.rule-packs.$code._index";
import * as opening from "~/routes/_staff.rule-packs.$code.drafts";
import * as assignment from "~/routes/_staff.rule-packs.assignments.$proposalId._index";
import * as assignmentApproval from "~/routes/_staff.rule-packs.assignments.$proposalId.approval";
import * as assigning from "~/routes/_staff.rule-packs.assignments.new";
import * as differences from "~/routes/_staff.rule-packs.differences";
import * as draft from "~/routes/_staff.rule-packs.drafts.$draftId._index";
import * as approval from "~/routes/_staff.rule-packs.drafts.$draftId.approval";
import * as proposal from "~/routes/_staff.rule-packs.drafts.$draftId.proposal";
import * as returning from "~/routes/_staff.rule-packs.drafts.$draftId.return";
import * as rules from "~/routes/_staff.rule-packs.drafts.$draftId.rules.$group";
import * as whatIf from "~/routes/_staff.rule-packs.drafts.$draftId.what-if";
import * as withdrawal from "~/routes/_staff.rule-packs.drafts.$draftId.withdrawal";
import * as packNew from "~/routes/_staff.rule-packs.new";
import { typedRules } from "~/rulebook/form";
import { nationalPack } from "~/rulebook/packs/national";
import { assignPack } from "~/rulebook/packs.server";
import { NOW, officer, type Scene, setScene } from "../certification/scene";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";
import { call, formOf, signedIn } from "./call";

await useDatabase();
let scene: Scene;
let drafter: string;
let approver: string;
let insider: string;
let outsider: string;

beforeAll(async () => {
  scene = await setScene();
  await officer(scene.urban, { name: "事业编乙", identity: "public-institution" });
  drafter = await signedIn(scene.legalAffairs);
  approver = await signedIn(scene.issuer);
  insider = await signedIn(await account("market-affairs"), "legal-affairs", scene.market);
  outsider = await signedIn(scene.submitter);
});

async function opened(code = "national"): Promise<string> {
  const { location } = await call(
    opening.action,
    drafter,
    `/rule-packs/${code}/drafts`,
    { code },
    formOf({}),
  );
  return /^\/rule-packs\/drafts\/(.+)$/.exec(location ?? "")![1]!;
}

const groupForm = (
  group: Parameters<typeof typedRules>[0],
  change: Record<string, string | string[]>,
  seen = 1,
) => formOf({ ...typedRules(group, nationalPack), seen: String(seen), ...change });

describe("drafting a pack in the browser", () => {
  it("goes from the form to a version through two people", async () => {
    const draftId = await opened();
    const path = `/rule-packs/drafts/${draftId}`;
    const params = { draftId, group: "apply" };
    const shown = await call(rules.loader, drafter, `${path}/rules/apply`, params);
    expect(shown.status).toBe(200);

    const wrong = groupForm("apply", { "apply.minAge": "十八", "apply.minEducation:title": "" });
    const refused = await call(rules.action, drafter, `${path}/rules/apply`, params, wrong);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        typed: { "apply.minAge": ["十八"] },
        problems: [
          { field: "apply.minEducation:title", code: "missing" },
          { field: "apply.minAge", code: "not-a-number" },
        ],
      },
    });

    const civilServantsOnly = { "apply.identities": ["civil-servant"] };
    const saved = await call(
      rules.action,
      drafter,
      `${path}/rules/apply`,
      params,
      groupForm("apply", civilServantsOnly),
    );
    expect(saved.location).toBe(`${path}?done=drafted`);
    const stale = await call(rules.action, drafter, `${path}/rules/apply`, params, groupForm("apply", {}));
    expect(stale).toMatchObject({ status: 422, body: { refusals: [{ code: "draft.changed-meanwhile" }] } });

    const preview = await call(whatIf.loader, drafter, `${path}/what-if`, params);
    expect(preview.body).toMatchObject({ people: 1, affected: 1, rows: [{ name: "事业编乙" }] });

    const propose = (values: Record<string, string>) =>
      call(proposal.action, drafter, `${path}/proposal`, params, formOf(values));
    expect(await propose({ effectiveOn: "2027-13-01" })).toMatchObject({
      status: 422,
      body: { badDate: true },
    });
    expect(await propose({ effectiveOn: "2026-03-01" })).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "draft.reason-missing" }] },
    });
    expect((await propose({ effectiveOn: "2099-01-01" })).location).toBe(`${path}?done=proposed`);

    const approve = (cookie: string) => call(approval.action, cookie, `${path}/approval`, params, formOf({}));
    expect(await approve(drafter)).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "draft.own" }] },
    });
    expect((await approve(outsider)).status).toBe(403);
    expect((await approve(insider)).status).toBe(403);
    expect((await approve(approver)).location).toBe(`${path}?done=approved`);
    expect((await call(draft.loader, outsider, path, params)).body).toMatchObject({
      state: "approved",
      mayApprove: false,
    });
    const page = await call(pack.loader, outsider, "/rule-packs/national", { code: "national" });
    expect(page.body).toMatchObject({
      versions: [{ number: 2, on: "2099-01-01" }, { number: 1 }],
      mayDraft: false,
    });
    const list = await call(packs.loader, outsider, "/rule-packs");
    expect(list.body).toMatchObject({ issuing: { preset: { value: "personnel-issues" } } });
    const difference = await call(
      differences.loader,
      outsider,
      "/rule-packs/differences?from=national@1&to=national@2",
    );
    expect((difference.body as { rows: { key: string }[] }).rows.map(({ key }) => key)).toEqual([
      "apply.identities",
    ]);
  });

  it("is sent back with a reason, and withdrawn by who wrote it", async () => {
    const draftId = await opened("jilin");
    const path = `/rule-packs/drafts/${draftId}`;
    const params = { draftId, group: "lost" };
    const jilin = { "lost.notice": "web" };
    await call(rules.action, drafter, `${path}/rules/lost`, params, groupForm("lost", jilin));
    await call(proposal.action, drafter, `${path}/proposal`, params, formOf({ effectiveOn: "2099-01-01" }));
    const back = (reason: string) =>
      call(returning.action, approver, `${path}/return`, params, formOf({ reason }));
    expect(await back(" ")).toMatchObject({ status: 422, body: { missing: true } });
    expect((await back("缺出处")).location).toBe(`${path}?done=returned`);
    const withdraw = await call(
      withdrawal.action,
      drafter,
      `${path}/withdrawal`,
      params,
      formOf({ reason: "" }),
    );
    expect(withdraw.location).toBe(`${path}?done=withdrawn`);
  });

  it("a new pack has a code of its own", async () => {
    const make = (values: Record<string, string>) =>
      call(packNew.action, drafter, "/rule-packs/new", {}, formOf(values));
    expect(await make({ from: "hunan", code: "Linhu", title: "" })).toMatchObject({
      status: 422,
      body: { typed: { code: "Linhu" }, problems: [{ field: "code" }, { field: "title" }] },
    });
    expect((await make({ from: "hunan", code: "linhu", title: "临湖区规则包" })).location).toMatch(/drafts/);
  });

  it("answers what is not there with 404, and who may not with 403", async () => {
    const none = { draftId: "00000000-0000-7000-8000-000000000000", group: "exam", code: "nowhere" };
    expect((await call(draft.loader, drafter, "/", none)).status).toBe(404);
    expect((await call(draft.loader, drafter, "/", { draftId: "x" })).status).toBe(404);
    expect((await call(rules.loader, drafter, "/", { ...none, group: "secrets" })).status).toBe(404);
    expect((await call(pack.loader, drafter, "/", none)).status).toBe(404);
    expect((await call(opening.action, drafter, "/", none, formOf({}))).status).toBe(404);
    expect((await call(differences.loader, drafter, "/?from=a@1&to=b@1")).status).toBe(404);
    expect((await call(opening.action, outsider, "/", { code: "national" }, formOf({}))).status).toBe(403);
    expect((await call(opening.action, insider, "/", { code: "national" }, formOf({}))).status).toBe(403);
    expect((await call(packNew.action, outsider, "/", {}, formOf({}))).status).toBe(403);
    expect((await call(packs.loader, "", "/rule-packs")).location).toMatch(/^\/sign-in/);
  });

  it("of a pack that binds one bureau is also for the legal affairs of that bureau", async () => {
    await inTransaction((tx) =>
      assignPack(tx, { unitId: scene.market, packCode: "shandong", fromOn: "2020-01-01" }, null, NOW),
    );
    expect((await call(opening.action, insider, "/", { code: "shandong" }, formOf({}))).location).toMatch(
      /drafts/,
    );
    await inTransaction((tx) =>
      assignPack(tx, { unitId: scene.urban, packCode: "shandong", fromOn: "2099-01-01" }, null, NOW),
    );
    expect((await call(opening.action, insider, "/", { code: "shandong" }, formOf({}))).status).toBe(403);
  });
});

describe("which pack a unit follows, in the browser", () => {
  it("takes two people within their units", async () => {
    const assign = (cookie: string, values: Record<string, string>) =>
      call(assigning.action, cookie, "/rule-packs/assignments/new", {}, formOf(values));
    const wanted = { unit: scene.urban, pack: "hunan", fromOn: "2098-01-01", reason: "" };
    expect(await assign(drafter, { ...wanted, unit: "", fromOn: "x" })).toMatchObject({
      status: 422,
      body: { wrong: ["unit", "fromOn"] },
    });
    expect(await assign(insider, wanted)).toMatchObject({ status: 422, body: { wrong: ["unit"] } });
    expect((await assign(drafter, wanted)).location).toBe("/rule-packs?done=assignment-proposed");
    const { id: proposalId } = await prisma.rulePackAssignmentProposal.findFirstOrThrow({
      where: { decision: null },
    });
    const params = { proposalId };
    expect((await call(assignment.loader, drafter, "/", params)).body).toMatchObject({
      acts: ["withdrawal"],
    });
    expect((await call(assignment.loader, approver, "/", params)).body).toMatchObject({
      acts: ["refusal", "approval"],
    });
    expect((await call(assignment.loader, insider, "/", params)).status).toBe(404);
    const approve = (cookie: string) => call(assignmentApproval.action, cookie, "/", params, formOf({}));
    expect(await approve(drafter)).toMatchObject({
      status: 422,
      body: { refusals: [{ code: "pack-assignment.own" }] },
    });
    expect((await approve(insider)).status).toBe(404);
    expect((await approve(approver)).location).toBe("/rule-packs?done=assignment-approval");
    expect((await approve(approver)).status).toBe(404);
  });
});
