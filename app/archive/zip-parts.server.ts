/**
 * The parts of a zip archive from outside, unfolded piece by piece within one budget, whatever sizes its directory
 * claims: a few kilobytes can unfold to gigabytes. Nothing is unfolded that nobody asks for.
 */
import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";

const MOST_PARTS = 300;
const PIECE = 64 * 1024;

/** `isLink`: not a file but a pointer to another place of somebody's disk. */
export type ZipPart = { name: string; method: number; start: number; length: number; isLink: boolean };
/** Bytes that may still be unfolded of this archive. */
export type Budget = { left: number };

/** The archive unfolds beyond its budget. */
export class UnfoldsTooFar extends Error {}
/** The archive is broken, or packed in a way we do not open. */
export class BrokenArchive extends Error {}

/** The parts as the directory lists them; null when it is not an archive we would open, or has more parts than that. */
export function zipPartsOf(bytes: Buffer, mostParts = MOST_PARTS): Map<string, ZipPart> | null {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > bytes.length) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostParts) return null;
  const parts = new Map<string, ZipPart>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const header = bytes.readUInt32LE(at + 42);
    if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== 0x04034b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted) return null;
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString("utf8");
    parts.set(name, {
      name,
      method: bytes.readUInt16LE(at + 10),
      start: header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28),
      length: bytes.readUInt32LE(at + 20),
      isLink: bytes.readUInt32LE(at + 38) >>> 28 === 0o12,
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

/** Text of a part in pieces; between them the server answers others. Throws UnfoldsTooFar or BrokenArchive. */
export async function* textOfPart(bytes: Buffer, part: ZipPart, budget: Budget): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  for await (const piece of unfolded(bytes.subarray(part.start, part.start + part.length), part.method)) {
    budget.left -= piece.length;
    if (budget.left < 0) throw new UnfoldsTooFar();
    yield decoder.decode(piece, { stream: true });
    await new Promise(setImmediate);
  }
  yield decoder.decode();
}

async function* unfolded(packed: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method === 0) {
    for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
    return;
  }
  if (method !== 8) throw new BrokenArchive();
  const inflate = createInflateRaw({ chunkSize: PIECE });
  const source = Readable.from(slicesOf(packed)).pipe(inflate);
  try {
    for await (const piece of source) yield piece as Buffer;
  } catch {
    throw new BrokenArchive();
  }
}

function* slicesOf(packed: Buffer): Generator<Buffer> {
  for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
}
