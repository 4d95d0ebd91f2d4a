/**
 * XML as spreadsheets write it, read piece by piece.
 * In: pieces of text as they arrive. Out: tags and text in order, names without their prefix. A document type
 * declaration, which could unfold to anything, is refused.
 */

export type XmlHandler = {
  open?: (name: string, attributes: (name: string) => string | undefined, selfClosing: boolean) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** What looks like XML is none, or declares entities. */
export class BrokenXml extends Error {}

/** A tag longer than this is none of a spreadsheet program. */
const LONGEST_TAG = 100_000;
/** A cell holds 32,767 characters at most. */
const LONGEST_TEXT = 1_000_000;

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function xmlReader(handler: XmlHandler): { write(piece: string): void; end(): void } {
  let rest = "";
  return {
    write(piece) {
      const source = rest + piece;
      let at = 0;
      for (;;) {
        const start = source.indexOf("<", at);
        if (start < 0) {
          // Text may be cut inside an entity: it waits for its end.
          rest = source.slice(at);
          if (rest.length > LONGEST_TEXT) throw new BrokenXml();
          return;
        }
        if (start > at) handler.text?.(plain(source.slice(at, start)));
        const end = endOfTag(source, start);
        if (end < 0) {
          rest = source.slice(start);
          if (rest.length > LONGEST_TAG) throw new BrokenXml();
          return;
        }
        tag(source.slice(start + 1, end), handler);
        at = end + 1;
      }
    },
    end() {
      if (rest.trim() !== "") throw new BrokenXml();
    },
  };
}

/** Index of the `>` that ends the tag, comment or section at `start`; -1 when it has not arrived yet. */
function endOfTag(source: string, start: number): number {
  if (source.startsWith("<!--", start)) return ahead(source.indexOf("-->", start), 2);
  if (source.startsWith("<![CDATA[", start)) return ahead(source.indexOf("]]>", start), 2);
  const end = source.indexOf(">", start);
  if (end < 0) return -1;
  const inside = source.slice(start, end);
  // A ">" inside a quoted value does not end the tag.
  const quote = openQuoteOf(inside);
  if (!quote) return end;
  const closes = source.indexOf(quote, end);
  return closes < 0 ? -1 : source.indexOf(">", closes);
}

const ahead = (at: number, by: number) => (at < 0 ? -1 : at + by);

function openQuoteOf(text: string): string | null {
  for (let at = 0; ; ) {
    const double = text.indexOf('"', at);
    const single = text.indexOf("'", at);
    if (double < 0 && single < 0) return null;
    const quote = single < 0 || (double >= 0 && double < single) ? '"' : "'";
    const closes = text.indexOf(quote, (quote === '"' ? double : single) + 1);
    if (closes < 0) return quote;
    at = closes + 1;
  }
}

function tag(inside: string, handler: XmlHandler): void {
  if (inside.startsWith("![CDATA[")) {
    handler.text?.(inside.slice(8, -2));
    return;
  }
  if (inside.startsWith("?") || inside.startsWith("!--")) return;
  if (inside.startsWith("!")) throw new BrokenXml();
  if (inside.startsWith("/")) {
    handler.close?.(localName(inside.slice(1).trim()));
    return;
  }
  const selfClosing = inside.endsWith("/");
  const name = nameOf(inside);
  handler.open?.(localName(name), (wanted) => attributeOf(inside, wanted), selfClosing);
  if (selfClosing) handler.close?.(localName(name));
}

function nameOf(inside: string): string {
  let end = 0;
  while (end < inside.length && inside.charCodeAt(end) > 32 && inside.charCodeAt(end) !== 47) end += 1;
  return inside.slice(0, end);
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

function attributeOf(inside: string, wanted: string): string | undefined {
  const at = inside.indexOf(` ${wanted}="`);
  if (at >= 0)
    return plain(inside.slice(at + wanted.length + 3, inside.indexOf('"', at + wanted.length + 3)));
  if (!inside.includes(wanted)) return undefined;
  for (const [, name, double, single] of inside.matchAll(/\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (name === wanted || name === `r:${wanted}`) return plain(double ?? single ?? "");
  return undefined;
}

function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, name: string) => {
    if (name.startsWith("#")) {
      const point = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
        ? String.fromCodePoint(point)
        : "";
    }
    return ENTITIES[name] ?? whole;
  });
}
