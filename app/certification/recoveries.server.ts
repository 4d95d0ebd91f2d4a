/** What has to be handed back, worked out from facts each time it is asked: for the gate, the list of tasks and the job that escalates. */
import { chinaDateOf, type DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import { namesOn } from "~/personnel/person.server";
import { packFor } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { Prisma } from "../../prisma/generated/client";
import { certificatesOf } from "./certificates.server";
import { type Held, heldItemsOf } from "./held-items.server";
import { ministryCardsOf } from "./ministry-cards.server";
import { type HolderFacts, type Recovery, recoveryOn, type Stopped, stoppedFor } from "./recovery";

export type ToReturn = Held & { stopped: Stopped };

/**
 * What these people should have handed back by an instant, as known then (without `knownAt`, now). `facts`: what the caller has
 * read of them for that instant.
 */
export async function toReturnBy(
  tx: Tx,
  held: ReadonlyMap<string, readonly Held[]>,
  facts: ReadonlyMap<string, HolderFacts>,
  at: Date,
  knownAt?: Date,
): Promise<Map<string, ToReturn[]>> {
  const none: HolderFacts = { certificates: [], employments: [] };
  const formerCardsOf = (personId: string) =>
    (held.get(personId) ?? []).filter(({ kind }) => kind === "former-card");
  const stoppedAt = (item: Held, units: readonly string[], more: Partial<HolderFacts> = {}) =>
    stoppedFor(
      item,
      units,
      { ...(facts.get(item.personId) ?? none), formerCards: formerCardsOf(item.personId), ...more },
      at,
      knownAt,
    );
  const open = [...held.values()].flat().filter((item) => stoppedAt(item, [item.unitId]));
  const answer = new Map<string, ToReturn[]>();
  if (open.length === 0) return answer;
  // Units that went into others, and applications under way, matter to these few alone.
  const wentInto = await successorsOf(tx, open, chinaDateOf(at));
  const applying = await tx.application.findMany({
    where: { personId: { in: open.map(({ personId }) => personId) }, closedAt: null },
    select: { personId: true, unitId: true },
  });
  for (const item of open) {
    const applyingIn = applying.filter((one) => one.personId === item.personId).map((one) => one.unitId);
    const stopped = stoppedAt(item, [item.unitId, ...(wentInto.get(item.unitId) ?? [])], { applyingIn });
    if (stopped) answer.set(item.personId, [...(answer.get(item.personId) ?? []), { ...item, stopped }]);
  }
  return answer;
}

/** Everything that stands for each of these units by a day, however often it went into another. */
async function successorsOf(
  tx: Tx,
  items: readonly Held[],
  on: DateOn,
): Promise<Map<string, readonly string[]>> {
  const unitIds = [...new Set(items.map(({ unitId }) => unitId))];
  const rows = await rowsOf<{ unitId: string; later: string[] }>(
    tx,
    Prisma.sql`
    /* prepared as units-gone-into */
    WITH RECURSIVE gone AS (
      SELECT unit_id AS first, successor_id FROM unit_succession WHERE unit_id = ANY(${unitIds}::uuid[]) AND from_on <= ${on}::date
      UNION SELECT g.first, s.successor_id FROM gone g JOIN unit_succession s ON s.unit_id = g.successor_id AND s.from_on <= ${on}::date)
    SELECT first::text AS "unitId", array_agg(successor_id::text) AS later FROM gone GROUP BY first`,
  );
  return new Map(rows.map(({ unitId, later }) => [unitId, later]));
}

/** The same of these people from the register itself, as it stands at an instant. */
export async function toReturnOf(
  tx: Tx,
  personIds: readonly string[],
  at: Date,
): Promise<Map<string, ToReturn[]>> {
  const held = await heldItemsOf(tx, personIds, { trueOn: chinaDateOf(at) });
  const holders = [...held.keys()];
  if (holders.length === 0) return new Map();
  const people = await personnelFacts(tx, holders, { trueOn: chinaDateOf(at) });
  const certificates = await certificatesOf(tx, holders);
  const cards = await ministryCardsOf(tx, holders);
  const facts = holders.map((personId): [string, HolderFacts] => [
    personId,
    {
      certificates: certificates.get(personId) ?? [],
      ministryCards: cards.get(personId) ?? [],
      employments: people.get(personId)?.employmentHistory ?? [],
    },
  ]);
  return toReturnBy(tx, held, new Map(facts), at);
}

export type RecoveryTask = Held & { recovery: Recovery; name: string; unitName: string; escalated: boolean };

/** Of these things, what has to be handed back, the most urgent first. */
export async function recoveryTasks(
  tx: Tx,
  candidates: readonly { id: string; personId: string }[],
  now: Date,
): Promise<RecoveryTask[]> {
  const today = chinaDateOf(now);
  const personIds = [...new Set(candidates.map(({ personId }) => personId))];
  const wanted = new Set(candidates.map(({ id }) => id));
  const found = [...(await toReturnOf(tx, personIds, now)).values()]
    .flat()
    .filter(({ id }) => wanted.has(id));
  if (found.length === 0) return [];
  const packOf = packsOn(tx);
  const names = await namesOn(tx, personIds, today);
  const unitNames = await lastNamesOf(
    tx,
    found.map(({ unitId }) => unitId),
  );
  const ids = found.map(({ id }) => id);
  const noted = await tx.itemEscalation.findMany({
    where: { OR: [{ itemId: { in: ids } }, { certificateId: { in: ids } }] },
  });
  const escalated = new Set(noted.map((row) => row.itemId ?? row.certificateId));
  const tasks: RecoveryTask[] = [];
  for (const { stopped, ...item } of found)
    tasks.push({
      ...item,
      recovery: recoveryOn(stopped, await packOf(item.unitId, stopped.on), today),
      name: names.get(item.personId) ?? "",
      unitName: unitNames.get(item.unitId) ?? "",
      escalated: escalated.has(item.id),
    });
  return tasks.sort(byUrgency);
}

/** By the last day, and together what is one holder's. */
export const byUrgency = (one: RecoveryTask, other: RecoveryTask): number =>
  order(one) < order(other) ? -1 : 1;
const order = ({ recovery, unitId, personId, id }: RecoveryTask) =>
  [recovery.dueOn, unitId, personId, id].join();

/** The limit is that of the day on which it began to run. */
function packsOn(tx: Tx): (unitId: string, on: DateOn) => Promise<RulePack> {
  const known = new Map<string, Promise<RulePack>>();
  return (unitId, on) => {
    const key = `${unitId} ${on}`;
    const pack = known.get(key) ?? packFor(tx, unitId, on).then((found) => found.pack);
    known.set(key, pack);
    return pack;
  };
}

/** The newest name of each unit: one that is no more still has things to collect. */
export async function lastNamesOf(tx: Tx, unitIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.unitVersion.findMany({
    where: { unitId: { in: [...new Set(unitIds)] }, supersededAt: null },
    orderBy: { fromOn: "asc" },
    select: { unitId: true, name: true },
  });
  return new Map(rows.map(({ unitId, name }) => [unitId, name]));
}
