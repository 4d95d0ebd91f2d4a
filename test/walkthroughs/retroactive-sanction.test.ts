import { beforeAll, expect, it } from "vitest";
import { chinaDateOf, instantAt } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { certificatesOf } from "~/certification/certificates.server";
import { reviewPage } from "~/certification/decision-review-list.server";
import { closeDecisionReview, noteDecisionReviews } from "~/certification/decision-reviews.server";
import { holdingFactsOf } from "~/certification/holding-facts.server";
import { mayHold } from "~/certification/may-hold";
import { statusAt } from "~/certification/status";
import { inTransaction, prisma } from "~/db.server";
import { recordSanction } from "~/personnel/record.server";
import { packFor } from "~/rulebook/packs.server";
import { codesOf, issued, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

// Scenario 24: a sanction of 20 May is entered on 1 August; meanwhile a certificate was issued on 15 June.

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const issuedAt = instantAt("2026-06-15", "10:00");
const entered = instantAt("2026-08-01", "09:30");
const noteAt = (at: Date) => inTransaction((tx) => noteDecisionReviews(tx, at));

it("a sanction recorded after the issue, of a day before it, lists the decision and rewrites nothing", async () => {
  const personId = await officer(scene.urban, { passedOn: "2026-03-02" });
  const other = await officer(scene.urban, { passedOn: "2026-03-02" });
  const { certificateId } = await issued(scene, personId, issuedAt);
  const spared = await issued(scene, other, issuedAt);
  for (const id of [certificateId, spared.certificateId])
    await inTransaction((tx) => collectCertificate(tx, { certificateId: id }, scene.issuer, issuedAt));
  await noteAt(instantAt("2026-07-31", "09:00"));

  const sanction = {
    personId,
    kind: "major-demerit" as const,
    fromOn: "2026-05-20" as const,
    authority: "临湖区监察委员会",
    decisionNumber: "临政处〔2026〕5号",
  };
  const recorded = await inTransaction((tx) => recordSanction(tx, sanction, scene.personnelOfficer, entered));
  expect(recorded).toMatchObject({ ok: true });
  expect(await noteAt(entered)).toBe(1);
  expect(await noteAt(entered)).toBe(0);

  const open = () =>
    reviewPage(
      prisma,
      { unitIds: [scene.urban], closed: false, reader: { accountId: "", personId: null } },
      {},
    );
  const { rows } = await open();
  expect(rows).toMatchObject([
    { certificateId, issuedOn: "2026-06-15", refusal: { code: "sanction.in-period" } },
  ]);
  expect(rows[0]!.refusal.source?.rule).toBe("K12");

  // Nothing was rewritten: the certificate stays in use until somebody decides.
  const [certificate] = (await certificatesOf(prisma, [personId])).get(personId)!;
  expect(statusAt(certificate!, certificate!.acts, entered)).toBe("active");

  // Known then, and true then: the scene tells the rest of the person's file only later, so the sanction alone is looked for.
  const { pack } = await packFor(prisma, scene.urban, "2026-06-15");
  const question = { personId, unitId: scene.urban, field: "urban-management" };
  const against = async (knownAt?: Date) => {
    const as = { trueOn: chinaDateOf(issuedAt), ...(knownAt ? { knownAt } : {}) };
    const [facts] = await holdingFactsOf(prisma, [question], as);
    return codesOf(mayHold(facts!, "applying", pack, as.trueOn) as never);
  };
  expect(await against(issuedAt)).not.toContain("sanction.in-period");
  expect(await against()).toEqual(["sanction.in-period"]);

  const close = (accountId: string, note: string) =>
    inTransaction((tx) =>
      closeDecisionReview(
        tx,
        { reviewId: rows[0]!.id, outcome: "stands", note },
        { accountId, personId: null },
        entered,
      ),
    );
  expect(codesOf(await close(scene.issuer, " "))).toEqual([
    "decision-review.own",
    "decision-review.note-missing",
  ]);
  expect(await close(scene.legalAffairs, "处分与执法无关，维持。")).toEqual({ ok: true });
  expect(codesOf(await close(scene.secondIssuer, "再看一次"))).toEqual(["decision-review.closed"]);
  expect((await open()).rows).toEqual([]);
  // Looked for again, it is not found anew.
  expect(await noteAt(entered)).toBe(0);
});
