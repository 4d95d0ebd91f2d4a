import type { LoaderFunctionArgs } from "@remix-run/node";
import { findActor } from "~/access/session.server";
import { prisma } from "~/db.server";
import { watchAttempt } from "~/exams/attempt-watch.server";
import { isUuid } from "~/ids";

// Server-sent events to an open exam room: only that something about the attempt changed. What it is the room asks by
// itself, at the address it saves to, so that nothing is told here and nothing depends on it: where a proxy keeps the
// stream back, the room notices the silence and asks more often.

const BEAT_EVERY_MS = 5_000;
/** The browser comes back by itself; so no stream outlives its session by much. */
const LONGEST_MS = 10 * 60_000;

const refusal = (status: number) => new Response(null, { status, headers: { "Cache-Control": "no-store" } });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await findActor(request);
  if (!actor?.personId) return refusal(401);
  const { attemptId } = params;
  if (!attemptId || !isUuid(attemptId)) return refusal(404);
  const own = await prisma.attempt.count({ where: { id: attemptId, personId: actor.personId } });
  if (own === 0) return refusal(404);

  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (data: string) => controller.enqueue(encoder.encode(`data: ${data}\n\n`));
      say("beat");
      const stopWatching = watchAttempt(prisma, attemptId, () => say("changed"));
      const beat = setInterval(() => say("beat"), BEAT_EVERY_MS);
      const longest = setTimeout(() => {
        end();
        controller.close();
      }, LONGEST_MS);
      end = () => {
        stopWatching();
        clearInterval(beat);
        clearTimeout(longest);
      };
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      // For proxies that would otherwise collect a page before they pass it on.
      "X-Accel-Buffering": "no",
    },
  });
}
