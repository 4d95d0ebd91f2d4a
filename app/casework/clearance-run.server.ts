/**
 * Looks at everybody on an enforcement post: for a campaign from where its scan stopped, and every few minutes over the whole
 * tree, so that who loses a right to enforce has a case without anybody looking. The gate waits for none of it.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma, unlessElsewhere } from "~/db.server";
import { openCampaigns } from "~/positions/clearance-campaigns.server";
import { coveredBy, type OpenCampaign, openCases } from "~/positions/clearance-cases.server";
import { type Refused, type ScanStep, scanStep } from "~/positions/clearance-scan.server";

type Clock = () => Date;

/** So many cases are made in one transaction. */
const CASES_AT_ONCE = 50;
/** Longer without a sign than any step takes: whoever scanned is gone. */
const SILENT_MS = 60_000;
const FOLLOWING = 7_410_052;

/** Scans for a campaign to its end, whoever asks and however often; two at once make each case once. */
export async function runClearanceScan(campaignId: string, clock: Clock, size?: number): Promise<void> {
  for (let goesOn = true; goesOn; ) goesOn = await scanCampaignStep(campaignId, clock(), size);
}

/** One step of it; answers whether there is more to scan. After a crash the step is done again: cases made are there already. */
export async function scanCampaignStep(campaignId: string, now: Date, size?: number): Promise<boolean> {
  const row = await prisma.clearanceCampaign.findUnique({ where: { id: campaignId } });
  if (!row || row.scannedAt || row.closedAt) return false;
  const campaigns = (await openCampaigns(prisma, chinaDateOf(now))).filter(
    (one) => one.campaignId === campaignId,
  );
  const { path } = campaigns[0] ?? {};
  const step: ScanStep = path
    ? await scanStep(prisma, [path], now, row.scannedTo, size)
    : { refused: [], looked: 0, to: null };
  await makeCases(step.refused, campaigns, now);
  return inTransaction(async (tx) => {
    // Who did the same step at the same time has counted it.
    const { count } = await tx.clearanceCampaign.updateMany({
      where: { id: campaignId, scannedTo: row.scannedTo, scannedAt: null },
      data: {
        ...{ looked: row.looked + step.looked, lastSeenAt: now },
        ...(step.to ? { scannedTo: step.to } : { scannedAt: now }),
      },
    });
    if (count > 0 && !step.to) {
      const cases = await tx.clearanceCase.count({ where: { campaignId } });
      await record(tx, {
        ...{ type: "clearance-campaign.scanned", at: now, actorId: null, unitId: row.unitId },
        ...{ subjectId: campaignId, data: { campaignId, looked: row.looked + step.looked, cases } },
      });
    }
    return step.to !== null;
  });
}

/** Campaigns whose scan nobody has worked on for a while are gone on with. */
export async function resumeClearanceScans(clock: Clock): Promise<void> {
  const left = await prisma.clearanceCampaign.findMany({
    where: {
      ...{ scannedAt: null, closedAt: null },
      lastSeenAt: { lt: new Date(clock().getTime() - SILENT_MS) },
    },
    select: { id: true },
    take: 3,
  });
  for (const { id } of left) await runClearanceScan(id, clock);
}

/** The whole tree, unless another process is at it. Answers how many cases it made. */
export async function followClearance(clock: Clock, isOver: () => boolean = () => false): Promise<number> {
  let made = 0;
  await unlessElsewhere(FOLLOWING, 0, async () => {
    let after: string | null = null;
    do {
      const now = clock();
      const campaigns = (await openCampaigns(prisma, chinaDateOf(now))).filter(({ isScanned }) => isScanned);
      const step: ScanStep = await scanStep(prisma, ["/"], now, after);
      made += await makeCases(await unknownYet(step.refused, campaigns, now), campaigns, now);
      after = step.to;
    } while (after !== null && !isOver());
  });
  return made;
}

/** Nobody's lock is asked for because of a case that is there, or of somebody who waits for a campaign. */
async function unknownYet(
  refused: readonly Refused[],
  campaigns: readonly OpenCampaign[],
  now: Date,
): Promise<Refused[]> {
  const open = await prisma.clearanceCase.findMany({
    where: { factId: { in: refused.map(({ factId }) => factId) }, state: { not: "closed" } },
    select: { factId: true, campaignId: true },
  });
  const known = new Map(open.map(({ factId, campaignId }) => [factId, campaignId]));
  const campaignOf = await coveredBy(prisma, refused, campaigns, now);
  return refused.filter((one) => {
    const isCovered = campaignOf(one) !== null;
    return known.has(one.factId) ? isCovered && known.get(one.factId) === null : !one.inherited || isCovered;
  });
}

async function makeCases(
  refused: readonly Refused[],
  campaigns: readonly OpenCampaign[],
  now: Date,
): Promise<number> {
  let made = 0;
  for (let first = 0; first < refused.length; first += CASES_AT_ONCE) {
    const part = refused.slice(first, first + CASES_AT_ONCE);
    made += await inTransaction((tx) => openCases(tx, part, campaigns, now));
  }
  return made;
}
