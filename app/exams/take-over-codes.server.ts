/** 换机码: six figures an invigilator reads out, for a device whose session is too old to prove who sits at it. */
import { randomInt } from "node:crypto";
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { keyedHash } from "~/keys.server";
import { type Refusal, refusal } from "~/verdict";
import { lockTargets, type Target } from "./invigilation-targets.server";

const VALID_MINUTES = 10;
const WRONG_ALLOWED = 5;
/** Who signed in on the device so recently has shown who they are; a session left open since the morning has not. */
const FRESH_SESSION_MINUTES = 10;

const hashOf = (attemptId: string, code: string) =>
  keyedHash("public-lookup", `take-over\n${attemptId}\n${code}`);

/** Makes a code for one candidate's running attempt, once readable in the answer. Refusals: invigilation.own, invigilation.nobody. */
export async function makeTakeOverCode(
  tx: Tx,
  target: Target & { registrationId: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; code: string; expiresAt: Date } | { ok: false; refusals: Refusal[] }> {
  const [one] = await lockTargets(tx, target);
  if (one?.isOwn) return { ok: false, refusals: [refusal("invigilation.own")] };
  if (one?.attempt?.state !== "open") return { ok: false, refusals: [refusal("invigilation.nobody")] };
  const attemptId = one.attempt.id;
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expiresAt = new Date(now.getTime() + VALID_MINUTES * 60_000);
  await tx.takeOverCode.create({
    data: {
      id: newId(),
      attemptId,
      codeHash: hashOf(attemptId, code),
      madeById: actorId,
      madeAt: now,
      expiresAt,
    },
  });
  await record(tx, {
    type: "attempt.take-over-code-made",
    at: now,
    actorId,
    personId: one.personId,
    unitId: one.unitId,
    subjectId: attemptId,
    data: { attemptId },
  });
  return { ok: true, code, expiresAt };
}

export const isFreshSession = (openedAt: Date, now: Date): boolean =>
  now.getTime() - openedAt.getTime() <= FRESH_SESSION_MINUTES * 60_000;

/**
 * Uses the attempt's newest code up, if it is this one. Wrong tries count, and the fifth ends the code.
 * Refusals: take-over.code-missing, take-over.code-wrong.
 */
export async function spendTakeOverCode(
  tx: Tx,
  { attemptId, code }: { attemptId: string; code: string },
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  const no = (reason: Refusal) => ({ ok: false as const, refusals: [reason] });
  if (code === "") return no(refusal("take-over.code-missing"));
  await tx.$executeRaw`SELECT 1 FROM attempt WHERE id = ${attemptId}::uuid FOR NO KEY UPDATE`;
  const newest = await tx.takeOverCode.findFirst({
    where: { attemptId },
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
  });
  if (!newest || newest.usedAt || newest.expiresAt < now || newest.wrong >= WRONG_ALLOWED)
    return no(refusal("take-over.code-wrong"));
  if (!Buffer.from(newest.codeHash).equals(hashOf(attemptId, code))) {
    await tx.takeOverCode.update({ where: { id: newest.id }, data: { wrong: newest.wrong + 1 } });
    return no(refusal("take-over.code-wrong"));
  }
  await tx.takeOverCode.update({ where: { id: newest.id }, data: { usedAt: now } });
  return { ok: true };
}
