/**
 * A file that is given as evidence of study: a photo or a PDF. In: bytes. Out: what is kept of them, or why nothing is.
 */
import { pictureFrom } from "~/picture";
import { type Refusal, refusal } from "~/verdict";

const MEGABYTES = 10;
export const MOST_FILE_BYTES = MEGABYTES * 1024 * 1024;
export const MOST_FILES = 6;
/** Of the longer side: less is a thumbnail on which nobody reads a name. */
const LEAST_PIXELS = 480;
const MOST_PIXELS = 12_000;
const MOST_AREA = 80_000_000;

export type EvidenceFile = {
  mediaType: string;
  bytes: Buffer;
  width: number | null;
  height: number | null;
};

/** study-file.too-large { megabytes }, study-file.unreadable, study-file.picture-too-small, study-file.picture-too-big */
export function evidenceFileFrom(bytes: Buffer): EvidenceFile | Refusal {
  if (bytes.length > MOST_FILE_BYTES) return tooLarge();
  if (isPdf(bytes)) return { mediaType: "application/pdf", bytes, width: null, height: null };
  const picture = pictureFrom(bytes);
  if (!picture) return refusal("study-file.unreadable");
  const { mediaType, width, height, clean } = picture;
  if (Math.max(width, height) < LEAST_PIXELS)
    return refusal("study-file.picture-too-small", { width, height, least: LEAST_PIXELS });
  if (Math.max(width, height) > MOST_PIXELS || width * height > MOST_AREA)
    return refusal("study-file.picture-too-big", { width, height });
  return { mediaType, bytes: clean, width, height };
}

export const tooLarge = (): Refusal => refusal("study-file.too-large", { megabytes: MEGABYTES });
export const tooMany = (most: number = MOST_FILES): Refusal => refusal("study-file.too-many", { most });

/** Begins and ends as one: a file that was cut off does not. */
function isPdf(bytes: Buffer): boolean {
  return (
    /^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString("latin1")) &&
    bytes.subarray(-1024).includes("%%EOF", 0, "latin1")
  );
}

export const fileEndingOf = (mediaType: string): string =>
  ({ "image/jpeg": "jpg", "image/png": "png" })[mediaType] ?? "pdf";
