import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { requireCandidate } from "~/exams/appointment-page.server";
import { withdrawCandidate } from "~/exams/appointments.server";
import { appointmentsText } from "~/text/appointments";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointmentsText, (t) => t.withdraw);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { batch, candidate } = await requireCandidate(request, params, "appointment:propose", new Date());
  const { name, postTitle } = candidate;
  return { batch: { batchId: batch.batchId, title: batch.title }, name, postTitle };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, batch, candidate } = await requireCandidate(request, params, "appointment:propose", now);
  const reason = reasonTyped(await request.formData());
  const { candidateId } = candidate;
  const answer = await inTransaction((tx) =>
    withdrawCandidate(tx, { candidateId, reason }, actor.accountId, now),
  );
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/appointment-batches/${batch.batchId}?done=withdrawn`, { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

export default function WithdrawCandidate() {
  const { batch, name, postTitle } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(appointmentsText);
  const back = `/appointment-batches/${batch.batchId}`;
  return (
    <ReasonAct
      title={t.withdraw}
      lede={`${name}, ${postTitle}. ${t.withdrawLede}`}
      crumbs={[
        { text: t.title, href: "/appointment-batches" },
        { text: batch.title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.withdraw}
      typed={refused?.reason}
    />
  );
}
