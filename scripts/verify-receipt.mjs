import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

// npm run receipt:verify -- receipt.json keys.json: whether an exam's receipt is what the server gave out. Needs neither
// the server nor a network, and no more of this project than this one file. `keys.json` comes from /receipts/keys.json of
// the installation and should have been kept before there was a dispute. Ends with 0 when the receipt is genuine, with 1
// when it is not, with 2 when it could not be checked.

const [receiptFile, keysFile] = process.argv.slice(2);
if (!receiptFile || !keysFile) cannot("Say which: npm run receipt:verify -- receipt.json keys.json");
const receipt = read(receiptFile);
const keys = read(keysFile).keys;
if (!Array.isArray(keys)) cannot(`${keysFile} holds no public keys. Take it from /receipts/keys.json.`);
for (const part of ["protected", "payload", "signature"])
  if (typeof receipt[part] !== "string") cannot(`${receiptFile} is no signed receipt: "${part}" is missing.`);

const header = decoded(receipt.protected);
if (header.alg !== "EdDSA" || typeof header.kid !== "string")
  cannot(`${receiptFile} is signed in a way that is not known here.`);
const key = keys.find((one) => one?.kid === header.kid);
if (!key)
  refuse(`${keysFile} does not hold the key ${JSON.stringify(header.kid)} it claims to be signed with.`);
const signed = Buffer.from(`${receipt.protected}.${receipt.payload}`);
if (!verify(null, signed, publicKey(key), Buffer.from(receipt.signature, "base64url")))
  refuse("something in it was changed after the server had signed it, or another server signed it.");

const { issuer, exam, candidate, receiptNumber, startedAt, submittedAt, submittedBy, answers, ledgerHash } =
  decoded(receipt.payload);
const chosen = Object.entries(answers).map(([number, labels]) => `${number} ${labels.join("") || "–"}`);
console.log(`Genuine. 回执真实，内容未被改动。

  考试 Exam              ${exam.title}
  考生 Candidate         ${candidate}
  回执号 Receipt         ${receiptNumber}
  开始 Started           ${startedAt}
  交卷 Handed in         ${submittedAt} (${submittedBy})
  答案 Answers           ${chosen.join(", ")}
  账本校验码 Ledger      ${ledgerHash}
  出具 Issued by         ${issuer}`);

function read(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    cannot(`${file} cannot be read.`);
  }
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === "object") return value;
  } catch {}
  cannot(`${file} is not JSON: it was cut off, or it is another file.`);
}

function decoded(part) {
  try {
    const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (value !== null && typeof value === "object") return value;
  } catch {}
  cannot(`${receiptFile} is no signed receipt: a part of it cannot be read.`);
}

function publicKey({ kty, crv, x }) {
  try {
    return createPublicKey({ key: { kty, crv, x }, format: "jwk" });
  } catch {
    cannot(`${keysFile} holds a key that is none.`);
  }
}

function refuse(why) {
  console.error(`Not genuine. 回执不真实。\n${receiptFile}: ${why}`);
  process.exit(1);
}

function cannot(why) {
  console.error(why);
  process.exit(2);
}
