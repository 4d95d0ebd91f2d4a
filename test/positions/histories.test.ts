import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { decideEnforcement } from "~/positions/gate.server";
import { FIELD, NOW } from "../certification/scene";
import { useDatabase } from "../support/database";
import { begin, HAPPENINGS, happens, life, setLives } from "./life";
import { mayIn } from "./told";

// Whatever happens to an officer and the bureau, in whatever order: what the gate says of an instant, by what was known at
// another, is what it said when nothing more was known; and it is what arithmetic says that knows none of its rules.
// "What it said" is asked on the way: the database holds then what came before, and nothing of what was written down later.
// What was written down since about an earlier day is in the answer of today and in no answer "as known then".

await useDatabase();
const ROUNDS = Number(process.env.HISTORIES ?? 12);
let lives: Awaited<ReturnType<typeof setLives>>;
beforeAll(async () => {
  lives = await setLives();
});
const HOUR = 3_600_000;

it("eligibility as of an instant is what it was, by the whole history and by what was known then", async () => {
  const seen = { eligible: 0, not: 0, otherwiseNow: 0 };
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(life, fc.infiniteStream(fc.nat()), async (steps, chance) => {
      const who = await begin(lives);
      const { personId, unitId, model } = who;
      const ask = async (at: Date, knownAt?: Date) => {
        const asked = { personId, unitId, field: FIELD, at, ...(knownAt ? { knownAt } : {}) };
        const { ok, until, ...answer } = await decideEnforcement(prisma, asked);
        return {
          ok,
          until,
          codes: "refusals" in answer ? answer.refusals.map(({ code }) => code).sort() : [],
        };
      };
      const told: { at: Date; knownAt: Date; said: Awaited<ReturnType<typeof ask>> }[] = [];
      const askAll = async (now: Date) => {
        const instants = [NOW, new Date(now.getTime() + 100 * HOUR), ...told.map(({ at }) => at)];
        const another = instants[chance.next().value % instants.length]!;
        for (const at of [now, another]) told.push({ at, knownAt: now, said: await ask(at) });
      };
      let now = NOW;
      for (const step of steps) {
        await askAll(new Date(now.getTime() + (step.hours * HOUR) / 2));
        now = new Date(now.getTime() + step.hours * HOUR);
        if (await happens(who, step, now)) done.add(step.name);
      }
      const end = new Date(now.getTime() + 1_000);
      await askAll(end);
      for (const { at, knownAt, said } of told) {
        const where = `at ${at.toISOString()}, known at ${knownAt.toISOString()}`;
        expect(await ask(at, knownAt), where).toEqual(said);
        expect(said.ok, where).toBe(mayIn(model, at, knownAt));
        const byNow = await ask(at);
        expect(byNow.ok, `at ${at.toISOString()}, by now`).toBe(mayIn(model, at, end));
        seen[said.ok ? "eligible" : "not"] += 1;
        if (said.ok !== byNow.ok) seen.otherwiseNow += 1;
      }
    }),
    { numRuns: ROUNDS, seed: Number(process.env.HISTORIES_SEED ?? 20261123) },
  );
  // A gate that says the same of everybody would pass the comparison with itself, and so would one that nothing happens to.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
  const all = Object.values(HAPPENINGS).flatMap((theme) => Object.keys(theme));
  const never = all.filter((name) => !done.has(name));
  expect(never.length, never.join()).toBeLessThanOrEqual(ROUNDS < 100 ? all.length / 2 : 0);
}, 3_600_000);
