import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findActor } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
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
  const attempt = { attemptId: id.data, personId: actor.personId };
  await inTransaction((tx) => finishIfOverdue(tx, attempt.attemptId, now));
  const standing = await attemptStanding(prisma, { ...attempt, device: await deviceFrom(request) });
  if (!standing) return json({ code: "not-found" }, 404);
  if (standing.isHere && standing.state === "open") await noteSeen(prisma, attempt.attemptId, now);
  return json({ ...standing, leavings: await leavingsOf(prisma, attempt.attemptId), now }, 200);
}

export async function action({ request, params }: ActionFunctionArgs) {
  // The server's receipt decides whether a save is in time: taken before anything that may wait.
  const now = new Date();
  const actor = await findActor(request);
  if (!actor?.personId) return json({ code: "signed-out" }, 401);
  const save = await saveFrom(request);
  const id = attemptIdSchema.safeParse(params.attemptId);
  const device = await deviceFrom(request);
  if (!save) return json({ code: "unreadable" }, 400);
  if (!id.success || !device) return json({ code: "not-found" }, 404);

  const { epoch, seq, slot, answer, flag } = save;
  const change = answer ? { answer } : { flag: flag === true };
  // One statement, so it needs no transaction of its own.
  const wanted = { attemptId: id.data, personId: actor.personId, device, epoch, seq, slot, change };
  const outcome = await saveAnswer(prisma, wanted, now);
  if (!outcome) return json({ code: "not-found" }, 404);
  if (outcome.ok) return json({ ...outcome, now }, 200);
  const words = refusalIn(localeFrom(request), outcome.refusals[0]!);
  const { code, sentence, cure } = words;
  return json({ ok: false, code, sentence, cure, lastSeq: outcome.lastSeq, now }, 409);
}

async function saveFrom(request: Request): Promise<z.infer<typeof saveSchema> | null> {
  // A form of another site cannot send this type without asking first.
  if (!request.headers.get("Content-Type")?.startsWith("application/json")) return null;
  if (Number(request.headers.get("Content-Length") ?? 0) > LONGEST) return null;
  const text = await request.text();
  if (text.length > LONGEST) return null;
  try {
    return saveSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
