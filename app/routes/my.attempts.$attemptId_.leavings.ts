import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findActor } from "~/access/session.server";
import { prisma } from "~/db.server";
import { noteLeaving } from "~/exams/board.server";
import { PAGE_LEAVINGS } from "~/exams/invigilation";
import { isUuid } from "~/ids";

const schema = z.strictObject({ kind: z.enum(PAGE_LEAVINGS) });
const LONGEST = 200;

/** The exam room went out of sight or came back: a sign for the invigilator, which the candidate sees as well. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const answer = (status: number) => new Response(null, { status, headers: { "Cache-Control": "no-store" } });
  const actor = await findActor(request);
  if (!actor?.personId) return answer(401);
  const { attemptId } = params;
  if (!attemptId || !isUuid(attemptId)) return answer(404);
  // A form of another site cannot send this type without asking first.
  if (!request.headers.get("Content-Type")?.startsWith("application/json")) return answer(400);
  const text = await request.text();
  const read = text.length > LONGEST ? null : schema.safeParse(jsonFrom(text));
  if (!read?.success) return answer(400);
  const { personId } = actor;
  const noted = await noteLeaving(prisma, { attemptId, personId, kind: read.data.kind }, now);
  return answer(noted ? 204 : 404);
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
