/**
 * 清退任务: makes the case of everybody whom a look at the posts found refused. The gate refuses them with or without it; the
 * case is what the unit has to do about it, who is told, and since when there was no right to enforce.
 */
import { recordAll } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { holdersAt, notify, notifyAll } from "~/notices/notices.server";
import { unitsById } from "~/organisation/units.server";
import { packsFor } from "~/rulebook/packs.server";
import { clearanceDueOn } from "./clearance";
import { beginningsOf, judged, type Refused, type Seated, seatedNow } from "./clearance-scan.server";

export type OpenCampaign = { campaignId: string; path: string; dueOn: DateOn };

/**
 * A case for each of these assignments that the gate refuses under the person's lock, unless it has one; one without a
 * campaign joins the campaign that covers it. Who was found at onboarding waits for a campaign. A closed case whose closure,
 * as known now, was none is opened again. Calling it twice, or in two processes at once, makes nothing twice.
 */
export async function openCases(
  tx: Tx,
  found: readonly Pick<Seated, "factId" | "personId">[],
  campaigns: readonly OpenCampaign[],
  now: Date,
): Promise<number> {
  await lockPeople(tx, ...found.map(({ personId }) => personId));
  const refused = await judged(
    tx,
    await seatedNow(
      tx,
      found.map(({ factId }) => factId),
      now,
    ),
    now,
  );
  const campaignOf = await coveredBy(tx, refused, campaigns, now);
  const known = await tx.clearanceCase.findMany({
    where: { factId: { in: refused.map(({ factId }) => factId) } },
    include: { steps: { where: { step: "closed" }, orderBy: { id: "desc" }, take: 1 } },
    orderBy: { openedAt: "asc" },
  });
  const open = new Map(known.flatMap((one) => (one.state === "closed" ? [] : [[one.factId, one]])));
  for (const one of refused) await join(tx, open.get(one.factId), campaignOf(one), now);
  const without = refused.filter((one) => !open.has(one.factId) && (!one.inherited || campaignOf(one)));
  const reopened: Made[] = [];
  const fresh: Refused[] = [];
  for (const one of without) {
    const closed = known.findLast(({ factId }) => factId === one.factId);
    const closedAt = closed?.steps[0]?.at;
    const stillThen = closedAt ? await judged(tx, [one], closedAt) : [];
    if (closed && stillThen.length > 0) reopened.push({ ...one, caseId: closed.id, since: closed.beganAt });
    else fresh.push(one);
  }
  const dueOf = await dueDates(tx, without, campaignOf, now);
  for (const { caseId, factId } of reopened)
    await tx.clearanceCase.update({
      where: { id: caseId },
      data: { state: "reopened", dueOn: toDbDate(dueOf(factId)) },
    });
  const opened = await write(tx, fresh, { campaignOf, dueOf }, now);
  await tell(tx, opened, "opened", dueOf, now);
  await tell(tx, reopened, "reopened", dueOf, now);
  return opened.length + reopened.length;
}

type Made = Refused & { caseId: string; since: Date };
export type CampaignOf = (one: Seated) => OpenCampaign | null;
type DueOf = (factId: string) => DateOn;

/** The campaign under which each of them falls. */
export async function coveredBy(
  tx: Tx,
  refused: readonly Seated[],
  campaigns: readonly OpenCampaign[],
  now: Date,
): Promise<CampaignOf> {
  if (campaigns.length === 0) return () => null;
  const unitIds = [...new Set(refused.map(({ position }) => position.unitId))];
  const units = await unitsById(tx, unitIds, chinaDateOf(now));
  return ({ position }) => {
    const path = units.get(position.unitId)?.path ?? "";
    return campaigns.find((campaign) => path.startsWith(campaign.path)) ?? null;
  };
}

async function join(
  tx: Tx,
  open: { id: string; personId: string; unitId: string; campaignId: string | null } | undefined,
  campaign: OpenCampaign | null,
  now: Date,
): Promise<void> {
  if (!open || open.campaignId || !campaign) return;
  const { id: caseId, personId, unitId } = open;
  const { campaignId } = campaign;
  await tx.clearanceCase.update({ where: { id: caseId }, data: { campaignId } });
  await recordAll(tx, [
    {
      ...{ type: "clearance.joined", at: now, actorId: null, personId, unitId, subjectId: caseId },
      data: { caseId, campaignId },
    },
  ]);
}

async function dueDates(tx: Tx, cases: readonly Seated[], campaignOf: CampaignOf, now: Date): Promise<DueOf> {
  const today = chinaDateOf(now);
  const packs = await packsFor(
    tx,
    cases.map(({ position }) => position.unitId),
    today,
  );
  const due = new Map(
    cases.map((one) => {
      const days = packs.get(one.position.unitId)!.pack.deadline.clearanceWorkingDays.value;
      return [one.factId, clearanceDueOn(today, days, campaignOf(one)?.dueOn ?? null)];
    }),
  );
  return (factId) => due.get(factId)!;
}

/** Who comes second to an assignment writes nothing. */
async function write(
  tx: Tx,
  fresh: readonly Refused[],
  { campaignOf, dueOf }: { campaignOf: CampaignOf; dueOf: DueOf },
  now: Date,
): Promise<Made[]> {
  if (fresh.length === 0) return [];
  const since = await beginningsOf(tx, fresh, now);
  const rows = await tx.clearanceCase.createManyAndReturn({
    data: fresh.map((one, index) => ({
      ...{ id: newId(), factId: one.factId, personId: one.personId, inherited: one.inherited },
      ...{ positionId: one.position.positionId, unitId: one.position.unitId },
      ...{ campaignId: campaignOf(one)?.campaignId ?? null, packVersionId: one.packVersionId },
      ...{ reasons: one.refusals, beganAt: since[index]!, dueOn: toDbDate(dueOf(one.factId)) },
      ...{ openedAt: now, state: "opened" },
    })),
    skipDuplicates: true,
    select: { id: true, factId: true, beganAt: true },
  });
  const of = new Map(rows.map((row) => [row.factId, row]));
  return fresh.flatMap((one) => {
    const row = of.get(one.factId);
    return row ? [{ ...one, caseId: row.id, since: row.beganAt }] : [];
  });
}

async function tell(
  tx: Tx,
  made: readonly Made[],
  step: "opened" | "reopened",
  dueOf: DueOf,
  now: Date,
): Promise<void> {
  if (made.length === 0) return;
  const today = chinaDateOf(now);
  await tx.clearanceStep.createMany({ data: made.map(({ caseId }) => ({ caseId, step, at: now })) });
  await recordAll(
    tx,
    made.map(({ caseId, factId, personId, position: { positionId, unitId }, refusals, since }) => ({
      ...{ type: `clearance.${step}` as const, at: now, actorId: null, personId, unitId, subjectId: caseId },
      data: {
        ...{ caseId, assignmentId: factId, positionId, since: since.toISOString() },
        codes: refusals.map(({ code }) => code),
      },
    })),
  );
  await notify(
    tx,
    made.map(({ caseId, personId, factId, since }) => ({
      ...{ personId, code: "clearance.off-post" as const, happening: `${caseId}/${today}` },
      facts: { caseId, since: chinaDateOf(since), dueOn: dueOf(factId) },
    })),
    now,
  );
  for (const unitId of new Set(made.map(({ position }) => position.unitId))) {
    const officers = await holdersAt(tx, { unitId, role: "unit-personnel-officer" }, now);
    const told = { code: "clearance.unit-cases" as const, happening: `${unitId}/${today}` };
    await notifyAll(tx, officers, { ...told, facts: { unitId, on: today } }, now);
    const legal = await holdersAt(tx, { unitId, role: "legal-affairs" }, now);
    await notifyAll(tx, legal, { code: "clearance.cases", happening: today, facts: { on: today } }, now);
  }
}
