/** A new portrait as its form sends it: the same at a person's own door and at the office's. */
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import type { Crop } from "~/personnel/portrait";
import { changePortrait, MOST_PHOTO_BYTES, photoTooLarge, portraitFrom } from "~/personnel/portraits.server";
import type { Refusal } from "~/verdict";
import type { CropTyped } from "./portrait-crop";
import { uploadFrom } from "./upload.server";

export type PortraitTaken = { ok: true } | { ok: false; refusals: Refusal[]; typed: CropTyped };

export async function takePortrait(
  request: Request,
  personId: string,
  actorId: string,
  now: Date,
): Promise<PortraitTaken> {
  const sent = await uploadFrom(request, MOST_PHOTO_BYTES);
  const typed = {
    left: sent ? textIn(sent.form, "left", 6) : "",
    top: sent ? textIn(sent.form, "top", 6) : "",
    width: sent ? textIn(sent.form, "width", 6) : "",
  };
  if (!sent) return { ok: false, refusals: [photoTooLarge()], typed };
  const answer = await portraitFrom(sent.bytes, cropFrom(typed));
  if (!answer.ok) return { ...answer, typed };
  await inTransaction((tx) => changePortrait(tx, { personId, portrait: answer.portrait }, actorId, now));
  return { ok: true };
}

/** Null: left to the middle. What is no number is a place outside the picture, and said to be. */
function cropFrom({ left, top, width }: CropTyped): Crop | null {
  if (left === "" && top === "" && width === "") return null;
  const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text === "" ? 0 : -1);
  return { left: whole(left), top: whole(top), width: whole(width) };
}
