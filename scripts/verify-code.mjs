import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

// npm run code:verify -- "https://…/v/…#…" jwks.json [name]: checks the code of a certificate without a network and without
// anything else of this project. docs/verification.md says what it reads. Ends with 0 when all is as issued, with 1 when a byte
// or the name was changed, with 2 when something cannot be read.
const NUMBER_AT = 18;
const SIGNATURE_BYTES = 64;
const DAY_MS = 86_400_000;
const DAY_ZERO = Date.UTC(2000, 0, 1);

const dayOf = (days) => new Date(DAY_ZERO + days * DAY_MS).toISOString().slice(0, 10);

function read(text) {
  const [address, proof] = text.trim().split("#");
  const bytes = Buffer.from(proof ?? "", "base64url");
  if (bytes.length <= NUMBER_AT + SIGNATURE_BYTES || bytes[0] !== 1)
    throw new Error("This is no code of a certificate, or one of a kind that this program does not know.");
  const said = bytes.subarray(0, -SIGNATURE_BYTES);
  return {
    address,
    said,
    signature: bytes.subarray(-SIGNATURE_BYTES),
    key: said.subarray(1, 4).toString("base64url"),
    number: said.subarray(NUMBER_AT).toString("utf8"),
    validFrom: dayOf(said.readUInt16BE(4)),
    validTo: dayOf(said.readUInt16BE(6)),
    statusIndex: said.readUInt32BE(8),
    nameCheck: said.subarray(12, NUMBER_AT),
  };
}

function isSigned(code, keys) {
  const text = Buffer.concat([Buffer.from(`chizheng-certificate-code/1\n${code.address}\n`), code.said]);
  return keys
    .filter(({ kid }) => kid.startsWith(code.key))
    .some((key) => verify(null, text, createPublicKey({ key, format: "jwk" }), code.signature));
}

const [text, keyFile, name] = process.argv.slice(2);
try {
  if (!text || !keyFile) throw new Error('Say what: npm run code:verify -- "https://…#…" jwks.json [name]');
  const code = read(text);
  const { keys } = JSON.parse(readFileSync(keyFile, "utf8"));
  if (!isSigned(code, keys)) {
    console.log("CHANGED: no key of the list signed this code.");
    process.exit(1);
  }
  const check = createHash("sha256")
    .update(`${code.number}\n${(name ?? "").normalize("NFC")}`)
    .digest();
  if (name && !check.subarray(0, 6).equals(code.nameCheck)) {
    console.log("OTHER NAME: the code was issued for somebody else than the name given.");
    process.exit(1);
  }
  console.log(`issued as ${code.number}, valid ${code.validFrom} to ${code.validTo}, both days included`);
  console.log(`status list index ${code.statusIndex}; today's status: ${code.address}`);
  if (name) console.log("the name is the one it was issued for");
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
