import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { addDays, chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import { collectCertificate, reportFound, reportLoss } from "~/certification/acts.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { changeEmployment } from "~/personnel/employment.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { assignPerson, endAssignment } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { FIELD, HEARD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

// Whatever happens to an officer, in whatever order: what the gate says of an instant from the whole history is what it
// said at that instant; and it says what a few lines of arithmetic say, which know none of its rules.

await useDatabase();
const ROUNDS = Number(process.env.HISTORIES ?? 12);
let scene: Scene;
let patrol: string;
beforeAll(async () => {
  scene = await setScene();
  const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD } as const;
  patrol = await inTransaction((tx) => createPosition(tx, post, null, NOW));
});

const GROUNDS = {
  suspend: "off-post-training",
  restore: "training-passed",
  revoke: "altered-or-lent",
  cancel: "retired",
};
type Decided = keyof typeof GROUNDS;

const day = fc.integer({ min: 0, max: 4 });
/** Often it is written down after it came about. */
const anyDay = fc.integer({ min: -6, max: 4 });
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("decided" as const),
      act: fc.constantFrom<Decided>(
        "suspend",
        "restore",
        "suspend",
        "restore",
        "suspend",
        "restore",
        "revoke",
        "cancel",
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("lost" as const, "found" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("moved" as const),
      to: fc.constantFrom("urban" as const, "market" as const),
      in: anyDay,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("identity" as const),
      identity: fc.constantFrom("contract" as const, "civil-servant" as const),
      in: anyDay,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("assigned" as const, "taken off" as const), in: day }),
  },
);
/** `hours` after the one before. */
const history = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 60 }), act }), {
  minLength: 4,
  maxLength: 14,
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** What is told of a person, by something that was recorded: from `at` on it is so, until the next says otherwise. */
type Told<T> = { at: Date; recordedAt: Date; value: T };
type Model = {
  certificate: Told<"active" | "suspended" | "lost" | "suspended and lost" | "ended">[];
  unit: Told<"urban" | "market">[];
  identity: Told<"civil-servant" | "contract">[];
  onPost: Told<boolean>[];
};
/** The last thing recorded of those that hold by then; one that is recorded later about an earlier day covers what it follows. */
function valueAt<T>(told: readonly Told<T>[], at: Date, knownAt: Date): T | undefined {
  let standing: Told<T>[] = [];
  for (const one of told.filter(({ recordedAt }) => recordedAt <= knownAt))
    standing = [...standing.filter((earlier) => earlier.at < one.at), one];
  return standing.filter((one) => one.at <= at).at(-1)?.value;
}
const mayIn = (model: Model, at: Date, knownAt: Date): boolean =>
  valueAt(model.certificate, at, knownAt) === "active" &&
  valueAt(model.unit, at, knownAt) === "urban" &&
  valueAt(model.identity, at, knownAt) === "civil-servant" &&
  valueAt(model.onPost, at, knownAt) === true;

type Subject = { personId: string; certificateId: string; factId: string | null; model: Model };

async function begin(): Promise<Subject> {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  const told = <T>(value: T): Told<T>[] => [{ at: NOW, recordedAt: NOW, value }];
  const model: Model = {
    certificate: told("active"),
    unit: told("urban"),
    identity: told("civil-servant"),
    onPost: [],
  };
  return { personId, certificateId, factId: null, model };
}

const NEXT: Record<Decided | "lost" | "found", Record<string, Model["certificate"][number]["value"]>> = {
  suspend: { active: "suspended", lost: "suspended and lost" },
  restore: { suspended: "active", "suspended and lost": "lost" },
  lost: { active: "lost", suspended: "suspended and lost" },
  found: { lost: "active", "suspended and lost": "suspended" },
  revoke: { active: "ended", suspended: "ended", lost: "ended", "suspended and lost": "ended" },
  cancel: { active: "ended", suspended: "ended", lost: "ended", "suspended and lost": "ended" },
};

/** Does it, or is refused; the model follows what was done. */
async function perform(subject: Subject, what: Act, now: Date): Promise<void> {
  const { personId, certificateId, model } = subject;
  const certified = (name: keyof typeof NEXT) => {
    const value = NEXT[name][valueAt(model.certificate, now, now)!];
    if (value === undefined) throw new Error(`${name} was done where it is impossible`);
    model.certificate.push({ at: now, recordedAt: now, value });
  };
  if (what.kind === "decided") {
    if (await decided(certificateId, what.act, now)) certified(what.act);
    return;
  }
  if (!("in" in what)) {
    const statement = what.kind === "lost" ? reportLoss : reportFound;
    const verdict = await inTransaction((tx) =>
      statement(tx, { certificateId, note: "巡查途中" }, null, now),
    );
    if (verdict.ok) certified(what.kind);
    return;
  }
  const on = addDays(chinaDateOf(now), what.in);
  if (what.kind === "moved") {
    const move = { personId, unitId: scene[what.to], title: null, fromOn: on };
    const moved = await inTransaction((tx) => transferEmployment(tx, move, null, now));
    if (moved.ok) model.unit.push(from(on, now, what.to));
  } else if (what.kind === "identity") {
    const change = { personId, relation: "home", identity: what.identity, fromOn: on } as const;
    const changed = await inTransaction((tx) => changeEmployment(tx, change, null, now));
    if (changed.ok) model.identity.push(from(on, now, what.identity));
  } else await seat(subject, what.kind, on, now);
}

async function seat(subject: Subject, kind: "assigned" | "taken off", on: DateOn, now: Date): Promise<void> {
  const { personId, model } = subject;
  if (kind === "assigned") {
    const asked = { personId, positionId: patrol, fromOn: on, toOn: null };
    const answer = await inTransaction((tx) => assignPerson(tx, asked, null, now));
    if (!answer.ok) return;
    // Nobody is put on a post who may not be by what is known on the day.
    expect(
      mayIn(
        { ...model, onPost: [{ at: NOW, recordedAt: NOW, value: true }] },
        startOfDay(addDays(on, 1)),
        now,
      ),
    ).toBe(true);
    subject.factId = answer.factId;
    model.onPost.push(from(on, now, true));
  } else if (subject.factId) {
    const ending = { factId: subject.factId, positionId: patrol, toOn: on, reason: "轮岗" };
    await inTransaction((tx) => endAssignment(tx, ending, null, now));
    if (valueAt(model.onPost, new Date(8.64e15), now)) model.onPost.push(from(on, now, false));
    subject.factId = null;
  }
}

const from = <T>(on: DateOn, now: Date, value: T): Told<T> => ({
  at: startOfDay(on),
  recordedAt: now,
  value,
});

async function decided(certificateId: string, act: Decided, now: Date): Promise<boolean> {
  const details = {
    ...{
      ground: GROUNDS[act],
      decisionNumber: "临人社〔2026〕1号",
      legalBasis: "吉林省行政执法证件管理办法",
    },
    ...{ effectiveOn: null, banUntilOn: null, note: "", statement: HEARD },
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details }, scene.issuer, now),
  );
  if (!proposed.ok) return false;
  const { proposalId } = proposed;
  return (await inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, now))).ok;
}

it("eligibility as of an instant is what it was, by the whole history and by what was known then", async () => {
  const seen = { eligible: 0, not: 0 };
  await fc.assert(
    fc.asyncProperty(history, async (script) => {
      const subject = await begin();
      const { personId, model } = subject;
      const ask = async (at: Date, knownAt?: Date) => {
        const asked = { personId, unitId: scene.urban, field: FIELD, at, ...(knownAt ? { knownAt } : {}) };
        const answer = await decideEnforcement(prisma, asked);
        return { ok: answer.ok, codes: answer.ok ? [] : answer.refusals.map(({ code }) => code).sort() };
      };
      const told: { at: Date; said: Awaited<ReturnType<typeof ask>> }[] = [];
      let now = NOW;
      // Everybody begins on the post.
      await perform(subject, { kind: "assigned", in: 0 }, now);
      for (const { hours, act: what } of script) {
        const before = new Date(now.getTime() + (hours * 3_600_000) / 2);
        told.push({ at: before, said: await ask(before) });
        now = new Date(now.getTime() + hours * 3_600_000);
        await perform(subject, what, now);
      }
      told.push({ at: new Date(now.getTime() + 1_000), said: await ask(new Date(now.getTime() + 1_000)) });
      for (const { at, said } of told) {
        expect(await ask(at, at), `known at ${at.toISOString()}`).toEqual(said);
        expect(said.ok, `then, at ${at.toISOString()}`).toBe(mayIn(model, at, at));
        expect((await ask(at)).ok, `by now, at ${at.toISOString()}`).toBe(mayIn(model, at, now));
        seen[said.ok ? "eligible" : "not"] += 1;
      }
    }),
    { numRuns: ROUNDS },
  );
  // A gate that says the same of everybody would pass the comparison with itself.
  expect(seen.eligible).toBeGreaterThan(0);
  expect(seen.not).toBeGreaterThan(0);
}, 3_600_000);
