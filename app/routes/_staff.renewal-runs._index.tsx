import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { requestRenewalRun } from "~/casework/renewal-runs.server";
import { chosenRenewals } from "~/certification/renewal-page.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction, prisma } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { renewalsText } from "~/text/renewals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(renewalsText, (t) => t.runs.title);

const RENEWALS = "/renewals";

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "application:submit");
  requirePosted(request, RENEWALS);
  return null;
}

/** Those chosen, or everybody the filters find who can be applied for; each is decided by itself. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const now = new Date();
  const chosen = await chosenRenewals(prisma, actor, await request.formData(), now);
  const answer = await inTransaction((tx) => requestRenewalRun(tx, chosen, actor.accountId, now));
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/renewal-runs/${answer.runId}`, { status: 303 });
}

export default function NotBegun() {
  const refused = useActionData<typeof action>();
  const t = useText(renewalsText);
  const locale = useLocale();
  return (
    <>
      <PageHead title={t.runs.title} crumbs={[{ text: t.title, href: RENEWALS }, { text: t.runs.title }]} />
      <div className="stack">
        <Refusal level={2} verdict={t.runs.notBegun} reasons={reasonsFrom(locale, refused?.refusals ?? [])} />
        <div className="acts">
          <LinkButton href={RENEWALS}>{t.title}</LinkButton>
        </div>
      </div>
    </>
  );
}
