import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import {
  LEGAL_QUALIFICATIONS,
  legalQualificationActPage,
  requireLegalQualification,
} from "~/personnel/legal-qualification-page.server";
import { withdrawLegalQualification } from "~/personnel/legal-qualifications.server";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(legalQualificationsText, (t) => t.deciding.withdrawTitle);

export const loader = legalQualificationActPage;

/** It was entered wrongly: what is right is recorded anew. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, entry } = await requireLegalQualification(
    request,
    params,
    "legal-qualification:confirm",
    now,
  );
  const reason = reasonTyped(await request.formData());
  const verdict = await inTransaction((tx) =>
    withdrawLegalQualification(tx, { qualificationId: entry.id, reason }, actor, now),
  );
  if (verdict.ok) throw redirect(`${LEGAL_QUALIFICATIONS}?done=withdrawn`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function Withdrawal() {
  const { name, certificateNumber, source } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(legalQualificationsText);
  return (
    <ReasonAct
      title={t.deciding.withdrawTitle}
      lede={t.deciding.lede(name, certificateNumber, source)}
      crumbs={[{ text: t.title, href: "/legal-qualifications" }]}
      back="/legal-qualifications"
      refusals={refused?.refusals}
      submit={t.withdraw}
      typed={refused?.reason}
    />
  );
}
