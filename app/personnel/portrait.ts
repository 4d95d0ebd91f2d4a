/**
 * The portrait on a certificate: 25 by 35, upright, before a white ground. Whether a face is on it, and whose, is not looked
 * at: a reviewer sees it.
 * In: the size of the picture, the crop somebody asked for, the pixels at its border. Out: the crop in whole pixels, refusals.
 */
import { type Refusal, refusal } from "~/verdict";

export const LEAST_WIDTH = 358;
/** The taller side of 5 to 7 for a width. */
export const heightFor = (width: number) => Math.round((width * 7) / 5);
/** What is kept of a larger one. */
export const KEPT_WIDTH = 750;
const LONGEST = 10_000;
const LARGEST_AREA = 50_000_000;

export type Size = { width: number; height: number };
/** In pixels of the upright picture. */
export type Crop = { left: number; top: number; width: number };
export type Box = Crop & { height: number };

/** Refusal: photo.too-big { width, height }: more pixels than are unpacked. */
export function sizeRefusals({ width, height }: Size): Refusal[] {
  return Math.max(width, height) > LONGEST || width * height > LARGEST_AREA
    ? [refusal("photo.too-big", { width, height })]
    : [];
}

/** The widest box of 5 to 7 in the middle. */
export function middleOf({ width, height }: Size): Box {
  const widest = Math.min(width, Math.floor((height * 5) / 7));
  const box = { width: widest, height: Math.min(height, heightFor(widest)) };
  return { ...box, left: Math.floor((width - widest) / 2), top: Math.floor((height - box.height) / 2) };
}

/** Refusals: photo.crop-outside { width, height } of the picture, photo.too-small of what is left. */
export function cropOf(picture: Size, asked: Crop | null): Box | Refusal {
  const box = asked ? { ...asked, height: heightFor(asked.width) } : middleOf(picture);
  const { left, top, width, height } = box;
  if (left < 0 || top < 0 || width < 1 || left + width > picture.width || top + height > picture.height)
    return refusal("photo.crop-outside", { ...picture });
  if (width < LEAST_WIDTH)
    return refusal("photo.too-small", {
      ...{ width, height, leastWidth: LEAST_WIDTH, leastHeight: heightFor(LEAST_WIDTH) },
    });
  return box;
}

/** So light, and so little of a colour, counts as white: paper under a lamp is no 255. */
const LIGHT = 210;
const SPREAD = 32;
const LEAST_PERCENT = 85;

/**
 * Looks at the strip along the upper edge and at both sides of the upper half: below them are shoulders. `pixels`: red, green
 * and blue, row by row. Refusal: photo.background { percent, leastPercent }.
 */
export function backgroundRefusals(pixels: Uint8Array, { width, height }: Size): Refusal[] {
  const [strip, side, half] = [
    Math.max(1, Math.round(height * 0.06)),
    Math.max(1, Math.round(width * 0.06)),
    height / 2,
  ];
  let seen = 0;
  let white = 0;
  for (let y = 0; y < half; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (y >= strip && x >= side && x < width - side) continue;
      const at = (y * width + x) * 3;
      const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
      const least = Math.min(red, green, blue);
      seen += 1;
      if (least >= LIGHT && Math.max(red, green, blue) - least <= SPREAD) white += 1;
    }
  }
  const percent = Math.floor((white * 100) / seen);
  return percent >= LEAST_PERCENT
    ? []
    : [refusal("photo.background", { percent, leastPercent: LEAST_PERCENT })];
}
