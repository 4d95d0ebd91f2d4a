/** What other systems are told of changes: that there was one, and how the certificates concerned stand now. */
import { chinaDateOf, type DateOn } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { type CertificateStatus, statusAt } from "~/certification/status";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { unitsOn } from "~/units-on.server";
import { CHANGING, changeAbout } from "./changes";

/** A place in the log: all of transactions up to this one, and of this one all up to this id. */
export type Cursor = { txid: bigint; id: bigint };

const PAGE = 500;
const WHOLE = 9_223_372_036_854_775_807n;

/** undefined when it is none of ours. */
export function cursorFrom(text: string): Cursor | undefined {
  const [, txid, id] = /^(\d{1,18})\.(\d{1,19})$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (!txid || !id || BigInt(id) > WHOLE) return undefined;
  return { txid: BigInt(txid), id: BigInt(id) };
}

const cursorText = ({ txid, id }: Cursor) => Buffer.from(`${txid}.${id}`).toString("base64url");

export type Change = {
  id: string;
  at: string;
  about: "certificate" | "assignment" | "person";
  certificates: { number: string; status: CertificateStatus; validTo: DateOn }[];
};
type Row = { id: bigint; txid: bigint; at: Date; type: string; personId: string };

/**
 * Ids commit out of order: only what transactions wrote that are certainly over is told, in order of transaction and id,
 * so that nothing can appear before a cursor that was handed out. One that takes long holds back the others' news.
 */
export async function changesAfter(
  tx: Tx,
  after: Cursor | null,
  client: { path: string },
  now: Date,
): Promise<{ changes: Change[]; next: string; more: boolean }> {
  const [horizon] = await tx.$queryRaw<{ txid: bigint }[]>`
    SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint AS txid`;
  const over = horizon!.txid - 1n;
  const end = { txid: over, id: WHOLE };
  if (!after || after.txid > over) return { changes: [], next: cursorText(after ?? end), more: false };
  const today = chinaDateOf(now);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.id, e.txid, e.at, e.type, e.person_id::text AS "personId" FROM audit_event e
    WHERE (e.txid, e.id) > (${after.txid}, ${after.id}) AND e.txid <= ${over} AND e.type = ANY(${[...CHANGING]}::text[])
      AND EXISTS (SELECT 1 FROM certificate c JOIN ${unitsOn(today)} v ON v.unit_id = c.unit_id
        WHERE c.person_id IN (SELECT e.person_id UNION ALL SELECT p.id FROM person p WHERE p.merged_into_id = e.person_id)
          AND v.path ^@ ${client.path})
    ORDER BY e.txid, e.id LIMIT ${PAGE + 1}`;
  const page = rows.slice(0, PAGE);
  const more = rows.length > PAGE;
  const standing = await standingOf(tx, [...new Set(page.map(({ personId }) => personId))], client, now);
  return {
    changes: page.map(({ id, at, type, personId }) => ({
      id: String(id),
      at: at.toISOString(),
      about: changeAbout(type),
      certificates: standing.get(personId) ?? [],
    })),
    next: cursorText(more ? page.at(-1)! : end),
    more,
  };
}

/** Numbers and statuses, of certificates of units in scope only. */
async function standingOf(tx: Tx, personIds: string[], client: { path: string }, now: Date) {
  const certificates = await certificatesOf(tx, personIds);
  const units = await unitsUnder(tx, [client.path], chinaDateOf(now));
  const inScope = new Set(units.map(({ unitId }) => unitId));
  return new Map(
    [...certificates].map(([personId, held]) => [
      personId,
      held
        .filter(({ unitId }) => inScope.has(unitId))
        .map((one) => ({ number: one.number, status: statusAt(one, one.acts, now), validTo: one.validToOn })),
    ]),
  );
}
