import { createHash, createPublicKey, verify } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { createInflateRaw } from "node:zlib";

// npm run bundle:verify -- bundle.zip keys.json: whether a bundle of evidence is what the server gave out, file by file. Needs
// neither the server nor a network, and no more of this project than this one file. `keys.json` comes from
// /receipts/keys.json of the installation and should have been kept before there was a dispute. Names every file that was
// altered, is missing or was added. Ends with 0 when the bundle is genuine, with 1 when it is not, with 2 when it could not
// be checked.

const LIST = "manifest.json";
const SIGNATURE = "manifest.sig.json";
const LONGEST_TEXT = 512 * 1024 * 1024;
const PIECE = 1024 * 1024;
const TYP = "study-audit-bundle+jws";

const [bundleFile, keysFile] = process.argv.slice(2);
if (!bundleFile || !keysFile) cannot("Say which: npm run bundle:verify -- bundle.zip keys.json");

const keys = jsonOf(fileText(keysFile), keysFile).keys;
if (!Array.isArray(keys)) cannot(`${keysFile} holds no public keys. Take it from /receipts/keys.json.`);

let file;
try {
  file = openSync(bundleFile, "r");
} catch {
  cannot(`${bundleFile} cannot be read.`);
}
const size = fstatSync(file).size;
const entries = entriesOf();
const wrong = [];

const list = textOf(LIST);
const signature = jsonOf(await textOf(SIGNATURE), SIGNATURE);
for (const part of ["protected", "signature"])
  if (typeof signature[part] !== "string") cannot(`${SIGNATURE} is no signature: "${part}" is missing.`);
const header = jsonOf(Buffer.from(signature.protected, "base64url").toString("utf8"), SIGNATURE);
if (header.alg !== "EdDSA" || header.typ !== TYP || typeof header.kid !== "string")
  cannot(`${bundleFile} is signed in a way that is not known here.`);
const key = keys.find((one) => one?.kid === header.kid);
if (!key)
  refuse([`${keysFile} does not hold the key ${JSON.stringify(header.kid)} it claims to be signed with.`]);
const signed = Buffer.from(`${signature.protected}.${Buffer.from(await list, "utf8").toString("base64url")}`);
if (!verify(null, signed, publicKey(key), Buffer.from(signature.signature, "base64url")))
  refuse([`${LIST} was changed after the server had signed it, or another server signed it.`]);

const manifest = jsonOf(await list, LIST);
const listed = new Set([LIST, SIGNATURE]);
for (const { path, sha256, bytes } of manifest.files) {
  listed.add(path);
  const entry = entries.get(path);
  if (!entry) {
    wrong.push(`missing 缺失: ${path}`);
    continue;
  }
  const found = await digestOf(entry);
  if (found.sha256 !== sha256 || found.bytes !== bytes) wrong.push(`altered 被改动: ${path}`);
}
for (const name of entries.keys()) if (!listed.has(name)) wrong.push(`added 多出: ${JSON.stringify(name)}`);
closeSync(file);
if (wrong.length > 0) refuse(wrong);

console.log(`Genuine. 证据包真实，内容未被改动。

  抽查 Audit             ${manifest.audit.noticeNumber}
  事由 Why               ${manifest.audit.purpose}
  记录 Records           ${manifest.records.length}
  文件 Files             ${manifest.files.length}
  导出 Exported          ${manifest.exportedBy}, ${manifest.exportedAt}
  导出事由 Reason        ${manifest.reason}
  出具 Issued by         ${manifest.issuer}`);

/** The directory of the archive: name → where it stands and how it is packed. */
function entriesOf() {
  const tail = read(Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > tail.length) cannot(`${bundleFile} is no archive, or was cut off.`);
  let count = tail.readUInt16LE(end + 10);
  let length = tail.readUInt32LE(end + 12);
  let at = tail.readUInt32LE(end + 16);
  if (at === 0xffffffff || count === 0xffff) {
    const locator = end - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) cannot(`${bundleFile} is no archive.`);
    const big = read(Number(tail.readBigUInt64LE(locator + 8)), 56);
    count = Number(big.readBigUInt64LE(32));
    length = Number(big.readBigUInt64LE(40));
    at = Number(big.readBigUInt64LE(48));
  }
  const directory = read(at, length);
  const found = new Map();
  let place = 0;
  for (let index = 0; index < count; index += 1) {
    if (place + 46 > directory.length || directory.readUInt32LE(place) !== 0x02014b50)
      cannot(`${bundleFile} has a broken directory.`);
    const nameLength = directory.readUInt16LE(place + 28);
    const extraLength = directory.readUInt16LE(place + 30);
    const name = directory.subarray(place + 46, place + 46 + nameLength).toString("utf8");
    const entry = {
      method: directory.readUInt16LE(place + 10),
      packed: directory.readUInt32LE(place + 20),
      whole: directory.readUInt32LE(place + 24),
      start: directory.readUInt32LE(place + 42),
    };
    const extra = directory.subarray(place + 46 + nameLength, place + 46 + nameLength + extraLength);
    widen(entry, extra);
    if (found.has(name)) wrong.push(`twice 重复: ${JSON.stringify(name)}`);
    found.set(name, entry);
    place += 46 + nameLength + extraLength + directory.readUInt16LE(place + 32);
  }
  return found;
}

/** Sizes and places beyond four gigabytes stand in an extra field, in this order, those that need it. */
function widen(entry, extra) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const part of ["whole", "packed", "start"])
      if (entry[part] === 0xffffffff) {
        entry[part] = Number(extra.readBigUInt64LE(next));
        next += 8;
      }
  }
}

/** Pieces of an entry, unpacked, no more than its directory claims and one. */
async function* piecesOf({ method, packed, whole, start }) {
  const head = read(start, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return;
  const from = start + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  function* stored() {
    for (let at = 0; at < packed; at += PIECE) {
      const piece = read(from + at, Math.min(PIECE, packed - at));
      if (piece.length === 0) return;
      yield piece;
    }
  }
  if (method === 0) return yield* stored();
  if (method !== 8) return;
  const inflate = createInflateRaw({ maxOutputLength: LONGEST_TEXT });
  let left = whole;
  const { Readable } = await import("node:stream");
  try {
    for await (const piece of Readable.from(stored()).pipe(inflate)) {
      yield piece;
      left -= piece.length;
      if (left < 0) return;
    }
  } catch {
    // What does not unpack is not what was signed.
  }
}

async function digestOf(entry) {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of piecesOf(entry)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function textOf(name) {
  const entry = entries.get(name);
  if (!entry) refuse([`missing 缺失: ${name}`]);
  if (entry.whole > LONGEST_TEXT) cannot(`${name} is too large to be one of ours.`);
  const pieces = [];
  for await (const piece of piecesOf(entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

function read(at, length) {
  const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
  let got = 0;
  while (got < bytes.length) {
    const more = readSync(file, bytes, got, bytes.length - got, at + got);
    if (more === 0) break;
    got += more;
  }
  return bytes.subarray(0, got);
}

function fileText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return cannot(`${path} cannot be read.`);
  }
}

function jsonOf(text, path) {
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === "object") return value;
  } catch {}
  return cannot(`${path} is not JSON: it was cut off, or it is another file.`);
}

function publicKey({ kty, crv, x }) {
  try {
    return createPublicKey({ key: { kty, crv, x }, format: "jwk" });
  } catch {
    return cannot(`${keysFile} holds a key that is none.`);
  }
}

function refuse(why) {
  console.error(`Not genuine. 证据包不真实或不完整。\n${why.map((line) => `  ${line}`).join("\n")}`);
  process.exit(1);
}

function cannot(why) {
  console.error(why);
  process.exit(2);
}
