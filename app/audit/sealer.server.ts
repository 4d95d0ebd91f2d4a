import type { Tx } from "~/db.server";
import { genesis, type SealableEvent, sealHash } from "./chain";

const SEALER_LOCK = 7_410_001;
const BATCH = 5_000;

type Row = Omit<SealableEvent, "at"> & { at: Date };

/**
 * Chains the events of transactions that are certain to be over, and answers how many. One sealer works at a time.
 * Ids commit out of order, so the batch is bounded by transaction, not by id: everything below the oldest transaction
 * still running is final.
 */
export async function sealEvents(tx: Tx, now: Date): Promise<number> {
  const [turn] = await tx.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${SEALER_LOCK}) AS mine`;
  if (!turn?.mine) return 0;
  const last = await tx.auditSeal.findFirst({ orderBy: { id: "desc" } });
  const after = last?.toTxid ?? 0n;
  const [bound] = await tx.$queryRaw<{ to: bigint | null }[]>`
    SELECT max(txid) AS "to" FROM (
      SELECT txid FROM audit_event
      WHERE txid > ${after} AND txid < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
      ORDER BY txid, id LIMIT ${BATCH}
    ) AS batch`;
  if (bound?.to == null) return 0;
  const events = await eventsBetween(tx, after, bound.to);
  await tx.auditSeal.create({
    data: {
      fromTxid: after + 1n,
      toTxid: bound.to,
      count: events.length,
      previousHash: new Uint8Array(last?.hash ?? genesis),
      hash: new Uint8Array(sealHash(last?.hash ?? genesis, events)),
      sealedAt: now,
    },
  });
  return events.length;
}

/** Walks every seal again. Answers the id of the first that does not hold, or null. */
export async function firstBrokenSeal(tx: Tx): Promise<bigint | null> {
  let previous: Uint8Array = genesis;
  for (const seal of await tx.auditSeal.findMany({ orderBy: { id: "asc" } })) {
    const events = await eventsBetween(tx, seal.fromTxid - 1n, seal.toTxid);
    const linked = Buffer.compare(previous, seal.previousHash) === 0;
    if (!linked || events.length !== seal.count || !sealHash(previous, events).equals(seal.hash))
      return seal.id;
    previous = seal.hash;
  }
  return null;
}

function eventsBetween(tx: Tx, after: bigint, to: bigint): Promise<Row[]> {
  return tx.auditEvent.findMany({
    where: { txid: { gt: after, lte: to } },
    orderBy: [{ txid: "asc" }, { id: "asc" }],
    omit: { requestId: true },
  });
}
