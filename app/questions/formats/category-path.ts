/** Categories as paths: names parted by /, a / inside a name written twice. What only says where the tree hangs is left. */
const ROOTS = new Set(["$course$", "$module$", "$system$", "$coursecat$", "$cat1$"]);

export function categoryFrom(path: string): string[] {
  const names = path
    .trim()
    .replaceAll("//", "\u0000")
    .split("/")
    .map((name) => name.replaceAll("\u0000", "/").trim())
    .filter(Boolean);
  if (!ROOTS.has(names[0] ?? "")) return names;
  return names.slice(names[1] === "top" ? 2 : 1);
}

/** The names as one path, without a root. */
export const pathOf = (names: readonly string[]) => names.map((name) => name.replaceAll("/", "//")).join("/");

/** The path under the course's own tree. */
const coursePath = (names: readonly string[]) =>
  ["$course$", "top", ...(names.length > 0 ? [pathOf(names)] : [])].join("/");

/** Each item, and the path to be written before it where its category is another than that of the item before. */
export function* withCategories<T extends { category: readonly string[] }>(
  items: readonly T[],
): Generator<{ item: T; at: number; path: string | null }> {
  let before: string | null = null;
  for (const [at, item] of items.entries()) {
    const path = coursePath(item.category);
    // A file that begins without a category need not say so.
    const isSaid = path === before || (before === null && item.category.length === 0);
    yield { item, at, path: isSaid ? null : path };
    before = path;
  }
}
