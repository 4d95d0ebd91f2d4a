import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { voidCertificate } from "~/certification/acts.server";
import { certificateOf } from "~/certification/register.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.voiding.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const { certificateId, entry } = await certificateOf(params, actor, "certificate:issue", new Date());
  return { id: certificateId, number: entry.number, name: entry.holderName };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const now = new Date();
  const { certificateId, personId, unit } = await certificateOf(params, actor, "certificate:issue", now);
  await requirePermission(request, "certificate:issue", { path: unit.path, personId });
  const typed = { note: String((await request.formData()).get("note") ?? "").trim() };
  const verdict = await inTransaction((tx) =>
    voidCertificate(tx, { certificateId, ...typed }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/certificates/${certificateId}?done=voided`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

export default function VoidCertificate() {
  const { id, number, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.voiding;
  return (
    <ActPage
      title={t.title}
      lede={t.lede}
      crumbs={[
        { text: all.certificates.title, href: "/certificates" },
        { text: `${name} ${number}`, href: `/certificates/${id}` },
      ]}
      back={`/certificates/${id}`}
      refusals={refused?.refusals}
      submit={t.submit}
      stop
    >
      <TextAreaField label={t.note} name="note" required defaultValue={refused?.typed.note} />
    </ActPage>
  );
}
