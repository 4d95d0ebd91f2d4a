import { createHash } from "node:crypto";

/**
 * The audit chain: each seal covers a batch of committed events and the seal before it, so that changing, removing or
 * inserting an event later breaks every seal from there on. Rules only; `sealer.server.ts` reads and writes.
 */

export type SealableEvent = {
  id: bigint;
  txid: bigint;
  at: Date;
  type: string;
  actorId: string | null;
  personId: string | null;
  unitId: string | null;
  subjectId: string | null;
  data: unknown;
};

export const genesis = Buffer.alloc(32);

/** SHA-256 over the previous seal and the events in (txid, id) order. */
export function sealHash(previous: Uint8Array, events: readonly SealableEvent[]): Buffer {
  return sealing(previous).add(events).hash();
}

/** The same hash, of events that come in pages: one transaction may hold any number. */
export function sealing(previous: Uint8Array) {
  const hash = createHash("sha256").update(previous);
  let count = 0;
  return {
    add(events: readonly SealableEvent[]) {
      for (const event of events) hash.update(canonical(event)).update("\n");
      count += events.length;
      return this;
    },
    count: () => count,
    hash: () => hash.digest(),
  };
}

/** JSON with sorted keys, so that the database's own key order cannot change a hash. */
export function canonical(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
