import type { SessionState } from "~/study/session-state";
import { clockTime, dateOfInstant, fullDate } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { type Locale, useText } from "~/text/text";
import { Status, type Tone } from "./status";

const tones: Record<SessionState, Tone> = { planned: "info", held: "ok", cancelled: "off" };

export function SessionStateMark({ state, fill = false }: { state: SessionState; fill?: boolean }) {
  const t = useText(studySessionsText);
  return (
    <Status tone={tones[state]} fill={fill}>
      {t.states[state]}
    </Status>
  );
}

type Span = { startAt: Date | string; endAt: Date | string };

export const clockSpan = ({ startAt, endAt }: Span): string => `${clockTime(startAt)}–${clockTime(endAt)}`;

/** The day and the hours of a session. */
export const sessionWhen = (span: Span, locale: Locale): string =>
  `${fullDate(dateOfInstant(span.startAt), locale)} ${clockSpan(span)}`;
