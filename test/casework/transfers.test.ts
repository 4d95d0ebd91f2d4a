import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { addDays, chinaDateOf, startOfDay } from "~/calendar";
import { mergePeople } from "~/casework/person-merge.server";
import type { TransferDecision } from "~/casework/transfer";
import { countToAnswer, findTransfer, transferPage } from "~/casework/transfer-list.server";
import { transferFollows } from "~/casework/transfer-preview.server";
import { answerTransfer, type NewTransfer, releaseForTransfer } from "~/casework/transfers.server";
import { collectCertificate } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { recordLegalDuty } from "~/personnel/duty.server";
import { endEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { assignPerson } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { addShift, manShift } from "~/positions/shifts.server";
import * as releasing from "~/routes/_staff.people.$personId.transfers";
import * as list from "~/routes/_staff.transfers._index";
import * as shown from "~/routes/_staff.transfers.$transferId._index";
import * as acceptance from "~/routes/_staff.transfers.$transferId.acceptance";
import * as declining from "~/routes/_staff.transfers.$transferId.refusal";
import * as withdrawing from "~/routes/_staff.transfers.$transferId.withdrawal";
import { transfersText } from "~/text/transfers";
import { codesOf, FIELD, issued, officer, type Scene, setScene } from "../certification/scene";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";

// 调动 (T24): released by one unit, accepted by another, by two people; nothing moves before.

const database = await useDatabase();
const NOW = new Date();
const TODAY = chinaDateOf(NOW);
const DAY = addDays(TODAY, 10);
let scene: Scene;
let giver: string;
let taker: string;
let patrol: string;
const cookies: Record<"urban" | "market" | "district", string> = { urban: "", market: "", district: "" };

beforeAll(async () => {
  scene = await setScene();
  giver = scene.personnelOfficer;
  cookies.urban = await signedIn(giver);
  taker = await accountOf("market-hr");
  cookies.market = await signedIn(taker, "unit-personnel-officer", scene.market);
  cookies.district = await signedIn(scene.issuer);
  const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD } as const;
  patrol = await inTransaction((tx) => createPosition(tx, post, null, new Date("2026-01-01T00:00:00Z")));
});

const accountOf = (loginName: string, personId: string | null = null) =>
  inTransaction((tx) =>
    createAccount(tx, { loginName, displayName: loginName, personId, passwordHash: "-" }, null, NOW),
  );
const by = (accountId: string, personId: string | null = null) => ({ accountId, personId });
const release = (personId: string, more: Partial<NewTransfer> = {}, who = by(giver)) =>
  inTransaction((tx) => {
    const move = {
      personId,
      unitId: scene.market,
      fromOn: DAY,
      title: null,
      documentNumber: "临人调〔2026〕5号",
    };
    return releaseForTransfer(tx, { ...move, ...more }, who, NOW);
  });
const answer = (transferId: string, decision: TransferDecision, reason = "", who = by(taker)) =>
  inTransaction((tx) => answerTransfer(tx, { transferId, decision, reason }, who, NOW));
async function released(personId: string, more: Partial<NewTransfer> = {}): Promise<string> {
  const made = await release(personId, more);
  if (!made.ok) throw new Error(codesOf(made).join());
  return made.transferId;
}
const homeOn = async (personId: string, on: `${number}-${number}-${number}`) =>
  (await personnelFacts(prisma, [personId], { trueOn: on }))
    .get(personId)!
    .employments.map((job) => job.unitId);
const told = async (personId: string) =>
  (await prisma.notice.findMany({ where: { personId }, orderBy: { at: "asc" } })).map(({ code }) => code);

/** Certified, on a post, with a shift planned after the day and a legal duty nobody may have beside it left out. */
async function certified(): Promise<{ personId: string; certificateId: string; number: string }> {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  const { number } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  return { personId, certificateId, number };
}

describe("a transfer", () => {
  it("moves nobody until the other unit accepts, and then from its day", async () => {
    const { personId } = await certified();
    const assigned = await inTransaction((tx) =>
      assignPerson(tx, { personId, positionId: patrol, fromOn: TODAY, toOn: null }, giver, NOW),
    );
    expect(codesOf(assigned)).toEqual([]);
    const transferId = await released(personId);
    expect(await homeOn(personId, DAY)).toEqual([scene.urban]);
    expect((await answer(transferId, "accepted")).ok).toBe(true);
    expect(await homeOn(personId, addDays(DAY, -1))).toEqual([scene.urban]);
    expect(await homeOn(personId, DAY)).toEqual([scene.market]);
    // At 00:00 of the day, with nobody awake.
    const mayEnforce = async (at: Date) =>
      (await decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at })).ok;
    const midnight = startOfDay(DAY);
    expect(await mayEnforce(new Date(midnight.getTime() - 1))).toBe(true);
    expect(await mayEnforce(midnight)).toBe(false);
    const row = await prisma.transfer.findUniqueOrThrow({ where: { id: transferId } });
    const job = await prisma.employment.findFirstOrThrow({ where: { personId, unitId: scene.market } });
    expect(row).toMatchObject({ decision: "accepted", decidedById: taker, factId: job.factId });
    expect(job.document).toBe("临人调〔2026〕5号");
  });

  it("needs two people, and none of them the person", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const own = by(await accountOf("own-hr", personId), personId);
    expect(codesOf(await release(personId, {}, own))).toEqual(["transfer.own"]);
    const transferId = await released(personId);
    expect(codesOf(await release(personId))).toEqual(["transfer.open-already"]);
    expect(codesOf(await answer(transferId, "accepted", "", by(giver)))).toEqual(["transfer.same-person"]);
    expect(codesOf(await answer(transferId, "accepted", "", own))).toEqual(["transfer.own"]);
    expect(codesOf(await answer(transferId, "declined", "  "))).toEqual(["transfer.reason-missing"]);
    expect((await answer(transferId, "declined", "编制已满")).ok).toBe(true);
    expect(codesOf(await answer(transferId, "accepted"))).toEqual(["transfer.decided"]);
    expect(await homeOn(personId, DAY)).toEqual([scene.urban]);
    // Anew, and taken back by the unit that released.
    const again = await released(personId);
    expect(codesOf(await answer(again, "withdrawn", "", by(giver)))).toEqual(["transfer.reason-missing"]);
    expect((await answer(again, "withdrawn", "不再调动", by(giver))).ok).toBe(true);
    expect(await prisma.employment.count({ where: { personId, unitId: scene.market } })).toBe(0);
  });

  it("is refused at once for everything that stands against it", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    expect(codesOf(await release(personId, { unitId: scene.urban }))).toEqual(["employment.same-unit"]);
    expect(codesOf(await release(personId, { unitId: crypto.randomUUID() }))).toEqual([
      "employment.unknown-unit",
    ]);
    // The last full-time legal officer of the unit (K09).
    const duty = { personId, unitId: scene.urban, kind: "legal-affairs", fullTime: true } as const;
    await inTransaction((tx) => recordLegalDuty(tx, { ...duty, fromOn: "2024-01-01" }, null, NOW));
    expect(codesOf(await release(personId))).toEqual(["legal-duty.below-minimum"]);
    expect(await prisma.transfer.count({ where: { personId } })).toBe(0);
    expect(await prisma.employment.count({ where: { personId } })).toBe(1);
  });

  it("is not accepted when the person has gone elsewhere meanwhile", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const transferId = await released(personId);
    const leaving = { personId, relation: "home", status: "resigned", toOn: TODAY } as const;
    expect((await inTransaction((tx) => endEmployment(tx, leaving, null, NOW))).ok).toBe(true);
    expect(codesOf(await answer(transferId, "accepted"))).toEqual(["transfer.moved-already"]);
    const { decision } = await prisma.transfer.findUniqueOrThrow({ where: { id: transferId } });
    expect(decision).toBeNull();
  });

  it("accepted twice in one moment, or accepted and withdrawn, is decided once", async () => {
    for (let round = 0; round < 3; round += 1) {
      const personId = await officer(scene.urban, { qualified: false });
      const transferId = await released(personId);
      const other = by(scene.secondIssuer);
      const answers = await Promise.all([
        answer(transferId, "accepted"),
        answer(transferId, "accepted", "", other),
        answer(transferId, "withdrawn", "不再调动", by(giver)),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const { decision } = await prisma.transfer.findUniqueOrThrow({ where: { id: transferId } });
      const moved = await homeOn(personId, DAY);
      expect(moved).toEqual([decision === "accepted" ? scene.market : scene.urban]);
    }
    const personId = await officer(scene.urban, { qualified: false });
    const both = await Promise.all([release(personId), release(personId)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("stands in the database: nobody accepts alone, nothing is rewritten, one waits at a time", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const id = await released(personId);
    const alone = { decision: "accepted", decidedById: giver, decidedAt: NOW, factId: id };
    await expect(prisma.transfer.update({ where: { id }, data: alone })).rejects.toThrow();
    const silent = { decision: "declined", decidedById: taker, decidedAt: NOW, reason: " " };
    await expect(prisma.transfer.update({ where: { id }, data: silent })).rejects.toThrow();
    await expect(prisma.transfer.update({ where: { id }, data: { documentNumber: "x" } })).rejects.toThrow();
    await expect(
      database.ownerQuery(
        `INSERT INTO transfer (id, person_id, from_unit_id, to_unit_id, from_on, document_number, released_by_id, released_at)
         VALUES (gen_random_uuid(), $1, $2, $3, '2031-01-01', 'x', $4, now())`,
        [personId, scene.urban, scene.market, giver],
      ),
    ).rejects.toThrow(/transfer_open/);
  });

  it("tells the unit that should take somebody in, who released them, and the person", async () => {
    const hr = await officer(scene.market, { qualified: false });
    const accountId = await accountOf("market-hr-2", hr);
    const grant = { accountId, role: "unit-personnel-officer", unitId: scene.market } as const;
    await inTransaction((tx) => grantRole(tx, grant, null, NOW));
    const ours = await officer(scene.urban, { qualified: false });
    const releaser = by(await accountOf("urban-hr-2", ours), ours);
    const personId = await officer(scene.urban, { qualified: false });
    const made = await release(personId, {}, releaser);
    if (!made.ok) throw new Error(codesOf(made).join());
    expect(await told(hr)).toEqual(["transfer.to-answer"]);
    expect((await answer(made.transferId, "accepted", "", by(accountId, hr))).ok).toBe(true);
    expect(await told(ours)).toEqual(["transfer.answered"]);
    expect(await told(personId)).toEqual(["transfer.yours"]);
  });

  it("follows the record that stays when two of one person are merged", async () => {
    const [keptId, mergedId] = [await officer(scene.urban, { qualified: false }), await officer(scene.urban)];
    const transferId = await released(mergedId);
    const pair = { keptId, mergedId, numberOf: "kept", reason: "户口簿核对为同一人" } as const;
    expect(codesOf(await inTransaction((tx) => mergePeople(tx, pair, scene.issuer, NOW)))).toEqual([]);
    expect((await answer(transferId, "accepted")).ok).toBe(true);
    expect(await homeOn(keptId, DAY)).toEqual([scene.market]);

    const [one, two] = [await officer(scene.urban, { qualified: false }), await officer(scene.urban)];
    const first = await released(one);
    const second = await released(two);
    const twice = { keptId: one, mergedId: two, numberOf: "kept", reason: "户口簿核对为同一人" } as const;
    expect(codesOf(await inTransaction((tx) => mergePeople(tx, twice, scene.issuer, NOW)))).toEqual([]);
    const rows = await prisma.transfer.findMany({ where: { id: { in: [first, second] } } });
    expect(rows.map(({ id, decision }) => [id === first, decision]).sort()).toEqual([
      [false, "withdrawn"],
      [true, null],
    ]);
  });
});

describe("what follows", () => {
  it("names posts, certificate, card, shifts, exams and roles, and what stands against a new certificate", async () => {
    const { personId, certificateId, number } = await certified();
    const seat = { personId, positionId: patrol, fromOn: TODAY, toOn: null };
    expect((await inTransaction((tx) => assignPerson(tx, seat, giver, NOW))).ok).toBe(true);
    const accountId = await accountOf("moving", personId);
    const grant = { accountId, role: "unit-training-officer", unitId: scene.urban } as const;
    await inTransaction((tx) => grantRole(tx, grant, null, NOW));
    const hour = (n: number) => new Date(startOfDay(DAY).getTime() + n * 3_600_000);
    const planned = { act: "penalty", unitId: scene.urban, field: FIELD, place: "中心广场" } as const;
    for (const [from, to] of [
      [-30, -26],
      [10, 14],
    ] as const) {
      const shift = await inTransaction((tx) =>
        addShift(tx, { ...planned, startsAt: hour(from), endsAt: hour(to) }, giver, NOW),
      );
      if (!shift.ok) throw new Error(codesOf(shift).join());
      const duty = { unitId: scene.urban, shiftId: shift.shiftId, personIds: [personId] };
      await inTransaction((tx) => manShift(tx, duty, giver, NOW));
    }
    const colleague = await certified();
    expect(colleague.personId).not.toBe(personId);
    const move = { personId, fromUnitId: scene.urban, toUnitId: scene.market, fromOn: DAY };
    const follows = await transferFollows(prisma, move, NOW);
    expect(follows.posts).toEqual([{ positionId: patrol, title: "巡查岗", family: "enforcement" }]);
    expect(follows).toMatchObject({ items: 1, duties: 0, applications: 0, exams: 0, roles: 1 });
    expect(follows.certificates).toMatchObject([{ certificateId, number, state: "active" }]);
    // The market bureau enforces in another field: the part of that field is missing.
    expect(follows.certificates[0]!.against.length).toBeGreaterThan(0);
    const counted = await prisma.shiftDuty.count({ where: { personId, takenOffAt: null } });
    expect(follows.shifts).toBe(counted - (counted > 1 ? 1 : 0));
    // Reading it wrote nothing.
    expect(await homeOn(personId, DAY)).toEqual([scene.urban]);
  });
});

describe("the pages", () => {
  const at = (transferId: string, act = "") => `/transfers/${transferId}${act}`;

  it("release by a unit for one it is not over, shown to both and to nobody else", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const form = formOf({ unitId: scene.market, fromOn: DAY, document: "临人调〔2026〕8号" });
    const path = `/people/${personId}/transfers`;
    const sent = await call(releasing.action, cookies.urban, path, { personId }, form);
    expect(sent.status).toBe(303);
    const transferId = /transfers\/([^?]+)/.exec(sent.location!)![1]!;
    const withoutNumber = formOf({ unitId: scene.market, fromOn: DAY, document: "" });
    expect(await call(releasing.action, cookies.urban, path, { personId }, withoutNumber)).toMatchObject({
      status: 422,
      body: { problems: [{ field: "document" }] },
    });
    // The form leads to the one that waits.
    const { body } = await call(releasing.loader, cookies.urban, path, { personId });
    expect(body).toMatchObject({ open: { id: transferId } });

    const maysOf = async (who: keyof typeof cookies) => {
      const seen = await call(shown.loader, cookies[who], at(transferId), { transferId });
      return (seen.body as { may: object }).may;
    };
    expect(await maysOf("urban")).toEqual({ accept: false, decline: false, withdraw: true });
    expect(await maysOf("market")).toEqual({ accept: true, decline: true, withdraw: false });
    expect(await maysOf("district")).toEqual({ accept: true, decline: true, withdraw: true });
    const takerMay = await call(
      acceptance.action,
      cookies.urban,
      at(transferId, "/acceptance"),
      { transferId },
      formOf({}),
    );
    expect(takerMay.status).toBe(404);
    const refusedBack = await call(
      withdrawing.action,
      cookies.market,
      at(transferId, "/withdrawal"),
      { transferId },
      formOf({ reason: "x" }),
    );
    expect(refusedBack.status).toBe(404);

    const silent = await call(
      declining.action,
      cookies.market,
      at(transferId, "/refusal"),
      { transferId },
      formOf({ reason: "" }),
    );
    expect(silent).toMatchObject({ status: 422, body: { refusals: [{ code: "transfer.reason-missing" }] } });
    const accepted = await call(
      acceptance.action,
      cookies.market,
      at(transferId, "/acceptance"),
      { transferId },
      formOf({}),
    );
    expect(accepted).toMatchObject({ status: 303, location: `${at(transferId)}?done=accepted` });
  });

  it("list what waits, all when asked, and count it on the desk of who should answer", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const transferId = await released(personId);
    const { path: market } = await prisma.unitVersion.findFirstOrThrow({ where: { unitId: scene.market } });
    const { path: urban } = await prisma.unitVersion.findFirstOrThrow({ where: { unitId: scene.urban } });
    const waiting = async (open: boolean) =>
      (await transferPage(prisma, { paths: [market], open }, {})).rows.map(({ id }) => id);
    expect(await waiting(true)).toContain(transferId);
    const before = await countToAnswer(prisma, [market], taker);
    expect(await countToAnswer(prisma, [urban], giver)).toBe(0);
    expect((await answer(transferId, "declined", "编制已满")).ok).toBe(true);
    expect(await countToAnswer(prisma, [market], taker)).toBe(before - 1);
    expect(await waiting(true)).not.toContain(transferId);
    expect(await waiting(false)).toContain(transferId);
    expect(await findTransfer(prisma, ["/elsewhere/"], { transferId })).toBeNull();
  });

  it("say in both languages what would follow", async () => {
    const { personId } = await certified();
    const transferId = await released(personId);
    const seen = await call(shown.loader, cookies.market, at(transferId), { transferId });
    const rows = await call(list.loader, cookies.market, "/transfers");
    for (const locale of ["zh-CN", "en"] as const) {
      const t = transfersText[locale];
      const { certificateBecomes, against, studyBecome } = t.follows;
      const html = await rendered(shown, { loaded: seen.body }, locale);
      for (const words of [t.accept, t.decline, certificateBecomes, against, studyBecome])
        expect(html).toContain(words.replaceAll("'", "&#x27;"));
      expect(await rendered(list, { loaded: rows.body }, locale)).toContain(t.states.waiting);
    }
  });
});
