import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

/** Bytes from which the time that a slow line saves is worth the time that packing takes. */
const WORTH_PACKING = 16_384;

const packed = promisify(gzip);

/** A large page is sent packed to a browser that says it can read that; sets the headers that say so. */
export async function packedPage(
  page: Buffer<ArrayBuffer>,
  request: Request,
  headers: Headers,
): Promise<Buffer<ArrayBuffer>> {
  if (page.byteLength < WORTH_PACKING) return page;
  headers.append("Vary", "Accept-Encoding");
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get("Accept-Encoding") ?? ""))
    return page;
  headers.set("Content-Encoding", "gzip");
  return (await packed(page, { level: constants.Z_BEST_SPEED + 2 })) as Buffer<ArrayBuffer>;
}
