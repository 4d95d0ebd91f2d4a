import { randomBytes } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { startAttempt } from "~/exams/attempt.server";
import { examIdFrom } from "~/exams/attempt-page.server";
import { deviceFor } from "~/exams/device.server";
import { requirePosted } from "~/posted.server";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.my.cannotStart);

/** Reached by address alone: the exam's page is where one begins. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePerson(request);
  requirePosted(request, `/my/exams/${examIdFrom(params)}`);
  return null;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const now = new Date();
  const examId = examIdFrom(params);
  const { device, headers } = await deviceFor(request);
  const seed = randomBytes(16).toString("hex");
  const begun = await inTransaction((tx) =>
    startAttempt(tx, { examId, personId, device, seed }, accountId, now),
  );
  if (begun.ok) throw redirect(`/my/attempts/${begun.attemptId}`, { status: 303, headers });
  const [first, ...others] = begun.refusals;
  if (begun.refusals.some(({ code }) => code === "attempt.not-registered"))
    throw new Response(null, { status: 404 });
  // Pressed before their own moment: they wait where it is shown.
  if (first?.code === "attempt.not-yet" && others.length === 0)
    throw redirect(`/my/exams/${examId}/waiting`, { status: 303, headers });
  return data({ refusals: begun.refusals }, { status: 422, headers });
}

export default function CannotBegin() {
  const refused = useActionData<typeof action>();
  const t = useText(examsText).my;
  return (
    <ActRefused
      verdict={t.cannotStart}
      refusals={refused?.refusals}
      back={{ href: "/my/exams", text: t.title }}
    />
  );
}
