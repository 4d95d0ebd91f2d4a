import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "~/calendar";
import { decideApplication } from "~/certification/application-decision.server";
import { banPage } from "~/certification/ban-register.server";
import {
  confirmOutsideBan,
  liftOutsideBan,
  type NewOutsideBan,
  recordOutsideBan,
  refuseOutsideBan,
} from "~/certification/outside-bans.server";
import { inTransaction, prisma, violates } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { registerPerson } from "~/personnel/person.server";
import { useDatabase } from "../support/database";
import { codesOf, FIELD, NOW, officer, type Scene, setScene } from "./scene";

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

let numbers = 100;
const numberOfNobody = () => {
  numbers += 1;
  return fictitiousIdentityNumber(numbers, "1975-05-05", "female");
};
const numberOf = async (personId: string) => {
  const where = { personId, supersededAt: null };
  return openIdentityNumber(await prisma.identityNumber.findFirstOrThrow({ where }));
};
const ban = (identityNumber: string, more: Partial<NewOutsideBan> = {}): NewOutsideBan => ({
  ...{ name: "许知远", identityNumber, authority: "邻州市司法局", decisionNumber: "邻司决〔2026〕3号" },
  ...{
    ground: "altered-or-lent",
    fromOn: "2026-03-10",
    lastDayOn: "2028-03-10",
    source: "邻司函〔2026〕12号",
  },
  ...more,
});
const record = (one: NewOutsideBan, by = scene.issuer) =>
  inTransaction((tx) => recordOutsideBan(tx, one, by, NOW));
const confirm = (banId: string, by = scene.legalAffairs) =>
  inTransaction((tx) => confirmOutsideBan(tx, { banId }, by, NOW));
const decide = async (personId: string, at: Date = NOW) =>
  decideApplication(prisma, { personId, unitId: scene.urban, kind: "first", field: FIELD }, at);

describe("a ban of another region", () => {
  it("bars nobody until a second person confirms it, then everybody with that number, through its last day", async () => {
    const personId = await officer(scene.urban);
    const recorded = await record(ban(await numberOf(personId)));
    const banId = recorded.ok ? recorded.banId : "";
    expect(codesOf(await decide(personId))).toEqual([]);
    expect(codesOf(await confirm(banId, scene.issuer))).toEqual(["outside-ban.same-person"]);
    expect(await confirm(banId)).toEqual({ ok: true });
    expect(codesOf(await confirm(banId))).toEqual(["outside-ban.decided"]);
    const refused = await decide(personId);
    expect(refused.ok ? [] : refused.refusals).toMatchObject([
      { code: "ban.in-force", facts: { decisionNumber: "邻司决〔2026〕3号", endsBeforeOn: "2028-03-11" } },
    ]);
    expect(codesOf(await decide(personId, new Date("2028-03-10T15:59:59Z")))).toContain("ban.in-force");
    expect(codesOf(await decide(personId, new Date("2028-03-10T16:00:01Z")))).not.toContain("ban.in-force");
  });

  it("meets somebody who comes into the register later, however the number is written", async () => {
    const number = numberOfNobody();
    const spaced = `${number.slice(0, 6)} ${number.slice(6)}`;
    const recorded = await record(ban(spaced, { decisionNumber: "后来1号", lastDayOn: null }));
    expect(await confirm(recorded.ok ? recorded.banId : "")).toEqual({ ok: true });
    const registered = await inTransaction((tx) =>
      registerPerson(tx, { name: "许知远", identityNumber: number, origin: "entry" } as never, null, NOW),
    );
    const personId = registered.ok ? registered.personId : "";
    const refused = await decide(personId);
    expect(codesOf(refused)).toContain("ban.in-force");
    const stored = JSON.stringify(await prisma.outsideBan.findMany());
    expect(stored).not.toContain(number);
  });

  it("that was lifted bars nobody from then on, and is known to have barred before", async () => {
    const personId = await officer(scene.urban);
    const recorded = await record(ban(await numberOf(personId), { decisionNumber: "解除1号" }));
    const banId = recorded.ok ? recorded.banId : "";
    const lift = (reason: string) =>
      inTransaction((tx) => liftOutsideBan(tx, { banId, reason }, scene.issuer, NOW));
    expect(codesOf(await lift("撤销"))).toEqual(["outside-ban.not-in-force"]);
    await confirm(banId);
    expect(codesOf(await lift(" "))).toEqual(["outside-ban.reason-missing"]);
    expect(await lift("邻司撤〔2026〕1号")).toEqual({ ok: true });
    expect(codesOf(await decide(personId))).toEqual([]);
  });

  it("is whole, of a real number, and recorded once, also by two at the same moment", async () => {
    const number = numberOfNobody();
    const wrong = await record(ban("123", { name: " ", lastDayOn: "2026-01-01" }));
    expect(codesOf(wrong)).toEqual(["identity-number.length", "outside-ban.missing", "outside-ban.days"]);
    const answers = await Promise.all([1, 2, 3].map(() => record(ban(number))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(["outside-ban.known", "outside-ban.known"]);
    const [made] = answers.flatMap((answer) => (answer.ok ? [answer.banId] : []));
    // Refused, it may be recorded again.
    await inTransaction((tx) => refuseOutsideBan(tx, { banId: made! }, scene.legalAffairs, NOW));
    expect((await record(ban(number))).ok).toBe(true);
  });

  it("the database refuses one name under it", async () => {
    const recorded = await record(ban(numberOfNobody()));
    const alone = prisma.outsideBan.update({
      where: { id: recorded.ok ? recorded.banId : "" },
      data: { decision: "confirmed", decidedById: scene.issuer, decidedAt: NOW },
    });
    expect(violates(await alone.catch((error: unknown) => error), "outside_ban_two_people")).toBe(true);
  });
});

describe("the register of bans", () => {
  it("turns its pages over all of them, each once, newest first", async () => {
    for (let n = 0; n < 60; n += 1) {
      const day = addDays("2025-01-10", 30 * (n % 9));
      await record(ban(numberOfNobody(), { decisionNumber: `页${n}`, fromOn: day, name: "页" }));
    }
    const unitIds = [scene.urban];
    const at = (asked: object) => banPage(prisma, { unitIds, q: "页" }, asked, "2026-11-20");
    const first = await at({});
    const second = await at({ after: first.rows.at(-1)!.id });
    const back = await at({ before: second.rows[0]!.id });
    expect([first.total, first.rows.length, second.rows.length]).toEqual([60, 50, 10]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(60);
    expect(back.rows).toEqual(first.rows);
    const days = [...first.rows, ...second.rows].map(({ fromOn }) => fromOn);
    expect(days).toEqual([...days].sort().reverse());
    const proposed = await banPage(prisma, { unitIds, q: "页", state: "in-force" }, {}, "2026-11-20");
    expect(proposed.total).toBe(0);
  });
});
