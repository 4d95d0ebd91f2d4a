/** Proposals for posts as registration and the gate of appointments ask about them. */
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import type { RegimeWord } from "~/rulebook/words";
import type { AppointmentPass } from "./appointment";
import { releasedResults } from "./passes.server";

/** By person: the proposal entered for this exam, with the attempts made for it so far; of several the least tried. */
export async function proposalsFor(
  tx: Tx,
  examId: string,
  personIds: string[],
): Promise<Map<string, { attemptsUsed: number }>> {
  const candidates = await tx.appointmentCandidate.findMany({
    where: { personId: { in: personIds }, withdrawnAt: null, batch: { entries: { some: { examId } } } },
    select: { personId: true, batch: { select: { entries: { select: { examId: true } } } } },
  });
  const exams = candidates.flatMap(({ batch }) => batch.entries.map((entry) => entry.examId));
  const attempts = await tx.attempt.findMany({
    where: { personId: { in: personIds }, registration: { examId: { in: exams } } },
    select: { personId: true, registration: { select: { examId: true } } },
  });
  const found = new Map<string, { attemptsUsed: number }>();
  for (const { personId, batch } of candidates) {
    const of = new Set(batch.entries.map((entry) => entry.examId));
    const own = attempts.filter((one) => one.personId === personId && of.has(one.registration!.examId));
    const used = Math.min(own.length, found.get(personId)?.attemptsUsed ?? own.length);
    found.set(personId, { attemptsUsed: used });
  }
  return found;
}

/** What carries these people to leading posts: passes for a proposal, and exemptions granted in place of one. */
export async function appointmentPasses(
  tx: Tx,
  personIds: string[],
): Promise<Map<string, (AppointmentPass & { candidateId: string })[]>> {
  const candidates = await tx.appointmentCandidate.findMany({
    where: { personId: { in: personIds } },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      personId: true,
      positionId: true,
      withdrawnAt: true,
      batch: { select: { regime: true, termEndsOn: true, entries: { select: { examId: true } } } },
      requirement: {
        select: {
          exemptions: { where: { decision: "granted", revokedAt: null }, select: { decidedAt: true } },
        },
      },
    },
  });
  const results = await releasedResults(
    tx,
    personIds,
    candidates.flatMap(({ batch }) => batch.entries.map(({ examId }) => examId)),
  );
  const passes = new Map<string, (AppointmentPass & { candidateId: string })[]>();
  for (const { id, personId, positionId, withdrawnAt, batch, requirement } of candidates) {
    const exams = new Set(batch.entries.map(({ examId }) => examId));
    const passed = results.find((one) => one.passed && one.personId === personId && exams.has(one.exam.id));
    const exempted = requirement.exemptions[0]?.decidedAt;
    const passedOn: DateOn | null = passed?.satOn ?? (exempted ? chinaDateOf(exempted) : null);
    if (passedOn === null) continue;
    const pass = {
      ...{ candidateId: id, regime: batch.regime as RegimeWord, passedOn },
      positionId: withdrawnAt === null ? positionId : null,
      termEndsOn: batch.termEndsOn && fromDbDate(batch.termEndsOn),
    };
    passes.set(personId, [...(passes.get(personId) ?? []), pass]);
  }
  return passes;
}
