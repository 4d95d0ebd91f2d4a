/** A picture shown in a page. Never cached: who may see it is asked each time. */
export function imageAnswer({ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }): Response {
  return new Response(new Uint8Array(bytes), {
    headers: { "Content-Type": mediaType, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });
}
