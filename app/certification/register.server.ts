/** The register of certificates as staff read it: the list, and one certificate with everything that happened to it. */
import { accountNames } from "~/access/account-names.server";
import { recordDenied } from "~/access/denials.server";
import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts } from "~/organisation/units.server";
import { type CertificateAct, isDecision, type OldCard, possibleActs } from "./act";
import type { EvidenceShown } from "./act-evidence.server";
import { actFact } from "./certificates.server";
import { openReviews } from "./decision-review-list.server";
import { DECIDED_ACTS, type DecidedAct } from "./ground";
import type { ActDetails } from "./proposals.server";
import type { RegisterEntry } from "./register-entry";
import type { ServiceWay } from "./serving.server";
import type { Statement } from "./statement";
import { type CertificateState, type CertificateStatus, stateAt, statusAt } from "./status";

export type CertificateRow = {
  id: string;
  number: string;
  holderName: string;
  unitName: string;
  field: string;
  validToOn: DateOn;
  status: CertificateStatus;
};

const standingActs = { where: { supersededAt: null } } as const;

export type ActShown = {
  id: string;
  act: CertificateAct;
  effectiveAt: Date;
  recordedAt: Date;
  ground: string | null;
  legalBasis: string | null;
  decisionNumber: string | null;
  banUntilOn: DateOn | null;
  note: string | null;
  /** What became of its card when a new one took its place. */
  oldCard: OldCard | null;
  proposedBy: string | null;
  approvedBy: string | null;
  /** What the holder said before the decision; null: nothing was recorded. */
  statement: Statement | null;
  lossNotice: string | null;
  files: EvidenceShown[];
  /** How it reached the holder, oldest first. */
  services: { way: ServiceWay; servedOn: DateOn; receiver: string; note: string | null }[];
};

export type CertificateFile = {
  id: string;
  personId: string;
  applicationId: string | null;
  entry: RegisterEntry;
  state: CertificateState;
  status: CertificateStatus;
  token: string;
  document: { hash: string; bytes: number } | null;
  /** Reasons against its issue that became known later and nobody has looked at. */
  toReview: number;
  /** Newest first. */
  acts: ActShown[];
  proposal: {
    id: string;
    act: DecidedAct;
    details: ActDetails;
    files: EvidenceShown[];
    by: string;
    byId: string;
    at: Date;
  } | null;
  /** What this actor may do to it in the state it is in. */
  may: {
    collect: boolean;
    void: boolean;
    lose: boolean;
    find: boolean;
    propose: DecidedAct[];
    approve: boolean;
    refuseProposal: boolean;
    serve: boolean;
    seeEvidence: boolean;
  };
};

/** The certificate named by the address, its unit and its holder; 404 outside the actor's scope. Throws responses. */
export async function certificateOf(
  params: { certificateId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<{
  certificateId: string;
  personId: string;
  unit: UnitFacts;
  state: CertificateState;
  entry: RegisterEntry;
}> {
  const id = params.certificateId ?? "";
  const row = isUuid(id)
    ? await prisma.certificate.findUnique({ where: { id }, include: { acts: standingActs } })
    : null;
  const unit = row && (await findUnit(prisma, row.unitId, chinaDateOf(now)));
  if (row && unit && !can(actor, permission, { path: unit.path })) {
    const { personId, unitId } = row;
    const at = { at: now, actorId: actor.accountId, permission };
    await recordDenied(prisma, { ...at, personId, unitId, subjectId: row.id });
  }
  if (!row || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const entry = row.registerEntry as RegisterEntry;
  const state = stateAt(entry, row.acts.map(actFact), now);
  return { certificateId: row.id, personId: row.personId, unit, state, entry };
}

export async function certificateFile(
  tx: Tx,
  { certificateId, unit }: { certificateId: string; unit: UnitFacts },
  actor: Actor,
  now: Date,
): Promise<CertificateFile> {
  const row = await tx.certificate.findUniqueOrThrow({
    where: { id: certificateId },
    include: {
      acts: {
        ...standingActs,
        orderBy: [{ effectiveAt: "desc" }, { recordedAt: "desc" }],
        include: {
          proposal: { include: { files: true } },
          services: { orderBy: [{ servedOn: "asc" }, { recordedAt: "asc" }] },
        },
      },
      documents: { where: { layout: "a4" } },
      proposals: { where: { decidedAt: null }, include: { files: true } },
    },
  });
  const open = row.proposals[0];
  const names = await accountNames(tx, [
    ...row.acts.flatMap(({ proposedById, approvedById }) => [proposedById, approvedById]),
    open?.proposedById,
  ]);
  const entry = row.registerEntry as RegisterEntry;
  const state = stateAt(entry, row.acts.map(actFact), now);
  const document = row.documents[0];
  const nameOf = (id: string | null) => (id ? (names[id] ?? null) : null);
  return {
    id: row.id,
    personId: row.personId,
    applicationId: row.applicationId,
    entry,
    state,
    status: statusAt(entry, row.acts.map(actFact), now),
    token: row.publicToken,
    document: document ? { hash: document.fileHash, bytes: document.bytes } : null,
    toReview: can(actor, "decision-review:read", { path: unit.path }) ? await openReviews(tx, row.id) : 0,
    acts: row.acts.map(({ proposedById, approvedById, proposal, services, ...act }) => {
      const details = proposal && (proposal.details as ActDetails);
      return {
        ...act,
        act: act.act as CertificateAct,
        banUntilOn: act.banUntilOn && fromDbDate(act.banUntilOn),
        proposedBy: nameOf(proposedById),
        approvedBy: nameOf(approvedById),
        statement: details?.statement ?? null,
        lossNotice: details?.lossNotice || null,
        oldCard: act.oldCard as OldCard | null,
        files: evidenceOf(proposal?.files ?? []),
        services: services.map(({ way, servedOn, receiver, note }) => ({
          ...{ way: way as ServiceWay, servedOn: fromDbDate(servedOn), receiver, note },
        })),
      };
    }),
    proposal: open
      ? {
          id: open.id,
          act: open.act as DecidedAct,
          details: open.details as ActDetails,
          files: evidenceOf(open.files),
          by: nameOf(open.proposedById) ?? "",
          byId: open.proposedById,
          at: open.proposedAt,
        }
      : null,
    may: permitted(actor, { path: unit.path, personId: row.personId }, state, open?.proposedById ?? null),
  };
}

const evidenceOf = (files: readonly EvidenceShown[]): EvidenceShown[] =>
  files.map(({ id, name, bytes, mediaType }) => ({ id, name, bytes, mediaType }));

function permitted(
  actor: Actor,
  scope: { path: string; personId: string },
  state: CertificateState,
  proposerId: string | null,
): CertificateFile["may"] {
  const open = possibleActs(state);
  const collects = can(actor, "certificate:collect", scope);
  const proposes = can(actor, "certificate:propose", scope) && proposerId === null;
  const reports = can(actor, "certificate:report-loss", scope);
  const approves = can(actor, "certificate:approve", scope);
  return {
    collect: collects && open.includes("collect"),
    void: can(actor, "certificate:issue", scope) && open.includes("void"),
    lose: reports && open.includes("lose"),
    find: reports && open.includes("find"),
    propose: proposes ? DECIDED_ACTS.filter((act) => isDecision(act) && open.includes(act)) : [],
    approve: approves && proposerId !== null && proposerId !== actor.accountId,
    refuseProposal: proposerId !== null && (approves || proposerId === actor.accountId),
    serve: can(actor, "certificate:serve", scope),
    seeEvidence: can(actor, "certificate:evidence", scope),
  };
}

/** The proposal a form names, if it is one of this certificate; 404 otherwise. Throws responses. */
export async function openProposalOf(certificateId: string, named: unknown): Promise<string> {
  const id = typeof named === "string" ? named : "";
  const found = isUuid(id) ? await prisma.actProposal.findFirst({ where: { id, certificateId } }) : null;
  if (!found) throw new Response(null, { status: 404 });
  return found.id;
}

/** The decision on this certificate that an address names; 404 otherwise. Throws responses. */
export async function decisionOf(certificateId: string, named: string | undefined) {
  const found = isUuid(named)
    ? await prisma.certificateAct.findFirst({ where: { id: named, certificateId, supersededAt: null } })
    : null;
  if (!found || !isDecision(found.act as CertificateAct)) throw new Response(null, { status: 404 });
  const { id, act, decisionNumber } = found;
  return { id, act: act as DecidedAct, decisionNumber: decisionNumber ?? "" };
}
