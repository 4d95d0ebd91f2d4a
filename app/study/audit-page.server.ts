/** A sample, a record of it, a notice and a rectification named by an address: 404 where they are not in the reader's subtrees. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit } from "~/organisation/units.server";
import { findSampled, type SampledRecord } from "./audit-sample.server";
import { type AuditFacts, findAudit } from "./audits.server";
import { findNotice, type NoticeFacts } from "./notice-list.server";
import { findRectification, type ListedRectification } from "./rectifications.server";

const notFound = () => new Response(null, { status: 404 });

/** The unit, if the actor has the permission there. */
async function unitFor(
  actor: Actor,
  permission: Permission,
  unitId: string | undefined,
  today: DateOn,
): Promise<UnitFacts> {
  const unit = unitId ? await findUnit(prisma, unitId, today) : null;
  if (!unit || !can(actor, permission, { path: unit.path })) throw notFound();
  return unit;
}

export type AtAudit = { actor: Actor; audit: AuditFacts; unit: UnitFacts; today: DateOn };

export async function requireAudit(
  request: Request,
  { auditId }: { auditId?: string },
  permission: Permission,
  now: Date,
): Promise<AtAudit> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const audit = isUuid(auditId) ? await findAudit(prisma, auditId) : null;
  const unit = await unitFor(actor, permission, audit?.unitId, today);
  return { actor, audit: audit!, unit, today };
}

export async function requireSampled(
  request: Request,
  params: { auditId?: string; place?: string },
  permission: Permission,
  now: Date,
): Promise<AtAudit & { sampled: SampledRecord; at: { auditId: string; place: number } }> {
  const found = await requireAudit(request, params, permission, now);
  if (!/^[1-9]\d{0,3}$/.test(params.place ?? "")) throw notFound();
  const at = { auditId: found.audit.auditId, place: Number(params.place) };
  const sampled = await findSampled(prisma, at, found.today);
  if (!sampled) throw notFound();
  return { ...found, sampled, at };
}

export type AtNotice = {
  actor: Actor;
  notice: NoticeFacts;
  unit: UnitFacts;
  /** Whether the reader is of the office that writes notices. */
  isOffice: boolean;
  today: DateOn;
};

/** Drafts are the office's and the auditors'. */
export async function requireNotice(
  request: Request,
  { noticeId }: { noticeId?: string },
  permission: Permission,
  now: Date,
): Promise<AtNotice> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const notice = isUuid(noticeId) ? await findNotice(prisma, noticeId, { drafts: true }, today) : null;
  const unit = await unitFor(actor, permission, notice?.unitId, today);
  const isOffice = can(actor, "study-audit:read", { path: unit.path });
  const seen = isOffice ? notice : await findNotice(prisma, noticeId!, { drafts: false }, today);
  if (!seen) throw notFound();
  return { actor, notice: seen, unit, isOffice, today };
}

export async function requireRectification(
  request: Request,
  { rectificationId }: { rectificationId?: string },
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; rectification: ListedRectification; unit: UnitFacts; today: DateOn }> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const rectification = isUuid(rectificationId)
    ? await findRectification(prisma, rectificationId, today)
    : null;
  const unit = await unitFor(actor, permission, rectification?.unitId, today);
  return { actor, rectification: rectification!, unit, today };
}
