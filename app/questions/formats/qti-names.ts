/**
 * QTI 2.2 and 3.0 say the same in two spellings: choiceInteraction maxChoices, qti-choice-interaction max-choices.
 * In: names as 2.2 spells them, or elements of either. Out: those of the wanted version; everything inside is 2.2.
 */
import type { XmlElement } from "./xml-tree";
import { xmlText } from "./xml-tree";

export type QtiVersion = "2.2" | "3.0";

export const qtiNames = {
  "2.2": {
    item: "http://www.imsglobal.org/xsd/imsqti_v2p2",
    itemSchema: "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    package: "http://www.imsglobal.org/xsd/imscp_v1p1",
    schema: "QTIv2.2 Package",
    schemaVersion: "1.0.0",
    resource: "imsqti_item_xmlv2p2",
  },
  "3.0": {
    item: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    itemSchema: "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    package: "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    schema: "QTI Package",
    schemaVersion: "3.0.0",
    resource: "imsqti_item_xmlv3p0",
  },
} satisfies Record<QtiVersion, Record<string, string>>;

/** The element and all in it, spelled as 2.2 does. HTML inside keeps its names. */
export function asVersion2(element: XmlElement): XmlElement {
  const isQti = element.name.startsWith("qti-");
  return {
    ...element,
    name: isQti ? camel(element.name.slice(4)) : element.name,
    attributes: isQti
      ? Object.fromEntries(Object.entries(element.attributes).map(([name, value]) => [camel(name), value]))
      : element.attributes,
    children: element.children.map((child) => (typeof child === "string" ? child : asVersion2(child))),
  };
}

const camel = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Attributes = Record<string, string | number | boolean>;

/** Writes an element in the version's spelling; `inside` is XML already. */
export function tagWriter(version: QtiVersion) {
  return (name: string, attributes: Attributes, ...inside: readonly string[]): string => {
    const isNew = version === "3.0";
    const tag = isNew ? `qti-${kebab(name)}` : name;
    const written = Object.entries(attributes).map(
      ([key, value]) => ` ${isNew && !key.includes(":") ? kebab(key) : key}="${xmlText(String(value))}"`,
    );
    return inside.length > 0
      ? `<${tag}${written.join("")}>${inside.join("")}</${tag}>`
      : `<${tag}${written.join("")}/>`;
  };
}
