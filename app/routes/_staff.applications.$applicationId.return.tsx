import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { applicationOf } from "~/certification/application-page.server";
import { returnApplication } from "~/certification/applications.server";
import { DEFECT_CODES, type Defect } from "~/certification/defect";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.returning.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:review");
  const { application, unit, name } = await applicationOf(params, actor, "application:review", new Date());
  await requirePermission(request, "application:review", { path: unit.path, personId: application.personId });
  return { id: application.id, name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "application:review");
  const now = new Date();
  const { application, unit } = await applicationOf(params, actor, "application:review", now);
  await requirePermission(request, "application:review", { path: unit.path, personId: application.personId });
  const applicationId = application.id;
  const form = await request.formData();
  const typed = { codes: form.getAll("code").map(String), defects: textIn(form, "defects", 4000) };
  const defects = defectsFrom(typed);
  const verdict = await inTransaction((tx) =>
    returnApplication(tx, { applicationId, defects }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/applications/${applicationId}?done=returned`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

const NAMED = DEFECT_CODES.filter((code) => code !== "other");

/** What was ticked, and then every line that was written. */
function defectsFrom({ codes, defects }: { codes: string[]; defects: string }): Defect[] {
  const lines = defects.split("\n").map((line) => line.trim());
  return [
    ...NAMED.filter((code) => codes.includes(code)).map((code) => ({ code, says: "" })),
    ...lines.filter((line) => line !== "").map((says) => ({ code: "other" as const, says })),
  ];
}

export default function ReturnApplication() {
  const { id, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.returning;
  const words = useText(applicationsText);
  return (
    <ActPage
      title={t.title}
      crumbs={[
        { text: all.applications.title, href: "/applications" },
        { text: name, href: `/applications/${id}` },
      ]}
      back={`/applications/${id}`}
      refusals={refused?.refusals}
      submit={t.submit}
    >
      <ChoicesField
        name="code"
        legend={words.returning.codes}
        hint={words.returning.codesHint}
        many
        chosen={refused?.typed.codes ?? []}
        options={NAMED.map((code) => ({ value: code, text: words.defectCodes[code] }))}
      />
      <TextAreaField
        label={words.returning.other}
        name="defects"
        hint={words.returning.otherHint}
        rows={5}
        optional
        defaultValue={refused?.typed.defects}
      />
    </ActPage>
  );
}
