/**
 * Server-sent events that say only that something changed. What it is the page asks by itself, so that nothing is told
 * here and nothing depends on it: where a proxy keeps the stream back, the page notices the silence and asks more often.
 */

const BEAT_EVERY_MS = 5_000;
/** The browser comes back by itself; so no stream outlives its session by much. */
const LONGEST_MS = 10 * 60_000;

/** Says "changed" whenever what `listen` is given is called, until the reader goes; `listen` answers what undoes it. */
export function eventStream(listen: (tell: () => void) => () => void): Response {
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (data: string) => controller.enqueue(encoder.encode(`data: ${data}\n\n`));
      say("beat");
      const stopListening = listen(() => say("changed"));
      const beat = setInterval(() => say("beat"), BEAT_EVERY_MS);
      const longest = setTimeout(() => {
        end();
        controller.close();
      }, LONGEST_MS);
      end = () => {
        stopListening();
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
