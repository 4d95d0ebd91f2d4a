/**
 * The manifest of a QTI package: which files are items, and what is said about them.
 * In: its XML. Out: items in order, with code, category, difficulty and tags from their metadata (LOM). Writing: the
 * reverse. Difficulty and category have fields of their own there; the rest are keywords.
 */
import { type ExchangedQuestion, type Place, type Problem, problem } from "./exchanged-question";
import { type QtiVersion, qtiNames } from "./qti-names";
import { readTags, type Tagged, tagsOf } from "./tags";
import { childOf, deepIn, elementsIn, readXml, textIn, type XmlElement, xmlText } from "./xml-tree";

export const MANIFEST = "imsmanifest.xml";
const LOM = "http://ltsc.ieee.org/xsd/LOM";
const LEVELS = ["very easy", "easy", "medium", "difficult", "very difficult"];

export type ItemMetadata = {
  code: string | null;
  difficulty: number | null;
  category: string[];
  whole: Tagged;
  /** By part, from the first. */
  parts: { code: string | null; tagged: Tagged }[];
};
export type ListedItem = { href: string; metadata: ItemMetadata; place: Place };

/** Throws Unreadable. A test in the package is noted: its order and sections are not taken. */
export async function readManifest(xml: string): Promise<{ items: ListedItem[]; notes: Problem[] }> {
  const items: ListedItem[] = [];
  const notes: Problem[] = [];
  await readXml(
    xml,
    {
      name: "resource",
      element(resource) {
        const { type = "", href = "" } = resource.attributes;
        if (/^imsqti_item_xmlv(2p\d|3p\d)/.test(type))
          items.push({ href, metadata: metadataOf(resource), place: resource.place });
        else if (/^imsqti_/.test(type))
          notes.push(problem("format.left-out-field", resource.place, { field: type.slice(0, 40) }));
      },
    },
    MANIFEST,
  );
  return { items, notes };
}

function metadataOf(resource: XmlElement): ItemMetadata {
  const lom = childOf(resource, "metadata", "lom");
  const said = (element: XmlElement) =>
    textIn(childOf(element, "string") ?? childOf(element, "langstring")).trim();
  const tags = elementsIn(childOf(lom, "general") ?? resource, "keyword").map(said);
  const level = textIn(childOf(lom, "educational", "difficulty", "value")).trim();
  const taxons = lom ? deepIn(lom, "taxon").map((taxon) => childOf(taxon, "entry")) : [];
  const parts: ItemMetadata["parts"] = [];
  const own: string[] = [];
  const ofPart: string[][] = [];
  for (const tag of tags) {
    const found = /^part-([1-9]\d?):(.*)$/.exec(tag);
    if (!found) own.push(tag);
    else {
      const at = Number(found[1]) - 1;
      ofPart[at] = [...(ofPart[at] ?? []), found[2] as string];
    }
  }
  for (let at = 0; at < ofPart.length; at += 1) {
    const tagged = readTags(ofPart[at] ?? []);
    const code = tagged.others.find((tag) => tag.startsWith("code="))?.slice(5) ?? null;
    parts.push({ code, tagged });
  }
  return {
    code: textIn(childOf(lom, "general", "identifier", "entry")).trim() || null,
    difficulty: LEVELS.includes(level) ? LEVELS.indexOf(level) + 1 : null,
    category: taxons.flatMap((entry) => (entry ? [said(entry)] : [])),
    whole: readTags(own),
    parts,
  };
}

export function* writeManifest(
  questions: readonly ExchangedQuestion[],
  hrefOf: (at: number) => string,
  version: QtiVersion,
): Generator<string> {
  const names = qtiNames[version];
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="${names.package}" xmlns:lom="${LOM}" identifier="questions">\n<metadata><schema>${names.schema}</schema><schemaversion>${names.schemaVersion}</schemaversion></metadata>\n<organizations/>\n<resources>\n`;
  for (const [at, question] of questions.entries()) {
    const href = hrefOf(at);
    yield `<resource identifier="resource-${at + 1}" type="${names.resource}" href="${href}">${metadata(question)}<file href="${href}"/></resource>\n`;
  }
  yield "</resources>\n</manifest>\n";
}

function metadata(question: ExchangedQuestion): string {
  const { code, difficulty, category } = question;
  const parts = question.type === "case-group" ? question.questions : [];
  const tags = [
    ...tagsOf({ ...question, difficulty: null, marks: null }),
    ...parts.flatMap((part, at) =>
      [...(part.code ? [`code=${part.code}`] : []), ...tagsOf({ ...part, marks: null })].map(
        (tag) => `part-${at + 1}:${tag}`,
      ),
    ),
  ];
  const general =
    (code ? el("identifier", el("entry", xmlText(code))) : "") +
    tags.map((tag) => el("keyword", el("string", xmlText(tag)))).join("");
  const level = LEVELS[(difficulty ?? 0) - 1];
  const educational = level
    ? el("educational", el("difficulty", el("source", "LOMv1.0") + el("value", level)))
    : "";
  const taxons = category.map((name) => el("taxon", el("entry", el("string", xmlText(name)))));
  const classified = taxons.length > 0 ? el("classification", el("taxonPath", taxons.join(""))) : "";
  return el("metadata", el("lom", el("general", general) + educational + classified, "lom:"), "");
}

const el = (name: string, inside: string, prefix = "lom:") =>
  `<${prefix}${name}>${inside}</${prefix}${name}>`;
