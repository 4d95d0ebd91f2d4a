import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { questionToCorrect } from "~/exams/exam-questions.server";
import { type Change, type Item, type Proposal, WISHES } from "~/exams/key-correction";
import { decideCorrection, proposeCorrection } from "~/exams/key-corrections.server";
import { releaseResults } from "~/exams/release.server";
import { submitAttempt } from "~/exams/submission.server";
import { after, DEVICE, EARLY, type Hall, keyFor, paperSlots, sitting } from "./exam-hall";

/** An exam that was sat by many, and two people of the office who correct its keys. */

export const RELEASED = after(125);
export const LATER = after(60 * 24);

let made = 0;
export async function clerk(): Promise<{ accountId: string; personId: null }> {
  made += 1;
  const loginName = `clerk-${made}`;
  const accountId = await inTransaction((tx) =>
    createAccount(tx, { loginName, displayName: loginName, personId: null, passwordHash: "-" }, null, EARLY),
  );
  return { accountId, personId: null };
}

export type Sat = { personId: string; attemptId: string };

/** Knows about half, answers the rest by chance, the same for the same number, and hands in. */
export async function satBy(hall: Hall, examId: string, number: number): Promise<Sat> {
  const { personId, attemptId } = await sitting(hall, examId, after(1));
  const key = await keyFor(attemptId);
  let seq = 0;
  for (const slot of await paperSlots(attemptId)) {
    const roll = (number * 7 + slot.number * 13) % 11;
    if (roll === 0) continue;
    seq += 1;
    const labels = slot.options.map(({ label }) => label);
    const guess =
      slot.type === "multiple-choice"
        ? labels.filter((_, at) => (roll >> at) % 2 === 1 || at === number % labels.length)
        : [labels[roll % labels.length]!];
    const answer = roll > 5 ? key[slot.number - 1]! : guess;
    const step = {
      attemptId,
      personId,
      device: DEVICE,
      epoch: 1,
      seq,
      slot: slot.number,
      change: { answer },
    };
    await saveAnswer(prisma, step, after(5, seq));
  }
  await inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, after(20)));
  return { personId, attemptId };
}

export const release = (examId: string, by: string | null = null, at = RELEASED) =>
  inTransaction((tx) => releaseResults(tx, examId, by, at));

/** The question on most papers of the exam. */
export async function commonest(examId: string, skip: readonly string[] = []): Promise<string> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT s ->> 'questionVersionId' AS id FROM marking m JOIN attempt a ON a.id = m.attempt_id
    JOIN registration r ON r.id = a.registration_id, jsonb_array_elements(m.slots) s
    WHERE r.exam_id = ${examId}::uuid AND m.superseded_at IS NULL AND NOT (s ->> 'questionVersionId' = ANY(${[...skip]}))
    GROUP BY 1 ORDER BY bool_or((s ->> 'mark')::int > 0) DESC, count(*) DESC, 1 LIMIT 1`;
  return rows[0]!.id;
}

export async function itemOf(examId: string, questionVersionId: string): Promise<Item> {
  return (await questionToCorrect(prisma, { examId, questionVersionId }))!;
}

/** Another key than the one that stands. */
export function otherKey(item: Item): string[] {
  return [item.optionIds.find((id) => !item.key.includes(id)) ?? item.optionIds[0]!];
}

export const newKey = (key: readonly string[]): Proposal => ({ wish: WISHES[0], key, ground: "第十二条" });
export const voiding: Proposal = { wish: "void", key: [], ground: "两个选项都对" };

export async function propose(
  examId: string,
  questionVersionId: string,
  proposal: Proposal,
  by: { accountId: string; personId: string | null },
) {
  const item = await itemOf(examId, questionVersionId);
  const asked = { examId, questionVersionId, proposal, item };
  return inTransaction((tx) => proposeCorrection(tx, asked, by, LATER));
}

export async function digestOf(correctionId: string): Promise<string> {
  const run = await prisma.correctionRun.findFirstOrThrow({
    where: { correctionId },
    orderBy: { number: "desc" },
  });
  return run.digest;
}

export async function decide(
  examId: string,
  correctionId: string,
  by: { accountId: string; personId: string | null },
  { decision = "approved" as "approved" | "refused", digest = "" } = {},
) {
  const asked = { examId, correctionId, decision, digest: digest || (await digestOf(correctionId)) };
  return inTransaction((tx) => decideCorrection(tx, asked, by, LATER));
}

/** What a dry run says, by attempt. */
export async function foretold(correctionId: string) {
  const lines = await prisma.correctionLine.findMany({ where: { correctionId }, orderBy: { run: "asc" } });
  return new Map(
    lines.map((line): [string, Change["after"]] => [
      line.attemptId,
      { mark: line.markAfter, fullMark: line.fullMarkAfter, passed: line.passedAfter },
    ]),
  );
}
