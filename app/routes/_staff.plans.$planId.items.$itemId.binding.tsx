import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { linkSession, sessionsForItem } from "~/plans/item-session.server";
import { requirePlanItem } from "~/plans/plan-page.server";
import { fullDate } from "~/text/dates";
import { plansText } from "~/text/plans";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.planLink.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { plan, item } = await requirePlanItem(request, params, now);
  return {
    ...{ planId: plan.planId, title: plan.title, law: item.law },
    chosen: item.session?.sessionId ?? "",
    sessions: await sessionsForItem(prisma, plan, chinaDateOf(now)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, plan, item } = await requirePlanItem(request, params, now);
  const { planId } = plan;
  const chosen = (await request.formData()).get("sessionId");
  const named = { planId, itemId: item.itemId, sessionId: isUuid(chosen) ? chosen : null };
  const verdict = await inTransaction((tx) => linkSession(tx, named, actor.accountId, now));
  if (verdict.ok) throw redirect(`/plans/${planId}?done=session-linked`, { status: 303 });
  return data({ chosen: named.sessionId ?? "", refusals: verdict.refusals }, { status: 422 });
}

export default function ItemSession() {
  const { planId, title, law, chosen, sessions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(plansText);
  const { planLink } = useText(studySessionsText);
  const locale = useLocale();
  const back = `/plans/${planId}`;
  return (
    <ActPage
      title={planLink.title}
      lede={`${law}　${planLink.lede}`}
      crumbs={[
        { text: t.title, href: "/plans" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={planLink.submit}
    >
      <SelectField
        label={planLink.session}
        name="sessionId"
        empty={sessions.length > 0 ? planLink.choose : planLink.empty}
        choices={sessions.map(({ sessionId, title: name, on }) => ({
          value: sessionId,
          text: `${fullDate(on, locale)} ${name}`,
        }))}
        defaultValue={refused?.chosen ?? chosen}
      />
    </ActPage>
  );
}
