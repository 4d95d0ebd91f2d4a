import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { addDays, chinaDateOf, type DateOn, instantAt, toDbDate } from "~/calendar";
import { mergePeople } from "~/casework/person-merge.server";
import { collectCertificate, reportFound, reportLoss } from "~/certification/acts.server";
import { heldItemsOf } from "~/certification/held-items.server";
import type { ItemOutcome, NewItem } from "~/certification/item";
import { handOutItems, takeBackItems } from "~/certification/item-acts.server";
import { itemPage } from "~/certification/item-ledger.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { toReturnOf } from "~/certification/recoveries.server";
import { recoveriesIn } from "~/certification/recovery-tasks.server";
import { inTransaction, prisma } from "~/db.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { unitsEver } from "~/organisation/past-units.server";
import { recordSuccession } from "~/organisation/succession.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { decideAtPositions } from "~/positions/gate.server";
import { escalateRecoveries } from "~/reminders/recovery.server";
import { codesTold, factsTold } from "../notices/told";
import { photo } from "../study/pictures";
import { useDatabase } from "../support/database";
import { codesOf, FIELD, issued, NOW, officer, type Scene, setScene } from "./scene";

// 标志、服装和证件: out to one person at a time, back in whatever way, and asked for when the right to hold them has ended.

const database = await useDatabase();
let scene: Scene;
let affairs: string;
let clerk: string;
beforeAll(async () => {
  scene = await setScene();
  affairs = await holderOf("legal-affairs", scene.district);
  clerk = await holderOf("unit-personnel-officer", scene.urban);
});

async function holderOf(role: Role, unitId: string): Promise<string> {
  const personId = await officer(scene.district);
  await inTransaction(async (tx) => {
    const account = { loginName: `its-${role}`, displayName: role, personId, passwordHash: "-" };
    const accountId = await createAccount(tx, account, null, NOW);
    await grantRole(tx, { accountId, role, unitId }, null, NOW);
  });
  return personId;
}

const TODAY = chinaDateOf(NOW);
let numbers = 0;
const badge = (number = `B${++numbers}`): NewItem => ({ kind: "chest-badge", number, quantity: 1 });
const uniforms = (quantity: number): NewItem => ({ kind: "uniform", number: null, quantity });

/** Somebody with a collected certificate of the urban bureau. */
async function certified(): Promise<{ personId: string; certificateId: string }> {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  const answer = await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  if (!answer.ok) throw new Error(codesOf(answer).join());
  return { personId, certificateId };
}
const handOut = (personId: string, items: NewItem[], change: { unitId?: string; handedOn?: DateOn } = {}) =>
  inTransaction((tx) =>
    handOutItems(
      tx,
      { personId, unitId: scene.urban, handedOn: TODAY, note: "", items, ...change },
      scene.personnelOfficer,
      NOW,
    ),
  );
const held = async (personId: string, trueOn = TODAY) =>
  (await heldItemsOf(prisma, [personId], { trueOn })).get(personId) ?? [];
const kindsHeld = async (personId: string, on = TODAY) =>
  (await held(personId, on)).map(({ kind, quantity }) => `${kind} ${quantity}`).sort();
async function takeBack(
  personId: string,
  change: {
    outcome?: ItemOutcome;
    things?: { id: string; quantity: number }[];
    note?: string;
    evidence?: Buffer;
    unitIds?: string[];
  } = {},
  now = NOW,
) {
  const all = (await held(personId, chinaDateOf(now))).map(({ id, quantity }) => ({ id, quantity }));
  const back = {
    ...{
      things: all,
      outcome: "returned" as ItemOutcome,
      note: "",
      unitIds: null,
      evidence: null,
      ...change,
    },
    ...{ personId, backOn: chinaDateOf(now) },
  };
  return inTransaction((tx) => takeBackItems(tx, back, scene.personnelOfficer, now));
}
const transfer = async (personId: string, fromOn: DateOn) => {
  const to = { personId, unitId: scene.market, title: null, fromOn };
  const answer = await inTransaction((tx) => transferEmployment(tx, to, null, NOW));
  if (!answer.ok) throw new Error(codesOf(answer).join());
};
const noon = (on: DateOn) => instantAt(on, "12:00");
async function cancelled(certificateId: string, ground: "retired" | "lost", now = NOW): Promise<void> {
  const details = {
    ...{ ground, legalBasis: "条例", decisionNumber: "3号", effectiveOn: null, banUntilOn: null, note: "" },
    lossNotice: "临湖日报",
  };
  await inTransaction(async (tx) => {
    const made = await proposeAct(tx, { certificateId, act: "cancel", details }, scene.issuer, now);
    if (!made.ok) throw new Error(codesOf(made).join());
    await approveProposal(tx, { proposalId: made.proposalId }, scene.secondIssuer, now);
  });
}

describe("handing out", () => {
  it("needs a certificate of the unit in force on the day, and says so with everything else", async () => {
    const { personId } = await certified();
    expect(await handOut(personId, [badge("X1"), uniforms(2)])).toEqual({ ok: true });
    expect(await kindsHeld(personId)).toEqual(["card 1", "chest-badge 1", "uniform 2"]);
    const other = await officer(scene.urban);
    const later = addDays(TODAY, 1);
    expect(codesOf(await handOut(other, [badge("X1")], { handedOn: later }))).toEqual([
      "item.ahead",
      "item.no-certificate",
      "item.number-out",
    ]);
    expect(codesOf(await handOut(personId, [badge()], { unitId: scene.market }))).toEqual([
      "item.no-certificate",
    ]);
    expect(await held(other)).toEqual([]);
  });

  it("gives one number to one of two who hand it out at once, and to the other after it came back", async () => {
    const [one, two] = [await certified(), await certified()];
    const answers = await Promise.all([
      handOut(one.personId, [badge("RACE"), badge()]),
      handOut(two.personId, [badge("RACE"), badge()]),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(codesOf(answers.find(({ ok }) => !ok)!)).toEqual(["item.number-out"]);
    const [winner, loser] = answers[0]!.ok ? [one, two] : [two, one];
    expect(await kindsHeld(loser.personId)).toEqual(["card 1"]);
    const back = (await held(winner.personId)).filter(({ number }) => number === "RACE");
    await takeBack(winner.personId, { things: back.map(({ id }) => ({ id, quantity: 1 })) });
    expect(await handOut(loser.personId, [badge("RACE")])).toEqual({ ok: true });
  });

  it("is held by the database itself: one number out once, no more back than out", async () => {
    const { personId } = await certified();
    const row = (number: string | null, quantity: number) => ({
      ...{ id: newId(), personId, unitId: scene.urban, kind: "arm-badge", number, quantity },
      ...{ handedOn: toDbDate(TODAY), handedById: scene.submitter, recordedAt: NOW },
    });
    await prisma.issuedItem.create({ data: row("DB1", 1) });
    await expect(prisma.issuedItem.create({ data: row("DB1", 1) })).rejects.toThrow();
    await expect(prisma.issuedItem.create({ data: row("DB2", 2) })).rejects.toThrow();
    const two = row(null, 2);
    await prisma.issuedItem.create({ data: two });
    const back = (quantity: number) =>
      prisma.itemReturn.create({
        data: {
          ...{ id: newId(), itemId: two.id, outcome: "returned", quantity, backOn: toDbDate(TODAY) },
          ...{ recordedById: scene.submitter, recordedAt: NOW },
        },
      });
    await back(1);
    await expect(back(2)).rejects.toThrow(/item_return_of_what_is_out|more came back/);
    await back(1);
    expect((await prisma.issuedItem.findUniqueOrThrow({ where: { id: two.id } })).closedAt).toEqual(NOW);
    await expect(back(1)).rejects.toThrow();
    await expect(database.ownerQuery("DELETE FROM item_return")).rejects.toThrow();
    await expect(database.ownerQuery("UPDATE issued_item SET quantity = 3")).rejects.toThrow();
  });
});

describe("coming back", () => {
  it("takes some of what has no number, then the rest", async () => {
    const { personId } = await certified();
    await handOut(personId, [uniforms(3)]);
    const [suit] = (await held(personId)).filter(({ kind }) => kind === "uniform");
    await takeBack(personId, { things: [{ id: suit!.id, quantity: 1 }] });
    expect(await kindsHeld(personId)).toEqual(["card 1", "uniform 2"]);
    expect(codesOf(await takeBack(personId, { things: [{ id: suit!.id, quantity: 3 }] }))).toEqual([
      "item.too-many",
    ]);
    await takeBack(personId, { things: [{ id: suit!.id, quantity: 2 }], outcome: "destroyed" });
    expect(await kindsHeld(personId)).toEqual(["card 1"]);
    const { rows } = await itemPage(prisma, { unitIds: [scene.urban], personIds: [personId] }, {}, NOW);
    expect(rows.map(({ kind, state, out }) => [kind, state, out])).toEqual(
      expect.arrayContaining([
        ["card", "out", 1],
        ["uniform", "destroyed", 0],
      ]),
    );
  });

  it("leaves a card in use to the acts of its certificate, and reports one lost by them", async () => {
    const { personId, certificateId } = await certified();
    expect(codesOf(await takeBack(personId))).toEqual(["item.card-in-use"]);
    expect(codesOf(await takeBack(personId, { outcome: "lost" }))).toEqual(["item.note-missing"]);
    expect(await takeBack(personId, { outcome: "lost", note: "出勤途中遗失" })).toEqual({ ok: true });
    expect(await held(personId)).toEqual([]);
    const acts = await prisma.certificateAct.findMany({ where: { certificateId, act: "lose" } });
    expect(acts).toHaveLength(1);
    expect(await prisma.itemReturn.count({ where: { certificateId } })).toBe(0);
  });

  it("believes the acts: lost, found again, lost and cancelled for the loss", async () => {
    const { personId, certificateId } = await certified();
    const lose = (now: Date) =>
      inTransaction((tx) => reportLoss(tx, { certificateId, note: "-" }, null, now));
    const [hour, two] = [1, 2].map((hours) => new Date(NOW.getTime() + hours * 3_600_000)) as [Date, Date];
    await lose(NOW);
    expect(await kindsHeld(personId)).toEqual([]);
    await inTransaction((tx) => reportFound(tx, { certificateId, note: "-" }, null, hour));
    expect(await kindsHeld(personId)).toEqual(["card 1"]);
    await lose(two);
    expect(await kindsHeld(personId)).toEqual([]);
    await cancelled(certificateId, "lost", two);
    expect(await toReturnOf(prisma, [personId], noon(addDays(TODAY, 40)))).toEqual(new Map());
    const { rows } = await itemPage(prisma, { unitIds: [scene.urban], personIds: [personId] }, {}, NOW);
    expect(rows).toMatchObject([{ kind: "card", state: "lost", out: 0 }]);
  });

  it("keeps what shows a loss, and refuses what is no picture", async () => {
    const { personId } = await certified();
    await handOut(personId, [badge()]);
    const things = (await held(personId))
      .filter(({ kind }) => kind !== "card")
      .map(({ id }) => ({ id, quantity: 1 }));
    const lost = { things, outcome: "lost" as const, note: "洪水中遗失" };
    expect(codesOf(await takeBack(personId, { ...lost, evidence: Buffer.from("x") }))).toEqual([
      "study-file.unreadable",
    ]);
    expect(await takeBack(personId, { ...lost, evidence: photo() })).toEqual({ ok: true });
    const kept = await prisma.itemReturn.findFirstOrThrow({ where: { itemId: things[0]!.id } });
    expect(kept).toMatchObject({ outcome: "lost", mediaType: "image/png" });
  });

  it("is refused for what another unit handed out", async () => {
    const { personId } = await certified();
    expect(codesOf(await takeBack(personId, { unitIds: [scene.market] }))).toContain("item.not-out");
  });

  it("takes back everything of who leaves in one step, on the day and as it was before", async () => {
    const { personId, certificateId } = await certified();
    await handOut(personId, [badge(), uniforms(2)]);
    await cancelled(certificateId, "retired");
    const later = noon(addDays(TODAY, 3));
    expect(await takeBack(personId, {}, later)).toEqual({ ok: true });
    expect(await kindsHeld(personId, chinaDateOf(later))).toEqual([]);
    expect(await kindsHeld(personId)).toEqual(["card 1", "chest-badge 1", "uniform 2"]);
    expect(await prisma.itemReturn.count({ where: { certificateId, outcome: "returned" } })).toBe(1);
  });
});

describe("scenario 18: transferred, the old card not handed back", () => {
  it("old card collection task overdue escalates", async () => {
    const { personId } = await certified();
    await handOut(personId, [badge(), uniforms(1)]);
    // Tuesday: ten working days later is Tuesday 15 December, five more Tuesday 22 December.
    await transfer(personId, "2026-12-01");
    const tasks = (on: DateOn) => recoveriesIn(prisma, { unitIds: [scene.urban], personId }, noon(on));
    expect(await tasks("2026-11-30")).toEqual([]);
    expect(
      (await tasks("2026-12-01")).map(({ kind, recovery }) => [kind, recovery.left, recovery.by]),
    ).toEqual(
      expect.arrayContaining([
        ["card", 10, "left-unit"],
        ["chest-badge", 10, "left-unit"],
        ["uniform", 10, "left-unit"],
      ]),
    );
    expect((await tasks("2026-12-16")).every(({ recovery }) => recovery.overdue)).toBe(true);

    const escalate = (on: DateOn) => inTransaction((tx) => escalateRecoveries(tx, noon(on)));
    const ofTheirs = () =>
      database.ownerQuery(
        "SELECT 1 FROM audit_event WHERE type = 'item.recovery-escalated' AND person_id = $1",
        [personId],
      );
    await escalate("2026-12-22");
    expect(await ofTheirs()).toEqual([]);
    await Promise.all([escalate("2026-12-23"), escalate("2026-12-23")]);
    await escalate("2026-12-24");
    expect(await ofTheirs()).toHaveLength(3);
    const facts = { holderId: personId, count: 3, dueOn: "2026-12-15" };
    expect(await factsTold(affairs, "item.recovery-escalated")).toEqual(facts);
    expect(await factsTold(clerk, "item.recovery-escalated")).toEqual(facts);
    expect((await tasks("2026-12-24")).every(({ escalated }) => escalated)).toBe(true);

    const position = { unitId: scene.urban, field: FIELD, family: "enforcement" as const };
    const gate = async (on: DateOn) =>
      (await decideAtPositions(prisma, [{ personId, position, inherited: false }], noon(on)))[0]!;
    expect((await gate("2026-11-30")).warnings).toEqual([]);
    expect((await gate("2026-12-02")).warnings).toMatchObject([
      { code: "item.unreturned", facts: { count: 3, sinceOn: "2026-12-01" }, source: { rule: "K25" } },
    ]);

    const back = noon("2026-12-28");
    expect(await takeBack(personId, {}, back)).toEqual({ ok: true });
    expect(await tasks("2026-12-28")).toEqual([]);
    expect((await gate("2026-12-28")).warnings).toEqual([]);
    // As it was known before, it still stood out.
    const before = await decideAtPositions(
      prisma,
      [{ personId, position, inherited: false }],
      noon("2026-12-28"),
      new Date(back.getTime() - 1),
    );
    expect(before[0]!.warnings).toHaveLength(1);
    expect(await codesTold(affairs)).toHaveLength(1);
  });
});

describe("two records of one person", () => {
  it("become one that holds what both held", async () => {
    const kept = await certified();
    const merged = await officer(scene.market, { qualified: false });
    const row = {
      ...{
        id: newId(),
        personId: merged,
        unitId: scene.market,
        kind: "insignia",
        number: "M-1",
        quantity: 1,
      },
      ...{ handedOn: toDbDate(TODAY), handedById: scene.submitter, recordedAt: NOW },
    };
    await prisma.issuedItem.create({ data: row });
    await database.ownerQuery("UPDATE employment SET superseded_at = $1 WHERE person_id = $2", [NOW, merged]);
    const pair = { keptId: kept.personId, mergedId: merged, numberOf: "kept" as const, reason: "重复登记" };
    const answer = await inTransaction((tx) => mergePeople(tx, pair, scene.issuer, NOW));
    expect(answer).toEqual({ ok: true });
    expect(await kindsHeld(kept.personId)).toEqual(["card 1", "insignia 1"]);
    expect(codesOf(await handOut(merged, [badge()]))).toContain("person.merged");
  });
});

describe("a unit that goes into another", () => {
  it("leaves its marks with their holders, and the unit that came after answers for them", async () => {
    const { personId } = await certified();
    await handOut(personId, [badge()]);
    await transfer(personId, "2026-12-01");
    const open = async () =>
      (await recoveriesIn(prisma, { unitIds: null, personId }, noon("2026-12-02"))).length;
    expect(await open()).toBe(2);
    const file = { bytes: Buffer.from("%PDF-1.7\n%%EOF\n"), mediaType: "application/pdf" };
    await inTransaction(async (tx) => {
      const fileHash = await storeFile(tx, { ...file, purpose: "evidence", now: NOW });
      const { id: changeId } = await tx.unitChange.create({
        data: {
          ...{ id: newId(), kind: "merge", targetId: scene.market, orderNumber: "1号", fileHash },
          ...{
            fileName: "order.pdf",
            switchOn: toDbDate("2026-12-01"),
            proposedById: scene.submitter,
            proposedAt: NOW,
            foreseen: {},
          },
        },
      });
      const into = { unitId: scene.urban, successorId: scene.market, fromOn: "2026-12-01" as const };
      await recordSuccession(tx, into, changeId, NOW);
    });
    expect(await open()).toBe(0);
    expect(await unitsEver(prisma, ["/linhu/market/"])).toEqual(
      expect.arrayContaining([scene.urban, scene.market]),
    );
    expect(await kindsHeld(personId)).toEqual(["card 1", "chest-badge 1"]);
  });
});
