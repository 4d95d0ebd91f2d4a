/** 清理专项: opened over a subtree by the authority, scanned in steps, closed when every case is. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { findUnit, unitsById } from "~/organisation/units.server";
import { enqueue } from "~/queue.server";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import type { OpenCampaign } from "./clearance-cases.server";

export type NewCampaign = { unitId: string; name: string; instructionNumber: string; dueOn: DateOn };
export type CampaignOpened = { ok: true; campaignId: string } | { ok: false; refusals: Refusal[] };

const OPENING = 7_410_051;

/**
 * Its first scan is a job of its own. Refusals: clearance.unit-unknown, clearance.campaign-due { dueOn, today },
 * clearance.campaign-overlaps { name }: a case belongs to one campaign.
 */
export async function openCampaign(
  tx: Tx,
  campaign: NewCampaign,
  actorId: string,
  now: Date,
): Promise<CampaignOpened> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${OPENING})::text`;
  const today = chinaDateOf(now);
  const unit = await findUnit(tx, campaign.unitId, today);
  if (!unit) return { ok: false, refusals: [refusal("clearance.unit-unknown")] };
  const open = await openCampaigns(tx, today);
  const other = open.find(({ path }) => path.startsWith(unit.path) || unit.path.startsWith(path));
  const verdict = verdictOf([
    ...(campaign.dueOn < today ? [refusal("clearance.campaign-due", { dueOn: campaign.dueOn, today })] : []),
    ...(other ? [refusal("clearance.campaign-overlaps", { name: other.name })] : []),
  ]);
  if (!verdict.ok) return verdict;
  const campaignId = newId();
  const { unitId, name, instructionNumber, dueOn } = campaign;
  await tx.clearanceCampaign.create({
    data: {
      ...{ id: campaignId, unitId, name, instructionNumber, dueOn: toDbDate(dueOn) },
      ...{ openedById: actorId, openedAt: now, lastSeenAt: now },
    },
  });
  await record(tx, {
    ...{ type: "clearance-campaign.opened", at: now, actorId, unitId, subjectId: campaignId },
    data: { campaignId, dueOn },
  });
  await enqueue(tx, "clearance-scan", { campaignId });
  return { ok: true, campaignId };
}

/** Refusals: clearance.campaign-unscanned, clearance.campaign-unfinished { open }. Closing it twice is harmless. */
export async function closeCampaign(
  tx: Tx,
  { campaignId }: { campaignId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  await tx.$queryRaw`SELECT 1 FROM clearance_campaign WHERE id = ${campaignId}::uuid FOR NO KEY UPDATE`;
  const campaign = await tx.clearanceCampaign.findUniqueOrThrow({ where: { id: campaignId } });
  if (campaign.closedAt) return { ok: true };
  const open = await tx.clearanceCase.count({ where: { campaignId, state: { not: "closed" } } });
  const verdict = verdictOf([
    ...(campaign.scannedAt ? [] : [refusal("clearance.campaign-unscanned")]),
    ...(open > 0 ? [refusal("clearance.campaign-unfinished", { open })] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.clearanceCampaign.update({
    where: { id: campaignId },
    data: { closedAt: now, closedById: actorId },
  });
  const cases = await tx.clearanceCase.count({ where: { campaignId } });
  await record(tx, {
    ...{
      type: "clearance-campaign.closed",
      at: now,
      actorId,
      unitId: campaign.unitId,
      subjectId: campaignId,
    },
    data: { campaignId, cases },
  });
  return verdict;
}

/** Campaigns under way, with the subtrees they cover today. */
export async function openCampaigns(
  tx: Tx,
  today: DateOn,
): Promise<(OpenCampaign & { name: string; isScanned: boolean })[]> {
  const rows = await tx.clearanceCampaign.findMany({
    where: { closedAt: null },
    orderBy: { openedAt: "asc" },
  });
  const units = await unitsById(
    tx,
    rows.map(({ unitId }) => unitId),
    today,
  );
  return rows.flatMap(({ id, unitId, name, dueOn, scannedAt }) => {
    const path = units.get(unitId)?.path;
    return path
      ? [{ campaignId: id, path, name, dueOn: fromDbDate(dueOn), isScanned: scannedAt !== null }]
      : [];
  });
}
