import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { reviewOf } from "~/certification/decision-review-list.server";
import { closeDecisionReview, REVIEW_OUTCOMES } from "~/certification/decision-reviews.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { certificationText } from "~/text/certification";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.reviews.closing.title);

const LONGEST = 1000;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "decision-review:close");
  const { holderName, number, refusal } = await reviewOf(params, actor, "decision-review:close", new Date());
  return { holderName, number, refusal, outcomes: [...REVIEW_OUTCOMES] };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "decision-review:close");
  const now = new Date();
  const { id: reviewId } = await reviewOf(params, actor, "decision-review:close", now);
  const form = await request.formData();
  const note = textIn(form, "note", LONGEST);
  const outcome = REVIEW_OUTCOMES.find((known) => known === form.get("outcome"));
  if (!outcome) return data({ typed: { outcome: "", note }, refusals: [] }, { status: 422 });
  const verdict = await inTransaction((tx) =>
    closeDecisionReview(tx, { reviewId, outcome, note }, actor, now),
  );
  if (verdict.ok) throw redirect("/decision-reviews?done=closed", { status: 303 });
  return data({ typed: { outcome, note }, refusals: verdict.refusals }, { status: 422 });
}

export default function CloseReview() {
  const { holderName, number, refusal, outcomes } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.reviews;
  const locale = useLocale();
  const typed = refused?.typed;
  const missing = typed?.outcome === "" ? [all.missing(t.closing.outcome)] : [];
  return (
    <ActPage
      title={t.closing.title}
      lede={`${holderName} ${number} ${refusalIn(locale, refusal).sentence}`}
      crumbs={[{ text: t.title, href: "/decision-reviews" }]}
      back="/decision-reviews"
      refusals={refused?.refusals}
      problems={missing.map((message) => ({ field: "outcome", message }))}
      submit={t.closing.submit}
    >
      <ChoicesField
        name="outcome"
        legend={t.closing.outcome}
        errors={missing}
        chosen={typed ? [typed.outcome] : []}
        options={outcomes.map((value) => ({ value, text: t.outcomes[value] }))}
      />
      <TextAreaField
        label={t.closing.note}
        name="note"
        hint={t.closing.noteHint}
        maxLength={LONGEST}
        defaultValue={typed?.note}
      />
    </ActPage>
  );
}
