/** The roster as it is typed: from when to when each was there, both empty being an absence. */
import { chinaClockOf, chinaDateOf, instantAt } from "~/calendar";
import type { FieldProblem } from "~/components/error-summary";
import { textIn } from "~/form-text";
import { studySessionsText } from "~/text/study-sessions";
import type { Locale } from "~/text/text";
import type { RosterLine } from "./attendance.server";
import type { SessionFacts } from "./session-list.server";

const CLOCK = /^([01]?\d|2[0-3])[:：][0-5]\d$/;

export type Named = { personId: string; name: string };
export type RosterRead = {
  typed: Record<string, { from: string; until: string }>;
  lines: RosterLine[];
  problems: FieldProblem[];
};

/** `restPresent`: whoever has neither time was there from beginning to end. */
export function rosterFrom(
  form: FormData,
  { session, people }: { session: SessionFacts; people: readonly Named[] },
  locale: Locale,
): RosterRead {
  const t = studySessionsText[locale].attendance;
  const restPresent = form.get("rest") === "present";
  const on = chinaDateOf(session.startAt);
  const read: RosterRead = { typed: {}, lines: [], problems: [] };
  for (const { personId, name } of people) {
    const from = textIn(form, `from-${personId}`, 5);
    const until = textIn(form, `until-${personId}`, 5);
    read.typed[personId] = { from, until };
    const fault = (field: "from" | "until", message: string) =>
      read.problems.push({ field: `${field}-${personId}`, message });
    if (from !== "" && !CLOCK.test(from)) fault("from", t.clock(name));
    if (until !== "" && !CLOCK.test(until)) fault("until", t.clock(name));
    if (read.problems.length > 0) continue;
    const at = (clock: string) =>
      clock === "" ? null : instantAt(on, clock.replace("：", ":").padStart(5, "0"));
    const [inAt, outAt] = [at(from), at(until)];
    if (inAt && outAt && outAt <= inAt) fault("until", t.outBeforeIn(name));
    const { startAt, endAt } = session;
    const isWhole = restPresent && inAt === null && outAt === null;
    read.lines.push({ personId, ...(isWhole ? { inAt: startAt, outAt: endAt } : { inAt, outAt }) });
  }
  return read;
}

/** A time as the form shows it. */
export const clockTyped = (at: Date | null): string => (at ? chinaClockOf(at) : "");
