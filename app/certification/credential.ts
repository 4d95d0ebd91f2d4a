/**
 * A certificate as a verifiable credential (W3C Verifiable Credentials Data Model 2.0), and the list that says which of them
 * have ended (Bitstring Status List v1.0), both as a JWT (Securing Verifiable Credentials using JOSE and COSE). In: printed
 * facts, the address of the installation, a key. Out: plain data and its signed form. Neither holds an identity number.
 */
import { sign } from "node:crypto";
import { gzipSync } from "node:zlib";
import { addDays, type DateOn } from "~/calendar";
import { fieldName } from "~/text/fields";
import { codeKeyOf, codeSigningKey } from "./offline-proof";
import type { RegisterEntry } from "./register-entry";

/** Ended for good, and stopped for a time. What has merely run out is in neither: its last day says so. */
export const STATUS_PURPOSES = ["revocation", "suspension"] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

/** A list grows by as many places as the specification wants at least. */
export const PLACES_IN_BLOCK = 131_072;
/** How long a list may be taken from a store, and how long it may be believed where nothing newer can be had. */
export const LIST_SECONDS = 300;
const LIST_HOURS = 24;

const DATA_MODEL = "https://www.w3.org/ns/credentials/v2";
const TERMS = [
  "EnforcementCertificate",
  "certificateNumber",
  "unitName",
  "jurisdiction",
  "field",
  "fieldName",
  "issuedOn",
  "verificationCode",
] as const;

export const listAddress = (site: string, purpose: StatusPurpose) => `${site}/status-lists/${purpose}`;

export function credentialOf(entry: RegisterEntry, statusIndex: number, site: string) {
  const address = `${site}/v/${entry.verificationCode.replaceAll("-", "")}`;
  return {
    "@context": [DATA_MODEL, Object.fromEntries(TERMS.map((term) => [term, `${site}/terms#${term}`]))],
    id: `${address}/credential`,
    type: ["VerifiableCredential", "EnforcementCertificate"],
    issuer: { id: site, name: entry.issuer },
    validFrom: dayBegins(entry.validFromOn),
    validUntil: dayBegins(addDays(entry.validToOn, 1)),
    credentialStatus: STATUS_PURPOSES.map((purpose) => ({
      id: `${listAddress(site, purpose)}#${statusIndex}`,
      type: "BitstringStatusListEntry",
      statusPurpose: purpose,
      statusListIndex: String(statusIndex),
      statusListCredential: listAddress(site, purpose),
    })),
    credentialSubject: {
      name: entry.holderName,
      certificateNumber: entry.number,
      unitName: entry.unitName,
      jurisdiction: entry.jurisdiction,
      field: entry.field,
      fieldName: fieldName("zh-CN", entry.field),
      issuedOn: entry.issuedOn,
      verificationCode: entry.verificationCode,
    },
  };
}

export function statusListOf(purpose: StatusPurpose, bits: Uint8Array, from: Date, site: string) {
  const id = listAddress(site, purpose);
  return {
    "@context": [DATA_MODEL],
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: site,
    validFrom: from.toISOString(),
    validUntil: new Date(from.getTime() + LIST_HOURS * 3_600_000).toISOString(),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: purpose,
      ttl: LIST_SECONDS * 1_000,
      // Multibase: `u` is base64url without padding.
      encodedList: `u${gzipSync(bits, { level: 9 }).toString("base64url")}`,
    },
  };
}

/** The same credential and key give the same text. */
export function secured(credential: object, key: { bytes: Uint8Array }): string {
  const header = { alg: "EdDSA", kid: codeKeyOf(key).kid, typ: "vc+jwt", cty: "vc" };
  const said = [header, credential]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${said}.${sign(null, Buffer.from(said), codeSigningKey(key)).toString("base64url")}`;
}

/** A day begins at midnight in China, wherever it is read. */
const dayBegins = (on: DateOn) => `${on}T00:00:00+08:00`;
