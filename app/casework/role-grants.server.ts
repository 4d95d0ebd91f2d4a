/**
 * Roles are granted by two people. The first proposes within the subtree where they are security administrator; the
 * second is another security administrator there, or, where no other exists, the personnel department. Neither acts for
 * themselves, and who holds a role may be told at once to give it up. Above the street, because a role may conflict with
 * a post. docs/decisions/0013 says why.
 */

import { lastHolderOf } from "~/access/account-state.server";
import { grantRole, withdrawRole } from "~/access/accounts.server";
import { type Actor, can, INDISPENSABLE, REVIEWING, type Role } from "~/access/permissions";
import { mayHoldTogether } from "~/access/role-conflicts";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { lockAccounts, lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { knownBy } from "~/organisation/history";
import { findUnit } from "~/organisation/units.server";
import { K08 } from "~/personnel/duty";
import { isEnforcement, POSITION_FAMILIES } from "~/positions/position";
import { unitsOn } from "~/units-on.server";
import { allow, type Refusal, refusal, refusalsOf, type Source, type Verdict, verdictOf } from "~/verdict";

export type Wanted = { accountId: string; role: Role; unitId: string };
type Answer = { ok: true; proposalId: string } | { ok: false; refusals: Refusal[] };

const OWN_RULE: Source = { title: "本平台默认设置" };
const TWO_PEOPLE: Source = {
  title: "GB/T 22239-2019 信息安全技术 网络安全等级保护基本要求",
  article: "8.1.7.3",
};

/**
 * The first of two people. Nothing is granted yet. Refusals, all at once: "role.own", "role.held", "role.proposed",
 * "role.account-disabled", "role.unit-outside", "role.enforces" and those of `mayHoldTogether`.
 */
export async function proposeRole(
  tx: Tx,
  { reason, ...wanted }: Wanted & { reason: string },
  actor: Actor,
  now: Date,
): Promise<Answer> {
  await lockOwner(tx, wanted.accountId);
  const refusals = await refusalsAgainst(tx, wanted, now);
  const open = await tx.roleProposal.findFirst({ where: { ...wanted, decidedAt: null } });
  if (open) refusals.push(refusal("role.proposed", {}, OWN_RULE));
  if (wanted.accountId === actor.accountId) refusals.push(refusal("role.own", {}, TWO_PEOPLE));
  const path = await pathOf(tx, wanted.unitId, now);
  if (!path || !can(actor, "role:propose", { path }))
    refusals.push(refusal("role.unit-outside", {}, OWN_RULE));
  if (refusals.length > 0) return { ok: false, refusals };
  const proposalId = newId();
  await tx.roleProposal.create({
    data: { id: proposalId, ...wanted, reason, proposedById: actor.accountId, proposedAt: now },
  });
  await record(tx, {
    type: "role.proposed",
    at: now,
    actorId: actor.accountId,
    unitId: wanted.unitId,
    subjectId: wanted.accountId,
    data: { proposalId, role: wanted.role, accountId: wanted.accountId },
  });
  return { ok: true, proposalId };
}

/**
 * The second of two people: everything is judged again, then the role is granted. Further refusals: "role.decided",
 * "role.two-people" and "role.second-security-administrator" (to the personnel department, while there is one).
 */
export async function approveRole(
  tx: Tx,
  { proposalId }: { proposalId: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const found = await tx.roleProposal.findUniqueOrThrow({ where: { id: proposalId } });
  await lockOwner(tx, found.accountId);
  const proposal = await tx.roleProposal.findUniqueOrThrow({ where: { id: proposalId } });
  if (proposal.decidedAt) return verdictOf([refusal("role.decided", {}, OWN_RULE)]);
  const { accountId, unitId } = proposal;
  const wanted = { accountId, unitId, role: proposal.role as Role };
  const refusals = [
    ...(await refusalsAgainst(tx, wanted, now)),
    ...(await refusalsToApprover(tx, proposal, actor, now)),
  ];
  if (refusals.length > 0) return verdictOf(refusals);
  // Who closes a proposal takes no lock of the account: between our reading and this it may have been closed.
  if (!(await decide(tx, proposalId, "approved", actor, now)))
    return verdictOf([refusal("role.decided", {}, OWN_RULE)]);
  await grantRole(tx, wanted, actor.accountId, now);
  return allow;
}

/** The second person says no; or the first takes it back. Refusal: "role.decided". */
export async function closeProposal(
  tx: Tx,
  { proposalId }: { proposalId: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const { proposedById, role, accountId, unitId } = await tx.roleProposal.findUniqueOrThrow({
    where: { id: proposalId },
  });
  const isOwn = proposedById === actor.accountId;
  const closed = await decide(tx, proposalId, isOwn ? "withdrawn" : "refused", actor, now);
  if (!closed) return verdictOf([refusal("role.decided", {}, OWN_RULE)]);
  const about = { at: now, actorId: actor.accountId, unitId, subjectId: accountId };
  const data = { proposalId, role, accountId };
  if (isOwn) await record(tx, { type: "role.proposal-withdrawn", ...about, data });
  else await record(tx, { type: "role.refused", ...about, data: { ...data, codes: [] } });
  return allow;
}

/** One person is enough to take a role away. Refusals: "role.own" and "role.last-administrator". */
export async function takeRole(tx: Tx, held: Wanted, actor: Actor, now: Date): Promise<Verdict> {
  if (held.accountId === actor.accountId) return verdictOf([refusal("role.own", {}, TWO_PEOPLE)]);
  await lockAccounts(tx, held.accountId);
  if (INDISPENSABLE.includes(held.role)) {
    const last = await lastHolderOf(tx, { ...held, roles: [held.role] }, now);
    if (last) return verdictOf([refusal("role.last-administrator", { role: last }, OWN_RULE)]);
  }
  await withdrawRole(tx, held, actor.accountId, now);
  return allow;
}

/** Whether a second person who is only of the personnel department may decide: no other security administrator can. */
export async function personnelMayApprove(
  tx: Tx,
  { accountId, proposedById, path }: { accountId: string; proposedById: string; path: string },
  now: Date,
): Promise<boolean> {
  const [other] = await tx.$queryRaw<{ id: string }[]>`
    SELECT g.account_id AS id FROM role_grant g
    JOIN ${unitsOn(chinaDateOf(now))} u ON u.unit_id = g.unit_id
    WHERE g.role = 'security-administrator' AND g.withdrawn_at IS NULL AND starts_with(${path}, u.path)
      AND g.account_id <> ${proposedById}::uuid AND g.account_id <> ${accountId}::uuid
      AND NOT EXISTS (SELECT 1 FROM account_disabling d WHERE d.account_id = g.account_id AND d.enabled_at IS NULL)
    LIMIT 1`;
  return other === undefined;
}

async function refusalsToApprover(
  tx: Tx,
  { accountId, proposedById, unitId }: { accountId: string; proposedById: string; unitId: string },
  actor: Actor,
  now: Date,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  if (proposedById === actor.accountId) refusals.push(refusal("role.two-people", {}, TWO_PEOPLE));
  if (accountId === actor.accountId) refusals.push(refusal("role.own", {}, TWO_PEOPLE));
  const path = await pathOf(tx, unitId, now);
  if (!path || !can(actor, "role:approve", { path }))
    return [...refusals, refusal("role.unit-outside", {}, OWN_RULE)];
  const isSecurity = can(actor, "role:propose", { path });
  if (!isSecurity && !(await personnelMayApprove(tx, { accountId, proposedById, path }, now)))
    refusals.push(refusal("role.second-security-administrator", {}, OWN_RULE));
  return refusals;
}

/** What speaks against the role itself, whoever proposes or approves. */
async function refusalsAgainst(tx: Tx, { accountId, role, unitId }: Wanted, now: Date): Promise<Refusal[]> {
  const account = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { grants: { where: { withdrawnAt: null } }, disablings: { where: { enabledAt: null } } },
  });
  const held = account.grants.map((grant) => grant.role as Role);
  const refusals: Refusal[] = [];
  if (account.disablings.length > 0) refusals.push(refusal("role.account-disabled", {}, OWN_RULE));
  if (account.grants.some((grant) => grant.role === role && grant.unitId === unitId))
    refusals.push(refusal("role.held", {}, OWN_RULE));
  refusals.push(...refusalsOf(mayHoldTogether(held, role)));
  if (
    REVIEWING.includes(role) &&
    account.personId &&
    (await enforces(tx, account.personId, chinaDateOf(now)))
  )
    refusals.push(refusal("role.enforces", { role }, K08));
  return refusals;
}

/** On an enforcement post today or later, inherited ones included. */
async function enforces(tx: Tx, personId: string, today: DateOn): Promise<boolean> {
  const post = await tx.assignment.findFirst({
    where: {
      personId,
      position: { family: { in: POSITION_FAMILIES.filter(isEnforcement) } },
      ...knownBy(),
      OR: [{ toOn: null }, { toOn: { gt: toDbDate(today) } }],
    },
    select: { id: true },
  });
  return post !== null;
}

/** The person first, as everywhere: posts and powers of one person are decided one after the other. */
async function lockOwner(tx: Tx, accountId: string): Promise<void> {
  const { personId } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { personId: true },
  });
  if (personId) await lockPeople(tx, personId);
  await lockAccounts(tx, accountId);
}

async function decide(
  tx: Tx,
  proposalId: string,
  decision: "approved" | "refused" | "withdrawn",
  actor: Actor,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.roleProposal.updateMany({
    where: { id: proposalId, decidedAt: null },
    data: { decision, decidedById: actor.accountId, decidedAt: now },
  });
  return count === 1;
}

async function pathOf(tx: Tx, unitId: string, now: Date): Promise<string | null> {
  return (await findUnit(tx, unitId, chinaDateOf(now)))?.path ?? null;
}
