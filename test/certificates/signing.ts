import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { elementsOf } from "../../certificates/der";
import { openKeyFile } from "../../certificates/key-file";
import type { Signer } from "../../certificates/signer";

/** Key files made with OpenSSL for these tests, with this password; they sign nothing else. */
export const KEY_FILES = {
  "RSA, ASCII subject": "rsa",
  "RSA, Chinese subject, old ciphers": "rsa-chinese-legacy",
  "P-256, Chinese subject": "p256-chinese",
  "SM2, Chinese subject": "sm2",
} as const;
export const PASSWORD = "linhu-test";

export const keyFile = (name: string): Buffer => readFileSync(new URL(`keys/${name}.p12`, import.meta.url));

export function signerOf(name: string): Signer {
  const opened = openKeyFile(keyFile(name), PASSWORD);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.key.signer;
}

/** What a signed document says of its signature, read by hand. */
export function signatureIn(file: Buffer) {
  const text = file.toString("latin1");
  const range = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]/.exec(text)!.slice(1).map(Number);
  const [, before, after, rest] = range as [number, number, number, number];
  const hex = text.slice(before + 1, after - 1);
  return {
    range: { before, after, rest },
    signed: Buffer.concat([file.subarray(0, before), file.subarray(after, after + rest)]),
    contents: Buffer.from(hex, "hex"),
    filter: /\/SubFilter \/([\w.]+)/.exec(text)?.[1],
  };
}

/** The parts of a signature, by their places in RFC 5652. */
export function signaturePartsOf(cms: Buffer) {
  const whole = elementsOf(cms.subarray(0, 4 + cms.readUInt16BE(2)))[0]!;
  const signedData = elementsOf(elementsOf(whole.content)[1]!.content)[0]!;
  const [, , , certificates, signers] = elementsOf(signedData.content);
  const info = elementsOf(elementsOf(signers!.content)[0]!.content);
  const attributes = new Map(
    elementsOf(info[3]!.content).map(({ content }) => {
      const [name, values] = elementsOf(content);
      return [name!.content.toString("hex"), elementsOf(values!.content)[0]!];
    }),
  );
  const signedBytes = Buffer.from(info[3]!.bytes);
  signedBytes[0] = 0x31;
  return {
    certificate: new X509Certificate(elementsOf(certificates!.content)[0]!.bytes),
    serial: elementsOf(info[1]!.content)[1]!.content.toString("hex"),
    issuer: elementsOf(info[1]!.content)[0]!.bytes,
    attributes,
    signedBytes,
    signature: info[5]!.content,
  };
}
