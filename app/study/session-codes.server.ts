/**
 * The codes on the screen of a room: each names a session, whether people come or go, and the quarter of a minute in
 * which it was shown, signed. Who scans one is given a proof of it for the time that signing in takes, which only their
 * own browser can use: a code that is sent out of the room is too old when it arrives, a proof is no use there.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieNamed } from "~/access/cookie.server";
import { isUuid } from "~/ids";
import { keyedHash } from "~/keys.server";

export const STEP_SECONDS = 15;
/** A code is on the screen for one step, and can be read for one more: phones and networks take a while. */
const VALID_SECONDS = 2 * STEP_SECONDS;
const PROOF_SECONDS = 120;
const DEVICE_DAYS = 400;

export const PHASES = ["in", "out"] as const;
export type Phase = (typeof PHASES)[number];

type Named = { sessionId: string; phase: Phase };
export type Scan = Named & { scannedAt: Date };

const KEY_OF_CODES = "study session codes";
const sign = (bytes: Buffer) =>
  createHmac("sha256", keyedHash("public-lookup", KEY_OF_CODES)).update(bytes).digest().subarray(0, 16);

/** The session's sixteen bytes, the phase, a number; and for a proof the device. */
function packed(
  { sessionId, phase }: Named,
  kind: "code" | "proof",
  number: number,
  device?: Uint8Array,
): Buffer {
  const head = Buffer.alloc(24);
  Buffer.from(sessionId.replaceAll("-", ""), "hex").copy(head);
  head.writeUInt8((kind === "code" ? 0 : 2) + PHASES.indexOf(phase), 16);
  head.writeUIntBE(number, 18, 6);
  return Buffer.concat([head, sign(Buffer.concat([head, device ?? Buffer.alloc(0)]))]);
}

function unpacked(text: string): (Named & { kind: "code" | "proof"; number: number; bytes: Buffer }) | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== 40 || bytes.toString("base64url") !== text) return null;
  const hex = bytes.subarray(0, 16).toString("hex");
  const sessionId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
  const mark = bytes.readUInt8(16);
  const phase = PHASES[mark % 2];
  if (mark > 3 || !phase || !isUuid(sessionId)) return null;
  return {
    ...{ sessionId, phase, kind: mark < 2 ? "code" : "proof" },
    ...{ number: bytes.readUIntBE(18, 6), bytes },
  };
}

const stepAt = (now: Date) => Math.floor(now.getTime() / (STEP_SECONDS * 1000));

/** What the screen shows now, and for how many seconds. */
export function codeAt(named: Named, now: Date): { code: string; seconds: number } {
  const step = stepAt(now);
  const endsAt = (step + 1) * STEP_SECONDS * 1000;
  return {
    code: packed(named, "code", step).toString("base64url"),
    seconds: Math.ceil((endsAt - now.getTime()) / 1000),
  };
}

/** null: never was a code of ours. */
export function scanFrom(code: string, now: Date): Scan | "expired" | null {
  const read = unpacked(code);
  if (read?.kind !== "code") return null;
  if (!equal(read.bytes, packed(read, "code", read.number))) return null;
  const age = now.getTime() - read.number * STEP_SECONDS * 1000;
  if (age < 0 || age >= VALID_SECONDS * 1000) return "expired";
  return { sessionId: read.sessionId, phase: read.phase, scannedAt: now };
}

/** For the address to which whoever scanned is sent, by way of the sign-in page if need be. */
export const proofOf = (scan: Scan, deviceHash: Uint8Array): string =>
  packed(scan, "proof", scan.scannedAt.getTime(), deviceHash).toString("base64url");

/** null: not ours, or of another browser. */
export function scanOfProof(proof: string, deviceHash: Uint8Array, now: Date): Scan | "expired" | null {
  const read = unpacked(proof);
  if (read?.kind !== "proof") return null;
  if (!equal(read.bytes, packed(read, "proof", read.number, deviceHash))) return null;
  const age = now.getTime() - read.number;
  if (age < 0 || age >= PROOF_SECONDS * 1000) return "expired";
  return { sessionId: read.sessionId, phase: read.phase, scannedAt: new Date(read.number) };
}

const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);

const cookie = () => cookieNamed("study-device", { maxAge: DEVICE_DAYS * 86_400 });

/** Of a browser only this is kept: it tells two apart and names none. */
const deviceHashOf = (device: string): Uint8Array<ArrayBuffer> =>
  keyedHash("public-lookup", `study device\n${device}`);

/** null: it has scanned nothing yet, or keeps no cookies. */
export async function deviceHashFrom(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  const device: unknown = await cookie().parse(request.headers.get("Cookie"));
  return typeof device === "string" && device.length >= 24 ? deviceHashOf(device) : null;
}

/** The browser's hash, with the header that gives it a name if it had none. */
export async function deviceFor(
  request: Request,
): Promise<{ deviceHash: Uint8Array<ArrayBuffer>; headers: Record<string, string> }> {
  const known = await deviceHashFrom(request);
  if (known) return { deviceHash: known, headers: {} };
  const device = randomBytes(24).toString("base64url");
  return {
    deviceHash: deviceHashOf(device),
    headers: { "Set-Cookie": await cookie().serialize(device) },
  };
}
