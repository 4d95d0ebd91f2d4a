/**
 * 考核导出: a frozen year as a workbook, as paper and as the signed file. Figures are those that count, after every amendment;
 * whoever answers for a part of the district gets that part. Each file that leaves the house is recorded.
 */
import { record } from "~/audit/audit.server";
import { renderRoomSheets } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { type Rows, writeXlsx } from "~/spreadsheet.server";
import { type ExamFigures, minutesOfYear, type PersonFigures, type UnitFigures } from "~/study/year-figures";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import type { Locale } from "~/text/text";
import type { RoomSheet } from "../../certificates/room-sheet";
import { type FreezeFacts, frozenPeople, type SignedLink } from "./study-frozen.server";

export type YearFile = { bytes: Buffer; name: string; plainName: string };
export type YearAskedFor = {
  freeze: FreezeFacts;
  district: string;
  units: readonly UnitFigures[];
  locale: Locale;
};

/** The last file that was signed: what the figures given out are those of. */
const standing = ({ signed, amendments }: FreezeFacts): SignedLink =>
  amendments.findLast((one) => one.signed !== null)?.signed ?? signed!;

const told = (tx: Tx, { freeze }: YearAskedFor, format: string, rows: number, actorId: string, now: Date) =>
  record(tx, {
    ...{ type: "list.exported", at: now, actorId, unitId: freeze.unitId, subjectId: freeze.freezeId },
    data: {
      ...{ list: "study-year", format, rows, numbers: "none", reason: null },
      filters: [`year:${freeze.year}`],
    },
  });

export async function yearWorkbook(
  tx: Tx,
  asked: YearAskedFor,
  actorId: string,
  now: Date,
): Promise<YearFile> {
  const { freeze, district, units, locale } = asked;
  const t = studyYearsText[locale];
  const people = await peopleOf(tx, asked);
  const { content, digest } = standing(freeze);
  const about: [string, string][] = [
    [t.aboutRows.district, district],
    [t.aboutRows.year, String(freeze.year)],
    [t.aboutRows.signedAt, shortInstant(content.signedAt)],
    [t.aboutRows.people, `${content.proposedBy}, ${content.approvedBy}`],
    [t.aboutRows.digest, digest],
    [t.aboutRows.amendments, String(freeze.amendments.filter((one) => one.signed !== null).length)],
  ];
  const unitRows = [unitHead(locale), ...units.map((unit) => unitRow(unit, locale))];
  const personRows: Rows = [personHead(locale), ...people.flatMap((person) => personRowsOf(person, asked))];
  const bytes = await writeXlsx([
    { name: t.sheets.units, rows: unitRows, widths: unitHead(locale).map(() => 14) },
    { name: t.sheets.people, rows: personRows, widths: personHead(locale).map(() => 16) },
    { name: t.sheets.about, rows: about, widths: [16, 70] },
  ]);
  await told(tx, asked, "xlsx", people.length, actorId, now);
  return {
    bytes,
    name: `${t.fileName(district, freeze.year)}.xlsx`,
    plainName: `study-year-${freeze.year}.xlsx`,
  };
}

/** Who is reported here; whoever moved away is reported elsewhere. */
async function peopleOf(tx: Tx, { freeze, units }: YearAskedFor): Promise<PersonFigures[]> {
  const unitIds = units.map(({ unitId }) => unitId);
  const people = await frozenPeople(tx, { freezeId: freeze.freezeId, unitIds });
  return people.filter(({ movedOut }) => !movedOut);
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

/** Two lists on one paper: units, then people. */
export async function yearPaper(tx: Tx, asked: YearAskedFor, actorId: string, now: Date): Promise<YearFile> {
  const { freeze, district, units, locale } = asked;
  const t = studyYearsText[locale];
  const people = await peopleOf(tx, asked);
  const title = t.fileName(district, freeze.year);
  const info = { title, author: district, keywords: freeze.freezeId, createdAt: now };
  const bytes = await renderRoomSheets([unitSheet(asked), personSheet(asked, people)], info);
  await told(tx, asked, "pdf", people.length + units.length, actorId, now);
  return { bytes, name: `${title}.pdf`, plainName: `study-year-${freeze.year}.pdf` };
}

const passed = ({ passed, required }: ExamFigures) => (required === 0 ? "—" : `${passed} / ${required}`);

function sheetOf(
  { freeze, district, locale }: YearAskedFor,
  title: string,
): Omit<RoomSheet, "columns" | "rows"> {
  const t = studyYearsText[locale].paper;
  const { content, digest } = standing(freeze);
  return {
    ...{
      exam: district,
      title,
      facts: t.facts(freeze.year, shortInstant(content.signedAt), digest.slice(0, 16)),
    },
    ...{ signatures: t.signatures, counts: null, page: t.page, gap: t.gap },
  };
}

function unitSheet(asked: YearAskedFor): RoomSheet {
  const t = studyYearsText[asked.locale].paper;
  return {
    ...sheetOf(asked, t.units),
    columns: [
      { head: t.unit, width: 44 },
      { head: t.attendance, width: 36, align: "centre" },
      { head: t.leaders, width: 22, align: "centre" },
      { head: t.staff, width: 24, align: "centre" },
      { head: t.met, width: 22, align: "centre" },
      { head: t.exams, width: 22, align: "centre" },
    ],
    rows: asked.units.map(({ name, sessions, attendances, people, leaders, staff, exams }) => [
      ...[name, `${sessions} / ${attendances} / ${people}`, `${leaders.attended} / ${leaders.people}`],
      ...[
        `${staff.attended} / ${staff.people}`,
        `${leaders.met + staff.met} / ${leaders.owing + staff.owing}`,
      ],
      passed(exams),
    ]),
  };
}

function personSheet(asked: YearAskedFor, people: readonly PersonFigures[]): RoomSheet {
  const t = studyYearsText[asked.locale];
  const { amounts } = studyText[asked.locale];
  const names = new Map(asked.units.map(({ unitId, name }) => [unitId, name]));
  return {
    ...sheetOf(asked, t.paper.people),
    columns: [
      { head: t.paper.person, width: 28 },
      { head: t.paper.unit, width: 40 },
      { head: t.paper.credited, width: 46, align: "centre" },
      { head: t.paper.result, width: 20, align: "centre" },
      { head: t.paper.exams, width: 18, align: "centre" },
      { head: t.statement, width: 18, align: "centre" },
    ],
    rows: people.map(({ name, unitId, quotas, result, exams, statement }) => [
      ...[name, names.get(unitId) ?? ""],
      quotas.map(({ credited, required, unit }) => `${credited} / ${amounts[unit](required)}`).join("，"),
      ...[t.results[result], passed(exams), statement === null ? "—" : t.statements[statement]],
    ]),
  };
}
