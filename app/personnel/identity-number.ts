/**
 * 公民身份号码: one person, one number, for life (居民身份证法 第三条).
 * In: what people type or paste (15 digits, full width, lower x, blanks). Out: 18 characters with a right check digit.
 * No refusal repeats any of it: lengths and positions only.
 */
import { type DateOn, dateOnFrom } from "~/calendar";
import { type Refusal, refusal, type Source } from "~/verdict";

const SOURCE: Source = { title: "公民身份号码（GB 11643—1999）" };
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = "10X98765432";

/** Region 99 is no province and not in use for residence permits: numbers that start so are made up. */
const FICTITIOUS_REGION = "990105";

export type Sex = "female" | "male";
export type IdentityNumberReading =
  | { ok: true; number: string; from15: boolean }
  | { ok: false; refusals: Refusal[] };

/** Half width, no blanks, no hyphens, upper X. Digits are untouched: a 15-digit number stays one. */
export function normaliseIdentityNumber(raw: string): string {
  return raw
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200B-\u200D\u2060\uFEFF\-\u2010-\u2015\u2212]/g, "")
    .toUpperCase();
}

/** The 18th character for the first 17 digits (ISO 7064 MOD 11-2). */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS[sum % 11] as string;
}

/**
 * What passports, travel permits and the permanent-residence card before 2023 carry: letters and digits, or the eight
 * digits of a Taiwan travel permit. They change with every document, so nobody can be found by them for life.
 */
const OTHER_DOCUMENT = /^(?:[A-Z]{1,2}\d{6,10}|[A-Z]{3}\d{12}|\d{8}|[A-Z]\d{2}[A-Z]\d{5})$/;

/**
 * Reads an identity number and gives every reason against it. `on`, when given, is today in China: nobody is born later.
 * Residence permits of people from Hong Kong, Macao and Taiwan (810000, 820000, 830000) and foreigners' permanent-residence
 * numbers of 2023 (first digit 9, the birth date in the same place) are made the same way and read the same way.
 * Refusals: identity-number.missing, .other-document, .length, .characters, .region, .birth-date, .check-digit.
 */
export function identityNumberFrom(raw: string, on?: DateOn): IdentityNumberReading {
  const typed = normaliseIdentityNumber(raw);
  if (typed === "") return { ok: false, refusals: [refusal("identity-number.missing", {}, SOURCE)] };

  if (OTHER_DOCUMENT.test(typed))
    return { ok: false, refusals: [refusal("identity-number.other-document", {}, SOURCE)] };

  const refusals: Refusal[] = [];
  const length = [...typed].length;
  const from15 = length === 15;
  if (!from15 && length !== 18) refusals.push(refusal("identity-number.length", { length }, SOURCE));
  const wrongAt = [...typed].findIndex((c, i) => !/^\d$/.test(c) && !(c === "X" && i === 17));
  if (wrongAt >= 0) refusals.push(refusal("identity-number.characters", { position: wrongAt + 1 }, SOURCE));
  if (refusals.length > 0) return { ok: false, refusals };

  // The 15-digit form was given to people born in the twentieth century only.
  const first17 = from15 ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17);
  const number = first17 + checkCharacter(first17);
  const birthOn = birthDateOf(number);
  if (first17.startsWith("0")) refusals.push(refusal("identity-number.region", {}, SOURCE));
  if (birthOn === null || birthOn < "1880-01-01" || (on !== undefined && birthOn > on))
    refusals.push(refusal("identity-number.birth-date", {}, SOURCE));
  if (!from15 && typed !== number) refusals.push(refusal("identity-number.check-digit", {}, SOURCE));
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, number, from15 };
}

/** For the screen: region and the last four stay, the birth date goes. */
export function maskIdentityNumber(number: string): string {
  return `${number.slice(0, 6)}********${lastFourOf(number)}`;
}

export function lastFourOf(number: string): string {
  return number.slice(-4);
}

/** Null only for a number that `identityNumberFrom` would refuse. */
export function birthDateOf(number: string): DateOn | null {
  return dateOnFrom(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`);
}

export function sexOf(number: string): Sex {
  return Number(number[16]) % 2 === 1 ? "male" : "female";
}

/** True of demo and test numbers, which a production register must refuse to mix with real ones. */
export function isFictitious(number: string): boolean {
  return number.startsWith(FICTITIOUS_REGION);
}

/**
 * A number nobody has, for demo people and tests; its check digit is right.
 * Distinct for `index` 0–498 under one birth date and sex.
 */
export function fictitiousIdentityNumber(index: number, birthOn: DateOn, sex: Sex): string {
  const sequence = 2 * (index % 499) + (sex === "male" ? 1 : 2);
  const first17 = `${FICTITIOUS_REGION}${birthOn.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
}
