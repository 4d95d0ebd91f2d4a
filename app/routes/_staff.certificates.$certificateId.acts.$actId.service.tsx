import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { dateOnFrom } from "~/calendar";
import { certificateOf, decisionOf } from "~/certification/register.server";
import { recordService, SERVICE_WAYS } from "~/certification/serving.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.serving.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:serve");
  const { certificateId, entry } = await certificateOf(params, actor, "certificate:serve", new Date());
  const { act, decisionNumber } = await decisionOf(certificateId, params.actId);
  return { id: certificateId, name: entry.holderName, act, decisionNumber, ways: [...SERVICE_WAYS] };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:serve");
  const now = new Date();
  const { certificateId, personId, unit } = await certificateOf(params, actor, "certificate:serve", now);
  await requirePermission(request, "certificate:serve", { path: unit.path, personId });
  const { id: actId } = await decisionOf(certificateId, params.actId);
  const form = await request.formData();
  const typed = {
    way: textIn(form, "way"),
    servedOn: textIn(form, "servedOn"),
    receiver: textIn(form, "receiver", 100),
    note: textIn(form, "note", 1000),
  };
  const way = SERVICE_WAYS.find((known) => known === typed.way);
  const servedOn = dateOnFrom(typed.servedOn);
  if (!way || !servedOn) {
    const wrong = [...(way ? [] : (["way"] as const)), ...(servedOn ? [] : (["servedOn"] as const))];
    return data({ wrong, refusals: [], typed }, { status: 422 });
  }
  const verdict = await inTransaction((tx) =>
    recordService(tx, { certificateId, actId, ...typed, way, servedOn }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/certificates/${certificateId}?done=served`, { status: 303 });
  return data({ wrong: [], refusals: verdict.refusals, typed }, { status: 422 });
}

export default function Service() {
  const { id, name, act, decisionNumber, ways } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.serving;
  const typed = refused?.typed;
  const wrong: readonly string[] = refused?.wrong ?? [];
  const says = { way: all.missing(t.way), servedOn: all.proposing.wrongDate };
  const errorsOf = (field: keyof typeof says) => (wrong.includes(field) ? [says[field]] : []);
  return (
    <ActPage
      title={t.title}
      lede={t.lede(all.acts[act], decisionNumber)}
      crumbs={[
        { text: all.certificates.title, href: "/certificates" },
        { text: name, href: `/certificates/${id}` },
      ]}
      back={`/certificates/${id}`}
      refusals={refused?.refusals}
      problems={(["way", "servedOn"] as const).flatMap((field) =>
        errorsOf(field).map((message) => ({ field, message })),
      )}
      submit={t.submit}
    >
      <ChoicesField
        name="way"
        legend={t.way}
        errors={errorsOf("way")}
        chosen={typed ? [typed.way] : []}
        options={ways.map((way) => ({ value: way, text: t.ways[way] }))}
      />
      <TextField
        label={t.servedOn}
        name="servedOn"
        hint={all.proposing.dateHint}
        errors={errorsOf("servedOn")}
        figures
        defaultValue={typed?.servedOn}
      />
      <TextField
        label={t.receiver}
        name="receiver"
        hint={t.receiverHint}
        maxLength={100}
        defaultValue={typed?.receiver}
      />
      <TextAreaField label={t.note} name="note" optional defaultValue={typed?.note} />
    </ActPage>
  );
}
