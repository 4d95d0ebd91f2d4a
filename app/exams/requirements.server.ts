/**
 * 应考要求: required of many at once, by the exam office or by the rooms to the right. What becomes of a requirement is
 * `requirement-steps.server.ts`.
 */
import { recordAll } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { type EmploymentFacts, personnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { packsFor } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { type PassOf, passesOf } from "./passes.server";
import {
  countsFrom,
  examIn,
  isTold,
  mayRequire,
  meets,
  personRefusals,
  type RequiredExam,
  type RequiredTerms,
  type RequirementSource,
} from "./requirement";

export type NewRequirement = RequiredExam & {
  personIds: readonly string[];
  /** The last day on which it can be met. */
  dueOn: DateOn;
  /** Passes from this day on count; without it, see `countsFrom`. */
  countsFromOn?: DateOn;
  /** Only this exam will do. */
  examId?: string | null;
  source: RequirementSource;
  /** The plan item, post or candidate that asks; null for the exam office. */
  sourceId?: string | null;
};

export type RequirementOutcome = {
  /** Person ids of whom it is required by this call; of those in `met`, an earlier pass answers it at once. */
  required: string[];
  met: string[];
  /** It was required by the same source already. */
  already: string[];
  refused: { personId: string; refusals: Refusal[] }[];
};

/**
 * Requires an exam of each of these people, and answers every reason against each of whom it cannot be required.
 * `within`: paths of the subtrees the caller answers for; without it, anywhere. Calling it twice is harmless.
 * Refusals: those of `mayRequire` for all; of a person requirement.unknown-person, requirement.not-employed, identity.excluded.
 */
export async function requireExam(
  tx: Tx,
  wanted: NewRequirement,
  actorId: string | null,
  now: Date,
  within: readonly string[] = [""],
): Promise<({ ok: true } & RequirementOutcome) | { ok: false; refusals: Refusal[] }> {
  const today = chinaDateOf(now);
  const terms = termsOf(wanted, today);
  const verdict = mayRequire(terms);
  if (!verdict.ok) return verdict;
  const ids = [...new Set(wanted.personIds)];
  await lockPeople(tx, ...ids);
  const { entries, refused } = await decide(tx, ids, terms, within, today);
  const asking = { source: wanted.source, sourceId: wanted.sourceId ?? null };
  const known = await tx.examRequirement.findMany({
    where: {
      ...columnsOf(terms),
      ...asking,
      dueOn: toDbDate(terms.dueOn),
      state: { not: "withdrawn" },
      personId: { in: entries.map(({ personId }) => personId) },
    },
    select: { personId: true },
  });
  const already = new Set(known.map(({ personId }) => personId));
  const fresh = entries.filter(({ personId }) => !already.has(personId));
  await write(tx, fresh, terms, asking, actorId, now);
  return {
    ok: true,
    required: fresh.map(({ personId }) => personId),
    met: fresh.flatMap(({ personId, pass }) => (pass ? [personId] : [])),
    already: [...already],
    refused,
  };
}

function termsOf(wanted: NewRequirement, today: DateOn): RequiredTerms {
  const { kind, part, field, regime, dueOn, examId = null } = wanted;
  const countsFromOn = wanted.countsFromOn ?? countsFrom(kind, dueOn, today);
  return { kind, part, field, regime, dueOn, examId, countsFromOn };
}

const columnsOf = (terms: RequiredTerms) => ({ ...examIn(terms), examId: terms.examId });

type Entry = { personId: string; unitId: string; pass: PassOf | undefined };

async function decide(
  tx: Tx,
  ids: string[],
  terms: RequiredTerms,
  within: readonly string[],
  today: DateOn,
): Promise<{ entries: Entry[]; refused: RequirementOutcome["refused"] }> {
  const people = await personnelFacts(tx, ids, { trueOn: today });
  const units = await tx.unitVersion.findMany({
    where: { supersededAt: null, toOn: null },
    select: { unitId: true, path: true },
  });
  const pathOf = new Map(units.map(({ unitId, path }) => [unitId, path]));
  const isWithin = ({ status, unitId }: EmploymentFacts) =>
    !hasLeft(status) && within.some((path) => pathOf.get(unitId)?.startsWith(path));
  const jobsOf = new Map(
    [...people].map(([personId, { employments }]) => [personId, employments.filter(isWithin)]),
  );
  const packs = await packsFor(
    tx,
    [...jobsOf.values()].flat().map(({ unitId }) => unitId),
    today,
  );
  const passes = await passesOf(tx, ids, today);
  const entries: Entry[] = [];
  const refused: RequirementOutcome["refused"] = [];
  for (const personId of ids) {
    const jobs = jobsOf.get(personId);
    const home = jobs?.find(({ relation }) => relation === "home") ?? jobs?.[0];
    if (!jobs || !home) {
      const reason = jobs ? "requirement.not-employed" : "requirement.unknown-person";
      refused.push({ personId, refusals: [refusal(reason)] });
      continue;
    }
    const { pack } = packs.get(home.unitId)!;
    const refusals = personRefusals(terms, jobs, pack);
    if (refusals.length > 0) refused.push({ personId, refusals });
    else {
      const own = passes.filter((pass) => pass.personId === personId);
      entries.push({ personId, unitId: home.unitId, pass: own.find((pass) => meets(pass, terms, pack)) });
    }
  }
  return { entries, refused };
}

async function write(
  tx: Tx,
  entries: readonly Entry[],
  terms: RequiredTerms,
  asking: { source: RequirementSource; sourceId: string | null },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const rows = entries.map((entry) => ({ ...entry, id: newId() }));
  await tx.examRequirement.createMany({
    data: rows.map(({ id, personId, unitId, pass }) => ({
      ...{ id, personId, unitId, ...columnsOf(terms), ...asking },
      countsFromOn: toDbDate(terms.countsFromOn),
      dueOn: toDbDate(terms.dueOn),
      ...{ requiredById: actorId, requiredAt: now, state: pass ? "met" : "owed", lastNumber: pass ? 2 : 1 },
    })),
  });
  await tx.examRequirementStep.createMany({
    data: rows.flatMap(({ id, pass }) => [
      { requirementId: id, number: 1, act: "required", actorId, at: now },
      ...(pass
        ? [{ requirementId: id, number: 2, act: "met", attemptId: pass.attemptId, actorId, at: now }]
        : []),
    ]),
  });
  await recordAll(
    tx,
    rows.map(({ id, personId, unitId, pass }) => ({
      ...{ type: "requirement.made" as const, at: now, actorId, personId, unitId, subjectId: id },
      data: { kind: terms.kind, dueOn: terms.dueOn, source: asking.source, met: pass !== undefined },
    })),
  );
  await notify(
    tx,
    rows
      .filter(({ pass }) => !pass && isTold(asking.source))
      .map(({ id, personId }) => ({
        personId,
        code: "exam.required",
        happening: id,
        facts: { ...examIn(terms), dueOn: terms.dueOn },
      })),
    now,
  );
}
