/** The code on the paper, checked by the program that is given to third parties. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeKeyOf, provenAddress } from "~/certification/offline-proof";

const ADDRESS = "https://zheng.linhu.example/v/7KQ2M9XD4RTH7KQ2M9XD";
const facts = {
  number: "99010000123",
  holderName: "㛃䶮",
  validFromOn: "2026-11-20",
  validToOn: "2031-11-19",
  statusIndex: 70_000,
} as const;
const key = { bytes: Buffer.alloc(32, 7) };
const other = { bytes: Buffer.alloc(32, 8) };
let folder: string;
let keys: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "code-"));
  keys = join(folder, "jwks.json");
  writeFileSync(keys, JSON.stringify({ keys: [codeKeyOf(other), codeKeyOf(key)] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verified(...args: string[]): { status: number; out: string } {
  try {
    const out = execFileSync("node", ["scripts/verify-code.mjs", ...args], {
      encoding: "utf8",
      stdio: "pipe",
    });
    return { status: 0, out };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { status, out: stdout + stderr };
  }
}

test("address and proof together are short enough for a phone", () => {
  const longHost = `https://${"a".repeat(36)}.gov.cn/v/7KQ2M9XD4RTH7KQ2M9XD`;
  expect(provenAddress(longHost, facts, key).length).toBeLessThanOrEqual(200);
});

test("says number, days, index and whether the name is the one", () => {
  const text = provenAddress(ADDRESS, facts, key);
  const { status, out } = verified(text, keys, "㛃䶮");
  expect(status).toBe(0);
  expect(out).toContain("99010000123, valid 2026-11-20 to 2031-11-19");
  expect(out).toContain("index 70000");
  expect(out).toContain("the name is the one");
  expect(verified(text, keys, "㛃龙").status).toBe(1);
});

test("any other address, byte or key is noticed", () => {
  const text = provenAddress(ADDRESS, facts, key);
  const [address, proof] = text.split("#") as [string, string];
  const bytes = Buffer.from(proof, "base64url");
  for (const at of [4, 7, 10, 13, 20, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(verified(`${address}#${changed.toString("base64url")}`, keys).status, `byte ${at}`).toBe(1);
  }
  expect(verified(text.replace("zheng.", "zhenq."), keys).status).toBe(1);
  writeFileSync(join(folder, "others.json"), JSON.stringify({ keys: [codeKeyOf(other)] }));
  expect(verified(text, join(folder, "others.json")).status).toBe(1);
});

test("what is no code is said to be none", () => {
  expect(verified(ADDRESS, keys).status).toBe(2);
  expect(verified(`${ADDRESS}#AQID`, keys).status).toBe(2);
});

test("the id of a key is its thumbprint, and its first characters stand in the code", () => {
  const { kid } = codeKeyOf(key);
  expect(kid).toHaveLength(43);
  const proof = Buffer.from(provenAddress(ADDRESS, facts, key).split("#")[1]!, "base64url");
  expect(kid.startsWith(proof.subarray(1, 4).toString("base64url"))).toBe(true);
});
