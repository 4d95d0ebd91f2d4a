/**
 * Who may do what: one pure answer from role, scope and the person concerned.
 * In: an actor with roles held for paths of the organisation tree, a permission, and where and whom it touches.
 * Out: yes or no. Whether the act fits the state of the thing is the room's rule and comes back as a verdict.
 */

export const roles = [
  "unit-training-officer",
  "unit-legal-reviewer",
  "unit-personnel-officer",
  "personnel-department",
  "congress-office",
  "legal-affairs",
  "question-author",
  "question-reviewer",
  "invigilator",
  "auditor",
  "system-administrator",
  "security-administrator",
  "audit-administrator",
] as const;
export type Role = (typeof roles)[number];

/** Without a holder of one of these nobody could let anybody in again. */
export const INDISPENSABLE: readonly Role[] = ["system-administrator", "security-administrator"];
/** Who reviews what enforcement officers decide, and so takes no enforcement post (K08). */
export const REVIEWING: readonly Role[] = ["unit-legal-reviewer", "legal-affairs"];

/** A role is held for a node of the tree and reaches its subtree; `path` is the node's, e.g. "/linhu/urban/". */
export type Grant = { role: Role; unitId: string; path: string };

export type Actor = {
  accountId: string;
  /** The natural person behind the account, if it belongs to one. */
  personId: string | null;
  displayName: string;
  grants: Grant[];
};

const everyone = [
  "unit-training-officer",
  "unit-legal-reviewer",
  "unit-personnel-officer",
  "personnel-department",
  "legal-affairs",
  "auditor",
] as const;

const table = {
  "desk:view": [...roles],
  "unit:read": everyone,
  "unit:write": ["personnel-department"],
  "unit-change:read": ["personnel-department", "legal-affairs", "auditor"],
  "unit-change:propose": ["personnel-department", "legal-affairs"],
  "unit-change:approve": ["personnel-department", "legal-affairs"],
  "person:read": everyone,
  "person:write": ["unit-personnel-officer", "personnel-department"],
  "transfer:read": ["unit-personnel-officer", "personnel-department", "legal-affairs", "auditor"],
  "transfer:release": ["unit-personnel-officer", "personnel-department"],
  "transfer:answer": ["unit-personnel-officer", "personnel-department"],
  "person:unmask": ["personnel-department"],
  "person:merge": ["personnel-department"],
  "person:read-file": ["unit-personnel-officer", "personnel-department", "legal-affairs", "auditor"],
  "legal-qualification:read": ["unit-personnel-officer", "personnel-department", "legal-affairs", "auditor"],
  "legal-qualification:record": ["unit-personnel-officer", "personnel-department"],
  "legal-qualification:confirm": ["personnel-department", "legal-affairs"],
  "roster:import": ["unit-personnel-officer", "personnel-department"],
  "bank:read": ["question-author", "question-reviewer", "legal-affairs", "auditor"],
  "bank:create": ["legal-affairs"],
  "question:write": ["question-author", "legal-affairs"],
  "question:review": ["question-reviewer", "legal-affairs"],
  "question:export": ["question-author", "question-reviewer", "legal-affairs"],
  "law:read": ["question-author", "question-reviewer", "legal-affairs", "auditor"],
  "law:amend": ["legal-affairs"],
  "blueprint:read": ["question-author", "question-reviewer", "legal-affairs", "auditor"],
  "blueprint:write": ["legal-affairs"],
  "exam:read": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "invigilator",
    "auditor",
  ],
  "exam:create": ["legal-affairs"],
  "exam:release": ["legal-affairs"],
  "exam:arrange": ["legal-affairs"],
  "exam:accept-late": ["legal-affairs", "personnel-department"],
  "exam:correct": ["legal-affairs", "personnel-department"],
  "objection:read": ["legal-affairs", "personnel-department", "auditor"],
  "objection:answer": ["legal-affairs", "personnel-department"],
  "exam:invigilate": ["invigilator", "legal-affairs"],
  "violation:read": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "invigilator",
    "auditor",
  ],
  "violation:sign": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "invigilator",
  ],
  "violation:withdraw": ["personnel-department", "legal-affairs"],
  "registration:write": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
  ],
  "requirement:read": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "auditor",
  ],
  "requirement:write": ["personnel-department", "legal-affairs"],
  "exemption:ask": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
  ],
  "exemption:decide": ["personnel-department", "legal-affairs"],
  "appointment:read": ["personnel-department", "congress-office"],
  "appointment:propose": ["personnel-department"],
  "appointment:approve": ["personnel-department"],
  "study:read": everyone,
  "study:record": ["unit-training-officer"],
  "study:confirm": ["unit-training-officer", "unit-legal-reviewer"],
  "study:accept": ["legal-affairs"],
  "study-import:read": ["unit-training-officer", "legal-affairs", "auditor"],
  "study:evidence": ["unit-training-officer", "unit-legal-reviewer", "legal-affairs", "auditor"],
  "study-session:read": everyone,
  "study-session:record": ["unit-training-officer"],
  "study-session:waive": ["unit-legal-reviewer"],
  "course:read": ["unit-training-officer", "unit-legal-reviewer", "legal-affairs", "auditor"],
  "course:write": ["unit-training-officer", "legal-affairs"],
  "course:publish": ["legal-affairs"],
  "learning:read": ["legal-affairs", "auditor"],
  "study-audit:read": ["legal-affairs", "auditor"],
  "study-audit:write": ["legal-affairs"],
  "study-audit:export": ["legal-affairs", "auditor"],
  "supervision:read": ["unit-training-officer", "unit-legal-reviewer", "legal-affairs", "auditor"],
  "supervision:issue": ["legal-affairs"],
  "supervision:reply": ["unit-training-officer", "unit-legal-reviewer"],
  "study-year:read": everyone,
  "study-year:freeze": ["legal-affairs"],
  "study-year:reopen": ["legal-affairs", "personnel-department"],
  "study-relief:read": [
    "unit-training-officer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "auditor",
  ],
  "study-relief:ask": ["unit-training-officer", "unit-personnel-officer"],
  "study-relief:decide": ["unit-personnel-officer", "personnel-department", "legal-affairs"],
  "study-relief:revoke": ["personnel-department", "legal-affairs"],
  "law-statement:read": ["unit-personnel-officer", "personnel-department", "legal-affairs", "auditor"],
  "law-statement:review": ["legal-affairs"],
  "must-know:read": everyone,
  "must-know:write": ["legal-affairs"],
  "plan:read": everyone,
  "plan:write": ["unit-training-officer", "legal-affairs"],
  "plan:confirm": ["unit-legal-reviewer", "unit-personnel-officer", "personnel-department"],
  "plan:approve": ["legal-affairs"],
  "application:read": [
    "unit-training-officer",
    "unit-legal-reviewer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "auditor",
  ],
  "application:submit": ["unit-personnel-officer", "unit-training-officer"],
  "application:review": [
    "unit-legal-reviewer",
    "unit-personnel-officer",
    "legal-affairs",
    "personnel-department",
  ],
  "certificate:read": everyone,
  "certificate:issue": ["personnel-department"],
  "certificate:collect": ["personnel-department", "unit-personnel-officer"],
  "certificate:propose": ["personnel-department", "legal-affairs"],
  "certificate:approve": ["personnel-department"],
  "certificate:report-loss": ["unit-personnel-officer", "personnel-department"],
  "certificate:serve": ["unit-personnel-officer", "personnel-department", "legal-affairs"],
  "certificate:evidence": ["personnel-department", "legal-affairs", "auditor"],
  "ministry-card:read": [
    "unit-personnel-officer",
    "unit-training-officer",
    "personnel-department",
    "legal-affairs",
    "auditor",
  ],
  "ministry-card:file": ["unit-personnel-officer"],
  "ministry-card:decide": ["legal-affairs"],
  "item:read": ["unit-personnel-officer", "personnel-department", "legal-affairs", "auditor"],
  "item:record": ["unit-personnel-officer", "personnel-department"],
  "training:read": everyone,
  "training:issue": ["unit-training-officer", "unit-legal-reviewer", "personnel-department", "legal-affairs"],
  "training:annul": ["personnel-department", "legal-affairs"],
  "campaign:read": everyone,
  "campaign:open": ["personnel-department", "legal-affairs"],
  "certificate-review:read": everyone,
  "certificate-review:propose": ["unit-personnel-officer"],
  "certificate-review:decide": ["personnel-department", "legal-affairs"],
  "decision-review:read": ["personnel-department", "legal-affairs", "auditor"],
  "decision-review:close": ["personnel-department", "legal-affairs"],
  "ban:read": ["personnel-department", "legal-affairs", "auditor"],
  "ban:record": ["personnel-department", "legal-affairs"],
  "ban:confirm": ["personnel-department", "legal-affairs"],
  "position:read": everyone,
  "position:write": ["unit-personnel-officer", "personnel-department"],
  "assignment:write": ["unit-personnel-officer", "personnel-department"],
  "clearance:read": [
    "unit-legal-reviewer",
    "unit-personnel-officer",
    "personnel-department",
    "legal-affairs",
    "auditor",
  ],
  "clearance:propose": ["unit-personnel-officer"],
  "clearance:confirm": ["personnel-department", "legal-affairs"],
  "clearance-campaign:open": ["personnel-department", "legal-affairs"],
  "rule-pack:draft": ["legal-affairs"],
  "rule-pack:approve": ["personnel-department", "legal-affairs"],
  "rule-pack:read": [...everyone, "system-administrator", "security-administrator"],
  "audit:read": ["auditor", "audit-administrator"],
  "account:read": ["system-administrator", "security-administrator"],
  "account:write": ["system-administrator"],
  "api-client:read": ["system-administrator", "security-administrator"],
  "api-client:write": ["security-administrator"],
  "role:propose": ["security-administrator"],
  "role:approve": ["security-administrator", "personnel-department"],
  "role:withdraw": ["security-administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof table;

/** Acts on a person's record that the person may not do on their own, whatever their role. */
const neverOnOneself: ReadonlySet<Permission> = new Set([
  "study:confirm",
  "study:accept",
  "study-session:waive",
  "exemption:decide",
  "study-relief:decide",
  "study-relief:revoke",
  "law-statement:review",
  "appointment:propose",
  "appointment:approve",
  "transfer:release",
  "transfer:answer",
  "application:review",
  "certificate:issue",
  "certificate:propose",
  "certificate:approve",
  "certificate:serve",
  "training:issue",
  "training:annul",
  "decision-review:close",
  "certificate-review:propose",
  "certificate-review:decide",
  "item:record",
  "assignment:write",
  "legal-qualification:confirm",
  "person:merge",
]);

export type Scope = {
  /** Path of the unit concerned; left out for "anywhere at all", as a menu asks. */
  path?: string;
  /** The person the act is about. */
  personId?: string;
};

export function can(actor: Actor, permission: Permission, scope: Scope = {}): boolean {
  if (scope.personId && scope.personId === actor.personId && neverOnOneself.has(permission)) return false;
  return grantsFor(actor, permission).some(
    (grant) => scope.path === undefined || scope.path.startsWith(grant.path),
  );
}

/** The subtrees in which the actor has the permission, as path prefixes: for the WHERE of a list. */
export function pathsFor(actor: Actor, permission: Permission): string[] {
  const paths = grantsFor(actor, permission).map((grant) => grant.path);
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
}

/** The roles in which the actor may review for that unit, for steps that ask for a named role. */
export function rolesAt(actor: Actor, path: string): Role[] {
  return actor.grants.filter((grant) => path.startsWith(grant.path)).map((grant) => grant.role);
}

/** Whether the staff door has anything for this actor. */
export const isStaff = (actor: Actor): boolean => actor.grants.length > 0;

function grantsFor(actor: Actor, permission: Permission): Grant[] {
  const allowed: readonly Role[] = table[permission];
  return actor.grants.filter((grant) => allowed.includes(grant.role));
}
