/** A link to the same list with other filters. `null` clears one. A changed filter starts again at the first page. */
export function filteredHref(
  search: URLSearchParams | string,
  changes: Record<string, string | number | null>,
): string {
  const next = new URLSearchParams(search);
  const turnsPage = "page" in changes || "after" in changes || "before" in changes;
  if (!turnsPage) for (const place of ["page", "after", "before"]) next.delete(place);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  const query = next.toString();
  return query === "" ? "?" : `?${query}`;
}
