import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays, type DateOn, fromDbDate } from "~/calendar";
import { mergePeople } from "~/casework/person-merge.server";
import { inTransaction, prisma } from "~/db.server";
import { correctFact } from "~/personnel/correction.server";
import { changeEmployment, endEmployment, recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { recordAnnualGrade, recordSanction, recordStudyCategory } from "~/personnel/record.server";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
let units: [string, string];
beforeAll(async () => {
  const { urban, market } = await smallDistrict();
  units = [urban, market];
});

const runs = Number(process.env.PROPERTY_RUNS ?? 6);
const DAYS = 24;
const FIRST: DateOn = "2025-01-01";
const on = (day: number): DateOn => addDays(FIRST, day);
const dayOf = (date: DateOn) => Math.round((Date.parse(date) - Date.parse(FIRST)) / 86_400_000);
/** The n-th act is recorded at its own minute. */
const minute = (n: number) => new Date(Date.parse("2026-02-01T00:00:00Z") + n * 60_000);

/** What holds on each day, told day by day: no intervals, no versions, no two times. */
type Job = { unitId: string; title: string | null; status: string };
type Told = {
  jobs: (Job | null)[];
  categories: (string | null)[];
  sanctions: { number: string; from: number; to: number }[];
  grades: Map<number, string>;
};
const nothing = (): Told => ({
  jobs: Array(DAYS).fill(null),
  categories: Array(DAYS).fill(null),
  sanctions: [],
  grades: new Map(),
});
const copy = (told: Told): Told => ({
  jobs: [...told.jobs],
  categories: [...told.categories],
  sanctions: [...told.sanctions],
  grades: new Map(told.grades),
});

const day = fc.integer({ min: 0, max: DAYS - 2 });
const length = fc.integer({ min: 1, max: 9 });
const which = fc.constantFrom(0, 1);
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant("employ" as const), whose: which, day, length, unit: which }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("change" as const), whose: which, day, length }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("end" as const), whose: which, day }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant("correct" as const),
      whose: which,
      day,
      length,
      unit: which,
      pick: fc.nat(),
      never: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("category" as const),
      whose: which,
      day,
      length,
      category: fc.constantFrom("enforcement" as const, "legal" as const, "other" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("sanction" as const), whose: which, day, length }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("grade" as const),
      whose: which,
      year: fc.integer({ min: 2020, max: 2023 }),
      grade: fc.constantFrom("competent" as const, "incompetent" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("merge" as const), whose: which }) },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Does the act, and tells the plain history of it when it was not refused. */
async function perform(one: Act, n: number, people: [string, string], told: [Told, Told]): Promise<void> {
  const now = minute(n);
  const personId = people[one.whose as 0 | 1];
  const mine = told[one.whose as 0 | 1];
  const tell = <T>(list: T[], from: number, to: number, value: T) =>
    list.fill(value, Math.max(from, 0), Math.min(to, DAYS));
  const home = { personId, relation: "home" as const };
  const write = <T>(work: (tx: Parameters<Parameters<typeof inTransaction>[0]>[0]) => Promise<T>) =>
    inTransaction(work as never) as Promise<T>;
  if (one.act === "employ") {
    const job = { unitId: units[one.unit as 0 | 1], title: `${n}`, status: "in-post" as const };
    const [fromOn, toOn] = [on(one.day), on(one.day + one.length)];
    const wanted = { ...home, ...job, identity: "civil-servant" as const, fromOn, toOn };
    const answer = await write((tx) => recordEmployment(tx, wanted, null, now));
    if (answer.ok) tell(mine.jobs, one.day, one.day + one.length, job);
  } else if (one.act === "change") {
    const [fromOn, toOn] = [on(one.day), on(one.day + one.length)];
    const answer = await write((tx) =>
      changeEmployment(tx, { ...home, title: `c${n}`, fromOn, toOn }, null, now),
    );
    if (answer.ok) tell(mine.jobs, one.day, one.day + one.length, { ...mine.jobs[one.day]!, title: `c${n}` });
  } else if (one.act === "end") {
    const answer = await write((tx) => endEmployment(tx, { ...home, toOn: on(one.day) }, null, now));
    if (answer.ok) tell(mine.jobs, one.day, DAYS, null);
  } else if (one.act === "correct") {
    const rows = await prisma.employment.findMany({ where: { personId, supersededAt: null } });
    const wrong = rows.sort((a, b) => Number(a.fromOn) - Number(b.fromOn))[
      one.pick % Math.max(rows.length, 1)
    ];
    if (!wrong) return;
    const job = { unitId: units[one.unit as 0 | 1], title: `r${n}`, status: "in-post" as const };
    const [fromOn, toOn] = [on(one.day), on(one.day + one.length)];
    const right = one.never
      ? null
      : { subject: "employment" as const, ...job, identity: "civil-servant" as const, fromOn, toOn };
    const correction = { personId, subject: "employment" as const, versionId: wrong.id, right, reason: "-" };
    const answer = await write((tx) => correctFact(tx, correction, null, now));
    if (!answer.ok) return;
    tell(mine.jobs, dayOf(fromDbDate(wrong.fromOn)), wrong.toOn ? dayOf(fromDbDate(wrong.toOn)) : DAYS, null);
    if (right) tell(mine.jobs, one.day, one.day + one.length, job);
  } else if (one.act === "category") {
    const { category } = one;
    const wanted = { personId, category, fromOn: on(one.day), toOn: on(one.day + one.length) };
    const answer = await write((tx) => recordStudyCategory(tx, wanted, null, now));
    if (answer.ok) tell(mine.categories, one.day, one.day + one.length, category as string);
  } else if (one.act === "sanction") {
    const number = `处${n}`;
    const answer = await write((tx) =>
      recordSanction(
        tx,
        {
          personId,
          kind: "demerit",
          authority: "-",
          decisionNumber: number,
          fromOn: on(one.day),
          toOn: on(one.day + one.length),
        },
        null,
        now,
      ),
    );
    if (answer.ok) mine.sanctions.push({ number, from: one.day, to: one.day + one.length });
  } else if (one.act === "grade") {
    const answer = await write((tx) =>
      recordAnnualGrade(tx, { personId, year: one.year, grade: one.grade }, null, now),
    );
    if (answer.ok) mine.grades.set(one.year, one.grade);
  } else {
    const other = one.whose === 0 ? 1 : 0;
    const pair = { keptId: personId, mergedId: people[other] };
    const answer = await write((tx) =>
      mergePeople(tx, { ...pair, numberOf: "kept", reason: "-" }, null, now),
    );
    if (!answer.ok) return;
    const theirs = told[other];
    mine.jobs = mine.jobs.map((job, index) => job ?? theirs.jobs[index] ?? null);
    mine.categories = mine.categories.map((one, index) => one ?? theirs.categories[index] ?? null);
    mine.sanctions.push(...theirs.sanctions);
    for (const [year, grade] of theirs.grades) if (!mine.grades.has(year)) mine.grades.set(year, grade);
    told[other] = nothing();
  }
}

async function asRead(personId: string, trueOn: DateOn, knownAt: Date) {
  const facts = (await personnelFacts(prisma, [personId], { trueOn, knownAt })).get(personId)!;
  return {
    job: facts.employments.map(({ unitId, title, status }) => ({ unitId, title, status }))[0] ?? null,
    category: facts.studyCategory,
    sanctions: facts.sanctions
      .filter(({ fromOn, toOn }) => fromOn <= trueOn && (toOn === null || trueOn < toOn))
      .map(({ decisionNumber }) => decisionNumber)
      .sort(),
    grades: facts.grades.map(({ year, grade }) => `${year} ${grade}`).sort(),
  };
}

function asTold(told: Told, at: number) {
  return {
    job: told.jobs[at] ?? null,
    category: told.categories[at] ?? null,
    sanctions: told.sanctions
      .filter(({ from, to }) => from <= at && at < to)
      .map(({ number }) => number)
      .sort(),
    grades: [...told.grades].map(([year, grade]) => `${year} ${grade}`).sort(),
  };
}

describe("what was true, as known then", () => {
  it(
    "equals a plain retelling of the history, for every day and after every act",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
          const born = minute(-10);
          const people: [string, string] = [await someone("甲乙", born), await someone("甲乙", born)];
          const told: [Told, Told] = [nothing(), nothing()];
          const after: [Told, Told][] = [];
          for (const [n, one] of acts.entries()) {
            await perform(one, n, people, told);
            after.push([copy(told[0]), copy(told[1])]);
          }
          for (const [n, then] of after.entries())
            for (const whose of [0, 1] as const)
              for (let at = n % 3; at < DAYS; at += 3) {
                const read = await asRead(people[whose], on(at), minute(n + 0.5));
                expect(read, `act ${n}, record ${whose}, day ${at}`).toEqual(asTold(then[whose], at));
              }
        }),
        { numRuns: runs, seed: Number(process.env.PROPERTY_SEED ?? 20260122) },
      );
    },
    runs * 20_000,
  );
});
