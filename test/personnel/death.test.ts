import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { correctFact } from "~/personnel/correction.server";
import { recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment, endEmployment, recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { enrolPerson } from "~/personnel/roster-row.server";
import { employmentRefusals } from "~/personnel/standing";
import { recordSecondment, transferEmployment } from "~/personnel/transfer.server";
import { nationalPack } from "~/rulebook/packs/national";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
let district: Awaited<ReturnType<typeof smallDistrict>>;
beforeAll(async () => {
  district = await smallDistrict();
});

const DIED: DateOn = "2026-03-01";
const now = new Date("2026-03-05T04:00:00Z");
const later = new Date("2026-03-20T04:00:00Z");
const codes = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  answer.refusals?.map((refusal) => refusal.code);

/** On the establishment of one bureau, lent to the other, with a duty and a transfer agreed for later, signed in. */
async function busyOfficer(name: string) {
  const personId = await someone(name);
  const at = new Date("2026-01-10T04:00:00Z");
  const accountId = await inTransaction(async (tx) => {
    const home = { personId, unitId: district.market, relation: "home" as const, title: "四级主办" };
    const wanted = { ...home, identity: "civil-servant" as const, status: "in-post" as const };
    const loan = { personId, unitId: district.urban, title: null, fromOn: "2026-02-01" as DateOn };
    const duty = { personId, unitId: district.market, kind: "legal-affairs" as const, fullTime: true };
    const move = { personId, unitId: district.root, title: null, fromOn: "2026-10-01" as DateOn };
    const did = [
      await recordEmployment(tx, { ...wanted, fromOn: "2022-03-01" }, null, at),
      await recordSecondment(tx, { ...loan, toOn: "2026-09-01" }, null, at),
      await recordLegalDuty(tx, { ...duty, fromOn: "2025-01-01" }, null, at),
      await transferEmployment(tx, move, null, at),
    ];
    expect(did.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const login = `o-${personId.slice(-8)}`;
    return createAccount(tx, { loginName: login, displayName: name, personId, passwordHash: "-" }, null, at);
  });
  await prisma.session.create({
    data: {
      id: newId(),
      tokenHash: new Uint8Array(Buffer.from(personId)),
      accountId,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date("2027-01-01T00:00:00Z"),
      userAgent: "",
    },
  });
  return { personId, accountId };
}

const factsOn = async (personId: string, trueOn: DateOn) =>
  (await personnelFacts(prisma, [personId], { trueOn })).get(personId)!;
const said = async (personId: string, on: DateOn) => {
  const { employments, legalDuties } = await factsOn(personId, on);
  const duties = legalDuties.filter(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on < toOn));
  return [
    ...employments.map(({ relation, unitId, status }) => `${relation} ${nameOf(unitId)} ${status}`),
    ...duties.map(({ unitId }) => `duty ${nameOf(unitId)}`),
  ];
};
const nameOf = (unitId: string) => Object.entries(district).find(([, id]) => id === unitId)?.[0];
const alive = ["home market seconded-out", "host urban seconded-in", "duty market"];
const dead = ["home market deceased"];

const paths: Record<string, (tx: Tx, personId: string) => Promise<{ ok: boolean }>> = {
  "an employment that ends": (tx, personId) =>
    endEmployment(tx, { personId, relation: "home", toOn: DIED, status: "deceased" }, null, now),
  "a loan that ends": (tx, personId) =>
    endEmployment(tx, { personId, relation: "host", toOn: DIED, status: "deceased" }, null, now),
  "a change of employment": (tx, personId) =>
    changeEmployment(tx, { personId, relation: "home", status: "deceased", fromOn: DIED }, null, now),
  "a new employment": (tx, personId) =>
    recordEmployment(
      tx,
      {
        personId,
        unitId: district.urban,
        relation: "home",
        identity: "civil-servant",
        status: "deceased",
        title: null,
        fromOn: DIED,
      },
      null,
      now,
    ),
  "a correction": async (tx, personId) => {
    const wrong = await tx.employment.findFirstOrThrow({
      where: { personId, supersededAt: null, relation: "home", status: "seconded-out" },
    });
    const right = {
      subject: "employment" as const,
      unitId: district.market,
      identity: "civil-servant" as const,
      status: "deceased" as const,
      title: null,
      fromOn: DIED,
      toOn: null,
    };
    const correction = { personId, subject: "employment" as const, versionId: wrong.id, right, reason: "-" };
    return correctFact(tx, correction, null, now);
  },
};

describe("a death", () => {
  it.each(Object.keys(paths))("recorded by %s, by nobody signed in, ends everything", async (path) => {
    const { personId, accountId } = await busyOfficer("孟繁荣");
    expect(await said(personId, "2026-02-28")).toEqual(alive);
    const answer = await inTransaction((tx) => paths[path]!(tx, personId));
    expect(answer).toMatchObject({ ok: true });
    expect(await said(personId, DIED)).toEqual(dead);
    expect(await said(personId, "2027-06-01")).toEqual(dead);
    // A correction says that the loan never was; every other way leaves the days before as they were.
    if (path !== "a correction") expect(await said(personId, "2026-02-28")).toEqual(alive);
    expect(await prisma.accountDisabling.count({ where: { accountId, enabledAt: null } })).toBe(1);
    expect(await prisma.session.count({ where: { accountId, endedAt: null } })).toBe(0);
  });

  it("bars from enforcing, at home and at the host, and from every later fact", async () => {
    const { personId } = await busyOfficer("潘玉成");
    await inTransaction((tx) => paths["an employment that ends"]!(tx, personId));
    const { employmentHistory, ...facts } = await factsOn(personId, DIED);
    for (const unitId of [district.market, district.urban]) {
      const asked = { ...facts, unitId, civilServantsOnly: false, employments: employmentHistory };
      expect(employmentRefusals(asked, nationalPack, DIED)).not.toEqual([]);
      expect(employmentRefusals({ ...asked, unitId: district.market }, nationalPack, "2026-02-27")).toEqual(
        [],
      );
    }
    const job = { personId, unitId: district.urban, title: null, fromOn: "2026-03-02" as DateOn };
    const status = "in-post" as const;
    const attempts: ((tx: Tx) => Promise<{ ok: boolean; refusals?: { code: string }[] }>)[] = [
      (tx) => recordEmployment(tx, { ...job, relation: "home", identity: "contract", status }, null, now),
      (tx) => recordLegalDuty(tx, { ...job, kind: "legal-review", fullTime: false, toOn: null }, null, now),
      (tx) => transferEmployment(tx, job, null, now),
      (tx) => recordSecondment(tx, { ...job, toOn: "2026-05-01" }, null, now),
      (tx) => changeEmployment(tx, { ...job, relation: "home", status }, null, now),
      (tx) => endEmployment(tx, { ...job, relation: "home", toOn: DIED, status: "deceased" }, null, now),
    ];
    for (const attempt of attempts) expect((await inTransaction(attempt)).ok).toBe(false);
    expect(codes(await inTransaction(attempts[0]!))).toEqual(["person.deceased"]);
    expect(codes(await inTransaction(attempts[1]!))).toEqual(["person.deceased"]);
    expect(await said(personId, "2026-03-02")).toEqual(dead);
  });

  it("comes by a roster as well: of someone retired, and of nobody known", async () => {
    const entry = {
      name: "钟桂英",
      identityNumber: fictitiousIdentityNumber(400, "1960-01-01", "female"),
      unitId: district.market,
      identity: "civil-servant" as const,
      title: null,
      category: null,
      legalDuty: null,
    };
    const take = (status: "retired" | "deceased", startedOn: DateOn, more = {}) =>
      inTransaction((tx) => enrolPerson(tx, { ...entry, status, startedOn, ...more }, "roster", null, now));
    const { personId } = await take("retired", "2024-01-01");
    const accountId = await inTransaction((tx) =>
      createAccount(tx, { loginName: "zhong", displayName: "-", personId, passwordHash: "-" }, null, now),
    );
    expect(await take("deceased", DIED)).toMatchObject({ outcome: "known", personId, refusals: [] });
    expect(await said(personId!, "2026-02-28")).toEqual(["home market retired"]);
    expect(await said(personId!, DIED)).toEqual(dead);
    expect(await prisma.accountDisabling.count({ where: { accountId, enabledAt: null } })).toBe(1);
    const unknown = {
      identityNumber: fictitiousIdentityNumber(401, "1960-01-01", "female"),
      legalDuty: { kind: "legal-affairs", fullTime: true },
    };
    expect((await take("deceased", DIED, unknown)).refusals.map(({ refusal }) => refusal.code)).toEqual([
      "person.deceased",
    ]);
  });

  it("does not happen tomorrow, and has no last day", async () => {
    const { personId } = await busyOfficer("范秀兰");
    const dying = { personId, relation: "home", status: "deceased", fromOn: "2026-03-06" } as const;
    expect(codes(await inTransaction((tx) => changeEmployment(tx, dying, null, now)))).toEqual([
      "employment.death-ahead",
    ]);
    const brief = { ...dying, fromOn: DIED, toOn: "2026-04-01" } as const;
    expect(codes(await inTransaction((tx) => changeEmployment(tx, brief, null, now)))).toEqual([
      "employment.range",
    ]);
    expect(await said(personId, DIED)).toEqual(alive);
  });
});

describe("a death recorded wrongly", () => {
  const correct = async (
    personId: string,
    right: { status: "in-post" | "deceased" | "retired"; fromOn: DateOn } | null,
  ) => {
    const death = await prisma.employment.findFirstOrThrow({
      where: { personId, supersededAt: null, status: "deceased" },
    });
    const told = right && {
      subject: "employment" as const,
      unitId: district.market,
      identity: "civil-servant" as const,
      title: null,
      toOn: null,
      ...right,
    };
    return inTransaction((tx) =>
      correctFact(
        tx,
        { personId, subject: "employment", versionId: death.id, right: told, reason: "报错了人" },
        null,
        later,
      ),
    );
  };

  it("gives back what it closed, with the days agreed for later; the account stays stopped", async () => {
    const { personId, accountId } = await busyOfficer("余秋水");
    await inTransaction((tx) => paths["an employment that ends"]!(tx, personId));
    expect(await correct(personId, null)).toMatchObject({ ok: true });
    for (const on of ["2026-02-28", DIED, "2026-08-31"] as const)
      expect(await said(personId, on)).toEqual(alive);
    expect(await said(personId, "2026-09-01")).toEqual(["home market in-post", "duty market"]);
    expect(await said(personId, "2026-10-01")).toEqual(["home root in-post", "duty market"]);
    // What was cut in two is one again.
    expect((await factsOn(personId, DIED)).employmentHistory).toHaveLength(5);
    const known = await personnelFacts(prisma, [personId], { trueOn: DIED, knownAt: now });
    expect(known.get(personId)?.employments).toMatchObject([{ status: "deceased" }]);
    expect(await prisma.accountDisabling.count({ where: { accountId, enabledAt: null } })).toBe(1);
  });

  it("on another day keeps everything closed from the right day only", async () => {
    const { personId } = await busyOfficer("尹国强");
    await inTransaction((tx) => paths["an employment that ends"]!(tx, personId));
    expect(await correct(personId, { status: "deceased", fromOn: "2026-03-04" })).toMatchObject({ ok: true });
    expect(await said(personId, "2026-03-03")).toEqual(alive);
    expect(await said(personId, "2026-03-04")).toEqual(dead);
    expect(await correct(personId, null)).toMatchObject({ ok: true });
    expect(await said(personId, "2026-03-04")).toEqual(alive);
  });

  it("of someone who retired that day gives no duty back", async () => {
    const { personId } = await busyOfficer("常德明");
    await inTransaction((tx) => paths["an employment that ends"]!(tx, personId));
    expect(await correct(personId, { status: "retired", fromOn: DIED })).toMatchObject({ ok: true });
    expect(await said(personId, DIED)).toEqual(["home market retired"]);
  });

  it("of someone in post leaves the days they had since to what was told", async () => {
    const { personId } = await busyOfficer("万里春");
    await inTransaction((tx) => paths["an employment that ends"]!(tx, personId));
    expect(await correct(personId, { status: "in-post", fromOn: DIED })).toMatchObject({ ok: true });
    expect(await said(personId, DIED)).toEqual([
      "home market in-post",
      "host urban seconded-in",
      "duty market",
    ]);
  });
});
