import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { applicationOf } from "~/certification/application-page.server";
import { resubmitApplication } from "~/certification/applications.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.resubmission.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const { application, unit, name } = await applicationOf(params, actor, "application:submit", new Date());
  await requirePermission(request, "application:submit", { path: unit.path });
  return { id: application.id, name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const now = new Date();
  const { application, unit } = await applicationOf(params, actor, "application:submit", now);
  await requirePermission(request, "application:submit", { path: unit.path });
  const applicationId = application.id;
  const form = await request.formData();
  const typed = { opinion: String(form.get("opinion") ?? "").trim() };
  const verdict = await inTransaction((tx) =>
    resubmitApplication(tx, { applicationId, ...typed }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/applications/${applicationId}?done=submitted`, { status: 303 });
  return data({ refusals: verdict.refusals, typed }, { status: 422 });
}

export default function ResubmitApplication() {
  const { id, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.resubmission;
  return (
    <ActPage
      title={t.title}
      lede={t.lede}
      crumbs={[
        { text: all.applications.title, href: "/applications" },
        { text: name, href: `/applications/${id}` },
      ]}
      back={`/applications/${id}`}
      refusals={refused?.refusals}
      submit={t.submit}
    >
      <TextAreaField
        label={t.opinion}
        name="opinion"
        hint={t.opinionHint}
        optional
        defaultValue={refused?.typed.opinion}
      />
    </ActPage>
  );
}
