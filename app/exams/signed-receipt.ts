/**
 * 签名回执: what the server says it received, as a file that anybody can check without the server and without an account.
 * In: the content of a receipt, and a key of the ring. Out: a signed file (RFC 7515, one signature) and the public key it
 * is checked with (RFC 8037). The signing key is derived from the receipts' key of the ring, so that it changes with it.
 */
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from "node:crypto";

export type ReceiptContent = {
  /** Address of the installation that received the paper. */
  issuer: string;
  attemptId: string;
  /** Without an id it was a rehearsal, which the title says, too. */
  exam: { id: string | null; title: string };
  /** The candidate's name as the register has it on the day of the hand-in. */
  candidate: string;
  receiptNumber: string;
  /** Instants, UTC. */
  startedAt: string;
  submittedAt: string;
  submittedBy: string;
  /** Question number to the labels chosen; a question left blank has an empty list. */
  answers: Record<string, string[]>;
  /** Checksum of the hand-in's step in the attempt's ledger, which covers every step before it. */
  ledgerHash: string;
};

export type SignedReceipt = { payload: string; protected: string; signature: string };
export type PublicKey = { kty: "OKP"; crv: "Ed25519"; x: string; kid: string; alg: "EdDSA"; use: "sig" };
type RingKey = { id: string; bytes: Uint8Array };

/** The same content and key give the same bytes: a receipt downloaded again is the same file. */
export function signReceipt(content: ReceiptContent, key: RingKey): SignedReceipt {
  const header = { alg: "EdDSA", kid: key.id, typ: "exam-receipt+jws" };
  const [shielded, payload] = [encoded(header), encoded(content)];
  const signature = sign(null, Buffer.from(`${shielded}.${payload}`), privateKey(key));
  return { payload, protected: shielded, signature: signature.toString("base64url") };
}

/** A signature that travels beside what it signs (RFC 7515, appendix F), such as the list in an archive. */
export function signedDetached(typ: string, content: Buffer, key: RingKey): Omit<SignedReceipt, "payload"> {
  const shielded = encoded({ alg: "EdDSA", kid: key.id, typ });
  const signature = sign(null, Buffer.from(`${shielded}.${content.toString("base64url")}`), privateKey(key));
  return { protected: shielded, signature: signature.toString("base64url") };
}

export function publicKeyOf(key: RingKey): PublicKey {
  const { x } = createPublicKey(privateKey(key)).export({ format: "jwk" });
  return { kty: "OKP", crv: "Ed25519", x: x!, kid: key.id, alg: "EdDSA", use: "sig" };
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The bytes before the seed in the PKCS #8 form of an Ed25519 key (RFC 8410). */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

function privateKey({ bytes }: RingKey): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", bytes, "", "exam receipt signature", 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: "der", type: "pkcs8" });
}
