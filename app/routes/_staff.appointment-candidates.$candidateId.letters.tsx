import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { writeLetter } from "~/casework/appointment-letters.server";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { LETTER_RECIPIENTS } from "~/exams/appointment";
import { requireCandidate } from "~/exams/appointment-page.server";
import { requirePosted } from "~/posted.server";
import { appointmentsText } from "~/text/appointments";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointmentsText, (t) => t.letters);

/** Reached by address alone: the batch offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { batch } = await requireCandidate(request, params, "appointment:read", new Date());
  const { batchId, title } = batch;
  requirePosted(request, `/appointment-batches/${batchId}`);
  return { batchId, title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, batch, candidate, roles } = await requireCandidate(request, params, "appointment:read", now);
  const asked = (await request.formData()).get("recipient");
  const recipient = LETTER_RECIPIENTS.find((one) => one === asked);
  if (!recipient) throw new Response(null, { status: 404 });
  const { batchId } = batch;
  const wanted = { batchId, candidateId: candidate.candidateId, recipient };
  const answer = await inTransaction((tx) => writeLetter(tx, wanted, roles, actor.accountId, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/appointment-batches/${batchId}?done=written`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function WriteLetter() {
  const { batchId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointmentsText);
  const back = `/appointment-batches/${batchId}`;
  return (
    <ActRefused
      title={t.letters}
      crumbs={[
        { text: t.title, href: "/appointment-batches" },
        { text: title, href: back },
      ]}
      verdict={t.cannotWrite}
      refusals={refused?.refusals}
      back={{ href: back, text: t.back }}
    />
  );
}
