/**
 * The key ring. Keys of different purposes are different and versioned; the id of the key used stands on each row.
 * The demo makes its ring in the data folder; in production the file is named by CHIZHENG_KEYS and must exist.
 */
import { createHmac, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { env } from "./env.server";

const purposes = [
  "identity-cipher",
  "identity-index",
  "files",
  "receipts",
  "checkpoints",
  "public-lookup",
  "certificates",
  "signing-file",
  "webhooks",
] as const;
export type KeyPurpose = (typeof purposes)[number];
export type Key = { id: string; bytes: Buffer };

const keysSchema = z.array(z.object({ id: z.string().min(1), key: z.base64() })).min(1);
const ringSchema = z.record(z.enum(purposes), keysSchema);
type Ring = z.infer<typeof ringSchema>;

let loaded: { path: string; ring: Ring } | undefined;

function ring(): Ring {
  const path = env().keysPath;
  if (loaded?.path === path) return loaded.ring;
  if (!existsSync(path)) writeNewRing(path);
  else if (env().mode === "demo") completeRing(path);
  loaded = { path, ring: ringSchema.parse(JSON.parse(readFileSync(path, "utf8"))) };
  return loaded.ring;
}

/** The key new rows are written with: the last of its purpose. */
export function currentKey(purpose: KeyPurpose): Key {
  return toKey(ring()[purpose].at(-1)!);
}

/** The key an existing row was written with. */
export function keyById(purpose: KeyPurpose, id: string): Key {
  const found = ring()[purpose].find((key) => key.id === id);
  if (!found) throw new Error(`The key ring holds no ${purpose} key "${id}"`);
  return toKey(found);
}

/** Every key of a purpose, the oldest first: what was written with an old one must still be told from a forgery. */
export function keysOf(purpose: KeyPurpose): Key[] {
  return ring()[purpose].map(toKey);
}

/** What stands for a text that is not kept: the same for the same text, and nothing to anybody without the key. */
export function keyedHash(purpose: KeyPurpose, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac("sha256", currentKey(purpose).bytes).update(text).digest());
}

/** The same with the key of that id. */
export function hashWith(purpose: KeyPurpose, keyId: string, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac("sha256", keyById(purpose, keyId).bytes).update(text).digest());
}

const toKey = (stored: { id: string; key: string }): Key => ({
  id: stored.id,
  bytes: Buffer.from(stored.key, "base64"),
});

/** Losing these bytes loses every identity number and file: on disk before anything is written with them. */
export function writeNewRing(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeWhole(path, Object.fromEntries(purposes.map(firstKeyOf)));
}

const firstKeyOf = (purpose: KeyPurpose) => [
  purpose,
  [{ id: `${purpose}-1`, key: randomBytes(32).toString("base64") }],
];

/** Purposes that a ring of an earlier version has no key for. */
export function missingPurposes(path: string): KeyPurpose[] {
  const ring: object = JSON.parse(readFileSync(path, "utf8"));
  return purposes.filter((purpose) => !(purpose in ring));
}

/** Adds keys for what is missing, and changes none that is there. Answers what was added. */
export function completeRing(path: string): KeyPurpose[] {
  const missing = missingPurposes(path);
  if (missing.length === 0) return [];
  const ring = JSON.parse(readFileSync(path, "utf8"));
  const beside = `${path}.new`;
  writeWhole(beside, { ...ring, ...Object.fromEntries(missing.map(firstKeyOf)) });
  renameSync(beside, path);
  return missing;
}

function writeWhole(path: string, ring: object): void {
  const file = openSync(path, "wx", 0o600);
  writeSync(file, JSON.stringify(ring, null, 2));
  fsyncSync(file);
  closeSync(file);
}
