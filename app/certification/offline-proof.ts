/**
 * What a certificate's code proves without a network: that this installation issued this number to this name until this
 * day. In: facts of the register entry, a key of the ring. Out: the text of the code, `address#proof`; docs/verification.md
 * says how anybody checks it.
 */
import { createHash, type KeyObject, sign } from "node:crypto";
import { type DateOn, daysBetween } from "~/calendar";
import { ed25519From, type PublicKey, publicHalfOf } from "~/signed-file";

export type ProvenFacts = {
  number: string;
  holderName: string;
  /** Both days count. */
  validFromOn: DateOn;
  validToOn: DateOn;
  /** The certificate's place in the status list. */
  statusIndex: number;
};

const FORMAT = 1;
const DAY_ZERO: DateOn = "2000-01-01";
const KEY_BYTES = 3;
const NAME_BYTES = 6;
const NUMBER_AT = 18;
const SAID_BEFORE = "chizheng-certificate-code/1\n";

type RingKey = { bytes: Uint8Array };

/** Signs codes and credentials alike: what is signed of the one never begins like what is signed of the other. */
export const codeSigningKey = (key: RingKey): KeyObject => ed25519From(key, "certificate code signature");

/** As a JSON Web Key sets out; its id is the key's thumbprint (RFC 7638), so that nobody has to give out names. */
export function codeKeyOf(key: RingKey): PublicKey {
  const x = publicHalfOf(codeSigningKey(key));
  const kid = createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");
  return { kty: "OKP", crv: "Ed25519", x, kid, alg: "EdDSA", use: "sig" };
}

/** The text of the code. The same facts and key give the same text. */
export function provenAddress(address: string, facts: ProvenFacts, key: RingKey): string {
  const number = Buffer.from(facts.number);
  const said = Buffer.alloc(NUMBER_AT + number.length);
  said.writeUInt8(FORMAT, 0);
  Buffer.from(codeKeyOf(key).kid, "base64url").copy(said, 1, 0, KEY_BYTES);
  said.writeUInt16BE(daysBetween(DAY_ZERO, facts.validFromOn), 4);
  said.writeUInt16BE(daysBetween(DAY_ZERO, facts.validToOn), 6);
  said.writeUInt32BE(facts.statusIndex, 8);
  nameCheck(facts).copy(said, 12);
  number.copy(said, NUMBER_AT);
  const signature = sign(null, signedText(address, said), codeSigningKey(key));
  return `${address}#${Buffer.concat([said, signature]).toString("base64url")}`;
}

/** The name stands in the code only as a check: who scans compares it with the name on the paper. */
function nameCheck({ number, holderName }: Pick<ProvenFacts, "number" | "holderName">): Buffer {
  const text = `${number}\n${holderName.normalize("NFC")}`;
  return createHash("sha256").update(text).digest().subarray(0, NAME_BYTES);
}

const signedText = (address: string, said: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${SAID_BEFORE}${address}\n`), said]);
