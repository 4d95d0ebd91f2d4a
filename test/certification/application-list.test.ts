import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { type Actor, type Role, rolesAt } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import {
  APPLICATION_KINDS,
  APPLICATION_STATES,
  type ApplicationKind,
  type ApplicationState,
  type ApplicationStep,
  isClosed,
  isUnderReview,
  mayReview,
  ROLE_OF_REVIEWER,
  type StepFact,
  standingOf,
  turnOf,
} from "~/certification/application";
import { applicationPage, openApplications } from "~/certification/application-list.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import type { IssuingRoute } from "~/rulebook/schema";
import { REVIEWER_WORDS } from "~/rulebook/words";
import { smallDistrict, someoneIn } from "../personnel/district";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
const FIELDS = ["urban-management", "transport"];

type Made = {
  id: string;
  personId: string;
  unitId: string;
  kind: ApplicationKind;
  field: string;
  route: IssuingRoute;
  steps: StepFact[];
  state: ApplicationState;
  sinceAt: Date;
};
const made: Made[] = [];
let units: UnitFacts[];
let accounts: string[];

// Routes of any reviews, and whatever may happen on them: approvals by several, returns by any review or the issuer.
const route = fc.array(
  fc.record({ role: fc.constantFrom(...REVIEWER_WORDS), approvals: fc.integer({ min: 1, max: 2 }) }),
  { minLength: 1, maxLength: 3 },
);
const history = fc.record({
  route,
  field: fc.constantFrom(...FIELDS),
  kind: fc.constantFrom(...APPLICATION_KINDS),
  inUrban: fc.boolean(),
  begun: fc.integer({ min: 0, max: 40 }),
  turns: fc.array(
    fc.record({
      step: fc.constantFrom<ApplicationStep>(
        ...(["approved", "approved", "approved", "returned", "submitted"] as const),
        ...(["approved", "approved", "refused", "withdrawn", "issued"] as const),
      ),
      by: fc.nat({ max: 3 }),
    }),
    { maxLength: 9 },
  ),
});

beforeAll(async () => {
  const district = await smallDistrict();
  units = await unitsUnder(prisma, ["/linhu/"], chinaDateOf(now));
  const { id: packVersionId } = await prisma.rulePackVersion.findFirstOrThrow();
  accounts = [];
  for (let n = 0; n < 4; n += 1)
    accounts.push(
      await inTransaction((tx) =>
        createAccount(
          tx,
          { loginName: `a${n}`, displayName: `a${n}`, personId: null, passwordHash: "-" },
          null,
          now,
        ),
      ),
    );
  for (const one of fc.sample(history, { numRuns: 150, seed: 20261103 })) {
    const reviews = one.route.map((review) => ({ ...review, level: "county" as const, workingDays: null }));
    const issuer = {
      role: "personnel-department" as const,
      level: "county" as const,
      approvals: 1,
      workingDays: null,
    };
    const personId = await inTransaction((tx) => someoneIn(tx, "王伟"));
    const stored: IssuingRoute = { reviews, issuer };
    const { steps, places } = taken(stored, one.begun, one.turns);
    const { state, sinceAt } = standingOf(stored, steps);
    const id = newId();
    const unitId = one.inUrban ? district.urban : district.market;
    await prisma.application.create({
      data: {
        ...{ id, personId, unitId, kind: one.kind, field: one.field, reviews: stored, packVersionId },
        certificateType: "administrative-enforcement",
        ...{ createdById: accounts[0]!, createdAt: sinceAt, closedAt: isClosed(state) ? sinceAt : null },
        steps: { create: steps.map((step, n) => ({ ...step, round: 1, review: places[n] ?? null })) },
      },
    });
    made.push({
      ...{ id, personId, unitId, kind: one.kind, field: one.field, route: stored, steps, state, sinceAt },
    });
  }
  made.sort(inOrder);
});

/** The steps that are possible in turn, each with the review at which it is taken. */
function taken(stored: IssuingRoute, begun: number, turns: readonly { step: ApplicationStep; by: number }[]) {
  const at = (n: number) => new Date(now.getTime() - (50 - begun) * 86_400_000 + n * 3_600_000);
  const steps: StepFact[] = [{ step: "submitted", byId: accounts[0]!, at: at(0) }];
  const places: (number | null)[] = [null];
  for (const { step, by } of turns) {
    const { state, position } = standingOf(stored, steps);
    const possible = {
      "in-review": ["approved", "returned", "refused", "withdrawn"],
      returned: ["submitted", "withdrawn"],
      approved: ["issued", "returned", "refused"],
    }[state as string];
    if (!possible?.includes(step)) continue;
    steps.push({ step, byId: accounts[by]!, at: at(steps.length) });
    places.push(["approved", "returned", "refused"].includes(step) ? position : null);
  }
  return { steps, places };
}

function inOrder(a: Made, b: Made): number {
  const [first, second] = [Number(isClosed(a.state)), Number(isClosed(b.state))];
  if (first !== second) return first - second;
  const way = first === 1 ? -1 : 1;
  return way * (a.sinceAt.getTime() - b.sinceAt.getTime() || (a.id < b.id ? -1 : 1));
}

const actorWith = (n: number, role: Role, path: string, personId: string | null = null): Actor => ({
  accountId: accounts[n]!,
  personId,
  displayName: "-",
  grants: [{ role, path }] as Actor["grants"],
});

type Filters = Omit<Parameters<typeof applicationPage>[2], "units"> & { unit?: string };

async function everyPage(actor: Actor, { unit, ...filters }: Filters) {
  const of = units.filter(({ unitId }) => !unit || unitId === unit);
  const ids: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await applicationPage(prisma, actor, { ...filters, units: of }, { after }, now);
    ids.push(...page.rows.map(({ id }) => id));
    expect(page.total).toBeGreaterThanOrEqual(ids.length);
    if (filters.mine) expect(page.rows.every(({ mine }) => mine)).toBe(true);
    more = page.hasNext;
    after = page.rows.at(-1)?.id;
    if (!more) expect(page.total).toBe(ids.length);
  }
  return ids;
}

const isMine = (one: Made, actor: Actor) =>
  isUnderReview(one.state) &&
  mayReview(one, {
    ...actor,
    roles: rolesAt(actor, units.find(({ unitId }) => unitId === one.unitId)?.path ?? ""),
  }).ok;

describe("applications filtered by the database", () => {
  it("stand in their order, in every state there is", async () => {
    const found = await everyPage(actorWith(0, "auditor", "/linhu/"), {});
    expect(found).toEqual(made.map(({ id }) => id));
    expect(new Set(made.map(({ state }) => state)).size).toBe(APPLICATION_STATES.length);
  });

  it("are those a look at each one would keep", async () => {
    const choice = <T>(values: readonly T[]) =>
      fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
    const asked = fc.record({
      state: choice(APPLICATION_STATES),
      kind: choice(APPLICATION_KINDS.slice(0, 2)),
      field: choice(FIELDS),
      unit: choice([...new Set(made.map(({ unitId }) => unitId))]),
      turn: choice(REVIEWER_WORDS),
      mine: choice([true]),
      who: fc.nat({ max: 3 }),
      role: fc.constantFrom<Role>(...Object.values(ROLE_OF_REVIEWER), "auditor"),
      personId: choice(made.slice(0, 4).map(({ personId }) => personId)),
      path: fc.constantFrom("/linhu/", ...units.map(({ path }) => path)),
    });
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(asked, async ({ who, role, path, personId, ...filters }) => {
        const actor = actorWith(who, role, path, personId ?? null);
        const { state, kind, field, unit, turn, mine } = filters;
        const expected = made.filter(
          (one) =>
            (!state || one.state === state) &&
            (!turn || turnOf(one.route, standingOf(one.route, one.steps))?.role === turn) &&
            (!kind || one.kind === kind) &&
            (!field || one.field === field) &&
            (!unit || one.unitId === unit) &&
            (!mine || isMine(one, actor)),
        );
        kept += mine ? expected.length : 0;
        expect(await everyPage(actor, filters)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(kept).toBeGreaterThan(20);
  });

  it.each(REVIEWER_WORDS)("wait for %s exactly where the rule says so", async (word) => {
    let waiting = 0;
    for (const n of [0, 1, 2, 3]) {
      const actor = actorWith(n, ROLE_OF_REVIEWER[word], "/linhu/", made[n]!.personId);
      const expected = made.filter((one) => isMine(one, actor)).map(({ id }) => id);
      expect(await everyPage(actor, { mine: true })).toEqual(expected);
      waiting += expected.length;
    }
    expect(waiting).toBeGreaterThan(10);
  });

  it("turn back to where they came from, across the open and the closed", async () => {
    const actor = actorWith(0, "auditor", "/linhu/");
    const page = (asked: { after?: string; before?: string }) =>
      applicationPage(prisma, actor, { units }, asked, now);
    const pages = [await page({})];
    while (pages.at(-1)!.hasNext) pages.push(await page({ after: pages.at(-1)!.rows.at(-1)!.id }));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    for (const [n, one] of pages.entries()) {
      if (n === 0) continue;
      const back = await page({ before: one.rows[0]!.id });
      expect(back.rows).toEqual(pages[n - 1]!.rows);
      expect(back).toMatchObject({ hasPrevious: n > 1, hasNext: true });
    }
  });

  it("are, for the desk, all that are open", async () => {
    const actor = actorWith(1, "legal-affairs", "/linhu/");
    const rows = await openApplications(prisma, { units, actor }, now);
    expect(rows.map(({ id }) => id)).toEqual(
      made.filter(({ state }) => !isClosed(state)).map(({ id }) => id),
    );
  });
});
