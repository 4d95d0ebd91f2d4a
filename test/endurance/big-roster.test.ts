import { beforeAll, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { bigRoster, importBig } from "../personnel/big-roster";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";

// Fifty thousand people: under a minute, under 600 MB, and others are answered meanwhile.

await useDatabase();
const ROWS = 50_000;
let district: Awaited<ReturnType<typeof smallDistrict>>;
beforeAll(async () => {
  district = await smallDistrict();
});

it("fifty thousand good rows are taken in within a minute, seen on the way, and undone", async () => {
  const bytes = await writeSheet(bigRoster(ROWS)).toBuffer();
  global.gc?.();
  const base = Math.round(process.memoryUsage().rss / 1024 / 1024);
  const { upload, acceptance, people, undoing, left } = await importBig(bytes, ROWS, district.root);
  const say = (name: string, cost: typeof upload | typeof acceptance) =>
    console.log(
      `${name}: ${cost.seconds.toFixed(1)} s, peak ${cost.peakMegabytes} MB, longest wait ${cost.longestWaitMs} ms, p99 ${cost.usualWaitMs} ms`,
    );
  console.log(`file ${(bytes.length / 1024 / 1024).toFixed(1)} MB, before ${base} MB`);
  say("upload and check", upload);
  say("acceptance", acceptance);
  say("undoing", undoing);
  expect(people).toBe(ROWS);
  expect(left).toBe(0);
  expect(acceptance.seen.length).toBeGreaterThan(5);
  expect(acceptance.seconds).toBeLessThan(60);
  expect(upload.seconds).toBeLessThan(60);
  expect(acceptance.longestWaitMs).toBeLessThan(1_000);
}, 600_000);
