import type { ReportGroup } from "~/exams/exam-report";
import type { ReportPerson } from "~/exams/report-people.server";
import { examReportsText } from "~/text/exam-reports";
import { rulebookText } from "~/text/rulebook";
import { type Locale, textFor, useLocale, useText } from "~/text/text";
import { violationsText } from "~/text/violations";
import { Status, type Tone } from "./status";

type Standing = Exclude<ReportGroup, "should" | "sat" | "misconduct" | "cheating" | "late">;

/** The one group of a report that says what came of somebody. */
export function standingIn({
  papers,
  ground,
  isVoid,
  passed,
}: Pick<ReportPerson, "papers" | "ground" | "isVoid" | "passed">): Standing {
  if (papers === 0) return ground ? "exempt" : "absent";
  if (isVoid) return "void";
  if (passed === null) return "unmarked";
  return passed ? "passed" : "failed";
}

const tones: Record<Standing, Tone> = {
  absent: "warn",
  exempt: "info",
  passed: "ok",
  failed: "stop",
  unmarked: "off",
  void: "stop",
};

export function ReportStanding({ person }: { person: ReportPerson }) {
  const t = useText(examReportsText);
  const standing = standingIn(person);
  return <Status tone={tones[standing]}>{t.groups[standing]}</Status>;
}

/** What there is to say beside the standing, a line each. */
export function reportNotes(locale: Locale, person: ReportPerson): string[] {
  const t = textFor(examReportsText, locale);
  const { codes } = textFor(violationsText, locale);
  const grounds = textFor(rulebookText, locale).words;
  const { ground, isEntered, papers, late } = person;
  return [
    ...(ground && papers === 0 ? [t.ground(grounds[ground] ?? ground)] : []),
    ...(!isEntered && !ground ? [t.notRegistered] : []),
    ...person.codes.map((code) => codes[code]),
    ...(papers > 1 ? [t.notes.again(papers)] : []),
    ...(late ? [t.notes.late] : []),
  ];
}

export function ReportNotes({ person }: { person: ReportPerson }) {
  const locale = useLocale();
  return reportNotes(locale, person).map((note) => <div key={note}>{note}</div>);
}
