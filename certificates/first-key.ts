/**
 * A first signing key for who has none from an authority yet: RSA, with a certificate that it signs itself, as a PKCS #12
 * file. Readers then say that the document is unchanged and that they do not know who signed it.
 */
import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import forge from "node-forge";

export type FirstKey = {
  /** Any script. */
  commonName: string;
  organisation: string;
  from: Date;
  until: Date;
};

const BITS = 3072;

export async function firstKeyFile(
  { commonName, organisation, from, until }: FirstKey,
  password: string,
): Promise<Buffer> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: BITS });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const key = forge.pki.privateKeyFromPem(pem) as forge.pki.rsa.PrivateKey;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  // Positive, and not longer than twenty bytes (RFC 5280, 4.1.2.2).
  certificate.serialNumber = `5${randomBytes(15).toString("hex").slice(1)}`;
  certificate.validity.notBefore = from;
  certificate.validity.notAfter = until;
  const subject = [
    named("countryName", "CN"),
    named("organizationName", organisation),
    named("commonName", commonName),
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: "basicConstraints", critical: true, cA: false },
    { name: "keyUsage", critical: true, digitalSignature: true, nonRepudiation: true },
    { name: "subjectKeyIdentifier" },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  const file = forge.pkcs12.toPkcs12Asn1(key, certificate, password, { algorithm: "aes256" });
  return Buffer.from(forge.asn1.toDer(file).getBytes(), "latin1");
}

/** A country is two letters for printing; the others may hold any script only as UTF-8. */
function named(name: string, value: string): forge.pki.CertificateField {
  const type = name === "countryName" ? forge.asn1.Type.PRINTABLESTRING : forge.asn1.Type.UTF8;
  return { name, value, valueTagClass: type as unknown as forge.asn1.Class };
}
