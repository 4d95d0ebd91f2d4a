import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admitApiClient } from "~/access/api-client.server";
import { closePasswordWorkers, passwordMatches } from "~/access/password.server";
import { firstBrokenSeal, sealEvents } from "~/audit/sealer.server";
import { chinaDateOf, fromDbDate, startOfDay } from "~/calendar";
import { standingOf } from "~/certification/application";
import { applicationFrom } from "~/certification/application-steps.server";
import { certificatePage } from "~/certification/certificate-list.server";
import { certificatesOf } from "~/certification/certificates.server";
import type { CertificateRow } from "~/certification/register.server";
import { CERTIFICATE_STATUSES, isLive, stateAt } from "~/certification/status";
import { inTransaction, prisma } from "~/db.server";
import { phaseOf } from "~/exams/exam";
import { mySittings } from "~/exams/sitting.server";
import { readFile } from "~/files.server";
import { unitsUnder } from "~/organisation/units.server";
import { staffOf } from "~/personnel/facts.server";
import { EMPLOYMENT_IDENTITIES } from "~/personnel/identity";
import { maskedNumbers } from "~/personnel/person.server";
import { monthsOf } from "~/plans/plans.server";
import { decideAtPositions, decideEnforcement } from "~/positions/gate.server";
import { postRegister, type Seat } from "~/positions/register.server";
import { rulesCited } from "~/positions/rules-cited";
import { studyStanding } from "~/study/standing.server";
import { refusalsOf } from "~/verdict";
import { demoAccounts, demoApiKey, demoPassword } from "../../prisma/demo-accounts";
import { seed } from "../../prisma/seed";
import { useDatabase } from "../support/database";

await useDatabase();
/** 10:00 in China on a Friday. */
const NOW = new Date("2026-11-20T02:00:00Z");
const TODAY = chinaDateOf(NOW);

let unitIds: string[];
let seats: Seat[];
const said: string[] = [];

beforeAll(async () => {
  expect(await seed({ now: NOW, log: (line) => said.push(line) })).toBe(true);
  unitIds = (await unitsUnder(prisma, ["/linhu/"], TODAY)).map(({ unitId }) => unitId);
  seats = await postRegister(prisma, unitIds, NOW);
}, 900_000);
afterAll(closePasswordWorkers);

const account = (loginName: string) => prisma.account.findUniqueOrThrow({ where: { loginName } });
const personOf = async (loginName: string) => (await account(loginName)).personId!;
const unitCalled = async (code: string) => (await prisma.unit.findUniqueOrThrow({ where: { code } })).id;
const barred = (rule: string) =>
  seats.filter(({ holder }) => rulesCited(holder?.verdict?.refusals ?? []).includes(rule));

describe("the district", () => {
  it("has fourteen units and people of every employment identity, under numbers that nobody has", async () => {
    expect(unitIds).toHaveLength(15);
    const people = await prisma.person.count();
    expect(people).toBeGreaterThan(240);
    expect(people).toBeLessThan(290);
    const jobs = await prisma.employment.findMany({ where: { supersededAt: null } });
    expect(new Set(jobs.map(({ identity }) => identity))).toEqual(new Set(EMPLOYMENT_IDENTITIES));
    const numbers = await maskedNumbers(
      prisma,
      jobs.map(({ personId }) => personId),
    );
    expect([...numbers.values()].every((number) => number.startsWith("990105"))).toBe(true);
  });

  it("has names that are hard to store, to print and to tell apart", async () => {
    const names = (await prisma.personName.findMany({ where: { supersededAt: null } })).map(
      ({ name }) => name,
    );
    for (const name of [
      "李㛃",
      "张䶮",
      "陈𬭎",
      "王𠅤",
      "欧阳静怡",
      "司马睿",
      "阿依古丽·买买提",
      "王小花",
      "王晓桦",
    ])
      expect(names).toContain(name);
    expect(names.filter((name) => name === "李伟")).toHaveLength(2);
  });

  it("says how far the telling has come, and tells nothing of the future", async () => {
    expect(said.length).toBeGreaterThan(6);
    const [last] = await prisma.auditEvent.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(last!.at.getTime()).toBeLessThanOrEqual(NOW.getTime());
  });
});

/** Page by page, as the list turns. */
async function everyCertificate(): Promise<CertificateRow[]> {
  const all: CertificateRow[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, hasNext } = await certificatePage(prisma, { unitIds }, after ? { after } : {}, NOW);
    all.push(...rows);
    after = rows.at(-1)?.id;
    if (!hasNext) return all;
  }
}

describe("certificates", () => {
  it("stand in every status, most of them in use, some about to run out", async () => {
    const all = await everyCertificate();
    const count = (status: string) => all.filter((one) => one.status === status).length;
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(CERTIFICATE_STATUSES));
    expect(count("active")).toBeGreaterThanOrEqual(90);
    expect(count("active")).toBeLessThanOrEqual(120);
    const ending = all.filter(({ status, validToOn }) => status === "active" && validToOn < "2027-05-20");
    expect(ending.length).toBeGreaterThanOrEqual(10);
    expect(await prisma.certificateAct.count({ where: { act: "revoke", banUntilOn: { not: null } } })).toBe(
      1,
    );
  });

  it("each have their document, which is there to be read", async () => {
    expect(await prisma.certificate.count({ where: { documents: { none: {} } } })).toBe(0);
    const { fileHash } = await prisma.certificateDocument.findFirstOrThrow();
    const { bytes } = await readFile(prisma, fileHash);
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("are applied for, with one application at least at each stage", async () => {
    const rows = await prisma.application.findMany({ include: { steps: { orderBy: { id: "asc" } } } });
    const stages = rows.map((row) => {
      const { route, steps } = applicationFrom(row);
      const { state, position } = standingOf(route, steps);
      return state === "in-review" ? `${state}-${position}` : state;
    });
    expect([...new Set(stages)].sort()).toEqual(
      [
        "approved",
        "in-review-0",
        "in-review-1",
        "in-review-2",
        "issued",
        "refused",
        "returned",
        "withdrawn",
      ].sort(),
    );
    const refused = await prisma.auditEvent.findMany({ where: { type: "application.refused-at-draft" } });
    const codes = refused.flatMap(({ data }) => (data as { codes: string[] }).codes);
    for (const code of [
      "identity.excluded",
      "identity.civil-servants-only",
      "sanction.in-period",
      "grade.barred",
    ])
      expect(codes).toContain(code);
  });
});

describe("the posts", () => {
  it("are held by people who may enforce, each with a live certificate of that unit", async () => {
    const eligible = seats.filter(({ holder }) => holder?.verdict?.eligible);
    expect(eligible.length).toBeGreaterThan(70);
    const certificates = await certificatesOf(
      prisma,
      eligible.map(({ holder }) => holder!.personId),
    );
    const uncovered = eligible.filter(
      ({ holder, position }) =>
        !certificates
          .get(holder!.personId)
          ?.some((one) => one.unitId === position.unitId && isLive(stateAt(one, one.acts, NOW))),
    );
    expect(uncovered).toHaveLength(0);
  });

  it("were given to nobody who might not enforce at the time", async () => {
    const first = await prisma.assignment.findMany({
      where: { inherited: false, position: { family: { in: ["enforcement", "coercive-enforcement"] } } },
      distinct: ["factId"],
      orderBy: [{ factId: "asc" }, { recordedAt: "asc" }],
      include: { position: true },
    });
    expect(first.length).toBeGreaterThan(70);
    const against: string[][] = [];
    for (const { personId, inherited, recordedAt, fromOn, position } of first) {
      const start = fromDbDate(fromOn);
      const at = start === chinaDateOf(recordedAt) ? recordedAt : startOfDay(start);
      const place = { positionId: position.id, unitId: position.unitId, field: position.field };
      const post = { ...place, family: position.family as "enforcement" };
      const question = { personId, inherited, position: post };
      const [answer] = await decideAtPositions(prisma, [question], at, recordedAt);
      against.push(refusalsOf(answer!).map(({ code }) => code));
    }
    expect(against.filter((codes) => codes.length > 0)).toEqual([]);
  });

  it("and by people found there, none of whom counts", () => {
    const found = seats.filter(({ holder }) => holder?.inherited);
    expect(found.length).toBeGreaterThanOrEqual(12);
    expect(found.filter(({ holder }) => holder!.verdict!.eligible)).toHaveLength(0);
    const rules = new Set(found.flatMap(({ holder }) => rulesCited(holder!.verdict!.refusals)));
    // Contract, dispatched and auxiliary staff; an expired certificate; a legal officer; a body for civil servants only.
    for (const rule of ["K01", "K05", "K06", "K07", "K23"]) expect(rules).toContain(rule);
  });

  it("the gate finds what has changed since: withheld, stood down, moved away, a body not announced", async () => {
    for (const rule of ["K03", "K14", "K22", "K10"]) expect(barred(rule).length).toBeGreaterThan(0);
    const baihe = await unitCalled("baihe");
    const there = seats.filter(({ position, holder }) => position.unitId === baihe && holder?.verdict);
    expect(there.length).toBeGreaterThan(0);
    expect(there.every(({ holder }) => rulesCited(holder!.verdict!.refusals).includes("K10"))).toBe(true);
  });

  it("the officer may enforce, the dispatched worker may not (K05)", async () => {
    const urban = await unitCalled("urban");
    const ask = async (login: string) =>
      decideEnforcement(prisma, {
        personId: await personOf(login),
        unitId: urban,
        field: "urban-management",
        at: NOW,
      });
    expect(await ask("officer")).toMatchObject({ ok: true });
    const refused = await ask("contract");
    expect(refused.ok).toBe(false);
    expect(refused.ok ? [] : rulesCited(refused.refusals)).toEqual(
      expect.arrayContaining(["K01", "K05", "K23"]),
    );
  });
});

describe("exams, study and plans", () => {
  it("qualification exams are over and released; the candidate has one open now, others wait for one next week", async () => {
    const exams = await prisma.exam.findMany({
      include: { acts: true, registrations: { include: { attempts: { include: { markings: true } } } } },
    });
    const over = exams.filter(
      ({ kind, acts }) => kind === "qualification" && acts.some(({ act }) => act === "released"),
    );
    const sat = (part: string) =>
      over
        .filter((exam) => exam.part === part)
        .flatMap(({ registrations }) => registrations.flatMap(({ attempts }) => attempts));
    for (const part of ["special", "general"]) {
      const marks = sat(part).map(({ markings }) => markings[0]!);
      expect(marks.length).toBeGreaterThan(30);
      expect(marks.some(({ passed }) => passed) && marks.some(({ passed }) => !passed)).toBe(true);
    }
    const sittings = await mySittings(prisma, await personOf("candidate"));
    const open = sittings.filter((exam) => phaseOf(exam, exam.acts, NOW) === "open");
    expect(open.map(({ attempts }) => attempts.length)).toEqual([0]);
    const coming = exams.filter(
      ({ opensAt, kind }) =>
        kind === "qualification" && opensAt > NOW && opensAt < new Date("2026-11-28T02:00:00Z"),
    );
    expect(coming.flatMap(({ registrations }) => registrations).length).toBeGreaterThan(3);
  });

  it("enforcement staff have come most of the way to fifteen days, some have fallen behind", async () => {
    const people = [...new Set((await staffOf(prisma, unitIds, TODAY)).map(({ personId }) => personId))];
    const standings = await studyStanding(prisma, people, 2026, TODAY);
    const days = [...standings.values()].flatMap((all) =>
      all.filter(({ quotaId }) => quotaId === "enforcement-15-days"),
    );
    expect(days.length).toBeGreaterThan(120);
    const mean = days.reduce((sum, { credited }) => sum + credited, 0) / days.length;
    expect(mean).toBeGreaterThan(11);
    expect(mean).toBeLessThan(16);
    expect(days.some(({ isMet }) => isMet) && days.some(({ isBehind }) => isBehind)).toBe(true);
    expect(days.some(({ pending }) => pending > 0)).toBe(true);
    const steps = new Set((await prisma.studyRecordStep.findMany()).map(({ step }) => step));
    expect(steps).toEqual(new Set(["submitted", "confirmed", "accepted", "returned"]));
  });

  it("the leading cadre has a law for every month, and missed March", async () => {
    const months = await monthsOf(prisma, await personOf("leader"), 2026, NOW);
    expect(months).toHaveLength(12);
    expect(months[2]!.result.outcome).toBe("absent");
    expect(months.filter(({ result }) => result.mark !== null).length).toBeGreaterThanOrEqual(7);
    expect(await prisma.studyPlan.count({ where: { approvedAt: null } })).toBe(2);
  });
});

describe("doors and walls", () => {
  it("every published account opens with the published password, and the case system with its key", async () => {
    for (const { login } of demoAccounts) expect(await account(login)).toMatchObject({ isDemo: true });
    const { hash } = await prisma.credential.findFirstOrThrow({
      where: { accountId: (await account("legal")).id },
    });
    expect(await passwordMatches(demoPassword, hash)).toBe(true);
    const admitted = await admitApiClient({ key: demoApiKey, now: new Date() });
    expect(admitted?.client.path).toBe("/linhu/");
  });

  it("the audit log is sealed to its last event, and the seals hold", { timeout: 120_000 }, async () => {
    // A transaction still running elsewhere on the server holds the seal back for as long as it runs.
    const sealed = async () => {
      await inTransaction((tx) => sealEvents(tx, NOW));
      return (await prisma.auditSeal.findMany()).reduce((sum, { count }) => sum + count, 0);
    };
    await expect.poll(sealed, { timeout: 60_000, interval: 500 }).toBe(await prisma.auditEvent.count());
    expect(await firstBrokenSeal(prisma)).toBeNull();
  });

  it("telling it a second time changes nothing", async () => {
    const before = await prisma.auditEvent.count();
    expect(await seed({ now: NOW, log: () => {} })).toBe(false);
    expect(await prisma.auditEvent.count()).toBe(before);
  });
});
