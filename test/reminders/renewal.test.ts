import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { addDays, chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { recordDeath } from "~/personnel/death.server";
import { reminderOn } from "~/reminders/renewal";
import { remindOfRenewals } from "~/reminders/renewal.server";
import { issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { codesTold, factsTold, toldTo } from "../notices/told";
import { useDatabase } from "../support/database";

// 180, 90, 30 and 7 days before the last day (scenario 11): each once, to who still needs it.

await useDatabase();
let scene: Scene;
let clerk: string;
beforeAll(async () => {
  scene = await setScene();
  clerk = await officer(scene.urban);
  await inTransaction(async (tx) => {
    const account = { loginName: "clerk", displayName: "人事", personId: clerk, passwordHash: "-" };
    const accountId = await createAccount(tx, account, null, NOW);
    await grantRole(tx, { accountId, role: "unit-personnel-officer", unitId: scene.urban }, null, NOW);
  });
});

it.each([
  ["2027-05-03", null],
  ["2027-05-04", 180],
  ["2027-08-01", 180],
  ["2027-08-02", 90],
  ["2027-10-01", 30],
  ["2027-10-23", 30],
  ["2027-10-24", 7],
  ["2027-10-31", 7],
  ["2027-11-01", null],
] as const)("on %s of a certificate until 2027-10-31: %s", (today, due) => {
  expect(reminderOn("2027-10-31", today)).toBe(due);
});

async function held(): Promise<{ personId: string; certificateId: string; lastOn: DateOn }> {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  const { validToOn } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  return { personId, certificateId, lastOn: chinaDateOf(validToOn) };
}
const remindOn = (day: DateOn) => {
  const now = new Date(startOfDay(day).getTime() + 3_600_000);
  return inTransaction((tx) => remindOfRenewals(tx, day, now));
};

describe("a certificate that comes to its last day", () => {
  it("is said four times, each once whoever looks and however often", async () => {
    const { personId, lastOn } = await held();
    for (const days of [181, 180, 179, 90, 89, 30, 29, 7, 6, 0]) {
      const day = addDays(lastOn, -days);
      await Promise.all([remindOn(day), remindOn(day)]);
    }
    const told = (await toldTo(personId)).filter(({ code }) => code === "certificate.ends");
    expect(told).toHaveLength(4);
    expect(told[0]?.facts).toMatchObject({ lastOn });
  });

  it("is said once where the first look came late", async () => {
    const { personId, lastOn } = await held();
    await remindOn(addDays(lastOn, -20));
    expect(await factsTold(personId, "certificate.ends")).toMatchObject({ lastOn });
  });

  it("tells the unit's officer for the month, at 90 days and at 30", async () => {
    const before = (await codesTold(clerk)).length;
    const { lastOn } = await held();
    for (const days of [91, 90, 60, 30, 10]) await remindOn(addDays(lastOn, -days));
    const told = (await toldTo(clerk)).map(({ code, facts }) => ({ code, facts }));
    // The others of this scene end on the same day: one month, two notices, however many certificates.
    expect(before).toBe(2);
    expect(told.map(({ code }) => code)).toEqual(["certificate.unit-ends", "certificate.unit-ends"]);
    expect(told.map(({ facts }) => (facts as { days: number }).days)).toEqual([90, 30]);
    expect(told[0]?.facts).toMatchObject({ month: lastOn.slice(0, 7) });
  });

  it("is not said of one that was suspended, nor of somebody who has died", async () => {
    const suspended = await held();
    const late = await held();
    await inTransaction(async (tx) => {
      const details = {
        ...{ ground: "under-inquiry", legalBasis: "行政执法监督条例", decisionNumber: "9号" },
        ...{ effectiveOn: null, banUntilOn: null, note: "" },
      };
      const { certificateId } = suspended;
      const made = await proposeAct(tx, { certificateId, act: "suspend", details }, scene.issuer, NOW);
      if (!made.ok) throw new Error("not proposed");
      await approveProposal(tx, { proposalId: made.proposalId }, scene.secondIssuer, NOW);
    });
    const died = { personId: late.personId, diedOn: chinaDateOf(NOW) };
    expect(await inTransaction((tx) => recordDeath(tx, died, null, NOW))).toMatchObject({ ok: true });
    await remindOn(addDays(late.lastOn, -30));
    expect(await codesTold(suspended.personId)).not.toContain("certificate.ends");
    expect(await codesTold(late.personId)).not.toContain("certificate.ends");
  });
});
