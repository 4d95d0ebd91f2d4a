import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import { refusalCatalogue } from "~/text/refusals";
import { locales } from "~/text/text";

// Read from the source: a code nobody gave words to would reach a reader as an error.
const files = readdirSync("app", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const codes = new Set(
  files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\b(?:refusal|wrong|problem)\(\s*"([a-z-]+\.[a-z-]+)"/g)].map(
      (match) => match[1]!,
    ),
  ),
);
for (const status of CERTIFICATE_STATUSES) if (status !== "active") codes.add(`certificate.${status}`);

describe("refusals", () => {
  it("are found in the source", () => {
    expect(codes.size).toBeGreaterThan(100);
  });

  it.each(locales)("every code has words in %s", (locale) => {
    expect([...codes].filter((code) => !refusalCatalogue[locale][code]).sort()).toEqual([]);
  });

  it("say the same things in both languages", () => {
    expect(Object.keys(refusalCatalogue.en).sort()).toEqual(Object.keys(refusalCatalogue["zh-CN"]).sort());
  });
});
