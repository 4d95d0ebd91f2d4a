/**
 * Cuts a TrueType font down to the glyphs that one document uses. fontkit's own subsetter decodes every outline on
 * the way, for each document anew, and took more than half of the time that a certificate takes; the bytes of an
 * outline can be copied as they are. The result depends on nothing but the font and the order of the glyphs.
 */

export type Subset = {
  /** The glyph's number in the subset; the first to come after glyph 0 is 1. */
  includeGlyph: (glyphId: number) => number;
  encode: () => Uint8Array;
};

const LONG_OFFSETS = 1;
const CHECKSUM_OF_A_WHOLE_FONT = 0xb1b0afba;

/** Answers a function that begins a subset; several may be under way at once. */
export function subsetterOf(font: Uint8Array): () => Subset {
  const tables = tablesOf(font);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (!found) throw new Error(`Font has no table ${tag}: certificates need a TrueType font`);
    return found;
  };
  const [head, hhea, hmtx, loca, glyf, maxp] = ["head", "hhea", "hmtx", "loca", "glyf", "maxp"].map(
    table,
  ) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
  const long = head.readUInt16BE(50) === LONG_OFFSETS;
  const offsetOf = (glyphId: number) =>
    long ? loca.readUInt32BE(glyphId * 4) : loca.readUInt16BE(glyphId * 2) * 2;
  const outlineOf = (glyphId: number) => glyf.subarray(offsetOf(glyphId), offsetOf(glyphId + 1));
  // A glyph composed of others names them by number, which a copy would get wrong. The fonts of the house have none.
  for (let glyphId = 0; glyphId < maxp.readUInt16BE(4); glyphId++) {
    const outline = outlineOf(glyphId);
    if (outline.length > 0 && outline.readInt16BE(0) < 0) throw new Error(`Glyph ${glyphId} is a composite`);
  }
  const metricCount = hhea.readUInt16BE(34);
  const hints = ["cvt ", "fpgm", "prep"].flatMap((tag): [string, Buffer][] => {
    const found = tables.get(tag);
    return found ? [[tag, found]] : [];
  });

  return () => {
    const included: number[] = [0];
    const numberOf = new Map([[0, 0]]);
    const includeGlyph = (glyphId: number): number => {
      let number = numberOf.get(glyphId);
      if (number === undefined) {
        number = included.push(glyphId) - 1;
        numberOf.set(glyphId, number);
      }
      return number;
    };

    const encode = (): Uint8Array => {
      const outlines = included.map(outlineOf);
      const count = outlines.length;

      const offsets = Buffer.alloc((count + 1) * 4);
      const metrics = Buffer.alloc(count * 4);
      let end = 0;
      for (let n = 0; n < count; n++) {
        offsets.writeUInt32BE(end, n * 4);
        end += padded(outlines[n]!.length);
        const glyphId = included[n]!;
        const bearing =
          glyphId < metricCount ? glyphId * 4 + 2 : metricCount * 4 + (glyphId - metricCount) * 2;
        metrics.writeUInt16BE(hmtx.readUInt16BE(Math.min(glyphId, metricCount - 1) * 4), n * 4);
        metrics.writeInt16BE(hmtx.readInt16BE(bearing), n * 4 + 2);
      }
      offsets.writeUInt32BE(end, count * 4);
      const shapes = Buffer.alloc(end);
      for (let n = 0; n < count; n++) outlines[n]!.copy(shapes, offsets.readUInt32BE(n * 4));

      const newHead = Buffer.from(head);
      newHead.writeUInt32BE(0, 8);
      newHead.writeUInt16BE(LONG_OFFSETS, 50);
      const newHhea = Buffer.from(hhea);
      newHhea.writeUInt16BE(count, 34);
      const newMaxp = Buffer.from(maxp);
      newMaxp.writeUInt16BE(count, 4);

      return assembled([
        ...hints,
        ["glyf", shapes],
        ["head", newHead],
        ["hhea", newHhea],
        ["hmtx", metrics],
        ["loca", offsets],
        ["maxp", newMaxp],
      ]);
    };

    return { includeGlyph, encode };
  };
}

function tablesOf(font: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, Buffer>();
  for (let n = 0; n < bytes.readUInt16BE(4); n++) {
    const entry = 12 + n * 16;
    const offset = bytes.readUInt32BE(entry + 8);
    const tag = bytes.toString("latin1", entry, entry + 4);
    tables.set(tag, bytes.subarray(offset, offset + bytes.readUInt32BE(entry + 12)));
  }
  return tables;
}

function assembled(unsorted: [string, Buffer][]): Buffer {
  const tables = unsorted.sort(([a], [b]) => (a < b ? -1 : 1));
  const directory = 12 + tables.length * 16;
  const font = Buffer.alloc(directory + tables.reduce((sum, [, bytes]) => sum + padded(bytes.length), 0));
  const power = Math.floor(Math.log2(tables.length));
  font.writeUInt32BE(0x00010000, 0);
  font.writeUInt16BE(tables.length, 4);
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(tables.length * 16 - 2 ** power * 16, 10);

  let offset = directory;
  let headAt = 0;
  tables.forEach(([tag, bytes], n) => {
    const entry = 12 + n * 16;
    bytes.copy(font, offset);
    font.write(tag, entry, "latin1");
    font.writeUInt32BE(checksum(font, offset, padded(bytes.length)), entry + 4);
    font.writeUInt32BE(offset, entry + 8);
    font.writeUInt32BE(bytes.length, entry + 12);
    if (tag === "head") headAt = offset;
    offset += padded(bytes.length);
  });
  font.writeUInt32BE((CHECKSUM_OF_A_WHOLE_FONT - checksum(font, 0, font.length)) >>> 0, headAt + 8);
  return font;
}

function checksum(bytes: Buffer, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

const padded = (length: number) => (length + 3) & ~3;
