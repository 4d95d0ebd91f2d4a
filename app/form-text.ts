/**
 * What was typed into a field of a form: trimmed, without the character no database keeps, cut after `longest` characters,
 * which a browser counts, too, and whoever sends a form without one does not. Empty where the field is missing or a file.
 */
export function textIn(form: FormData, name: string, longest?: number): string {
  const value = form.get(name);
  if (typeof value !== "string") return "";
  return [...value.replaceAll("\u0000", "").trim()].slice(0, longest).join("");
}
