import { describe, expect, it } from "vitest";
import { canonical, genesis, type SealableEvent, sealHash } from "~/audit/chain";

const event = (id: number, data: unknown): SealableEvent => ({
  id: BigInt(id),
  txid: BigInt(id),
  at: new Date("2026-11-20T08:00:00Z"),
  type: "person.registered",
  actorId: null,
  personId: null,
  unitId: null,
  subjectId: null,
  data,
});

describe("the audit chain", () => {
  const events = [event(1, { origin: "roster" }), event(2, { origin: "form" })];

  it("does not depend on the order in which the database keeps keys", () => {
    expect(canonical({ b: 1, a: [true, null, "文"] })).toBe(canonical({ a: [true, null, "文"], b: 1 }));
  });

  it("changes when an event is changed, removed, added or reordered, or when the seal before it is", () => {
    const seal = sealHash(genesis, events).toString("hex");
    const others = [
      sealHash(genesis, [event(1, { origin: "seed" }), events[1]!]),
      sealHash(genesis, [events[0]!]),
      sealHash(genesis, [...events, event(3, {})]),
      sealHash(genesis, [events[1]!, events[0]!]),
      sealHash(Buffer.alloc(32, 1), events),
    ].map((hash) => hash.toString("hex"));
    expect(new Set([seal, ...others]).size).toBe(6);
  });
});
