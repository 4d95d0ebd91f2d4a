import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { missingGlyphs } from "../../certificates/fonts";
import { allTemplates, findTemplate } from "../../certificates/templates/catalogue";

test("a template's own words can all be drawn", () => {
  for (const template of allTemplates) expect(missingGlyphs(JSON.stringify(template))).toEqual([]);
});

// A certificate is printed again as it was issued. If this fails, do not correct the fingerprint: add an edition.
test.each([
  ["enforcement-a4", 1, "8f999b804372150f"],
  ["enforcement-a4", 2, "bcccbb94aefe02ca"],
  ["enforcement-card", 1, "9fb3f996905fdc74"],
  ["training-a4", 1, "d9ec377fd96d6285"],
])("edition %s %i is what it was", (id, version, fingerprint) => {
  const edition = findTemplate(id, version);
  expect(createHash("sha256").update(JSON.stringify(edition)).digest("hex").slice(0, 16)).toBe(fingerprint);
});
