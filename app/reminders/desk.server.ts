/** An officer's day: what waits for them, and the figures their scope is judged by. Above the street: asks every room. */
import { type Actor, can, pathsFor, type Role } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { openCodesUnder, openProposalsUnder } from "~/casework/account-register.server";
import { personnelMayApprove } from "~/casework/role-grants.server";
import { countToAnswer } from "~/casework/transfer-list.server";
import { type ApplicationRow, applicationPage } from "~/certification/application-list.server";
import { type CertificateCount, certificateFigures } from "~/certification/certificate-figures.server";
import { cardsToMend } from "~/certification/ministry-card-list.server";
import { escalatedIn, recoveriesIn } from "~/certification/recovery-tasks.server";
import type { RegisterEntry } from "~/certification/register-entry";
import type { Tx } from "~/db.server";
import { type ExamListed, listExams } from "~/exams/exams.server";
import { unitsEver } from "~/organisation/past-units.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { COUNTED } from "~/paging";
import { countStaff } from "~/personnel/facts.server";
import { awaitsUnit, CLEARANCE_STATES, type ClearanceState } from "~/positions/clearance";
import { countInherited } from "~/positions/positions.server";
import { unreadCount } from "~/questions/rereadings.server";
import { countRecords } from "~/study/records.server";
import { type CampaignMatter, campaignMatters } from "./campaign-desk.server";
import { expiryMonths, type MonthCount } from "./expiry";
import { type LegalStaffMatters, legalStaffMatters } from "./legal-staff-desk.server";
import { type StudyMatter, studyMatters } from "./study-desk.server";

export type Desk = {
  /** Applications whose turn is this officer's, those that have waited longest; and how many there are, null for many. */
  reviews: ApplicationRow[];
  reviewsTotal: number | null;
  /** Approved and waiting for the issuing authority. */
  toIssue: number;
  /** Acts on certificates that a second person must approve. */
  toApprove: { certificateId: string; act: string; proposedAt: Date; holderName: string; unitName: string }[];
  studyToAccept: number;
  /** What else of law study waits for this officer. */
  study: StudyMatter[];
  /** Renewals and reviews that the units of this officer are asked for. */
  campaigns: CampaignMatter[];
  /** Units of this officer that are short of full-time legal staff (K09). */
  legalStaff: LegalStaffMatters;
  /** Filings of ministry cards that legal affairs returned to this officer's units. */
  cardsToMend: number;
  /** Questions on amended articles that nobody has read again. */
  toReread: number;
  /** What has to come back to this officer's units, or was reported to legal affairs. */
  recoveries: { count: number; late: number; reported: boolean } | null;
  /** Roles proposed by others that this officer may decide. */
  rolesToApprove: number;
  /** Transfers released to this officer's units, to be accepted or declined. */
  transfersToAnswer: number;
  people: number;
  active: number;
  toCollect: number;
  toClear: number;
  /** Cases of clearance that wait for this officer's unit, and closures that another may confirm. */
  clearance: { toAct: number; toConfirm: number };
  /** Active certificates by the month they run out, the next 24 months. */
  expiry: MonthCount[];
  exams: ExamListed[];
};

const SOON_SHOWN = 5;
const REVIEWS_SHOWN = 10;

export async function deskOf(tx: Tx, actor: Actor, now: Date): Promise<Desk> {
  const today = chinaDateOf(now);
  const within = (permission: Parameters<typeof pathsFor>[1]) =>
    unitsUnder(tx, pathsFor(actor, permission), today);
  const readable = idsOf(await within("person:read"));
  const reviewing = await within("application:review");
  const waiting = (filters: object) => applicationPage(tx, actor, { units: reviewing, ...filters }, {}, now);
  const mine = await waiting({ mine: true });
  const certificates = await certificateFigures(tx, idsOf(await within("certificate:read")), now);
  const study = can(actor, "study:accept")
    ? await countRecords(tx, { unitIds: idsOf(await within("study:accept")) })
    : null;
  const exams = can(actor, "exam:read") ? await listExams(tx, pathsFor(actor, "exam:read")) : [];
  return {
    reviews: mine.rows.slice(0, REVIEWS_SHOWN),
    reviewsTotal: mine.total,
    toIssue: can(actor, "certificate:issue") ? ((await waiting({ state: "approved" })).total ?? COUNTED) : 0,
    toApprove: await proposalsFor(tx, actor, today),
    studyToAccept: study?.waiting ?? 0,
    study: await studyMatters(tx, actor, today, now),
    campaigns: await campaignMatters(tx, actor, now),
    legalStaff: await legalStaffMatters(tx, actor, now),
    cardsToMend: can(actor, "ministry-card:file")
      ? await cardsToMend(tx, idsOf(await within("ministry-card:file")))
      : 0,
    toReread: can(actor, "question:review") ? await unreadCount(tx) : 0,
    recoveries: await recoveriesFor(tx, actor, now),
    rolesToApprove: await rolesFor(tx, actor, now),
    transfersToAnswer: can(actor, "transfer:answer")
      ? await countToAnswer(tx, pathsFor(actor, "transfer:answer"), actor.accountId)
      : 0,
    people: await countStaff(tx, readable, today),
    active: countOf(certificates, "active"),
    toCollect: countOf(certificates, "to-collect"),
    toClear: can(actor, "position:read")
      ? await countInherited(tx, idsOf(await within("position:read")), today)
      : 0,
    clearance: await clearanceFor(tx, actor, within),
    expiry: expiryMonths(
      certificates.filter(({ status }) => status === "active"),
      today,
    ),
    exams: exams
      .filter(({ closesAt, acts }) => closesAt > now && !acts.includes("cancelled"))
      .sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime())
      .slice(0, SOON_SHOWN),
  };
}

const idsOf = (units: readonly UnitFacts[]) => units.map(({ unitId }) => unitId);
const countOf = (certificates: readonly CertificateCount[], wanted: CertificateCount["status"]) =>
  certificates.reduce((sum, { status, count }) => (status === wanted ? sum + count : sum), 0);

async function clearanceFor(
  tx: Tx,
  actor: Actor,
  within: (permission: "clearance:propose" | "clearance:confirm") => Promise<UnitFacts[]>,
): Promise<Desk["clearance"]> {
  const count = async (permission: "clearance:propose" | "clearance:confirm", states: ClearanceState[]) =>
    can(actor, permission)
      ? tx.clearanceCase.count({
          where: { unitId: { in: idsOf(await within(permission)) }, state: { in: states } },
        })
      : 0;
  return {
    toAct: await count("clearance:propose", CLEARANCE_STATES.filter(awaitsUnit)),
    toConfirm: await count("clearance:confirm", ["proposed"]),
  };
}

/** Of a unit's officer everything that has to come back there; of legal affairs what was reported as overdue. */
async function recoveriesFor(tx: Tx, actor: Actor, now: Date): Promise<Desk["recoveries"]> {
  const of = (role: Role) => actor.grants.filter((grant) => grant.role === role).map(({ path }) => path);
  const collecting = of("unit-personnel-officer");
  const reported = collecting.length === 0;
  const paths = reported ? of("legal-affairs") : collecting;
  if (paths.length === 0) return null;
  const unitIds = await unitsEver(tx, paths);
  const tasks = reported ? await escalatedIn(tx, unitIds, now) : await recoveriesIn(tx, { unitIds }, now);
  return { count: tasks.length, late: tasks.filter(({ recovery }) => recovery.overdue).length, reported };
}

/** A second security administrator decides; the personnel department only where there is none. Codes wait for either. */
async function rolesFor(tx: Tx, actor: Actor, now: Date): Promise<number> {
  if (!can(actor, "role:approve")) return 0;
  let count = 0;
  for (const proposal of await openProposalsUnder(tx, pathsFor(actor, "role:approve"), now)) {
    const { path, accountId, proposedById } = proposal;
    if (proposedById === actor.accountId || accountId === actor.accountId) continue;
    if (can(actor, "role:propose", { path }) || (await personnelMayApprove(tx, proposal, now))) count += 1;
  }
  const codes = await openCodesUnder(tx, pathsFor(actor, "role:approve"), now);
  const others = codes.filter((code) => ![code.madeById, code.accountId].includes(actor.accountId));
  return count + others.length;
}

/** Proposals of others: who proposes does not approve. */
async function proposalsFor(tx: Tx, actor: Actor, today: ReturnType<typeof chinaDateOf>) {
  if (!can(actor, "certificate:approve")) return [];
  const units = await unitsUnder(tx, pathsFor(actor, "certificate:approve"), today);
  const open = await tx.actProposal.findMany({
    where: {
      decidedAt: null,
      proposedById: { not: actor.accountId },
      certificate: { unitId: { in: idsOf(units) } },
    },
    include: { certificate: { select: { registerEntry: true } } },
    orderBy: { proposedAt: "asc" },
  });
  return open.map(({ certificateId, act, proposedAt, certificate }) => {
    const { holderName, unitName } = certificate.registerEntry as RegisterEntry;
    return { certificateId, act, proposedAt, holderName, unitName };
  });
}
