import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { dateOnFrom } from "~/calendar";
import { mayCarryBan } from "~/certification/act";
import { DECIDED_ACTS, type DecidedAct, GROUNDS } from "~/certification/ground";
import { proposeAct } from "~/certification/proposals.server";
import { certificateOf } from "~/certification/register.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t, data: { act: DecidedAct } | undefined) =>
  data ? t.proposing.title(t.acts[data.act]) : t.certificates.title,
);

function actFrom(search: URLSearchParams): DecidedAct {
  const act = DECIDED_ACTS.find((known) => known === search.get("act"));
  if (!act) throw new Response(null, { status: 404 });
  return act;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:propose");
  const act = actFrom(new URL(request.url).searchParams);
  const { certificateId, entry } = await certificateOf(params, actor, "certificate:propose", new Date());
  return { id: certificateId, name: entry.holderName, number: entry.number, act };
}

/** The first of two people: nothing happens to the certificate yet. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:propose");
  const now = new Date();
  const act = actFrom(new URL(request.url).searchParams);
  const { certificateId, personId, unit } = await certificateOf(params, actor, "certificate:propose", now);
  await requirePermission(request, "certificate:propose", { path: unit.path, personId });
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const typed = {
    ground: text("ground"),
    legalBasis: text("legalBasis"),
    decisionNumber: text("decisionNumber"),
    effectiveOn: text("effectiveOn"),
    banUntilOn: text("banUntilOn"),
    note: text("note"),
  };
  const effectiveOn = dateOnFrom(typed.effectiveOn);
  const banUntilOn = dateOnFrom(typed.banUntilOn);
  const wrong: Wrong[] = [
    ...(typed.ground === "" ? (["ground"] as const) : []),
    ...(typed.legalBasis === "" ? (["legalBasis"] as const) : []),
    ...(typed.decisionNumber === "" ? (["decisionNumber"] as const) : []),
    ...(typed.effectiveOn && !effectiveOn ? (["effectiveOn"] as const) : []),
    ...(typed.banUntilOn && !banUntilOn ? (["banUntilOn"] as const) : []),
  ];
  if (wrong.length > 0) return data({ wrong, refusals: [], typed }, { status: 422 });
  const details = { ...typed, effectiveOn, banUntilOn };
  const answer = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/certificates/${certificateId}?done=proposed`, { status: 303 });
  return data({ wrong, refusals: answer.refusals, typed }, { status: 422 });
}

type Wrong = "ground" | "legalBasis" | "decisionNumber" | "effectiveOn" | "banUntilOn";

export default function Proposal() {
  const { id, name, number, act } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.proposing;
  const typed = refused?.typed;
  const wrong: readonly Wrong[] = refused?.wrong ?? [];
  const messageOf = (field: Wrong) =>
    field === "effectiveOn" || field === "banUntilOn" ? t.wrongDate : all.missing(t[field]);
  const errorsOf = (field: Wrong) => (wrong.includes(field) ? [messageOf(field)] : []);
  return (
    <ActPage
      title={t.title(all.acts[act])}
      lede={t.lede}
      crumbs={[
        { text: all.certificates.title, href: "/certificates" },
        { text: `${name} ${number}`, href: `/certificates/${id}` },
      ]}
      back={`/certificates/${id}`}
      refusals={refused?.refusals}
      problems={wrong.map((field) => ({ field, message: messageOf(field) }))}
      submit={t.submit(all.acts[act])}
      stop={act !== "restore"}
    >
      <ChoicesField
        name="ground"
        legend={t.ground}
        errors={errorsOf("ground")}
        chosen={typed ? [typed.ground] : []}
        options={GROUNDS[act].map((ground) => ({ value: ground, text: all.grounds[ground] }))}
      />
      <TextField
        label={t.legalBasis}
        name="legalBasis"
        hint={t.legalBasisHint}
        errors={errorsOf("legalBasis")}
        defaultValue={typed?.legalBasis}
      />
      <TextField
        label={t.decisionNumber}
        name="decisionNumber"
        errors={errorsOf("decisionNumber")}
        defaultValue={typed?.decisionNumber}
      />
      <TextField
        label={t.effectiveOn}
        name="effectiveOn"
        hint={t.effectiveOnHint}
        errors={errorsOf("effectiveOn")}
        optional
        figures
        defaultValue={typed?.effectiveOn}
      />
      {mayCarryBan(act) && (
        <TextField
          label={t.banUntilOn}
          name="banUntilOn"
          hint={t.banUntilOnHint}
          errors={errorsOf("banUntilOn")}
          optional
          figures
          defaultValue={typed?.banUntilOn}
        />
      )}
      <TextAreaField label={t.note} name="note" optional defaultValue={typed?.note} />
    </ActPage>
  );
}
