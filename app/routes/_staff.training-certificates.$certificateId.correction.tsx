import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { draftTraining } from "~/certification/training-issuance.server";
import { trainingFile } from "~/certification/training-register.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.correction.title);

const LONGEST = 500;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  const { id, entry } = await trainingFile(params, actor, "training:issue", new Date());
  return { id, number: entry.number, name: entry.holderName };
}

/** A new edition, or its draft where two people sign. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  const now = new Date();
  const { id, kind, basis, personId } = await trainingFile(params, actor, "training:issue", now);
  const reason = textIn(await request.formData(), "reason", LONGEST);
  const answer = await inTransaction((tx) =>
    draftTraining(tx, { kind, basis, personId }, actor.accountId, now, { certificateId: id, reason }),
  );
  if (!answer.ok) return data({ refusals: answer.refusals, reason }, { status: 422 });
  const to = answer.certificateId ? `${answer.certificateId}?done=corrected` : `${id}?done=drafted`;
  throw redirect(`/training-certificates/${to}`, { status: 303 });
}

export default function Correction() {
  const { id, number, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(trainingText);
  const t = all.correction;
  const at = `/training-certificates/${id}`;
  return (
    <ActPage
      title={t.title}
      lede={`${name} ${number} ${t.lede}`}
      crumbs={[
        { text: all.title, href: "/training-certificates" },
        { text: number, href: at },
      ]}
      back={at}
      refusals={refused?.refusals}
      submit={t.submit}
    >
      <TextAreaField
        label={t.reason}
        hint={t.reasonHint}
        name="reason"
        maxLength={LONGEST}
        defaultValue={refused?.reason}
      />
    </ActPage>
  );
}
