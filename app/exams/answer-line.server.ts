/** A save as the exam room's script sends it and hears of it: a line of text each way, whatever kind of request brings it. */
import { z } from "zod";
import { findActor, sessionHashFrom } from "~/access/session.server";
import type { Asked } from "~/asked";
import type { Tx } from "~/db.server";
import { refusalIn } from "~/text/refusals";
import { localeFrom } from "~/text/text";
import { type Save, saveAnswer, saveInSession } from "./answer.server";
import { deviceFrom } from "./device.server";

/** A longer one is no save. */
export const LONGEST_LINE = 2_000;

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

export type AnswerLine = Asked & { attemptId: string | undefined; text: string };
/** `text` is JSON. */
export type Told = { status: number; text: string };

/**
 * Saves what the line says for whoever's session it is, and tells what became of it: never more than the candidate's own
 * answers, the clock and why a save was refused. `now`: when the server had the request, before anything that may wait.
 */
export async function answerLine(tx: Tx, line: AnswerLine, now: Date): Promise<Told> {
  const id = attemptIdSchema.safeParse(line.attemptId);
  const save = saveFrom(line);
  const [device, session] = await Promise.all([deviceFrom(line), sessionHashFrom(line)]);
  const wanted = id.success && save && device ? { attemptId: id.data, device, ...save } : null;
  // One statement, so it needs no transaction of its own, and it asks about the session, too.
  const saved = wanted && session && (await saveInSession(tx, { ...wanted, session }, now));
  if (saved) return told({ ...saved, now }, 200);

  const actor = await findActor(line, now);
  if (!actor?.personId) return told({ code: "signed-out" }, 401);
  if (!save) return told({ code: "unreadable" }, 400);
  if (!wanted) return told({ code: "not-found" }, 404);
  const outcome = await saveAnswer(tx, { ...wanted, personId: actor.personId }, now);
  if (!outcome) return told({ code: "not-found" }, 404);
  if (outcome.ok) return told({ ...outcome, now }, 200);
  const { code, sentence, cure } = refusalIn(localeFrom(line), outcome.refusals[0]!);
  return told({ ok: false, code, sentence, cure, lastSeq: outcome.lastSeq, now }, 409);
}

const told = (body: unknown, status: number): Told => ({ status, text: JSON.stringify(body) });

function saveFrom({ headers, text }: AnswerLine): Pick<Save, "epoch" | "seq" | "slot" | "change"> | null {
  // A form of another site cannot send this type without asking first.
  if (!headers.get("Content-Type")?.startsWith("application/json") || text.length > LONGEST_LINE) return null;
  try {
    const { answer, flag, ...save } = saveSchema.parse(JSON.parse(text));
    return { ...save, change: answer ? { answer } : { flag: flag === true } };
  } catch {
    return null;
  }
}
