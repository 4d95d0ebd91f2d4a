import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can, type Permission } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PLAN_TONES, PlanActs } from "~/components/plan-acts";
import { PlanItems } from "~/components/plan-items";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { Timeline } from "~/components/timeline";
import { prisma } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import { itemShown } from "~/plans/overview";
import { isFulfilled } from "~/plans/plan";
import { requirePlan, STEP_NEEDS } from "~/plans/plan-page.server";
import { nextSteps } from "~/plans/plan-state";
import { longDate } from "~/text/dates";
import { plansText } from "~/text/plans";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  plansText,
  (t, data: { plan: { title: string } } | undefined) => data?.plan.title ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, plan: found, unit } = await requirePlan(request, params, "plan:read", now);
  const { items, steps, ...plan } = found;
  const names = await namesOn(
    prisma,
    items.flatMap(({ ownerPersonId }) => ownerPersonId ?? []),
    chinaDateOf(now),
  );
  const accounts = await accountNames(
    prisma,
    steps.map(({ byId }) => byId),
  );
  const may = (permission: Permission) => can(actor, permission, { path: unit.path });
  const mayWrite = may("plan:write");
  return {
    plan,
    unitName: unit.name,
    done: new URL(request.url).searchParams.get("done") ?? "",
    history: steps
      .map(({ step, byId, at, reason }, index) => {
        const by = byId && (accounts[byId] ?? null);
        return { key: String(index), step, by, on: chinaDateOf(at), reason };
      })
      .reverse(),
    offered: nextSteps(plan.state).filter((step) => STEP_NEEDS[step].some(may)),
    mayAdd: mayWrite && plan.state === "draft",
    mayCopy: mayWrite && ["in-force", "closed"].includes(plan.state),
    mayWrite,
    fulfilled: items.filter(({ lights }) => isFulfilled(lights)).length,
    items: items.map((item) => itemShown(item, names)),
  };
}

export default function PlanPage() {
  const data = useLoaderData<typeof loader>();
  const { plan, unitName, items, fulfilled, history, done } = data;
  const t = useText(plansText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={plan.title}
        status={
          <Status tone={PLAN_TONES[plan.state]} fill>
            {t.states[plan.state]}
          </Status>
        }
        acts={
          <PlanActs planId={plan.planId} steps={data.offered} mayAdd={data.mayAdd} mayCopy={data.mayCopy} />
        }
        lede={[
          unitName,
          t.audiences[plan.audience],
          ...(plan.approvedOn ? [t.approvedOn(longDate(plan.approvedOn, locale))] : []),
          plan.document ? `${t.document} ${plan.document}` : t.noDocument,
        ].join("　")}
        crumbs={[{ text: t.title, href: `/plans?year=${plan.year}` }, { text: unitName }]}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Section title={t.items} meta={t.itemsMeta(fulfilled, items.length)}>
          {items.length === 0 ? (
            <Empty title={t.noItems}>{t.noItemsBody}</Empty>
          ) : (
            <PlanItems plan={plan} items={items} mayWrite={data.mayWrite} />
          )}
        </Section>
        {history.length > 0 && (
          <Section title={t.history}>
            <Timeline
              events={history.map(({ key, step, by, on, reason }) => ({
                ...{ key, on, text: `${t.steps[step]}　${by ?? t.system}` },
                detail: reason,
              }))}
            />
          </Section>
        )}
      </div>
    </>
  );
}
