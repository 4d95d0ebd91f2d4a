/** Signatures read by hand and by Node, which had no part in writing the file's structure. */
import { createHash, verify } from "node:crypto";
import { sm2 } from "sm-crypto-v2";
import { expect, test } from "vitest";
import { detachedSignature, roomFor } from "../../certificates/cms";
import { firstKeyFile } from "../../certificates/first-key";
import { openKeyFile, outOfTime } from "../../certificates/key-file";
import { renderCertificate } from "../../certificates/render";
import { readPdf } from "./read-pdf";
import { SAMPLE_QR, sampleView } from "./sample";
import { KEY_FILES, keyFile, PASSWORD, signatureIn, signaturePartsOf, signerOf } from "./signing";

const at = new Date("2026-11-22T12:00:00Z");
const view = sampleView({ templateVersion: 2, qrText: SAMPLE_QR, holderName: "㛃䶮𬭎𠅤" });

const CONTENT_TYPE = "2a864886f70d010903";
const MESSAGE_DIGEST = "2a864886f70d010904";
const SIGNING_TIME = "2a864886f70d010905";
const SIGNING_CERTIFICATE_V2 = "2a864886f70d010910022f";

test.each(Object.entries(KEY_FILES))(
  "%s: what is signed is the file, and says with what",
  async (_, name) => {
    const signer = signerOf(name);
    const file = await renderCertificate(view, { signer, at });
    const { range, signed, contents, filter } = signatureIn(file);

    expect(filter).toBe("ETSI.CAdES.detached");
    expect(range.after + range.rest).toBe(file.length);
    const { certificate, serial, issuer, attributes, signedBytes, signature } = signaturePartsOf(contents);
    const digest = name === "sm2" ? "sm3" : "sha256";
    const hashOf = (bytes: Uint8Array) => createHash(digest).update(bytes).digest();

    expect(attributes.get(MESSAGE_DIGEST)!.content).toEqual(hashOf(signed));
    expect(attributes.has(CONTENT_TYPE)).toBe(true);
    expect(attributes.has(SIGNING_TIME)).toBe(false);
    expect(attributes.get(SIGNING_CERTIFICATE_V2)!.bytes.includes(hashOf(certificate.raw))).toBe(true);
    expect(BigInt(`0x${serial}`)).toBe(BigInt(`0x${certificate.serialNumber}`));
    expect(certificate.raw.includes(issuer)).toBe(true);
    expect(certificate.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(signer.keyId);

    const holds = (bytes: Uint8Array) => {
      if (name !== "sm2") return verify("sha256", bytes, certificate.publicKey, signature);
      const key = certificate.publicKey.export({ type: "spki", format: "der" }).subarray(-65).toString("hex");
      return sm2.doVerifySignature(bytes, signature.toString("hex"), key, { der: true, hash: true });
    };
    expect(holds(signedBytes)).toBe(true);
    signedBytes[signedBytes.length - 1]! ^= 1;
    expect(holds(signedBytes)).toBe(false);
  },
);

test("a signed document still reads as before: texts, register entry, code, structure", async () => {
  const signed = await readPdf(await renderCertificate(view, { signer: signerOf("p256-chinese"), at }));
  const plain = await readPdf(await renderCertificate(view));

  expect(signed.texts).toEqual(plain.texts);
  expect(signed.texts).toContain("㛃䶮𬭎𠅤");
  expect(signed.attachments).toEqual(plain.attachments);
  expect(signed.structure).toEqual(plain.structure);
  expect(signed.qr).toBe(SAMPLE_QR);
});

test("the same view signed at the same instant with RSA is the same file", async () => {
  const signing = { signer: signerOf("rsa"), at };
  const once = await renderCertificate(view, signing);
  expect((await renderCertificate(view, signing)).equals(once)).toBe(true);
});

test("a signature fits the room that is kept for it", async () => {
  for (const name of Object.values(KEY_FILES)) {
    const signer = signerOf(name);
    expect((await detachedSignature([Buffer.alloc(9)], signer)).length).toBeLessThan(roomFor(signer));
  }
});

test("the certificate of the file is embedded byte for byte, its Chinese name too", () => {
  // openssl x509 -noout -fingerprint -sha256
  const { keyId, name } = signerOf("rsa-chinese-legacy");
  expect(keyId).toBe("78819b675443766df89e7156e62e80a3fde7db527de504e44e86341a3d374d5b");
  expect(name).toBe("临湖区行政执法证件签名");
});

test.each([
  ["no key file", Buffer.from("no key file"), PASSWORD, "signing.not-a-key-file"],
  ["DER of something else", Buffer.from("3003020100", "hex"), PASSWORD, "signing.not-a-key-file"],
  ["another password", keyFile("rsa"), "guess", "signing.password-wrong"],
  ["another password, old ciphers", keyFile("rsa-chinese-legacy"), "guess", "signing.password-wrong"],
  ["for other ends", keyFile("not-for-signing"), PASSWORD, "signing.not-for-signing"],
  ["another curve", keyFile("p384"), PASSWORD, "signing.algorithm-unknown"],
])("refused by name: %s", (_, bytes, password, code) => {
  expect(openKeyFile(bytes, password)).toEqual({ ok: false, refusal: { code } });
});

test("a first key opens again, signs, and holds for its time only", async () => {
  const from = new Date("2026-01-01T00:00:00Z");
  const until = new Date("2036-01-01T00:00:00Z");
  const wanted = { commonName: "临湖区证件签名", organisation: "临湖区", from, until };
  const opened = openKeyFile(await firstKeyFile(wanted, "password"), "password");
  if (!opened.ok) throw new Error(opened.refusal.code);

  expect(opened.key.signer).toMatchObject({ algorithm: "rsa-sha256", name: "临湖区证件签名" });
  expect(outOfTime(opened.key, at)).toBeNull();
  expect(outOfTime(opened.key, new Date("2025-12-31T00:00:00Z"))).toEqual({
    code: "signing.not-yet-valid",
    from,
  });
  expect(outOfTime(opened.key, new Date("2036-01-02T00:00:00Z"))).toEqual({ code: "signing.expired", until });
});
