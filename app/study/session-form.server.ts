/** The form of a session to come: who and what can be chosen, and the session when all can be read. */
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { typedOfWhat, whatTyped } from "~/components/session-typed.server";
import type { Typed } from "~/components/typed-form";
import type { FormReader } from "~/components/typed-form.server";
import type { Tx } from "~/db.server";
import type { NamedPerson } from "~/personnel/named-staff.server";
import { studySessionsText } from "~/text/study-sessions";
import type { Locale } from "~/text/text";
import { type SessionFacts, sessionsBetween } from "./session-list.server";
import { SESSION_MODES } from "./session-state";
import type { SessionPlan } from "./sessions.server";

const LONGEST_PLACE = 60;
const LONGEST_LEADER = 60;
/** An absence of last year is still made up in this one. */
const DAYS_BACK = 400;

export type SessionChoices = { people: NamedPerson[]; missed: { value: string; text: string }[] };

/** The sessions of a unit that another can make up for. */
export async function missedSessions(
  tx: Tx,
  unitId: string,
  today: DateOn,
): Promise<SessionChoices["missed"]> {
  const span = { fromOn: addDays(today, -DAYS_BACK), toOn: addDays(today, 1) };
  const found = await sessionsBetween(tx, [unitId], span);
  return found
    .filter(({ makesUpId }) => makesUpId === null)
    .reverse()
    .map(({ sessionId, title, startAt }) => ({ value: sessionId, text: `${chinaDateOf(startAt)} ${title}` }));
}

/** null where a field cannot be read; `read.problems` says which. */
export function sessionPlanFrom(
  { typed, read, choices }: { typed: Typed; read: FormReader; choices: SessionChoices },
  locale: Locale,
): SessionPlan | null {
  const t = studySessionsText[locale].form;
  const what = whatTyped({ typed, read, modes: SESSION_MODES }, locale);
  const place = read.text("place", t.place, LONGEST_PLACE);
  const leader = read.optionalText("leader", t.leader, LONGEST_LEADER);
  const recorder = read.optionalChoice(
    "recorderPersonId",
    choices.people.map(({ personId }) => personId),
  );
  const makesUp = read.optionalChoice(
    "makesUpId",
    choices.missed.map(({ value }) => value),
  );
  if (!what || place === null || read.problems.length > 0) return null;
  return { ...what, place, leader, recorderPersonId: recorder ?? null, makesUpId: makesUp ?? null };
}

/** A session as its form shows it before anything is changed. */
export function typedOfSession(session: SessionFacts): Typed {
  const { place, leader, recorderPersonId, makesUpId } = session;
  return {
    ...typedOfWhat(session),
    ...{ place, leader: leader ?? "", recorderPersonId: recorderPersonId ?? "", makesUpId: makesUpId ?? "" },
  };
}
