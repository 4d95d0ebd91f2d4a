import { readFileSync, statSync } from "node:fs";
import { create } from "fontkit";
import { describe, expect, it } from "vitest";

// A whole Chinese font is ten megabytes and more: a page may only name slices of it, of which a browser fetches those
// whose characters it cannot draw otherwise.

const faces = [...readFileSync("app/styles/fonts.css", "utf8").matchAll(/@font-face \{([^}]*)\}/g)].map(
  ([, face]) => face!,
);

describe("web fonts", () => {
  it("are named at all", () => {
    expect(faces.length).toBeGreaterThan(4);
  });

  it.each(faces.map((face) => [/url\("([^"]+)"\)/.exec(face)?.[1], face]))(
    "%s is a slice for some characters, shown without waiting for it",
    (file, face) => {
      expect(face).toMatch(/unicode-range: U\+/);
      expect(face).toContain("font-display: swap");
      expect(statSync(`public${file}`).size).toBeGreaterThan(0);
    },
  );

  it("come in slices small enough that a page for few characters fetches little", () => {
    for (const face of faces) expect(statSync(fileOf(face)).size).toBeLessThan(60_000);
  });

  // Where two slices claim a character, a browser takes the one declared last.
  it.each(["font-weight: 400;", "font-weight: 600;", '"Chizheng Sans Plain"'])(
    "have the character that a slice is asked for: %s",
    (named) => {
      const claims = new Map<number, string>();
      for (const face of faces.filter((text) => text.includes(named)))
        for (const character of claimedBy(face)) claims.set(character, fileOf(face));
      const held = new Map([...new Set(claims.values())].map((file) => [file, charactersIn(file)]));
      const missing = levelOne().filter((character) => !held.get(claims.get(character)!)?.has(character));
      expect(String.fromCodePoint(...missing)).toBe("");
    },
  );
});

const fileOf = (face: string) => `public${/url\("([^"]+)"\)/.exec(face)![1]}`;

const charactersIn = (file: string) =>
  new Set((create(readFileSync(file)) as unknown as { characterSet: number[] }).characterSet);

function claimedBy(face: string): number[] {
  const spans = /unicode-range: ([^;]+);/.exec(face)![1]!.split(",");
  return spans.flatMap((span) => {
    const [from, to = from] = span
      .trim()
      .slice(2)
      .split("-")
      .map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: to! - from! + 1 }, (_, n) => from! + n);
  });
}

/** The 3,755 characters of GB 2312 level 1, in rows 16 to 55 of its table. */
function levelOne(): number[] {
  const decoder = new TextDecoder("gb2312");
  const rows = Array.from({ length: 40 }, (_, row) => 0xb0 + row);
  const places = rows.flatMap((row) => Array.from({ length: 94 }, (_, cell) => [row, 0xa1 + cell]));
  const characters = places.slice(0, 3_755).map((place) => decoder.decode(Uint8Array.from(place)));
  return characters.map((character) => character.codePointAt(0)!);
}
