/**
 * The register of accounts within a scope. An account belongs where its person works and where its roles are held; one
 * that belongs nowhere yet is seen from the root. Above the street, because access knows no units.
 */

import type { Role } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { depthOf } from "~/organisation/unit";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import { type FileEvent, withActors } from "./file-events.server";

export const ACCOUNTS_PAGE = 50;
export const ACCOUNT_STATES = ["enabled", "waiting", "disabled"] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export type AccountFilters = {
  /** Part of the login name or of the name. */
  words?: string;
  role?: Role;
  state?: AccountState;
  /** Only those with a role for a unit to which their person belongs no more. */
  displaced?: boolean;
};

export type AccountListed = {
  id: string;
  loginName: string;
  displayName: string;
  isDemo: boolean;
  createdAt: Date;
  state: AccountState;
  roles: { role: Role; unitName: string }[];
};

/** One page in the order of login names, from `page` 1, with the exact total: three queries. */
export async function listAccounts(
  tx: Tx,
  paths: readonly string[],
  { words = "", role, state, displaced = false }: AccountFilters,
  page: number,
  now: Date,
): Promise<{ accounts: AccountListed[]; total: number }> {
  const pattern = `%${words
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&")}%`;
  const where = Prisma.join(
    [
      within(paths, now),
      Prisma.sql`(a.login_name LIKE ${pattern} OR lower(a.display_name) LIKE ${pattern})`,
      ...(role
        ? [
            Prisma.sql`EXISTS (SELECT 1 FROM role_grant r WHERE r.account_id = a.id AND r.withdrawn_at IS NULL AND r.role = ${role})`,
          ]
        : []),
      ...(state ? [Prisma.sql`${stateOf} = ${state}`] : []),
      ...(displaced ? [displacedOn(chinaDateOf(now))] : []),
    ],
    " AND ",
  );
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM account a WHERE ${where}`;
  const rows = await tx.$queryRaw<Omit<AccountListed, "roles">[]>`
    SELECT a.id, a.login_name AS "loginName", a.display_name AS "displayName", a.is_demo AS "isDemo",
      a.created_at AS "createdAt", ${stateOf} AS state
    FROM account a WHERE ${where} ORDER BY a.login_name
    LIMIT ${ACCOUNTS_PAGE} OFFSET ${(page - 1) * ACCOUNTS_PAGE}`;
  const roles = await rolesOf(
    tx,
    rows.map(({ id }) => id),
    now,
  );
  return {
    accounts: rows.map((row) => ({ ...row, roles: roles.filter(({ accountId }) => accountId === row.id) })),
    total: count?.total ?? 0,
  };
}

/** How many accounts in these subtrees keep a role for a unit to which their person belongs no more. */
export async function countDisplaced(tx: Tx, paths: readonly string[], now: Date): Promise<number> {
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM account a WHERE ${within(paths, now)} AND ${displacedOn(chinaDateOf(now))}`;
  return count?.total ?? 0;
}

export type RoleHeld = {
  accountId: string;
  role: Role;
  unitId: string;
  unitName: string;
  path: string;
  grantedAt: Date;
};

/** Roles held now, by unit in the order of the tree. */
export function rolesOf(tx: Tx, accountIds: readonly string[], now: Date): Promise<RoleHeld[]> {
  return tx.$queryRaw<RoleHeld[]>`
    SELECT g.account_id AS "accountId", g.role, g.unit_id AS "unitId", u.short_name AS "unitName", u.path,
      g.granted_at AS "grantedAt"
    FROM role_grant g JOIN ${unitsOn(chinaDateOf(now))} u ON u.unit_id = g.unit_id
    WHERE g.withdrawn_at IS NULL AND g.account_id = ANY(${[...accountIds]}::uuid[]) ORDER BY u.path, g.role`;
}

/** Proposals for an account that nobody has decided. */
export async function openProposalsFor(tx: Tx, accountId: string, now: Date) {
  return openProposals(tx, Prisma.sql`p.account_id = ${accountId}::uuid`, now);
}

/** Proposals for units in these subtrees that nobody has decided, the longest wait first. */
export async function openProposalsUnder(tx: Tx, paths: readonly string[], now: Date) {
  return openProposals(tx, Prisma.sql`u.path LIKE ANY (${paths.map((path) => `${path}%`)})`, now);
}

export type ProposalListed = {
  id: string;
  accountId: string;
  loginName: string;
  displayName: string;
  role: Role;
  unitId: string;
  unitName: string;
  path: string;
  reason: string;
  proposedAt: Date;
  proposedById: string;
  proposerName: string;
};

const openProposals = (tx: Tx, where: Prisma.Sql, now: Date) => tx.$queryRaw<ProposalListed[]>`
  SELECT p.id, p.account_id AS "accountId", a.login_name AS "loginName", a.display_name AS "displayName", p.role,
    p.unit_id AS "unitId", u.short_name AS "unitName", u.path, p.reason, p.proposed_at AS "proposedAt",
    p.proposed_by_id AS "proposedById", b.display_name AS "proposerName"
  FROM role_proposal p JOIN account a ON a.id = p.account_id JOIN account b ON b.id = p.proposed_by_id
  JOIN ${unitsOn(chinaDateOf(now))} u ON u.unit_id = p.unit_id
  WHERE p.decided_at IS NULL AND ${where} ORDER BY p.proposed_at`;

export type CodeListed = {
  id: string;
  accountId: string;
  loginName: string;
  displayName: string;
  madeAt: Date;
  madeById: string;
  makerName: string;
};

/**
 * Codes that wait for a second person, the longest wait first: of accounts with roles, all of them in these subtrees. A
 * role for a unit that stands no longer carries no power and asks for nobody.
 */
export async function openCodesUnder(tx: Tx, paths: readonly string[], now: Date): Promise<CodeListed[]> {
  const role = Prisma.sql`role_grant g JOIN ${unitsOn(chinaDateOf(now))} u ON u.unit_id = g.unit_id
    WHERE g.account_id = v.account_id AND g.withdrawn_at IS NULL`;
  return tx.$queryRaw<CodeListed[]>`
    SELECT v.id, v.account_id AS "accountId", a.login_name AS "loginName", a.display_name AS "displayName",
      v.made_at AS "madeAt", v.made_by_id AS "madeById", b.display_name AS "makerName"
    FROM activation v JOIN account a ON a.id = v.account_id JOIN account b ON b.id = v.made_by_id
    WHERE v.ended_at IS NULL AND v.confirmed_at IS NULL AND v.expires_at > ${now}
      AND EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = v.account_id AND g.withdrawn_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM ${role} AND NOT u.path LIKE ANY (${paths.map((path) => `${path}%`)}))
    ORDER BY v.made_at`;
}

const HISTORY = 50;

/** What was done to an account and its roles, newest first; signing in and out is left out. */
export async function accountHistory(tx: Tx, accountId: string): Promise<FileEvent[]> {
  const rows = await tx.auditEvent.findMany({
    where: {
      subjectId: accountId,
      OR: [{ type: { startsWith: "account." } }, { type: { startsWith: "role." } }],
    },
    orderBy: { id: "desc" },
    take: HISTORY,
  });
  return withActors(tx, rows);
}

/** The account, if it lies within these subtrees; null otherwise. */
export async function accountInScope(
  tx: Tx,
  accountId: string,
  paths: readonly string[],
  now: Date,
): Promise<(Omit<AccountListed, "roles"> & { personId: string | null }) | null> {
  const [found] = await tx.$queryRaw<(Omit<AccountListed, "roles"> & { personId: string | null })[]>`
    SELECT a.id, a.login_name AS "loginName", a.display_name AS "displayName", a.is_demo AS "isDemo",
      a.created_at AS "createdAt", a.person_id AS "personId", ${stateOf} AS state
    FROM account a WHERE a.id = ${accountId}::uuid AND ${within(paths, now)}`;
  return found ?? null;
}

/** Whether every unit where the account's person works today or where it holds a role lies within these subtrees. */
export async function isWhollyWithin(
  tx: Tx,
  accountId: string,
  paths: readonly string[],
  now: Date,
): Promise<boolean> {
  const today = chinaDateOf(now);
  const [outside] = await tx.$queryRaw<{ id: string }[]>`
    SELECT u.unit_id::text AS id FROM (
      SELECT g.unit_id FROM role_grant g WHERE g.account_id = ${accountId}::uuid AND g.withdrawn_at IS NULL
      UNION SELECT e.unit_id FROM employment e JOIN account a ON a.person_id = e.person_id
      WHERE a.id = ${accountId}::uuid AND e.superseded_at IS NULL AND e.relation = 'home' AND daterange(e.from_on, e.to_on) @> ${today}::date
    ) belongs
    JOIN ${unitsOn(today)} u ON u.unit_id = belongs.unit_id
    WHERE NOT u.path LIKE ANY (${paths.map((path) => `${path}%`)}) LIMIT 1`;
  return outside === undefined;
}

/** Waiting: nobody has set a password since the last activation was issued. */
const stateOf = Prisma.sql`(CASE
  WHEN EXISTS (SELECT 1 FROM account_disabling d WHERE d.account_id = a.id AND d.enabled_at IS NULL) THEN 'disabled'
  WHEN EXISTS (SELECT 1 FROM credential c WHERE c.account_id = a.id AND NOT EXISTS
    (SELECT 1 FROM activation v WHERE v.account_id = a.id AND v.made_at > c.set_at)) THEN 'enabled'
  ELSE 'waiting' END)`;

/**
 * Who was transferred or has left keeps the roles of the old unit until somebody takes them back. Belonging to a unit is
 * working there or below it, on loan too; an account of nobody belongs nowhere and is not meant.
 */
const displacedOn = (today: DateOn): Prisma.Sql => Prisma.sql`(a.person_id IS NOT NULL AND EXISTS (
  SELECT 1 FROM role_grant g JOIN ${unitsOn(today)} u ON u.unit_id = g.unit_id
  WHERE g.account_id = a.id AND g.withdrawn_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM employment e JOIN ${unitsOn(today)} w ON w.unit_id = e.unit_id
    WHERE e.person_id = a.person_id AND e.superseded_at IS NULL AND e.from_on <= ${today}::date
      AND (e.to_on IS NULL OR e.to_on > ${today}::date) AND NOT e.status = ANY(${EMPLOYMENT_STATUSES.filter(hasLeft)})
      AND starts_with(w.path, u.path))))`;

function within(paths: readonly string[], now: Date): Prisma.Sql {
  if (paths.some((path) => depthOf(path) === 0)) return Prisma.sql`true`;
  const prefixes = paths.map((path) => `${path}%`);
  const today = chinaDateOf(now);
  return Prisma.sql`(
    EXISTS (SELECT 1 FROM employment e JOIN ${unitsOn(today)} u ON u.unit_id = e.unit_id
      WHERE e.person_id = a.person_id AND e.superseded_at IS NULL AND e.relation = 'home'
        AND (e.to_on IS NULL OR e.to_on > ${today}::date) AND u.path LIKE ANY (${prefixes}))
    OR EXISTS (SELECT 1 FROM role_grant g JOIN ${unitsOn(today)} u ON u.unit_id = g.unit_id
      WHERE g.account_id = a.id AND g.withdrawn_at IS NULL AND u.path LIKE ANY (${prefixes})))`;
}
