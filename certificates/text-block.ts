/** A text set in its place. Lengths in points. */
import { type Face, widthOf } from "./fonts";
import type { TypeStyle } from "./template";
import { typeset } from "./typeset";

export type Line = { text: string; x: number; baseline: number; width: number };
export type TextBlock = {
  text: string;
  lines: Line[];
  face: Face;
  size: number;
  tracking: number;
  ink: string;
};

export type Place = {
  x: number;
  baseline: number;
  width: number;
  align?: "left" | "centre" | "right";
  /** It may wrap: on so many lines, `leading` em apart, once one line would need less than this size. */
  lines?: number;
  oneLineFrom?: number;
  leading?: number;
  prose?: boolean;
};

export const mm = (length: number) => (length * 72) / 25.4;

/** A text that does not fit is still set, too wide, so that all other checks can go on. */
export function setBlock(text: string, style: TypeStyle, place: Place): { block: TextBlock; fits: boolean } {
  const { face, least, ink } = style;
  const { x, baseline, width, align = "left", lines = 1, oneLineFrom = least, leading = 1, prose } = place;
  const measure = (part: string) => widthOf(part, face, style.tracking);
  const set = typeset(text, { size: style.size, least, width, lines, oneLineFrom, prose }, measure);
  const { size, lines: texts } = set ?? { size: least, lines: [text] };
  const share = { left: 0, centre: 0.5, right: 1 }[align];
  const placed = texts.map((line, n): Line => {
    const lineWidth = measure(line) * size;
    const start = x + (width - lineWidth) * share;
    return { text: line, x: start, baseline: baseline + n * leading * size, width: lineWidth };
  });
  return {
    block: { text, face, size, ink, tracking: (style.tracking ?? 0) * size, lines: placed },
    fits: set !== null,
  };
}

/** Spreads a label over a width, so that labels of two, three and four characters end at the same edge. */
export function spread(
  text: string,
  style: TypeStyle,
  width: number,
  x: number,
  baseline: number,
): TextBlock {
  const { face, size, ink } = style;
  const natural = widthOf(text, face) * size;
  const gaps = [...text].length - 1;
  const tracking = gaps > 0 ? Math.max(0, width - natural) / gaps : 0;
  return {
    text,
    face,
    size,
    ink,
    tracking,
    lines: [{ text, x, baseline, width: natural + tracking * gaps }],
  };
}

/** Moves a block down, or up by a negative length. */
export function lower(block: TextBlock, by: number): TextBlock {
  for (const line of block.lines) line.baseline += by;
  return block;
}

export function endOf(block: TextBlock): number {
  return Math.max(...block.lines.map((line) => line.x + line.width));
}
