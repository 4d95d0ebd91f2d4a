import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chosenReviews } from "~/certification/review-page.server";
import { decideReviews } from "~/certification/review-steps.server";
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

/** Who proposed takes it back while nobody has decided. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate-review:propose");
  const now = new Date();
  const form = await request.formData();
  form.delete("whole");
  const { year, rows } = await chosenReviews(prisma, actor, form, now, "certificate-review:propose");
  const chosen = rows.flatMap(({ last }) => (last ? [last.id] : []));
  const decided = { decision: "withdrawn" as const, opinion: "" };
  const answered = await inTransaction((tx) => decideReviews(tx, chosen, decided, actor, now));
  if (answered.done > 0 && answered.refused.length === 0)
    throw redirect(`${REVIEWS}?year=${year}&n=${answered.done}`, { status: 303 });
  return data(answered, { status: 422 });
}

export default function Answered() {
  return <ReviewAnswered answered={useActionData<typeof action>()} />;
}
