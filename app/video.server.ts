/** A stored film as a player asks for it: part by part, from disk, never cached by others. */
import { type ByteRange, byteRangeFrom } from "./byte-range";
import { piecesOf } from "./streamed-files.server";

export type Film = { hash: string; bytes: number; mediaType: string; keyId: string };

export function filmResponse(request: Request, film: Film): Response {
  const headers: Record<string, string> = {
    "Content-Type": film.mediaType,
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-store",
    "Content-Disposition": "inline",
  };
  const range = byteRangeFrom(request.headers.get("Range"), film.bytes);
  if (range === "unsatisfiable")
    return new Response(null, {
      status: 416,
      headers: { "Accept-Ranges": "bytes", "Content-Range": `bytes */${film.bytes}` },
    });
  const asked: ByteRange = range === "whole" ? { first: 0, last: film.bytes - 1 } : range;
  headers["Content-Length"] = String(asked.last - asked.first + 1);
  if (range !== "whole") headers["Content-Range"] = `bytes ${asked.first}-${asked.last}/${film.bytes}`;
  return new Response(streamed(piecesOf(film, asked)), { status: range === "whole" ? 200 : 206, headers });
}

/** Read as it is sent: a player that goes away closes the file. */
function streamed(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
