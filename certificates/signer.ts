/**
 * Who signs a document: a chain of certificates, and what makes a signature with the key of the first. Behind it a key
 * may lie in a file or in a device; RSA and P-256 are signed by Node itself, SM2 by the library that GM/T 0009 needs.
 */
import { createPrivateKey, type KeyObject, sign as signWith, type X509Certificate } from "node:crypto";
import { sm2 } from "sm-crypto-v2";

/** How the parts of a signature are called in the file: names of digest and signature, and of the digest for Node. */
export const algorithms = {
  "rsa-sha256": {
    digest: "sha256",
    digestId: "2.16.840.1.101.3.4.2.1",
    signatureId: "1.2.840.113549.1.1.11",
  },
  "ecdsa-p256-sha256": {
    digest: "sha256",
    digestId: "2.16.840.1.101.3.4.2.1",
    signatureId: "1.2.840.10045.4.3.2",
  },
  // GM/T 0006-2012
  "sm2-sm3": { digest: "sm3", digestId: "1.2.156.10197.1.401", signatureId: "1.2.156.10197.1.501" },
} as const;
export type SignatureAlgorithm = keyof typeof algorithms;

export type Signer = {
  /** SHA-256 of the first certificate: stands on the row of every document signed with it. */
  keyId: string;
  /** DER, the signer's own first. */
  chain: readonly Uint8Array[];
  algorithm: SignatureAlgorithm;
  /** As readers show it. */
  name: string;
  sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** The algorithm of this certificate's key; null for one that nothing here signs with. */
export function algorithmOf(certificate: X509Certificate): SignatureAlgorithm | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  if (type === "rsa") return (details?.modulusLength ?? 0) >= 2048 ? "rsa-sha256" : null;
  if (type === "ec" && details?.namedCurve === "prime256v1") return "ecdsa-p256-sha256";
  return isSm2(certificate.publicKey) ? "sm2-sm3" : null;
}

/** A key in memory as a signer. The first certificate is the one that holds its public half. */
export function signerFor(chain: readonly X509Certificate[], key: KeyObject): Signer {
  const [own] = chain as [X509Certificate];
  const algorithm = algorithmOf(own);
  if (!algorithm) throw new TypeError("Nothing here signs with a key of this kind");
  return {
    keyId: own.fingerprint256.replaceAll(":", "").toLowerCase(),
    chain: chain.map(({ raw }) => raw),
    algorithm,
    name: commonNameOf(own),
    sign: algorithm === "sm2-sm3" ? sm2Signature(own, key) : nativeSignature(key),
  };
}

/** The last CN of the subject, or what there is. */
export function commonNameOf({ subject }: X509Certificate): string {
  const named = subject.split("\n").filter((part) => part.startsWith("CN="));
  return named.at(-1)?.slice(3) ?? subject.replaceAll("\n", " ");
}

const nativeSignature =
  (key: KeyObject): Signer["sign"] =>
  async (bytes) =>
    signWith("sha256", bytes, key);

/** Node signs SM2 with an empty identity; GB/T 35276 wants the one that everybody uses, so a library does it. */
const SM2_IDENTITY = "1234567812345678";

function sm2Signature(own: X509Certificate, key: KeyObject): Signer["sign"] {
  const privateKey = sm2SecretOf(key);
  const publicKey = own.publicKey.export({ type: "spki", format: "der" }).subarray(-65).toString("hex");
  return async (bytes) => {
    const options = { der: true, hash: true, publicKey, userId: SM2_IDENTITY };
    return Buffer.from(sm2.doSignature(bytes, privateKey, options), "hex");
  };
}

/** The 32 bytes after the version in the key's SEC 1 form, which is the last part of its PKCS #8 form. */
function sm2SecretOf(key: KeyObject): string {
  const pkcs8 = key.export({ type: "pkcs8", format: "der" });
  const start = pkcs8.indexOf(Buffer.from([0x02, 0x01, 0x01, 0x04, 0x20]));
  return pkcs8.subarray(start + 5, start + 37).toString("hex");
}

/** Node knows the curve but has no name for a key of it: 1.2.156.10197.1.301 stands in its public form. */
function isSm2(key: KeyObject): boolean {
  const curve = Buffer.from([0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d]);
  return key.export({ type: "spki", format: "der" }).includes(curve);
}

export const privateKeyFrom = (pkcs8: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
