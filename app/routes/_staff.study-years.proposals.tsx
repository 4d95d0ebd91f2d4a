import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { proposeFreeze } from "~/casework/study-freeze.server";
import { ActRefused } from "~/components/act-refused";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.propose);

/** Reached by address alone: the page of years offers it. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "study-year:freeze");
  requirePosted(request, "/study-years");
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "study-year:freeze");
  const form = await request.formData();
  const unitId = textIn(form, "unit");
  const year = /^\d{4}$/.test(textIn(form, "year")) ? Number(textIn(form, "year")) : 0;
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, chinaDateOf(now)) : null;
  // Only a district has a year of its own; what is named and is not one of the actor's is not found.
  if (unit?.kind !== "jurisdiction" || !can(actor, "study-year:freeze", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const answer = await inTransaction((tx) => proposeFreeze(tx, { unitId, year }, actor.accountId, now));
  if (answer.ok) throw redirect(`/study-years/${answer.freezeId}?done=proposed`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Proposal() {
  const refused = useActionData<typeof action>();
  const t = useText(studyYearsText);
  return (
    <ActRefused
      verdict={t.cannot}
      refusals={refused?.refusals}
      back={{ href: "/study-years", text: t.back }}
    />
  );
}
