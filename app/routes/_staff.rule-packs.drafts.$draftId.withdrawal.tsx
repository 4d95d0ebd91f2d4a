import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireDraft } from "~/casework/rule-pack-scope.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { withdrawDraft } from "~/rulebook/draft-decisions.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.withdrawal);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { draft } = await requireDraft(request, params.draftId, "rule-pack:draft", new Date());
  const { draftId, code, title } = draft;
  return { draftId, code, title };
}

/** Given up by who wrote it; kept. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, draft } = await requireDraft(request, params.draftId, "rule-pack:draft", now);
  const { draftId } = draft;
  const form = await request.formData();
  const reason = String(form.get("reason") ?? "")
    .trim()
    .slice(0, 500);
  const answer = await inTransaction((tx) =>
    withdrawDraft(tx, { draftId, reason: reason || null }, actor.accountId, now),
  );
  if (!answer.ok) return data({ reason, missing: false, refusals: answer.refusals }, { status: 422 });
  throw redirect(`/rule-packs/drafts/${draftId}?done=withdrawn`, { status: 303 });
}

export default function Withdrawal() {
  const { draftId, code, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const back = `/rule-packs/drafts/${draftId}`;
  return (
    <ActPage
      title={t.withdrawal}
      lede={t.withdrawalLede}
      crumbs={[
        { text: rules.title, href: "/rule-packs" },
        { text: t.draftOf(packTitle(locale, code, title)), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.withdrawal}
      stop
    >
      <TextAreaField label={t.reason} name="reason" optional defaultValue={refused?.reason} />
    </ActPage>
  );
}
