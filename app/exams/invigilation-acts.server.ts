/** What every act of an invigilator has in common: whom it reaches, why it reaches nobody, and its record. */
import type { AuditEntry } from "~/audit/event";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { type InvigilationActKind, mayReach } from "./invigilation";
import type { Target, Targeted } from "./invigilation-targets.server";
import type { LockedAttempt } from "./submission.server";

/** `reached`: how many candidates. Who could not be reached any more (handed in, time over) is left out of a group. */
export type Outcome = { ok: true; reached: number } | { ok: false; refusals: Refusal[] };
export type PlainAct = { target: Target; reason: string };
export type Running = Targeted & { attempt: LockedAttempt };

export const no = (refusals: Refusal[]): Outcome => ({ ok: false, refusals });

/** In an entry of the audit log: who did it, when, to whom. */
export const about = ({ personId, unitId }: Targeted, actorId: string | null, at: Date) =>
  ({ at, actorId, personId, unitId }) satisfies Partial<AuditEntry>;

/** Those whose attempt the act reaches. Nobody acts on a paper of their own. */
export function reachable(targeted: readonly Targeted[], kind: InvigilationActKind, now: Date): Running[] {
  return targeted.filter(
    (one): one is Running => !one.isOwn && one.attempt !== null && mayReach(kind, one.attempt, now).ok,
  );
}

/** Of one candidate the reason; of several only that it reaches nobody. Refusals: see `mayReach`; invigilation.own, invigilation.nobody. */
export function whyNobody(targeted: readonly Targeted[], kind: InvigilationActKind, now: Date): Refusal[] {
  const [only, ...others] = targeted;
  if (!only || others.length > 0) return [refusal("invigilation.nobody")];
  if (only.isOwn) return [refusal("invigilation.own")];
  const verdict = only.attempt ? mayReach(kind, only.attempt, now) : null;
  return !verdict || verdict.ok ? [refusal("invigilation.nobody")] : verdict.refusals;
}

export async function recordAct(
  tx: Tx,
  act: { target: Target; kind: InvigilationActKind; minutes: number | null; reason: string },
  reached: readonly Targeted[],
  actorId: string | null,
  now: Date,
): Promise<string> {
  const { target, kind, minutes, reason } = act;
  const id = newId();
  const { examId, roomId = null } = target;
  await tx.invigilationAct.create({
    data: { id, examId, roomId, kind, minutes, reason: reason.trim(), byId: actorId, at: now },
  });
  await tx.invigilationEffect.createMany({
    data: reached.map(({ registrationId, attempt }) => ({
      actId: id,
      registrationId,
      // What reaches somebody between two attempts is for the next one.
      attemptId: attempt?.state === "open" || kind === "reopening" ? attempt!.id : null,
    })),
  });
  return id;
}
