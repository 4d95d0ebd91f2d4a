/**
 * A file to keep: named by RFC 6266, in ASCII for old readers and in UTF-8 (RFC 8187) for the rest. Never cached: who
 * may read it is asked each time.
 */
export function attachment(
  bytes: Uint8Array,
  file: { mediaType: string; name: string; plainName: string },
): Response {
  const plain = file.plainName.replace(/[^\w.-]/g, "-");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded(file.name)}`,
      "Content-Length": String(bytes.length),
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** `encodeURIComponent` leaves characters that RFC 8187 does not allow. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
