import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import type { ApplicationKind } from "~/certification/application";
import { APPLICATION_FILE_KINDS, expectedFiles } from "~/certification/application-file";
import { addApplicationFiles } from "~/certification/application-files.server";
import { applicationOf } from "~/certification/application-page.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { EvidenceFilesField } from "~/components/evidence-files-field";
import { uploadsFrom } from "~/components/upload.server";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { MOST_FILE_BYTES, MOST_FILES, tooLarge, tooMany } from "~/study/evidence-file";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(applicationsText, (t) => t.files.form.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const { application, unit, name } = await applicationOf(params, actor, "application:submit", new Date());
  await requirePermission(request, "application:submit", { path: unit.path });
  const [first] = expectedFiles(application.kind as ApplicationKind, false);
  return { id: application.id, name, first: first ?? "other" };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const now = new Date();
  const { application, unit } = await applicationOf(params, actor, "application:submit", now);
  await requirePermission(request, "application:submit", { path: unit.path });
  const applicationId = application.id;
  const sent = await uploadsFrom(request, { mostBytes: MOST_FILE_BYTES, mostFiles: MOST_FILES });
  const kind = APPLICATION_FILE_KINDS.find((known) => known === textIn(sent.form, "kind")) ?? "other";
  const unread = [
    ...(sent.isTooLarge ? [tooLarge()] : []),
    ...(sent.uploads.length > MOST_FILES ? [tooMany()] : []),
  ];
  if (unread.length > 0) return data({ refusals: unread, kind }, { status: 422 });
  const verdict = await inTransaction((tx) =>
    addApplicationFiles(tx, { applicationId, kind, uploads: sent.uploads }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/applications/${applicationId}?done=files`, { status: 303 });
  return data({ refusals: verdict.refusals, kind }, { status: 422 });
}

export default function AddFiles() {
  const { id, name, first } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { applications } = useText(certificationText);
  const words = useText(applicationsText);
  const t = words.files.form;
  return (
    <ActPage
      title={t.title}
      lede={t.lede}
      crumbs={[
        { text: applications.title, href: "/applications" },
        { text: name, href: `/applications/${id}` },
      ]}
      back={`/applications/${id}`}
      refusals={refused?.refusals}
      submit={t.submit}
      multipart
    >
      <ChoicesField
        name="kind"
        legend={t.kind}
        chosen={[refused?.kind ?? first]}
        options={APPLICATION_FILE_KINDS.map((kind) => ({ value: kind, text: words.fileKinds[kind] }))}
      />
      <EvidenceFilesField label={t.file} hint={t.fileHint} />
    </ActPage>
  );
}
