/** Writes zip archives: each part is packed as its text arrives, so that only packed bytes are kept. */
import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";

const PIECE = 64 * 1024;

/** One part of an archive, packed already. */
export type Part = { name: string; sum: number; size: number; bytes: Buffer };

export async function packed(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<Part> {
  const deflate = createDeflateRaw({ level: 6 });
  const out: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => out.push(chunk));
  let sum = 0;
  let size = 0;
  let text = "";
  const push = async () => {
    const bytes = Buffer.from(text);
    text = "";
    sum = crc32(bytes, sum);
    size += bytes.length;
    if (!deflate.write(bytes)) await once(deflate, "drain");
    await new Promise(setImmediate);
  };
  for await (const piece of pieces) {
    text += piece;
    if (text.length >= PIECE) await push();
  }
  await push();
  const ended = once(deflate, "end");
  deflate.end();
  await ended;
  return { name, sum, size, bytes: Buffer.concat(out) };
}

export function zipped(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, sum, size, bytes } of parts) {
    const title = Buffer.from(name);
    // Version, flags, method (deflate), time, date (1 January 1980), checksum, sizes, length of the name: in both headers.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, title]);
    const central = Buffer.concat([
      Buffer.from("PK\x01\x02\x14\x00", "latin1"),
      common,
      Buffer.alloc(14),
      title,
    ]);
    central.writeUInt32LE(at, 42);
    files.push(local, bytes);
    directory.push(central);
    at += local.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, list, end]);
}
