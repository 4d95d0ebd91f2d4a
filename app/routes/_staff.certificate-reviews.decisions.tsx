import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chosenReviews } from "~/certification/review-page.server";
import { decideReviews } from "~/certification/review-steps.server";
import { REVIEWS, ReviewAnswered } from "~/components/review-answered";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { requirePosted } from "~/posted.server";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { titled } from "~/text/title";

export const meta = titled(periodicReviewsText, (t) => t.answered.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "certificate-review:decide");
  requirePosted(request, REVIEWS);
  return null;
}

const LONGEST = 500;

/** The second of two people, about proposals that wait; what was decided already says so. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate-review:decide");
  const now = new Date();
  const form = await request.formData();
  const { year, rows } = await chosenReviews(prisma, actor, form, now, "certificate-review:decide");
  const isWhole = form.get("whole") === "1";
  const chosen = rows.flatMap(({ last }) => (last && (!isWhole || last.decision === null) ? [last.id] : []));
  const decision = form.get("decision") === "refused" ? ("refused" as const) : ("approved" as const);
  const decided = { decision, opinion: textIn(form, "opinion", LONGEST) };
  const answered = await inTransaction((tx) => decideReviews(tx, chosen, decided, actor, now));
  if (answered.done > 0 && answered.refused.length === 0)
    throw redirect(`${REVIEWS}?year=${year}&n=${answered.done}`, { status: 303 });
  return data(answered, { status: 422 });
}

export default function Answered() {
  return <ReviewAnswered answered={useActionData<typeof action>()} />;
}
