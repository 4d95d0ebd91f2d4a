/**
 * Since when somebody may not enforce. In: dated facts, the post, an instant at which the gate refuses, and from when on to
 * look. Out: the instant since which it refuses without a break, by the one decision of `mayEnforce`.
 */
import { addDays, chinaDateOf, type DateOn, type DateRange, startOfDay } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type EnforcementFacts, type EnforcementPosition, mayEnforce } from "./eligibility";
import { unmetStudyTurns } from "./unmet-study";

export function refusedSince(
  facts: EnforcementFacts,
  position: EnforcementPosition,
  pack: RulePack,
  { from, at }: { from: Date; at: Date },
): Date {
  const every = [...turnsOf(facts, at, position.powers), ...unmetStudyTurns(facts.unmetStudy ?? [], pack)];
  const later = every.filter((turn) => turn > from && turn <= at);
  const turns = [from, ...later.sort((a, b) => a.getTime() - b.getTime())];
  let since = turns.length - 1;
  while (since > 0 && !mayEnforce(facts, position, turns[since - 1]!, pack).ok) since -= 1;
  return turns[since]!;
}

/** Every instant at which a verdict about these facts can turn, in order; between two of them it is one and the same. */
export function turnsOf(facts: EnforcementFacts, at: Date, powers: readonly DateRange[] = []): Date[] {
  const ranges: DateRange[] = [
    ...facts.employments,
    ...facts.legalDuties,
    ...(facts.legalPosts ?? []),
    ...facts.sanctions,
    ...facts.bodies,
    ...facts.qualifications,
    ...facts.bans,
    ...powers,
    ...facts.certificates.map(({ validFromOn, validToOn }) => upTo(validFromOn, validToOn)),
    ...(facts.ministryCards ?? []).flatMap(({ acceptedOn, validFromOn, validToOn }) => [
      ...(acceptedOn ? [upTo(acceptedOn, validToOn)] : []),
      ...(validFromOn ? [upTo(validFromOn, validToOn)] : []),
    ]),
  ];
  const days = ranges.flatMap(({ fromOn, toOn }) => (toOn ? [fromOn, toOn] : [fromOn]));
  days.push(...facts.bodies.flatMap(({ publishedOn }) => publishedOn ?? []));
  // A year's grade counts from the year after.
  days.push(...facts.grades.map(({ year }) => `${year + 1}-01-01` as DateOn));
  const instants = [
    ...facts.certificates.flatMap(({ acts }) => acts.map(({ effectiveAt }) => effectiveAt)),
    ...facts.bans.flatMap(({ fromAt }) => fromAt ?? []),
  ];
  const all = [...[...new Set(days)].filter((day) => day <= chinaDateOf(at)).map(startOfDay), ...instants];
  return [...new Set(all.map(Number))].sort((a, b) => a - b).map((time) => new Date(time));
}

const upTo = (fromOn: DateOn, lastOn: DateOn): DateRange => ({ fromOn, toOn: addDays(lastOn, 1) });
