/**
 * 法律登记: a law as the register keeps it, version by version, and what it is on a day.
 * In: its versions with the amendments that lead to them, the day of its abolition. Out: states on a calendar date, and
 * refusals of what cannot be entered.
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export type VersionFacts = {
  /** The day it was adopted, which is its name. */
  version: DateOn;
  effectiveOn: DateOn;
  /** How many it has. */
  articles: number;
  /** It came with the program. */
  shipped: boolean;
  /** Those recorded as leading to it, the withdrawn ones too. */
  amendments: readonly { withdrawn: boolean }[];
};
export type LawFacts<V extends VersionFacts = VersionFacts> = {
  versions: readonly V[];
  /** The first day without it; null: nobody has recorded that it ends. */
  abolishedOn: DateOn | null;
};

/** Reached by withdrawn amendments only: it was entered by mistake and nothing may rest on it. */
export function isWithdrawn({ shipped, amendments }: Pick<VersionFacts, "shipped" | "amendments">): boolean {
  return !shipped && amendments.length > 0 && amendments.every(({ withdrawn }) => withdrawn);
}

/** What a change of a law touches, from a day on: `articles` of the versions before, or all of it. */
export type ChangeOfLaw = { effectiveOn: DateOn; whole: boolean; articles: readonly number[] };

/** Whether it touches an article that is cited in the version of that day; `touched` asks the database the same. */
export function touches(
  { effectiveOn, whole, articles }: ChangeOfLaw,
  cited: { effectiveOn: DateOn; article: number },
): boolean {
  return cited.effectiveOn < effectiveOn && (whole || articles.includes(cited.article));
}

/** Those that count, by the day they were adopted. */
export function standingVersions<V extends VersionFacts>({ versions }: LawFacts<V>): V[] {
  return versions.filter((version) => !isWithdrawn(version)).sort((a, b) => (a.version < b.version ? -1 : 1));
}

export const LAW_STATES = ["in-force", "not-yet", "superseded", "abolished", "withdrawn"] as const;
export type LawState = (typeof LAW_STATES)[number];
/** `on`: since when, or from when; null for what was withdrawn. `endsOn`: for what is in force, the first day it is not. */
export type StateOn = { state: LawState; on: DateOn | null; endsOn: DateOn | null };

/** What a version is on that calendar date. */
export function versionState<V extends VersionFacts>(version: V, law: LawFacts<V>, day: DateOn): StateOn {
  if (isWithdrawn(version)) return { state: "withdrawn", on: null, endsOn: null };
  const { effectiveOn } = version;
  if (day < effectiveOn) return { state: "not-yet", on: effectiveOn, endsOn: null };
  const later = standingVersions(law).map((one) => one.effectiveOn);
  const nextOn = later.filter((on) => on > effectiveOn).sort()[0] ?? null;
  if (nextOn !== null && nextOn <= day) return { state: "superseded", on: nextOn, endsOn: null };
  if (law.abolishedOn !== null && law.abolishedOn <= day)
    return { state: "abolished", on: law.abolishedOn, endsOn: null };
  return { state: "in-force", on: effectiveOn, endsOn: nextOn ?? law.abolishedOn };
}

/** What the law is on that calendar date: the state of the version that binds, or of the one that will. */
export function lawState(law: LawFacts, day: DateOn): StateOn {
  const standing = standingVersions(law).sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  const current = standing.findLast(({ effectiveOn }) => effectiveOn <= day) ?? standing[0];
  return current ? versionState(current, law, day) : { state: "withdrawn", on: null, endsOn: null };
}

/** A later version that no amendment leads to: it came with the program, and which articles it touches nobody has said. */
export function isUnexplained<V extends VersionFacts>(version: V, law: LawFacts<V>): boolean {
  const first = standingVersions(law)[0];
  return (
    first !== undefined &&
    first.version < version.version &&
    !isWithdrawn(version) &&
    version.amendments.every(({ withdrawn }) => withdrawn)
  );
}

/** Refusals: law.adopted-later { version, today }, law.effective-before-adoption { version, effectiveOn }. */
export function dateRefusals(
  { version, effectiveOn }: { version: DateOn; effectiveOn: DateOn },
  today: DateOn,
): Refusal[] {
  return [
    ...(version > today ? [refusal("law.adopted-later", { version, today })] : []),
    ...(effectiveOn < version ? [refusal("law.effective-before-adoption", { version, effectiveOn })] : []),
  ];
}

/** Whether a law that the register lacks can be entered. Refusals: those of `dateRefusals`, law.name-taken { name }. */
export function mayRegister(
  law: { name: string; version: DateOn; effectiveOn: DateOn; isTaken: boolean },
  today: DateOn,
): Verdict {
  return verdictOf([
    ...(law.isTaken ? [refusal("law.name-taken", { name: law.name })] : []),
    ...dateRefusals(law, today),
  ]);
}

/** The short name as citations write it, without the marks around a title. */
export const lawNameFrom = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[《》]/g, "")
    .replace(/\s+/g, " ")
    .trim();
