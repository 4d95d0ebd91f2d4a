/**
 * The code of a certificate as a browser reads it: the other half of `offline-proof.ts`, with nothing that only a server
 * has. In: the text of a code. Out: what it says, and what was signed; whether that is true is for `offline-check.ts`.
 */
import { addDays, type DateOn } from "~/calendar";

export type ReadCode = {
  address: string;
  /** The bytes before the signature. */
  said: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  /** What the id of its key begins with. */
  keyBeginning: string;
  number: string;
  validFromOn: DateOn;
  validToOn: DateOn;
  statusIndex: number;
  nameCheck: Uint8Array<ArrayBuffer>;
};

const FORMAT = 1;
const DAY_ZERO: DateOn = "2000-01-01";
const NAME_AT = 12;
const NUMBER_AT = 18;
const SIGNATURE_BYTES = 64;
const SAID_BEFORE = "chizheng-certificate-code/1\n";

/** Null where the text is no code, or of a format that came after this program. */
export function codeFrom(text: string): ReadCode | null {
  const [address, proof, ...more] = text.trim().split("#");
  const bytes = proof && more.length === 0 ? bytesFrom(proof) : null;
  if (!address || !bytes || bytes.length <= NUMBER_AT + SIGNATURE_BYTES || bytes[0] !== FORMAT) return null;
  const said = bytes.slice(0, -SIGNATURE_BYTES);
  const whole = new DataView(said.buffer, said.byteOffset, said.byteLength);
  return {
    address,
    said,
    signature: bytes.slice(-SIGNATURE_BYTES),
    keyBeginning: textOf(said.slice(1, 4)),
    number: new TextDecoder().decode(said.slice(NUMBER_AT)),
    validFromOn: addDays(DAY_ZERO, whole.getUint16(4)),
    validToOn: addDays(DAY_ZERO, whole.getUint16(6)),
    statusIndex: whole.getUint32(8),
    nameCheck: said.slice(NAME_AT, NUMBER_AT),
  };
}

export function signedBytes({ address, said }: ReadCode): Uint8Array<ArrayBuffer> {
  const before = new TextEncoder().encode(`${SAID_BEFORE}${address}\n`);
  const whole = new Uint8Array(before.length + said.length);
  whole.set(before);
  whole.set(said, before.length);
  return whole;
}

/** Base64url without padding (RFC 4648); null where the text is something else. */
export function bytesFrom(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
}

function textOf(bytes: Uint8Array): string {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
