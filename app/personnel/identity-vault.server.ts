/**
 * Identity numbers at rest: an encrypted value, and keyed indexes to find a person by the whole number or by its last
 * four digits. The plain number exists only while it is typed, checked or shown for a logged reason.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { currentKey, keyById, keyedHash } from "~/keys.server";

const NONCE = 12;
const TAG = 16;

type Sealed = {
  cipher: Uint8Array<ArrayBuffer>;
  cipherKeyId: string;
  indexHash: Uint8Array<ArrayBuffer>;
  lastFourHash: Uint8Array<ArrayBuffer>;
  indexKeyId: string;
};

/** `number` must already be normalised to 18 characters. */
export function sealIdentityNumber(number: string): Sealed {
  const key = currentKey("identity-cipher");
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
  const body = Buffer.concat([cipher.update(number, "utf8"), cipher.final()]);
  return {
    cipher: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body])),
    cipherKeyId: key.id,
    indexHash: identityIndex(number),
    lastFourHash: lastFourIndex(number.slice(-4)),
    indexKeyId: currentKey("identity-index").id,
  };
}

export function openIdentityNumber(sealed: { cipher: Uint8Array; cipherKeyId: string }): string {
  const stored = Buffer.from(sealed.cipher);
  const key = keyById("identity-cipher", sealed.cipherKeyId);
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, stored.subarray(0, NONCE));
  decipher.setAuthTag(stored.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(stored.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
}

export const identityIndex = (number: string) => keyedHash("identity-index", `whole:${number}`);
export const lastFourIndex = (lastFour: string) => keyedHash("identity-index", `last-four:${lastFour}`);
