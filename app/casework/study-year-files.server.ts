/**
 * 考核导出: what of a year is given out, and the workbook of it. Of a frozen year the figures are those that count, after every amendment; of
 * one that is not frozen they are a draft of today, and name and every page say so. Whoever answers for a part of the
 * district gets that part. Each file that leaves the house is recorded.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { type Rows, writeXlsx } from "~/spreadsheet.server";
import { minutesOfYear, type PersonFigures, type UnitFigures } from "~/study/year-figures";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import type { Locale } from "~/text/text";
import { type FreezeFacts, frozenPeople, type SignedLink } from "./study-frozen.server";
import { computeUnits, type YearAsked, type YearUnit } from "./study-year-figures.server";

export type YearFile = { bytes: Buffer; name: string; plainName: string };
export type YearAskedFor = {
  /** What is recorded as given out: the frozen year, or the district. */
  subjectId: string;
  unitId: string;
  year: number;
  district: string;
  units: readonly UnitFigures[];
  /** Who is reported in these units; whoever moved away is reported elsewhere. */
  people: readonly PersonFigures[];
  /** What the figures were signed with; null: nobody has signed them. */
  signed: { link: SignedLink; amendments: number } | null;
  locale: Locale;
};

const reportedHere = (people: readonly PersonFigures[]) => people.filter(({ movedOut }) => !movedOut);

/** A year as it was frozen and amended. */
export async function frozenYear(
  tx: Tx,
  { freeze, ...shown }: { freeze: FreezeFacts } & Pick<YearAskedFor, "district" | "units" | "locale">,
): Promise<YearAskedFor> {
  const { freezeId, unitId, year, signed, amendments } = freeze;
  const closed = amendments.flatMap((one) => (one.signed === null ? [] : [one.signed]));
  const unitIds = shown.units.map((unit) => unit.unitId);
  return {
    ...{ ...shown, subjectId: freezeId, unitId, year },
    people: reportedHere(await frozenPeople(tx, { freezeId, unitIds })),
    // The last file that was signed: what the figures given out are those of.
    signed: { link: closed.at(-1) ?? signed!, amendments: closed.length },
  };
}

/** A year as the ledger stands today: nobody has signed it, and nothing of it is kept. */
export async function provisionalYear(
  tx: Tx,
  {
    unitId,
    year,
    units,
    ...shown
  }: { units: readonly YearUnit[] } & YearAsked & Pick<YearAskedFor, "district" | "locale">,
  now: Date,
): Promise<YearAskedFor> {
  const figures = await computeUnits(tx, units, year, now);
  const people = reportedHere(figures.people).sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
  return { ...shown, subjectId: unitId, unitId, year, units: figures.units, people, signed: null };
}

/** Each file that leaves the house. */
export const told = (tx: Tx, asked: YearAskedFor, format: string, rows: number, actorId: string, now: Date) =>
  record(tx, {
    ...{ type: "list.exported", at: now, actorId, unitId: asked.unitId, subjectId: asked.subjectId },
    data: {
      ...{ list: "study-year", format, rows, numbers: "none", reason: null },
      filters: [`year:${asked.year}`, ...(asked.signed ? [] : ["provisional"])],
    },
  });

/** The name of a file says what it is wherever it is kept: a draft carries its day. */
export function namesOf({ district, year, signed, locale }: YearAskedFor, now: Date) {
  const t = studyYearsText[locale];
  const today = chinaDateOf(now);
  const name = t.fileName(district, year);
  if (signed) return { name, plainName: `study-year-${year}` };
  return { name: t.provisional.fileName(name, today), plainName: `PROVISIONAL-study-year-${year}-${today}` };
}

export async function yearWorkbook(
  tx: Tx,
  asked: YearAskedFor,
  actorId: string,
  now: Date,
): Promise<YearFile> {
  const { units, people, signed, locale } = asked;
  const t = studyYearsText[locale];
  const unitRows = [unitHead(locale), ...units.map((unit) => unitRow(unit, locale))];
  const personRows: Rows = [personHead(locale), ...people.flatMap((person) => personRowsOf(person, asked))];
  const sheetName = signed ? (name: string) => name : t.provisional.sheet;
  const about = { name: sheetName(t.sheets.about), rows: aboutRows(asked, now), widths: [16, 70] };
  const bytes = await writeXlsx([
    // Whoever opens a draft reads first that it is one.
    ...(signed ? [] : [about]),
    { name: sheetName(t.sheets.units), rows: unitRows, widths: unitHead(locale).map(() => 14) },
    { name: sheetName(t.sheets.people), rows: personRows, widths: personHead(locale).map(() => 16) },
    ...(signed ? [about] : []),
  ]);
  await told(tx, asked, "xlsx", people.length, actorId, now);
  const { name, plainName } = namesOf(asked, now);
  return { bytes, name: `${name}.xlsx`, plainName: `${plainName}.xlsx` };
}

function aboutRows({ district, year, signed, locale }: YearAskedFor, now: Date): [string, string][] {
  const t = studyYearsText[locale];
  const of: [string, string][] = [
    [t.aboutRows.district, district],
    [t.aboutRows.year, String(year)],
  ];
  if (!signed)
    return [
      [t.provisional.standing, t.provisional.notFrozen],
      ...of,
      [t.provisional.computedAt, shortInstant(now)],
      [t.provisional.use, t.provisional.useSaid],
    ];
  const { content, digest } = signed.link;
  return [
    ...of,
    [t.aboutRows.signedAt, shortInstant(content.signedAt)],
    [t.aboutRows.people, `${content.proposedBy}, ${content.approvedBy}`],
    [t.aboutRows.digest, digest],
    [t.aboutRows.amendments, String(signed.amendments)],
  ];
}

const unitHead = (locale: Locale): string[] => {
  const t = studyYearsText[locale];
  const c = t.columns;
  return [
    ...[t.unit, t.sessions, t.attendances, t.people, t.minutes],
    ...[c.leadersAttended, c.leadersAll, c.leadersRate, c.staffAttended, c.staffAll, c.staffRate],
    ...[c.met, c.owing, c.planDone, c.planAll, c.examPassed, c.examRequired, c.examAbsent],
  ];
};

function unitRow(unit: UnitFigures, locale: Locale): string[] {
  const { name, sessions, attendances, people, minutes, leaders, staff, plan, exams } = unit;
  const { rate } = studyYearsText[locale];
  return [
    ...[name, sessions, attendances, people, minutes],
    ...[leaders.attended, leaders.people, rate(leaders.attended, leaders.people)],
    ...[staff.attended, staff.people, rate(staff.attended, staff.people)],
    ...[leaders.met + staff.met, leaders.owing + staff.owing, plan.done, plan.planned],
    ...[exams.passed, exams.required, exams.absent],
  ].map(String);
}

const personHead = (locale: Locale): string[] => {
  const t = studyYearsText[locale];
  const c = t.columns;
  return [
    ...[t.person, t.unit, t.group, c.quota, c.required, c.credited, c.short, t.result, t.why],
    ...[t.minutes, t.attendances, c.examPassed, c.examRequired, c.examAbsent, t.statement],
  ];
};

/** A row for each quota; somebody without one has a row as well. */
function personRowsOf(person: PersonFigures, { units, locale }: YearAskedFor): string[][] {
  const t = studyYearsText[locale];
  const words = studyText[locale];
  const unit = units.find(({ unitId }) => unitId === person.unitId)?.name ?? "";
  const who = [person.name, unit, personnelText[locale].categories[person.group]];
  const { exams, statement } = person;
  const rest = [
    ...[minutesOfYear(person), person.attendances, exams.passed, exams.required, exams.absent].map(String),
    statement === null ? "" : t.statements[statement],
  ];
  if (person.quotas.length === 0) return [[...who, "", "", "", "", t.results[person.result], "", ...rest]];
  return person.quotas.map(({ quotaId, unit: measure, required, credited, short, isMet, reasons }) => [
    ...[...who, words.quotas[quotaId] ?? quotaId],
    ...[required, credited, short].map((amount) => words.amounts[measure](amount)),
    t.results[isMet ? "met" : "unmet"],
    reasons.map((reason) => refusalIn(locale, reason).sentence).join("；"),
    ...rest,
  ]);
}
