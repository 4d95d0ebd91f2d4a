import type { IncomingMessage, ServerResponse } from "node:http";
import { createHeaders } from "@remix-run/node-fetch-server";

// A save is a line of text there and a line back. As streams between Node's requests and the platform's, with all that can
// cancel them on the way, the two cost more than what is done in between: here each is handed over in one piece.

/** Longer bodies come as streams, to be refused or read by whoever is asked. */
const SHORT = 4_000;

/** Whether a request is small enough to be read whole before anybody looks at it. */
export function isShort({ method, headers }: IncomingMessage): boolean {
  return method === "GET" || (method === "POST" && Number(headers["content-length"] ?? Infinity) <= SHORT);
}

/** Reads a short request, has it handled and writes the answer, in one piece each. Nobody is told when the caller has gone. */
export async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  protocol: "http:" | "https:",
  handled: (request: Request) => Promise<Response>,
): Promise<void> {
  const { method = "GET", url } = request;
  const body = method === "GET" ? undefined : await wholeOf(request);
  if (body === null) return;
  const address = `${protocol}//${request.headers.host ?? "localhost"}${url}`;
  const answered = await handled(new Request(address, { method, headers: createHeaders(request), body }));
  const bytes = Buffer.from(await answered.arrayBuffer());
  if (response.destroyed) return;
  response.statusCode = answered.status;
  for (const [name, value] of answered.headers) response.appendHeader(name, value);
  // Without its length it would end with another write.
  if (bytes.length > 0) response.setHeader("Content-Length", bytes.length);
  response.end(bytes);
}

/** A short line of text and what is told of it, without the platform's requests and answers: what a save is. */
export async function converse(
  request: IncomingMessage,
  response: ServerResponse,
  told: (said: { headers: Pick<Headers, "get">; text: string }) => Promise<{ status: number; text: string }>,
): Promise<void> {
  const body = await wholeOf(request);
  if (body === null) return;
  const get = (name: string) => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  const { status, text } = await told({ headers: { get }, text: body.toString() });
  if (response.destroyed) return;
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}

/** Null: the caller went away before it had said all. */
function wholeOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const pieces: Buffer[] = [];
  return new Promise((resolve) => {
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.once("end", () => resolve(Buffer.concat(pieces)));
    request.once("error", () => resolve(null));
    request.once("close", () => resolve(null));
  });
}
