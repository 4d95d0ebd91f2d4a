/** What the person's own page shows, read from every room at one instant. */
import { addDays, chinaDateOf, type DateOn, monthsBack, startOfDay, yearOf } from "~/calendar";
import { foremost } from "~/casework/standing-of-people.server";
import { certificatesOf, publicEntry } from "~/certification/certificates.server";
import type { CertificateState } from "~/certification/status";
import type { Tx } from "~/db.server";
import { ownWindow } from "~/exams/admission";
import { entryClosesAt, phaseOf } from "~/exams/exam";
import { mySittings, type Sitting } from "~/exams/sitting.server";
import { type UnitFacts, unitsById } from "~/organisation/units.server";
import { type PersonnelFacts, personnelFacts } from "~/personnel/facts.server";
import { type MonthFacts, monthsOf } from "~/plans/plans.server";
import { packFor } from "~/rulebook/packs.server";
import { makeUpsOf } from "~/study/make-ups.server";
import { sessionsFor } from "~/study/session-list.server";
import { studyYear } from "~/study/standing.server";
import { type Enforcement, enforcementOf } from "./enforcement.server";

export type TodoItem =
  | {
      kind: "exam";
      examId: string;
      title: string;
      opensAt: Date;
      entryClosesAt: Date;
      minutes: number;
      phase: "announced" | "open" | "running";
    }
  | { kind: "make-up"; month: number; law: string; failed: boolean }
  | { kind: "session"; sessionId: string; title: string; startAt: Date; place: string }
  | { kind: "missed"; makeUpId: string; title: string; dueOn: DateOn }
  | { kind: "collect" }
  | { kind: "renew"; validToOn: DateOn };

export type OwnCertificate = {
  state: CertificateState;
  number: string;
  unitName: string;
  validToOn: DateOn;
  renewFromOn: DateOn;
  token: string;
  hasPhoto: boolean;
};

const SOON_DAYS = 7;
const AHEAD_DAYS = 31;

export async function readHome(tx: Tx, personId: string, now: Date) {
  const today = chinaDateOf(now);
  const year = yearOf(today);
  const person = (await personnelFacts(tx, [personId], { trueOn: today })).get(personId);
  const job = person?.employments[0];
  const units = await unitsById(tx, person?.employments.map(({ unitId }) => unitId) ?? [], today);
  const months = await monthsOf(tx, personId, year, now);
  const study = await studyYear(tx, personId, year, today);
  const certificate = await ownCertificate(tx, personId, now);
  const own = todosFrom(await mySittings(tx, personId), months, certificate, now);
  const todos = [...own, ...(await studyTodos(tx, personId, now))];
  return {
    name: person?.name ?? "",
    unitName: job ? (units.get(job.unitId)?.name ?? "") : "",
    title: job?.title ?? "",
    today,
    todos,
    soon: todos.filter((todo) => isSoon(todo, now)).length,
    standings: study.standings,
    rules: study.rules && {
      minutesPerPeriod: study.rules.pack.study.minutesPerPeriod.value,
      periodsPerDay: study.rules.pack.study.periodsPerDay.value,
    },
    records: study.records.length,
    months,
    certificate,
    enforcement: await ownEnforcement(tx, person, units, certificate, now),
  };
}

function todosFrom(
  sittings: readonly Sitting[],
  months: readonly MonthFacts[],
  certificate: OwnCertificate | null,
  now: Date,
): TodoItem[] {
  const today = chinaDateOf(now);
  const exams = sittings.flatMap((sitting): TodoItem[] => {
    const own = ownWindow(sitting, { delayMs: 0, holds: sitting.holds }, now);
    const phase = phaseOf(own, sitting.acts, now);
    const { attempts, attemptsAllowed, examId, title, opensAt, minutes } = sitting;
    const sat = attempts.every(({ state }) => state === "submitted");
    const done = attempts.length > 0 && sat;
    if ((phase !== "announced" && phase !== "open" && phase !== "running") || done) return [];
    // Whoever did not begin in time has nothing to go on with.
    if (phase === "running" && attempts.length === 0) return [];
    if (attempts.length > attemptsAllowed) return [];
    return [{ kind: "exam", examId, title, opensAt, entryClosesAt: entryClosesAt(own), minutes, phase }];
  });
  const owed = months.flatMap(({ month, law, result }): TodoItem[] =>
    result.outcome === "absent" || result.outcome === "failed"
      ? [{ kind: "make-up", month, law, failed: result.outcome === "failed" }]
      : [],
  );
  const cards: TodoItem[] = [];
  if (certificate?.state === "to-collect") cards.push({ kind: "collect" });
  if (certificate?.state === "active" && certificate.renewFromOn <= today)
    cards.push({ kind: "renew", validToOn: certificate.validToOn });
  return [
    ...cards.filter(({ kind }) => kind === "collect"),
    ...owed,
    ...exams.sort(byOpening),
    ...cards.filter(({ kind }) => kind === "renew"),
  ];
}

/** Sessions of the weeks ahead, and what was missed and is still owed. */
async function studyTodos(tx: Tx, personId: string, now: Date): Promise<TodoItem[]> {
  const until = startOfDay(addDays(chinaDateOf(now), AHEAD_DAYS));
  const { ahead } = await sessionsFor(tx, personId, now);
  const owed = (await makeUpsOf(tx, { personId })).filter(({ outcome }) => outcome === null);
  return [
    ...ahead
      .filter(({ state, startAt }) => state === "planned" && startAt < until)
      .map(({ sessionId, title, startAt, place }) => ({
        ...{ kind: "session" as const, sessionId, title, startAt, place },
      })),
    ...owed.map(({ makeUpId, title, dueOn }) => ({ kind: "missed" as const, makeUpId, title, dueOn })),
  ];
}

const byOpening = (a: TodoItem, b: TodoItem) =>
  a.kind === "exam" && b.kind === "exam" ? a.opensAt.getTime() - b.opensAt.getTime() : 0;

function isSoon(todo: TodoItem, now: Date): boolean {
  const until = startOfDay(addDays(chinaDateOf(now), SOON_DAYS + 1));
  if (todo.kind === "exam") return todo.opensAt < until;
  if (todo.kind === "session") return todo.startAt < until;
  if (todo.kind === "renew") return startOfDay(todo.validToOn) < until;
  return true;
}

async function ownCertificate(tx: Tx, personId: string, now: Date): Promise<OwnCertificate | null> {
  const certificates = (await certificatesOf(tx, [personId])).get(personId) ?? [];
  const held = foremost(
    certificates.filter(({ type }) => type === "administrative-enforcement"),
    now,
  );
  if (!held) return null;
  const { publicToken } = await tx.certificate.findUniqueOrThrow({
    where: { id: held.certificateId },
    select: { publicToken: true },
  });
  const entry = await publicEntry(publicToken, now);
  const { pack } = await packFor(tx, held.unitId, chinaDateOf(now));
  return {
    state: held.state,
    number: held.number,
    unitName: entry?.unitName ?? "",
    validToOn: held.validToOn,
    renewFromOn: monthsBack(held.validToOn, pack.certificate.renewWindowMonths.value),
    token: publicToken,
    hasPhoto: entry?.hasPhoto ?? false,
  };
}

/** Only for whom the question means something: who enforces, assists in it or holds a certificate. */
async function ownEnforcement(
  tx: Tx,
  person: PersonnelFacts | undefined,
  units: ReadonlyMap<string, UnitFacts>,
  certificate: OwnCertificate | null,
  now: Date,
): Promise<Enforcement | null> {
  const job = person?.employments.find(({ unitId }) => units.has(unitId));
  if (!person || !job) return null;
  const asks =
    certificate !== null || person.studyCategory === "enforcement" || person.studyCategory === "auxiliary";
  return asks ? enforcementOf(tx, person, job, now) : null;
}
