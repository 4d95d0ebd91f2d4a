import type { LoaderFunctionArgs } from "@remix-run/node";
import { findActor } from "~/access/session.server";
import { prisma } from "~/db.server";
import { eventStream } from "~/event-stream.server";
import { watchAttempt } from "~/exams/watch.server";
import { isUuid } from "~/ids";

const refusal = (status: number) => new Response(null, { status, headers: { "Cache-Control": "no-store" } });

/** To an open exam room: that something about the attempt changed. The room asks what, at the address it saves to. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await findActor(request);
  if (!actor?.personId) return refusal(401);
  const { attemptId } = params;
  if (!attemptId || !isUuid(attemptId)) return refusal(404);
  const own = await prisma.attempt.count({ where: { id: attemptId, personId: actor.personId } });
  if (own === 0) return refusal(404);
  return eventStream((tell) => watchAttempt(prisma, attemptId, tell));
}
