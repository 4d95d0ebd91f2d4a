/** What of law study waits for an officer: only what they may do, each with where to do it. */
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { addDays, type DateOn, startOfDay, yearOf, yearRange } from "~/calendar";
import { districtsFor } from "~/casework/study-dry-run.server";
import { freezeOf } from "~/casework/study-frozen.server";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { RELIEF_ROLES, type ReliefOffice } from "~/study/relief";
import {
  coursesWaiting,
  importsWaiting,
  makeUpsWaiting,
  noticesWaiting,
  owesStatement,
  rectificationsWaiting,
  reliefsWaiting,
  sessionsWaiting,
  statementsWaiting,
  type Waiting,
} from "~/study/waiting.server";
import { statementYearDue } from "./statement-due";

export const STUDY_MATTERS = [
  "sessions-today",
  "sessions-to-close",
  "rectifications-owed",
  "rectifications-reported",
  "notices-owed",
  "notices-to-issue",
  "notices-replied",
  "make-ups",
  "imports",
  "courses",
  "reliefs",
  "own-statement",
  "statements",
  "year-to-propose",
  "year-to-approve",
  "amendments",
] as const;
export type StudyMatterCode = (typeof STUDY_MATTERS)[number];
export type StudyMatter = {
  code: StudyMatterCode;
  count: number;
  late: number;
  since: Date | null;
  /** Of matters of a year, which. */
  year: number | null;
  href: string;
};

/** In the order of the list above, without what does not wait. */
export async function studyMatters(tx: Tx, actor: Actor, today: DateOn, now: Date): Promise<StudyMatter[]> {
  const unitIds = unitsOnce(tx, actor, today);
  const found: StudyMatter[] = [];
  /** Where it is one, straight to it. */
  const add = (code: StudyMatterCode, list: string, each: string | null, { one, ...waiting }: Waiting) => {
    if (waiting.count === 0) return;
    found.push({ code, ...waiting, year: null, href: one && each ? `${each}/${one}` : list });
  };
  if (can(actor, "study-session:record")) {
    const units = await unitIds("study-session:record");
    const sessions = "/study-sessions";
    const planned = `${sessions}?state=planned`;
    add("sessions-today", planned, sessions, await sessionsWaiting(tx, units, "today", today, now));
    add("sessions-to-close", planned, sessions, await sessionsWaiting(tx, units, "to-close", today, now));
    const makeUps = await makeUpsWaiting(tx, units, today);
    add("make-ups", `/study-make-ups?state=${makeUps.late > 0 ? "overdue" : "open"}`, null, makeUps);
  }
  for (const [code, permission, side] of RECTIFICATIONS)
    if (can(actor, permission)) {
      const waiting = await rectificationsWaiting(tx, await unitIds(permission), side, actor, today);
      add(code, `/rectifications?waits=${side}`, "/rectifications", waiting);
    }
  for (const [code, permission, side] of NOTICES)
    if (can(actor, permission)) {
      const waiting = await noticesWaiting(tx, await unitIds(permission), side, actor, today);
      add(code, `/supervision-notices?waits=${side}`, "/supervision-notices", waiting);
    }
  if (can(actor, "study:accept")) {
    const imports = "/study-records/imports";
    add("imports", imports, imports, await importsWaiting(tx, await unitIds("study:accept"), actor));
  }
  if (can(actor, "course:publish")) {
    const waiting = await coursesWaiting(tx, await unitIds("course:publish"), actor);
    add("courses", "/courses?state=draft", "/courses", waiting);
  }
  if (can(actor, "study-relief:decide")) {
    const as = (office: ReliefOffice) => {
      const grants = actor.grants.filter(({ role }) => role === RELIEF_ROLES[office]);
      return unitIds("study-relief:decide", { ...actor, grants });
    };
    const offices = {
      "unit-personnel": await as("unit-personnel"),
      personnel: await as("personnel"),
      "legal-affairs": await as("legal-affairs"),
    };
    add("reliefs", "/study-reliefs?state=open", null, await reliefsWaiting(tx, offices, actor));
  }
  if (can(actor, "law-statement:review")) {
    const waiting = await statementsWaiting(tx, await unitIds("law-statement:review"), actor);
    add("statements", "/law-statements", "/law-statements", waiting);
  }
  found.push(...(await ownStatement(tx, actor, today)), ...(await years(tx, actor, today)));
  return found.sort((a, b) => STUDY_MATTERS.indexOf(a.code) - STUDY_MATTERS.indexOf(b.code));
}

const RECTIFICATIONS = [
  ["rectifications-owed", "supervision:reply", "owed"],
  ["rectifications-reported", "study-audit:write", "reported"],
] as const satisfies [StudyMatterCode, Permission, string][];
const NOTICES = [
  ["notices-owed", "supervision:reply", "owed"],
  ["notices-to-issue", "supervision:issue", "to-issue"],
  ["notices-replied", "supervision:issue", "replied"],
] as const satisfies [StudyMatterCode, Permission, string][];

/** Most permissions reach the same places: they are looked up once. */
function unitsOnce(tx: Tx, actor: Actor, today: DateOn) {
  const known = new Map<string, Promise<string[]>>();
  return (permission: Permission, as: Actor = actor): Promise<string[]> => {
    const paths = pathsFor(as, permission);
    const key = paths.join(" ");
    const units =
      known.get(key) ?? unitsUnder(tx, paths, today).then((found) => found.map(({ unitId }) => unitId));
    known.set(key, units);
    return units;
  };
}

async function ownStatement(tx: Tx, { personId }: Actor, today: DateOn): Promise<StudyMatter[]> {
  const year = statementYearDue(today);
  if (personId === null || year === null) return [];
  const last = addDays(yearRange(year).toOn, -1);
  if (!(await owesStatement(tx, personId, year, today < last ? today : last))) return [];
  const href = `/my/law-statement?year=${year}`;
  return [{ code: "own-statement", count: 1, late: 0, since: null, year, href }];
}

/** The year that is over, of the districts that are the reader's to freeze; one without any study is nobody's work. */
async function years(tx: Tx, actor: Actor, today: DateOn): Promise<StudyMatter[]> {
  if (!can(actor, "study-year:freeze") && !can(actor, "study-year:reopen")) return [];
  const year = yearOf(today) - 1;
  const over = startOfDay(yearRange(year).toOn);
  const found: StudyMatter[] = [];
  const add = (code: StudyMatterCode, since: Date, href: string) =>
    found.push({ code, count: 1, late: 0, since, year, href });
  for (const { unitId, path } of await districtsFor(tx, actor, today)) {
    const freeze = await freezeOf(tx, unitId, year);
    const at = freeze && `/study-years/${freeze.freezeId}`;
    const open = freeze?.amendments.find(({ closedAt }) => closedAt === null);
    if (can(actor, "study-year:freeze", { path })) {
      if (freeze?.state === "proposed") {
        if (freeze.proposedById !== actor.accountId) add("year-to-approve", freeze.proposedAt, at!);
      } else if (
        freeze?.state !== "frozen" &&
        freeze?.state !== "reopened" &&
        (await studied(tx, path, year))
      )
        add("year-to-propose", over, `/study-years?unit=${unitId}&year=${year}`);
    }
    if (open && open.openedById !== actor.accountId && can(actor, "study-year:reopen", { path }))
      add("amendments", open.openedAt, at!);
  }
  return found;
}

async function studied(tx: Tx, path: string, year: number): Promise<boolean> {
  const { fromOn, toOn } = yearRange(year);
  const units = await unitsUnder(tx, [path], addDays(toOn, -1));
  const [row] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM study_record WHERE unit_id = ANY(${units.map(({ unitId }) => unitId)}::uuid[])
      AND start_at >= ${startOfDay(fromOn)}::timestamptz AND start_at < ${startOfDay(toOn)}::timestamptz) AS any`;
  return row!.any;
}
