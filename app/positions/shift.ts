/**
 * 排班: may these people go on this shift, and does a shift still stand?
 * In: the gate's answer about everybody, what else they are on, the instant asked about. Out: every reason at once, by person and for the team.
 */
import { chinaDateOf } from "~/calendar";
import { type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { mayActAsTeam, type TeamAct } from "./team";

const OWN_RULE = { title: "本平台默认设置" };
const HOUR = 3_600_000;
/** Our own choice: longer than a day is two shifts. */
const MOST_HOURS = 24;

export type ShiftTimes = { startsAt: Date; endsAt: Date };

/** Refusals: shift.{past,ends-before-start,too-long}. */
export function mayPlanShift({ startsAt, endsAt }: ShiftTimes, now: Date): Verdict {
  const hours = (endsAt.getTime() - startsAt.getTime()) / HOUR;
  return verdictOf([
    ...(startsAt < now ? [refusal("shift.past", { cure: "later" }, OWN_RULE)] : []),
    ...(hours <= 0 ? [refusal("shift.ends-before-start", {}, OWN_RULE)] : []),
    ...(hours > MOST_HOURS
      ? [refusal("shift.too-long", { hours: Math.ceil(hours), most: MOST_HOURS }, OWN_RULE)]
      : []),
  ]);
}

/** A shift is asked about at its beginning; one that runs, now. */
export const askedAt = ({ startsAt }: ShiftTimes, now: Date): Date => (startsAt > now ? startsAt : now);

export type Member = {
  personId: string;
  /** Of the gate, at the instant the shift is asked about. */
  answer: Verdict & { until: Date | null };
};

/** Why this person cannot be on it, or not for as long as it lasts. */
export function memberRefusals({ answer }: Member, { endsAt }: ShiftTimes): Refusal[] {
  if (!answer.ok) return refusalsOf(answer);
  if (answer.until === null || answer.until >= endsAt) return [];
  return [refusal("shift.outlasts", { untilOn: chinaDateOf(answer.until), cure: "choose-other" }, OWN_RULE)];
}

export type ShiftStanding = { people: { personId: string; refusals: Refusal[] }[]; team: Refusal[] };

/** What stands against a shift as it is manned: of each person, and of the team (K19). */
export function standingOf(times: ShiftTimes, members: readonly Member[], act: TeamAct): ShiftStanding {
  const people = members.map((one) => ({
    personId: one.personId,
    refusals: memberRefusals(one, times),
  }));
  const team = people.map(({ personId, refusals }) => ({ personId, eligible: refusals.length === 0 }));
  return { people, team: refusalsOf(mayActAsTeam(team, act)) };
}

export const stands = ({ people, team }: ShiftStanding): boolean =>
  team.length === 0 && people.every(({ refusals }) => refusals.length === 0);

/** May these go on it beside who is there already? `busy`: on another shift at that time. */
export function mayMan(
  times: ShiftTimes,
  { wanted, there, busy }: { wanted: readonly Member[]; there: readonly Member[]; busy: ReadonlySet<string> },
  act: TeamAct,
): ShiftStanding {
  const { people, team } = standingOf(times, [...there, ...wanted], act);
  const asked = new Set(wanted.map(({ personId }) => personId));
  return {
    people: people
      .filter(({ personId }) => asked.has(personId))
      .map(({ personId, refusals }) => ({
        personId,
        refusals: busy.has(personId)
          ? [...refusals, refusal("shift.elsewhere", { cure: "choose-other" }, OWN_RULE)]
          : refusals,
      })),
    team: wanted.length === 0 ? [refusal("shift.nobody", {}, OWN_RULE)] : team,
  };
}
