import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireDraft } from "~/casework/rule-pack-scope.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { returnDraft } from "~/rulebook/draft-decisions.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.returning);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { draft } = await requireDraft(request, params.draftId, "rule-pack:approve", new Date());
  const { draftId, code, title } = draft;
  return { draftId, code, title };
}

/** Back to who wrote it, with what is to be changed. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, draft } = await requireDraft(request, params.draftId, "rule-pack:approve", now);
  const { draftId } = draft;
  const form = await request.formData();
  const reason = String(form.get("reason") ?? "")
    .trim()
    .slice(0, 500);
  if (reason === "") return data({ reason, missing: true, refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) => returnDraft(tx, { draftId, reason }, actor.accountId, now));
  if (!answer.ok) return data({ reason, missing: false, refusals: answer.refusals }, { status: 422 });
  throw redirect(`/rule-packs/drafts/${draftId}?done=returned`, { status: 303 });
}

export default function Return() {
  const { draftId, code, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const back = `/rule-packs/drafts/${draftId}`;
  const missing = refused?.missing ? [t.problems.missing(t.returnReason)] : [];
  return (
    <ActPage
      title={t.returning}
      lede={t.returningLede}
      crumbs={[
        { text: rules.title, href: "/rule-packs" },
        { text: t.draftOf(packTitle(locale, code, title)), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={missing.map((message) => ({ field: "reason", message }))}
      submit={t.returning}
    >
      <TextAreaField label={t.returnReason} name="reason" errors={missing} defaultValue={refused?.reason} />
    </ActPage>
  );
}
