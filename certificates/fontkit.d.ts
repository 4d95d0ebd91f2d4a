/** The little of fontkit that the paper uses; the package ships no types. */
declare module "fontkit" {
  export type Glyph = { id: number; advanceWidth: number; codePoints: number[] };
  export type Font = {
    unitsPerEm: number;
    postscriptName: string;
    glyphForCodePoint(codePoint: number): Glyph;
  };
  export function create(data: Uint8Array): Font;
}
