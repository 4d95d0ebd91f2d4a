import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refusalIn } from "~/text/refusals";

/** Each case has a process of its own as far as the environment goes. */
async function signingWith(settings: Record<string, string>) {
  vi.resetModules();
  for (const name of ["CHIZHENG_MODE", "CHIZHENG_SIGNING_FILE", "CHIZHENG_SIGNING_PASSWORD", "CHIZHENG_KEYS"])
    vi.stubEnv(name, settings[name] ?? "");
  vi.stubEnv("CHIZHENG_DATA", folder);
  vi.stubEnv("PUBLIC_URL", "https://zheng.linhu.example");
  return import("~/certification/signing.server");
}

const KEYS = new URL("../certificates/keys/", import.meta.url);
const NOW = new Date("2026-12-01T00:00:00Z");
const password = { CHIZHENG_SIGNING_PASSWORD: "linhu-test" };
const named = (name: string) => ({ CHIZHENG_SIGNING_FILE: new URL(`${name}.p12`, KEYS).pathname });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signing-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("who signs", () => {
  it.each([
    ["rsa", "rsa-sha256"],
    ["rsa-chinese-legacy", "rsa-sha256"],
    ["p256-chinese", "ecdsa-p256-sha256"],
    ["sm2", "sm2-sm3"],
  ])("%s.p12", async (name, algorithm) => {
    const { signerAt } = await signingWith({ ...named(name), ...password });
    expect(await signerAt(NOW)).toMatchObject({ ok: true, signer: { algorithm } });
  });

  it("a demo makes a key of its own and finds it again", async () => {
    const first = await (await signingWith({})).signerAt(NOW);
    const again = await (await signingWith({})).signerAt(NOW);
    if (!first.ok || !again.ok) throw new Error("no signer");
    expect(first.signer.name).toContain("临湖区");
    expect(again.signer.keyId).toBe(first.signer.keyId);
  });

  it("a file put in its place is used from the next document on, without a restart", async () => {
    const path = join(folder, "mine.p12");
    copyFileSync(named("rsa").CHIZHENG_SIGNING_FILE, path);
    const { signerAt } = await signingWith({ CHIZHENG_SIGNING_FILE: path, ...password });
    const before = await signerAt(NOW);
    writeFileSync(path, readFileSync(named("p256-chinese").CHIZHENG_SIGNING_FILE));
    utimesSync(path, NOW, NOW);
    const after = await signerAt(NOW);
    expect(before).toMatchObject({ signer: { algorithm: "rsa-sha256" } });
    expect(after).toMatchObject({ signer: { algorithm: "ecdsa-p256-sha256" } });
  });
});

describe("nothing is signed, and a sentence in both languages says why", () => {
  const production = { CHIZHENG_MODE: "production", CHIZHENG_KEYS: "keys.json" };
  it.each([
    ["signing.unconfigured", production, NOW],
    ["signing.file-missing", { ...production, CHIZHENG_SIGNING_FILE: "/nowhere/signing.p12" }, NOW],
    ["signing.not-a-key-file", { CHIZHENG_SIGNING_FILE: new URL(import.meta.url).pathname }, NOW],
    ["signing.password-wrong", { ...named("rsa"), CHIZHENG_SIGNING_PASSWORD: "guess" }, NOW],
    ["signing.algorithm-unknown", { ...named("p384"), ...password }, NOW],
    ["signing.not-for-signing", { ...named("not-for-signing"), ...password }, NOW],
    ["signing.not-yet-valid", { ...named("rsa"), ...password }, new Date("2020-01-01T00:00:00Z")],
    ["signing.expired", { ...named("rsa"), ...password }, new Date("2130-01-01T00:00:00Z")],
  ])("%s", async (code, settings: Record<string, string>, at) => {
    const { signerAt } = await signingWith(settings);
    const answer = await signerAt(at);
    expect(answer).toMatchObject({ ok: false, refusals: [{ code }] });
    if (answer.ok) return;
    for (const locale of ["zh-CN", "en"] as const) {
      const { sentence, cure } = refusalIn(locale, answer.refusals[0]!);
      expect(sentence).not.toContain("undefined");
      expect(cure).toBeTruthy();
    }
  });
});
