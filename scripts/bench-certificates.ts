import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { fileURLToPath } from "node:url";
import { machineLine } from "./bench/machine.ts";

// npm run bench:certificates [-- documents]: certificates per second on one core, unsigned and signed with each kind of key; what
// the first one of a process takes; and what memory does over so many documents (default 5000).

const SECONDS = 8;
const started = performance.now();
const { benchCertificates, benchView } = await import("../certificates/bench.ts");
const { renderCertificate } = await import("../certificates/render.ts");

if (process.argv[2] === "cold") {
  await renderCertificate(benchView(0));
  console.log(Math.round(performance.now() - started));
  process.exit(0);
}

const { firstKeyFile } = await import("../certificates/first-key.ts");
const { openKeyFile } = await import("../certificates/key-file.ts");
const at = new Date();
const rows: [string, string][] = [];
const row = (what: string, value: string) => {
  rows.push([what, value]);
  console.error(`${what}: ${value}`);
};

const itself = fileURLToPath(import.meta.url);
const cold = execFileSync(process.execPath, ["--import", "tsx", itself, "cold"], { encoding: "utf8" });
row("first document of a process, ms (fonts read and parsed)", cold.trim());
row("unsigned, per second", (await benchCertificates(SECONDS)).toFixed(0));
for (const [what, signer] of await signers())
  row(`signed with ${what}, per second`, (await benchCertificates(SECONDS, { signer, at })).toFixed(0));

const documents = Number(process.argv[2] ?? 5_000);
const [[, signer]] = await signers();
const heap: number[] = [];
for (let n = 0; n < documents; n++) {
  await renderCertificate(benchView(n), { signer, at });
  if (n % (documents / 5) === documents / 5 - 1) heap.push(Math.round(process.memoryUsage().rss / 2 ** 20));
}
row(`MB held after each fifth of ${documents}`, heap.join(", "));

console.log(`${machineLine()}\n\n| what | measured |\n|---|---:|`);
for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);

async function signers() {
  const first = await firstKeyFile(
    { commonName: "临湖区", organisation: "临湖区", from: new Date(0), until: new Date("2099-01-01") },
    "bench",
  );
  const rsa = openKeyFile(first, "bench");
  if (!rsa.ok) throw new Error(rsa.refusal.code);
  const { signer } = rsa.key;
  const { sign } = await import("node:crypto");
  const curve = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
  const p256 = {
    ...signer,
    algorithm: "ecdsa-p256-sha256" as const,
    sign: async (bytes: Uint8Array) => sign("sha256", bytes, curve),
  };
  return [
    ["RSA 3072", signer],
    ["P-256", p256],
  ] as const;
}
