import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { ServerBuild } from "@remix-run/node";

// A page with a script tells the browser which routes there are: all of them, in a file of twenty kilobytes compressed and
// nearly half a megabyte to read, of which the exam room needs its own few. It is given the list of its own door.

type Packed = { encoding?: "br" | "gzip"; bytes: Buffer };

/** Answers the list of one door's routes, where that is what was asked; false: it was something else. */
export function ownManifest(
  build: ServerBuild,
  doorFor: (pathname: string) => ServerBuild,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const packed = new Map<ServerBuild, Packed[]>();
  return (request, response) => {
    const [pathname, search] = (request.url ?? "").split("?", 2);
    const path = pathname === build.assets.url ? new URLSearchParams(search).get("door") : null;
    const door = path === null ? build : doorFor(path);
    if (door === build) return false;
    const made = packed.get(door) ?? packedOf(door);
    packed.set(door, made);
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const { encoding, bytes } = made.find((one) => !one.encoding || accepted.includes(one.encoding))!;
    response.setHeader("Content-Type", "text/javascript; charset=utf-8");
    // Its address names the build and the door.
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Content-Length", bytes.length);
    if (encoding) response.setHeader("Content-Encoding", encoding);
    response.end(request.method === "HEAD" ? undefined : bytes);
    return true;
  };
}

/** As the framework writes the whole list; the smallest first. */
function packedOf({ assets }: ServerBuild): Packed[] {
  const bytes = Buffer.from(`window.__remixManifest=${JSON.stringify(assets)};`);
  return [
    { encoding: "br", bytes: brotliCompressSync(bytes) },
    { encoding: "gzip", bytes: gzipSync(bytes) },
    { bytes },
  ];
}
