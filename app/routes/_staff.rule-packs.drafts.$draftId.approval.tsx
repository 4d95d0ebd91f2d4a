import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireDraft } from "~/casework/rule-pack-scope.server";
import { ActPage } from "~/components/act-page";
import { RuleDifferences } from "~/components/rule-differences";
import { inTransaction } from "~/db.server";
import { differenceOf } from "~/rulebook/difference";
import { approveDraft } from "~/rulebook/draft-decisions.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.approval);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { draft } = await requireDraft(request, params.draftId, "rule-pack:approve", new Date());
  const { draftId, code, title, base, pack } = draft;
  return { draftId, code, title, rows: differenceOf(base.pack, pack) };
}

/** The second person: the draft becomes the pack's next version. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, draft } = await requireDraft(request, params.draftId, "rule-pack:approve", now);
  const { draftId } = draft;
  const answer = await inTransaction((tx) => approveDraft(tx, { draftId }, actor.accountId, now));
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/rule-packs/drafts/${draftId}?done=approved`, { status: 303 });
}

export default function Approval() {
  const { draftId, code, title, rows } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const back = `/rule-packs/drafts/${draftId}`;
  return (
    <ActPage
      title={t.approval}
      lede={t.approvalLede}
      crumbs={[
        { text: rules.title, href: "/rule-packs" },
        { text: t.draftOf(packTitle(locale, code, title)), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.approval}
    >
      <RuleDifferences label={t.changesToApprove} rows={rows} />
    </ActPage>
  );
}
