import { beforeAll, describe, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { chinaDateOf, type DateOn } from "~/calendar";
import { recordLegalDutyAsked } from "~/casework/employment-acts.server";
import { enrolPersonAsked, uploadRosterAsked } from "~/casework/roster-asked.server";
import { requestRun, runRoster } from "~/casework/roster-runs.server";
import { inTransaction, prisma } from "~/db.server";
import type { LegalDutyKind } from "~/personnel/duty";
import { endEmployment, recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import {
  decideLegalQualification,
  recordLegalQualification,
  withdrawLegalQualification,
} from "~/personnel/legal-qualifications.server";
import { registerPerson } from "~/personnel/person.server";
import type { RosterEntry } from "~/personnel/roster";
import { checkedRows, latestCheck } from "~/personnel/roster-check.server";
import { rosterResults } from "~/personnel/roster-import.server";
import { assignPerson } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { refusalIn } from "~/text/refusals";
import { rosterWords } from "~/text/roster-words";
import { codesOf, NOW, officer, type Scene, setScene } from "../certification/scene";
import { monthlyExam, sat } from "../plans/monthly-exam";
import { useDatabase } from "../support/database";

// What a roster or the form would write is asked about as the acts are: K18 of a probation, K20 of a first duty of review.

await useDatabase();
let scene: Scene;
let unitName: string;
const today: DateOn = chinaDateOf(NOW);

beforeAll(async () => {
  scene = await setScene();
  const unit = await prisma.unitVersion.findFirstOrThrow({ where: { unitId: scene.urban } });
  unitName = unit.name;
});

let made = 0;
const numberOf = (index: number) => fictitiousIdentityNumber(index, "1995-02-03", "female");

/** On probation elsewhere until the first of the month, and nowhere since. */
async function newcomer(name = "沈若岚") {
  made += 1;
  const identityNumber = numberOf(made);
  const personId = await inTransaction(async (tx) => {
    const person = await registerPerson(tx, { name, identityNumber, origin: "form" }, null, NOW);
    if (!person.ok) throw new Error("refused");
    const { personId } = person;
    const job = { personId, unitId: scene.market, relation: "home", identity: "civil-servant" } as const;
    const recorded = await recordEmployment(
      tx,
      { ...job, status: "probation", title: null, fromOn: "2026-01-05" },
      null,
      NOW,
    );
    const ended = await endEmployment(tx, { personId, relation: "home", toOn: "2026-11-01" }, null, NOW);
    expect([recorded.ok, ended.ok]).toEqual([true, true]);
    return personId;
  });
  return { personId, name, identityNumber };
}
const passed = async (personId: string) =>
  sat(await monthlyExam(scene.urban, 1, ["published", "released"], "new-entrant"), personId, [80]);

const headers = ["姓名", "身份证件号码", "单位", "身份", "在职状态", "入职日期", "法制职责"];
type Said = { name?: string; identityNumber: string; status?: string; startedOn?: DateOn; duty?: string };
const rowOf = ({
  name = "沈若岚",
  identityNumber,
  status = "在职",
  startedOn = "2026-11-02",
  duty = "无",
}: Said) => [name, identityNumber, unitName, "公务员", status, startedOn, duty];
const upload = async (...rows: Said[]) => {
  const bytes = await writeSheet([headers, ...rows.map(rowOf)]).toBuffer();
  const file = { unitId: scene.district, fileName: "名册.xlsx", bytes, words: rosterWords };
  const answer = await inTransaction((tx) => uploadRosterAsked(tx, file, scene.personnelOfficer, NOW));
  if (!answer.ok) throw new Error(codesOf(answer).join());
  return answer.importId;
};
const previewOf = async (importId: string) => {
  const check = (await latestCheck(prisma, importId))!;
  const { bad, good } = await checkedRows(prisma, check, { bad: [0, 9], good: [0, 9] });
  return {
    bad: bad.map(({ row, problems }) => [row, ...problems.map((one) => `${one.column} ${one.refusal.code}`)]),
    good: good.map(({ row, state }) => [row, state]),
  };
};
const take = async (importId: string, mode: "all" | "good-rows") => {
  const { runId } = await inTransaction((tx) =>
    requestRun(tx, { importId, mode }, scene.personnelOfficer, NOW),
  );
  const refusals = await runRoster(runId, rosterWords, () => NOW);
  return refusals.map(({ code }) => code);
};
const jobsOf = (personId: string) =>
  prisma.employment.count({ where: { personId, unitId: scene.urban, supersededAt: null } });

describe("a roster and the end of a probation (K18)", () => {
  it("shows the row as a bad one with its rule, and takes it in by neither way", async () => {
    const [one, two] = [await newcomer(), await newcomer()];
    await passed(two.personId);
    const importId = await upload(one, two);
    expect(await previewOf(importId)).toEqual({
      bad: [[2, "status training.initial-missing"]],
      good: [[3, "joining"]],
    });
    const check = (await latestCheck(prisma, importId))!;
    const { bad } = await checkedRows(prisma, check, { bad: [0, 9], good: [0, 9] });
    const { refusal } = bad[0]!.problems[0]!;
    expect(refusal.source).toMatchObject({ title: "中华人民共和国公务员法", article: "第六十七条" });
    expect(refusalIn("zh-CN", refusal).sentence).toContain("依法行政必修科目没有通过");
    expect(refusalIn("en", refusal).sentence).toContain("compulsory law subject");

    expect(await take(importId, "all")).toEqual(["roster.has-bad-rows"]);
    expect(await take(importId, "good-rows")).toEqual([]);
    expect([await jobsOf(one.personId), await jobsOf(two.personId)]).toEqual([0, 1]);
    const results = await rosterResults(prisma, importId);
    expect(results.map(({ row, outcome }) => [row, outcome])).toEqual([
      [2, "refused"],
      [3, "known"],
    ]);
  });

  it("lets a probation go on elsewhere, and asks nobody who was never on one", async () => {
    const [one, other] = [await newcomer(), numberOf(700)];
    const importId = await upload({ ...one, status: "试用期" }, { name: "唐玉芬", identityNumber: other });
    expect((await previewOf(importId)).bad).toEqual([]);
  });

  it("holds for the form of one person, too", async () => {
    const { name, identityNumber, personId } = await newcomer();
    const entry: RosterEntry = {
      ...{ name, identityNumber: `${identityNumber.slice(0, 6)} ${identityNumber.slice(6)}` },
      ...({ unitId: scene.urban, identity: "civil-servant", status: "in-post", title: null } as const),
      ...({ startedOn: "2026-11-02", category: null, legalDuty: null } as const),
    };
    const enrol = () =>
      inTransaction((tx) => enrolPersonAsked(tx, entry, "form", scene.personnelOfficer, NOW));
    const refused = await enrol();
    expect(refused.outcome).toBe("refused");
    expect(refused.refusals.map(({ column, refusal }) => [column, refusal.code])).toEqual([
      ["status", "training.initial-missing"],
    ]);
    expect(await jobsOf(personId)).toBe(0);
    await passed(personId);
    expect((await enrol()).outcome).toBe("known");
    expect(await jobsOf(personId)).toBe(1);
  });
});

async function qualified(personId: string, obtainedOn: DateOn = "2019-03-01") {
  made += 1;
  const entry = { personId, obtainedOn, source: "核对证书原件", certificateNumber: `A2019330${made}` };
  const answer = await inTransaction((tx) =>
    recordLegalQualification(tx, entry, scene.personnelOfficer, NOW),
  );
  if (!answer.ok) throw new Error(codesOf(answer).join());
  const { qualificationId } = answer;
  await inTransaction((tx) =>
    decideLegalQualification(
      tx,
      { qualificationId, decision: "confirmed" },
      { accountId: scene.legalAffairs, personId: null },
      NOW,
    ),
  );
  return qualificationId;
}
const dutyOf = (personId: string, fromOn: DateOn = today, kind: LegalDutyKind = "legal-review") =>
  inTransaction((tx) =>
    recordLegalDutyAsked(
      tx,
      { personId, unitId: scene.urban, kind, fullTime: false, fromOn },
      scene.personnelOfficer,
      NOW,
    ),
  );
const duties = (personId: string) => prisma.legalDuty.count({ where: { personId, supersededAt: null } });

describe("a duty of review without a post (K20)", () => {
  it("is refused without a qualification confirmed by its first day, and nothing is written", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const answer = await dutyOf(personId);
    expect(codesOf(answer)).toEqual(["assignment.no-legal-qualification"]);
    expect(!answer.ok && answer.refusals[0]?.source).toMatchObject({ rule: "K20", article: "第五十八条" });
    expect(await duties(personId)).toBe(0);
    expect((await dutyOf(personId, today, "legal-affairs")).ok).toBe(true);
    await qualified(personId);
    expect(codesOf(await dutyOf(personId, "2019-02-28"))).toEqual(["assignment.no-legal-qualification"]);
    expect((await dutyOf(personId, "2019-03-01")).ok).toBe(true);
  });

  it("tells the verb's own reasons beside it", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    const unitId = scene.urban;
    const duty = {
      personId,
      unitId,
      kind: "legal-review",
      fullTime: true,
      fromOn: today,
      toOn: today,
    } as const;
    const answer = await inTransaction((tx) => recordLegalDutyAsked(tx, duty, scene.personnelOfficer, NOW));
    expect(codesOf(answer)).toEqual(["assignment.no-legal-qualification", "legal-duty.range"]);
  });

  it("lets who reviewed before the law asked for it go on, as a duty and on a post", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    expect(codesOf(await dutyOf(personId, "2018-01-01"))).toEqual(["assignment.no-legal-qualification"]);
    expect((await dutyOf(personId, "2017-12-31")).ok).toBe(true);
    const positionId = await inTransaction((tx) =>
      createPosition(
        tx,
        { unitId: scene.urban, title: "法制审核岗", family: "legal-review", field: null },
        null,
        NOW,
      ),
    );
    const asked = { personId, positionId, fromOn: today, toOn: null };
    expect((await inTransaction((tx) => assignPerson(tx, asked, null, NOW))).ok).toBe(true);
  });

  it("is asked of a roster's row, of people known and not known yet", async () => {
    const rows: Said[] = [
      { name: "韩立新", identityNumber: numberOf(801), duty: "专职法制审核" },
      { name: "周彦", identityNumber: numberOf(802), duty: "专职法制审核", startedOn: "2016-05-01" },
      { name: "吕志宏", identityNumber: numberOf(803), duty: "专职法制工作" },
    ];
    const importId = await upload(...rows);
    expect(await previewOf(importId)).toEqual({
      bad: [[2, "legalDuty assignment.no-legal-qualification"]],
      good: [
        [3, "new"],
        [4, "new"],
      ],
    });
    const known = await newcomer("唐玉芬");
    await passed(known.personId);
    const before = await upload({ ...known, duty: "专职法制审核" });
    expect((await previewOf(before)).bad).toEqual([[2, "legalDuty assignment.no-legal-qualification"]]);
    await qualified(known.personId);
    expect(await take(before, "all")).toEqual([]);
    expect(await duties(known.personId)).toBe(1);
  });

  it("is asked again of a row by the transaction that writes", async () => {
    const known = await newcomer("周彦");
    await passed(known.personId);
    const qualificationId = await qualified(known.personId);
    const importId = await upload({ ...known, duty: "专职法制审核" });
    expect((await previewOf(importId)).bad).toEqual([]);
    const by = { accountId: scene.legalAffairs, personId: null };
    await inTransaction((tx) =>
      withdrawLegalQualification(tx, { qualificationId, reason: "证书有误" }, by, NOW),
    );
    expect(await take(importId, "all")).toEqual(["roster.has-bad-rows"]);
    expect([await jobsOf(known.personId), await duties(known.personId)]).toEqual([0, 0]);
  });
});
