import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findActor } from "~/access/session.server";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { jsonAnswer, jsonFrom } from "~/posted-json.server";
import { hearBeat, refuseBeat, type Sent } from "~/study/heartbeat.server";

const DAY_MS = 86_400_000;
const token = z.string().min(1).max(100);
const schema = z.strictObject({
  token,
  seq: z.int().min(1).max(1_000_000),
  visible: z.boolean(),
  focused: z.boolean(),
  active: z.boolean(),
  /** How long the page says it is since the beat before. */
  claimedMs: z
    .int()
    .min(0)
    .max(7 * DAY_MS),
  position: z.int().min(0).max(DAY_MS),
  rate: z.number().min(0).max(100),
  /** The page is being left. */
  last: z.boolean(),
});
const STATUS = {
  heard: 200,
  "taken-over": 409,
  ended: 409,
  replayed: 409,
  "too-soon": 429,
  "not-found": 404,
} as const;

/** An open page of a lesson says that it is still there. How long that was, the clock of this server says. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await findActor(request, now);
  if (!actor?.personId) return jsonAnswer({ code: "signed-out" }, 401);
  const { runId } = params;
  if (!isUuid(runId)) return jsonAnswer({ code: "not-found" }, 404);
  const sent = await jsonFrom(request);
  const read = schema.safeParse(sent);
  const from = (token: string): Sent => ({ runId, personId: actor.personId!, token });
  if (!read.success) {
    const holder = z.looseObject({ token }).safeParse(sent);
    const member = read.error.issues.flatMap((issue) => ("keys" in issue ? issue.keys : issue.path))[0];
    if (holder.success)
      await inTransaction((tx) => refuseBeat(tx, from(holder.data.token), plain(member), now));
    return jsonAnswer({ code: "unreadable" }, 400);
  }
  const { visible, focused, active, last, token: secret, ...rest } = read.data;
  const beat = { ...rest, isVisible: visible, isFocused: focused, isActive: active };
  const answer = await inTransaction((tx) => hearBeat(tx, { ...from(secret), beat, isLast: last }, now));
  return jsonAnswer(answer, STATUS[answer.code]);
}

const plain = (member: unknown) =>
  String(member ?? "")
    .replace(/[^\w-]/g, "")
    .slice(0, 30);
