import { beforeAll, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { twoViewsOf } from "~/casework/recorded-later.server";
import { inTransaction, prisma } from "~/db.server";
import { changeEmployment, recordEmployment } from "~/personnel/employment.server";
import { recordSanction } from "~/personnel/record.server";
import { smallDistrict, someone } from "../personnel/district";
import { useDatabase } from "../support/database";

await useDatabase();
const day = (on: DateOn) => new Date(`${on}T04:00:00Z`);
let urban: string;
beforeAll(async () => {
  ({ urban } = await smallDistrict());
});

it("names what was recorded later and what is believed no longer, and nothing that only was written again", async () => {
  const personId = await someone("顾长青");
  const job = { relation: "home", identity: "contract", status: "in-post", title: null } as const;
  await inTransaction((tx) =>
    recordEmployment(tx, { personId, unitId: urban, ...job, fromOn: "2025-01-01" }, null, day("2026-01-06")),
  );
  expect(await twoViewsOf(prisma, personId, "2026-02-01")).toEqual({
    recordedLater: [],
    believedNoLonger: [],
  });
  await inTransaction(async (tx) => {
    const decision = { authority: "区监委", decisionNumber: "1号", fromOn: "2026-01-15" as DateOn };
    await recordSanction(tx, { personId, kind: "demerit", ...decision }, null, day("2026-03-01"));
    const change = { personId, relation: "home", title: "四级主办" } as const;
    await changeEmployment(tx, { ...change, fromOn: "2026-02-15" }, null, day("2026-03-02"));
  });
  // The change begins on the 15th: for the 1st the employment was only written again.
  expect(await twoViewsOf(prisma, personId, "2026-02-01")).toEqual({
    recordedLater: [{ subject: "sanction", at: day("2026-03-01") }],
    believedNoLonger: [],
  });
  expect(await twoViewsOf(prisma, personId, "2026-02-20")).toEqual({
    recordedLater: [
      { subject: "employment", at: day("2026-03-02") },
      { subject: "sanction", at: day("2026-03-01") },
    ],
    believedNoLonger: [{ subject: "employment", at: day("2026-03-02") }],
  });
});
