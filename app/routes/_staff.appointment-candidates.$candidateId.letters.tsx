import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { writeLetter } from "~/casework/appointment-letters.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { LETTER_RECIPIENTS } from "~/exams/appointment";
import { requireCandidate } from "~/exams/appointment-page.server";
import { appointmentsText } from "~/text/appointments";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointmentsText, (t) => t.letters);

/** Reached by address alone: the batch offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { batch } = await requireCandidate(request, params, "appointment:read", new Date());
  const { batchId, title } = batch;
  if (request.headers.get("Content-Type") === null) throw redirect(`/appointment-batches/${batchId}`);
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
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.letters}
        crumbs={[
          { text: t.title, href: "/appointment-batches" },
          { text: title, href: `/appointment-batches/${batchId}` },
          { text: t.letters },
        ]}
      />
      {refused && (
        <Refusal level={2} verdict={t.cannotWrite} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <p className="acts">
        <LinkButton href={`/appointment-batches/${batchId}`}>{t.back}</LinkButton>
      </p>
    </>
  );
}
