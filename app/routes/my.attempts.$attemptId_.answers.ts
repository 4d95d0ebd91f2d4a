import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { findActor } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { answerLine, LONGEST_LINE } from "~/exams/answer-line.server";
import { isOverdue } from "~/exams/attempt";
import { attemptStanding } from "~/exams/attempt.server";
import { leavingsOf, noteSeen } from "~/exams/board.server";
import { deviceFrom } from "~/exams/device.server";
import { finishIfOverdue } from "~/exams/submission.server";
import { isUuid } from "~/ids";

// The exam room speaks to the server here: JSON in, JSON out, nothing cached. It never says more than the candidate's
// own answers, the clock and why a save was refused.

const headers = { "Cache-Control": "no-store" };

/** The server's clock and where the attempt stands: asked when the room opens, every few seconds and at the end. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const actor = await findActor(request);
  if (!actor?.personId) return Response.json({ code: "signed-out" }, { status: 401, headers });
  const { attemptId } = params;
  const notFound = () => Response.json({ code: "not-found" }, { status: 404, headers });
  if (!isUuid(attemptId)) return notFound();
  const attempt = { attemptId, personId: actor.personId, device: await deviceFrom(request) };
  const look = () => attemptStanding(prisma, attempt);
  let standing = await look();
  if (standing && isOverdue(standing, now)) {
    await inTransaction((tx) => finishIfOverdue(tx, attemptId, now));
    standing = await look();
  }
  if (!standing) return notFound();
  if (standing.isHere && standing.state === "open") await noteSeen(prisma, attemptId, now);
  return Response.json({ ...standing, leavings: await leavingsOf(prisma, attemptId), now }, { headers });
}

/** A save. The server hears most of them before there is a request to hand to a route (`server/exchange.ts`). */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const isLong = Number(request.headers.get("Content-Length") ?? 0) > LONGEST_LINE;
  const line = {
    headers: request.headers,
    attemptId: params.attemptId,
    text: isLong ? "" : await request.text(),
  };
  const { status, text } = await answerLine(prisma, line, now);
  return new Response(text, { status, headers: { ...headers, "Content-Type": "application/json" } });
}
