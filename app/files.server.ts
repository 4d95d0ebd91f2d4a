/**
 * Photos, evidence and issued documents: content-addressed, encrypted at rest, on disk before the commit that
 * mentions them. The address is the SHA-256 of the plain bytes, so the same file is stored once.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readFile as readBytes, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Tx } from "./db.server";
import { env } from "./env.server";
import { currentKey, keyById } from "./keys.server";

const NONCE = 12;
const TAG = 16;

export type FilePurpose = "photo" | "evidence" | "roster" | "study" | "questions" | "certificate" | "letter";

/** Stores the bytes and names them in the database; calling it twice with the same bytes changes nothing. */
export async function storeFile(
  tx: Tx,
  file: { bytes: Buffer; mediaType: string; purpose: FilePurpose; now: Date },
): Promise<string> {
  const hash = createHash("sha256").update(file.bytes).digest("hex");
  const key = currentKey("files");
  if (!(await exists(pathOf(hash)))) await writeDurably(pathOf(hash), encrypt(file.bytes, key.bytes, hash));
  await tx.storedFile.createMany({
    data: [
      {
        hash,
        mediaType: file.mediaType,
        bytes: file.bytes.length,
        purpose: file.purpose,
        keyId: key.id,
        createdAt: file.now,
      },
    ],
    skipDuplicates: true,
  });
  return hash;
}

/** The plain bytes. Throws when the file is missing or was changed on disk. */
export async function readFile(tx: Tx, hash: string): Promise<{ bytes: Buffer; mediaType: string }> {
  const stored = await tx.storedFile.findUniqueOrThrow({ where: { hash } });
  const bytes = decrypt(await readBytes(pathOf(hash)), keyById("files", stored.keyId).bytes, hash);
  return { bytes, mediaType: stored.mediaType };
}

/** The name of an uploaded file as its owner knows it, without a path, and short. */
export function plainFileName(name: string, otherwise: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? "";
  return [...base.replace(/\p{Cc}/gu, "")].slice(-100).join("") || otherwise;
}

const pathOf = (hash: string) => join(env().dataFolder, "files", hash.slice(0, 2), hash.slice(2));

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

/** The bytes, then the name, then the folder that holds the name: only so does a power cut leave all or nothing. */
async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const folder = await open(dirname(path), "r");
  await folder.sync().finally(() => folder.close());
}

function encrypt(plain: Buffer, key: Buffer, hash: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(hash));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(stored: Buffer, key: Buffer, hash: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, stored.subarray(0, NONCE)).setAAD(Buffer.from(hash));
  decipher.setAuthTag(stored.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(stored.subarray(NONCE + TAG)), decipher.final()]);
}
