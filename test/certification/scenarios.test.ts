import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApiClient } from "~/access/api-client.server";
import { type DateOn, instantAt } from "~/calendar";
import { collectCertificate, reportLoss } from "~/certification/acts.server";
import type { ApplicationKind } from "~/certification/application";
import { submitApplication } from "~/certification/applications.server";
import { publicEntry } from "~/certification/certificates.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { checkCandidates } from "~/certification/new-application.server";
import { type ActDetails, approveProposal, proposeAct } from "~/certification/proposals.server";
import { renewalWindow } from "~/certification/validity";
import { inTransaction, prisma } from "~/db.server";
import { findUnit } from "~/organisation/units.server";
import { renamePerson } from "~/personnel/person.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { assignPerson } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { action as askApi } from "~/routes/api.v1.eligibility";
import { loader as publicPage } from "~/routes/v.$token._index";
import { assignPack, packFor } from "~/rulebook/packs.server";
import { useDatabase } from "../support/database";
import {
  approve,
  codesOf,
  FIELD,
  HEARD,
  issued,
  NOW,
  officer,
  passed,
  rulesOf,
  type Scene,
  setScene,
} from "./scene";

// Acceptance scenarios of the whole way of a certificate, with the dates of their text, on a real database.
const database = await useDatabase();

const KEY = "key-of-a-case-system";
let scene: Scene;
let post: string;

beforeAll(async () => {
  process.env.TZ = "UTC";
  scene = await setScene();
  // 湖南: five years, renewal in the last six months with the exam again; 吉林: two years' ban after lending a card.
  await inTransaction(async (tx) => {
    await assignPack(tx, { unitId: scene.urban, packCode: "hunan", fromOn: "2022-11-01" }, null, NOW);
    await assignPack(tx, { unitId: scene.market, packCode: "jilin", fromOn: "2022-11-01" }, null, NOW);
    const patrol = { unitId: scene.urban, title: "市容巡查岗", family: "enforcement" as const, field: FIELD };
    post = await createPosition(tx, patrol, null, NOW);
    await createApiClient(tx, { name: "办案系统", unitId: scene.district, key: KEY }, null, NOW);
  });
});
afterEach(() => vi.useRealTimers());

const submit = (
  personId: string,
  kind: ApplicationKind,
  at: Date,
  { unitId = scene.urban, field = FIELD } = {},
) => inTransaction((tx) => submitApplication(tx, { personId, unitId, kind, field }, scene.submitter, at));
const collect = (certificateId: string, at: Date) =>
  inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, at));
const assign = (personId: string, fromOn: DateOn, at: Date) =>
  inTransaction((tx) =>
    assignPerson(tx, { personId, positionId: post, fromOn, toOn: null }, scene.personnelOfficer, at),
  );
const gate = (personId: string, at: Date) =>
  decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at });
/** In use since 1 November 2022, valid to 31 October 2027. */
const START = instantAt("2022-11-01", "10:00");
async function inUse(unitId = scene.urban) {
  const personId = await officer(unitId, { passedOn: "2022-09-01" });
  const { certificateId, number } = await issued(scene, personId, START);
  expect(await collect(certificateId, START)).toEqual({ ok: true });
  return { personId, certificateId, number };
}

describe("scenario 5: a dispatched worker with a hundred points", () => {
  it("is refused at the draft by K05 with its citation, and offered the training of auxiliary staff", async () => {
    const personId = await officer(scene.urban, { name: "方知远", identity: "dispatched" });
    const answer = await submit(personId, "first", NOW);
    expect(rulesOf(answer)).toEqual(["K05"]);
    expect(answer).toMatchObject({
      refusals: [
        {
          code: "identity.excluded",
          facts: { identity: "dispatched", cure: "auxiliary-training" },
          source: { article: expect.any(String), title: expect.stringContaining("行政执法") },
        },
      ],
    });
    expect(await prisma.application.count({ where: { personId } })).toBe(0);
    expect(
      await prisma.auditEvent.findFirst({ where: { type: "application.refused-at-draft", personId } }),
    ).toMatchObject({ data: { codes: ["identity.excluded"] } });
    const unit = (await findUnit(prisma, scene.urban, "2026-11-20"))!;
    const choice = { unit, kind: "first" as const, field: FIELD };
    const candidate = { personId, name: "方知远", identity: "dispatched" as const };
    expect(await checkCandidates(prisma, choice, [candidate], NOW)).toMatchObject([
      { auxiliary: true, refusals: [{ code: "identity.excluded" }] },
    ]);
  });
});

describe("scenario 11: the window of a certificate to 2027-10-31 opens on 2027-04-30", () => {
  it("not the day before, with the day it opens; on that day, the exam passed; the two certificates change hands at once", async () => {
    const { personId, certificateId } = await inUse();
    const early = await submit(personId, "renewal", instantAt("2027-04-29", "23:59:59"));
    expect(early).toMatchObject({
      refusals: [{ code: "renewal.not-yet", facts: { opensOn: "2027-04-30", validToOn: "2027-10-31" } }],
    });
    const at = instantAt("2027-04-30", "00:00");
    expect(await submit(personId, "renewal", at)).toMatchObject({
      refusals: [
        { code: "renewal.exam-missing", facts: { part: "special", sinceOn: "2027-04-30" } },
        { code: "renewal.exam-missing", facts: { part: "general", sinceOn: "2027-04-30" } },
      ],
    });
    await passed(personId, "2027-04-30", at);
    const submitted = await submit(personId, "renewal", at);
    if (!submitted.ok) throw new Error(codesOf(submitted).join());
    const { applicationId } = submitted;
    expect(codesOf(await submit(personId, "renewal", at))).toEqual(["application.live-exists"]);
    await approve(scene, applicationId, at);
    const made = await inTransaction((tx) => allocateCertificate(tx, { applicationId }, scene.issuer, at));
    if (!made.ok) throw new Error(codesOf(made).join());
    // The old one carries its holder until the new one is in their hands.
    expect(codesOf(await submit(personId, "renewal", at))).toContain("certificate.waits-to-be-collected");
    const handedIn = { certificateId: made.certificateId, oldCard: "destroyed" as const };
    expect(await inTransaction((tx) => collectCertificate(tx, handedIn, scene.issuer, at))).toEqual({
      ok: true,
    });
    const ended = await prisma.certificateAct.findFirstOrThrow({ where: { certificateId, act: "replace" } });
    const begun = await prisma.certificateAct.findFirstOrThrow({
      where: { certificateId: made.certificateId, act: "collect" },
    });
    expect(ended).toMatchObject({ oldCard: "destroyed", effectiveAt: begun.effectiveAt });
  });

  it("on its last day too, and from the day after as a first application only (T19)", async () => {
    const { personId } = await inUse();
    await passed(personId, "2027-06-01", instantAt("2027-06-01", "18:00"));
    const late = instantAt("2027-11-01", "00:00");
    expect(codesOf(await submit(personId, "renewal", late))).toEqual(["renewal.too-late"]);
    expect((await submit(personId, "renewal", instantAt("2027-10-31", "23:59:59"))).ok).toBe(true);
    const other = await inUse();
    await passed(other.personId, "2027-06-01", instantAt("2027-06-01", "18:00"));
    expect((await submit(other.personId, "first", late)).ok).toBe(true);
  });
});

describe("scenario 12: everything approved, the card not collected", () => {
  it("is blocked by K03 at the post and at the gate until collection is recorded", async () => {
    const personId = await officer(scene.urban);
    const { certificateId } = await issued(scene, personId);
    const refused = await assign(personId, "2026-11-20", NOW);
    expect(codesOf(refused)).toEqual(["certificate.to-collect"]);
    expect(rulesOf(refused)).toEqual(["K03"]);
    expect(rulesOf(await gate(personId, NOW))).toContain("K03");
    expect(await collect(certificateId, NOW)).toEqual({ ok: true });
    expect(await assign(personId, "2026-11-20", NOW)).toMatchObject({ ok: true });
    expect((await gate(personId, NOW)).ok).toBe(true);
  });
});

describe("scenario 16: expiry at midnight in China, the server in UTC", () => {
  it("two officers may enforce at 23:59:59 and not at 00:00:01: gate, API and page say the same", async () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe("UTC");
    const team = [await inUse(), await inUse()];
    for (const { personId } of team)
      expect(await assign(personId, "2026-11-20", NOW)).toMatchObject({ ok: true });
    const [{ certificateId, number }] = team as [(typeof team)[0]];
    const { publicToken: token } = await prisma.certificate.findUniqueOrThrow({
      where: { id: certificateId },
    });
    const answersAt = async (now: Date) => {
      vi.useFakeTimers({ now, toFake: ["Date"] });
      const asked = new Request("http://localhost/api/v1/eligibility", {
        method: "POST",
        headers: { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" },
        body: JSON.stringify({ certificateNumber: number, unit: "urban", field: FIELD }),
      });
      const api = (await askApi({ request: asked, params: {}, context: {} } as never)) as Response;
      const request = new Request(`http://localhost/v/${token}`);
      const page = (await publicPage({ request, params: { token }, context: {} } as never)) as unknown as {
        data: { entry: { status: string } };
      };
      return {
        gate: await Promise.all(team.map(async ({ personId }) => (await gate(personId, now)).ok)),
        api: ((await api.json()) as { eligible: boolean }).eligible,
        page: page.data.entry.status,
      };
    };
    expect(await answersAt(new Date("2027-10-31T15:59:59Z"))).toEqual({
      ...{ gate: [true, true], api: true, page: "active" },
    });
    expect(await answersAt(new Date("2027-10-31T16:00:01Z"))).toEqual({
      ...{ gate: [false, false], api: false, page: "expired" },
    });
    const late = await gate(team[0]!.personId, new Date("2027-10-31T16:00:01Z"));
    expect(codesOf(late)).toEqual(["certificate.expired"]);
  });
});

describe("scenario 17: five years from a leap day", () => {
  it.each([
    ["2024-02-29", "2029-02-28", "2028-08-28"],
    ["2024-03-01", "2029-02-28", "2028-08-28"],
    ["2024-02-28", "2029-02-27", "2028-08-27"],
  ] as const)("issued %s, valid to %s, renewed from %s", async (issuedOn, validToOn, opensOn) => {
    const at = instantAt(issuedOn, "10:00");
    const personId = await officer(scene.urban, { passedOn: "2024-01-15" });
    const { certificateId } = await issued(scene, personId, at);
    const { publicToken } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    expect(await publicEntry(publicToken, at)).toMatchObject({ validFromOn: issuedOn, validToOn });
    const { pack } = await packFor(prisma, scene.urban, issuedOn);
    expect(renewalWindow(validToOn, pack).fromOn).toBe(opensOn);
  });
});

describe("scenario 20: revoked on 2026-03-10 for lending, two years' ban by the rule pack", () => {
  it("another county is refused with decision number and last day to 2028-03-10 24:00; from 2028-03-11 as a first one only", async () => {
    const { personId, certificateId } = await inUse();
    const details = {
      ...{ ground: "altered-or-lent", legalBasis: "《吉林省行政执法证件管理办法》" },
      ...{ decisionNumber: "临人社吊字〔2026〕1号", effectiveOn: null, banUntilOn: null, note: "" },
      statement: HEARD,
    };
    const revokedAt = instantAt("2026-03-10", "10:00");
    const proposed = await inTransaction((tx) =>
      proposeAct(tx, { certificateId, act: "revoke", details }, scene.issuer, revokedAt),
    );
    if (!proposed.ok) throw new Error(codesOf(proposed).join());
    const { proposalId } = proposed;
    expect(
      await inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, revokedAt)),
    ).toEqual({ ok: true });

    // Hired by the other bureau and tested again with 95.
    await database.ownerQuery(
      "UPDATE employment SET superseded_at = now() WHERE person_id = $1 AND superseded_at IS NULL",
      [personId],
    );
    await database.ownerQuery(
      `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, recorded_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, 'home', 'civil-servant', 'in-post', '2027-01-01', now())`,
      [personId, scene.market],
    );
    const there = { unitId: scene.market, field: "market-regulation" };
    await passed(personId, "2027-12-01", instantAt("2027-12-01", "18:00"), there.field);
    const barred = {
      code: "ban.in-force",
      facts: {
        decisionNumber: "临人社吊字〔2026〕1号",
        endsBeforeOn: "2028-03-11",
        ground: "altered-or-lent",
      },
      source: { rule: "K11" },
    };
    for (const at of [instantAt("2027-12-02", "10:00"), instantAt("2028-03-10", "23:59:59")])
      expect(await submit(personId, "first", at, there)).toMatchObject({ refusals: [barred] });

    const free = instantAt("2028-03-11", "00:00");
    expect(codesOf(await submit(personId, "renewal", free, there))).toEqual([
      "application.nothing-to-replace",
    ]);
    expect(codesOf(await submit(personId, "transfer", free, there))).toEqual(["transfer.nothing-handed-in"]);
    expect((await submit(personId, "first", free, there)).ok).toBe(true);
  });
});

/** Proposed by one and approved by another. */
async function decided(certificateId: string, act: "cancel" | "revoke", more: Partial<ActDetails>, at = NOW) {
  const details = {
    ...{ ground: "", legalBasis: "《行政执法监督条例》第十七条", decisionNumber: "临人社证决〔2026〕9号" },
    ...{ effectiveOn: null, banUntilOn: null, note: "", ...more },
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details }, scene.issuer, at),
  );
  if (!proposed.ok) return proposed;
  const { proposalId } = proposed;
  return inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, at));
}

async function issuedFor(applicationId: string, at = NOW): Promise<string> {
  await approve(scene, applicationId, at);
  const made = await inTransaction((tx) => allocateCertificate(tx, { applicationId }, scene.issuer, at));
  if (!made.ok) throw new Error(codesOf(made).join());
  return made.certificateId;
}

it("T15: a lost card is replaced once its loss was published and it was cancelled for it", async () => {
  const { personId, certificateId } = await inUse();
  await inTransaction((tx) => reportLoss(tx, { certificateId, note: "遗失" }, scene.personnelOfficer, NOW));
  expect(codesOf(await submit(personId, "replacement", NOW))).toEqual(["replacement.loss-not-cancelled"]);
  expect(codesOf(await decided(certificateId, "cancel", { ground: "lost" }))).toEqual([
    "certificate.loss-notice-missing",
  ]);
  expect(
    await decided(certificateId, "cancel", { ground: "lost", lossNotice: "湖南日报 2026-11-15 第4版" }),
  ).toEqual({ ok: true });
  const submitted = await submit(personId, "replacement", NOW);
  if (!submitted.ok) throw new Error(codesOf(submitted).join());
  // Nothing is left to hand in.
  expect(await collect(await issuedFor(submitted.applicationId), NOW)).toEqual({ ok: true });
});

it("T24: to another unit with the old card in, and after the special part of the new field", async () => {
  const { personId, certificateId } = await inUse();
  const moved = { personId, unitId: scene.market, identity: "civil-servant" as const, title: null };
  const transferred = await inTransaction((tx) =>
    transferEmployment(tx, { ...moved, fromOn: "2026-11-01" }, scene.issuer, NOW),
  );
  expect(transferred.ok).toBe(true);
  const there = { unitId: scene.market, field: "market-regulation" };
  expect(codesOf(await submit(personId, "transfer", NOW, there))).toEqual([
    "qualification.missing",
    "certificate.held-elsewhere",
  ]);
  expect(await decided(certificateId, "cancel", { ground: "transferred" })).toEqual({ ok: true });
  expect(await submit(personId, "transfer", NOW, there)).toMatchObject({
    refusals: [{ code: "qualification.missing", facts: { part: "special", field: "market-regulation" } }],
  });
  await passed(personId, "2026-11-18", NOW, there.field);
  expect((await submit(personId, "transfer", NOW, there)).ok).toBe(true);
});

it("a change and a replacement of a card in use end the old one when the new one is collected", async () => {
  for (const kind of ["replacement", "change"] as const) {
    const { personId, certificateId } = await inUse();
    const renamed = { personId, name: "顾常青", fromOn: "2026-11-01" as const };
    if (kind === "change") await inTransaction((tx) => renamePerson(tx, renamed, scene.issuer, NOW));
    const submitted = await submit(personId, kind, NOW);
    if (!submitted.ok) throw new Error(codesOf(submitted).join());
    await approve(scene, submitted.applicationId);
    const made = await inTransaction((tx) =>
      allocateCertificate(tx, { applicationId: submitted.applicationId }, scene.issuer, NOW),
    );
    if (!made.ok) throw new Error(codesOf(made).join());
    expect(codesOf(await collect(made.certificateId, NOW))).toEqual(["certificate.old-card-unsaid"]);
    const handedIn = { certificateId: made.certificateId, oldCard: "archived" as const };
    expect(await inTransaction((tx) => collectCertificate(tx, handedIn, scene.issuer, NOW))).toEqual({
      ok: true,
    });
    expect(await prisma.certificateAct.count({ where: { certificateId, act: "replace" } })).toBe(1);
  }
});
