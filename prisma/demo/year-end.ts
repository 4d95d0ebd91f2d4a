/**
 * The end of the last year of study, and what people ask for in this one: a must-know list, relief from quotas, a
 * statement on law; the year that is over, frozen by two people and amended once on a notice. This year is open.
 */

import { addDays, type DateOn, instantAt, yearOf } from "~/calendar";
import { statementFacts } from "~/casework/statement-facts.server";
import { closeAmendment, openAmendment } from "~/casework/study-amendment.server";
import { decideFreeze, proposeFreeze } from "~/casework/study-freeze.server";
import { acceptStudyRecord, acceptStudyRecords } from "~/study/checks.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { approveMustKnow, proposeMustKnow } from "~/study/must-know.server";
import type { ReliefGround } from "~/study/relief";
import { askRelief, decideRelief } from "~/study/reliefs.server";
import { reviewStatement, saveStatement, submitStatement } from "~/study/statements.server";
import { type Person, placeOn } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, officeHour, weekday } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { ROOT } from "./units.ts";

export function tellYearEnd(district: District): void {
  const year = yearOf(district.today);
  tellLastYear(district, year - 1);
  tellMustKnow(district, year);
  tellReliefs(district, year);
  tellStatement(district, year - 1);
  let freezeId = "";
  district.chronicle.on(officeHour(`${year}-02-12`, "16:30"), async (tx, now) => {
    const wanted = { unitId: unit(district, ROOT), year: year - 1 };
    const legal2 = actor(district, "legal2");
    freezeId = granted(await proposeFreeze(tx, wanted, legal2, now), "proposing to freeze a year").freezeId;
  });
  const legal = () => actor(district, "legal");
  district.chronicle.on(officeHour(`${year}-02-18`, "10:05"), async (tx, now) => {
    const approved = { freezeId, decision: "approved" as const };
    granted(await decideFreeze(tx, approved, legal(), now), "freezing a year");
  });
  tellAmendment(district, year, () => freezeId);
}

/** A morning that was counted twice, found after the year was frozen: reopened on a notice, taken back, signed again. */
function tellAmendment(district: District, year: number, freezeOf: () => string): void {
  const { chronicle, people, today } = district;
  const on = weekday(`${year - 1}-11-19` as DateOn);
  const away = people.find(
    (person) =>
      person.group === "leading-cadre" && person.hiredOn < on && placeOn(person, on, today) === "urban",
  );
  if (!away) return;
  let amendmentId = "";
  let reversalId = "";
  chronicle.on(officeHour(`${year}-03-16`, "09:20"), async (tx, now) => {
    const why = {
      reason: "党组理论学习中心组学法的签到表与会议记录不符，一人当天出差，应予冲销。",
      notice: `临司督〔${year}〕3号`,
    };
    const opened = await openAmendment(tx, { freezeId: freezeOf(), ...why }, actor(district, "legal"), now);
    amendmentId = granted(opened, "reopening a frozen year").amendmentId;
  });
  chronicle.on(officeHour(`${year}-03-17`, "10:40"), async (tx, now) => {
    const { id: recordId } = await tx.studyRecord.findFirstOrThrow({
      where: { personId: away.id, mode: "study-group", startAt: instantAt(on, "14:00") },
    });
    const taken = { recordId, reason: "当天出差，没有参加。", ground: "mistake" as const };
    const reversed = await reverseStudyRecord(tx, taken, actor(district, "legal"), now);
    reversalId = granted(reversed, "taking back an entry of a frozen year").recordId;
  });
  chronicle.on(officeHour(`${year}-03-18`, "14:10"), async (tx, now) => {
    const accepted = await acceptStudyRecord(tx, { recordId: reversalId }, actor(district, "legal2"), now);
    granted(accepted, "accepting the reversal");
    const closed = await closeAmendment(tx, { amendmentId }, actor(district, "legal2"), now);
    granted(closed, "closing the amendment");
  });
}

/** What one bureau studied at the end of it: enough for figures that lead somewhere. */
function tellLastYear(district: District, year: number): void {
  const { chronicle, people, today } = district;
  const sessions = [
    {
      day: `${year}-11-12`,
      group: "enforcement",
      mode: "concentrated",
      title: "本单位执法业务培训：全年案卷讲评",
    },
    { day: `${year}-11-19`, group: "leading-cadre", mode: "study-group", title: "党组理论学习中心组学法" },
  ] as const;
  for (const { day, group, mode, title } of sessions) {
    const on = weekday(day as DateOn);
    const present = people.filter(
      (person) => person.group === group && person.hiredOn < on && placeOn(person, on, today) === "urban",
    );
    let recordIds: string[] = [];
    chronicle.on(officeHour(addDays(on, 4), "15:10"), async (tx, now) => {
      const entry = {
        ...{ title, mode, category: "law" as const, laws: ["行政处罚法"], organiserLevel: "unit" as const },
        ...{ startAt: instantAt(on, "14:00"), endAt: instantAt(on, "17:00"), minutes: 180 },
        evidence: [{ kind: "sign-in" as const, reference: `${on}签到表存档` }],
        ...{ unitId: unit(district, "urban"), personIds: present.map(({ id }) => id) },
      };
      const by = actor(district, "urban-training");
      recordIds = granted(
        await submitStudyRecord(tx, entry, by, now),
        "entering last year's study",
      ).recordIds;
    });
    chronicle.on(officeHour(addDays(on, 11), "09:20"), async (tx, now) => {
      for (const { verdict } of await acceptStudyRecords(tx, { recordIds }, actor(district, "legal"), now))
        granted(verdict, "accepting last year's study");
    });
  }
}

const MUST_KNOW = ["行政处罚法", "行政强制法", "行政许可法", "行政复议法"];

function tellMustKnow(district: District, year: number): void {
  let listId = "";
  district.chronicle.on(officeHour(`${year}-02-05`, "10:10"), async (tx, now) => {
    const versions = await tx.lawVersion.findMany({
      where: { law: { name: { in: MUST_KNOW } } },
      orderBy: { version: "desc" },
      distinct: ["lawId"],
    });
    const list = {
      ...{ unitId: unit(district, ROOT), title: `${year}年行政执法人员应知应会法律清单` },
      ...{ group: "enforcement" as const, post: null, family: null, field: null },
      ...{ document: `临依法办〔${year}〕4号` },
      lawVersionIds: versions.map(({ id }) => id),
    };
    listId = granted(
      await proposeMustKnow(tx, list, actor(district, "legal2"), now),
      "a must-know list",
    ).listId;
  });
  district.chronicle.on(officeHour(`${year}-02-10`, "10:10"), async (tx, now) => {
    granted(
      await approveMustKnow(tx, { listId }, actor(district, "legal"), now),
      "approving a must-know list",
    );
  });
}

function tellReliefs(district: District, year: number): void {
  const { people, today } = district;
  const own = people.filter(
    ({ unit: code, group, story, login }) => code === "urban" && group === "enforcement" && !story && !login,
  );
  const mother = own.filter(({ sex }) => sex === "female").sort((a, b) => (a.bornOn > b.bornOn ? -1 : 1))[0];
  const eldest = [...own].sort((a, b) => (a.bornOn < b.bornOn ? -1 : 1))[0];
  if (mother) {
    const range = { fromOn: `${year}-02-01` as DateOn, toOn: `${year}-08-01` as DateOn };
    const asked = {
      ground: "maternity" as const,
      range,
      retiresOn: null,
      evidence: `临人社产假〔${year}〕12号`,
    };
    const id = tellAsking(district, mother, year, asked, officeHour(`${year}-03-02`, "09:40"));
    const decisions = [
      { office: "personnel", by: "personnel", at: officeHour(`${year}-03-04`, "11:20") },
      { office: "legal-affairs", by: "legal", at: officeHour(`${year}-03-06`, "11:20") },
    ] as const;
    for (const { office, by, at } of decisions)
      district.chronicle.on(at, async (tx, now) => {
        const answer = { reliefId: id.value, office, decision: "approved" as const, reason: "" };
        const who = { accountId: actor(district, by), personId: null };
        granted(await decideRelief(tx, answer, who, now), "deciding on relief");
      });
  }
  if (eldest && eldest !== mother) {
    const retiresOn = `${year + 1}-06-30` as DateOn;
    const asked = {
      ground: "retiring" as const,
      range: null,
      retiresOn,
      evidence: "本人书面申请，存单位人事科",
    };
    tellAsking(district, eldest, year, asked, officeHour(ago(today, { days: 6 }), "10:50"));
  }
}

type Asking = {
  ground: ReliefGround;
  range: { fromOn: DateOn; toOn: DateOn } | null;
  retiresOn: DateOn | null;
  evidence: string;
};

function tellAsking(
  district: District,
  person: Person,
  year: number,
  asked: Asking,
  at: Date,
): { value: string } {
  const made = { value: "" };
  district.chronicle.on(at, async (tx, now) => {
    const wanted = { ...asked, year, personId: person.id, unitId: unit(district, "urban"), note: "" };
    const answer = await askRelief(tx, wanted, actor(district, "urban-training"), now);
    made.value = granted(answer, "asking for relief").reliefId;
  });
  return made;
}

const WORDS = `一、学法情况。参加中心组学法和区委党校法治专题班，系统学习宪法、行政处罚法和行政复议法，自学执法监督条例。
二、用法情况。主持修订本局行政处罚案件集体讨论办法，全年重大处罚案件均经法制审核；出庭应诉一次。
三、存在问题。对新修订法律的学习还不够及时，基层中队执法记录不规范的问题没有完全解决。
四、下一步打算。带头完成每月一法，每季度到中队讲一次案例，年内完成执法记录专项整改。`;

/** Late: accounts of leading cadres were opened only this spring. */
function tellStatement(district: District, year: number): void {
  const author = district.people.find(({ login }) => login === "leader");
  if (!author) return;
  let statementId = "";
  district.chronicle.on(officeHour(ago(district.today, { days: 150 }), "17:10"), async (tx, now) => {
    const by = actor(district, "leader");
    const wanted = { personId: author.id, unitId: unit(district, "urban"), year, words: WORDS };
    ({ statementId } = granted(await saveStatement(tx, wanted, by, now), "writing a statement"));
    const facts = await statementFacts(tx, { personId: author.id, year }, now);
    granted(await submitStatement(tx, { statementId, facts }, by, now), "handing in a statement");
  });
  district.chronicle.on(officeHour(ago(district.today, { days: 143 }), "15:00"), async (tx, now) => {
    const review = {
      ...{ statementId, step: "reviewed" as const, score: 88 },
      comment: "内容具体，问题找得准；下一步打算请写明完成时间。",
    };
    const who = { accountId: actor(district, "legal"), personId: null };
    granted(await reviewStatement(tx, review, who, now), "reviewing a statement");
  });
}
