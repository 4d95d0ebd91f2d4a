import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { RehearsalStrip } from "~/components/rehearsal-strip";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { takeOver } from "~/exams/attempt.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { deviceFor } from "~/exams/device.server";
import { headingOfAttempt } from "~/exams/rehearsal-page.server";
import { isFreshSession, spendTakeOverCode } from "~/exams/take-over-codes.server";
import { requirePosted } from "~/posted.server";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const handle = { main: "narrow" };
export const meta = titled(examRoomText, (t) => t.elsewhere.title);

/** Reached by address alone: the room itself offers the take-over, and only who has to bring a code sees this page. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const attemptId = attemptIdFrom(params);
  requirePosted(request, `/my/attempts/${attemptId}`);
  return { attemptId, ...(await headingOfAttempt(request, { attemptId, personId })) };
}

/** Who signed in on this device just now is known; an old session needs the invigilator's code. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const { personId, accountId } = actor;
  const { device, headers } = await deviceFor(request);
  const code = String((await request.formData()).get("code") ?? "")
    .normalize("NFKC")
    .replace(/\s/g, "");
  const own = await prisma.attempt.count({ where: { id: attemptId, personId } });
  const isKnown = own === 0 || isFreshSession(actor.openedAt, now);
  const answer = await inTransaction(async (tx) => {
    const spent = isKnown ? { ok: true as const } : await spendTakeOverCode(tx, { attemptId, code }, now);
    if (spent.ok) await takeOver(tx, { attemptId, personId, device }, accountId, now);
    return spent;
  });
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  // Taken over or over: the room shows which, and nothing of somebody else's attempt.
  throw redirect(`/my/attempts/${attemptId}`, { status: 303, headers });
}

export default function TakeOver() {
  const { attemptId, rehearsal } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { elsewhere } = useText(examRoomText);
  const { takeOver: t } = useText(invigilationText);
  const { my } = useText(examsText);
  return (
    <>
      <RehearsalStrip words={rehearsal} />
      <ActPage
        title={elsewhere.title}
        lede={t.old}
        crumbs={[{ text: my.title, href: "/my/exams" }]}
        back={`/my/attempts/${attemptId}`}
        refusals={refused?.refusals}
        submit={t.act}
      >
        <TextField
          name="code"
          label={t.code}
          hint={t.codeHint}
          inputMode="numeric"
          autoComplete="off"
          figures
        />
      </ActPage>
    </>
  );
}
