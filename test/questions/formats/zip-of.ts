import { deflateRawSync } from "node:zlib";
import { packed, zipped } from "~/archive/zip-writing.server";

/** An archive of these texts, as any program would pack it. */
export async function zipOf(files: Record<string, string>): Promise<Buffer> {
  const parts = [];
  for (const [name, text] of Object.entries(files)) parts.push(await packed(name, [text]));
  return zipped(parts);
}

/** An archive of one part that claims nothing and unfolds to 256 MB. */
export function bombOf(part: string): Buffer {
  const packed = deflateRawSync(Buffer.alloc(256 * 1024 * 1024, 0x20));
  const name = Buffer.from(part);
  const local = Buffer.alloc(30);
  local.write("PK\x03\x04", 0, "latin1");
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write("PK\x01\x02", 0, "latin1");
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}
