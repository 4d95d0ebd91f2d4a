/** The code someone is handed to open their account with: short enough to be read from paper, long enough not to be guessed. */

/** Days a code is good for. */
export const ACTIVATION_DAYS = 7;

/** Without letters that look like digits. Sixty bits in twelve characters. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

/** From random bytes, one for each character: "7K2M-Q4XD-9HTA". */
export function activationCodeFrom(bytes: Uint8Array): string {
  const letters = [...bytes.slice(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/** As typed, in whatever case, with or without hyphens, O for 0 and I or L for 1; null when it cannot be a code. */
export function activationCodeTyped(typed: string): string | null {
  if (typed.length > 100) return null;
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-‐-―−]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  const isCode = letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter));
  return isCode ? letters.replace(/(.{4})(?=.)/g, "$1-") : null;
}
