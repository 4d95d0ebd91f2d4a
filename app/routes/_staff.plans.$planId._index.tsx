import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can, type Permission } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { FiveElements, FiveElementsHead } from "~/components/five-elements";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PLAN_TONES, PlanActs, PlanItemActs } from "~/components/plan-acts";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { Timeline } from "~/components/timeline";
import { prisma } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import { stateIn } from "~/plans/overview";
import { ELEMENTS, effectCounts, isFulfilled } from "~/plans/plan";
import { requirePlan, STEP_NEEDS } from "~/plans/plan-page.server";
import { nextSteps, type PlanState } from "~/plans/plan-state";
import type { PlanItemFacts } from "~/plans/plans.server";
import { common } from "~/text/common";
import { longDate, shortDate } from "~/text/dates";
import { plansText } from "~/text/plans";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

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

function itemShown(item: PlanItemFacts, names: ReadonlyMap<string, string>) {
  const { itemId, month, category, law, materials, heldOn, minutes, place, lights, ownerPersonId, examId } =
    item;
  return {
    ...{ itemId, month, category, law, materials, heldOn, minutes, place, examId },
    closedOn: item.closedOn,
    states: Object.fromEntries(ELEMENTS.map((element) => [element, stateIn(lights, element)])) as Record<
      (typeof ELEMENTS)[number],
      ReturnType<typeof stateIn>
    >,
    fulfilled: isFulfilled(lights),
    /** Of what is due; a month ahead wants nothing yet. */
    missing: lights.filter(({ state }) => state !== "none").flatMap((light) => light.missing),
    owner: ownerPersonId && (names.get(ownerPersonId) ?? null),
    counts: effectCounts(item),
  };
}

type Item = Awaited<ReturnType<typeof loader>>["items"][number];

export default function PlanPage() {
  const data = useLoaderData<typeof loader>();
  const { plan, unitName, items, fulfilled, history, done } = data;
  const t = useText(plansText);
  const locale = useLocale();
  const columns = useColumns(plan, data.mayWrite);
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
            <Table label={t.itemsLabel} columns={columns} rows={items} keyOf={(item) => item.itemId} wide />
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

function useColumns(
  { planId, state }: { planId: string; state: PlanState },
  mayWrite: boolean,
): Column<Item>[] {
  const t = useText(plansText);
  const { monthOfYear, list } = useText(common);
  const locale = useLocale();
  const acts: Column<Item> = {
    key: "acts",
    head: t.acts,
    cell: (item) =>
      item.closedOn ? (
        <Status tone="ok">{t.closed(longDate(item.closedOn, locale))}</Status>
      ) : (
        mayWrite && <PlanItemActs planId={planId} itemId={item.itemId} state={state} />
      ),
  };
  return [
    {
      key: "law",
      head: t.law,
      heads: true,
      cell: (item) => (
        <>
          {monthOfYear(item.month)}　{item.law || t.noLaw}
          {item.category && <Sub>{t.categories[item.category]}</Sub>}
          {item.materials.length > 0 && <Sub>{list(item.materials)}</Sub>}
        </>
      ),
    },
    {
      key: "when",
      head: t.when,
      cell: (item) => (
        <>
          <span className="num">{item.heldOn ? shortDate(item.heldOn) : t.noDate}</span>
          <Sub>
            {[item.minutes ? t.minutes(item.minutes) : "", item.place ?? ""].filter(Boolean).join("　")}
          </Sub>
        </>
      ),
    },
    {
      key: "people",
      head: t.people,
      cell: (item) => (
        <>
          {t.named(item.counts.required)}
          <Sub>{item.owner ? t.owner(item.owner) : t.noOwner}</Sub>
        </>
      ),
    },
    {
      key: "exam",
      head: t.exam,
      cell: (item) =>
        item.examId ? (
          <>
            <a href={`/exams/${item.examId}`}>
              {item.counts.pending === item.counts.required
                ? t.awaited
                : t.passed(item.counts.passed, item.counts.required)}
            </a>
            {item.counts.absent > 0 && <Sub>{t.absent(item.counts.absent)}</Sub>}
          </>
        ) : (
          <span className="quiet">{t.noExam}</span>
        ),
    },
    {
      key: "five",
      head: <FiveElementsHead />,
      label: t.fulfilled,
      cell: (item) => <FiveElements states={item.states} />,
    },
    { key: "missing", head: t.missing, cell: (item) => <Missing item={item} /> },
    ...(state === "draft" || state === "in-force" || state === "closed" ? [acts] : []),
  ];
}

/** Each piece that is missing, by name. */
function Missing({ item }: { item: Item }) {
  const t = useText(plansText);
  const locale = useLocale();
  if (item.fulfilled) return <Status tone="ok">{t.complete}</Status>;
  if (item.missing.length === 0) return <span className="quiet">{t.ahead}</span>;
  return item.missing.map(({ code, facts }) => (
    <p key={code}>{refusalIn(locale, refusal(`plan-item.${code}`, facts)).sentence}</p>
  ));
}
