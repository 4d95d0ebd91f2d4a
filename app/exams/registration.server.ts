/** Enters people for an exam: many at once, each decided with every reason. */
import { record, recordAll } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify, peopleBehind } from "~/notices/notices.server";
import { unitsById } from "~/organisation/units.server";
import { type PersonnelFacts, personnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { packVersion } from "~/rulebook/packs.server";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { type ExamAct, type ExamKind, entryClosesAt } from "./exam";
import { proposalsFor } from "./proposals.server";
import { examBans, qualificationParts } from "./qualification.server";
import { type CandidateFacts, mayRegister, type RegistrableExam } from "./registration";

export type RegistrationOutcome = {
  /** Person ids now entered by this call. */
  registered: string[];
  refused: { personId: string; refusals: Refusal[] }[];
};

/**
 * Enters each person who may be entered and answers every reason against each of the others; one refused person keeps
 * nobody else out. The facts of the exam's day decide, by the pack the exam was created under. `within` holds paths of
 * the subtrees the caller answers for; without it, anywhere. Refusals: see `mayRegister`; registration.unknown-person.
 */
export async function registerCandidates(
  tx: Tx,
  { examId, personIds, within }: { examId: string; personIds: string[]; within?: readonly string[] },
  actorId: string | null,
  now: Date,
): Promise<RegistrationOutcome> {
  const ids = [...new Set(personIds)];
  const { exam, packVersionId } = await registrableExam(tx, examId);
  const { pack } = await packVersion(tx, packVersionId);
  await lockPeople(tx, ...ids);
  const candidates = await candidatesFor(tx, examId, ids, exam, within ?? [""]);

  const outcome: RegistrationOutcome = { registered: [], refused: [] };
  const entries: { personId: string; unitId: string }[] = [];
  for (const personId of ids) {
    const candidate = candidates.get(personId);
    const verdict = candidate
      ? mayRegister(exam, candidate, pack, now)
      : { ok: false as const, refusals: [refusal("registration.unknown-person")] };
    if (verdict.ok) entries.push({ personId, unitId: candidate!.unitId! });
    else outcome.refused.push({ personId, refusals: verdict.refusals });
  }
  await tx.registration.createMany({
    data: entries.map(({ personId, unitId }) => ({
      id: newId(),
      examId,
      personId,
      unitId,
      packVersionId,
      registeredById: actorId,
      registeredAt: now,
    })),
  });
  outcome.registered = entries.map((entry) => entry.personId);
  await recordOutcome(tx, examId, entries, outcome.refused, actorId, now);
  await tellRefused(tx, exam, outcome.refused, actorId, now);
  return outcome;
}

/**
 * Whom their unit could not enter, once for the same reasons. Not who asked themselves and reads them at once; nor who is
 * entered already, or unknown; and before an appointment nobody, who need not know that they were thought of.
 */
async function tellRefused(
  tx: Tx,
  exam: RegistrableExam & { id: string; title: string },
  refused: RegistrationOutcome["refused"],
  actorId: string | null,
  now: Date,
): Promise<void> {
  if (exam.regime !== null || !exam.isPublished || exam.isCancelled) return;
  const untold = new Set(["registration.unknown-person", "registration.already-registered"]);
  const asking = await peopleBehind(tx, [actorId]);
  const told = refused.filter(
    ({ personId, refusals }) => !asking.includes(personId) && !refusals.some(({ code }) => untold.has(code)),
  );
  await notify(
    tx,
    told.map(({ personId, refusals }) => ({
      personId,
      code: "exam.registration-refused",
      happening: [exam.id, ...refusals.map(({ code }) => code).sort()].join(" "),
      facts: { examId: exam.id, title: exam.title, refusals },
    })),
    now,
  );
}

async function registrableExam(
  tx: Tx,
  examId: string,
): Promise<{ exam: RegistrableExam & { id: string; title: string }; packVersionId: string }> {
  const row = await tx.exam.findUniqueOrThrow({ where: { id: examId }, include: { acts: true } });
  const acts = row.acts.map((act) => act.act as ExamAct);
  return {
    packVersionId: row.packVersionId,
    exam: {
      ...{ id: row.id, title: row.title },
      kind: row.kind as ExamKind,
      part: row.part as PartWord | null,
      field: row.field,
      regime: row.regime as RegimeWord | null,
      on: chinaDateOf(row.opensAt),
      isPublished: acts.includes("published"),
      isCancelled: acts.includes("cancelled"),
      entryClosesAt: entryClosesAt(row),
      attemptsAllowed: row.attemptsAllowed,
    },
  };
}

type Candidate = CandidateFacts & { unitId: string | null };

async function candidatesFor(
  tx: Tx,
  examId: string,
  personIds: string[],
  exam: RegistrableExam,
  within: readonly string[],
): Promise<Map<string, Candidate>> {
  const on = { trueOn: exam.on };
  const people = await personnelFacts(tx, personIds, on);
  const qualifications = await qualificationParts(tx, personIds, on);
  const bans = await examBans(tx, personIds, on);
  const registrations = await tx.registration.findMany({
    where: { examId, personId: { in: personIds } },
    select: { personId: true, withdrawnAt: true, _count: { select: { attempts: true } } },
  });
  const proposals = exam.regime === null ? new Map() : await proposalsFor(tx, examId, personIds);
  const unitIds = [...people.values()].flatMap((facts) => facts.employments.map((job) => job.unitId));
  const units = await unitsById(tx, unitIds, exam.on);
  const isWithin = (unitId: string) => {
    const path = units.get(unitId)?.path;
    return path !== undefined && within.some((prefix) => path.startsWith(prefix));
  };
  return new Map(
    [...people].map(([personId, facts]) => {
      const own = registrations.filter((row) => row.personId === personId);
      return [
        personId,
        {
          unitId: unitOf(facts, isWithin),
          employments: facts.employments.map(({ identity, status, unitId }) => ({
            identity,
            status,
            inScope: isWithin(unitId),
          })),
          qualifications: qualifications.get(personId) ?? [],
          bans: bans.get(personId) ?? [],
          isRegistered: own.some((row) => row.withdrawnAt === null),
          attemptsUsed: own.reduce((sum, row) => sum + row._count.attempts, 0),
          proposal: proposals.get(personId) ?? null,
        },
      ];
    }),
  );
}

/** Someone lent to another unit is entered by the unit of their establishment, if the caller answers for it. */
function unitOf({ employments }: PersonnelFacts, isWithin: (unitId: string) => boolean): string | null {
  const possible = employments.filter((job) => !hasLeft(job.status) && isWithin(job.unitId));
  return (possible.find((job) => job.relation === "home") ?? possible[0])?.unitId ?? null;
}

async function recordOutcome(
  tx: Tx,
  examId: string,
  entries: { personId: string; unitId: string }[],
  refused: RegistrationOutcome["refused"],
  actorId: string | null,
  now: Date,
): Promise<void> {
  const act = { at: now, actorId, subjectId: examId };
  // Who is not known here is not named in the log either: the id was only typed.
  const known = refused.filter(({ refusals: [first] }) => first?.code !== "registration.unknown-person");
  await recordAll(tx, [
    ...entries.map((entry) => ({ ...act, ...entry, type: "registration.made" as const, data: { examId } })),
    ...known.map(({ personId, refusals }) => ({
      ...act,
      type: "registration.refused" as const,
      personId,
      data: { examId, codes: refusals.map((reason) => reason.code) },
    })),
  ]);
}

/** Takes a registration back before its first attempt. Doing it twice is harmless; answers whether it is withdrawn. */
export async function withdrawRegistration(
  tx: Tx,
  { examId, personId }: { examId: string; personId: string },
  actorId: string | null,
  now: Date,
): Promise<boolean> {
  await lockPeople(tx, personId);
  const live = await tx.registration.findFirst({
    where: { examId, personId, withdrawnAt: null },
    select: { id: true, unitId: true, _count: { select: { attempts: true } } },
  });
  if (!live) return true;
  if (live._count.attempts > 0) return false;
  await tx.registration.update({ where: { id: live.id }, data: { withdrawnAt: now } });
  await record(tx, {
    type: "registration.withdrawn",
    at: now,
    actorId,
    personId,
    unitId: live.unitId,
    subjectId: examId,
    data: { examId },
  });
  return true;
}
