import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { requireCorrection } from "~/exams/correction-page.server";
import { decideCorrection } from "~/exams/key-corrections.server";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(keyCorrectionsText, (t) => t.decide.approve);

/** Reached by address alone: the page of the correction offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam, correction } = await requireCorrection(request, params);
  const back = `/exams/${exam.id}/corrections/${correction.correctionId}`;
  if (request.headers.get("Content-Type") === null) throw redirect(back);
  return { back };
}

/** The second of two people; the verb refuses the first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, correction } = await requireCorrection(request, params);
  const { correctionId } = correction;
  const digest = String((await request.formData()).get("digest") ?? "");
  const decided = { examId: exam.id, correctionId, decision: "approved" as const, digest };
  const answer = await inTransaction((tx) => decideCorrection(tx, decided, actor, now));
  if (answer.ok)
    throw redirect(`/exams/${exam.id}/corrections/${correctionId}?done=approved`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function CorrectionApproval() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(keyCorrectionsText).decide;
  const locale = useLocale();
  return (
    <>
      <Refusal verdict={t.cannot} reasons={reasonsFrom(locale, refused?.refusals ?? [])} />
      <p className="acts">
        <LinkButton href={back}>{t.open}</LinkButton>
      </p>
    </>
  );
}
