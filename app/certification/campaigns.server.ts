/** Campaigns: opened and announced once, taken back with a reason, read by the units they reach. */
import { type Actor, pathsFor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid, newId } from "~/ids";
import { holdersAt, notify } from "~/notices/notices.server";
import { findUnit, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import {
  type CampaignDays,
  type CampaignKind,
  type CampaignState,
  campaignState,
  openingRefusals,
} from "./campaign";
import { campaignProgress } from "./campaign-progress.server";

export type NewCampaign = CampaignDays & { name: string; unitId: string; reviewYear: number | null };
export type Opened = { ok: true; campaignId: string } | { ok: false; refusals: Refusal[] };

/**
 * The units it finds something in are told once. Refusals: those of `openingRefusals`; campaign.year-known { year }: that
 * year's review is open in this unit, above it or below it.
 */
export async function openCampaign(tx: Tx, wanted: NewCampaign, actorId: string, now: Date): Promise<Opened> {
  const today = chinaDateOf(now);
  const { unitId, kind, name, fromOn, toOn, dueOn, reviewYear } = wanted;
  // One opens at a time: a year is not opened above and below at once.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('certificate-campaign', 0))::text`;
  const { pack } = await packFor(tx, unitId, today);
  const known = reviewYear !== null && (await isYearOpen(tx, unitId, reviewYear, today));
  const refusals = [
    ...openingRefusals(wanted, today, pack),
    ...(known ? [refusal("campaign.year-known", { year: reviewYear })] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const campaignId = newId();
  await tx.certificateCampaign.create({
    data: {
      ...{ id: campaignId, kind, unitId, name: name.trim(), reviewYear, openedById: actorId, openedAt: now },
      ...{ fromOn: toDbDate(fromOn), toOn: toDbDate(toOn), dueOn: toDbDate(dueOn) },
    },
  });
  await record(tx, {
    ...{ type: "campaign.opened", at: now, actorId, unitId, subjectId: campaignId },
    data: { campaignId, kind, dueOn },
  });
  await announce(tx, campaignId, now);
  return { ok: true, campaignId };
}

/** Of units one of which contains the other. */
async function isYearOpen(tx: Tx, unitId: string, reviewYear: number, today: DateOn): Promise<boolean> {
  const own = await findUnit(tx, unitId, today);
  const others = await tx.certificateCampaign.findMany({
    where: { kind: "review", reviewYear, withdrawnAt: null },
    select: { unitId: true },
  });
  for (const other of others) {
    const path = other.unitId === unitId ? own?.path : (await findUnit(tx, other.unitId, today))?.path;
    if (own && path && (own.path.startsWith(path) || path.startsWith(own.path))) return true;
  }
  return false;
}

/** Each officer once, however many units are theirs. */
async function announce(tx: Tx, campaignId: string, now: Date): Promise<void> {
  const campaign = (await findCampaign(tx, campaignId, now))!;
  const counts = new Map<string, number>();
  for (const { unitId, total } of await campaignProgress(tx, campaign, null, now))
    for (const personId of await holdersAt(tx, { unitId, role: "unit-personnel-officer" }, now))
      counts.set(personId, (counts.get(personId) ?? 0) + total);
  const { kind, dueOn } = campaign;
  await notify(
    tx,
    [...counts].map(([personId, count]) => ({
      ...{ personId, code: "certificate.campaign-opened" as const, happening: campaignId },
      facts: { campaignId, kind, dueOn, count },
    })),
    now,
  );
}

/** Opened in error: it tells nobody anything more. Refusals: campaign.ended { state }, campaign.reason-missing. */
export async function withdrawCampaign(
  tx: Tx,
  { campaignId, reason }: { campaignId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('certificate-campaign', 0))::text`;
  const campaign = (await findCampaign(tx, campaignId, now))!;
  const over = campaign.state === "closed" || campaign.state === "withdrawn";
  const verdict = verdictOf([
    ...(over ? [refusal("campaign.ended", { state: campaign.state })] : []),
    ...(reason.trim() === "" ? [refusal("campaign.reason-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.certificateCampaign.update({
    where: { id: campaignId },
    data: { withdrawnById: actorId, withdrawnAt: now, withdrawalReason: reason.trim() },
  });
  await record(tx, {
    ...{ type: "campaign.withdrawn", at: now, actorId, unitId: campaign.unitId, subjectId: campaignId },
    data: { campaignId },
  });
  return { ok: true };
}

export type Campaign = CampaignDays & {
  id: string;
  unitId: string;
  name: string;
  reviewYear: number | null;
  openedAt: Date;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
  state: CampaignState;
};

type Row = Omit<Campaign, "kind" | "fromOn" | "toOn" | "dueOn" | "state"> & {
  kind: string;
  fromOn: Date;
  toOn: Date;
  dueOn: Date;
};

function campaignFrom({ kind, ...row }: Row, now: Date): Campaign {
  const days = {
    kind: kind as CampaignKind,
    fromOn: fromDbDate(row.fromOn),
    toOn: fromDbDate(row.toOn),
    dueOn: fromDbDate(row.dueOn),
  };
  const state = campaignState({ ...days, withdrawnAt: row.withdrawnAt }, chinaDateOf(now));
  return { ...row, ...days, state };
}

export async function findCampaign(tx: Tx, campaignId: string, now: Date): Promise<Campaign | null> {
  const row = await tx.certificateCampaign.findUnique({ where: { id: campaignId } });
  return row && campaignFrom(row, now);
}

/** The newest campaigns that reach these units or are theirs: units see what was opened above them. */
export async function campaignsReaching(tx: Tx, units: readonly UnitFacts[], now: Date): Promise<Campaign[]> {
  const codes = [...new Set(units.flatMap(({ path }) => path.split("/").filter((code) => code !== "")))];
  const rows = await tx.certificateCampaign.findMany({
    where: { unit: { code: { in: codes } } },
    orderBy: { id: "desc" },
    take: MOST_SHOWN,
  });
  return rows.map((row) => campaignFrom(row, now));
}
const MOST_SHOWN = 100;

/** The campaign an address names, as far as it reaches the actor's units; null otherwise. */
export async function campaignFor(
  tx: Tx,
  campaignId: string | undefined,
  actor: Actor,
  permission: "campaign:read" | "campaign:open",
  now: Date,
): Promise<{ campaign: Campaign; units: UnitFacts[] } | null> {
  const campaign = isUuid(campaignId) ? await findCampaign(tx, campaignId, now) : null;
  const units = await unitsUnder(tx, pathsFor(actor, permission), chinaDateOf(now));
  if (!campaign) return null;
  const own = units.some(({ unitId }) => unitId === campaign.unitId);
  if (permission === "campaign:open") return own ? { campaign, units } : null;
  const reaching = await campaignsReaching(tx, units, now);
  return own || reaching.some(({ id }) => id === campaign.id) ? { campaign, units } : null;
}
