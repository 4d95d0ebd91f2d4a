import { beforeAll, expect, it } from "vitest";
import { addDays, chinaDateOf } from "~/calendar";
import { confirmOutsideBan, type NewOutsideBan, recordOutsideBan } from "~/certification/outside-bans.server";
import { inTransaction, prisma } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { correctIdentityNumber } from "~/personnel/person.server";
import { decideEnforcement } from "~/positions/gate.server";
import { FIELD, NOW } from "../certification/scene";
import { useDatabase } from "../support/database";
import { begin, HAPPENINGS, type Somebody, setLives } from "./life";

// What was recorded since about an earlier day is in the answer of today, and in none of those "as known then".

await useDatabase();
const HOUR = 3_600_000;
const THEN = new Date(NOW.getTime() + 48 * HOUR);
const SINCE = new Date(NOW.getTime() + 96 * HOUR);
const EARLIER = addDays(chinaDateOf(NOW), 1);
let lives: Awaited<ReturnType<typeof setLives>>;
beforeAll(async () => {
  lives = await setLives();
});

async function expectOnlyNow({ personId, unitId }: Somebody, code: string): Promise<void> {
  const codes = async (knownAt?: Date) => {
    const asked = { personId, unitId, field: FIELD, at: THEN, ...(knownAt ? { knownAt } : {}) };
    const answer = await decideEnforcement(prisma, asked);
    return answer.ok ? [] : answer.refusals.map((one) => one.code);
  };
  expect(await codes(THEN)).toEqual([]);
  expect(await codes()).toEqual([code]);
}
const { unit, record } = HAPPENINGS;
const how = (which: number, now = SINCE) => ({ now, on: EARLIER, days: 30, which });

it("a unit that takes civil servants only, since an earlier day", async () => {
  const who = await begin(lives);
  expect(await unit.identified(who, how(1, new Date(NOW.getTime() + HOUR)))).toBe(true);
  expect(await unit.confined(who, how(1))).toBe(true);
  await expectOnlyNow(who, "identity.civil-servants-only");
});

it("rules that bind the unit since an earlier day", async () => {
  const who = await begin(lives);
  expect(await record.sanctioned(who, how(1, new Date(NOW.getTime() + HOUR)))).toBe(true);
  expect(await record.ruled(who, how(0))).toBe(true);
  await expectOnlyNow(who, "sanction.in-period");
});

it("a number put right, against which another region had decided before", async () => {
  const who = await begin(lives);
  const identityNumber = fictitiousIdentityNumber(77, "1971-07-07", "male");
  const ban: NewOutsideBan = {
    ...{ name: "顾长青", identityNumber, authority: "邻州市司法局", decisionNumber: "邻司决〔2026〕9号" },
    ...{ ground: "revoked", fromOn: "2026-03-10", lastDayOn: null, source: "邻司函〔2026〕9号" },
  };
  await inTransaction(async (tx) => {
    const recorded = await recordOutsideBan(tx, ban, lives.scene.issuer, NOW);
    if (!recorded.ok) throw new Error("the ban was refused");
    await confirmOutsideBan(tx, { banId: recorded.banId }, lives.scene.legalAffairs, NOW);
  });
  const correction = { personId: who.personId, identityNumber, evidence: "核对身份证原件" };
  expect((await inTransaction((tx) => correctIdentityNumber(tx, correction, null, SINCE))).ok).toBe(true);
  await expectOnlyNow(who, "ban.in-force");
});
