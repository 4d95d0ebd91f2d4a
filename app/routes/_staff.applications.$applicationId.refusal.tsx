import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { applicationOf } from "~/certification/application-page.server";
import { refuseApplication } from "~/certification/applications.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.refusing.title);

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
  const typed = {
    opinion: String(form.get("opinion") ?? "").trim(),
    citation: String(form.get("citation") ?? "").trim(),
  };
  const verdict = await inTransaction((tx) =>
    refuseApplication(tx, { applicationId, ...typed }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/applications/${applicationId}?done=refused`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

export default function RefuseApplication() {
  const { id, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.refusing;
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
      stop
    >
      <TextAreaField label={t.opinion} name="opinion" required defaultValue={refused?.typed.opinion} />
      <TextField
        label={t.citation}
        name="citation"
        hint={t.citationHint}
        required
        defaultValue={refused?.typed.citation}
      />
    </ActPage>
  );
}
