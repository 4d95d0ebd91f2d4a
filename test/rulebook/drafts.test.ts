import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { addDays, type DateOn } from "~/calendar";
import { inTransaction, prisma, violates } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { decideAssignment, openAssignments, proposeAssignment } from "~/rulebook/assignment.server";
import { approveDraft, proposeDraft, returnDraft, withdrawDraft } from "~/rulebook/draft-decisions.server";
import { findDraft } from "~/rulebook/draft-steps.server";
import { changeDraft, listDrafts, openDraft } from "~/rulebook/drafts.server";
import { packHash } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { assignPack, loadPacks, packFor, packVersion } from "~/rulebook/packs.server";
import { type RulePack, rulePackSchema } from "~/rulebook/schema";
import { refusalsOf, type Verdict } from "~/verdict";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const now = new Date("2026-11-20T02:00:00Z");
const NEXT_YEAR: DateOn = "2027-01-01";
const who: Record<"wen" | "lin" | "zhou", string> = { wen: "", lin: "", zhou: "" };
let root: string;

beforeAll(async () => {
  await inTransaction(async (tx) => {
    await loadPacks(tx, null, now);
    for (const name of Object.keys(who) as (keyof typeof who)[])
      who[name] = await createAccount(
        tx,
        { loginName: name, displayName: name, personId: null, passwordHash: "-" },
        null,
        now,
      );
    root = await createUnit(
      tx,
      {
        code: "linhu",
        parentId: null,
        name: "临湖区",
        shortName: "临湖",
        kind: "jurisdiction",
        fromOn: "2014-01-01",
      },
      null,
      now,
    );
  });
});

const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);

async function opened(from = "jilin", as?: { code: string; title: string }) {
  const answer = await inTransaction((tx) => openDraft(tx, { from, ...(as ? { as } : {}) }, who.wen, now));
  if (!answer.ok) throw new Error(codes(answer).join());
  return answer.draftId;
}

async function changed(draftId: string, years: number, actorId = who.wen) {
  const draft = (await findDraft(prisma, draftId))!;
  const { validYears } = draft.pack.certificate;
  const pack: RulePack = {
    ...draft.pack,
    certificate: { ...draft.pack.certificate, validYears: { ...validYears, value: years } },
  };
  const seen = draft.steps.at(-1)!.number;
  return inTransaction((tx) => changeDraft(tx, { draftId, pack, seen }, actorId, now));
}

const proposed = (
  draftId: string,
  effectiveOn: DateOn = NEXT_YEAR,
  reason: string | null = null,
  by = who.wen,
) => inTransaction((tx) => proposeDraft(tx, { draftId, effectiveOn, reason }, by, now));
const approved = (draftId: string, by: string, at = now) =>
  inTransaction((tx) => approveDraft(tx, { draftId }, by, at));

describe("a draft", () => {
  it("becomes the next version by two people, in force from its day, and the version never changes", async () => {
    const draftId = await opened();
    expect(codes(await proposed(draftId))).toEqual(["draft.no-change"]);
    expect(codes(await changed(draftId, 4))).toEqual([]);
    expect(codes(await proposed(draftId))).toEqual([]);
    expect(codes(await changed(draftId, 3))).toEqual(["draft.not-open"]);
    expect(codes(await approved(draftId, who.wen))).toEqual(["draft.own"]);
    expect(codes(await approved(draftId, who.lin))).toEqual([]);
    expect(codes(await approved(draftId, who.zhou))).toContain("draft.not-proposed");

    const { versionId, state } = (await findDraft(prisma, draftId))!;
    expect(state).toBe("approved");
    const { pack } = await packVersion(prisma, versionId!);
    expect(pack).toMatchObject({ id: "jilin", version: 2, effectiveFromOn: NEXT_YEAR });
    expect(pack.certificate.validYears.value).toBe(4);
    const row = await prisma.rulePackVersion.findUniqueOrThrow({ where: { id: versionId! } });
    expect(row.hash).toBe(packHash(rulePackSchema.parse(row.values)));
    const change = database.ownerQuery("UPDATE rule_pack_version SET hash = 'x' WHERE id = $1", [versionId]);
    await expect(change).rejects.toMatchObject({ code: "23001" });
  });

  it("is in force only from its day on, and a decision taken before keeps its version", async () => {
    await inTransaction((tx) =>
      assignPack(tx, { unitId: root, packCode: "jilin", fromOn: "2020-01-01" }, null, now),
    );
    const before = await packFor(prisma, root, addDays(NEXT_YEAR, -1));
    const after = await packFor(prisma, root, NEXT_YEAR);
    expect([before.pack.certificate.validYears.value, after.pack.certificate.validYears.value]).toEqual([
      5, 4,
    ]);
    expect((await packVersion(prisma, before.versionId)).pack).toEqual(before.pack);
  });

  it("outlives an update of the program: what two people put in force is not overridden", async () => {
    await inTransaction((tx) => loadPacks(tx, null, now));
    expect(await prisma.rulePackVersion.count({ where: { pack: { code: "jilin" } } })).toBe(2);
  });

  it("takes effect in the past only with a reason, and never before the version it replaces", async () => {
    const draftId = await opened("shandong");
    await changed(draftId, 6);
    expect(codes(await proposed(draftId, "2026-01-01"))).toEqual(["draft.reason-missing"]);
    expect(codes(await proposed(draftId, "2010-01-01", "勘误"))).toEqual(["draft.before-base"]);
    expect(codes(await proposed(draftId, "2026-01-01", "原文勘误"))).toEqual([]);
    expect(codes(await approved(draftId, who.lin))).toEqual([]);
  });

  it("whose day passed while it waited needs a reason too", async () => {
    const draftId = await opened("hunan");
    await changed(draftId, 6);
    await proposed(draftId, "2026-11-25");
    const late = new Date("2026-11-26T02:00:00Z");
    expect(codes(await approved(draftId, who.lin, late))).toEqual(["draft.reason-missing"]);
    await inTransaction((tx) => withdrawDraft(tx, { draftId, reason: null }, who.wen, now));
  });

  it("cannot contradict itself", async () => {
    const draftId = await opened("hunan");
    const draft = (await findDraft(prisma, draftId))!;
    const { certificate } = draft.pack;
    const pack: RulePack = {
      ...draft.pack,
      certificate: {
        ...certificate,
        validityMode: { ...certificate.validityMode, value: "fixed-batch-end" },
      },
    };
    await inTransaction((tx) => changeDraft(tx, { draftId, pack, seen: 1 }, who.wen, now));
    const verdict = await proposed(draftId);
    expect(codes(verdict)).toEqual(["draft.contradiction"]);
    expect(refusalsOf(verdict)[0]?.facts).toEqual({
      rule: "certificate.fixedBatchEndOn",
      fault: "batch-end-missing",
    });
    await inTransaction((tx) => withdrawDraft(tx, { draftId, reason: null }, who.wen, now));
  });

  it("sent back is changed and proposed again; withdrawn it is kept", async () => {
    const draftId = await opened("hunan");
    await changed(draftId, 3);
    await proposed(draftId);
    const back = (by: string) =>
      inTransaction((tx) => returnDraft(tx, { draftId, reason: "缺少出处" }, by, now));
    expect(codes(await back(who.wen))).toEqual(["draft.own"]);
    expect(codes(await back(who.lin))).toEqual([]);
    expect(codes(await changed(draftId, 4))).toEqual([]);
    const give = (by: string) => inTransaction((tx) => withdrawDraft(tx, { draftId, reason: null }, by, now));
    expect(codes(await give(who.lin))).toEqual(["draft.others"]);
    expect(codes(await give(who.wen))).toEqual([]);
    expect(codes(await give(who.wen))).toEqual(["draft.ended"]);
    expect((await listDrafts(prisma, "hunan"))[0]).toMatchObject({ draftId, state: "withdrawn" });
    expect((await findDraft(prisma, draftId))!.steps.map(({ act }) => act)).toEqual([
      "opened",
      "changed",
      "proposed",
      "returned",
      "changed",
      "withdrawn",
    ]);
  });

  it("says so when someone else saved meanwhile, and saving the same twice adds nothing", async () => {
    const draftId = await opened("hunan");
    const { pack } = (await findDraft(prisma, draftId))!;
    const save = (years: number, seen: number) => {
      const certificate = {
        ...pack.certificate,
        validYears: { ...pack.certificate.validYears, value: years },
      };
      return inTransaction((tx) =>
        changeDraft(tx, { draftId, pack: { ...pack, certificate }, seen }, who.wen, now),
      );
    };
    expect(codes(await save(7, 1))).toEqual([]);
    expect(codes(await save(8, 1))).toEqual(["draft.changed-meanwhile"]);
    expect(codes(await save(7, 2))).toEqual([]);
    expect((await findDraft(prisma, draftId))!.steps).toHaveLength(2);
  });

  it("may be a new pack of a county's own, which starts at version 1", async () => {
    const draftId = await opened("hunan", { code: "linhu-district", title: "临湖区规则包" });
    expect(codes(await proposed(draftId))).toEqual([]);
    expect(codes(await approved(draftId, who.lin))).toEqual([]);
    const { versionId } = (await findDraft(prisma, draftId))!;
    expect((await packVersion(prisma, versionId!)).pack).toMatchObject({
      id: "linhu-district",
      title: "临湖区规则包",
      version: 1,
    });
    const again = await inTransaction((tx) =>
      openDraft(tx, { from: "hunan", as: { code: "linhu-district", title: " " } }, who.wen, now),
    );
    expect(again.ok || again.refusals.map(({ code }) => code)).toEqual([
      "pack.code-taken",
      "pack.title-missing",
    ]);
    const malformed = await inTransaction((tx) =>
      openDraft(tx, { from: "hunan", as: { code: "new", title: "x" } }, who.wen, now),
    );
    expect(malformed.ok || malformed.refusals.map(({ code }) => code)).toEqual(["pack.code-malformed"]);
  });
});

describe("two drafts of one pack", () => {
  it("approved at once: one becomes the version, the other is superseded", async () => {
    for (let round = 0; round < 5; round += 1) {
      const before = await prisma.rulePackVersion.count({ where: { pack: { code: "national" } } });
      const drafts = await Promise.all([opened("national"), opened("national"), opened("national")]);
      for (const [index, draftId] of drafts.entries()) {
        await changed(draftId, 10 + round * 3 + index);
        await proposed(draftId);
      }
      const answers = await Promise.all(drafts.map((draftId) => approved(draftId, who.lin)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.flatMap(codes)).toEqual(["draft.base-superseded", "draft.base-superseded"]);
      expect(await prisma.rulePackVersion.count({ where: { pack: { code: "national" } } })).toBe(before + 1);
    }
  });

  it("the same draft approved by many at once becomes one version", async () => {
    const draftId = await opened("shandong");
    await changed(draftId, 9);
    await proposed(draftId);
    const answers = await Promise.all(
      [who.lin, who.zhou, who.lin, who.zhou].map((by) => approved(draftId, by)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await prisma.rulePackVersion.count({ where: { draftId } })).toBe(1);
  });
});

describe("two people", () => {
  it("in every order of writing: whoever wrote a part never approves, whoever wrote none may", async () => {
    const accounts = Object.values(who);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          opener: fc.constantFrom(0, 1, 2),
          changer: fc.constantFrom(0, 1, 2),
          proposer: fc.constantFrom(0, 1, 2),
          approver: fc.constantFrom(0, 1, 2),
        }),
        async ({ opener, changer, proposer, approver }) => {
          const made = await inTransaction((tx) => openDraft(tx, { from: "hunan" }, accounts[opener]!, now));
          const draftId = (made as { draftId: string }).draftId;
          await changed(draftId, 20, accounts[changer]!);
          await proposed(draftId, NEXT_YEAR, null, accounts[proposer]!);
          const isAuthor = [opener, changer, proposer].includes(approver);
          const attempt = inTransaction(async (tx) => {
            const verdict = await approveDraft(tx, { draftId }, accounts[approver]!, now);
            // rolled back, so that the next round finds the same newest version
            throw Object.assign(new Error("undone"), { verdict });
          }).catch((error: { verdict: Verdict }) => error.verdict);
          expect(codes(await attempt)).toEqual(isAuthor ? ["draft.own"] : []);
        },
      ),
      { numRuns: 20, seed: 20261120 },
    );
  });

  it("is a wall of the database too", async () => {
    const draftId = await opened("hunan");
    const draft = (await findDraft(prisma, draftId))!;
    const insert = (proposedById: string | null, approvedById: string) =>
      prisma.rulePackVersion.create({
        data: {
          id: crypto.randomUUID(),
          packId: draft.packId!,
          number: 99,
          effectiveOn: new Date("2027-01-01"),
          values: nationalPack,
          hash: "x",
          createdAt: now,
          draftId,
          proposedById,
          approvedById,
        },
      });
    for (const [one, other] of [
      [who.lin, who.lin],
      [null, who.lin],
      [who.lin, who.wen],
    ] as const) {
      const error = await insert(one, other).catch((raised: unknown) => raised);
      expect(violates(error, "rule_pack_version_two_people")).toBe(true);
    }
  });
});

describe("which pack a unit follows", () => {
  const wanted = { packCode: "linhu-district", fromOn: "2027-03-01" as DateOn, reason: null };
  const propose = (by: string, more: Partial<typeof wanted> = {}) =>
    inTransaction((tx) => proposeAssignment(tx, { unitId: root, ...wanted, ...more }, by, now));
  const decide = (proposalId: string, decision: "approved" | "refused" | "withdrawn", by: string) =>
    inTransaction((tx) => decideAssignment(tx, { proposalId, decision }, by, now));

  it("takes two people, one open proposal at a time, and holds from its day on", async () => {
    expect(codes(await propose(who.wen, { packCode: "jilin" }))).toEqual(["pack-assignment.as-before"]);
    expect(codes(await propose(who.wen, { packCode: "nowhere" }))).toEqual(["pack.unknown"]);
    expect(codes(await propose(who.wen, { fromOn: "2026-01-01" }))).toEqual(["draft.reason-missing"]);
    expect(codes(await propose(who.wen))).toEqual([]);
    expect(codes(await propose(who.lin))).toEqual(["pack-assignment.open-already"]);
    const [open] = await openAssignments(prisma);
    const { proposalId } = open!;
    expect(codes(await decide(proposalId, "approved", who.wen))).toEqual(["pack-assignment.own"]);
    expect(codes(await decide(proposalId, "refused", who.wen))).toEqual(["pack-assignment.own"]);
    expect(codes(await decide(proposalId, "withdrawn", who.lin))).toEqual(["pack-assignment.others"]);
    const answers = await Promise.all([
      decide(proposalId, "approved", who.lin),
      decide(proposalId, "approved", who.zhou),
    ]);
    expect(answers.flatMap(codes)).toEqual(["pack-assignment.decided"]);
    expect((await packFor(prisma, root, "2027-02-28")).pack.id).toBe("jilin");
    expect((await packFor(prisma, root, "2027-03-01")).pack.id).toBe("linhu-district");
    expect(await openAssignments(prisma)).toEqual([]);
  });

  it("refused or withdrawn changes nothing", async () => {
    for (const [decision, by] of [
      ["refused", who.lin],
      ["withdrawn", who.wen],
    ] as const) {
      await propose(who.wen, { packCode: "hunan" });
      const [open] = await openAssignments(prisma);
      expect(codes(await decide(open!.proposalId, decision, by))).toEqual([]);
      expect((await packFor(prisma, root, "2027-03-01")).pack.id).toBe("linhu-district");
    }
  });
});
