import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { OLD_CARDS } from "~/certification/act";
import { collectCertificate, replacedBy } from "~/certification/acts.server";
import { certificateOf } from "~/certification/register.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.collection.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:collect");
  const now = new Date();
  const { certificateId, entry, ...of } = await certificateOf(params, actor, "certificate:collect", now);
  const { personId, unit } = of;
  const { certificateType } = entry;
  const fresh = { id: certificateId, personId, unitId: unit.unitId, certificateType };
  const [old] = await replacedBy(prisma, fresh, now);
  return { id: certificateId, number: entry.number, name: entry.holderName, old: old?.number ?? null };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:collect");
  const now = new Date();
  const { certificateId, personId, unit } = await certificateOf(params, actor, "certificate:collect", now);
  await requirePermission(request, "certificate:collect", { path: unit.path, personId });
  const form = await request.formData();
  const oldCard = OLD_CARDS.find((known) => known === form.get("oldCard")) ?? null;
  const typed = { note: textIn(form, "note"), oldCard };
  const verdict = await inTransaction((tx) =>
    collectCertificate(tx, { certificateId, ...typed }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/certificates/${certificateId}?done=collected`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

export default function CollectCertificate() {
  const { id, number, name, old } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.collection;
  const words = useText(applicationsText);
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
    >
      {old && (
        <ChoicesField
          name="oldCard"
          legend={words.collecting.legend(old)}
          hint={words.collecting.hint}
          chosen={refused?.typed.oldCard ? [refused.typed.oldCard] : []}
          options={OLD_CARDS.map((card) => ({ value: card, text: words.oldCards[card] }))}
        />
      )}
      <TextAreaField
        label={t.note}
        name="note"
        hint={t.noteHint}
        optional
        defaultValue={refused?.typed.note}
      />
    </ActPage>
  );
}
