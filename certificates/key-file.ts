/**
 * A signing key from a PKCS #12 file, and what stands against using it. In: bytes, password, the instant. Out: a
 * signer, or why nothing may be signed with it.
 */
import { type KeyObject, X509Certificate } from "node:crypto";
import forge from "node-forge";
import { elementsOf, oid } from "./der";
import { algorithmOf, privateKeyFrom, type Signer, signerFor } from "./signer";

export type KeyFileRefusal =
  | { code: "signing.not-a-key-file" }
  | { code: "signing.password-wrong" }
  /** It holds no key, or no certificate for its key. */
  | { code: "signing.key-missing" }
  /** Neither RSA of 2,048 bits or more, nor P-256, nor SM2. */
  | { code: "signing.algorithm-unknown" }
  | { code: "signing.not-for-signing" }
  | { code: "signing.not-yet-valid"; from: Date }
  | { code: "signing.expired"; until: Date };

export type OpenedKey = {
  signer: Signer;
  validFrom: Date;
  validTo: Date;
};

type Answer<Good> = ({ ok: true } & Good) | { ok: false; refusal: KeyFileRefusal };
const refused = (refusal: KeyFileRefusal) => ({ ok: false as const, refusal });

/** Everything but the time, which is asked again for each document (`outOfTime`). */
export function openKeyFile(bytes: Uint8Array, password: string): Answer<{ key: OpenedKey }> {
  const file = partsOf(bytes, password);
  if (!file.ok) return file;
  const own = file.certificates.find((certificate) => certificate.checkPrivateKey(file.key));
  if (!own) return refused({ code: "signing.key-missing" });
  if (!algorithmOf(own)) return refused({ code: "signing.algorithm-unknown" });
  if (!isForSigning(own)) return refused({ code: "signing.not-for-signing" });
  const signer = signerFor(chainFrom(own, file.certificates), file.key);
  return {
    ok: true,
    key: { signer, validFrom: new Date(own.validFrom), validTo: new Date(own.validTo) },
  };
}

/** null: its certificate covers this instant. */
export function outOfTime({ validFrom, validTo }: OpenedKey, at: Date): KeyFileRefusal | null {
  if (at < validFrom) return { code: "signing.not-yet-valid", from: validFrom };
  return at > validTo ? { code: "signing.expired", until: validTo } : null;
}

function partsOf(
  bytes: Uint8Array,
  password: string,
): Answer<{ key: KeyObject; certificates: X509Certificate[] }> {
  let whole: forge.asn1.Asn1;
  try {
    whole = forge.asn1.fromDer(Buffer.from(bytes).toString("latin1"));
  } catch {
    return refused({ code: "signing.not-a-key-file" });
  }
  let opened: forge.pkcs12.Pkcs12Pfx;
  try {
    opened = forge.pkcs12.pkcs12FromAsn1(whole, password);
  } catch (error) {
    // The library has words but no codes for what went wrong.
    const isPassword = /password|MAC|decrypt/i.test(String(error));
    return refused({ code: isPassword ? "signing.password-wrong" : "signing.not-a-key-file" });
  }
  const bags = opened.safeContents.flatMap(({ safeBags }) => safeBags);
  const certificates = bags
    .filter(({ type }) => type === forge.pki.oids.certBag)
    .map((bag) => new X509Certificate(derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1)));
  const shrouded = bags.find(({ type }) => type === forge.pki.oids.pkcs8ShroudedKeyBag);
  if (!shrouded) return refused({ code: "signing.key-missing" });
  const key = privateKeyFrom(
    derOf(
      shrouded.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(shrouded.key)) : shrouded.asn1,
    ),
  );
  return { ok: true, key, certificates };
}

const derOf = (value: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), "latin1");

/** From the signer's own up to the last issuer that the file holds. */
function chainFrom(own: X509Certificate, others: readonly X509Certificate[]): X509Certificate[] {
  const chain = [own];
  for (let last = own; ; ) {
    const issuer = others.find((other) => !chain.includes(other) && last.checkIssued(other));
    if (!issuer) return chain;
    chain.push(issuer);
    last = issuer;
  }
}

/** RFC 5280, 4.2.1.3: a certificate that says what its key is for must name signatures or non-repudiation. */
function isForSigning(certificate: X509Certificate): boolean {
  const usage = keyUsageOf(certificate.raw);
  return usage === null || (usage & 0b1100_0000) !== 0;
}

const KEY_USAGE = oid("2.5.29.15");
const EXTENSIONS = 0xa3;

/** The bits as they stand in the certificate, digital signature first; null when it says nothing. */
function keyUsageOf(certificate: Uint8Array): number | null {
  const [whole] = elementsOf(certificate);
  const [body] = elementsOf(whole!.content);
  const listed = elementsOf(body!.content).find(({ tag }) => tag === EXTENSIONS);
  if (!listed) return null;
  for (const { content } of elementsOf(elementsOf(listed.content)[0]!.content)) {
    const parts = elementsOf(content);
    if (!parts[0]!.bytes.equals(KEY_USAGE)) continue;
    const [bits] = elementsOf(parts.at(-1)!.content);
    // The first byte says how many bits of the last one are filling.
    return bits!.content[1] ?? 0;
  }
  return null;
}
