import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { closeSession, findActor } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { PublicShell } from "~/components/public-shell";
import { inTransaction, prisma } from "~/db.server";
import { attemptUnderWay } from "~/exams/attempt.server";
import { clockTime } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { forgetAll, unsentHere } from "./my.attempts.$attemptId/kept-answers";

/** The way out of the exam room: only this browser knows what it has not sent yet. */
export const handle = { interactive: true };
export const meta = titled(examRoomText, (t) => t.signingOut.title);

/** Shown only to who is in the middle of an exam. */
export async function loader({ request }: LoaderFunctionArgs) {
  const underWay = await underWayOf(request, new Date());
  if (!underWay) throw redirect("/");
  return { ...underWay, deadlineAt: underWay.deadlineAt.toISOString() };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const isSure = (await request.formData()).get("sure") === "on";
  if (!isSure && (await underWayOf(request, now))) throw redirect("/sign-out", { status: 303 });
  const headers = new Headers({
    "Set-Cookie": await inTransaction((tx) => closeSession(tx, request, now)),
    // The next one at this computer finds nothing of the last. Heeded over HTTPS; the page below does the same by itself.
    "Clear-Site-Data": '"storage"',
  });
  return redirect("/", { status: 303, headers });
}

async function underWayOf(request: Request, now: Date) {
  const actor = await findActor(request, now);
  return actor?.personId ? attemptUnderWay(prisma, actor.personId, now) : null;
}

export default function SigningOut() {
  const { attemptId, examTitle, deadlineAt } = useLoaderData<typeof loader>();
  const t = useText(examRoomText).signingOut;
  const [unsent, setUnsent] = useState(0);
  useEffect(() => setUnsent(unsentHere().reduce((sum, { slots }) => sum + slots.length, 0)), []);
  return (
    <PublicShell main="narrow">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead(examTitle, clockTime(deadlineAt))}</p>
      <p role="alert">{unsent > 0 && <b>{t.unsent(unsent)}</b>}</p>
      <form method="post" onSubmit={forgetAll}>
        <input type="hidden" name="sure" value="on" />
        <p className="acts acts-lg">
          <LinkButton kind="primary" href={`/my/attempts/${attemptId}`}>
            {t.goOn}
          </LinkButton>
          <Button kind="stop">{t.act}</Button>
        </p>
      </form>
    </PublicShell>
  );
}
