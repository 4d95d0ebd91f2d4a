import type { ComponentType } from "react";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { releaseResults } from "~/exams/release.server";
import * as examPage from "~/routes/_staff.exams.$examId._index";
import * as report from "~/routes/_staff.exams.$examId.report._index/route";
import * as download from "~/routes/_staff.exams.$examId.report.export";
import * as people from "~/routes/_staff.exams.$examId.report.people";
import { textOfPart } from "../personnel/workbook-file";
import { smallBank } from "../questions/small-bank";
import { call, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";
import { after, EARLY, examHall, type Hall, officer, planExam, register } from "./exam-hall";
import { sat } from "./sat-paper";

// The report of an exam through its pages: who may read it and when, what it says in both languages, its workbook.

const database = await useDatabase();
let hall: Hall;
let examId: string;
const person: Record<string, string> = {};
const cookies: Record<string, string> = {};

beforeAll(async () => {
  hall = await examHall(smallBank());
  const account = async (login: string, role: Role, unitId: string) => {
    const entry = { loginName: login, displayName: login, personId: null, passwordHash: "-" };
    const id = await inTransaction((tx) => createAccount(tx, entry, null, EARLY));
    cookies[login] = await signedIn(id, role, unitId);
  };
  examId = await planExam(hall, { kind: "annual", part: null, title: "年度考试" });
  for (const [who, unitId] of [
    ["passes", hall.urban],
    ["absent", hall.urban],
    ["fails", hall.market],
  ] as const)
    person[who] = await officer(unitId);
  await register(examId, ...Object.values(person));
  await database.ownerQuery("ALTER TABLE person_name DISABLE TRIGGER history");
  await database.ownerQuery("UPDATE person_name SET name = '=1+1' WHERE person_id = $1", [person.absent]);
  await database.ownerQuery("ALTER TABLE person_name ENABLE TRIGGER history");
  await sat(examId, person.passes!, "all");
  await sat(examId, person.fails!, 1);
  vi.useFakeTimers({ toFake: ["Date"], now: after(200) });
  await account("legal", "legal-affairs", hall.root);
  await account("training", "unit-training-officer", hall.urban);
  await account("personnel", "personnel-department", hall.root);
});
afterAll(() => void vi.useRealTimers());

type Module = { default: ComponentType; loader: (args: never) => Promise<unknown> };
const ask = (module: { loader: (args: never) => Promise<unknown> }, who: string, query = "") =>
  call(module.loader, cookies[who]!, `/x${query}`, { examId });

/** The page in both languages. */
async function look(module: Module, who: string, query = ""): Promise<[string, string]> {
  const { status, body } = await ask(module, who, query);
  expect(status).toBe(200);
  const pages = await Promise.all(
    (["zh-CN", "en"] as const).map((locale) => rendered(module, { loaded: body }, locale)),
  );
  for (const html of pages) expect(html).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
  return pages as [string, string];
}

describe("before the release", () => {
  it("is only for who releases the results, and says so to everybody else", async () => {
    expect((await ask(report, "training")).body).toMatchObject({ state: "not-released" });
    expect((await look(report, "personnel"))[0]).toContain("成绩尚未公布");
    for (const part of [people, download])
      expect(await ask(part, "training")).toMatchObject({
        status: 302,
        location: `/exams/${examId}/report`,
      });
    expect((await ask(report, "legal")).body).toMatchObject({
      ...{ state: "open", isReleased: false },
      sums: { should: 3, sat: 2, absent: 1, passed: 1 },
    });
    expect((await ask(examPage, "legal")).body).toMatchObject({ may: { readReport: true } });
    expect((await ask(examPage, "training")).body).toMatchObject({ may: { readReport: false } });
  });
});

describe("after the release", () => {
  beforeAll(async () => {
    await inTransaction((tx) => releaseResults(tx, examId, null, after(180)));
  });

  it("tells both rates, names the absent, and shows a unit its own people only", async () => {
    const [zh, en] = await look(report, "legal");
    for (const told of ["应考", "缺考人员", "=1+1", "合格率（占应考）", "33.3%", "50%", "1 / 3", "1 / 2"])
      expect(zh).toContain(told);
    expect(en).toContain("Passed, of those who should have sat");
    expect((await ask(report, "training")).body).toMatchObject({
      sums: { should: 2, sat: 1, passed: 1 },
      lines: [{ name: "urban", sums: { should: 2 } }],
    });
    expect((await look(report, "legal", `?unit=${hall.market}`))[0]).toContain("market");
    // A unit of somebody else, or of nobody, is as if none were asked for.
    for (const unit of [hall.market, "x", "'; --"])
      expect((await ask(report, "training", `?unit=${unit}`)).body).toMatchObject({ sums: { should: 2 } });
  });

  it("leads from each figure to the people behind it", async () => {
    const [zh] = await look(people, "legal", "?group=absent");
    expect(zh).toContain("共 1 人");
    expect((await ask(people, "legal", "?group=passed")).body).toMatchObject({
      people: [{ personId: person.passes, passed: true, mark: 100 }],
    });
    expect((await ask(people, "training", "?group=failed")).body).toMatchObject({ people: [], total: 0 });
    for (const nonsense of ["?group=x&code=y&after=z", "?after=00000000-0000-0000-0000-000000000000"])
      expect((await ask(people, "legal", nonsense)).status).toBe(200);
    await look(people, "legal", "?group=void");
  });

  it("is a workbook of figures, units and people, filtered as the page, without formulas and numbers", async () => {
    const answer = await ask(download, "legal", "?group=absent");
    const bytes = Buffer.from(await (answer.body as Response).arrayBuffer());
    const names = [...textOfPart(bytes, "xl/workbook.xml").matchAll(/<sheet name="([^"]+)"/g)];
    expect(names.map(([, name]) => name)).toEqual(["汇总", "分单位", "考试报告", "说明"]);
    const [summary, units, list, about] = [1, 2, 3, 4].map((n) =>
      textOfPart(bytes, `xl/worksheets/sheet${n}.xml`),
    ) as [string, string, string, string];
    for (const told of ["合格率（占应考）", "33.3%", "尚未公布"])
      expect(summary.includes(told)).toBe(told !== "尚未公布");
    for (const told of ["linhu", "urban", "market", "50%"]) expect(units).toContain(told);
    // The absent one alone, whose name is text and no formula.
    expect(list.match(/<row /g)).toHaveLength(2);
    expect(list).toContain("=1+1");
    expect(about).toContain("缺考");
    for (const sheet of [summary, units, list, about]) {
      expect(sheet).not.toContain("<f>");
      expect(sheet.match(/<c /g)?.length).toBe(sheet.match(/t="inlineStr"/g)?.length);
      expect(sheet).not.toMatch(/\d{17}[\dX]/);
    }
    const csv = await ask(download, "training", "?format=csv");
    const lines = Buffer.from(await (csv.body as Response).arrayBuffer())
      .toString("utf8")
      .trim()
      .split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines.some((line) => line.startsWith(`"'=1+1"`))).toBe(true);
    const events = await prisma.auditEvent.findMany({
      where: { type: "list.exported" },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ data }) => data)).toMatchObject([
      {
        list: "exam-report",
        format: "xlsx",
        rows: 1,
        filters: [`exam:${examId}`, "group:absent"],
        numbers: "none",
      },
      { list: "exam-report", format: "csv", rows: 2, filters: [`exam:${examId}`] },
    ]);
  });
});
