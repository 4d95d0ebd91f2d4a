import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { trainingReviewOf } from "~/certification/training-review-list.server";
import { closeTrainingReview } from "~/certification/training-reviews.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.reviews.title);

const LONGEST = 1000;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:annul");
  const { holderName, number, reason } = await trainingReviewOf(params, actor, "training:annul", new Date());
  return { holderName, number, reason };
}

/** Looked at: the certificate itself is left as it is. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "training:annul");
  const now = new Date();
  const { id: reviewId } = await trainingReviewOf(params, actor, "training:annul", now);
  const note = textIn(await request.formData(), "note", LONGEST);
  const verdict = await inTransaction((tx) => closeTrainingReview(tx, { reviewId, note }, actor, now));
  if (verdict.ok) throw redirect("/training-reviews?done=review-closed", { status: 303 });
  return data({ refusals: verdict.refusals, note }, { status: 422 });
}

export default function TrainingReview() {
  const { holderName, number, reason } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(trainingText).reviews;
  const locale = useLocale();
  return (
    <ActPage
      title={t.close}
      lede={`${holderName} ${number} ${refusalIn(locale, reason).sentence}`}
      crumbs={[{ text: t.title, href: "/training-reviews" }]}
      back="/training-reviews"
      refusals={refused?.refusals}
      submit={t.submit}
    >
      <TextAreaField
        label={t.note}
        hint={t.noteHint}
        name="note"
        maxLength={LONGEST}
        defaultValue={refused?.note}
      />
    </ActPage>
  );
}
