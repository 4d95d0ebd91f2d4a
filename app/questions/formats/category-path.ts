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
export const coursePath = (names: readonly string[]) =>
  ["$course$", "top", ...(names.length > 0 ? [pathOf(names)] : [])].join("/");
