/** 考核导出 as paper: what of a year is given out, to be signed by hand where it was frozen. */
import { renderRoomSheets } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import type { ExamFigures } from "~/study/year-figures";
import { shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";
import type { RoomSheet } from "../../certificates/room-sheet";
import { namesOf, told, type YearAskedFor, type YearFile } from "./study-year-files.server";

/** Two lists on one paper: units, then people. */
export async function yearPaper(tx: Tx, asked: YearAskedFor, actorId: string, now: Date): Promise<YearFile> {
  const { district, units, people, subjectId } = asked;
  const { name, plainName } = namesOf(asked, now);
  const info = { title: name, author: district, keywords: subjectId, createdAt: now };
  const bytes = await renderRoomSheets([unitSheet(asked, now), personSheet(asked, now)], info);
  await told(tx, asked, "pdf", people.length + units.length, actorId, now);
  return { bytes, name: `${name}.pdf`, plainName: `${plainName}.pdf` };
}

const passed = ({ passed, required }: ExamFigures) => (required === 0 ? "—" : `${passed} / ${required}`);

/** What nobody has signed has no lines to sign on. */
function sheetOf(
  { year, district, signed, locale }: YearAskedFor,
  title: string,
  now: Date,
): Omit<RoomSheet, "columns" | "rows"> {
  const t = studyYearsText[locale];
  const { page, gap, signatures } = t.paper;
  if (!signed)
    return {
      ...{ exam: district, title: t.provisional.sheet(title), signatures: [] },
      ...{ facts: t.provisional.facts(year, shortInstant(now)), counts: null, page, gap },
    };
  const { content, digest } = signed.link;
  return {
    ...{ exam: district, title, signatures, counts: null, page, gap },
    facts: t.paper.facts(year, shortInstant(content.signedAt), digest.slice(0, 16)),
  };
}

function unitSheet(asked: YearAskedFor, now: Date): RoomSheet {
  const t = studyYearsText[asked.locale].paper;
  return {
    ...sheetOf(asked, t.units, now),
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

function personSheet(asked: YearAskedFor, now: Date): RoomSheet {
  const t = studyYearsText[asked.locale];
  const { amounts } = studyText[asked.locale];
  const names = new Map(asked.units.map(({ unitId, name }) => [unitId, name]));
  return {
    ...sheetOf(asked, t.paper.people, now),
    columns: [
      { head: t.paper.person, width: 28 },
      { head: t.paper.unit, width: 40 },
      { head: t.paper.credited, width: 46, align: "centre" },
      { head: t.paper.result, width: 20, align: "centre" },
      { head: t.paper.exams, width: 18, align: "centre" },
      { head: t.statement, width: 18, align: "centre" },
    ],
    rows: asked.people.map(({ name, unitId, quotas, result, exams, statement }) => [
      ...[name, names.get(unitId) ?? ""],
      quotas.map(({ credited, required, unit }) => `${credited} / ${amounts[unit](required)}`).join("，"),
      ...[t.results[result], passed(exams), statement === null ? "—" : t.statements[statement]],
    ]),
  };
}
