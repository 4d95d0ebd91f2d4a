/**
 * The few DER forms that a signature is made of. Whoever writes and reads through these never decodes a text: a name in
 * a certificate stays the bytes it is, in whatever script. In and out: bytes.
 */

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const OCTETS = 0x04;
/** [0], with something inside. */
export const FIRST = 0xa0;

export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const size = body.length.toString(16);
  const length = Buffer.from(size.length % 2 === 0 ? size : `0${size}`, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number) as [number, number, ...number[]];
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return der(0x06, Buffer.from(bytes));
}

export const smallInteger = (value: number): Buffer => der(0x02, Buffer.from([value]));
export const NULL = Buffer.from([0x05, 0x00]);

/** One element as it stands: its tag, its content, and all of its bytes. */
export type DerElement = { tag: number; content: Buffer; bytes: Buffer };

/** The elements that stand one after the other. Throws RangeError where the bytes end too soon. */
export function elementsOf(bytes: Uint8Array): DerElement[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const elements: DerElement[] = [];
  for (let at = 0; at < all.length; ) {
    const start = at;
    const tag = all.readUInt8(at);
    let length = all.readUInt8(at + 1);
    at += 2;
    if (length > 0x80) {
      const more = length & 0x7f;
      length = all.readUIntBE(at, more);
      at += more;
    }
    const end = at + length;
    if (length === 0x80 || end > all.length) throw new RangeError("These bytes are not whole DER");
    elements.push({ tag, content: all.subarray(at, end), bytes: all.subarray(start, end) });
    at = end;
  }
  return elements;
}
