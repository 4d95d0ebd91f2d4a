/**
 * The faces that certificates are set in. Each font file (10–15 MB) is read and parsed once per process and shared
 * by all documents; only its subset is made per document.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { subsetterOf } from "./subset";

const files = {
  "serif-500": "@expo-google-fonts/noto-serif-sc/500Medium/NotoSerifSC_500Medium.ttf",
  "serif-600": "@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf",
  "serif-700": "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
  "sans-400": "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "sans-600": "@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf",
} as const;

export type Face = keyof typeof files;

/** Where a face lacks a character, this one draws it. Weights of one family cover the same characters. */
const fallback: Record<Face, Face> = {
  "serif-500": "sans-400",
  "serif-600": "sans-600",
  "serif-700": "sans-600",
  "sans-400": "serif-500",
  "sans-600": "serif-600",
};

/** A stretch of text that one face draws whole. */
export type Run = { face: Face; text: string };

type Glyph = { id: number; advanceWidth: number; codePoints: number[] };
type Opened = { font: Font; glyphOf: (codePoint: number) => Glyph };

const resolve = createRequire(import.meta.url).resolve;
const opened = new Map<Face, Opened>();

function open(face: Face): Opened {
  const known = opened.get(face);
  if (known) return known;

  const bytes = readFileSync(resolve(files[face]));
  const parsed = create(bytes);
  const glyphs = new Map<number, Glyph>();
  const glyphOf = (codePoint: number): Glyph => {
    let glyph = glyphs.get(codePoint);
    if (!glyph) {
      const { id, advanceWidth } = parsed.glyphForCodePoint(codePoint);
      glyph = { id, advanceWidth, codePoints: [codePoint] };
      glyphs.set(codePoint, glyph);
    }
    return glyph;
  };

  // One character, one glyph, in place of fontkit's shaping. fontkit keeps with each glyph the characters that it was
  // first asked for: where two characters share a glyph (人 and the radical ⼈), a document's extractable text would
  // depend on which documents the process had drawn before. Certificates need no ligatures or kerning.
  const layout = (text: string) => {
    const run = [...text].map((character) => glyphOf(character.codePointAt(0)!));
    return {
      glyphs: run,
      positions: run.map(({ advanceWidth }) => ({
        xAdvance: advanceWidth,
        yAdvance: 0,
        xOffset: 0,
        yOffset: 0,
      })),
      advanceWidth: run.reduce((sum, glyph) => sum + glyph.advanceWidth, 0),
    };
  };
  const font = Object.create(parsed, {
    layout: { value: layout },
    createSubset: { value: subsetterOf(bytes) },
  }) as Font;

  const made = { font, glyphOf };
  opened.set(face, made);
  return made;
}

/** The parsed font, to hand to pdfkit. */
export function fontOf(face: Face): Font {
  return open(face).font;
}

/** Glyph number in the face; 0 is the box that stands for "not in this font". */
export function glyphIdIn(face: Face, character: string): number {
  return open(face).glyphOf(character.codePointAt(0)!).id;
}

/** Splits a text by the face that can draw each character, falling back font by font. */
export function runsOf(text: string, face: Face): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const able = glyphIdIn(face, character) !== 0 ? face : fallback[face];
    const last = runs.at(-1);
    if (last?.face === able) last.text += character;
    else runs.push({ face: able, text: character });
  }
  return runs;
}

/** Width in em, with `tracking` em between neighbouring characters. */
export function widthOf(text: string, face: Face, tracking = 0): number {
  let width = 0;
  let count = 0;
  for (const run of runsOf(text, face)) {
    const { font, glyphOf } = open(run.face);
    for (const character of run.text) {
      width += glyphOf(character.codePointAt(0)!).advanceWidth / font.unitsPerEm;
      count += 1;
    }
  }
  return width + tracking * Math.max(0, count - 1);
}

/**
 * The characters that no font of the house can draw, each once, in order of appearance; empty means all can be
 * printed. A variation selector or control character counts as undrawable, since it would be lost without a trace.
 */
export function missingGlyphs(text: string): string[] {
  const missing = new Set<string>();
  for (const character of text) {
    if (glyphIdIn("serif-500", character) === 0 && glyphIdIn("sans-400", character) === 0)
      missing.add(character);
  }
  return [...missing];
}
