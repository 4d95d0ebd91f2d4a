/**
 * What a camera or a scanner made, known by its bytes. In: bytes. Out: kind and size in pixels, and the same picture
 * without what it tells beside itself (place, device, time, thumbnails, second pictures behind its end).
 * Formats: JPEG (ISO/IEC 10918-1, Exif 2.3 for the orientation), PNG (RFC 2083).
 */
export type Picture = { mediaType: "image/jpeg" | "image/png"; width: number; height: number; clean: Buffer };

/** null: no whole picture of these kinds. */
export function pictureFrom(bytes: Buffer): Picture | null {
  try {
    if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return jpeg(bytes);
    if (bytes.subarray(0, 8).equals(PNG)) return png(bytes);
    return null;
  } catch (error) {
    // Cut off in the middle of a field.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const SOS = 0xda;
const EOI = 0xd9;
const ORIENTATION = 0x0112;
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpeg(bytes: Buffer): Picture | null {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  let orientation = 1;
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill bytes
      continue;
    }
    if (marker === EOI) {
      if (!size || isEmpty(size)) return null;
      const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
      const clean = Buffer.concat([kept[0]!, ...turned, ...kept.slice(1), bytes.subarray(at, at + 2)]);
      return { mediaType: "image/jpeg", ...size, clean };
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (isFrame(marker)) size = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    if (marker === 0xe1) orientation = orientationIn(segment) ?? orientation;
    if (isNeeded(marker, segment)) kept.push(segment);
    at = end;
    if (marker !== SOS) continue;
    const scan = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, scan));
    at = scan;
  }
}

const isEmpty = ({ width, height }: { width: number; height: number }) => width === 0 || height === 0;

/** Tables, frames and scans; of what applications add only what colours depend on: JFIF, ICC profile, Adobe. */
function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const named = (name: string) => segment.subarray(4, 4 + name.length).toString("latin1") === name;
  return (
    (marker === 0xe0 && named("JFIF")) ||
    (marker === 0xe2 && named("ICC_PROFILE")) ||
    (marker === 0xee && named("Adobe"))
  );
}

/** Compressed data goes on to the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new RangeError("a scan without an end");
}

/** Phones turn the picture by this tag alone: without it pages lie on their side. */
function orientationIn(segment: Buffer): number | null {
  if (segment.subarray(4, 10).toString("latin1") !== "Exif\0\0") return null;
  const tiff = segment.subarray(10);
  const order = tiff.subarray(0, 2).toString("latin1");
  if (order !== "II" && order !== "MM") return null;
  const short = (at: number) => (order === "II" ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (order === "II" ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const directory = long(4);
    for (let entry = 0; entry < short(directory); entry += 1) {
      const at = directory + 2 + entry * 12;
      if (short(at) !== ORIENTATION) continue;
      const value = short(at + 8);
      return value >= 1 && value <= 8 ? value : null;
    }
  } catch (error) {
    // Broken Exif is no broken picture: it is left out.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from([
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[ORIENTATION >> 8, ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  return Buffer.concat([Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_NEEDED = [
  "IHDR",
  "PLTE",
  "IDAT",
  "IEND",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "iCCP",
  "sBIT",
  "bKGD",
  "pHYs",
];

function png(bytes: Buffer): Picture | null {
  const kept: Buffer[] = [PNG];
  let size: { width: number; height: number } | null = null;
  let hasData = false;
  for (let at = PNG.length; ; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const type = bytes.subarray(at + 4, at + 8).toString("latin1");
    if (size === null) {
      if (type !== "IHDR") return null;
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    if (type === "IDAT") hasData = true;
    if (PNG_NEEDED.includes(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type !== "IEND") continue;
    if (!hasData || size.width === 0 || size.height === 0) return null;
    return { mediaType: "image/png", ...size, clean: Buffer.concat(kept) };
  }
}
