import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

// npm run receipt:verify -- receipt.json keys.json: whether an exam's receipt, or the signed file of a year of study, is
// what the server gave out. Needs neither the server nor a network, and no more of this project than this one file.
// `keys.json` comes from /receipts/keys.json of the installation and should have been kept before there was a dispute.
// Ends with 0 when the file is genuine, with 1 when it is not, with 2 when it could not be checked.

const [receiptFile, keysFile] = process.argv.slice(2);
if (!receiptFile || !keysFile) cannot("Say which: npm run receipt:verify -- receipt.json keys.json");
const receipt = read(receiptFile);
const keys = read(keysFile).keys;
if (!Array.isArray(keys)) cannot(`${keysFile} holds no public keys. Take it from /receipts/keys.json.`);
if (Array.isArray(receipt.chain)) yearOfStudy(receipt.chain);
else examReceipt(checked(receipt, "exam-receipt+jws"));

/** The content of a signed file of that kind; ends the program where it is none, or was changed. */
function checked(file, kind) {
  for (const part of ["protected", "payload", "signature"])
    if (typeof file?.[part] !== "string")
      cannot(`${receiptFile} is no signed receipt: "${part}" is missing.`);
  const header = decoded(file.protected);
  if (header.alg !== "EdDSA" || typeof header.kid !== "string" || header.typ !== kind)
    cannot(`${receiptFile} is signed in a way that is not known here.`);
  const key = keys.find((one) => one?.kid === header.kid);
  if (!key)
    refuse(`${keysFile} does not hold the key ${JSON.stringify(header.kid)} it claims to be signed with.`);
  const signed = Buffer.from(`${file.protected}.${file.payload}`);
  if (!verify(null, signed, publicKey(key), Buffer.from(file.signature, "base64url")))
    refuse("something in it was changed after the server had signed it, or another server signed it.");
  return decoded(file.payload);
}

function examReceipt(content) {
  const { issuer, exam, candidate, receiptNumber, startedAt, submittedAt, submittedBy, answers, ledgerHash } =
    content;
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
}

/** The freeze of a year and its amendments: each is genuine, names the one before, and signs the people beside it. */
function yearOfStudy(chain) {
  if (chain.length === 0) cannot(`${receiptFile} holds no signed file.`);
  let previous = null;
  const lines = [];
  for (const file of chain) {
    const content = checked(file, "study-year+jws");
    if (content.previous !== previous) refuse("a file of the chain is missing, or their order was changed.");
    const people = Array.isArray(file.people) ? file.people : [];
    if (people.length !== content.people.count || digest(canonical(people)) !== content.people.digest)
      refuse("the figures of people are not those that were signed.");
    previous = digest(`${file.protected}.${file.payload}`);
    const { figures, amendment } = content;
    const of = (group) => `${group.attended}/${group.people}`;
    lines.push(`
  ${amendment ? `更正 Amendment ${amendment.number}（${amendment.notice}）` : `封账 Freeze ${content.district.name} ${content.year}`}
  签名 Signed            ${content.signedAt} (${content.proposedBy}, ${content.approvedBy})
  场次 Sessions          ${figures.sessions}
  人次 Attendances       ${figures.attendances}
  人数 People            ${figures.people}
  领导干部 Leaders       ${of(figures.leaders)}
  其他人员 Others        ${of(figures.staff)}
  达标 Met               ${figures.leaders.met + figures.staff.met}/${figures.leaders.owing + figures.staff.owing}
  校验码 Digest          ${previous}`);
  }
  console.log(`Genuine. 签名真实，内容未被改动。\n${lines.join("\n")}`);
}

/** As the server writes what it takes a digest of: keys in order. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

function digest(text) {
  return createHash("sha256").update(text).digest("hex");
}

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
