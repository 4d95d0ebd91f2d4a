import { createAccount } from "~/access/accounts.server";
import type { DateOn } from "~/calendar";
import { inTransaction } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import type { EmploymentIdentity } from "~/personnel/identity";
import { recordStudyCategory } from "~/personnel/record.server";
import type { StudyGroupWord } from "~/rulebook/words";
import type { EvidenceKind, StudySession } from "~/study/session";
import { someone } from "../personnel/district";

export const entered = new Date("2026-01-05T04:00:00Z");

/** Someone who works in the unit and owes the year's study. */
export async function officer(
  name: string,
  unitId: string,
  {
    fromOn = "2024-01-01" as DateOn,
    identity = "civil-servant" as EmploymentIdentity,
    category = "enforcement" as StudyGroupWord,
  } = {},
): Promise<string> {
  const personId = await someone(name);
  await inTransaction(async (tx) => {
    const job = await recordEmployment(
      tx,
      {
        personId,
        unitId,
        relation: "home",
        identity,
        status: "in-post",
        title: null,
        document: null,
        fromOn,
      },
      null,
      entered,
    );
    if (!job.ok) throw new Error(job.refusals.map(({ code }) => code).join());
    await recordStudyCategory(tx, { personId, category, fromOn }, null, entered);
  });
  return personId;
}

export async function account(loginName: string, personId: string | null = null): Promise<string> {
  const wanted = { loginName, displayName: loginName, personId, passwordHash: "-" };
  return inTransaction((tx) => createAccount(tx, wanted, null, entered));
}

/** A morning of training on 3 March 2026, Chinese time. */
export const morning: StudySession = {
  title: "行政处罚法专题培训",
  mode: "concentrated",
  category: "enforcement",
  laws: ["行政处罚法"],
  organiserLevel: "county",
  startAt: new Date("2026-03-03T09:00:00+08:00"),
  endAt: new Date("2026-03-03T12:00:00+08:00"),
  minutes: 180,
  evidence: [{ kind: "sign-in", reference: "签到表 1 号" }],
};

/** What an entry of each form rests on, so that it can be accepted. */
export const restingOn = (mode: StudySession["mode"]): StudySession["evidence"] => {
  const kinds: Partial<Record<StudySession["mode"], EvidenceKind[]>> = {
    "self-study": ["notes"],
    online: ["log", "quiz"],
    meeting: ["minutes"],
  };
  return (kinds[mode] ?? ["sign-in"]).map((kind) => ({ kind, reference: "存档 1 号" }));
};
