/**
 * Certificate numbers by the pack's pattern, and verification codes. The two are unrelated, and neither means anything.
 * In: pattern, prefix, sequence, random bytes. Out: strings; what people type back is read forgivingly.
 */
import { type Refusal, refusal } from "~/verdict";

export type NumberParts = { prefix: string; sequence: number; year?: number };

const TOKEN = /\{(prefix|year|seq:(\d+))\}/g;

/** Fills "{prefix}", "{year}" and "{seq:7}". Refusal: certificate-number.exhausted { width } when the sequence has outgrown it. */
export function certificateNumberFrom(
  pattern: string,
  parts: NumberParts,
): { ok: true; number: string } | { ok: false; refusals: Refusal[] } {
  const width = Number(/\{seq:(\d+)\}/.exec(pattern)?.[1] ?? 0);
  const digits = String(parts.sequence);
  if (digits.length > width)
    return { ok: false, refusals: [refusal("certificate-number.exhausted", { width })] };
  const number = pattern.replace(TOKEN, (_, token: string) => {
    if (token === "prefix") return parts.prefix;
    if (token === "year") return String(parts.year ?? "");
    return digits.padStart(width, "0");
  });
  return { ok: true, number };
}

/** The sequence inside a number made by this pattern and prefix, for continuing a register; null if it is not one. */
export function certificateSequenceOf(pattern: string, prefix: string, number: string): number | null {
  let source = "";
  let from = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    source += escaped(pattern.slice(from, match.index));
    if (match[1] === "prefix") source += escaped(prefix);
    else if (match[1] === "year") source += "\\d{4}";
    else source += `(?<sequence>\\d{${match[2]}})`;
    from = match.index + match[0].length;
  }
  const found = new RegExp(`^${source}${escaped(pattern.slice(from))}$`).exec(number)?.groups?.sequence;
  return found === undefined ? null : Number(found);
}

/** No I, L, O, U: what is read aloud or off paper comes back the same. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 20;

/** Random bytes a verification code needs: 95 bits, so that none can be guessed. */
export const VERIFICATION_CODE_BYTES = 12;

/** "7K2M-…": nineteen random characters and a check character, in five groups of four. */
export function verificationCode(random: Uint8Array): string {
  if (random.length < VERIFICATION_CODE_BYTES) throw new RangeError("too few random bytes");
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const values = Array.from({ length: CODE_LENGTH - 1 }, (_, i) =>
    Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2),
  );
  return grouped([...values, checkValue(values)].map((value) => ALPHABET[value]).join(""));
}

/** Reads a code as typed: any case, with or without dashes, O for 0, I or L for 1. Null if its check character is wrong. */
export function verificationCodeFrom(typed: string): string | null {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-—–]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const values = [...plain].map((character) => ALPHABET.indexOf(character));
  if (values.length !== CODE_LENGTH || values.includes(-1)) return null;
  return checkValue(values.slice(0, -1)) === values.at(-1) ? grouped(plain) : null;
}

/** A weighted sum over GF(32): one wrong character and two swapped ones are always noticed. */
function checkValue(values: readonly number[]): number {
  return values.reduce((sum, value) => doubled(sum ^ value), 0);
}

function doubled(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}

function grouped(plain: string): string {
  return (plain.match(/.{4}/g) ?? []).join("-");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
