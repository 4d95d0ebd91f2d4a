/**
 * What the house signs so that anybody can check it without the server and without an account: receipts of exams, figures of
 * a year. In: the content, what kind it is, a key of the ring. Out: a signed file (RFC 7515, one signature) and the public
 * key it is checked with (RFC 8037). The signing key is derived from the ring's, so that it changes with it.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from "node:crypto";

export type SignedFile = { payload: string; protected: string; signature: string };
export type PublicKey = { kty: "OKP"; crv: "Ed25519"; x: string; kid: string; alg: "EdDSA"; use: "sig" };
type RingKey = { id: string; bytes: Uint8Array };

/** The same content and key give the same bytes: a file downloaded again is the same file. */
export function signFile(content: object, kind: string, key: RingKey): SignedFile {
  const payload = Buffer.from(JSON.stringify(content)).toString("base64url");
  return { payload, ...signedDetached(payload, kind, key) };
}

/** A signature that travels beside what it signs (RFC 7515, appendix F), such as the list in an archive; `payload` in base64url. */
export function signedDetached(payload: string, kind: string, key: RingKey): Omit<SignedFile, "payload"> {
  const header = { alg: "EdDSA", kid: key.id, typ: `${kind}+jws` };
  const shielded = Buffer.from(JSON.stringify(header)).toString("base64url");
  const signature = sign(null, Buffer.from(`${shielded}.${payload}`), privateKey(key));
  return { protected: shielded, signature: signature.toString("base64url") };
}

export function publicKeyOf(key: RingKey): PublicKey {
  return {
    kty: "OKP",
    crv: "Ed25519",
    x: publicHalfOf(privateKey(key)),
    kid: key.id,
    alg: "EdDSA",
    use: "sig",
  };
}

/** In base64url, as a JSON Web Key has it. */
export const publicHalfOf = (key: KeyObject): string => createPublicKey(key).export({ format: "jwk" }).x!;

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a file said, for whoever keeps it. */
export function contentOf<Content>({ payload }: SignedFile): Content {
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Content;
}

/** The bytes before the seed in the PKCS #8 form of an Ed25519 key (RFC 8410). */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

// The name is the first use's: another one would end the receipts that were given out.
const privateKey = (key: RingKey): KeyObject => ed25519From(key, "exam receipt signature");

/** An Ed25519 key for one use, derived from a key of the ring. */
export function ed25519From({ bytes }: Pick<RingKey, "bytes">, use: string): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", bytes, "", use, 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: "der", type: "pkcs8" });
}
