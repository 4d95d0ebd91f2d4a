/** 执法资格 and bans for cheating: what exams leave behind in a person's record. Read by every room to the right. */
import { record } from "~/audit/audit.server";
import { type DateOn, type DateRange, toDbDate } from "~/calendar";
import { lockPeople, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { believed, holding, rangeColumns } from "~/organisation/history.server";
import type { PartWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";

export type QualificationOrigin = "exam" | "exemption" | "imported";
export type QualificationPartFacts = DateRange & {
  part: PartWord;
  field: string | null;
  origin: QualificationOrigin;
};

type AsOf = { trueOn: DateOn; knownAt?: Date };

/**
 * The parts of the qualification that stand on a calendar date, as known at `knownAt` (an instant; without it, now).
 * Whether a part has lapsed for want of a card is the pack's to say: see `qualification.ts`.
 */
export async function qualificationParts(
  tx: Tx,
  personIds: string[],
  { trueOn, knownAt }: AsOf,
): Promise<Map<string, QualificationPartFacts[]>> {
  const statement = Prisma.sql`
    /* prepared as qualification-parts */
    SELECT q.person_id::text AS "personId", q.part, q.field, q.origin, ${rangeColumns("q")}
    FROM qualification_part q
    WHERE q.person_id = ANY(${personIds}::uuid[]) AND ${believed("q", knownAt)} AND ${holding("q", trueOn)}
    ORDER BY q.from_on, q.id`;
  return byPerson<QualificationPartFacts>(tx, personIds, statement);
}

export type GrantedPart = {
  personId: string;
  part: PartWord;
  /** Of the special part, the field of enforcement; null for the general part. */
  field: string | null;
  origin: QualificationOrigin;
  /** The attempt that was passed; with it, granting twice is harmless. */
  attemptId?: string;
  /** What an exemption or an imported result rests on. */
  evidence?: string;
  /** The day the exam was sat, not the day its result was released. */
  fromOn: DateOn;
};

/** Grants a part of the qualification and answers its fact id. Takes the person's lock. */
export async function grantQualification(
  tx: Tx,
  granted: GrantedPart,
  actorId: string | null,
  now: Date,
): Promise<string> {
  const { personId, part, field, origin, attemptId, evidence, fromOn } = granted;
  await lockPeople(tx, personId);
  const known = attemptId
    ? await tx.qualificationPart.findFirst({
        where: { attemptId, supersededAt: null },
        select: { factId: true },
      })
    : null;
  if (known) return known.factId;
  const factId = newId();
  await tx.qualificationPart.create({
    data: {
      id: newId(),
      factId,
      personId,
      part,
      field,
      origin,
      attemptId: attemptId ?? null,
      evidence: evidence ?? null,
      fromOn: toDbDate(fromOn),
      toOn: null,
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "qualification.granted",
    at: now,
    actorId,
    personId,
    subjectId: factId,
    data: { part, field, origin },
  });
  return factId;
}

/** Takes back what the attempts of a registration granted: their result does not count. Harmless to repeat. */
export async function endQualificationOf(
  tx: Tx,
  { personId, registrationId }: { personId: string; registrationId: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const attempts = await tx.attempt.findMany({ where: { registrationId }, select: { id: true } });
  const ids = attempts.map(({ id }) => id);
  await endParts(tx, personId, { attemptId: { in: ids } }, actorId, now);
}

/** Takes back the part that an exemption granted in place of an exam, at the instant of its decision. Harmless to repeat. */
export async function endExemptedPart(
  tx: Tx,
  {
    personId,
    part,
    field,
    grantedAt,
  }: { personId: string; part: PartWord; field: string | null; grantedAt: Date },
  actorId: string | null,
  now: Date,
): Promise<void> {
  await endParts(
    tx,
    personId,
    { personId, part, field, origin: "exemption", recordedAt: grantedAt },
    actorId,
    now,
  );
}

async function endParts(
  tx: Tx,
  personId: string,
  which: Prisma.QualificationPartWhereInput,
  actorId: string | null,
  now: Date,
): Promise<void> {
  await lockPeople(tx, personId);
  const parts = await tx.qualificationPart.findMany({ where: { ...which, supersededAt: null } });
  for (const { id, factId, part, field } of parts) {
    await tx.qualificationPart.update({ where: { id }, data: { supersededAt: now } });
    await record(tx, {
      type: "qualification.withdrawn",
      at: now,
      actorId,
      personId,
      subjectId: factId,
      data: { part, field },
    });
  }
}

export type ExamBanFacts = DateRange & { reason: string; decisionNumber: string };

/** Bans from exams (K11) whose days include `trueOn`, as known at `knownAt`. */
export async function examBans(
  tx: Tx,
  personIds: string[],
  { trueOn, knownAt }: AsOf,
): Promise<Map<string, ExamBanFacts[]>> {
  const statement = Prisma.sql`
    /* prepared as exam-bans */
    SELECT b.person_id::text AS "personId", b.reason, b.decision_number AS "decisionNumber", ${rangeColumns("b")}
    FROM exam_ban b
    WHERE b.person_id = ANY(${personIds}::uuid[]) AND ${believed("b", knownAt)} AND ${holding("b", trueOn)}
    ORDER BY b.from_on`;
  return byPerson<ExamBanFacts>(tx, personIds, statement);
}

/** Bars a person from exams for a range of days, by a decision. Takes the person's lock. */
export async function recordExamBan(
  tx: Tx,
  ban: { personId: string; reason: string; decisionNumber: string; fromOn: DateOn; toOn: DateOn | null },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const { personId, reason, decisionNumber, fromOn, toOn } = ban;
  await lockPeople(tx, personId);
  const factId = newId();
  await tx.examBan.create({
    data: {
      id: newId(),
      factId,
      personId,
      reason,
      decisionNumber,
      fromOn: toDbDate(fromOn),
      toOn: toOn && toDbDate(toOn),
      recordedAt: now,
      recordedById: actorId,
    },
  });
  await record(tx, {
    type: "exam-ban.recorded",
    at: now,
    actorId,
    personId,
    subjectId: factId,
    data: { toOn },
  });
  return factId;
}

/** The decision behind a ban was taken back: as if it had not been. Harmless to repeat. */
export async function liftExamBan(tx: Tx, factId: string, actorId: string | null, now: Date): Promise<void> {
  const ban = await tx.examBan.findFirst({ where: { factId, supersededAt: null } });
  if (!ban) return;
  await lockPeople(tx, ban.personId);
  await tx.examBan.updateMany({ where: { factId, supersededAt: null }, data: { supersededAt: now } });
  await record(tx, {
    type: "exam-ban.lifted",
    at: now,
    actorId,
    personId: ban.personId,
    subjectId: factId,
    data: { decisionNumber: ban.decisionNumber },
  });
}

/** Everyone asked about has an entry, also who has nothing. */
async function byPerson<Fact>(
  tx: Tx,
  personIds: string[],
  statement: Prisma.Sql,
): Promise<Map<string, Fact[]>> {
  const facts = new Map<string, Fact[]>(personIds.map((id) => [id, []]));
  if (personIds.length === 0) return facts;
  for (const { personId, ...fact } of await rowsOf<Fact & { personId: string }>(tx, statement))
    facts.get(personId)?.push(fact as Fact);
  return facts;
}
