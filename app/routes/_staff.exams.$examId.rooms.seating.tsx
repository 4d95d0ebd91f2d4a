import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { seatEverybody } from "~/exams/rooms.server";
import { requirePosted } from "~/posted.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.arrange.spread);

/** Reached by address alone: the rooms offer it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:arrange");
  requirePosted(request, `/exams/${exam.id}/rooms`);
  return { examId: exam.id };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const answer = await inTransaction((tx) => seatEverybody(tx, exam.id, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/rooms?done=spread&left=${answer.left}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Seating() {
  const { examId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { arrange: t } = useText(invigilationText);
  return (
    <ActRefused
      verdict={t.spread}
      refusals={refused?.refusals}
      back={{ href: `/exams/${examId}/rooms`, text: t.title }}
    />
  );
}
