import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { missingGlyphs } from "../../certificates/fonts";
import { enforcementA4 } from "../../certificates/templates/enforcement-a4/template";

test("a template's own words can all be drawn", () => {
  for (const template of enforcementA4) expect(missingGlyphs(JSON.stringify(template))).toEqual([]);
});

// A certificate is printed again as it was issued. If this fails, do not correct the fingerprint: add an edition.
test.each([["enforcement-a4", 1, "8f999b804372150f"]])(
  "edition %s %i is what it was",
  (id, version, fingerprint) => {
    const edition = enforcementA4.find((template) => template.id === id && template.version === version);
    expect(createHash("sha256").update(JSON.stringify(edition)).digest("hex").slice(0, 16)).toBe(fingerprint);
  },
);
