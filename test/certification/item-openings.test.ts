import { beforeAll, describe, expect, it } from "vitest";
import { addDays, chinaDateOf, type DateOn, instantAt } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { heldItemsOf } from "~/certification/held-items.server";
import { handOutItems, takeBackItems } from "~/certification/item-acts.server";
import { openingPage } from "~/certification/item-opening-list.server";
import { recordOpening, undoOpening } from "~/certification/item-openings.server";
import { recoveriesIn } from "~/certification/recovery-tasks.server";
import { inTransaction, prisma } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { showIdentityNumber } from "~/personnel/person.server";
import { rosterTemplate } from "~/personnel/roster-template.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { decideAtPositions } from "~/positions/gate.server";
import { openingTemplate, openingWords } from "~/text/item-opening-words";
import { useDatabase } from "../support/database";
import { codesOf, FIELD, issued, NOW, officer, type Scene, setScene } from "./scene";

// 接管登记: what people had in hand before the register was taken into use, from one table, whole or not at all.

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const TODAY = chinaDateOf(NOW);
const COUNTED: DateOn = "2026-11-02";
const HEAD = "姓名,单位,物品,编号,数量,发放日期,旧证件有效期至,说明";
const enter = (lines: string[], more: { countedOn?: DateOn; head?: string; unitId?: string } = {}) =>
  inTransaction((tx) =>
    recordOpening(
      tx,
      {
        ...{
          unitId: more.unitId ?? scene.district,
          countedOn: more.countedOn ?? COUNTED,
          words: openingWords,
        },
        ...{ fileName: "接管.csv", bytes: Buffer.from([more.head ?? HEAD, ...lines].join("\n")) },
      },
      scene.personnelOfficer,
      NOW,
    ),
  );
type Answer = Awaited<ReturnType<typeof enter>>;
const faultsOf = (answer: Answer) =>
  answer.ok ? [] : answer.faults.map(({ row, column, refusal }) => `${row} ${column} ${refusal.code}`);
const things = () => prisma.issuedItem.count({ where: { openingId: { not: null } } });
let names = 0;
/** A name of their own, so that a line finds them. */
async function somebody(unitId = scene.urban) {
  names += 1;
  const name = `接管${"甲乙丙丁戊己庚辛壬癸子丑寅卯"[names]}`;
  return { name, personId: await officer(unitId, { name }) };
}
const heldBy = async (personId: string) =>
  (await heldItemsOf(prisma, [personId], { trueOn: TODAY })).get(personId) ?? [];
const tasksOf = (personId: string, now = NOW) => recoveriesIn(prisma, { unitIds: null, personId }, now);

describe("a table", () => {
  it("is entered whole: cards of before, badges and uniforms, with their days or without", async () => {
    const { name, personId } = await somebody();
    const unit = "临湖区城市管理局";
    const answer = await enter([
      `${name},${unit},旧执法证,ＬＨ-2021-001,,2021-03-01,2027-06-30,`,
      `${name},${unit},胸徽,0007,,,,`,
      `${name},${unit},制服,,3,,,夏装`,
    ]);
    expect(answer).toMatchObject({ ok: true, things: 3, holders: 1 });
    expect(await heldBy(personId)).toMatchObject([
      {
        kind: "former-card",
        number: "LH-2021-001",
        handedOn: "2021-03-01",
        dateKnown: true,
        validToOn: "2027-06-30",
      },
      { kind: "chest-badge", number: "0007", handedOn: COUNTED, dateKnown: false, validToOn: null },
      { kind: "uniform", number: null, quantity: 3, handedOn: COUNTED, dateKnown: false },
    ]);
    const events = await prisma.auditEvent.findMany({ where: { personId, type: "item.found-out" } });
    expect(events).toHaveLength(3);
    // Under the card of before nothing has to come back yet.
    expect(await tasksOf(personId)).toEqual([]);
  });

  it("is refused whole, each fault by its line, and nothing is written", async () => {
    const { name, personId } = await somebody();
    const collected = await officer(scene.urban, { name: "接管未" });
    const { certificateId } = await issued(scene, collected);
    const { number } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    const badge = { kind: "chest-badge" as const, number: "TAKEN", quantity: 1 };
    const handed = await inTransaction((tx) =>
      handOutItems(
        tx,
        { personId: collected, unitId: scene.urban, handedOn: TODAY, note: "", items: [badge] },
        scene.personnelOfficer,
        NOW,
      ),
    );
    expect(handed.ok).toBe(true);
    const before = await things();
    const unit = "临湖区城市管理局";
    const answer = await enter([
      `${name},${unit},胸徽,GOOD,,,,`,
      `${name},${unit},帽子,,,,,`,
      `${name},${unit},,,0,昨天,,`,
      `查无此人,${unit},胸徽,B1,,,,`,
      `${name},临湖区市场监督管理局,胸徽,B2,,,,`,
      `${name},没有的单位,胸徽,B3,,,,`,
      `${name},,胸徽,B4,,,,`,
      `${name},${unit},臂章,A1,2,2026-11-03,,`,
      `${name},${unit},旧证件,,,,,`,
      `${name},${unit},胸徽,B5,,,2027-01-01,`,
      `${name},${unit},胸徽,SAME,,,,`,
      `${name},${unit},胸徽,taken,,,,`,
      `${name},${unit},胸徽,same,,,,`,
      `${name},${unit},旧证件,${number},,,,`,
    ]);
    expect(faultsOf(answer)).toEqual([
      "3 kind item-opening.kind-unknown",
      "4 kind item-opening.cell-missing",
      "4 handedOn roster.date",
      "4 quantity item-opening.quantity",
      "5 name item-opening.nobody-of-name",
      "6 name item-opening.nobody-of-name",
      "7 unit roster.unit-unknown",
      "8 unit item-opening.nobody",
      "9 quantity item.one-per-number",
      "9 handedOn item-opening.after-count",
      "10 number item-opening.cell-missing",
      "11 validToOn item-opening.only-former-card",
      "12 number item.number-twice",
      "13 number item.number-out",
      "14 number item.number-twice",
      "15 number item-opening.number-of-certificate",
    ]);
    expect(await things()).toBe(before);
    expect(await heldBy(personId)).toEqual([]);
  });

  it("is refused by its header, its size and its day", async () => {
    const codes = async (...asked: Parameters<typeof enter>) => codesOf(await enter(...asked));
    expect(await codes([], {})).toEqual(["item-opening.empty"]);
    expect(await codes(["x"], { head: "别的" })).toEqual(["item-opening.no-header"]);
    expect(await codes(["x,胸徽"], { head: "姓名,物品" })).toEqual(["item-opening.nobody-named"]);
    expect(await codes(["x,胸徽,胸徽"], { head: "身份证号码,物品,类别" })).toEqual([
      "item-opening.column-twice",
    ]);
    expect(await codes(["x,x,胸徽"], { countedOn: addDays(TODAY, 1) })).toEqual(["item.ahead"]);
    const many = Array.from({ length: 2_001 }, () => "x,x,胸徽");
    expect(await codes(many)).toEqual(["item-opening.too-many-lines"]);
  });

  it("finds people by number in the unit they worked in last, whoever has left too, and never says the number", async () => {
    const { personId } = await somebody();
    const answer = await inTransaction((tx) =>
      transferEmployment(tx, { personId, unitId: scene.market, title: null, fromOn: TODAY }, null, NOW),
    );
    expect(answer.ok).toBe(true);
    const identityNumber = await numberOf(personId);
    const head = "身份证号码,单位,物品,编号,数量,发放日期,旧证件有效期至";
    const unknown = fictitiousIdentityNumber(998, "1970-01-01", "male");
    const refused = await enter([`${unknown},,胸徽,C1,,,`, `${identityNumber.slice(0, 17)},,胸徽,C2,,,`], {
      head,
    });
    expect(faultsOf(refused)[0]).toBe("2 identityNumber item-opening.person-unknown");
    expect(JSON.stringify(refused)).not.toContain(unknown);
    // The old unit's things: K25 at the new post, and a task for the old unit.
    expect(
      await enter([`${identityNumber},临湖区城市管理局,旧证件,C3,,2020-05-06,2028-01-01`], { head }),
    ).toMatchObject({
      ok: true,
    });
    const [task] = await tasksOf(personId);
    expect(task).toMatchObject({
      kind: "former-card",
      unitId: scene.urban,
      recovery: { by: "left-unit", on: TODAY },
    });
    const position = { unitId: scene.market, field: FIELD, family: "enforcement" as const };
    const [gate] = await decideAtPositions(prisma, [{ personId, position, inherited: false }], NOW);
    expect(gate!.warnings.map(({ code }) => code)).toContain("item.unreturned");
    // Only what the unit for which it is uploaded reaches.
    expect(faultsOf(await enter([`${identityNumber},,胸徽,C4,,,`], { head, unitId: scene.urban }))).toEqual([
      "2 identityNumber item-opening.out-of-scope",
    ]);
  });

  it("is read from the template it offers", async () => {
    const reading = await readWorkbook(await rosterTemplate(openingTemplate("zh-CN")));
    const [head] = reading.ok ? reading.sheet.rows : [];
    const answer = await enter([`,接管查无,临湖区城市管理局,胸徽,T1`], {
      head: (head?.cells ?? []).map(String).join(","),
    });
    expect(faultsOf(answer)).toEqual(["2 name item-opening.nobody-of-name"]);
  });

  it("entered twice at once puts each number out once", async () => {
    const { name } = await somebody();
    const line = [`${name},临湖区城市管理局,胸徽,RACE,,,,`];
    const answers = await Promise.all([enter(line), enter(line)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(faultsOf)).toEqual(["2 number item.number-out"]);
  });
});

describe("what was entered", () => {
  it("comes back as anything does: the card of before once the new one is collected, the badge not", async () => {
    const { name, personId } = await somebody();
    await enter([
      `${name},临湖区城市管理局,旧证件,X1,,2021-03-01,2030-06-30,`,
      `${name},临湖区城市管理局,胸徽,X2,,,,`,
    ]);
    const { certificateId } = await issued(scene, personId);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    const tasks = await tasksOf(personId);
    expect(tasks).toMatchObject([{ kind: "former-card", recovery: { by: "exchanged", on: TODAY } }]);
    const back = await inTransaction((tx) =>
      takeBackItems(
        tx,
        {
          ...{ personId, unitIds: null, evidence: null, outcome: "destroyed", backOn: TODAY, note: "" },
          things: tasks.map(({ id, quantity }) => ({ id, quantity })),
        },
        scene.personnelOfficer,
        NOW,
      ),
    );
    expect(back).toEqual({ ok: true });
    expect(await tasksOf(personId)).toEqual([]);
    expect((await heldBy(personId)).map(({ kind }) => kind).sort()).toEqual(["card", "chest-badge"]);
  });

  it("is asked back when the card of before runs out", async () => {
    const { name, personId } = await somebody();
    await enter([`${name},临湖区城市管理局,旧证件,Y1,,,2026-12-31,`, `${name},临湖区城市管理局,制服,,2,,,`]);
    expect(await tasksOf(personId, instantAt("2026-12-31", "12:00"))).toEqual([]);
    const tasks = await tasksOf(personId, instantAt("2027-01-04", "12:00"));
    expect(tasks.map(({ kind, recovery }) => `${kind} ${recovery.on} ${recovery.by}`).sort()).toEqual([
      "former-card 2027-01-01 certificate-expired",
      "uniform 2027-01-01 certificate-expired",
    ]);
  });

  it("is undone once, with a reason; what came back meanwhile stays", async () => {
    const { name, personId } = await somebody();
    const answer = await enter([
      `${name},临湖区城市管理局,胸徽,Z1,,,,`,
      `${name},临湖区城市管理局,制服,,3,,,`,
    ]);
    const openingId = answer.ok ? answer.openingId : "";
    const uniform = (await heldBy(personId)).find(({ kind }) => kind === "uniform")!;
    await inTransaction((tx) =>
      takeBackItems(
        tx,
        {
          ...{ personId, unitIds: null, evidence: null, outcome: "returned", backOn: TODAY, note: "" },
          things: [{ id: uniform.id, quantity: 1 }],
        },
        scene.personnelOfficer,
        NOW,
      ),
    );
    const undo = (reason: string) =>
      inTransaction((tx) => undoOpening(tx, { openingId, reason }, scene.personnelOfficer, NOW));
    expect(codesOf(await undo(" "))).toEqual(["item-opening.reason-missing"]);
    const answers = await Promise.all([undo("整张表是别的单位的"), undo("整张表是别的单位的")]);
    expect(answers.flatMap(codesOf)).toEqual(["item-opening.undone"]);
    expect(await heldBy(personId)).toEqual([]);
    const returns = await prisma.itemReturn.findMany({
      where: { itemId: uniform.id },
      orderBy: { id: "asc" },
    });
    expect(returns.map(({ outcome, quantity }) => `${outcome} ${quantity}`)).toEqual([
      "returned 1",
      "mistaken 2",
    ]);
    const { rows } = await openingPage(prisma, [scene.district], {});
    expect(rows.find(({ id }) => id === openingId)).toMatchObject({ things: 2, out: 0, undone: true });
  });

  it("is held by the database: no card of before without a table, and no table rewritten", async () => {
    const { name } = await somebody();
    const answer = await enter([`${name},临湖区城市管理局,旧证件,W1,,,,`]);
    const openingId = answer.ok ? answer.openingId : "";
    const item = await prisma.issuedItem.findFirstOrThrow({ where: { openingId } });
    const { id: _, openingId: __, number: ___, ...rest } = { ...item, dateKnown: true };
    const loose = prisma.issuedItem.create({ data: { ...rest, id: crypto.randomUUID(), number: "W2" } });
    await expect(loose).rejects.toThrow(/issued_item_former_card/);
    const rewritten = prisma.itemOpening.update({
      where: { id: openingId },
      data: { fileName: "other.csv" },
    });
    await expect(rewritten).rejects.toThrow();
  });
});

const numberOf = (personId: string): Promise<string> =>
  inTransaction(
    async (tx) => (await showIdentityNumber(tx, { personId, reason: "investigation" }, null, NOW))!,
  );
