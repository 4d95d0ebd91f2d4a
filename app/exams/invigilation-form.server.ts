/** The forms of an invigilator: what was typed is kept, and every refusal stands above it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { inTransaction, type Tx } from "~/db.server";
import { textIn } from "~/form-text";
import { longInstant } from "~/text/dates";
import { invigilationText } from "~/text/invigilation";
import { localeFrom, textFor } from "~/text/text";
import type { Refusal } from "~/verdict";
import type { Outcome } from "./invigilation-acts.server";
import { type Aim, aimFrom, requireInvigilation } from "./invigilation-page.server";
import type { Target } from "./invigilation-targets.server";

const LONGEST_REASON = 200;

export type ActTyped = { minutes: string; reason: string; pastClose: boolean; kind: string };

type ActRead = ActTyped & { count: number | null };

function actFormFrom(form: FormData): ActRead {
  const minutes = textIn(form, "minutes").normalize("NFKC");
  return {
    minutes,
    count: /^\d{1,4}$/.test(minutes) ? Number(minutes) : null,
    reason: textIn(form, "reason", LONGEST_REASON),
    pastClose: form.get("pastClose") === "on",
    kind: textIn(form, "kind"),
  };
}

/** The board, of the room the act was about. */
const boardOf = ({ examId, roomId }: Target) =>
  `/exams/${examId}/invigilation${roomId ? `?room=${roomId}` : ""}`;

/** The loader of every act: what its page shows before anything is typed. */
export async function actPage({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { target, candidate, room } = await aimFrom(request, invigilation, now);
  const { exam } = invigilation;
  const locale = localeFrom(request);
  const { whom } = textFor(invigilationText, locale);
  return {
    exam: { id: exam.id, title: exam.title },
    endsAt: longInstant(exam.closesAt, locale),
    board: boardOf(target),
    isForOne: candidate !== null,
    whom: candidate ? whom.candidate(candidate.name, candidate.unit) : room ? whom.room(room.name) : whom.all,
  };
}

type Act = (tx: Tx, aim: Aim, typed: ActRead, actorId: string, now: Date) => Promise<Outcome>;

/** The action of every act: back to the board when it is done; else the form again, with every reason. */
export async function actFrom({ request, params }: ActionFunctionArgs, done: string, act: Act) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const aim = await aimFrom(request, invigilation, now);
  const { target } = aim;
  const typed = actFormFrom(await request.formData());
  const outcome = await inTransaction((tx) => act(tx, aim, typed, invigilation.actor.accountId, now));
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
