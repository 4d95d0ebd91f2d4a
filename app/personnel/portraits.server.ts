/** Portraits: cut out and drawn anew from what was given, kept as a person's fact with its history. */
import sharp from "sharp";
import { record } from "~/audit/audit.server";
import { lockPeople, type Tx } from "~/db.server";
import { readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { pictureFrom } from "~/picture";
import { type Refusal, refusal } from "~/verdict";
import { backgroundRefusals, type Crop, cropOf, heightFor, KEPT_WIDTH, sizeRefusals } from "./portrait";

const MEGABYTES = 10;
export const MOST_PHOTO_BYTES = MEGABYTES * 1024 * 1024;
export const photoTooLarge = (): Refusal => refusal("photo.too-large", { megabytes: MEGABYTES });
/** A thumbnail is enough to see the colour of the ground. */
const LOOKED_AT_WIDTH = 120;
const QUALITY = 92;

export type Portrait = { bytes: Buffer; width: number; height: number };

/**
 * The portrait drawn anew: upright, cropped, in sRGB, nothing of what the file told beside its picture. The kind is known by
 * the bytes. Outside any transaction. Refusals: photo.missing, photo.too-large, photo.unreadable, and those of the rules.
 */
export async function portraitFrom(
  bytes: Buffer,
  asked: Crop | null,
): Promise<{ ok: true; portrait: Portrait } | { ok: false; refusals: Refusal[] }> {
  const no = (...refusals: Refusal[]) => ({ ok: false as const, refusals });
  if (bytes.length === 0) return no(refusal("photo.missing"));
  if (bytes.length > MOST_PHOTO_BYTES) return no(photoTooLarge());
  const picture = pictureFrom(bytes);
  if (!picture) return no(refusal("photo.unreadable"));
  const tooBig = sizeRefusals(picture);
  if (tooBig.length > 0) return no(...tooBig);
  try {
    const source = () =>
      sharp(picture.clean, { limitInputPixels: picture.width * picture.height }).autoOrient();
    const { autoOrient: upright } = await source().metadata();
    const box = cropOf({ width: upright.width, height: upright.height }, asked);
    if ("code" in box) return no(box);
    const cut = () =>
      source().extract(box).flatten({ background: "#ffffff" }).toColourspace("srgb").removeAlpha();
    const shown = { width: LOOKED_AT_WIDTH, height: heightFor(LOOKED_AT_WIDTH) };
    const pixels = await cut()
      .resize({ ...shown, fit: "fill" })
      .raw()
      .toBuffer();
    const coloured = backgroundRefusals(pixels, shown);
    if (coloured.length > 0) return no(...coloured);
    const width = Math.min(box.width, KEPT_WIDTH);
    const size = { width, height: heightFor(width) };
    const drawn = await cut()
      .resize({ ...size, fit: "fill" })
      .jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" })
      .toBuffer();
    return { ok: true, portrait: { bytes: drawn, ...size } };
  } catch (error) {
    // Its outline was whole, its data were not.
    if (error instanceof Error && /Input|decode|jpeg|png|pixel/i.test(error.message))
      return no(refusal("photo.unreadable"));
    throw error;
  }
}

/** The person's portrait from now on; certificates that were printed keep the one they were printed with. */
export async function changePortrait(
  tx: Tx,
  { personId, portrait }: { personId: string; portrait: Portrait },
  actorId: string,
  now: Date,
): Promise<{ photoId: string }> {
  await lockPeople(tx, personId);
  const { bytes, width, height } = portrait;
  const fileHash = await storeFile(tx, { bytes, mediaType: "image/jpeg", purpose: "photo", now });
  const photoId = newId();
  await tx.personPhoto.create({
    data: { id: photoId, personId, fileHash, width, height, recordedById: actorId, recordedAt: now },
  });
  await tx.person.update({ where: { id: personId }, data: { photoHash: fileHash } });
  await record(tx, {
    ...{ type: "person.photo-changed", at: now, actorId, personId, subjectId: photoId },
    data: { photoId, fileHash },
  });
  return { photoId };
}

export type PortraitShown = {
  id: string;
  width: number;
  height: number;
  recordedById: string;
  recordedAt: Date;
};

/** Newest first: the first one is the person's. */
export async function portraitsOf(tx: Tx, personId: string): Promise<PortraitShown[]> {
  return tx.personPhoto.findMany({
    where: { personId },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { id: true, width: true, height: true, recordedById: true, recordedAt: true },
  });
}

/** One portrait of this person; the look is an event unless it is one's own. Null where there is none such. */
export async function lookAtPortrait(
  tx: Tx,
  { personId, photoId }: { personId: string; photoId: string },
  actor: { accountId: string; personId: string | null },
  now: Date,
): Promise<{ bytes: Buffer; mediaType: string } | null> {
  const row = await tx.personPhoto.findFirst({ where: { id: photoId, personId } });
  if (!row) return null;
  if (actor.personId !== personId)
    await record(tx, {
      ...{ type: "person.photo-seen", at: now, actorId: actor.accountId, personId, subjectId: photoId },
      data: { photoId, fileHash: row.fileHash },
    });
  return readFile(tx, row.fileHash);
}
