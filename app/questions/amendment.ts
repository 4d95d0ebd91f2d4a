/**
 * 法律修改、废止: what can be recorded of a law, and what can be taken back.
 * In: the law as the register has it, what an officer enters, today. Out: the articles touched, or every refusal.
 */
import type { DateOn } from "~/calendar";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { articleListFrom, articlesIn } from "./article-list";
import { dateRefusals, isUnexplained, type LawFacts, standingVersions, type VersionFacts } from "./law";

export const AMENDMENT_KINDS = ["amended", "abolished"] as const;
export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];

/** `listed`: as typed. */
export type Touched = { whole: boolean; listed: string };
export type NewAmendment = Touched & {
  version: DateOn;
  effectiveOn: DateOn;
  /** How many articles the new version has. */
  articles: number;
};
export type Touching = { ok: true; articles: number[] } | { ok: false; refusals: Refusal[] };

/**
 * The articles touched, counted as the version before counts them; none for the whole law. Refusals: those of
 * `articleListFrom`, amendment.nothing-touched, amendment.whole-and-articles, amendment.article-beyond { article, last,
 * version }. Without the version before nothing is beyond it.
 */
export function touchedFrom(
  { whole, listed }: Touched,
  before: Pick<VersionFacts, "version" | "articles"> | undefined,
): Touching {
  const { ranges, refusals } = articleListFrom(listed);
  if (whole)
    return ranges.length + refusals.length === 0
      ? { ok: true, articles: [] }
      : { ok: false, refusals: [refusal("amendment.whole-and-articles")] };
  if (ranges.length + refusals.length === 0)
    return { ok: false, refusals: [refusal("amendment.nothing-touched")] };
  if (before)
    for (const { to } of ranges.filter((range) => range.to > before.articles))
      refusals.push(
        refusal("amendment.article-beyond", { article: to, last: before.articles, version: before.version }),
      );
  return refusals.length === 0 ? { ok: true, articles: articlesIn(ranges) } : { ok: false, refusals };
}

/**
 * Whether the amendment fits between the versions there are. It may be entered late, and between two others. Refusals:
 * those of `dateRefusals` and `touchedFrom`, law.version-registered { version, effectiveOn }, law.version-differs
 * { version, effectiveOn, articles } (it came with the program and says otherwise), amendment.before-first { version },
 * amendment.not-after-former { version, effectiveOn }, amendment.not-before-next { version, effectiveOn },
 * amendment.law-abolished { abolishedOn }.
 */
export function mayAmend(law: LawFacts, amendment: NewAmendment, today: DateOn): Touching {
  const { version, effectiveOn } = amendment;
  const standing = standingVersions(law);
  const before = standing.findLast((one) => one.version < version);
  const next = standing.find((one) => one.version > version);
  const touched = touchedFrom(amendment, before);
  const refusals = [
    ...dateRefusals(amendment, today),
    ...registeredRefusals(law, amendment),
    ...(before ? [] : [refusal("amendment.before-first", { version: standing[0]?.version ?? null })]),
    ...(before && effectiveOn <= before.effectiveOn
      ? [refusal("amendment.not-after-former", datesOf(before))]
      : []),
    ...(next && effectiveOn >= next.effectiveOn ? [refusal("amendment.not-before-next", datesOf(next))] : []),
    ...(law.abolishedOn !== null && law.abolishedOn <= effectiveOn
      ? [refusal("amendment.law-abolished", { abolishedOn: law.abolishedOn })]
      : []),
    ...(touched.ok ? [] : touched.refusals),
  ];
  return refusals.length > 0 ? { ok: false, refusals } : touched;
}

/** A version that came with the program waits to be explained; any other of that day is the one that would be entered. */
function registeredRefusals(law: LawFacts, { version, effectiveOn, articles }: NewAmendment): Refusal[] {
  const known = standingVersions(law).find((one) => one.version === version);
  if (!known) return [];
  if (!isUnexplained(known, law)) return [refusal("law.version-registered", datesOf(known))];
  return known.effectiveOn === effectiveOn && known.articles === articles
    ? []
    : [refusal("law.version-differs", { ...datesOf(known), articles: known.articles })];
}

/** Refusals: law.abolished-already { abolishedOn }, abolition.not-after-version { version, effectiveOn }. */
export function mayAbolish(law: LawFacts, effectiveOn: DateOn): Verdict {
  const later = standingVersions(law).filter((one) => one.effectiveOn >= effectiveOn);
  return verdictOf([
    ...(law.abolishedOn === null ? [] : [refusal("law.abolished-already", { abolishedOn: law.abolishedOn })]),
    ...later.map((version) => refusal("abolition.not-after-version", datesOf(version))),
  ]);
}

/** `cited`: questions standing in a bank today that would rest on nothing. Refusal: amendment.version-cited { questions }. */
export function mayWithdraw({ cited }: { cited: number }): Verdict {
  return verdictOf(cited > 0 ? [refusal("amendment.version-cited", { questions: cited })] : []);
}

const datesOf = ({ version, effectiveOn }: VersionFacts) => ({ version, effectiveOn });
