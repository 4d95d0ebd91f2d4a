import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireOnPack } from "~/casework/rule-pack-scope.server";
import { ActPage } from "~/components/act-page";
import { inTransaction } from "~/db.server";
import { openDraft } from "~/rulebook/drafts.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { rulebookText } from "~/text/rulebook";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.openDraft);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOnPack(request, "rule-pack:draft", params.code ?? "", new Date());
  return null;
}

/** A copy of the newest version, to be changed. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const from = params.code ?? "";
  const actor = await requireOnPack(request, "rule-pack:draft", from, now);
  const answer = await inTransaction((tx) => openDraft(tx, { from }, actor.accountId, now));
  if (answer.ok) throw redirect(`/rule-packs/drafts/${answer.draftId}`, { status: 303 });
  if (answer.refusals.some(({ code }) => code === "pack.unknown")) throw new Response(null, { status: 404 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function NewDraft() {
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const { title } = useText(rulebookText);
  return (
    <ActPage
      title={t.openDraft}
      lede={t.proposalLede}
      crumbs={[{ text: title, href: "/rule-packs" }]}
      back="/rule-packs"
      refusals={refused?.refusals}
      submit={t.openDraft}
    />
  );
}
