import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf, yearOf } from "~/calendar";
import { decideFreeze, proposeFreeze } from "~/casework/study-freeze.server";
import { inTransaction, prisma } from "~/db.server";
import { loader as workbook } from "~/routes/_staff.study-years.provisional.export";
import { loader as paper } from "~/routes/_staff.study-years.provisional.paper";
import { acceptStudyRecord } from "~/study/checks.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { smallDistrict } from "../personnel/district";
import { textOfPart } from "../personnel/workbook-file";
import { call, signedIn } from "../routes/call";
import { account, morning, officer } from "../study/study-district";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date();
const today = chinaDateOf(now);
const year = yearOf(today);

let root: string;
let urban: string;
let market: string;
let clerk: string;
let legal: string;
beforeAll(async () => {
  ({ root, urban, market } = await smallDistrict());
  clerk = await account("clerk");
  legal = await account("legal");
  for (const [name, unitId] of [
    ["何雨", urban],
    ["孔阳", market],
  ] as const) {
    const personId = await officer(name, unitId);
    const made = await inTransaction((tx) =>
      submitStudyRecord(tx, { ...morning, personIds: [personId], unitId }, clerk, now),
    );
    if (!made.ok) throw new Error();
    await inTransaction((tx) => acceptStudyRecord(tx, { recordId: made.recordIds[0]! }, legal, now));
  }
});

const asked = (of: number) => `/study-years/provisional/export?unit=${root}&year=${of}`;
const given = async (loader: typeof workbook, who: string, path: string) => {
  const { status, body, location } = await call(loader, who, path);
  const response = body instanceof Response ? body : null;
  return {
    ...{ status, location },
    bytes: response && Buffer.from(await response.arrayBuffer()),
    named: response?.headers.get("Content-Disposition") ?? "",
  };
};

describe("a year that is not frozen", () => {
  it("is given out as a draft that says so in its name and in itself, and is told apart in the record", async () => {
    const auditor = await signedIn(await account("auditor"), "auditor", root);
    const file = await given(workbook, auditor, asked(year));
    expect(file.status).toBe(200);
    expect(file.named).toContain(`PROVISIONAL-study-year-${year}-${today}.xlsx`);
    expect(decodeURIComponent(file.named)).toContain(`草稿-临湖区${year}年度学法考核表-未封账-${today}`);
    const book = textOfPart(file.bytes!, "xl/workbook.xml");
    expect([...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "说明（草稿）",
      "单位（草稿）",
      "人员（草稿）",
    ]);
    expect(textOfPart(file.bytes!, "xl/worksheets/sheet1.xml")).toContain("草稿：未封账，未签名");
    const people = textOfPart(file.bytes!, "xl/worksheets/sheet3.xml");
    expect(people).toContain("何雨");
    expect(people).toContain("孔阳");
    const sheet = await given(paper, auditor, asked(year).replace("export", "paper"));
    expect(sheet.bytes!.subarray(0, 5).toString()).toBe("%PDF-");
    expect(sheet.named).toContain(`PROVISIONAL-study-year-${year}-${today}.pdf`);
    const events = await prisma.auditEvent.findMany({ where: { type: "list.exported", subjectId: root } });
    expect(events.map(({ data }) => (data as { filters: string[] }).filters)).toEqual([
      [`year:${year}`, "provisional"],
      [`year:${year}`, "provisional"],
    ]);
    expect(await prisma.studyFreeze.count()).toBe(0);
  });

  it("gives whoever answers for one unit that unit alone", async () => {
    const training = await signedIn(await account("training"), "unit-training-officer", market);
    const { bytes } = await given(workbook, training, asked(year));
    const text = textOfPart(bytes!, "xl/worksheets/sheet3.xml");
    expect(text).toContain("孔阳");
    expect(text).not.toContain("何雨");
  });

  it("is not found for an unknown district or year", async () => {
    const auditor = await signedIn(await account("auditor-2"), "auditor", root);
    for (const query of [`unit=${urban}&year=${year}`, "unit=x&year=2026", `unit=${root}&year=1999`, ""])
      expect((await given(workbook, auditor, `/study-years/provisional/export?${query}`)).status).toBe(404);
  });

  it("has only its official files once it is frozen", async () => {
    const second = await account("second");
    const made = await inTransaction((tx) => proposeFreeze(tx, { unitId: root, year: year - 1 }, legal, now));
    if (!made.ok) throw new Error();
    const { freezeId } = made;
    const auditor = await signedIn(await account("auditor-3"), "auditor", root);
    expect((await given(workbook, auditor, asked(year - 1))).status).toBe(200);
    await inTransaction((tx) => decideFreeze(tx, { freezeId, decision: "approved" }, second, now));
    const after = await given(workbook, auditor, asked(year - 1));
    expect([after.status, after.location]).toEqual([302, `/study-years/${freezeId}`]);
  });
});
