/**
 * What a code and data fetched earlier prove together, without a network. In: the text of a code, a name if one was typed,
 * the public keys, the last status lists, an instant. Out: what can be said, and from when it is. It says what was issued and
 * what the lists said then; whether somebody may enforce now only the register says.
 */
import { chinaDateOf, type DateOn } from "~/calendar";
import { bytesFrom, codeFrom, type ReadCode, signedBytes } from "./code-reading";

export type CheckingKey = { kid: string; x: string };
/** Bits of a list and the instant they were computed. */
export type KeptList = { bits: Uint8Array; from: Date; until: Date };
export type KeptLists = { revocation: KeptList | null; suspension: KeptList | null };

export type OfflineFinding =
  | { kind: "unreadable" | "not-issued-here" | "altered" }
  | {
      kind: "issued";
      number: string;
      validFromOn: DateOn;
      validToOn: DateOn;
      name: "matches" | "differs" | "not-typed";
      /** By the lists; "unknown" where there is none that reaches this certificate. */
      status: "ended" | "held" | "clear" | "unknown";
      dates: "within" | "before" | "after";
      /** The older of the two lists, and whether it is past the time for which it may be believed. */
      listFrom: Date | null;
      stale: boolean;
    };

const NAME_BYTES = 6;

export async function checkOffline(
  { text, name }: { text: string; name: string },
  { keys, lists }: { keys: readonly CheckingKey[]; lists: KeptLists },
  now: Date,
): Promise<OfflineFinding> {
  const code = codeFrom(text);
  if (!code) return { kind: "unreadable" };
  const named = keys.filter(({ kid }) => kid.startsWith(code.keyBeginning));
  if (named.length === 0) return { kind: "not-issued-here" };
  if (!(await isSignedByOneOf(named, code.signature, signedBytes(code)))) return { kind: "altered" };
  const today = chinaDateOf(now);
  const { number, validFromOn, validToOn } = code;
  const from = lists.revocation && lists.suspension ? earlier(lists.revocation, lists.suspension) : null;
  return {
    kind: "issued",
    ...{ number, validFromOn, validToOn },
    name: name.trim() === "" ? "not-typed" : (await isNamed(code, name.trim())) ? "matches" : "differs",
    status: statusOf(code.statusIndex, lists),
    dates: today < validFromOn ? "before" : today > validToOn ? "after" : "within",
    listFrom: from?.from ?? null,
    stale: from !== null && from.until < now,
  };
}

/** A list as it is published; null where it is not signed by one of the keys, or of another purpose. */
export async function listFrom(
  jwt: string,
  purpose: keyof KeptLists,
  keys: readonly CheckingKey[],
): Promise<KeptList | null> {
  const [head, body, signature, ...more] = jwt.trim().split(".");
  const bytes = signature && more.length === 0 ? bytesFrom(signature) : null;
  if (!head || !body || !bytes) return null;
  const { kid, typ } = jsonOf(head) as { kid?: string; typ?: string };
  const named = keys.filter((key) => key.kid === kid);
  if (typ !== "vc+jwt" || !(await isSignedByOneOf(named, bytes, new TextEncoder().encode(`${head}.${body}`))))
    return null;
  const said = jsonOf(body) as {
    validFrom: string;
    validUntil: string;
    credentialSubject: { statusPurpose: string; encodedList: string };
  };
  const packed = bytesFrom(said.credentialSubject.encodedList.slice(1));
  if (said.credentialSubject.statusPurpose !== purpose || !packed) return null;
  return { bits: await unpacked(packed), from: new Date(said.validFrom), until: new Date(said.validUntil) };
}

function statusOf(place: number, { revocation, suspension }: KeptLists) {
  const [ended, held] = [bitAt(revocation, place), bitAt(suspension, place)];
  if (ended) return "ended";
  if (held) return "held";
  return ended === null || held === null ? "unknown" : "clear";
}

/** The first place is the left-most bit; null where the list is missing or ends before. */
function bitAt(list: KeptList | null, place: number): boolean | null {
  const byte = list?.bits[place >> 3];
  return byte === undefined ? null : ((byte >> (7 - (place & 7))) & 1) === 1;
}

const earlier = (a: KeptList, b: KeptList) => (a.from < b.from ? a : b);
const jsonOf = (part: string): unknown => JSON.parse(new TextDecoder().decode(bytesFrom(part) ?? undefined));

async function isNamed({ number, nameCheck }: ReadCode, name: string): Promise<boolean> {
  const digest = await sha256(new TextEncoder().encode(`${number}\n${name.normalize("NFC")}`));
  return nameCheck.every((byte, at) => byte === digest[at]) && nameCheck.length === NAME_BYTES;
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function isSignedByOneOf(
  keys: readonly CheckingKey[],
  signature: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const { x } of keys) if (await isSigned(x, signature, text)) return true;
  return false;
}

/** By the browser where it knows the curve (and the connection is encrypted), else by `@noble/curves`. */
async function isSigned(
  x: string,
  signature: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    const jwk = { kty: "OKP", crv: "Ed25519", x };
    const key = await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, text);
  } catch {
    const { ed25519 } = await import("@noble/curves/ed25519.js");
    try {
      return ed25519.verify(signature, text, bytesFrom(x) ?? new Uint8Array(), { zip215: false });
    } catch {
      return false;
    }
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (crypto.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const { sha256: digest } = await import("@noble/hashes/sha2.js");
  return digest(bytes);
}
