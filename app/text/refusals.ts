/**
 * Turns a refusal into words. In: a code with facts and its source. Out: what is wrong, what would cure it and where
 * the rule stands, in the reader's language. Titles of instruments are quoted in Chinese in both.
 */
import type { Facts, Refusal, Source } from "~/verdict";
import { accessRefusals } from "./refusals-access";
import { afterExamsRefusals } from "./refusals-after-exams";
import { applicationsRefusals } from "./refusals-applications";
import { blueprintsRefusals } from "./refusals-blueprints";
import { caseworkRefusals } from "./refusals-casework";
import { certificationRefusals } from "./refusals-certification";
import { coursesRefusals } from "./refusals-courses";
import { examsRefusals } from "./refusals-exams";
import { formatsRefusals } from "./refusals-formats";
import { invigilationRefusals } from "./refusals-invigilation";
import { itemsRefusals } from "./refusals-items";
import { lawsRefusals } from "./refusals-laws";
import { organisationRefusals } from "./refusals-organisation";
import { personnelRefusals } from "./refusals-personnel";
import { plansRefusals } from "./refusals-plans";
import { positionsRefusals } from "./refusals-positions";
import { questionsRefusals } from "./refusals-questions";
import { renewalsRefusals } from "./refusals-renewals";
import { requirementsRefusals } from "./refusals-requirements";
import { rulebookRefusals } from "./refusals-rulebook";
import { studyRefusals } from "./refusals-study";
import { studyAuditRefusals } from "./refusals-study-audit";
import { studyImportsRefusals } from "./refusals-study-imports";
import { studySessionsRefusals } from "./refusals-study-sessions";
import { studyYearRefusals } from "./refusals-study-year";
import { trainingRefusals } from "./refusals-training";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };
type Entries = Readonly<Record<string, Entry>>;

// A list of one type: spread one by one, the unions of both languages multiply, and the compiler with them.
const catalogues: readonly Readonly<Record<Locale, Entries>>[] = [
  accessRefusals,
  afterExamsRefusals,
  applicationsRefusals,
  blueprintsRefusals,
  caseworkRefusals,
  certificationRefusals,
  coursesRefusals,
  examsRefusals,
  formatsRefusals,
  lawsRefusals,
  invigilationRefusals,
  itemsRefusals,
  organisationRefusals,
  personnelRefusals,
  plansRefusals,
  positionsRefusals,
  questionsRefusals,
  renewalsRefusals,
  requirementsRefusals,
  rulebookRefusals,
  studyRefusals,
  studyImportsRefusals,
  studySessionsRefusals,
  studyAuditRefusals,
  studyYearRefusals,
  trainingRefusals,
];

const together = (locale: Locale): Entries =>
  Object.assign({}, ...catalogues.map((catalogue) => catalogue[locale]));

export const refusalCatalogue: Record<Locale, Entries> = {
  "zh-CN": together("zh-CN"),
  en: together("en"),
};

export type RefusalWords = {
  code: string;
  /** The blocking rule such as K05, where there is one. */
  rule: string | null;
  sentence: string;
  cure: string | null;
  /** 《title》article */
  source: string | null;
};

/** Throws for a code without words: a test walks every code, so that a reader never meets one. */
export function refusalIn(locale: Locale, refusal: Refusal): RefusalWords {
  const entry = refusalCatalogue[locale][refusal.code];
  if (!entry) throw new Error(`No words for the refusal "${refusal.code}"`);
  const { source } = refusal;
  return {
    code: refusal.code,
    rule: source?.rule ?? null,
    sentence: entry.says(refusal.facts),
    cure: entry.cure?.(refusal.facts) ?? null,
    source: source && citation(locale, source),
  };
}

/** What rests on no instrument says so, instead of looking like one. */
const ownDefault: Record<Locale, string> = { "zh-CN": "本平台默认设置", en: "Default of this platform" };

/** 《title》article, as every page quotes a source. */
export function citation(locale: Locale, { title, article }: Source): string {
  if (title === ownDefault["zh-CN"]) return ownDefault[locale];
  return `《${title}》${article ?? ""}`;
}
