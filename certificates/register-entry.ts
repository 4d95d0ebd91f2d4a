/** The register entry as the file's JSON: keys in one order, so that the order a database returns them in is no matter. */
export function registerEntryJson(entry: unknown): string {
  return `${JSON.stringify(entry, (_, value: unknown) => (isPlainObject(value) ? ordered(value) : value), 2)}\n`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ordered(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
