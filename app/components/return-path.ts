/**
 * The path to go back to after a choice of appearance. Only a path on this site: a form may be sent by anyone, and a
 * redirect to a stranger's address in our name is a phishing aid. Anything else becomes the front page.
 */
export function returnPathFrom(value: FormDataEntryValue | null): string {
  if (typeof value !== "string" || !value.startsWith("/")) return "/";
  const base = "http://here.invalid";
  let url: URL;
  try {
    url = new URL(value, base);
  } catch {
    return "/";
  }
  // "/.//evil" stays on the base's origin but resolves to "//evil", which a browser reads as another host
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search;
}
