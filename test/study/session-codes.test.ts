import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "~/ids";
import {
  codeAt,
  deviceFor,
  PHASES,
  proofOf,
  STEP_SECONDS,
  scanFrom,
  scanOfProof,
} from "~/study/session-codes.server";
import { useDatabase } from "../support/database";

// The key ring lies in the folder of a database.
await useDatabase();

const sessionId = newId();
const now = new Date("2026-11-24T00:50:07.250Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const device = new Uint8Array(32).fill(7);
const other = new Uint8Array(32).fill(8);

describe("a code on the screen", () => {
  it("is valid for as long as it is shown and a step more, and for its own session and phase alone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PHASES), fc.integer({ min: -40_000, max: 90_000 }), (phase, ms) => {
        const { code } = codeAt({ sessionId, phase }, now);
        const shownFrom = Math.floor(now.getTime() / 15_000) * 15_000;
        const age = later(ms).getTime() - shownFrom;
        const read = scanFrom(code, later(ms));
        if (age >= 0 && age < 30_000) expect(read).toEqual({ sessionId, phase, scannedAt: later(ms) });
        else expect(read).toBe("expired");
      }),
    );
  });

  it("is asked for again before it is too old to be scanned", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120_000 }), (ms) => {
        const { code, seconds } = codeAt({ sessionId, phase: "in" }, later(ms));
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(STEP_SECONDS);
        // At the moment of the next one there is most of a step left.
        expect(scanFrom(code, later(ms + seconds * 1000))).not.toBe("expired");
      }),
    );
  });

  it("is nobody else's work: a bit changed, another session, another phase", () => {
    const { code } = codeAt({ sessionId, phase: "in" }, now);
    fc.assert(
      fc.property(fc.nat({ max: 40 * 8 - 1 }), (bit) => {
        const bytes = Buffer.from(code, "base64url");
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(scanFrom(bytes.toString("base64url"), now)).toBeNull();
      }),
    );
    const mine = Buffer.from(code, "base64url");
    const theirs = Buffer.from(codeAt({ sessionId: newId(), phase: "in" }, now).code, "base64url");
    const grafted = Buffer.concat([theirs.subarray(0, 24), mine.subarray(24)]);
    expect(scanFrom(grafted.toString("base64url"), now)).toBeNull();
  });

  it("is never anything that was typed", () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (typed) => scanFrom(typed, now) === null));
  });
});

describe("the proof of a scan", () => {
  const scan = { sessionId, phase: "in", scannedAt: now } as const;
  const proof = proofOf(scan, device);

  it("holds for two minutes, long enough to sign in, and keeps the time of the scan", () => {
    expect(scanOfProof(proof, device, later(119_999))).toEqual(scan);
    expect(scanOfProof(proof, device, later(120_000))).toBe("expired");
    expect(scanOfProof(proof, device, later(-1))).toBe("expired");
  });

  it("is of no use in another browser, and no code", () => {
    expect(scanOfProof(proof, other, now)).toBeNull();
    expect(scanFrom(proof, now)).toBeNull();
    expect(scanOfProof(codeAt({ sessionId, phase: "in" }, now).code, device, now)).toBeNull();
  });
});

describe("a browser", () => {
  it("is given a name once and known by it again; another is another", async () => {
    const first = await deviceFor(new Request("http://localhost/s/x"));
    const cookie = first.headers["Set-Cookie"]!.split(";")[0]!;
    const again = await deviceFor(new Request("http://localhost/s/x", { headers: { Cookie: cookie } }));
    expect(again).toEqual({ deviceHash: first.deviceHash, headers: {} });
    expect((await deviceFor(new Request("http://localhost/s/x"))).deviceHash).not.toEqual(first.deviceHash);
  });
});
