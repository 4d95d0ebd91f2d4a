/**
 * Acts that take one person: collection and statements of loss (T9, T10, T14, T16). Every verb takes the holder's gate
 * lock first, so that whoever decides about the holder waits, and the next request after the commit sees the change.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { mayAct } from "./act";
import { eventOf, type Held, held, read, writeAct } from "./held.server";
import { holdingFactsOf } from "./holding-facts.server";
import { mayHold } from "./may-hold";
import { isHeld } from "./status";

/**
 * T9: into the holder's hands, from now on in use. A certificate it replaces ends in the same transaction. Refusals:
 * certificate.act-impossible, and everything that by now forbids holding it (`mayHold`).
 */
export async function collectCertificate(
  tx: Tx,
  { certificateId, note }: { certificateId: string; note?: string },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const certificate = await held(tx, certificateId, now);
  const possible = mayAct(certificate.state, "collect");
  if (!possible.ok) return possible;
  const on = chinaDateOf(now);
  const [facts] = await holdingFactsOf(tx, [certificate], { trueOn: on });
  const fit = mayHold(facts!, "holding", (await packFor(tx, certificate.unitId, on)).pack, on);
  if (!fit.ok) return { ok: false, refusals: fit.refusals };
  const replaced = await replaceOlder(tx, certificate, actorId, now);
  if (!replaced.ok) return replaced;
  await writeAct(tx, certificate, { act: "collect", effectiveAt: now, note, approvedById: actorId }, now);
  await record(tx, {
    ...eventOf(certificate, actorId, now),
    type: "certificate.collected",
    data: { certificateId },
  });
  return { ok: true };
}

/** T17: the old card is handed in. One that is lost or suspended must have ended by a decision of its own before. */
async function replaceOlder(tx: Tx, fresh: Held, actorId: string | null, now: Date): Promise<Verdict> {
  const { personId, unitId, certificateType } = fresh;
  const others = await tx.certificate.findMany({
    where: { personId, unitId, certificateType, id: { not: fresh.id }, acts: { some: { act: "collect" } } },
    select: { id: true },
  });
  const older = await Promise.all(others.map(({ id }) => read(tx, id, now)));
  const refusals: Refusal[] = [];
  for (const old of older) {
    if (isHeld(old.state)) refusals.push(refusal("certificate.old-one-withheld", { status: old.state }));
  }
  if (refusals.length > 0) return verdictOf(refusals);
  for (const old of older) {
    if (!mayAct(old.state, "replace").ok) continue;
    await writeAct(tx, old, { act: "replace", effectiveAt: now, approvedById: actorId }, now);
    await record(tx, {
      ...eventOf(old, actorId, now),
      type: "certificate.replaced",
      data: { certificateId: old.id },
    });
  }
  return { ok: true };
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
