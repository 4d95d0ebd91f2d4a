import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { type DateOn, dateOnFrom } from "~/calendar";
import { mayCarryBan } from "~/certification/act";
import { DECIDED_ACTS, type DecidedAct, GROUNDS } from "~/certification/ground";
import { proposeAct } from "~/certification/proposals.server";
import { certificateOf } from "~/certification/register.server";
import { needsStatement, STATEMENT_WAYS, type Statement } from "~/certification/statement";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { EvidenceFilesField } from "~/components/evidence-files-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { uploadsFrom } from "~/components/upload.server";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { MOST_FILE_BYTES, MOST_FILES, tooLarge, tooMany } from "~/study/evidence-file";
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
  const sent = await uploadsFrom(request, { mostBytes: MOST_FILE_BYTES, mostFiles: MOST_FILES });
  const typed = typedIn(sent.form);
  const days = {
    effectiveOn: dateOnFrom(typed.effectiveOn),
    banUntilOn: dateOnFrom(typed.banUntilOn),
    statementOn: dateOnFrom(typed.statementOn),
  };
  const wrong: Wrong[] = [
    ...REQUIRED.filter((field) => typed[field] === ""),
    ...DAYS.filter((field) => typed[field] !== "" && !days[field]),
    ...(typed.statementWay !== "" && typed.statementOn === "" ? (["statementOn"] as const) : []),
  ];
  const unread = [
    ...(sent.isTooLarge ? [tooLarge()] : []),
    ...(sent.uploads.length > MOST_FILES ? [tooMany()] : []),
  ];
  if (wrong.length > 0 || unread.length > 0)
    return data({ wrong: sent.isTooLarge ? [] : wrong, refusals: unread, typed }, { status: 422 });
  const { effectiveOn, banUntilOn } = days;
  const details = { ...typed, effectiveOn, banUntilOn, statement: statementFrom(typed, days.statementOn) };
  const answer = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details, uploads: sent.uploads }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/certificates/${certificateId}?done=proposed`, { status: 303 });
  return data({ wrong, refusals: answer.refusals, typed }, { status: 422 });
}

const REQUIRED = ["ground", "legalBasis", "decisionNumber"] as const;
const DAYS = ["effectiveOn", "banUntilOn", "statementOn"] as const;
type Wrong = (typeof REQUIRED)[number] | (typeof DAYS)[number];

const typedIn = (form: FormData) => ({
  ground: textIn(form, "ground"),
  legalBasis: textIn(form, "legalBasis", 500),
  decisionNumber: textIn(form, "decisionNumber", 100),
  effectiveOn: textIn(form, "effectiveOn"),
  banUntilOn: textIn(form, "banUntilOn"),
  note: textIn(form, "note", 2000),
  lossNotice: textIn(form, "lossNotice", 500),
  statementWay: textIn(form, "statementWay"),
  statementOn: textIn(form, "statementOn"),
  statementSays: textIn(form, "statementSays", 2000),
});

function statementFrom(
  { statementWay, statementSays }: ReturnType<typeof typedIn>,
  on: DateOn | null,
): Statement | null {
  const way = STATEMENT_WAYS.find((known) => known === statementWay);
  return way && on ? { way, on, says: statementSays } : null;
}

export default function Proposal() {
  const { id, name, number, act } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.proposing;
  const typed = refused?.typed;
  const wrong: readonly Wrong[] = refused?.wrong ?? [];
  const messageOf = (field: Wrong) =>
    (DAYS as readonly Wrong[]).includes(field) ? t.wrongDate : all.missing(t[field]);
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
      multipart
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
      {act === "cancel" && (
        <TextField
          label={t.lossNotice}
          name="lossNotice"
          hint={t.lossNoticeHint}
          optional
          defaultValue={typed?.lossNotice}
        />
      )}
      <fieldset className="form">
        <legend className="label">{t.statement}</legend>
        <p className="hint">{needsStatement(act) ? t.statementNeeded : t.statementHint}</p>
        <ChoicesField
          name="statementWay"
          legend={t.statementWay}
          chosen={typed ? [typed.statementWay] : []}
          options={STATEMENT_WAYS.map((way) => ({ value: way, text: all.statementWays[way] }))}
        />
        <TextField
          label={t.statementOn}
          name="statementOn"
          hint={t.dateHint}
          errors={errorsOf("statementOn")}
          optional={!needsStatement(act)}
          figures
          defaultValue={typed?.statementOn}
        />
        <TextAreaField
          label={t.statementSays}
          name="statementSays"
          rows={3}
          optional={!needsStatement(act)}
          defaultValue={typed?.statementSays}
        />
      </fieldset>
      <EvidenceFilesField label={t.evidence} hint={t.evidenceHint} />
      <TextAreaField label={t.note} name="note" optional defaultValue={typed?.note} />
    </ActPage>
  );
}
