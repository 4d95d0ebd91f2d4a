/**
 * 机构合并、更名、撤销 (T25), by two people: one proposes with the order and its document, another approves. What approval makes
 * (the new unit, its status as an enforcement body, who succeeds whom, the new name) holds from the switch-over date; the rest is
 * worked off by `unit-change-run` from that day on.
 */
import { type Actor, can } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { lockTree, rollBackTo, type Tx } from "~/db.server";
import { plainFileName, storeFile } from "~/files.server";
import { newId } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { unitsById } from "~/organisation/units.server";
import { enqueue } from "~/queue.server";
import { evidenceFileFrom } from "~/study/evidence-file";
import { type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";
import { totalsOf } from "./unit-change";
import { askedFrom, type ChangeAsked } from "./unit-change-asked";
import { openUnitChange } from "./unit-change-opening.server";
import { bodyAfter, foreseenOf } from "./unit-change-preview.server";

type Answer = { ok: true; changeId: string } | { ok: false; refusals: Refusal[] };

/**
 * The first of two people; nothing changes yet. Refusals, all at once: unit-change.units-missing { least }, .target-missing,
 * .target-among, .target-below, .date-past { today }, .order-missing, .announcement-missing, .outside, .busy { units },
 * unit.not-in-force { on }, unit.root-stays, those of `evidenceFileFrom`, and of setting the unit up or renaming it.
 */
export async function proposeUnitChange(
  tx: Tx,
  asked: ChangeAsked,
  file: { name: string; bytes: Buffer },
  actor: Actor,
  now: Date,
): Promise<Answer> {
  await lockTree(tx);
  const document = evidenceFileFrom(file.bytes);
  const refusals = [
    ...(await formRefusals(tx, asked, actor, now)),
    ...("code" in document ? [document] : []),
  ];
  if (refusals.length === 0) {
    await tx.$executeRaw`SAVEPOINT unit_change`;
    const opened = await openUnitChange(tx, { ...asked, id: newId() }, actor.accountId, now, { tried: true });
    refusals.push(...refusalsOf(opened));
    await rollBackTo(tx, "unit_change");
  }
  if (refusals.length > 0 || "code" in document) return { ok: false, refusals };
  const { mediaType, bytes } = document;
  const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
  const foreseen = totalsOf((await foreseenOf(tx, asked, now)).map(({ fate }) => fate));
  const changeId = newId();
  const { kind, targetId, newUnit, switchOn, orderNumber, announcedOn } = asked;
  await tx.unitChange.create({
    data: {
      ...{ id: changeId, kind, targetId, orderNumber: orderNumber.trim(), foreseen, fileHash },
      ...(newUnit ? { newUnit } : {}),
      fileName: plainFileName(file.name, "order"),
      switchOn: toDbDate(switchOn),
      announcedOn: announcedOn && toDbDate(announcedOn),
      ...{ proposedById: actor.accountId, proposedAt: now },
      units: { create: asked.units.map((unit) => ({ ...unit })) },
    },
  });
  await record(tx, {
    ...{ type: "unit-change.proposed", at: now, actorId: actor.accountId, subjectId: changeId },
    data: { changeId, kind, units: asked.units.map(({ unitId }) => unitId) },
  });
  return { ok: true, changeId };
}

async function formRefusals(tx: Tx, asked: ChangeAsked, actor: Actor, now: Date): Promise<Refusal[]> {
  const { kind, targetId, newUnit, switchOn } = asked;
  const today = chinaDateOf(now);
  const unitIds = asked.units.map(({ unitId }) => unitId);
  const least = kind === "merge" && !targetId ? 2 : 1;
  const refusals: Refusal[] = [];
  if (unitIds.length < least) refusals.push(refusal("unit-change.units-missing", { least }));
  if (kind === "merge" && !targetId && !newUnit) refusals.push(refusal("unit-change.target-missing"));
  if (kind === "merge" && targetId && unitIds.includes(targetId))
    refusals.push(refusal("unit-change.target-among"));
  if (switchOn < today) refusals.push(refusal("unit-change.date-past", { today }));
  if (asked.orderNumber.trim() === "") refusals.push(refusal("unit-change.order-missing"));
  const named = [...unitIds, ...(targetId ? [targetId] : [])];
  const units = await unitsById(tx, [...named, ...(newUnit ? [newUnit.parentId] : [])], today);
  if (named.some((unitId) => !units.has(unitId))) refusals.push(refusal("unit.not-in-force", { on: today }));
  if (![...units.values()].every(({ path }) => can(actor, "unit-change:propose", { path })))
    refusals.push(refusal("unit-change.outside"));
  if (unitIds.some((unitId) => units.get(unitId)?.parentId === null))
    refusals.push(refusal("unit.root-stays"));
  if (goesIntoItself(units, unitIds, targetId ?? newUnit?.parentId ?? null) && kind === "merge")
    refusals.push(refusal("unit-change.target-below"));
  // Nobody could be given a certificate of a unit whose status is not public, and every one would be cancelled.
  const body = kind === "merge" && unitIds.length > 0 ? await bodyAfter(tx, asked) : null;
  if (body && (body.publishedOn === null || body.publishedOn > switchOn))
    refusals.push(refusal("unit-change.announcement-missing"));
  const busy = await tx.unitChangeUnit.count({
    where: { unitId: { in: named }, releasedAt: null },
  });
  if (busy > 0) refusals.push(refusal("unit-change.busy", { units: busy }));
  return refusals;
}

/** What ends cannot be what the others go into, nor stand above it. */
function goesIntoItself(units: Map<string, UnitFacts>, unitIds: readonly string[], into: string | null) {
  const path = into && units.get(into)?.path;
  return !!path && unitIds.some((unitId) => path.startsWith(units.get(unitId)?.path ?? "-"));
}

/**
 * The second of two people: judged again, then what holds from the day is written. Refusals: unit-change.decided,
 * unit-change.two-people, unit-change.outside, and those of setting the unit up or renaming it.
 */
export async function approveUnitChange(
  tx: Tx,
  { changeId }: { changeId: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  await lockTree(tx);
  const change = await lockedChange(tx, changeId);
  const { asked } = change;
  const units = await unitsById(tx, touchedBy(asked), chinaDateOf(now));
  const reaches = [...units.values()].every(({ path }) => can(actor, "unit-change:approve", { path }));
  const refusals = [
    ...(change.decision ? [refusal("unit-change.decided")] : []),
    ...(change.proposedById === actor.accountId ? [refusal("unit-change.two-people")] : []),
    ...(reaches ? [] : [refusal("unit-change.outside")]),
  ];
  if (refusals.length > 0) return verdictOf(refusals);
  await tx.$executeRaw`SAVEPOINT unit_change`;
  const opened = await openUnitChange(tx, { ...asked, id: changeId }, actor.accountId, now, { tried: false });
  if (!opened.ok) {
    await rollBackTo(tx, "unit_change");
    return opened;
  }
  await tx.unitChange.update({
    where: { id: changeId },
    data: {
      ...{ decision: "approved", decidedById: actor.accountId, decidedAt: now },
      ...(opened.targetId ? { targetId: opened.targetId } : {}),
    },
  });
  await record(tx, {
    ...{ type: "unit-change.approved", at: now, actorId: actor.accountId, subjectId: changeId },
    data: { changeId, kind: asked.kind },
  });
  if (asked.switchOn <= chinaDateOf(now)) await enqueue(tx, "unit-change", { changeId });
  return { ok: true };
}

/** The second person says no, or the first takes it back. Refusal: unit-change.decided. */
export async function refuseUnitChange(
  tx: Tx,
  { changeId }: { changeId: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const change = await lockedChange(tx, changeId);
  if (change.decision) return verdictOf([refusal("unit-change.decided")]);
  const decision = change.proposedById === actor.accountId ? "withdrawn" : "refused";
  await tx.unitChange.update({
    where: { id: changeId },
    data: { decision, decidedById: actor.accountId, decidedAt: now },
  });
  await tx.unitChangeUnit.updateMany({ where: { changeId }, data: { releasedAt: now } });
  await record(tx, {
    ...{ type: "unit-change.refused", at: now, actorId: actor.accountId, subjectId: changeId },
    data: { changeId, decision },
  });
  return { ok: true };
}

/** Somebody at its page asks for it to be gone on with at once. Refusals: unit-change.decided, unit-change.not-due { on }. */
export async function goOnWithChange(
  tx: Tx,
  { changeId }: { changeId: string },
  _actor: Actor,
  now: Date,
): Promise<Verdict> {
  const { decision, finishedAt, asked } = await lockedChange(tx, changeId);
  if (decision !== "approved" || finishedAt) return verdictOf([refusal("unit-change.decided")]);
  if (asked.switchOn > chinaDateOf(now))
    return verdictOf([refusal("unit-change.not-due", { on: asked.switchOn })]);
  await enqueue(tx, "unit-change", { changeId });
  return { ok: true };
}

const touchedBy = ({ units, targetId, newUnit }: ChangeAsked) => [
  ...units.map(({ unitId }) => unitId),
  ...(targetId ? [targetId] : []),
  ...(newUnit ? [newUnit.parentId] : []),
];

async function lockedChange(tx: Tx, changeId: string) {
  await tx.$queryRaw`SELECT 1 FROM unit_change WHERE id = ${changeId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.unitChange.findUniqueOrThrow({ where: { id: changeId }, include: { units: true } });
  return { ...row, asked: askedFrom(row) };
}
