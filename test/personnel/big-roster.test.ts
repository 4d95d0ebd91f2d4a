import { beforeAll, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { useDatabase } from "../support/database";
import { bigRoster, importBig } from "./big-roster";
import { smallDistrict } from "./district";

// Five thousand here; fifty thousand in the endurance suite.

await useDatabase();
const ROWS = 2_000;
let district: Awaited<ReturnType<typeof smallDistrict>>;
beforeAll(async () => {
  district = await smallDistrict();
});

it("a large roster is taken in by the job, seen on the way, and undone", async () => {
  const bytes = await writeSheet(bigRoster(ROWS)).toBuffer();
  const { people, acceptance, left } = await importBig(bytes, ROWS, district.root);
  expect(people).toBe(ROWS);
  expect(acceptance.seconds).toBeLessThan(60);
  expect(left).toBe(0);
});
