import { describe, expect, it } from "vitest";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const { inTransaction, prisma } = await import("~/db.server");
const { record } = await import("~/audit/audit.server");
const { firstBrokenSeal, sealEvents } = await import("~/audit/sealer.server");

const at = new Date("2026-11-20T01:00:00Z");
const write = (kind: string) =>
  inTransaction((tx) => record(tx, { type: "unit.created", at, actorId: null, data: { kind } }));

describe("the audit seal", () => {
  it("covers committed events once, waits for a transaction still running, and notices a change", async () => {
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
    expect(await inTransaction((tx) => sealEvents(tx, at))).toBe(1);
    commit();
    await slow;
    expect(await inTransaction((tx) => sealEvents(tx, at))).toBe(2);
    expect(await inTransaction((tx) => sealEvents(tx, at))).toBe(0);
    expect(await firstBrokenSeal(prisma)).toBeNull();

    await database.ownerQuery("ALTER TABLE audit_event DISABLE TRIGGER history");
    await database.ownerQuery(
      `UPDATE audit_event SET data = '{"kind":"other"}' WHERE data ->> 'kind' = 'slow'`,
    );
    await database.ownerQuery("ALTER TABLE audit_event ENABLE TRIGGER history");
    const seals = await prisma.auditSeal.findMany({ orderBy: { id: "asc" } });
    expect(await firstBrokenSeal(prisma)).toBe(seals[1]!.id);
  });
});
