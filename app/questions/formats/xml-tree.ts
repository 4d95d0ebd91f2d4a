/**
 * XML from outside, one element at a time: a file of ten thousand questions is never held as one tree.
 * In: pieces of text. Out: each element of the wanted name with its place, when it is complete. A document type
 * declaration, which could unfold to anything or fetch a file, refuses the whole file; so does nesting without end.
 */
import { SaxesParser } from "saxes";
import { type Place, problem, Unreadable } from "./exchanged-question";
import type { Markup } from "./markup";

export type XmlElement = {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  place: Place;
};

const DEEPEST = 60;
const MOST_NODES = 200_000;
const PIECE = 64 * 1024;

type Wanted = {
  /** Elements to be handed over; null for the whole document as one. */
  name: string | null;
  /** The first element of the document. */
  root?: (root: XmlElement) => void;
  element: (element: XmlElement) => void;
};

/** Throws Unreadable. `file` stands in every place. Between pieces the server answers others. */
export async function readXml(source: string, wanted: Wanted, file?: string): Promise<void> {
  const parser = new SaxesParser({ position: true });
  const open: XmlElement[] = [];
  let depth = 0;
  let nodes = 0;
  // Where the tag began that is being read.
  let begun: Place = {};
  const here = (): Place => ({ ...(file ? { file } : {}), line: parser.line, column: parser.column + 1 });
  const stop = (code: string) => new Unreadable(problem(code, here()));

  parser.on("error", () => {
    throw stop("format.not-xml");
  });
  parser.on("doctype", () => {
    throw stop("format.document-type");
  });
  parser.on("opentagstart", ({ name }) => {
    // The parser has read the name and one character more.
    const column = parser.column - name.length - 1;
    begun = column > 0 ? { ...here(), column } : { ...here(), line: parser.line - 1, column: 1 };
  });
  parser.on("opentag", (tag) => {
    const element: XmlElement = {
      name: localName(tag.name),
      attributes: tag.attributes as Record<string, string>,
      children: [],
      place: begun,
    };
    depth += 1;
    if (depth > DEEPEST) throw stop("format.too-deep");
    if (depth === 1) wanted.root?.(element);
    const parent = open.at(-1);
    if (!parent && wanted.name !== null && element.name !== wanted.name) return;
    nodes = parent ? nodes + 1 : 0;
    if (nodes > MOST_NODES) throw stop("format.too-deep");
    parent?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    depth -= 1;
    const element = open.at(-1);
    if (!element) return;
    // Outside wanted elements nothing is kept open, so what closes is the innermost one.
    open.pop();
    if (open.length === 0) wanted.element(element);
  });
  const text = (value: string) => {
    open.at(-1)?.children.push(value);
  };
  parser.on("text", text);
  parser.on("cdata", text);

  for (let at = 0; at < source.length; at += PIECE) {
    parser.write(source.slice(at, at + PIECE));
    if (source.length > PIECE) await new Promise(setImmediate);
  }
  parser.close();
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

export const elementsIn = (element: XmlElement, name?: string): XmlElement[] =>
  element.children.filter(
    (child): child is XmlElement => typeof child !== "string" && (name === undefined || child.name === name),
  );

export const childOf = (
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((at, name) => at && elementsIn(at, name)[0], element);

/** Every element of the name, however deep. */
export function deepIn(element: XmlElement, name: string): XmlElement[] {
  return elementsIn(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...deepIn(child, name),
  ]);
}

export const textIn = (element: XmlElement | undefined): string =>
  element
    ? element.children.map((child) => (typeof child === "string" ? child : textIn(child))).join("")
    : "";

/** The element's inside as markup; `isMarkup` tells what is, and takes care of what is not. */
export function* markupIn(element: XmlElement, skip: (child: XmlElement) => boolean): Generator<Markup> {
  for (const child of element.children) {
    if (typeof child === "string") yield { text: child };
    else if (!skip(child)) {
      const name = child.name.toLowerCase();
      yield { open: name, attributes: Object.entries(child.attributes) };
      yield* markupIn(child, skip);
      yield { close: name };
    }
  }
}

/** What XML cannot hold is left out by the texts' own rule before; here only its five signs are written out. */
export const xmlText = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
