/** The register of violations: recorded, signed by four, of effect with the last signature. Taking back is `violation-withdrawals.server.ts`. */
import type { Actor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { lockExam, lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { endQualificationOf, recordExamBan } from "./qualification.server";
import { settleRequirements } from "./requirement-steps.server";
import { retakeStatistics } from "./statistics-due.server";
import {
  banFor,
  kindOf,
  maySign,
  SIGNATURE_ROLES,
  type SignatureRole,
  type Signer,
  type ViolationCode,
} from "./violation";

type Answer<More = object> = ({ ok: true } & More) | { ok: false; refusals: Refusal[] };
const no = (...refusals: Refusal[]) => ({ ok: false as const, refusals });

/**
 * Enters a violation of one candidate. It changes nothing before four have signed.
 * Refusals: violation.description-missing, registration.unknown-person, violation.own.
 */
export async function recordViolation(
  tx: Tx,
  entry: {
    examId: string;
    registrationId: string;
    code: ViolationCode;
    description: string;
    evidenceHash: string | null;
  },
  actor: Pick<Actor, "accountId" | "personId">,
  now: Date,
): Promise<Answer<{ violationId: string }>> {
  const { examId, registrationId, code, evidenceHash } = entry;
  const description = entry.description.trim();
  if (description === "") return no(refusal("violation.description-missing"));
  const candidate = await tx.registration.findFirst({
    where: { id: registrationId, examId, withdrawnAt: null },
    select: { personId: true, unitId: true },
  });
  if (!candidate) return no(refusal("registration.unknown-person"));
  if (candidate.personId === actor.personId) return no(refusal("violation.own"));
  const id = newId();
  const kind = kindOf(code);
  await tx.violation.create({
    data: {
      ...{ id, examId, registrationId, kind, code, description, evidenceHash },
      recordedById: actor.accountId,
      recordedAt: now,
    },
  });
  await record(tx, {
    type: "violation.recorded",
    at: now,
    actorId: actor.accountId,
    ...candidate,
    subjectId: id,
    data: { examId, violationId: id, kind, code },
  });
  return { ok: true, violationId: id };
}

export type Signing = {
  violationId: string;
  role: SignatureRole;
  /** The chief's: the number of the decision, and where the pack sets no years the last day of the ban. */
  decisionNumber: string;
  banLastOn: DateOn | null;
};

/**
 * Gives one signature. The last of the four makes it effective: the exam's result is void, and 作弊 bars from exams.
 * Giving one's own signature again is harmless. Refusals: see `maySign`, `banFor`; violation.decision-missing.
 */
export async function signViolation(
  tx: Tx,
  { violationId, role, decisionNumber, banLastOn }: Signing,
  signer: Signer,
  now: Date,
): Promise<Answer<{ isEffective: boolean }>> {
  const found = await lockViolation(tx, violationId);
  const { registration, signatures } = found;
  const signed = signatures.map((one) => ({ role: one.role as SignatureRole, accountId: one.accountId }));
  const isEffective = found.effectiveAt !== null;
  if (signed.some((one) => one.role === role && one.accountId === signer.accountId))
    return { ok: true, isEffective };
  const verdict = maySign(role, signer, { isEffective, isWithdrawn: found.withdrawnAt !== null }, signed);
  if (!verdict.ok) return verdict;
  const isLast = signed.length === SIGNATURE_ROLES.length - 1;
  if (isLast && decisionNumber === "") return no(refusal("violation.decision-missing"));
  const { pack } = await packVersion(tx, found.exam.packVersionId);
  const on = chinaDateOf(now);
  const ban = isLast && found.kind === "cheating" ? banFor(on, banLastOn, pack) : null;
  if (ban && !ban.ok) return ban;

  const about = { at: now, actorId: signer.accountId, ...registration, subjectId: violationId };
  const data = { examId: found.examId, violationId };
  await tx.violationSignature.create({
    data: { violationId, role, accountId: signer.accountId, signedAt: now },
  });
  await record(tx, { ...about, type: "violation.signed", data: { ...data, role } });
  if (!isLast) return { ok: true, isEffective: false };
  const { personId } = registration;
  const banFactId = ban
    ? await recordExamBan(
        tx,
        { personId, reason: "cheated", decisionNumber, ...ban.ban },
        signer.accountId,
        now,
      )
    : null;
  await tx.violation.update({
    where: { id: violationId },
    data: { effectiveAt: now, decisionNumber, banFactId },
  });
  await record(tx, { ...about, type: "violation.took-effect", data: { ...data, decisionNumber } });
  // A part that rests on the void result does not stand either.
  await endQualificationOf(tx, { personId, registrationId: found.registrationId }, signer.accountId, now);
  await settleRequirements(tx, [personId], signer.accountId, now);
  await retakeStatistics(tx, found.examId);
  const until = ban?.ban.toOn ?? null;
  const consequence = { isBanned: ban !== null, banLastOn: until && addDays(until, -1) };
  const facts = { examId: found.examId, title: found.exam.title, kind: found.kind, ...consequence };
  await notify(tx, [{ personId, code: "exam.violation-took-effect", happening: violationId, facts }], now);
  return { ok: true, isEffective: true };
}

/** For how many years the exam's rule pack bars who cheated; null: the decision has to say until when. */
export async function cheatingBanYears(tx: Tx, examId: string): Promise<number | null> {
  const { packVersionId } = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  return (await packVersion(tx, packVersionId)).pack.ban.years.cheated.value;
}

/** The violation with everything its decision rests on, nobody else deciding meanwhile. 404s are the page's. */
export async function lockViolation(tx: Tx, violationId: string) {
  const { examId, registration } = await tx.violation.findUniqueOrThrow({
    where: { id: violationId },
    select: { examId: true, registration: { select: { personId: true } } },
  });
  await lockExam(tx, examId);
  await lockPeople(tx, registration.personId);
  return tx.violation.findUniqueOrThrow({
    where: { id: violationId },
    include: {
      exam: { select: { packVersionId: true, title: true } },
      registration: { select: { personId: true, unitId: true } },
      signatures: true,
      withdrawals: { where: { decision: null } },
    },
  });
}
