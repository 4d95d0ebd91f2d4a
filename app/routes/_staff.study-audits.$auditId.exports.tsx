import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openExport } from "~/casework/audit-bundle.server";
import { ActPage } from "~/components/act-page";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { requireAudit } from "~/study/audit-page.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(studyAuditText, (t) => t.exports);

const LONGEST = 200;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { audit } = await requireAudit(request, params, "study-audit:export", new Date());
  return { auditId: audit.auditId, noticeNumber: audit.noticeNumber };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, audit } = await requireAudit(request, params, "study-audit:export", now);
  const reason = textIn(await request.formData(), "reason", LONGEST);
  if (reason === "")
    return data({ refusals: [refusal("study-audit.export-reason-missing")] }, { status: 422 });
  const { auditId } = audit;
  await inTransaction((tx) => openExport(tx, { auditId, reason }, actor.accountId, now));
  throw redirect(`/study-audits/${auditId}?done=exported#exports`, { status: 303 });
}

export default function ExportEvidence() {
  const { auditId, noticeNumber } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  const back = `/study-audits/${auditId}`;
  return (
    <ActPage
      title={t.exports}
      lede={t.exportsLede}
      crumbs={[
        { text: t.title, href: "/study-audits" },
        { text: noticeNumber, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.export}
    >
      <TextField label={t.exportReason} name="reason" hint={t.exportReasonHint} maxLength={LONGEST} />
    </ActPage>
  );
}
