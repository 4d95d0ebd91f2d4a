import { beforeAll, describe, expect, it } from "vitest";
import { grantRole } from "~/access/accounts.server";
import { addDays, chinaDateOf, type DateOn, startOfDay, toDbDate } from "~/calendar";
import { CARD_DECISIONS } from "~/certification/ministry-card";
import { cardPage, cardsOfPerson, cardsToMend } from "~/certification/ministry-card-list.server";
import {
  decideMinistryCard,
  endMinistryCard,
  fileMinistryCard,
  mendMinistryCard,
} from "~/certification/ministry-cards.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { assignPerson } from "~/positions/assignments.server";
import { decideAtPositions } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { codesTold, factsTold } from "../notices/told";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";
import { codesOf, FIELD, NOW, officer, rulesOf, type Scene, setScene } from "./scene";

// 部委证件: filed by the unit, accepted by legal affairs, and from then on a basis to enforce until the ministry's own end.

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const PHOTO = Buffer.from("%PDF-1.4\n%%EOF\n");
const FIRST_DAY = "2022-07-01" as const;
const LAST_DAY = "2027-06-30" as const;
let numbers = 0;
const card = (personId: string, more: object = {}) => {
  numbers += 1;
  const said = { ministry: "交通运输部", kind: "交通运输行政执法证", number: `JT${numbers}` };
  return {
    ...said,
    personId,
    unitId: scene.urban,
    fields: [FIELD],
    validFromOn: FIRST_DAY,
    validToOn: LAST_DAY,
    scan: PHOTO,
    ...more,
  };
};
const file = (personId: string, more: object = {}) =>
  inTransaction((tx) => fileMinistryCard(tx, card(personId, more), scene.personnelOfficer, NOW));
const by = (accountId: string, personId: string | null = null) => ({ accountId, personId });
const accept = (cardId: string, who = by(scene.legalAffairs), now = NOW) =>
  inTransaction((tx) => decideMinistryCard(tx, { cardId, decision: "accepted", opinion: "" }, who, now));
const decide = (
  cardId: string,
  decision: "returned" | "refused",
  opinion: string,
  who = by(scene.legalAffairs),
) => inTransaction((tx) => decideMinistryCard(tx, { cardId, decision, opinion }, who, NOW));
const atGate = async (personId: string, at: Date, knownAt?: Date) => {
  const position = { unitId: scene.urban, field: FIELD, family: "enforcement" as const };
  const [answer] = await decideAtPositions(prisma, [{ personId, position, inherited: false }], at, knownAt);
  return answer!;
};
const noon = (on: string) => new Date(startOfDay(on as "2026-01-01").getTime() + 12 * 3_600_000);
async function filed(more: object = {}) {
  const personId = await officer(scene.urban);
  const answer = await file(personId, more);
  if (!answer.ok) throw new Error(codesOf(answer).join());
  return { personId, cardId: answer.cardId };
}

describe("scenario 9: an officer with a ministry's card", () => {
  it("is blocked by K01 until the filing is accepted, then allowed until the ministry's last day", async () => {
    const personId = await officer(scene.urban);
    expect(rulesOf(await atGate(personId, NOW))).toContain("K01");
    const answer = await file(personId);
    if (!answer.ok) throw new Error(codesOf(answer).join());
    const waiting = await atGate(personId, NOW);
    expect(codesOf(waiting)).toContain("ministry-card.not-filed");
    expect(rulesOf(waiting)).toContain("K01");

    expect(await accept(answer.cardId)).toEqual({ ok: true });
    const allowed = await atGate(personId, NOW);
    expect(codesOf(allowed)).toEqual([]);
    expect(allowed).toMatchObject({ ok: true, until: startOfDay(addDays(LAST_DAY, 1)) });
    expect((await atGate(personId, new Date(startOfDay(addDays(LAST_DAY, 1)).getTime() - 1000))).ok).toBe(
      true,
    );
    expect(codesOf(await atGate(personId, startOfDay(addDays(LAST_DAY, 1))))).toContain(
      "ministry-card.expired",
    );
    // What was known before the acceptance says no.
    expect((await atGate(personId, NOW, new Date(NOW.getTime() - 1))).ok).toBe(false);
  });

  it("takes a post under the accepted card, past the database's own backstop, and none under one that waits", async () => {
    const post = { unitId: scene.urban, title: "运输巡查岗", family: "enforcement" as const, field: FIELD };
    const positionId = await inTransaction((tx) => createPosition(tx, post, null, NOW));
    const { personId, cardId } = await filed();
    const seat = { personId, positionId, fromOn: chinaDateOf(NOW), toOn: null };
    const assign = () => inTransaction((tx) => assignPerson(tx, seat, scene.personnelOfficer, NOW));
    expect(codesOf(await assign())).toContain("ministry-card.not-filed");
    const unasked = prisma.assignment.create({
      data: {
        ...{ id: newId(), factId: newId(), personId, positionId, inherited: false, decision: {} },
        ...{ fromOn: toDbDate(seat.fromOn), recordedAt: NOW },
      },
    });
    const error = await unasked.catch((reason: unknown) => reason);
    expect(String(error)).toContain("K01");
    await accept(cardId);
    expect(await assign()).toMatchObject({ ok: true });
  });

  it("counts only for the powers the card states", async () => {
    const { personId, cardId } = await filed({ fields: ["market-regulation"] });
    await accept(cardId);
    expect(codesOf(await atGate(personId, NOW))).toContain("ministry-card.other-field");
  });

  it("ends with the day on which the ministry ended it", async () => {
    const { personId, cardId } = await filed();
    await accept(cardId);
    const later = noon("2026-12-10");
    const end = (endedOn: "2026-12-01" | "2026-12-31", reason = "交政法〔2026〕7号") =>
      inTransaction((tx) => endMinistryCard(tx, { cardId, endedOn, reason }, scene.legalAffairs, later));
    expect(codesOf(await end("2026-12-31"))).toEqual(["ministry-card.end-ahead"]);
    expect(codesOf(await end("2026-12-01", " "))).toEqual(["ministry-card.opinion-missing"]);
    expect(await end("2026-12-01")).toEqual({ ok: true });
    expect((await atGate(personId, noon("2026-11-30"))).ok).toBe(true);
    expect((await atGate(personId, noon("2026-12-01"))).ok).toBe(false);
    expect(codesOf(await end("2026-12-01"))).toEqual(["ministry-card.not-in-force"]);
  });
});

describe("two people", () => {
  it("are needed, and neither is the holder", async () => {
    const { personId, cardId } = await filed();
    expect(codesOf(await accept(cardId, by(scene.personnelOfficer)))).toEqual(["ministry-card.filed-by-you"]);
    expect(codesOf(await accept(cardId, by(scene.legalAffairs, personId)))).toEqual(["ministry-card.own"]);
    expect(await accept(cardId)).toEqual({ ok: true });
    expect(codesOf(await accept(cardId, by(scene.issuer)))).toEqual(["ministry-card.decided"]);
  });

  it("who decide at once leave one decision", async () => {
    const { cardId } = await filed();
    const refuse = () =>
      inTransaction((tx) =>
        decideMinistryCard(tx, { cardId, decision: "refused", opinion: "编号不符" }, by(scene.issuer), NOW),
      );
    const answers = await Promise.all([accept(cardId), refuse(), accept(cardId, by(scene.secondIssuer))]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("a filing that is returned", () => {
  const mend = (returnedId: string, more: object = {}) => {
    const { personId: _, ...said } = card("", more);
    return inTransaction((tx) => mendMinistryCard(tx, { ...said, returnedId }, scene.personnelOfficer, NOW));
  };

  it("is mended once, keeps its picture, and is decided anew", async () => {
    const { personId, cardId } = await filed({ number: "JT-AMEND" });
    expect(codesOf(await decide(cardId, "returned", " "))).toEqual(["ministry-card.opinion-missing"]);
    expect(codesOf(await mend(cardId))).toEqual(["ministry-card.not-returned"]);
    expect(await decide(cardId, "returned", "编号看不清")).toEqual({ ok: true });
    expect(codesOf(await atGate(personId, NOW))).toContain("ministry-card.not-filed");

    const same = { number: "JT-AMENDED", scan: null };
    const answers = await Promise.all([mend(cardId, same), mend(cardId, same)]);
    const made = answers.find(({ ok }) => ok) as { ok: true; cardId: string };
    expect(answers.flatMap(codesOf)).toEqual(["ministry-card.not-returned"]);
    const rows = await cardsOfPerson(prisma, personId, chinaDateOf(NOW));
    expect(rows.map(({ state, hasScan, number }) => [state, hasScan, number])).toEqual([
      ["filed", true, "JT-AMENDED"],
      ["mended", true, "JT-AMEND"],
    ]);
    // One reason, not one for each of the two filings.
    expect(
      codesOf(await atGate(personId, NOW)).filter((code) => code === "ministry-card.not-filed"),
    ).toHaveLength(1);
    expect(codesOf(await accept(made.cardId, by(scene.personnelOfficer)))).toEqual([
      "ministry-card.filed-by-you",
    ]);
    expect(await accept(made.cardId)).toEqual({ ok: true });
    expect((await atGate(personId, NOW)).ok).toBe(true);
    expect(codesOf(await accept(cardId))).toEqual(["ministry-card.decided"]);
  });

  it("is listed as the unit's until it is mended", async () => {
    const { cardId } = await filed();
    await decide(cardId, "returned", "有效期填错");
    const ids = async () => {
      const asked = { unitIds: [scene.urban], filter: "returned" as const };
      const { rows, total } = await cardPage(prisma, asked, {}, chinaDateOf(NOW));
      expect(total).toBe(rows.length);
      return rows.map(({ id }) => id);
    };
    expect(await ids()).toContain(cardId);
    await mend(cardId);
    expect(await ids()).not.toContain(cardId);
  });
});

describe("a card that begins later", () => {
  it("carries nobody before its first day, past the database's own backstop neither", async () => {
    const { personId, cardId } = await filed({ validFromOn: "2026-12-01" });
    await accept(cardId);
    expect(codesOf(await atGate(personId, NOW))).toContain("ministry-card.not-begun");
    expect((await atGate(personId, startOfDay("2026-12-01"))).ok).toBe(true);
    const post = { unitId: scene.urban, title: "运输稽查岗", family: "enforcement" as const, field: FIELD };
    const positionId = await inTransaction((tx) => createPosition(tx, post, null, NOW));
    const seat = (fromOn: DateOn) =>
      prisma.assignment.create({
        data: {
          ...{ id: newId(), factId: newId(), personId, positionId, inherited: false, decision: {} },
          ...{ fromOn: toDbDate(fromOn), recordedAt: NOW },
        },
      });
    const error = await seat("2026-11-30").catch((reason: unknown) => reason);
    expect(String(error)).toContain("K01");
    await seat("2026-12-01");
  });
});

describe("a filing", () => {
  it("is made once for one card, and not again after it was refused for good", async () => {
    const personId = await officer(scene.urban);
    const same = { number: "JT-SAME" };
    const answers = await Promise.all([file(personId, same), file(personId, same)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(codesOf(answers.find(({ ok }) => !ok)!)).toEqual(["ministry-card.known"]);
    const made = answers.find(({ ok }) => ok) as { cardId: string };
    expect(codesOf(await decide(made.cardId, "refused", ""))).toEqual(["ministry-card.opinion-missing"]);
    expect(await decide(made.cardId, "refused", "不是部委核发的证件")).toEqual({ ok: true });
    expect(codesOf(await atGate(personId, NOW))).toContain("certificate.none");
    expect(codesOf(await file(personId, same))).toEqual(["ministry-card.refused-before"]);
    // The card that the ministry renewed is another.
    expect((await file(personId, { ...same, validFromOn: LAST_DAY, validToOn: "2031-06-30" })).ok).toBe(true);
  });

  it("needs a picture, and days in their order", async () => {
    const personId = await officer(scene.urban);
    const answer = await file(personId, { scan: null, validFromOn: "2027-07-01" });
    expect(codesOf(answer)).toEqual(["ministry-card.days", "ministry-card.scan-missing"]);
  });

  it("of a card that has run out, or with a file that is none, is refused with every reason", async () => {
    const personId = await officer(scene.urban);
    const answer = await file(personId, { validToOn: "2026-11-19", scan: Buffer.from("no picture") });
    expect(codesOf(answer)).toEqual(["ministry-card.expired", "study-file.unreadable"]);
  });

  it("cannot be rewritten in the database", async () => {
    const { cardId } = await filed();
    await expect(
      prisma.ministryCard.update({ where: { id: cardId }, data: { validToOn: new Date("2030-01-01") } }),
    ).rejects.toThrow();
    await expect(
      prisma.ministryCard.update({ where: { id: cardId }, data: { validFromOn: new Date("2020-01-01") } }),
    ).rejects.toThrow();
    await expect(prisma.ministryCard.delete({ where: { id: cardId } })).rejects.toThrow();
  });
});

it("who has to mend a returned filing is told: who filed it and the unit's personnel officer, once", async () => {
  const [filer, clerk, stranger] = [
    await officer(scene.urban),
    await officer(scene.urban),
    await officer(scene.urban),
  ];
  const filerAccount = await account("card-filer", filer);
  const clerkAccount = await account("card-clerk", clerk);
  await inTransaction((tx) =>
    grantRole(
      tx,
      { accountId: clerkAccount, role: "unit-personnel-officer", unitId: scene.urban },
      null,
      NOW,
    ),
  );
  const personId = await officer(scene.urban);
  const made = await inTransaction((tx) => fileMinistryCard(tx, card(personId), filerAccount, NOW));
  if (!made.ok) throw new Error(codesOf(made).join());
  const { cardId } = made;
  expect(await cardsToMend(prisma, [scene.urban])).toBe(await waitingCards());
  const before = await waitingCards();
  expect(await decide(cardId, "returned", "扫描件不清楚")).toEqual({ ok: true });
  for (const one of [filer, clerk])
    expect(await factsTold(one, "certificate.ministry-card-returned")).toEqual({ cardId });
  expect(await codesTold(stranger)).toEqual([]);
  expect(await codesTold(personId)).toEqual([]);
  expect(await cardsToMend(prisma, [scene.urban])).toBe(before + 1);
  const { personId: _, ...mended } = card(personId);
  const again = await inTransaction((tx) =>
    mendMinistryCard(tx, { ...mended, returnedId: cardId }, filerAccount, NOW),
  );
  expect(again.ok).toBe(true);
  expect(await cardsToMend(prisma, [scene.urban])).toBe(before);

  const other = await filed();
  expect(await decide(other.cardId, "refused", "不是部委核发的证件")).toEqual({ ok: true });
  expect(await codesTold(clerk)).toEqual(["certificate.ministry-card-returned"]);
});
const waitingCards = async () =>
  (await cardPage(prisma, { unitIds: [scene.urban], filter: "returned" }, {}, chinaDateOf(NOW))).rows.length;

it("the vocabulary of decisions is the database's", async () => {
  const [row] = await prisma.$queryRaw<{ def: string }[]>`
    SELECT pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conname = 'ministry_card_decision_vocabulary'`;
  expect([...row!.def.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word)).toEqual([...CARD_DECISIONS]);
});
