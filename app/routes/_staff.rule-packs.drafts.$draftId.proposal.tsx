import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import { requireDraft } from "~/casework/rule-pack-scope.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { proposeDraft } from "~/rulebook/draft-decisions.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.proposal);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { draft } = await requireDraft(request, params.draftId, "rule-pack:draft", now);
  const { draftId, code, title } = draft;
  return { draftId, code, title, today: chinaDateOf(now) };
}

/** The first of two people: from here on it waits for somebody who wrote none of it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, draft } = await requireDraft(request, params.draftId, "rule-pack:draft", now);
  const form = await request.formData();
  const typed = {
    effectiveOn: String(form.get("effectiveOn") ?? "").trim(),
    reason: String(form.get("reason") ?? "")
      .trim()
      .slice(0, 500),
  };
  const effectiveOn = dateOnFrom(typed.effectiveOn);
  if (!effectiveOn) return data({ typed, badDate: true, refusals: [] }, { status: 422 });
  const proposal = { draftId: draft.draftId, effectiveOn, reason: typed.reason || null };
  const answer = await inTransaction((tx) => proposeDraft(tx, proposal, actor.accountId, now));
  if (!answer.ok) return data({ typed, badDate: false, refusals: answer.refusals }, { status: 422 });
  throw redirect(`/rule-packs/drafts/${draft.draftId}?done=proposed`, { status: 303 });
}

export default function Proposal() {
  const { draftId, code, title, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const back = `/rule-packs/drafts/${draftId}`;
  return (
    <ActPage
      title={t.proposal}
      lede={t.proposalLede}
      crumbs={[
        { text: rules.title, href: "/rule-packs" },
        { text: t.draftOf(packTitle(locale, code, title)), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={refused?.badDate ? [{ field: "effectiveOn", message: t.badDate }] : []}
      submit={t.proposal}
    >
      <TextField
        label={t.effectiveOn}
        name="effectiveOn"
        hint={t.effectiveOnHint}
        figures
        errors={refused?.badDate ? [t.badDate] : []}
        defaultValue={refused?.typed.effectiveOn ?? today}
      />
      <TextAreaField
        label={t.reason}
        name="reason"
        hint={t.reasonHint}
        optional
        defaultValue={refused?.typed.reason}
      />
    </ActPage>
  );
}
