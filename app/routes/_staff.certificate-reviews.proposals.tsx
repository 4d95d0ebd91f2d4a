import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { REVIEW_GROUNDS, REVIEW_RESULTS } from "~/certification/periodic-review";
import { chosenReviews } from "~/certification/review-page.server";
import { proposeReviews } from "~/certification/review-steps.server";
import { REVIEWS, ReviewAnswered } from "~/components/review-answered";
import { inTransaction, prisma } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { titled } from "~/text/title";

export const meta = titled(periodicReviewsText, (t) => t.answered.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "certificate-review:propose");
  requirePosted(request, REVIEWS);
  return null;
}

/** The first of two people: nothing is decided yet. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate-review:propose");
  const now = new Date();
  const form = await request.formData();
  const { year, rows } = await chosenReviews(prisma, actor, form, now, "certificate-review:propose");
  const result = REVIEW_RESULTS.find((known) => known === form.get("result")) ?? "pass";
  const needsNone = result === "pass" || result === "deferred";
  const ground = (!needsNone && REVIEW_GROUNDS.find((known) => known === form.get("ground"))) || null;
  const chosen = rows.map(({ certificateId }) => certificateId);
  const proposed = { year, result, ground };
  const answered = await inTransaction((tx) => proposeReviews(tx, chosen, proposed, actor, now));
  if (answered.done > 0 && answered.refused.length === 0)
    throw redirect(`${REVIEWS}?year=${year}&n=${answered.done}`, { status: 303 });
  return data(answered, { status: 422 });
}

export default function Answered() {
  return <ReviewAnswered answered={useActionData<typeof action>()} />;
}
