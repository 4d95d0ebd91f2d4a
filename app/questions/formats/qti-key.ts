/** The key of a QTI response. In: its declaration and the names of the choices. Out: places of the right ones, from 0. */
import { type Problem, problem, Unreadable } from "./exchanged-question";
import { childOf, elementsIn, textIn, type XmlElement } from "./xml-tree";

const CLOSE = 0.0001;

/** Throws Unreadable for a key that names no choice, and for marks that differ between right answers. */
export function keyOf(response: XmlElement, choices: readonly string[]): { key: number[]; notes: Problem[] } {
  const { cardinality, baseType = "identifier" } = response.attributes;
  if (!/^(single|multiple)$/.test(cardinality ?? "") || baseType !== "identifier")
    throw new Unreadable(
      problem("format.kind", response.place, { kind: `${cardinality} ${baseType}`.slice(0, 40) }),
    );
  const correct = elementsIn(childOf(response, "correctResponse") ?? response, "value").map((value) =>
    textIn(value).trim(),
  );
  const unknown = correct.find((name) => !choices.includes(name));
  if (unknown !== undefined)
    throw new Unreadable(problem("format.key-unknown", response.place, { key: unknown.slice(0, 30) }));
  const mapping = childOf(response, "mapping");
  const named = [...new Set(correct)];
  if (!mapping) return { key: placesOf(named, choices), notes: [] };

  const marks = choices.map((name) => markOf(mapping, name));
  const right = choices.filter((_, at) => (marks[at] as number) > 0);
  const isSame =
    named.length === 0 || (named.length === right.length && named.every((n) => right.includes(n)));
  const shares = marks.filter((mark) => mark > 0);
  const isEven = shares.every((mark) => Math.abs(mark - (shares[0] as number)) < CLOSE);
  if (!isSame || !isEven) throw new Unreadable(problem("format.weighted", mapping.place));
  const hasPenalty = marks.some((mark) => mark < 0);
  return {
    key: placesOf(named.length > 0 ? named : right, choices),
    notes: hasPenalty ? [problem("format.penalty", mapping.place)] : [],
  };
}

const placesOf = (named: readonly string[], choices: readonly string[]) =>
  named.map((name) => choices.indexOf(name)).sort((a, b) => a - b);

function markOf(mapping: XmlElement, name: string): number {
  const entry = elementsIn(mapping, "mapEntry").find(({ attributes }) => attributes.mapKey === name);
  const written = entry?.attributes.mappedValue ?? mapping.attributes.defaultValue ?? "0";
  const mark = Number(written);
  if (!Number.isFinite(mark)) throw new Unreadable(problem("format.bad-weight", (entry ?? mapping).place));
  return mark;
}
