/**
 * Large files beside those of files.server.ts: written and read piece by piece, never whole in memory. Each piece is
 * encrypted by itself, bound to its place and to this file, so that none can be changed, left out or exchanged; a last
 * piece holds the SHA-256 of the whole, which is the address.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ByteRange } from "./byte-range";
import type { Tx } from "./db.server";
import { env } from "./env.server";
import { currentKey, keyById } from "./keys.server";

const PIECE = 256 * 1024;
const NONCE = 12;
const TAG = 16;
const SALT = 16;
const SEALED = NONCE + PIECE + TAG;

export type StreamedFile = { hash: string; bytes: number; keyId: string };

/** Why a stream was not kept: it grew beyond `mostBytes`, or what it begins with is not what it should be. */
export type NotKept = "too-large" | "wrong-content" | "empty";

/** Writes a stream to disk; nothing stays behind of one that is not kept. */
export async function keepStream(
  chunks: AsyncIterable<Uint8Array>,
  { mostBytes, isRight }: { mostBytes: number; isRight: (beginning: Buffer) => boolean },
): Promise<StreamedFile | NotKept> {
  const folder = join(env().dataFolder, "files", "incoming");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomBytes(12).toString("hex"));
  const file = await open(path, "wx", 0o600);
  try {
    const kept = await writePieces(file, chunks, mostBytes, isRight);
    if (typeof kept === "string") return kept;
    await file.sync();
    await moveDurably(path, pathOf(kept.hash));
    return kept;
  } finally {
    await file.close();
    await unlink(path).catch(() => undefined);
  }
}

async function writePieces(
  file: FileHandle,
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
  isRight: (beginning: Buffer) => boolean,
): Promise<StreamedFile | NotKept> {
  const key = currentKey("files");
  const salt = randomBytes(SALT);
  const hash = createHash("sha256");
  let bytes = 0;
  let place = 0;
  let waiting: Buffer[] = [];
  let held = 0;
  await file.write(salt);
  const seal = async (plain: Buffer) => {
    await file.write(sealed(key.bytes, salt, place, plain));
    place += 1;
  };
  let refused: NotKept | null = null;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) refused ??= "too-large";
    // The sender's form goes on behind the file: what is not kept is read to its end all the same.
    if (refused) continue;
    hash.update(chunk);
    waiting.push(Buffer.from(chunk));
    held += chunk.length;
    if (held < PIECE) continue;
    const together = Buffer.concat(waiting);
    if (place === 0 && !isRight(together)) refused = "wrong-content";
    let from = 0;
    for (; together.length - from >= PIECE; from += PIECE) await seal(together.subarray(from, from + PIECE));
    waiting = [together.subarray(from)];
    held = together.length - from;
  }
  if (refused) return refused;
  if (bytes === 0) return "empty";
  const rest = Buffer.concat(waiting);
  if (place === 0 && !isRight(rest)) return "wrong-content";
  if (rest.length > 0) await seal(rest);
  const digest = hash.digest();
  await file.write(sealed(key.bytes, salt, -1, digest));
  return { hash: digest.toString("hex"), bytes, keyId: key.id };
}

/** Names a kept stream in the database; calling it twice changes nothing. */
export async function storeStream(
  tx: Tx,
  { hash, bytes, keyId }: StreamedFile,
  mediaType: string,
  now: Date,
): Promise<void> {
  const row = { hash, mediaType, bytes, keyId, purpose: "course", createdAt: now };
  await tx.storedFile.createMany({ data: [row], skipDuplicates: true });
}

/** The bytes from `first` to `last`, as they are read. Throws when a piece was changed on disk. */
export async function* piecesOf(
  { hash, bytes, keyId }: StreamedFile,
  { first, last }: ByteRange,
): AsyncGenerator<Uint8Array> {
  const key = keyById("files", keyId).bytes;
  const file = await open(pathOf(hash), "r");
  try {
    const salt = await readAt(file, 0, SALT);
    const places = Math.ceil(bytes / PIECE);
    const lengthOf = (place: number) => NONCE + Math.min(PIECE, bytes - place * PIECE) + TAG;
    const offsetOf = (place: number) => SALT + place * SEALED;
    const end = offsetOf(places - 1) + lengthOf(places - 1);
    const digest = unsealed(key, salt, -1, await readAt(file, end, NONCE + 32 + TAG));
    if (digest.toString("hex") !== hash) throw new Error("A stored file is not the one its name says");
    for (let place = Math.floor(first / PIECE); place * PIECE <= last; place += 1) {
      const plain = unsealed(key, salt, place, await readAt(file, offsetOf(place), lengthOf(place)));
      yield plain.subarray(Math.max(0, first - place * PIECE), last - place * PIECE + 1);
    }
  } finally {
    await file.close();
  }
}

const pathOf = (hash: string) => join(env().dataFolder, "files", hash.slice(0, 2), hash.slice(2));

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error("A stored file is shorter than it was");
  return buffer;
}

/** The whole, once it is on disk, under its name; the folder that holds the name, too: a power cut leaves all or nothing. */
async function moveDurably(from: string, to: string): Promise<void> {
  const isThere = await access(to, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  const folder = await open(dirname(to), "r");
  await folder.sync().finally(() => folder.close());
}

const boundTo = (salt: Buffer, place: number) => Buffer.concat([salt, Buffer.from(`piece ${place}`)]);

function sealed(key: Buffer, salt: Buffer, place: number, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo(salt, place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unsealed(key: Buffer, salt: Buffer, place: number, stored: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, stored.subarray(0, NONCE)).setAAD(
    boundTo(salt, place),
  );
  decipher.setAuthTag(stored.subarray(-TAG));
  return Buffer.concat([decipher.update(stored.subarray(NONCE, -TAG)), decipher.final()]);
}
