import { existsSync, writeFileSync } from "node:fs";
import { prepare } from "./prepare.mjs";

// npm run keys:new -- /etc/chizheng/keys.json: the key file a production server needs. One that is there keeps every key; only
// keys of purposes that an earlier version did not know are added.
// npm run keys:new -- --signing /etc/chizheng/signing.p12 "Common name" "Organisation": a first key to sign documents with, for who
// has none from an authority yet. Its password is CHIZHENG_SIGNING_PASSWORD. Never overwrites one.
const SIGNS_FOR_YEARS = 10;

await prepare({ pages: "none" });
const { default: importTypeScript } = await import("./typescript.mjs");

async function makeRing(file) {
  const { completeRing, writeNewRing } = await importTypeScript("../app/keys.server.ts");
  if (!file) throw new Error("Say where: npm run keys:new -- /etc/chizheng/keys.json");
  if (!existsSync(file)) {
    writeNewRing(file);
    return `${file} is written. Keep a copy apart from the data: what these keys protect is lost with them.`;
  }
  const added = completeRing(file);
  if (added.length === 0) throw new Error(`${file} exists already, has every key, and was left alone.`);
  return `${file} has new keys for: ${added.join(", ")}. The others were left alone. Copy it to where its copy lies.`;
}

async function makeSigningFile([file, commonName, organisation]) {
  const { firstKeyFile } = await importTypeScript("../certificates/first-key.ts");
  const password = process.env.CHIZHENG_SIGNING_PASSWORD;
  if (!file || !commonName || !organisation)
    throw new Error(
      'Say where and for whom: npm run keys:new -- --signing signing.p12 "Common name" "Organisation"',
    );
  if (!password) throw new Error("Set CHIZHENG_SIGNING_PASSWORD: the file is locked with it.");
  if (existsSync(file)) throw new Error(`${file} exists already and was left alone.`);
  const from = new Date();
  const until = new Date(from);
  until.setUTCFullYear(from.getUTCFullYear() + SIGNS_FOR_YEARS);
  const bytes = await firstKeyFile({ commonName, organisation, from, until }, password);
  writeFileSync(file, bytes, { mode: 0o600, flag: "wx" });
  return `${file} is written and signs until ${until.toISOString().slice(0, 10)}. Readers will not know who vouches for it: replace it by one from an authority.`;
}

const [first, ...rest] = process.argv.slice(2);
try {
  const done =
    first === "--signing" ? await makeSigningFile(rest) : await makeRing(first ?? process.env.CHIZHENG_KEYS);
  console.log(done);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
