/** The forms of an invigilator: what was typed is kept, and every refusal stands above it. */
import { data, redirect } from "@remix-run/node";
import { longInstant } from "~/text/dates";
import { invigilationText } from "~/text/invigilation";
import { localeFrom, textFor } from "~/text/text";
import type { Refusal } from "~/verdict";
import type { Outcome } from "./invigilation-acts.server";
import type { Aim, Invigilation } from "./invigilation-page.server";
import type { Target } from "./invigilation-targets.server";

const LONGEST_REASON = 200;

export type ActTyped = { minutes: string; reason: string; pastClose: boolean; kind: string };

export function actFormFrom(form: FormData): ActTyped & { count: number | null } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const minutes = text("minutes").normalize("NFKC");
  return {
    minutes,
    count: /^\d{1,4}$/.test(minutes) ? Number(minutes) : null,
    reason: [...text("reason")].slice(0, LONGEST_REASON).join(""),
    pastClose: form.get("pastClose") === "on",
    kind: text("kind"),
  };
}

/** The board, of the room the act was about. */
const boardOf = ({ examId, roomId }: Target) =>
  `/exams/${examId}/invigilation${roomId ? `?room=${roomId}` : ""}`;

/** What the page of an act shows before anything is typed. */
export function actPage(request: Request, { exam }: Invigilation, { target, candidate, room }: Aim) {
  const locale = localeFrom(request);
  const { whom } = textFor(invigilationText, locale);
  return {
    exam: { id: exam.id, title: exam.title },
    endsAt: longInstant(exam.closesAt, locale),
    board: boardOf(target),
    whom: candidate ? whom.candidate(candidate.name, candidate.unit) : room ? whom.room(room.name) : whom.all,
  };
}

/** Back to the board when it is done; else the form again, with every reason. */
export function actAnswer(outcome: Outcome, done: string, target: Target, typed: ActTyped) {
  if (outcome.ok) {
    const board = boardOf(target);
    const told = `${board.includes("?") ? "&" : "?"}done=${done}&n=${outcome.reached}`;
    throw redirect(`${board}${told}`, { status: 303 });
  }
  const { minutes, reason, pastClose, kind } = typed;
  return data(
    { typed: { minutes, reason, pastClose, kind }, refusals: outcome.refusals as Refusal[] },
    { status: 422 },
  );
}
