import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { addDays, type DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { createUnit, endEnforcementBody, recordEnforcementBody } from "~/organisation/organisation.server";
import { changeUnit, endUnit, setUpUnit } from "~/organisation/tree.server";
import { bodyAt, findUnit, unitsUnder } from "~/organisation/units.server";
import { useDatabase } from "../support/database";

await useDatabase();
const actor = "01890000-0000-7000-8000-000000000001";
const runs = Number(process.env.PROPERTY_RUNS ?? 6);
const DAYS = 18;
const FIRST: DateOn = "2026-01-01";
const on = (day: number): DateOn => addDays(FIRST, day);
/** The n-th act is recorded at its own minute, whatever day it is about. */
const minute = (n: number) => new Date(Date.parse("2026-02-01T00:00:00Z") + n * 60_000);

let root: string;
beforeAll(async () => {
  const top = {
    code: "linhu",
    parentId: null,
    name: "临湖区",
    shortName: "临湖",
    kind: "jurisdiction" as const,
  };
  root = await inTransaction((tx) => createUnit(tx, { ...top, fromOn: "2020-01-01" }, null, minute(-10)));
});

/** What holds on each day, told day by day: whose child a unit is and what it is called, and which body it has. */
type Unit = { parent: number | null; name: string } | null;
type Body = { basis: string; fields: string[]; publishedOn: DateOn | null } | null;
type Told = { units: Unit[][]; bodies: Body[][] };
const UNITS = 4;
const nothing = (): Told => ({
  units: Array.from({ length: UNITS }, () => Array(DAYS).fill(null)),
  bodies: Array.from({ length: UNITS }, () => Array(DAYS).fill(null)),
});
const copy = (told: Told): Told => ({
  units: told.units.map((days) => [...days]),
  bodies: told.bodies.map((days) => [...days]),
});

const which = fc.integer({ min: 0, max: UNITS - 1 });
const parent = fc.option(which, { nil: null, freq: 2 });
const day = fc.integer({ min: 0, max: DAYS - 1 });
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant("set-up" as const),
      unit: which,
      parent,
      day: fc.integer({ min: 0, max: 8 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant("move" as const), unit: which, parent, day }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("rename" as const), unit: which, day }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("end" as const), unit: which, day }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant("body" as const),
      unit: which,
      day,
      length: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      published: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("no-body" as const), unit: which, day }) },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

async function perform(one: Act, n: number, ids: (string | null)[], told: Told, run: number): Promise<void> {
  const now = minute(n);
  const at = one.unit as number;
  const mine = told.units[at]!;
  const bodies = told.bodies[at]!;
  const fromOn = on(one.day as number);
  const from = one.day as number;
  const unitId = ids[at] ?? null;
  const plain = {
    shortName: "-",
    kind: "enforcement-bureau" as const,
    civilServantsOnly: false,
    establishment: null,
  };
  const idOf = (index: number | null) => (index === null ? root : (ids[index] ?? null));
  if (one.act === "set-up") {
    const parentId = idOf(one.parent as number | null);
    if (unitId || !parentId) return;
    const code = `r${run}-u${at}`;
    const name = `${n}`;
    const unit = { ...plain, code, name, parentId, fromOn };
    const answer = await inTransaction((tx) => setUpUnit(tx, unit, actor, now));
    if (!answer.ok) return;
    ids[at] = answer.unitId;
    mine.fill({ parent: one.parent as number | null, name }, from);
  } else if (one.act === "move" || one.act === "rename") {
    const standing = mine[from];
    if (!unitId || !standing) return;
    const to = one.act === "move" ? (one.parent as number | null) : standing.parent;
    const parentId = idOf(to);
    if (!parentId) return;
    const name = one.act === "rename" ? `${n}` : standing.name;
    const answer = await inTransaction((tx) =>
      changeUnit(tx, { unitId, fromOn, ...plain, name, parentId }, actor, now),
    );
    // Until the unit ends, if an end is recorded.
    if (answer.ok) for (let d = from; d < DAYS && mine[d]; d += 1) mine[d] = { parent: to, name };
  } else if (one.act === "end") {
    if (!unitId) return;
    // As closing a unit does: the body ends with it.
    const answer = await inTransaction(async (tx) => {
      const ended = await endUnit(tx, { unitId, toOn: fromOn }, actor, now);
      if (ended.ok) await endEnforcementBody(tx, { unitId, toOn: fromOn }, actor, now);
      return ended;
    });
    if (!answer.ok) return;
    mine.fill(null, from);
    bodies.fill(null, from);
  } else if (one.act === "body") {
    if (!unitId) return;
    const length = one.length as number | null;
    const toOn = length === null ? null : on(from + length);
    const body = {
      basis: "statutory" as const,
      fields: [`f${n}`],
      publishedOn: one.published ? fromOn : null,
    };
    const answer = await inTransaction((tx) =>
      recordEnforcementBody(tx, { unitId, ...body, document: "-", fromOn, toOn }, actor, now),
    );
    if (answer.ok) bodies.fill(body, from, length === null ? DAYS : Math.min(from + length, DAYS));
  } else {
    if (!unitId) return;
    await inTransaction((tx) => endEnforcementBody(tx, { unitId, toOn: fromOn }, actor, now));
    bodies.fill(null, from);
  }
}

/** From the retelling: codes from the root down, over whoever is whose child that day. */
function pathOf(told: Told, unit: number, at: number, run: number): string {
  const standing = told.units[unit]![at]!;
  const above = standing.parent === null ? "/linhu/" : pathOf(told, standing.parent, at, run);
  return `${above}r${run}-u${unit}/`;
}

it(
  "a unit, a subtree and a body equal a plain retelling, for every day, as known after every act",
  async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 18 }), async (acts) => {
        run += 1;
        const ids: (string | null)[] = Array(UNITS).fill(null);
        const told = nothing();
        const after: Told[] = [];
        for (const [n, one] of acts.entries()) {
          await perform(one, n, ids, told, run);
          after.push(copy(told));
        }
        for (const [n, then] of after.entries()) {
          const knownAt = minute(n + 0.5);
          for (let at = n % 3; at < DAYS; at += 3) {
            const where = `run ${run}, act ${n}, day ${at}`;
            const paths: string[] = [];
            for (const [unit, id] of ids.entries()) {
              if (!id) continue;
              const standing = then.units[unit]![at];
              const expected = standing ? { name: standing.name, path: pathOf(then, unit, at, run) } : null;
              if (expected) paths.push(expected.path);
              const read = await findUnit(prisma, id, on(at), knownAt);
              expect(read && { name: read.name, path: read.path }, where).toEqual(expected);
              const body = await bodyAt(prisma, id, { trueOn: on(at), knownAt });
              expect(body, where).toEqual(then.bodies[unit]![at]);
            }
            for (const under of ["/linhu/", ...paths]) {
              const read = (await unitsUnder(prisma, [under], on(at), knownAt)).map(({ path }) => path);
              const ours = read.filter((path) => path.split("/").some((code) => code.startsWith(`r${run}-`)));
              expect(ours.sort(), where).toEqual(paths.filter((path) => path.startsWith(under)).sort());
            }
          }
        }
      }),
      { numRuns: runs, seed: Number(process.env.PROPERTY_SEED ?? 20260122) },
    );
  },
  runs * 20_000,
);
