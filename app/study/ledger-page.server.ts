/** A page of the ledger as staff read it: entries with names, and the key where the next page begins. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsById } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import {
  countRecords,
  listRecords,
  type RecordFilter,
  type RecordKey,
  type StudyRecordFacts,
} from "./records.server";

const PAGE_SIZE = 50;

export type LedgerRow = StudyRecordFacts & { name: string; unitName: string };

export async function ledgerPage(
  tx: Tx,
  filter: RecordFilter,
  after: RecordKey | undefined,
  today: DateOn,
): Promise<{ rows: LedgerRow[]; total: number; waiting: number; last: RecordKey | null }> {
  const found = await listRecords(tx, filter, { ...(after ? { after } : {}), limit: PAGE_SIZE + 1 });
  const records = found.slice(0, PAGE_SIZE);
  const names = await namesOn(
    tx,
    records.map(({ personId }) => personId),
    today,
  );
  const units = await unitsById(
    tx,
    records.map(({ unitId }) => unitId),
    today,
  );
  const { all, waiting } = await countRecords(tx, filter);
  return {
    rows: records.map((record) => ({
      ...record,
      name: names.get(record.personId) ?? "",
      unitName: units.get(record.unitId)?.shortName ?? "",
    })),
    total: all,
    waiting,
    last: found.length > PAGE_SIZE ? records.at(-1)! : null,
  };
}

/** For the address of the next page: when the last entry began, and its id. */
export function keyOf({ startAt, id }: RecordKey): string {
  return `${startAt.getTime()}.${id}`;
}

/** Anything else than what `keyOf` made begins at the first page. */
export function keyFrom(typed: string | null): RecordKey | undefined {
  const [time, id] = (typed ?? "").split(".");
  if (!/^\d{1,15}$/.test(time ?? "") || !isUuid(id)) return undefined;
  return { startAt: new Date(Number(time)), id };
}
