/** A version of a law as it was typed, for the actions of the forms that enter one. */
import type { DateOn } from "~/calendar";
import { lawsText } from "~/text/laws";
import type { Locale } from "~/text/text";
import type { FormReader } from "./typed-form.server";

/** No article of a law in force has a higher number than four figures. */
export const MOST_ARTICLES = 9_999;
const LONGEST = 200;

export type VersionTyped = {
  version: DateOn | null;
  effectiveOn: DateOn | null;
  articles: number | null;
  source: string | null;
};

/** Null for what is missing or wrong; the reader has the problem. */
export function versionFrom(read: FormReader, locale: Locale): VersionTyped {
  const t = lawsText[locale];
  const version = read.date("version", t.adopted);
  const effectiveOn = read.date("effectiveOn", t.effective);
  const typed = read.text("articles", t.articles, 20);
  const counted = typed === null ? null : read.count("articles", t.articles, MOST_ARTICLES);
  const articles = counted === 0 ? read.against("articles", t.noArticles) : counted;
  return { version, effectiveOn, articles, source: read.optionalText("source", t.source, LONGEST) };
}

/** The field of a form that a refusal is about. */
export function lawFieldOf(code: string): string {
  if (code === "law.name-taken") return "name";
  if (/^amendment\.(nothing|whole|article)/.test(code)) return "listed";
  return ["law.adopted-later", "law.version-registered", "amendment.before-first"].includes(code)
    ? "version"
    : "effectiveOn";
}
