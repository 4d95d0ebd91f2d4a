/**
 * Names of persons: one written form, words to search by, and a check that it can be a name at all.
 * In: what was typed or pasted. Out: NFC text in which a rare character is one character. The family name is not split off.
 */
import { type Refusal, refusal } from "~/verdict";

const LONGEST = 40;
/** The dots that keyboards and old systems put into 阿卜杜拉·买买提; U+00B7 is the standard's. */
const DOTS = /[\u2022\u2027\u2219\u22C5\u30FB\uFF65\uFF0E\u0387\u2024\u25CF\uFE52]/g;
const INVISIBLE = /[\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF\u00AD]/g;
const IDEOGRAPH = /[\p{Script=Han}\u{2EBF0}-\u{2EE5D}\u{31350}-\u{323AF}\u{323B0}-\u{33479}]/u;

export type PersonNameReading = { ok: true; name: string } | { ok: false; refusals: Refusal[] };

/** NFC, one kind of dot, no blanks inside a Chinese name, single blanks inside any other. */
export function normalisePersonName(raw: string): string {
  const text = raw
    .replace(/[\uFF21-\uFF3A\uFF41-\uFF5A]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(DOTS, "\u00B7")
    .replace(/\s+/g, " ")
    .replace(/ ?\u00B7 ?/g, "\u00B7")
    .trim();
  return IDEOGRAPH.test(text) ? text.replaceAll(" ", "") : text;
}

/**
 * Reads a name and gives every reason against it.
 * Refusals: name.missing, name.too-short, name.too-long, name.characters, name.private-use (a character only its maker's font can draw).
 */
export function personNameFrom(raw: string): PersonNameReading {
  const name = normalisePersonName(raw);
  if (name === "") return { ok: false, refusals: [refusal("name.missing")] };
  const characters = [...name];
  const refusals: Refusal[] = [];
  if (characters.length < 2) refusals.push(refusal("name.too-short"));
  if (characters.length > LONGEST) refusals.push(refusal("name.too-long", { longest: LONGEST }));
  const wrongAt = characters.findIndex((c) => !isNameCharacter(c) && !isPrivateUse(c));
  if (wrongAt >= 0) refusals.push(refusal("name.characters", { position: wrongAt + 1 }));
  const privateAt = characters.findIndex(isPrivateUse);
  if (privateAt >= 0) refusals.push(refusal("name.private-use", { position: privateAt + 1 }));
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, name };
}

export function isReasonableName(raw: string): boolean {
  return personNameFrom(raw).ok;
}

/** Two spellings of one name: what a merge hint compares. */
export function isSameName(a: string, b: string): boolean {
  return foldedCharacters(a).join("") === foldedCharacters(b).join("");
}

/** What a name can be found by: its characters and neighbouring pairs. The database's generated column holds the same. */
export function nameSearchTerms(name: string): string[] {
  const characters = foldedCharacters(name);
  return [...new Set([...characters, ...pairs(characters)])];
}

/** What a name must contain to match a query: its pairs, or the one character typed. */
export function nameQueryTerms(query: string): string[] {
  const characters = foldedCharacters(query);
  return characters.length === 1 ? characters : [...new Set(pairs(characters))];
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function foldedCharacters(name: string): string[] {
  return [...normalisePersonName(name).toLowerCase()].filter((c) => c !== "\u00B7" && c !== " ");
}

function isNameCharacter(character: string): boolean {
  return IDEOGRAPH.test(character) || /[\p{L}\p{M}\u00B7 '’.-]/u.test(character);
}

function isPrivateUse(character: string): boolean {
  return /\p{Co}/u.test(character);
}
