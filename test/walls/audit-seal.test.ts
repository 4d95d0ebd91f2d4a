import { describe, expect, it } from "vitest";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const { inTransaction, prisma } = await import("~/db.server");
const { record, recordAll } = await import("~/audit/audit.server");
const { genesis, sealHash } = await import("~/audit/chain");
const { firstBrokenSeal, sealEvents } = await import("~/audit/sealer.server");

const at = new Date("2026-11-20T01:00:00Z");
const write = (kind: string) =>
  inTransaction((tx) => record(tx, { type: "unit.created", at, actorId: null, data: { kind } }));

/** Seals, and answers how many events are sealed by now. */
async function sealed(): Promise<number> {
  await inTransaction((tx) => sealEvents(tx, at));
  const seals = await prisma.auditSeal.findMany({ select: { count: true } });
  return seals.reduce((sum, { count }) => sum + count, 0);
}
// A transaction of another test's database, on the same server, holds the seal back for as long as it runs.
const eventually = { timeout: 50_000, interval: 200 };

describe("the audit seal", () => {
  it("of a transaction of any size is the one that reading it whole would give", async () => {
    await inTransaction((tx) =>
      recordAll(
        tx,
        Array.from({ length: 12_345 }, (_, n) => ({
          type: "unit.created" as const,
          at,
          actorId: null,
          data: { kind: `number ${n}` },
        })),
      ),
    );
    await write("another transaction, after it");
    const events = await prisma.auditEvent.count();
    expect(events).toBeGreaterThan(12_345);
    await expect.poll(sealed, eventually).toBe(events);
    const seals = await prisma.auditSeal.findMany({ orderBy: { id: "asc" } });
    for (const seal of seals) {
      const events = await prisma.auditEvent.findMany({
        where: { txid: { gte: seal.fromTxid, lte: seal.toTxid } },
        orderBy: [{ txid: "asc" }, { id: "asc" }],
        omit: { requestId: true },
      });
      expect(events.length).toBe(seal.count);
      const before = seals[seals.indexOf(seal) - 1]?.hash ?? genesis;
      expect(Buffer.from(seal.hash).equals(sealHash(before, events))).toBe(true);
    }
    expect(await firstBrokenSeal(prisma)).toBeNull();
  });

  it("covers committed events once, waits for a transaction still running, and notices a change", async () => {
    const before = await prisma.auditEvent.count();
    await write("first");
    // This one takes its place before "second" and commits after it.
    let commit = () => {};
    const running = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let inserted = () => {};
    const started = new Promise<void>((resolve) => {
      inserted = resolve;
    });
    const slow = inTransaction(async (tx) => {
      await record(tx, { type: "unit.created", at, actorId: null, data: { kind: "slow" } });
      inserted();
      await running;
    });
    await started;
    await write("second");
    await expect.poll(sealed, eventually).toBe(before + 1);
    expect(await sealed()).toBe(before + 1);
    commit();
    await slow;
    await expect.poll(sealed, eventually).toBe(before + 3);
    expect(await inTransaction((tx) => sealEvents(tx, at))).toBe(0);
    expect(await firstBrokenSeal(prisma)).toBeNull();

    await database.ownerQuery("ALTER TABLE audit_event DISABLE TRIGGER history");
    await database.ownerQuery(
      `UPDATE audit_event SET data = '{"kind":"other"}' WHERE data ->> 'kind' = 'slow'`,
    );
    await database.ownerQuery("ALTER TABLE audit_event ENABLE TRIGGER history");
    const seals = await prisma.auditSeal.findMany({ orderBy: { id: "asc" } });
    expect(await firstBrokenSeal(prisma)).toBe(seals.at(-1)!.id);
  });
});
