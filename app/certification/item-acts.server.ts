/** Handing out marks and uniforms, and taking back, losing or writing off what somebody holds, cards among it. */
import { recordAll } from "~/audit/audit.server";
import { addDays, chinaDateOf, type DateOn, startOfDay, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { lockRecord } from "~/personnel/alias.server";
import { packFor } from "~/rulebook/packs.server";
import { evidenceFileFrom } from "~/study/evidence-file";
import { type Verdict, verdictOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { mayAct } from "./act";
import { reportLoss } from "./acts.server";
import { carryingMinistryCards } from "./carrying";
import { certificatesOf } from "./certificates.server";
import { read } from "./held.server";
import { type Held, heldItemsOf } from "./held-items.server";
import { type ComingBack, type LedgerKind, mayComeBack, mayHandOut, type NewItem } from "./item";
import { ministryCardsOf } from "./ministry-cards.server";
import { toReturnOf } from "./recoveries.server";
import { isLive, stateAt } from "./status";

export type HandingOut = {
  personId: string;
  unitId: string;
  handedOn: DateOn;
  note: string;
  items: readonly NewItem[];
};

/** All of them or none. Refusals: person.merged, and those of `mayHandOut`. */
export async function handOutItems(
  tx: Tx,
  { personId, unitId, handedOn, note, items }: HandingOut,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const today = chinaDateOf(now);
  const merged = await lockRecord(tx, personId);
  const { pack } = await packFor(tx, unitId, today);
  const certified = await isCertified(tx, { personId, unitId, on: handedOn }, now);
  const taken = await takenNumbers(tx, items);
  const may = mayHandOut({ items, handedOn, certified, taken }, pack, today);
  const verdict = verdictOf([...merged, ...(may.ok ? [] : may.refusals)]);
  if (!verdict.ok) return verdict;
  const rows = items.map(({ kind, number, quantity }) => ({
    ...{ id: newId(), personId, unitId, kind, number, quantity, handedOn: toDbDate(handedOn) },
    ...{ note: note.trim() || null, handedById: actorId, recordedAt: now },
  }));
  await tx.issuedItem.createMany({ data: rows });
  await recordAll(
    tx,
    rows.map(({ id, kind, quantity }) => ({
      ...{ type: "item.handed-out" as const, at: now, actorId, personId, unitId, subjectId: id },
      data: { itemId: id, kind, quantity },
    })),
  );
  return { ok: true };
}

/** On the day, to its end: who collects and is given a badge within the hour holds a certificate. */
async function isCertified(
  tx: Tx,
  { personId, unitId, on }: { personId: string; unitId: string; on: DateOn },
  now: Date,
): Promise<boolean> {
  const end = new Date(startOfDay(addDays(on, 1)).getTime() - 1);
  const at = end < now ? end : now;
  const held = (await certificatesOf(tx, [personId])).get(personId) ?? [];
  const live = held.some(
    (one) =>
      one.type === "administrative-enforcement" &&
      one.unitId === unitId &&
      isLive(stateAt(one, one.acts, at)),
  );
  if (live) return true;
  const ministryCards = (await ministryCardsOf(tx, [personId])).get(personId) ?? [];
  return carryingMinistryCards({ certificates: [], ministryCards }, { unitId, field: null }, at).length > 0;
}

/** Of two who hand out the same number the second waits here, and then finds it taken. */
export async function takenNumbers<Kind extends LedgerKind>(
  tx: Tx,
  items: readonly { kind: Kind; number: string | null }[],
): Promise<{ kind: Kind; number: string | null }[]> {
  const numbered = items.filter(({ number }) => number !== null);
  const keys = [...new Set(numbered.map(({ kind, number }) => `issued-item ${kind} ${number}`))].sort();
  for (const key of keys) await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
  return rowsOf(
    tx,
    Prisma.sql`SELECT i.kind, i.number FROM unnest(${numbered.map(({ kind }) => kind)}::text[],
        ${numbered.map(({ number }) => number)}::text[]) AS asked (kind, number)
      JOIN issued_item i ON i.kind = asked.kind AND i.number = asked.number AND i.closed_at IS NULL`,
  );
}

export type TakingBack = ComingBack & {
  personId: string;
  /** Units whose things may be taken back; null: every unit. */
  unitIds: readonly string[] | null;
  /** A photo or PDF of what shows the loss. */
  evidence: Buffer | null;
};

/**
 * What comes back, in whatever way, all of it or nothing. A lost card that still carries somebody is reported lost by the
 * certificate's own act (T14). Refusals: person.merged, those of `mayComeBack` and of `evidenceFileFrom`.
 */
export async function takeBackItems(
  tx: Tx,
  { personId, unitIds, evidence, ...coming }: TakingBack,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const today = chinaDateOf(now);
  const merged = await lockRecord(tx, personId);
  const file = evidence && evidenceFileFrom(evidence);
  const held = (await heldItemsOf(tx, [personId], { trueOn: today })).get(personId) ?? [];
  const out = held.filter(({ unitId }) => unitIds === null || unitIds.includes(unitId));
  const toReturn = (await toReturnOf(tx, [personId], now)).get(personId) ?? [];
  const inUse = out.filter(({ id, kind }) => kind === "card" && !toReturn.some((one) => one.id === id));
  const lostInUse = coming.outcome === "lost" ? inUse : [];
  const cardsInUse = inUse.filter((card) => !lostInUse.includes(card)).map(({ id }) => id);
  const may = mayComeBack(coming, { out, cardsInUse }, today);
  const verdict = verdictOf([
    ...merged,
    ...(may.ok ? [] : may.refusals),
    ...(file && "code" in file ? [file] : []),
  ]);
  if (!verdict.ok) return verdict;
  const byAct = new Set<string>();
  for (const { id } of coming.things) {
    const isCard = out.find((one) => one.id === id)?.kind === "card";
    if (isCard && coming.outcome === "lost" && mayAct((await read(tx, id, now)).state, "lose").ok)
      byAct.add(id);
  }
  const rest = coming.things.filter(({ id }) => !byAct.has(id));
  for (const certificateId of byAct) await reportLoss(tx, { certificateId, note: coming.note }, actorId, now);
  if (rest.length === 0) return { ok: true };
  const kept = file && !("code" in file) ? file : null;
  const fileHash = kept && (await storeFile(tx, { ...kept, purpose: "evidence", now }));
  const stored = { fileHash, mediaType: kept?.mediaType ?? null };
  for (const { id, quantity } of rest) {
    const thing = out.find((one) => one.id === id)!;
    await writeReturn(tx, thing, { ...coming, quantity, ...stored }, actorId, now);
  }
  return { ok: true };
}

async function writeReturn(
  tx: Tx,
  { id, kind, personId, unitId }: Held,
  back: Omit<ComingBack, "things"> & { quantity: number; fileHash: string | null; mediaType: string | null },
  actorId: string,
  now: Date,
): Promise<void> {
  const { outcome, quantity, backOn, note, fileHash, mediaType } = back;
  const returnId = newId();
  await tx.itemReturn.create({
    data: {
      ...{ id: returnId, outcome, quantity, backOn: toDbDate(backOn), note: note.trim() || null },
      ...(kind === "card" ? { certificateId: id } : { itemId: id }),
      ...{ fileHash, mediaType, recordedById: actorId, recordedAt: now },
    },
  });
  await recordAll(tx, [
    {
      ...{ type: "item.came-back", at: now, actorId, personId, unitId, subjectId: id },
      data: { itemId: id, returnId, kind, quantity, outcome },
    },
  ]);
}
