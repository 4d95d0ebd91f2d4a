import { describe, expect, it } from "vitest";

// The compiler holds the two languages equal where a catalogue is typed so; here every catalogue is, typed or not.

const modules = import.meta.glob<Record<string, unknown>>("../../app/text/*.ts", { eager: true });

const catalogues = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter(([, value]) => isCatalogue(value))
    .map(([name, value]) => ({
      name: `${file.split("/").at(-1)} ${name}`,
      value: value as { "zh-CN": unknown; en: unknown },
    })),
);

describe("the two languages", () => {
  it("are found", () => {
    expect(catalogues.length).toBeGreaterThanOrEqual(4);
  });

  it.each(catalogues)("$name: hold the same keys, and functions of the same facts", ({ value }) => {
    expect(shapeOf(value.en)).toEqual(shapeOf(value["zh-CN"]));
  });

  it.each(catalogues)("$name: leave no text empty", ({ value }) => {
    expect(emptyIn(value["zh-CN"])).toEqual([]);
    expect(emptyIn(value.en)).toEqual([]);
  });
});

function isCatalogue(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "zh-CN" in value &&
    "en" in value &&
    typeof value.en === "object"
  );
}

/** Keys, kinds and lengths of lists; a function may use fewer of its facts in one language than in the other. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, part]) => [key, shapeOf(part)]),
    );
  }
  return typeof value;
}

function emptyIn(value: unknown, path = ""): string[] {
  if (typeof value === "string") return value.trim() === "" ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => emptyIn(part, `${path}.${key}`));
}
