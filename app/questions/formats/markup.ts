/**
 * Marked-up text to plain text with its line breaks. Questions here are plain text, so nothing of a page ever reaches a
 * candidate; what would change the meaning when it goes (pictures, tables, raised figures) is refused, not dropped.
 * In: tags and text, one after another. Out: the text, why it cannot be taken, and what was left out harmlessly.
 */
import { decodeEntities } from "./entities";
import { tidy } from "./exchanged-question";

export type Markup =
  | { open: string; attributes: readonly (readonly [string, string])[] }
  | { close: string }
  | { text: string };
/** `lost`: links whose address is left out. */
export type Cleaned = { text: string; refused: MarkupRefusal | null; lostLink: boolean };
export type MarkupRefusal = { code: MarkupCode; named: string };
type MarkupCode =
  | "format.script"
  | "format.event-handler"
  | "format.picture"
  | "format.table"
  | "format.raised"
  | "format.unknown-tag"
  | "format.unknown-entity"
  | "format.broken-markup";

const words = (list: string) => new Set(list.split(" "));
const BLOCKS = words(
  "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote pre section article header footer hr dl dt dd main",
);
const INLINE = words(
  "b strong i em u s del ins span font small big code tt a mark abbr cite q label body html kbd var",
);
const ACTIVE = words(
  "script style iframe frame frameset object embed applet link meta base form input button select",
);
const ALSO_ACTIVE = words("textarea template noscript portal head title");
const PICTURES = words("svg math img picture source audio video track canvas map area figure figcaption");
const TABLES = words("table thead tbody tfoot tr td th caption colgroup col");
const RAISED: Record<string, string> = { sup: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", sub: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ" };
const PLAIN = "0123456789+-=()n";
const LONGEST_TAG = 10_000;

export function cleaned(source: Iterable<Markup>): Cleaned {
  let text = "";
  let lostLink = false;
  let raised: string | null = null;
  const refuse = (code: MarkupCode, named: string): Cleaned => ({
    text: "",
    refused: { code, named: named.slice(0, 30) },
    lostLink,
  });
  const breakLine = () => {
    if (text !== "" && !text.endsWith("\n")) text += "\n";
  };
  for (const piece of source) {
    if ("text" in piece) {
      const plain = raised ? raisedText(raised, piece.text) : piece.text;
      if (plain === null) return refuse("format.raised", piece.text.trim());
      const joined = plain.replace(/[ \t\n\r\f]+/g, " ");
      text += text === "" || text.endsWith("\n") || text.endsWith(" ") ? joined.replace(/^ /, "") : joined;
      continue;
    }
    const name = "open" in piece ? piece.open : piece.close;
    if ("open" in piece) {
      const wrong = attributesWrong(piece.attributes);
      if (wrong) return refuse(wrong, name);
    }
    if (name in RAISED) raised = "open" in piece ? name : null;
    else if (name === "br") text += "open" in piece ? "\n" : "";
    else if (BLOCKS.has(name)) breakLine();
    else if (ACTIVE.has(name) || ALSO_ACTIVE.has(name)) return refuse("format.script", name);
    else if (PICTURES.has(name)) return refuse("format.picture", name);
    else if (TABLES.has(name)) return refuse("format.table", name);
    else if (!INLINE.has(name)) return refuse("format.unknown-tag", name);
    if (name === "a") lostLink = true;
  }
  return { text: tidy(text), refused: null, lostLink };
}

function attributesWrong(attributes: readonly (readonly [string, string])[]): MarkupCode | null {
  for (const [name, value] of attributes) {
    if (/^on/i.test(name)) return "format.event-handler";
    // Browsers read an address past blanks and control characters.
    if (/^(?:javascript|vbscript|data):/i.test(value.replace(/[\p{Cc} ]/gu, ""))) return "format.script";
  }
  return null;
}

/** x² keeps its meaning as a character of its own; null when there is none. */
function raisedText(kind: string, text: string): string | null {
  const characters = [...(RAISED[kind] as string)];
  const mapped = [...text.replace(/\s/g, "").replaceAll("−", "-")].map(
    (one) => characters[PLAIN.indexOf(one)],
  );
  return mapped.includes(undefined) ? null : mapped.join("");
}

/** A string of HTML as a reader would find it inside a format. */
export function cleanedHtml(html: string): Cleaned {
  try {
    return cleaned(piecesOf(html));
  } catch (error) {
    if (!(error instanceof BrokenMarkup)) throw error;
    return { text: "", refused: { code: error.code, named: error.named.slice(0, 30) }, lostLink: false };
  }
}

class BrokenMarkup extends Error {
  constructor(
    readonly code: MarkupCode,
    readonly named: string,
  ) {
    super(code);
  }
}

function* piecesOf(html: string): Generator<Markup> {
  let at = 0;
  while (at < html.length) {
    const start = nextTag(html, at);
    if (start > at) {
      const { text, unknown } = decodeEntities(html.slice(at, start));
      if (unknown) throw new BrokenMarkup("format.unknown-entity", unknown);
      yield { text };
    }
    if (start === html.length) return;
    if (html.startsWith("<!--", start)) {
      const end = html.indexOf("-->", start + 4);
      if (end < 0) throw new BrokenMarkup("format.broken-markup", "<!--");
      at = end + 3;
      continue;
    }
    const end = endOfTag(html, start);
    const inside = html.slice(start + 1, end);
    const name = (/^\/?([A-Za-z][\w:-]*)/.exec(inside)?.[1] ?? "!").toLowerCase();
    if (inside.startsWith("/")) yield { close: name };
    else yield { open: name, attributes: attributesOf(inside) };
    at = end + 1;
  }
}

/** A < that begins no tag is a character: 年龄<18. */
function nextTag(html: string, from: number): number {
  for (let at = html.indexOf("<", from); at >= 0; at = html.indexOf("<", at + 1))
    if (/[A-Za-z/!]/.test(html.charAt(at + 1))) return at;
  return html.length;
}

function endOfTag(html: string, start: number): number {
  let quote = "";
  for (let at = start + 1; at < html.length && at < start + LONGEST_TAG; at += 1) {
    const character = html.charAt(at);
    if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at;
  }
  throw new BrokenMarkup("format.broken-markup", html.slice(start, start + 12));
}

function attributesOf(inside: string): [string, string][] {
  const pattern = /([^\s"'=<>/]+)(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;
  const found = [...inside.matchAll(pattern)].slice(1);
  return found.map(([, name, double, single, bare]) => [
    (name as string).toLowerCase(),
    decodeEntities(double ?? single ?? bare ?? "").text,
  ]);
}
