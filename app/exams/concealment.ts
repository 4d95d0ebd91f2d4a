/**
 * 任前人选: who is proposed for a post is known to who may read proposals, and in the exam room to who invigilates it.
 * In: a reader, an exam, rows with names. Out: whether the reader may know; rows with a code where a name stood.
 */
import { type Actor, can } from "~/access/permissions";
import type { ExamKind } from "./exam";

export const mayKnowCandidates = (actor: Actor, { kind }: { kind: ExamKind }): boolean =>
  kind !== "pre-appointment" || can(actor, "appointment:read");

/** The same wherever this candidate of this exam is shown, and of nobody else. */
export const codeOf = (registrationId: string): string => registrationId.slice(-6).toUpperCase();

/** `named`: a code as it is read in place of a name. */
export function concealed<
  Row extends { registrationId: string; personId: string; name: string; unit: string },
>(row: Row, named: (code: string) => string): Row {
  return { ...row, personId: "", name: named(codeOf(row.registrationId)), unit: "" };
}
