/** A file given as evidence, known by what its bytes are and not by what it calls itself. */
const MEGABYTE = 1024 * 1024;
export const MOST_EVIDENCE_MEGABYTES = 10;
export const MOST_EVIDENCE_BYTES = MOST_EVIDENCE_MEGABYTES * MEGABYTE;

const KINDS: readonly { mediaType: string; ending: string; begins: readonly number[] }[] = [
  { mediaType: "image/jpeg", ending: "jpg", begins: [0xff, 0xd8, 0xff] },
  { mediaType: "image/png", ending: "png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: "application/pdf", ending: "pdf", begins: [0x25, 0x50, 0x44, 0x46] },
];

/** null: neither a picture nor a PDF, or too large. */
export function evidenceTypeOf(bytes: Buffer): string | null {
  if (bytes.length > MOST_EVIDENCE_BYTES) return null;
  const kind = KINDS.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  return kind?.mediaType ?? null;
}

export const evidenceEndingOf = (mediaType: string): string =>
  KINDS.find((kind) => kind.mediaType === mediaType)?.ending ?? "bin";
