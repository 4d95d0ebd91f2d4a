import { beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { endEmployment, recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { recordStudyCategory } from "~/personnel/record.server";
import type { RosterEntry } from "~/personnel/roster";
import { joinPeople } from "~/personnel/roster-joining.server";
import { enrolPerson } from "~/personnel/roster-row.server";
import { useDatabase } from "../support/database";
import { smallDistrict } from "./district";

// People the register knows, given employment many at a time: the same as one by one.

await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
let district: Awaited<ReturnType<typeof smallDistrict>>;
let officer: string;
beforeAll(async () => {
  district = await smallDistrict();
  officer = await inTransaction((tx) =>
    createAccount(tx, { loginName: "zhao", displayName: "赵", personId: null, passwordHash: "x" }, null, now),
  );
});

type Past = {
  left?: "retired" | "deceased" | null;
  toOn?: DateOn;
  category?: "enforcement" | "auxiliary";
  categoryFrom?: DateOn;
};
let made = 0;
async function someoneWith({ left, toOn, category, categoryFrom = "2015-01-01" }: Past) {
  made += 1;
  const identityNumber = fictitiousIdentityNumber(made, "1980-05-06", "female");
  const personId = await inTransaction(async (tx) => {
    const person = await registerPerson(tx, { name: "顾长青", identityNumber, origin: "form" }, null, now);
    if (!person.ok) throw new Error("refused");
    const { personId } = person;
    const job = { personId, relation: "home" as const, identity: "civil-servant" as const };
    const recorded = [];
    if (toOn) {
      const first = {
        ...job,
        unitId: district.market,
        status: "in-post" as const,
        title: "科员",
        fromOn: "2020-02-01" as const,
      };
      const end = { personId, relation: "home" as const, toOn, ...(left ? { status: left } : {}) };
      recorded.push(await recordEmployment(tx, first, null, now), await endEmployment(tx, end, null, now));
    }
    if (category)
      recorded.push(await recordStudyCategory(tx, { personId, category, fromOn: categoryFrom }, null, now));
    expect(recorded.every(({ ok }) => ok)).toBe(true);
    return personId;
  });
  return { personId, identityNumber };
}

async function factsOf(personId: string) {
  const where = { personId, supersededAt: null };
  const plain = { id: true, factId: true, personId: true, recordedAt: true } as const;
  return {
    jobs: await prisma.employment.findMany({ where, omit: plain, orderBy: { fromOn: "asc" } }),
    categories: await prisma.studyCategory.findMany({ where, omit: plain, orderBy: { fromOn: "asc" } }),
    gone: await prisma.employment.count({ where: { personId, supersededAt: { not: null } } }),
    events: (
      await prisma.auditEvent.findMany({ where: { personId, actorId: officer }, orderBy: { id: "asc" } })
    ).map(({ type, unitId, data }) => ({ type, unitId, data })),
  };
}

const entryOf = (identityNumber: string, category: RosterEntry["category"]): RosterEntry => ({
  name: "顾长青",
  identityNumber,
  unitId: district.urban,
  identity: "civil-servant",
  status: "in-post",
  title: "四级主办",
  startedOn: "2024-03-01",
  category,
  legalDuty: null,
});

it.each<[string, Past, RosterEntry["category"]]>([
  ["nothing before", {}, "enforcement"],
  ["an employment that ended", { toOn: "2022-01-01" }, null],
  ["somebody who had retired", { left: "retired", toOn: "2022-01-01" }, "enforcement"],
  ["the same category", { toOn: "2022-01-01", category: "enforcement" }, "enforcement"],
  ["another category", { left: "retired", toOn: "2022-01-01", category: "auxiliary" }, "enforcement"],
])("%s", async (_, past, category) => {
  const [one, other] = [await someoneWith(past), await someoneWith(past)];
  const many = await inTransaction((tx) =>
    joinPeople(
      tx,
      [{ row: 7, entry: entryOf(one.identityNumber, category), personId: one.personId }],
      officer,
      now,
    ),
  );
  expect(many.get(7)?.personId).toBe(one.personId);
  const single = await inTransaction((tx) =>
    enrolPerson(tx, entryOf(other.identityNumber, category), "roster", officer, now),
  );
  expect(single.outcome).toBe("known");
  expect(await factsOf(one.personId)).toEqual(await factsOf(other.personId));
});

it.each<[string, Past, Partial<RosterEntry>]>([
  ["had left only later", { left: "retired", toOn: "2025-01-01" }, {}],
  ["has a category from later on", { category: "auxiliary", categoryFrom: "2025-01-01" }, {}],
  ["has died", { left: "deceased", toOn: "2022-01-01" }, {}],
  ["is called dead by the sheet", { left: "retired", toOn: "2022-01-01" }, { status: "deceased" }],
  ["is given a duty", {}, { legalDuty: { kind: "legal-affairs", fullTime: false } as never }],
])("who %s is left to the verbs, untouched", async (_, past, also) => {
  const { personId, identityNumber } = await someoneWith(past);
  const before = await factsOf(personId);
  const entry = { ...entryOf(identityNumber, "enforcement"), ...also };
  const joined = await inTransaction((tx) => joinPeople(tx, [{ row: 7, entry, personId }], officer, now));
  expect(joined.size).toBe(0);
  expect(await factsOf(personId)).toEqual(before);
});
