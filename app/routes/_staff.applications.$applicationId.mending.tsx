import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { defectsOf, mendDefects } from "~/certification/application-defects.server";
import { applicationOf } from "~/certification/application-page.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { inTransaction, prisma } from "~/db.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(applicationsText, (t) => t.mending.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const { application, unit, name } = await applicationOf(params, actor, "application:submit", new Date());
  await requirePermission(request, "application:submit", { path: unit.path });
  const named = await defectsOf(prisma, application.id);
  const defects = named.filter(({ round }) => round === application.standing.round);
  return { id: application.id, name, defects };
}

/** What is ticked already stays: a defect is mended once. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const now = new Date();
  const { application, unit } = await applicationOf(params, actor, "application:submit", now);
  await requirePermission(request, "application:submit", { path: unit.path });
  const applicationId = application.id;
  const defectIds = (await request.formData()).getAll("defect").map(String);
  const verdict = await inTransaction((tx) =>
    mendDefects(tx, { applicationId, defectIds }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/applications/${applicationId}?done=mended`, { status: 303 });
  return data({ refusals: verdict.refusals, defectIds }, { status: 422 });
}

export default function MendDefects() {
  const { id, name, defects } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { applications } = useText(certificationText);
  const words = useText(applicationsText);
  const t = words.mending;
  const locale = useLocale();
  const done = defects.filter(({ mendedAt }) => mendedAt !== null);
  return (
    <ActPage
      title={t.title}
      lede={done.length === defects.length ? t.all : t.lede}
      crumbs={[
        { text: applications.title, href: "/applications" },
        { text: name, href: `/applications/${id}` },
      ]}
      back={`/applications/${id}`}
      refusals={refused?.refusals}
      submit={t.submit}
    >
      <ChoicesField
        name="defect"
        legend={t.legend}
        many
        chosen={[...done.map((defect) => defect.id), ...(refused?.defectIds ?? [])]}
        options={defects.map(({ id: value, code, says, mendedAt }) => ({
          value,
          text: code === "other" ? says : words.defectCodes[code],
          hint: mendedAt ? t.mended(longDate(dateOfInstant(mendedAt), locale)) : t.open,
          disabled: mendedAt !== null,
        }))}
      />
    </ActPage>
  );
}
