import { createAccount } from "~/access/accounts.server";
import { openSession, sessionHashFrom } from "~/access/session.server";
import { addDays } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { type Save, saveAnswer, saveInSession } from "~/exams/answer.server";
import { startAttempt } from "~/exams/attempt.server";
import { createExam, type NewExam, publishExam } from "~/exams/exams.server";
import type { Paper, PaperSlot } from "~/exams/paper";
import { grantQualification } from "~/exams/qualification.server";
import { registerCandidates } from "~/exams/registration.server";
import { createUnit } from "~/organisation/organisation.server";
import { recordEmployment } from "~/personnel/employment.server";
import type { EmploymentIdentity } from "~/personnel/identity";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { saveBlueprint } from "~/questions/blueprints.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { loadPacks } from "~/rulebook/packs.server";

/** A district with two bureaus, the shipped banks (or those of a folder), a blueprint of twelve questions, and whoever is asked for. */

export const EARLY = new Date("2026-01-05T02:00:00Z");
/** 2026-11-26 09:00 in China. */
export const OPENS = new Date("2026-11-26T01:00:00Z");
export const after = (minutes: number, seconds = 0) =>
  new Date(OPENS.getTime() + (minutes * 60 + seconds) * 1000);
export const DEVICE = "device-of-the-candidate";

export type Hall = { root: string; urban: string; market: string; legal: string; blueprint: string };

/** The whole bank goes into one transaction: longer than any of the application may take, where many tests run at once. */
const SETTING_UP_MS = 300_000;

export async function examHall(banks?: string): Promise<Hall> {
  return inTransaction(
    async (tx) => {
      await loadPacks(tx, null, EARLY);
      await loadBanksInto(tx, null, EARLY, banks);
      const unit = (
        code: string,
        kind: "jurisdiction" | "enforcement-bureau" | "legal-affairs-office",
        parentId: string | null,
      ) =>
        createUnit(
          tx,
          { code, parentId, name: code, shortName: code, kind, fromOn: "2020-01-01" },
          null,
          EARLY,
        );
      const root = await unit("linhu", "jurisdiction", null);
      const cell = { bank: "general-law", law: null, difficulty: null };
      return {
        root,
        urban: await unit("urban", "enforcement-bureau", root),
        market: await unit("market", "enforcement-bureau", root),
        legal: await unit("legal", "legal-affairs-office", root),
        blueprint: await saveBlueprint(
          tx,
          {
            code: "short",
            title: { "zh-CN": "短卷", en: "Short paper" },
            rules: {
              cells: [
                { ...cell, type: "true-false", count: 4, marksEach: 5 },
                { ...cell, type: "single-choice", count: 4, marksEach: 10 },
                { ...cell, type: "multiple-choice", count: 4, marksEach: 10 },
              ],
              fixed: [],
              exposureCap: null,
            },
          },
          null,
          EARLY,
        ),
      };
    },
    undefined,
    SETTING_UP_MS,
  );
}

let born = 0;

export async function officer(
  unitId: string,
  identity: EmploymentIdentity = "civil-servant",
): Promise<string> {
  born += 1;
  const bornOn = addDays("1990-01-01", Math.floor(born / 499));
  const identityNumber = fictitiousIdentityNumber(born, bornOn, "female");
  const name = `考生${String.fromCharCode(0x4e00 + born)}`;
  return inTransaction(async (tx) => {
    const answer = await registerPerson(tx, { name, identityNumber, origin: "form" }, null, EARLY);
    if (!answer.ok) throw new Error("not registered");
    const { personId } = answer;
    const job = {
      personId,
      unitId,
      relation: "home" as const,
      identity,
      status: "in-post" as const,
      title: null,
    };
    const employed = await recordEmployment(tx, { ...job, fromOn: "2021-01-01" }, null, EARLY);
    if (!employed.ok) throw new Error(employed.refusals.map(({ code }) => code).join());
    return personId;
  });
}

/** The special part comes first by the national pack. */
export const holdsSpecial = (personId: string, field = "urban-management") =>
  inTransaction((tx) =>
    grantQualification(
      tx,
      {
        personId,
        part: "special",
        field,
        origin: "imported",
        evidence: "市局成绩通知",
        fromOn: "2025-06-01",
      },
      null,
      EARLY,
    ),
  );

export async function planExam(hall: Hall, changes: Partial<NewExam> = {}): Promise<string> {
  return inTransaction(async (tx) => {
    const answer = await createExam(
      tx,
      {
        title: "2026 年下半年行政执法人员综合法律知识考试",
        kind: "qualification",
        part: "general",
        field: null,
        unitId: hall.legal,
        organiserLevel: "county",
        blueprintVersionId: hall.blueprint,
        opensAt: OPENS,
        closesAt: after(120),
        lateEntryMinutes: 30,
        minutes: 90,
        passMark: 60,
        attemptsAllowed: 1,
        ...changes,
      },
      null,
      EARLY,
    );
    if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
    await publishExam(tx, answer.examId, null, EARLY);
    return answer.examId;
  });
}

export const register = (examId: string, ...personIds: string[]) =>
  inTransaction((tx) => registerCandidates(tx, { examId, personIds }, null, EARLY));

export const start = (examId: string, personId: string, now = OPENS, device = DEVICE) =>
  inTransaction((tx) =>
    startAttempt(tx, { examId, personId, device, seed: `${examId}/${personId}` }, null, now),
  );

/** An officer who has begun; from fifty candidates on not all can at the moment the exam opens. */
export async function sitting(
  hall: Hall,
  examId: string,
  now = OPENS,
): Promise<{ personId: string; attemptId: string }> {
  const personId = await officer(hall.urban);
  await holdsSpecial(personId);
  await register(examId, personId);
  const begun = await start(examId, personId, now);
  if (!begun.ok) throw new Error(begun.refusals.map(({ code }) => code).join());
  return { personId, attemptId: begun.attemptId };
}

/** Signs the candidate in: what stands for the session in statements. */
export async function sessionOf(personId: string, now = OPENS): Promise<Uint8Array> {
  const cookie = await inTransaction(async (tx) => {
    const account = { loginName: `c-${personId}`, displayName: "考生", personId, passwordHash: "x" };
    return openSession(tx, { id: await createAccount(tx, account, null, now) }, "test", now);
  });
  return (await sessionHashFrom({ headers: new Headers({ Cookie: cookie.split(";")[0]! }) }))!;
}

/** A save as the room's goes: with everybody else's first, and alone to hear why not. */
export const sendSave = async (session: Uint8Array, { personId, ...save }: Save, now: Date) =>
  (await saveInSession(prisma, { ...save, session }, now)) ?? saveAnswer(prisma, { ...save, personId }, now);

export async function paperSlots(attemptId: string): Promise<PaperSlot[]> {
  const row = await prisma.paper.findUniqueOrThrow({ where: { attemptId } });
  return (row.slots as unknown as Paper).slots;
}

/** The right labels, as only the office can know them. */
export async function keyFor(attemptId: string): Promise<string[][]> {
  const slots = await paperSlots(attemptId);
  const keys = await prisma.questionKey.findMany({
    where: { questionVersionId: { in: slots.map((slot) => slot.questionVersionId) } },
  });
  return slots.map((slot) => {
    const { key } = keys.find((row) => row.questionVersionId === slot.questionVersionId)!;
    return key.map((id) => slot.options[slot.optionOrder.indexOf(id)]!.label).sort();
  });
}
