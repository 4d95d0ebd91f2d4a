import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { applicationOf } from "~/certification/application-page.server";
import { returnApplication } from "~/certification/applications.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
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
  const typed = { defects: String(form.get("defects") ?? "") };
  const defects = typed.defects
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const verdict = await inTransaction((tx) =>
    returnApplication(tx, { applicationId, defects }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/applications/${applicationId}?done=returned`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

export default function ReturnApplication() {
  const { id, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.returning;
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
      <TextAreaField
        label={t.defects}
        name="defects"
        hint={t.defectsHint}
        rows={8}
        required
        defaultValue={refused?.typed.defects}
      />
    </ActPage>
  );
}
