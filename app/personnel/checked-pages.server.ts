/**
 * What was found in the rows of an uploaded table, kept encrypted: bad rows first, a line a row, so that a page of fifty
 * thousand is as quick as one of fifty.
 */
import type { Tx } from "~/db.server";
import { type FilePurpose, readFile, storeFile } from "~/files.server";

/** How many rows are written before others are answered. */
const AT_ONCE = 2_000;

type Counted = { bad: number; good: number };
/** Rows `from`–`to` (not included) of the bad and of the good ones. */
export type PagesAsked = { bad: [from: number, to: number]; good: [from: number, to: number] };

/** Keeps `head` and the rows; `isBad` parts them, each part in its order. Answers where. */
export async function keepChecked<Row>(
  tx: Tx,
  checked: { head: object; rows: Iterable<Row>; isBad: (row: Row) => boolean; purpose: FilePurpose },
  now: Date,
): Promise<string> {
  const bad: string[] = [];
  const good: string[] = [];
  for (const row of checked.rows) {
    if ((bad.length + good.length) % AT_ONCE === 0) await new Promise(setImmediate);
    (checked.isBad(row) ? bad : good).push(JSON.stringify(row));
  }
  const head = { ...checked.head, bad: bad.length, good: good.length };
  const bytes = Buffer.from([JSON.stringify(head), ...bad, ...good, ""].join("\n"));
  return storeFile(tx, { bytes, mediaType: "application/x-ndjson", purpose: checked.purpose, now });
}

/** What was kept: the head with how many rows there are, and the rows asked for. */
export async function readChecked<Head, Row>(
  tx: Tx,
  hash: string,
  pages: PagesAsked,
): Promise<{ head: Head & Counted; bad: Row[]; good: Row[] }> {
  const { bytes } = await readFile(tx, hash);
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  const line = (n: number) => bytes.subarray(starts[n], (starts[n + 1] as number) - 1).toString("utf8");
  const head = JSON.parse(line(0)) as Head & Counted;
  const slice = (offset: number, count: number, [from, to]: [number, number]) =>
    Array.from(
      { length: Math.max(0, Math.min(to, count) - from) },
      (_, at) => JSON.parse(line(1 + offset + from + at)) as Row,
    );
  return { head, bad: slice(0, head.bad, pages.bad), good: slice(head.bad, head.good, pages.good) };
}
