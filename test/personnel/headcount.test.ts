import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays, chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { headcounts, headcountsShown } from "~/personnel/headcount.server";
import { isEstablished } from "~/personnel/identity";
import { useDatabase } from "../support/database";
import { smallDistrict, someoneIn } from "./district";

const database = await useDatabase();
const today = chinaDateOf(new Date("2026-11-02T02:00:00Z"));
const day = (offset: number) => addDays(today, offset);

const IDENTITIES = ["civil-servant", "public-institution", "contract"] as const;
const spell = fc.record({
  from: fc.constantFrom(-400, -1, 0, 1),
  days: fc.option(fc.constantFrom(1, 2, 400, 900)),
});
const someone = fc.record({
  ...{ home: spell, category: spell, inUrban: fc.boolean(), superseded: fc.constantFrom(false, false, true) },
  identity: fc.constantFrom(...IDENTITIES),
  status: fc.constantFrom("in-post", "in-post", "sick-leave", "retired"),
  host: fc.option(spell, { freq: 3 }),
  enforces: fc.boolean(),
  duty: fc.option(fc.record({ ...{ at: spell, full: fc.boolean() } }), { freq: 3 }),
});
type Someone = typeof someone extends fc.Arbitrary<infer One> ? One : never;
type Spell = { from: number; days: number | null };

const people = fc.sample(someone, { numRuns: 160, seed: 20261104 });
const until = ({ from, days }: Spell) => (days === null ? null : day(from + days));
const holdsToday = ({ from, days }: Spell) => from <= 0 && (days === null || from + days > 0);

let units: { urban: string; market: string };
beforeAll(async () => {
  const district = await smallDistrict();
  units = district;
  for (const one of people) {
    const personId = await inTransaction((tx) => someoneIn(tx, "王伟"));
    const add = (relation: string, unitId: string, at: Spell) =>
      database.ownerQuery(
        `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, to_on, recorded_at, superseded_at)
         VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, now(), $9)`,
        [
          ...[newId(), personId, unitId, relation, one.identity, one.status, day(at.from), until(at)],
          one.superseded ? new Date() : null,
        ],
      );
    const [own, other] = one.inUrban ? [units.urban, units.market] : [units.market, units.urban];
    await add("home", own, one.home);
    if (one.host) await add("host", other, one.host);
    await database.ownerQuery(
      `INSERT INTO study_category (id, fact_id, person_id, category, from_on, to_on, recorded_at)
       VALUES ($1, $1, $2, $3, $4, $5, now())`,
      [
        ...[newId(), personId, one.enforces ? "enforcement" : "auxiliary"],
        ...[day(one.category.from), until(one.category)],
      ],
    );
    if (one.duty)
      await database.ownerQuery(
        `INSERT INTO legal_duty (id, fact_id, person_id, unit_id, kind, full_time, from_on, to_on, recorded_at)
         VALUES ($1, $1, $2, $3, 'legal-review', $4, $5, $6, now())`,
        [newId(), personId, own, one.duty.full, day(one.duty.at.from), until(one.duty.at)],
      );
  }
});

/** A look at each person. */
function expected(urban: boolean) {
  const counts = { people: 0, established: 0, officers: 0, fullTimeLegal: 0 };
  for (const one of people as Someone[]) {
    if (one.duty?.full && one.inUrban === urban && holdsToday(one.duty.at)) counts.fullTimeLegal += 1;
    const at = one.inUrban === urban ? one.home : one.host;
    if (!at || one.superseded || one.status === "retired" || !holdsToday(at)) continue;
    counts.people += 1;
    if (at === one.home && isEstablished(one.identity)) counts.established += 1;
    if (one.enforces && holdsToday(one.category)) counts.officers += 1;
  }
  return counts;
}

describe("heads of a unit", () => {
  it.each([true, false])("are those a look at each person would count (%s)", async (urban) => {
    const unitId = urban ? units.urban : units.market;
    const counts = expected(urban);
    expect(Object.values(counts).every((count) => count > 3)).toBe(true);
    expect((await headcounts(prisma, [unitId], today)).get(unitId)).toEqual(counts);
    expect((await headcountsShown(prisma, [unitId], today)).get(unitId)).toEqual(counts);
  });
});
