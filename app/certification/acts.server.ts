/**
 * Acts that take one person: collection and statements of loss (T9, T10, T14, T16). Every verb takes the holder's gate
 * lock first, so that whoever decides about the holder waits, and the next request after the commit sees the change.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import { combine, type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { mayAct, type OldCard } from "./act";
import { eventOf, type Held, held, read, writeAct } from "./held.server";
import { holdingFactsOf } from "./holding-facts.server";
import { mayHold } from "./may-hold";
import { isHeld } from "./status";

/**
 * T9: into the holder's hands, from now on in use. A certificate it replaces ends in the same transaction, and what became of
 * its card is recorded. Refusals: certificate.act-impossible, everything that by now forbids holding it (`mayHold`),
 * certificate.old-one-withheld { status }, certificate.old-card-unsaid { number }.
 */
export async function collectCertificate(
  tx: Tx,
  { certificateId, note, oldCard = null }: { certificateId: string; note?: string; oldCard?: OldCard | null },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const certificate = await held(tx, certificateId, now);
  const possible = mayAct(certificate.state, "collect");
  if (!possible.ok) return possible;
  const on = chinaDateOf(now);
  const [facts] = await holdingFactsOf(tx, [certificate], { trueOn: on });
  const fit = mayHold(facts!, "holding", (await packFor(tx, certificate.unitId, on)).pack, on);
  const older = await replacedBy(tx, certificate, now);
  const ready = combine(fit, mayHandIn(older, oldCard));
  if (!ready.ok) return ready;
  await replaceOlder(tx, older, oldCard, actorId, now);
  await writeAct(tx, certificate, { act: "collect", effectiveAt: now, note, approvedById: actorId }, now);
  await record(tx, {
    ...eventOf(certificate, actorId, now),
    type: "certificate.collected",
    data: { certificateId },
  });
  return { ok: true };
}

/** The certificates of this unit and type that end, or must have ended, when this one is collected. */
export async function replacedBy(
  tx: Tx,
  { id, personId, unitId, certificateType }: Omit<Held, "state" | "field">,
  now: Date,
): Promise<(Held & { number: string })[]> {
  const others = await tx.certificate.findMany({
    where: { personId, unitId, certificateType, id: { not: id }, acts: { some: { act: "collect" } } },
    select: { id: true, number: true },
  });
  const older = [];
  for (const other of others) older.push({ ...(await read(tx, other.id, now)), number: other.number });
  return older.filter(({ state }) => isHeld(state) || mayAct(state, "replace").ok);
}

/** T17: the old card is handed in. One that is lost or suspended must have ended by a decision of its own before. */
function mayHandIn(
  older: readonly { state: Held["state"]; number: string }[],
  oldCard: OldCard | null,
): Verdict {
  return verdictOf(
    older.flatMap(({ state, number }): Refusal[] => {
      if (isHeld(state)) return [refusal("certificate.old-one-withheld", { status: state })];
      return oldCard ? [] : [refusal("certificate.old-card-unsaid", { number })];
    }),
  );
}

async function replaceOlder(
  tx: Tx,
  older: readonly Held[],
  oldCard: OldCard | null,
  actorId: string | null,
  now: Date,
): Promise<void> {
  for (const old of older) {
    await writeAct(tx, old, { act: "replace", effectiveAt: now, approvedById: actorId, oldCard }, now);
    await record(tx, {
      ...eventOf(old, actorId, now),
      type: "certificate.replaced",
      data: { certificateId: old.id, oldCard },
    });
  }
}

/** T10: misprinted, or the person left before collecting. Refusal: certificate.act-impossible. */
export async function voidCertificate(
  tx: Tx,
  { certificateId, note }: { certificateId: string; note: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  return statement(tx, certificateId, "void", note, actorId, now);
}

/** T14: lost, at the holder's or unit's word, at once. Refusal: certificate.act-impossible. */
export async function reportLoss(
  tx: Tx,
  { certificateId, note }: { certificateId: string; note: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  return statement(tx, certificateId, "lose", note, actorId, now);
}

/** T16: found before it was cancelled. A suspension made meanwhile stays. Refusal: certificate.act-impossible. */
export async function reportFound(
  tx: Tx,
  { certificateId, note }: { certificateId: string; note: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  return statement(tx, certificateId, "find", note, actorId, now);
}

const EVENT_OF = { void: "certificate.voided", lose: "certificate.lost", find: "certificate.found" } as const;

async function statement(
  tx: Tx,
  certificateId: string,
  act: keyof typeof EVENT_OF,
  note: string,
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const certificate = await held(tx, certificateId, now);
  const possible = mayAct(certificate.state, act);
  if (!possible.ok) return possible;
  await writeAct(tx, certificate, { act, effectiveAt: now, note, proposedById: actorId }, now);
  await record(tx, { ...eventOf(certificate, actorId, now), type: EVENT_OF[act], data: { certificateId } });
  return { ok: true };
}
