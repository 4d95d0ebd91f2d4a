/**
 * What a template is made of: data only, so that an edition can be fingerprinted and kept for ever.
 * Lengths on the page are millimetres from its top left corner, `baseline` is where characters stand; type is in
 * points, tracking in em. Texts hold places like {holderName}; a line whose place has nothing to put is left out.
 */
import type { Face } from "./fonts";

export type TypeStyle = {
  face: Face;
  size: number;
  /** The smallest size it may shrink to. */
  least: number;
  tracking?: number;
  ink: string;
};

export type HeadLine = TypeStyle & { text: string; baseline: number; heading?: boolean };

export type FactRow = TypeStyle & {
  label: string;
  text: string;
  /** From the row's top to the first baseline, and from the last baseline to the rule below. */
  rise: number;
  drop: number;
  /** Set when it may wrap: on at most so many lines, once one line would need less than this size. */
  wrap?: { lines: number; oneLineFrom: number };
};

export type FootItem = { label?: string; text: string; link?: boolean };

export type CertificateTemplate = {
  id: string;
  version: number;
  page: { width: number; height: number };
  /** Left and right edge of what is printed inside the frame. */
  column: { left: number; right: number };
  frame: { inset: number; line: number; ink: string };
  rule: { line: number; ink: string };
  head: HeadLine[];
  photo: { left: number; top: number; width: number; height: number; alt: string };
  facts: {
    top: number;
    /** Where the rows run, with and without a photo to their left. */
    beside: { left: number; right: number };
    alone: { left: number; right: number };
    /** From the row's left edge to its value. */
    indent: number;
    /** Labels are spread to `width`. */
    label: TypeStyle & { width: number };
    leading: number;
    rows: FactRow[];
  };
  qr: {
    right: number;
    top: number;
    size: number;
    /** How much of it may be damaged: Q a quarter, M a seventh, with larger modules. Where nothing is said, Q. */
    level?: "M" | "Q";
    ink: string;
    alt: string;
    lines: (TypeStyle & { text: string; below: number })[];
  };
  /** Issuer and date, centred on each other, flush right, `above` the foot's rule; gives way downwards so far. */
  signature: TypeStyle & { lines: string[]; leading: number; above: number; gives: number };
  /** Grows upwards from its last line. */
  foot: {
    baseline: number;
    items: TypeStyle & { left: FootItem[]; right: FootItem; gap: number };
    notice: TypeStyle & { leading: number; lines: number; above: number };
    ruleAbove: number;
  };
};

/** A text with a place of its own: from its left to its right edge. */
export type PlacedText = TypeStyle & {
  text: string;
  left: number;
  right: number;
  baseline: number;
  align?: "left" | "centre" | "right";
  /** Set when it may wrap, as for a row; running text fills its lines. */
  wrap?: { lines: number; oneLineFrom: number; leading: number; prose?: boolean };
  role?: "H1" | "H2" | "Lbl" | "LBody";
};

/** One side of a card. */
export type CardFace = {
  texts: PlacedText[];
  /** One paragraph after the other, from `baseline` downwards. */
  notices?: TypeStyle & { left: number; right: number; baseline: number; leading: number; lines: number };
  photo?: { left: number; top: number; width: number; height: number; alt: string };
  qr?: { left: number; top: number; size: number; level: "M" | "Q"; ink: string; alt: string };
  rules: { left: number; right: number; y: number }[];
};

/** A card: its sides are pages of their own, and lie side by side on a sheet to print. */
export type CardTemplate = {
  id: string;
  version: number;
  page: { width: number; height: number };
  frame: { inset: number; line: number; ink: string };
  rule: { line: number; ink: string };
  faces: [CardFace, CardFace];
};

export type AnyTemplate = CertificateTemplate | CardTemplate;

export const isCard = (template: AnyTemplate): template is CardTemplate => "faces" in template;
