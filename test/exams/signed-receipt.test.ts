import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type ReceiptContent, signReceipt } from "~/exams/signed-receipt";
import { publicKeyOf, type SignedFile } from "~/signed-file";

const folder = mkdtempSync(join(tmpdir(), "chizheng-receipt-"));
afterAll(() => rmSync(folder, { recursive: true }));

const key = { id: "receipts-1", bytes: randomBytes(32) };
const other = { id: "receipts-1", bytes: randomBytes(32) };
const content: ReceiptContent = {
  issuer: "https://exam.example",
  attemptId: "01890000-0000-7000-8000-000000000001",
  exam: { id: "01890000-0000-7000-8000-000000000002", title: "行政处罚法月考" },
  candidate: "阿依古丽·买买提",
  receiptNumber: "KQ3D-7H2M-9TVA",
  startedAt: "2026-11-22T01:00:00.000Z",
  submittedAt: "2026-11-22T01:40:00.000Z",
  submittedBy: "candidate",
  answers: { 1: ["A"], 2: ["A", "C"], 3: [] },
  ledgerHash: "0f".repeat(32),
};

/** As somebody does it who has the two files and nothing else. */
function check(receipt: unknown, keys: unknown = { keys: [publicKeyOf(key)] }) {
  const written = ([name, value]: [string, unknown]) => {
    const file = join(folder, name);
    writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
    return file;
  };
  const files = [written(["receipt.json", receipt]), written(["keys.json", keys])];
  const done = spawnSync(process.execPath, ["scripts/verify-receipt.mjs", ...files], { encoding: "utf8" });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

describe("a signed receipt", () => {
  const signed = signReceipt(content, key);

  it("is found genuine by the command, which says what the server received", () => {
    const { status, out } = check(signed);
    expect(status).toBe(0);
    for (const word of ["阿依古丽·买买提", "行政处罚法月考", "KQ3D-7H2M-9TVA", "1 A, 2 AC, 3 –"])
      expect(out).toContain(word);
  });

  it("is the same file each time", () => {
    expect(signReceipt(content, key)).toEqual(signed);
  });

  it("is refused with anything changed, with another server's key, and with a key that is not there", () => {
    const better = { ...content, answers: { ...content.answers, 3: ["B"] } };
    const forged = { ...signed, payload: Buffer.from(JSON.stringify(better)).toString("base64url") };
    expect(check(forged)).toMatchObject({ status: 1, out: "" });
    expect(check(signed, { keys: [publicKeyOf(other)] })).toMatchObject({ status: 1, out: "" });
    expect(check(signed, { keys: [null, publicKeyOf({ ...key, id: "receipts-2" })] }).err).toContain(
      "receipts-1",
    );
    const unsigned = { ...signed, protected: Buffer.from('{"alg":"none"}').toString("base64url") };
    expect(check({ ...unsigned, signature: "" })).toMatchObject({ status: 2, out: "" });
  });

  it("is told from files that are no receipt, in a sentence and without a trace", () => {
    const strange: [unknown, unknown?][] = [
      ["%PDF-1.7"],
      ["null"],
      [{}],
      [{ ...signed, payload: 7 }],
      [{ ...signed, protected: "%%%" }],
      [signed, {}],
      [signed, "[null]"],
      [signed, { keys: [{ kid: key.id, kty: "OKP", crv: "Ed25519", x: "AA" }] }],
    ];
    for (const files of strange) {
      const { status, out, err } = check(...files);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  it("is never found genuine with a byte of it changed", () => {
    const parts = ["payload", "protected", "signature"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), fc.integer({ min: 1, max: 255 }), (part, at, by) => {
        const bytes = Buffer.from(signed[part], "base64url");
        bytes[at % bytes.length]! ^= by;
        const changed: SignedFile = { ...signed, [part]: bytes.toString("base64url") };
        expect(check(changed).status).not.toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});
