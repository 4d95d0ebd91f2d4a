import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { refuseProposal } from "~/certification/proposals.server";
import { certificateOf, openProposalOf } from "~/certification/register.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.proposalApproval.title);

/** Reached by address alone: the certificate's own page is where the decision waits. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:propose");
  const { certificateId, entry } = await certificateOf(params, actor, "certificate:propose", new Date());
  return { id: certificateId, number: entry.number };
}

/** Not approved, or taken back by whoever proposed it: either way nothing happens to the certificate. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:propose");
  const now = new Date();
  const { certificateId, personId, unit } = await certificateOf(params, actor, "certificate:propose", now);
  await requirePermission(request, "certificate:propose", { path: unit.path, personId });
  const proposalId = await openProposalOf(certificateId, (await request.formData()).get("proposal"));
  const verdict = await inTransaction((tx) => refuseProposal(tx, { proposalId }, actor.accountId, now));
  if (verdict.ok) throw redirect(`/certificates/${certificateId}?done=proposal-refused`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function RefuseProposal() {
  const { id, number } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(certificationText);
  const { back } = useText(common);
  const locale = useLocale();
  const title = all.proposalApproval.title;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { text: all.certificates.title, href: "/certificates" },
          { text: number, href: `/certificates/${id}` },
          { text: title },
        ]}
      />
      {refused && <Refusal level={2} verdict={all.refused} reasons={reasonsFrom(locale, refused.refusals)} />}
      <p className="acts">
        <LinkButton kind="primary" href={`/certificates/${id}`}>
          {back}
        </LinkButton>
      </p>
    </>
  );
}
