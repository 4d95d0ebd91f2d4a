import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findActor, sessionHashFrom } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { type Save, saveAnswer, saveInSession } from "~/exams/answer.server";
import { isOverdue } from "~/exams/attempt";
import { attemptStanding } from "~/exams/attempt.server";
import { leavingsOf, noteSeen } from "~/exams/board.server";
import { deviceFrom } from "~/exams/device.server";
import { finishIfOverdue } from "~/exams/submission.server";
import { refusalIn } from "~/text/refusals";
import { localeFrom } from "~/text/text";

// The exam room speaks to the server here: JSON in, JSON out, nothing cached. It never says more than the candidate's
// own answers, the clock and why a save was refused.

const LONGEST = 2_000;
const attemptIdSchema = z.uuid();
const number = z.int().min(1);
const saveSchema = z
  .strictObject({
    epoch: number.max(10_000),
    seq: number.max(1_000_000),
    slot: number.max(1_000),
    answer: z.array(z.string().min(1).max(2)).max(10).optional(),
    flag: z.boolean().optional(),
  })
  .refine((save) => (save.answer === undefined) !== (save.flag === undefined));

const json = (body: unknown, status: number) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/** The server's clock and where the attempt stands: asked when the room opens, every few seconds and at the end. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const actor = await findActor(request);
  if (!actor?.personId) return json({ code: "signed-out" }, 401);
  const id = attemptIdSchema.safeParse(params.attemptId);
  if (!id.success) return json({ code: "not-found" }, 404);
  const attempt = { attemptId: id.data, personId: actor.personId, device: await deviceFrom(request) };
  const look = () => attemptStanding(prisma, attempt);
  let standing = await look();
  if (standing && isOverdue(standing, now)) {
    await inTransaction((tx) => finishIfOverdue(tx, attempt.attemptId, now));
    standing = await look();
  }
  if (!standing) return json({ code: "not-found" }, 404);
  if (standing.isHere && standing.state === "open") await noteSeen(prisma, attempt.attemptId, now);
  return json({ ...standing, leavings: await leavingsOf(prisma, attempt.attemptId), now }, 200);
}

export async function action({ request, params }: ActionFunctionArgs) {
  // The server's receipt decides whether a save is in time: taken before anything that may wait.
  const now = new Date();
  const id = attemptIdSchema.safeParse(params.attemptId);
  const [save, device, session] = await Promise.all([
    saveFrom(request),
    deviceFrom(request),
    sessionHashFrom(request),
  ]);
  const wanted = id.success && save && device ? { attemptId: id.data, device, ...save } : null;
  // One statement, so it needs no transaction of its own, and it asks about the session, too.
  const saved = wanted && session && (await saveInSession(prisma, { ...wanted, session }, now));
  if (saved) return json({ ...saved, now }, 200);

  const actor = await findActor(request, now);
  if (!actor?.personId) return json({ code: "signed-out" }, 401);
  if (!save) return json({ code: "unreadable" }, 400);
  if (!wanted) return json({ code: "not-found" }, 404);
  const outcome = await saveAnswer(prisma, { ...wanted, personId: actor.personId }, now);
  if (!outcome) return json({ code: "not-found" }, 404);
  if (outcome.ok) return json({ ...outcome, now }, 200);
  const words = refusalIn(localeFrom(request), outcome.refusals[0]!);
  const { code, sentence, cure } = words;
  return json({ ok: false, code, sentence, cure, lastSeq: outcome.lastSeq, now }, 409);
}

async function saveFrom(request: Request): Promise<Pick<Save, "epoch" | "seq" | "slot" | "change"> | null> {
  // A form of another site cannot send this type without asking first.
  if (!request.headers.get("Content-Type")?.startsWith("application/json")) return null;
  if (Number(request.headers.get("Content-Length") ?? 0) > LONGEST) return null;
  const text = await request.text();
  if (text.length > LONGEST) return null;
  try {
    const { answer, flag, ...save } = saveSchema.parse(JSON.parse(text));
    return { ...save, change: answer ? { answer } : { flag: flag === true } };
  } catch {
    return null;
  }
}
