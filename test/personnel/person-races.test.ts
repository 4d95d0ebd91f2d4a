import { beforeAll, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { refusalsOf } from "~/verdict";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
const rounds = Number(process.env.RACE_ROUNDS ?? 4);
const now = new Date("2026-02-01T02:00:00Z");
const day = new Date("2026-03-01T00:00:00Z");
let district: Awaited<ReturnType<typeof smallDistrict>>;

beforeAll(async () => {
  district = await smallDistrict();
});

const inForce = (personId: string, on: Date) =>
  prisma.employment.findMany({
    where: {
      personId,
      relation: "home",
      supersededAt: null,
      fromOn: { lte: on },
      OR: [{ toOn: null }, { toOn: { gt: on } }],
    },
  });

it("created by eight at once, a person is one", { timeout: 600_000 }, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const identityNumber = fictitiousIdentityNumber(500 + round, "1986-06-06", "female");
    const create = () =>
      inTransaction((tx) =>
        registerPerson(tx, { name: "施一念", identityNumber, origin: "form" }, null, now),
      );
    const answers = await Promise.all(Array.from({ length: 8 }, create));
    expect(answers.filter((answer) => answer.ok && answer.created)).toHaveLength(1);
    const ids = answers.map((answer) => answer.ok && answer.personId);
    expect(new Set(ids).size).toBe(1);
    expect(await prisma.identityNumber.count({ where: { personId: ids[0] as string } })).toBe(1);
  }
});

it("transferred by six at once, a person stands in one unit every day", { timeout: 600_000 }, async () => {
  const { root, urban, market } = district;
  for (let round = 0; round < rounds; round += 1) {
    const personId = await someone("万千山");
    const job = { personId, relation: "home", identity: "civil-servant", status: "in-post" } as const;
    await inTransaction((tx) =>
      recordEmployment(tx, { ...job, unitId: urban, title: null, fromOn: "2025-01-01" }, null, now),
    );
    const move = (unitId: string) =>
      inTransaction((tx) =>
        transferEmployment(tx, { personId, unitId, title: null, fromOn: "2026-03-01" }, null, now),
      );
    const targets = [market, root, market, root, market, root];
    const answers = await Promise.all(targets.map(move));
    const reached = targets.filter((_, index) => answers[index]?.ok);
    const refused = answers.flatMap((answer) => refusalsOf(answer).map(({ code }) => code));
    expect(reached.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(refused.length > 0 ? new Set(["employment.same-unit"]) : new Set());
    const [today, ...others] = await inForce(personId, day);
    expect(others).toEqual([]);
    expect(reached).toContain(today?.unitId);
    const before = await inForce(personId, new Date("2026-02-28T00:00:00Z"));
    expect(before.map(({ unitId }) => unitId)).toEqual([urban]);
  }
});
