/** What the browser says of a code without a network, from lists that were fetched before. */
import { describe, expect, it } from "vitest";
import { codeFrom } from "~/certification/code-reading";
import { secured, statusListOf } from "~/certification/credential";
import { checkOffline, type KeptList, listFrom } from "~/certification/offline-check";
import { codeKeyOf, provenAddress } from "~/certification/offline-proof";

const SITE = "https://zheng.linhu.example";
const ADDRESS = `${SITE}/v/7KQ2M9XD4RTH7KQ2M9XD`;
const facts = {
  number: "99010000123",
  holderName: "㛃䶮",
  validFromOn: "2026-11-20",
  validToOn: "2031-11-19",
  statusIndex: 70_001,
} as const;
const key = { bytes: Buffer.alloc(32, 7) };
const stranger = { bytes: Buffer.alloc(32, 8) };
const text = provenAddress(ADDRESS, facts, key);
const keys = [codeKeyOf(key)];
const FROM = new Date("2026-11-23T01:00:00Z");
const NOW = new Date("2026-11-23T04:00:00Z");

async function listed(purpose: "revocation" | "suspension", ...places: number[]): Promise<KeptList> {
  const bits = new Uint8Array(131_072 / 8);
  for (const place of places) bits[Math.floor(place / 8)]! |= 128 >> (place % 8);
  const list = await listFrom(secured(statusListOf(purpose, bits, FROM, SITE), key), purpose, keys);
  if (!list) throw new Error("the list was not taken");
  return list;
}
const lists = async ({ ended = [], held = [] }: { ended?: number[]; held?: number[] } = {}) => ({
  revocation: await listed("revocation", ...ended),
  suspension: await listed("suspension", ...held),
});
const found = async (code: string, name = "", has: Parameters<typeof lists>[0] = {}, now = NOW) =>
  checkOffline({ text: code, name }, { keys, lists: await lists(has) }, now);

describe("a code without a network", () => {
  it("says what was issued, whose name it is, and what the lists said when they were made", async () => {
    expect(await found(` ${text}\n`, "㛃䶮")).toEqual({
      kind: "issued",
      number: facts.number,
      validFromOn: facts.validFromOn,
      validToOn: facts.validToOn,
      name: "matches",
      status: "clear",
      dates: "within",
      listFrom: FROM,
      stale: false,
    });
    expect(await found(text, "㛃龙")).toMatchObject({ name: "differs" });
    expect(await found(text, " ")).toMatchObject({ name: "not-typed" });
  });

  it.each([
    ["ended", { ended: [70_001] }, "ended"],
    ["stopped", { held: [70_001] }, "held"],
    ["both", { ended: [70_001], held: [70_001] }, "ended"],
    ["its neighbours only", { ended: [70_000, 70_002], held: [70_000, 70_002] }, "clear"],
  ])("%s in the lists", async (_, has, status) => {
    expect(await found(text, "", has)).toMatchObject({ status });
  });

  it.each([
    ["2026-11-19T15:59:59Z", "before"],
    ["2026-11-19T16:00:00Z", "within"],
    ["2031-11-19T15:59:59Z", "within"],
    ["2031-11-19T16:00:00Z", "after"],
  ])("at %s it is %s its days, in China", async (at, dates) => {
    expect(await found(text, "", {}, new Date(at))).toMatchObject({ dates });
  });

  it("does not believe a list for longer than it says", async () => {
    const day = 86_400_000;
    expect(await found(text, "", {}, new Date(FROM.getTime() + day))).toMatchObject({ stale: false });
    expect(await found(text, "", {}, new Date(FROM.getTime() + day + 1))).toMatchObject({ stale: true });
  });

  it("knows nothing of a status without lists, or where they end before its place", async () => {
    const none = { revocation: null, suspension: null };
    expect(await checkOffline({ text, name: "" }, { keys, lists: none }, NOW)).toMatchObject({
      status: "unknown",
      listFrom: null,
    });
    const beyond = provenAddress(ADDRESS, { ...facts, statusIndex: 131_072 }, key);
    expect(await found(beyond)).toMatchObject({ status: "unknown" });
    // An end that is listed is an end, whatever is not known beside it.
    const half = { revocation: await listed("revocation", 70_001), suspension: null };
    expect(await checkOffline({ text, name: "" }, { keys, lists: half }, NOW)).toMatchObject({
      status: "ended",
    });
  });

  it("tells altered from not issued here, and both from no code at all", async () => {
    const [address, proof] = text.split("#") as [string, string];
    const bytes = Buffer.from(proof, "base64url");
    for (const at of [4, 7, 10, 13, 20, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(await found(`${address}#${changed.toString("base64url")}`)).toEqual({ kind: "altered" });
    }
    expect(await found(text.replace("zheng.", "zhenq."))).toEqual({ kind: "altered" });
    expect(await found(provenAddress(ADDRESS, facts, stranger))).toEqual({ kind: "not-issued-here" });
    for (const other of [
      "",
      ADDRESS,
      `${ADDRESS}#AQID`,
      `${ADDRESS}#*`,
      `${text}#`,
      "证件",
      `${ADDRESS}#${"A".repeat(5)}`,
    ])
      expect(await found(other)).toEqual({ kind: "unreadable" });
  });

  it("is read as it was written", () => {
    const { holderName: _, ...said } = facts;
    expect(codeFrom(text)).toMatchObject({ address: ADDRESS, ...said });
  });

  it("is checked where the browser does not know the curve, too", async () => {
    const { subtle } = crypto;
    Object.defineProperty(crypto, "subtle", { value: undefined, configurable: true });
    try {
      expect(await found(text, "㛃䶮", { held: [70_001] })).toMatchObject({
        name: "matches",
        status: "held",
      });
      expect(await found(text.replace("zheng.", "zhenq."))).toEqual({ kind: "altered" });
    } finally {
      Object.defineProperty(crypto, "subtle", { value: subtle, configurable: true });
    }
  });
});

describe("a list", () => {
  const jwt = (purpose: "revocation" | "suspension", by = key) =>
    secured(statusListOf(purpose, new Uint8Array(16_384), FROM, SITE), by);

  it("of another purpose, of another's key or changed on its way is not taken", async () => {
    expect(await listFrom(jwt("suspension"), "revocation", keys)).toBeNull();
    expect(await listFrom(jwt("revocation", stranger), "revocation", keys)).toBeNull();
    const [head, body, signature] = jwt("revocation").split(".") as [string, string, string];
    const later = Buffer.from(body, "base64url").toString().replace("2026-11-23", "2026-11-24");
    const changed = `${head}.${Buffer.from(later).toString("base64url")}.${signature}`;
    expect(await listFrom(changed, "revocation", keys)).toBeNull();
    expect(await listFrom("nonsense", "revocation", keys)).toBeNull();
    expect((await listFrom(jwt("revocation"), "revocation", keys))?.from).toEqual(FROM);
  });
});
