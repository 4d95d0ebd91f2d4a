import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create } from "fontkit";
import { expect, test } from "vitest";
import { subsetterOf } from "../../certificates/subset";

test("a subset draws each of its glyphs as the whole font does", () => {
  type Drawn = { id: number; path: { toSVG: () => string }; advanceWidth: number };
  type Whole = { glyphForCodePoint: (codePoint: number) => Drawn; getGlyph: (id: number) => Drawn };
  const file = "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf";
  const bytes = readFileSync(createRequire(import.meta.url).resolve(file));
  const whole = create(bytes) as unknown as Whole;
  const subset = subsetterOf(bytes)();

  const wanted = [..."许文竹䶮𠅤0年·éÜǖ"].map((character) =>
    whole.glyphForCodePoint(character.codePointAt(0)!),
  );
  const numbers = wanted.map((glyph) => subset.includeGlyph(glyph.id));
  expect(numbers).toEqual(wanted.map((_, n) => n + 1));
  expect(subset.includeGlyph(wanted[0]!.id)).toBe(1);

  const cut = create(subset.encode()) as unknown as Whole;
  for (const [n, glyph] of wanted.entries()) {
    expect(cut.getGlyph(n + 1).path.toSVG()).toBe(glyph.path.toSVG());
    expect(cut.getGlyph(n + 1).advanceWidth).toBe(glyph.advanceWidth);
  }
});
