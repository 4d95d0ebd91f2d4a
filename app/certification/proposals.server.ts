/**
 * Decisions on a certificate (T11–T13, T20–T22): one person proposes, another approves, and only then anything happens.
 * Both take the holder's gate lock first; the database refuses an act with one name under it.
 */
import { record } from "~/audit/audit.server";
import type { AuditEntry } from "~/audit/event";
import { chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type { NoticeCode } from "~/notices/notice";
import { notifyAll } from "~/notices/notices.server";
import { standingFor } from "~/organisation/succession.server";
import { packFor } from "~/rulebook/packs.server";
import { evidenceFileFrom } from "~/study/evidence-file";
import { combine, type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { mayAct } from "./act";
import { attachEvidence } from "./act-evidence.server";
import { banGround, type DecidedAct, isGroundOf } from "./ground";
import { eventOf, type Held, held, writeAct } from "./held.server";
import { holdingFactsOf } from "./holding-facts.server";
import { mayHold } from "./may-hold";
import { lossNoticeRefusals, type Statement, statementRefusals } from "./statement";
import { exchangeCarried } from "./unit-change.server";
import { banLastOn } from "./validity";

export type ActDetails = {
  ground: string;
  legalBasis: string;
  decisionNumber: string;
  /** The day of effect when it is later than the approval; null: at once. */
  effectiveOn: DateOn | null;
  /** Last day of the ban on re-application, when the decision itself sets one; null: as the pack says. */
  banUntilOn: DateOn | null;
  note: string;
  /** What the holder said; proposals of earlier editions hold none. */
  statement?: Statement | null;
  /** Where and when the loss was made public. */
  lossNotice?: string;
};

export type Upload = { name: string; bytes: Buffer };

export type Proposed = { ok: true; proposalId: string } | { ok: false; refusals: Refusal[] };

/**
 * The first of two people. Refusals, all at once: certificate.act-impossible, certificate.proposal-open, certificate.own,
 * certificate.ground-unknown, certificate.decision-number-missing, certificate.legal-basis-missing, those of
 * `statementRefusals` and `lossNoticeRefusals`, of `restoreRefusals` for a restoration, and of `evidenceFileFrom` for each
 * file. Nothing is kept then.
 */
export async function proposeAct(
  tx: Tx,
  {
    certificateId,
    act,
    details,
    uploads = [],
  }: { certificateId: string; act: DecidedAct; details: ActDetails; uploads?: readonly Upload[] },
  actorId: string,
  now: Date,
): Promise<Proposed> {
  const certificate = await held(tx, certificateId, now);
  const today = chinaDateOf(now);
  const { pack } = await packFor(tx, certificate.unitId, today);
  const files = uploads.map(({ name, bytes }) => ({ name, file: evidenceFileFrom(bytes) }));
  const open = await tx.actProposal.count({ where: { certificateId, decidedAt: null } });
  const refusals = [
    ...(open > 0 ? [refusal("certificate.proposal-open")] : []),
    ...(isGroundOf(act, details.ground) ? [] : [refusal("certificate.ground-unknown", { act })]),
    ...(details.decisionNumber.trim() === "" ? [refusal("certificate.decision-number-missing")] : []),
    ...(details.legalBasis.trim() === "" ? [refusal("certificate.legal-basis-missing")] : []),
    ...statementRefusals(act, details.statement ?? null, today),
    ...lossNoticeRefusals(act, details.ground, details.lossNotice ?? "", pack),
    ...(await restoreRefusals(tx, certificate, act, now)),
    ...(await ownRefusals(tx, certificate, actorId)),
    ...files.flatMap(({ file }) => ("code" in file ? [file] : [])),
  ];
  const verdict = combine(mayAct(certificate.state, act), verdictOf(refusals));
  if (!verdict.ok) return verdict;
  const proposalId = newId();
  await tx.actProposal.create({
    data: { id: proposalId, certificateId, act, details, proposedById: actorId, proposedAt: now },
  });
  for (const { name, file } of files)
    if (!("code" in file)) await attachEvidence(tx, proposalId, { name, file }, now);
  await record(tx, {
    ...eventOf(certificate, actorId, now),
    type: "certificate.act-proposed",
    data: { certificateId, act },
  });
  return { ok: true, proposalId };
}

/**
 * T12: who by now may not hold a certificate does not get one back: everything of `mayHold`, as at collection, bans of other
 * regions and of other certificates among it.
 */
async function restoreRefusals(tx: Tx, certificate: Held, act: DecidedAct, now: Date): Promise<Refusal[]> {
  if (act !== "restore") return [];
  const on = chinaDateOf(now);
  const unitId = await standingFor(tx, certificate.unitId, on);
  const [facts] = await holdingFactsOf(tx, [{ ...certificate, unitId }], { trueOn: on });
  return refusalsOf(mayHold(facts!, "holding", (await packFor(tx, unitId, on)).pack, on));
}

/**
 * The second of two people; the act takes effect now, or on the later day it names. Refusals:
 * certificate.proposal-decided, certificate.same-person, certificate.own, certificate.act-impossible, and for a restoration
 * what by now stands against it.
 */
export async function approveProposal(
  tx: Tx,
  { proposalId }: { proposalId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { proposal, certificate } = await openProposal(tx, proposalId, now);
  const act = proposal.act as DecidedAct;
  const refusals = [
    ...(proposal.decidedAt ? [refusal("certificate.proposal-decided")] : []),
    ...(proposal.proposedById === actorId ? [refusal("certificate.same-person")] : []),
    ...(await restoreRefusals(tx, certificate, act, now)),
    ...(await ownRefusals(tx, certificate, actorId)),
  ];
  const verdict = combine(mayAct(certificate.state, act), verdictOf(refusals));
  if (!verdict.ok) return verdict;
  await tx.actProposal.update({
    where: { id: proposalId },
    data: { decision: "approved", decidedById: actorId, decidedAt: now },
  });
  const details = proposal.details as ActDetails;
  const effectiveAt = effectOf(details, now);
  const banUntilOn = await banEnd(tx, certificate, act, details, effectiveAt);
  const { ground, legalBasis, decisionNumber, note } = details;
  await writeAct(
    tx,
    certificate,
    {
      act,
      effectiveAt,
      ground,
      legalBasis,
      decisionNumber,
      banUntilOn,
      note,
      proposedById: proposal.proposedById,
      approvedById: actorId,
      proposalId,
    },
    now,
  );
  await record(tx, actEvent(act, certificate, { decisionNumber, banUntilOn }, actorId, now));
  const by = { effectiveAt, proposedById: proposal.proposedById, approvedById: actorId };
  if (act === "restore") await exchangeCarried(tx, certificate, by, now);
  const facts = { certificateId: certificate.id, decisionNumber, fromOn: chinaDateOf(effectiveAt) };
  const told = { code: TOLD_OF[act], happening: proposalId, facts };
  await notifyAll(tx, [certificate.personId], told, now);
  return { ok: true };
}

/** The holder hears of each. */
const TOLD_OF = {
  suspend: "certificate.suspended",
  restore: "certificate.restored",
  cancel: "certificate.cancelled",
  revoke: "certificate.revoked",
  annul: "certificate.annulled",
} as const satisfies Record<DecidedAct, NoticeCode>;

/** Not approved, or taken back: nothing happens to the certificate. Refusal: certificate.proposal-decided. */
export async function refuseProposal(
  tx: Tx,
  { proposalId }: { proposalId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { proposal, certificate } = await openProposal(tx, proposalId, now);
  if (proposal.decidedAt) return verdictOf([refusal("certificate.proposal-decided")]);
  const decision = proposal.proposedById === actorId ? "withdrawn" : "refused";
  await tx.actProposal.update({
    where: { id: proposalId },
    data: { decision, decidedById: actorId, decidedAt: now },
  });
  await record(tx, {
    ...eventOf(certificate, actorId, now),
    type: "certificate.act-refused",
    data: { certificateId: certificate.id, act: proposal.act },
  });
  return { ok: true };
}

async function openProposal(tx: Tx, proposalId: string, now: Date) {
  const { certificateId } = await tx.actProposal.findUniqueOrThrow({
    where: { id: proposalId },
    select: { certificateId: true },
  });
  // The lock first, then the proposal: of two who decide at once the second reads what the first wrote.
  const certificate = await held(tx, certificateId, now);
  return { certificate, proposal: await tx.actProposal.findUniqueOrThrow({ where: { id: proposalId } }) };
}

function effectOf({ effectiveOn }: ActDetails, now: Date): Date {
  const later = effectiveOn ? startOfDay(effectiveOn) : now;
  return later > now ? later : now;
}

async function banEnd(
  tx: Tx,
  { unitId }: Held,
  act: DecidedAct,
  { ground, banUntilOn }: ActDetails,
  effectiveAt: Date,
): Promise<DateOn | null> {
  const word = banGround(act, ground);
  if (!word) return null;
  if (banUntilOn) return banUntilOn;
  const on = chinaDateOf(effectiveAt);
  return banLastOn(word, on, (await packFor(tx, unitId, on)).pack);
}

async function ownRefusals(tx: Tx, certificate: Held, accountId: string): Promise<Refusal[]> {
  const account = await tx.account.findUnique({ where: { id: accountId }, select: { personId: true } });
  return account?.personId === certificate.personId ? [refusal("certificate.own")] : [];
}

function actEvent(
  act: DecidedAct,
  certificate: Held,
  { decisionNumber, banUntilOn }: { decisionNumber: string; banUntilOn: DateOn | null },
  actorId: string,
  now: Date,
): AuditEntry {
  const event = eventOf(certificate, actorId, now);
  const data = { certificateId: certificate.id, decisionNumber };
  switch (act) {
    case "suspend":
      return { ...event, type: "certificate.suspended", data };
    case "restore":
      return { ...event, type: "certificate.restored", data };
    case "cancel":
      return { ...event, type: "certificate.cancelled", data };
    case "revoke":
      return { ...event, type: "certificate.revoked", data: { ...data, banUntilOn } };
    case "annul":
      return { ...event, type: "certificate.annulled", data };
  }
}
