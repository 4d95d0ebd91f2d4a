import type { Tx } from "~/db.server";
import { genesis, type SealableEvent, sealing } from "./chain";

const SEALER_LOCK = 7_410_001;
const BATCH = 5_000;
const PAGE = 1_000;

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
  const sealed = await sealOf(tx, last?.hash ?? genesis, after, bound.to);
  await tx.auditSeal.create({
    data: {
      fromTxid: after + 1n,
      toTxid: bound.to,
      count: sealed.count,
      previousHash: new Uint8Array(last?.hash ?? genesis),
      hash: new Uint8Array(sealed.hash),
      sealedAt: now,
    },
  });
  return sealed.count;
}

/** Walks every seal again. Answers the id of the first that does not hold, or null. */
export async function firstBrokenSeal(tx: Tx): Promise<bigint | null> {
  let previous: Uint8Array = genesis;
  for (const seal of await tx.auditSeal.findMany({ orderBy: { id: "asc" } })) {
    const found = await sealOf(tx, previous, seal.fromTxid - 1n, seal.toTxid);
    const linked = Buffer.compare(previous, seal.previousHash) === 0;
    if (!linked || found.count !== seal.count || !found.hash.equals(seal.hash)) return seal.id;
    previous = seal.hash;
  }
  return null;
}

/** The seal over the events after one transaction, up to another: read in pages, however many they are. */
async function sealOf(
  tx: Tx,
  previous: Uint8Array,
  after: bigint,
  to: bigint,
): Promise<{ count: number; hash: Buffer }> {
  const seal = sealing(previous);
  let place = { txid: after + 1n, id: -1n };
  for (;;) {
    const events: Row[] = await tx.auditEvent.findMany({
      where: {
        txid: { gte: place.txid, lte: to },
        OR: [{ txid: { gt: place.txid } }, { txid: place.txid, id: { gt: place.id } }],
      },
      orderBy: [{ txid: "asc" }, { id: "asc" }],
      take: PAGE,
      omit: { requestId: true },
    });
    seal.add(events);
    const last = events.at(-1);
    if (!last || events.length < PAGE) return { count: seal.count(), hash: seal.hash() };
    place = { txid: last.txid, id: last.id };
  }
}
