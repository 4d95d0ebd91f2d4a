import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ANNULMENT_GROUNDS } from "~/certification/training";
import { proposeAnnulment } from "~/certification/training-annulment.server";
import { trainingFile } from "~/certification/training-register.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.annulment.title);

const LONGEST = 500;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:annul");
  const { id, entry } = await trainingFile(params, actor, "training:annul", new Date());
  return { id, number: entry.number, name: entry.holderName, grounds: [...ANNULMENT_GROUNDS] };
}

/** The first of two people: nothing happens to it yet. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "training:annul");
  const now = new Date();
  const { id: certificateId } = await trainingFile(params, actor, "training:annul", now);
  const form = await request.formData();
  const typed = {
    ground: textIn(form, "ground", LONGEST),
    decisionNumber: textIn(form, "decisionNumber", LONGEST),
    reason: textIn(form, "reason", LONGEST),
  };
  const answer = await inTransaction((tx) =>
    proposeAnnulment(tx, { certificateId, ...typed }, actor.accountId, now),
  );
  if (!answer.ok) return data({ refusals: answer.refusals, typed }, { status: 422 });
  throw redirect(`/training-certificates/${certificateId}?done=annulment-proposed`, { status: 303 });
}

export default function Annulment() {
  const { id, number, name, grounds } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(trainingText);
  const t = all.annulment;
  const at = `/training-certificates/${id}`;
  const typed = refused?.typed;
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
      stop
    >
      <ChoicesField
        name="ground"
        legend={t.ground}
        chosen={typed?.ground ? [typed.ground] : []}
        options={grounds.map((value) => ({ value, text: all.grounds[value] }))}
      />
      <TextField
        label={t.decisionNumber}
        name="decisionNumber"
        maxLength={LONGEST}
        defaultValue={typed?.decisionNumber}
      />
      <TextAreaField label={t.reason} name="reason" maxLength={LONGEST} defaultValue={typed?.reason} />
    </ActPage>
  );
}
