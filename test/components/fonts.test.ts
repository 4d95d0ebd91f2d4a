import { readFileSync, statSync } from "node:fs";
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

  it("in the slice that most pages need are a third of a megabyte at most", () => {
    const common = faces.filter((face) => face.includes("-common"));
    expect(common).toHaveLength(2);
    for (const face of common)
      expect(statSync(`public${/url\("([^"]+)"\)/.exec(face)![1]}`).size).toBeLessThan(340_000);
  });
});
