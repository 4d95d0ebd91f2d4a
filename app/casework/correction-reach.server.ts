/**
 * 答案更正影响: what rests on results that a correction turns, read across the rooms. Everything here is only told: whoever
 * is in charge of a certificate decides on it.
 */

import { chinaDateOf } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { type CertificateState, isFinal, stateAt } from "~/certification/status";
import type { Tx } from "~/db.server";
import { turnedPeople } from "~/exams/correction-list.server";
import { namesOn } from "~/personnel/person.server";

export type Reached = {
  /** Live certificates of people who passed and no longer do. */
  certificates: {
    certificateId: string;
    number: string;
    state: CertificateState;
    personId: string;
    name: string;
  }[];
  /** Their applications that are not closed. */
  applications: { applicationId: string; personId: string; name: string }[];
  /** Study plan items that count this exam: their figures follow the marks by themselves. */
  planItems: { planId: string; title: string; month: number }[];
  /** Study records of the exam. They count the time and not the mark, and stay as they are. */
  studyRecords: number;
};

/** The first hundred of each. */
const SHOWN_AT_MOST = 100;

export async function reachOfCorrection(
  tx: Tx,
  { examId, correctionId, run }: { examId: string; correctionId: string; run: number },
  now: Date,
): Promise<Reached> {
  const people = await turnedPeople(tx, { correctionId, run });
  const failing = people.filter(({ passes }) => !passes).map(({ personId }) => personId);
  const names = await namesOn(tx, failing, chinaDateOf(now));
  const held = await certificatesOf(tx, failing);
  const certificates = [...held].flatMap(([personId, some]) =>
    some.flatMap((one) => {
      const state = stateAt(one, one.acts, now);
      if (isFinal(state)) return [];
      const { certificateId, number } = one;
      return [{ certificateId, number, state, personId, name: names.get(personId) ?? "" }];
    }),
  );
  const applications = await tx.application.findMany({
    where: { personId: { in: failing }, closedAt: null },
    orderBy: { id: "asc" },
    take: SHOWN_AT_MOST,
    select: { id: true, personId: true },
  });
  const items = await tx.planItem.findMany({
    where: { examId, removedAt: null },
    orderBy: { id: "asc" },
    take: SHOWN_AT_MOST,
    select: { planId: true, month: true, plan: { select: { title: true } } },
  });
  const attempts = await tx.attempt.findMany({
    where: { personId: { in: people.map(({ personId }) => personId) }, registration: { examId } },
    select: { id: true },
  });
  const studyRecords = await tx.studyRecord.count({
    where: { attemptId: { in: attempts.map(({ id }) => id) } },
  });
  return {
    certificates: certificates.slice(0, SHOWN_AT_MOST),
    applications: applications.map(({ id, personId }) => ({
      ...{ applicationId: id, personId, name: names.get(personId) ?? "" },
    })),
    planItems: items.map(({ planId, month, plan }) => ({ planId, month, title: plan.title })),
    studyRecords,
  };
}
