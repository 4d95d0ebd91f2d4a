/** 成绩异议: made by the candidate, answered by the office. Nothing of it is taken back; an answer stands. */
import type { Actor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { toDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { packVersion } from "~/rulebook/packs.server";
import { type Refusal, refusal } from "~/verdict";
import { objectionsCloseAt } from "./disclosure";
import { answerDueOn, mayAnswer, mayObject, type ObjectionAsked, type ObjectionOutcome } from "./objection";
import { paperOf } from "./paper.server";

type Refused = { ok: false; refusals: Refusal[] };

/** Refusals: those of `mayObject`; objection.not-released also where the attempt is not this person's. */
export async function objectTo(
  tx: Tx,
  { attemptId, personId, ...asked }: ObjectionAsked & { attemptId: string; personId: string },
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; objectionId: string } | Refused> {
  await lockPeople(tx, personId);
  const attempt = await tx.attempt.findFirst({
    where: { id: attemptId, personId, state: "submitted" },
    include: {
      objections: { select: { slot: true } },
      registration: {
        select: { unitId: true, exam: { include: { acts: { where: { act: "released" } } } } },
      },
    },
  });
  if (!attempt?.registration) return { ok: false, refusals: [refusal("objection.not-released")] };
  const { exam, unitId } = attempt.registration;
  const { pack } = await packVersion(tx, exam.packVersionId);
  const { objectionDays, replyDays } = pack.results;
  const [release] = exam.acts;
  const verdict = mayObject(
    asked,
    {
      closeAt: release ? objectionsCloseAt(release.at, objectionDays.value) : null,
      days: objectionDays.source,
      questions: (await paperOf(tx, attemptId)).slots.length,
      earlier: attempt.objections.map(({ slot }) => slot),
    },
    now,
  );
  if (!verdict.ok) return verdict;
  const objectionId = newId();
  await tx.objection.create({
    data: {
      ...{ id: objectionId, examId: exam.id, attemptId, slot: asked.slot, reason: asked.reason.trim() },
      ...{ madeAt: now, dueOn: toDbDate(answerDueOn(now, replyDays.value)) },
    },
  });
  await record(tx, {
    type: "attempt.objected",
    ...{ at: now, actorId, personId, unitId, subjectId: attemptId },
    data: { attemptId, objectionId, slot: asked.slot },
  });
  return { ok: true, objectionId };
}

/** What keeps this account from answering; empty: nothing does. */
export async function handsIn(
  tx: Tx,
  objectionId: string,
  actor: Pick<Actor, "accountId" | "personId">,
): Promise<{ isCandidate: boolean; madeQuestion: boolean; releasedIt: boolean }> {
  const { examId, attemptId, slot, attempt } = await tx.objection.findUniqueOrThrow({
    where: { id: objectionId },
    include: { attempt: { select: { personId: true } } },
  });
  const isCandidate = attempt.personId === actor.personId;
  if (slot === null) {
    const released = { examId, act: "released", byId: actor.accountId };
    return {
      isCandidate,
      madeQuestion: false,
      releasedIt: (await tx.examAct.count({ where: released })) > 0,
    };
  }
  const versionId = (await paperOf(tx, attemptId)).slots[slot - 1]?.questionVersionId;
  const version = versionId
    ? await tx.questionVersion.findUnique({
        where: { id: versionId },
        select: { draftId: true, group: { select: { draftId: true } } },
      })
    : null;
  // The part of a case was made with its case.
  const draftIds = [version?.draftId, version?.group?.draftId].filter((id) => typeof id === "string");
  const made = await tx.questionDraftStep.count({
    where: { draftId: { in: draftIds }, actorId: actor.accountId },
  });
  return { isCandidate, madeQuestion: made > 0, releasedIt: false };
}

/** Refusals: those of `mayAnswer`. */
export async function answerObjection(
  tx: Tx,
  asked: { objectionId: string; outcome: ObjectionOutcome | null; reply: string },
  actor: Pick<Actor, "accountId" | "personId">,
  now: Date,
): Promise<{ ok: true } | Refused> {
  const { objectionId, outcome } = asked;
  const { attempt, exam, slot } = await tx.objection.findUniqueOrThrow({
    where: { id: objectionId },
    select: {
      slot: true,
      attempt: { select: { id: true, personId: true } },
      exam: { select: { id: true, title: true } },
    },
  });
  await lockPeople(tx, attempt.personId);
  const { outcome: given } = await tx.objection.findUniqueOrThrow({ where: { id: objectionId } });
  const hands = await handsIn(tx, objectionId, actor);
  const verdict = mayAnswer({ ...hands, isAnswered: given !== null, outcome, reply: asked.reply });
  if (!verdict.ok || !outcome) return { ok: false, refusals: verdict.ok ? [] : verdict.refusals };
  await tx.objection.update({
    where: { id: objectionId },
    data: { outcome, reply: asked.reply.trim(), repliedById: actor.accountId, repliedAt: now },
  });
  await record(tx, {
    type: "attempt.objection-answered",
    ...{ at: now, actorId: actor.accountId, personId: attempt.personId, subjectId: attempt.id },
    data: { attemptId: attempt.id, objectionId, outcome },
  });
  const facts = { examId: exam.id, attemptId: attempt.id, title: exam.title, slot, outcome };
  const { personId } = attempt;
  await notify(tx, [{ personId, code: "exam.objection-answered", happening: objectionId, facts }], now);
  return { ok: true };
}
