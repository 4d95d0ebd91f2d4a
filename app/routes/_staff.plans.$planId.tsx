import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { FiveElements, FiveElementsHead } from "~/components/five-elements";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { stateIn } from "~/plans/overview";
import { ELEMENTS, effectCounts, isFulfilled } from "~/plans/plan";
import { findPlan, type PlanItemFacts } from "~/plans/plans.server";
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
  const actor = await requirePermission(request, "plan:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const found = isUuid(params.planId) ? await findPlan(prisma, params.planId, now) : null;
  const unit = found && (await findUnit(prisma, found.unitId, today));
  if (!found || !unit || !can(actor, "plan:read", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const { items, ...plan } = found;
  const names = await namesOn(
    prisma,
    items.flatMap(({ ownerPersonId }) => ownerPersonId ?? []),
    today,
  );
  return {
    plan,
    unitName: unit.name,
    fulfilled: items.filter(({ lights }) => isFulfilled(lights)).length,
    items: items.map((item) => itemShown(item, names)),
  };
}

function itemShown(item: PlanItemFacts, names: ReadonlyMap<string, string>) {
  const { itemId, month, law, materials, heldOn, minutes, place, lights, ownerPersonId, examId } = item;
  return {
    ...{ itemId, month, law, materials, heldOn, minutes, place, examId },
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
  const { plan, unitName, items, fulfilled } = useLoaderData<typeof loader>();
  const t = useText(plansText);
  const locale = useLocale();
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={plan.title}
        status={
          plan.approvedOn ? (
            <Status tone="ok" fill>
              {t.approved}
            </Status>
          ) : (
            <Status tone="warn" fill>
              {t.notApproved}
            </Status>
          )
        }
        lede={[
          unitName,
          t.audiences[plan.audience],
          ...(plan.approvedOn ? [t.approvedOn(longDate(plan.approvedOn, locale))] : []),
          plan.document ? `${t.document} ${plan.document}` : t.noDocument,
        ].join("　")}
        crumbs={[{ text: t.title, href: `/plans?year=${plan.year}` }, { text: unitName }]}
      />
      <Section title={t.items} meta={t.itemsMeta(fulfilled, items.length)}>
        <Table label={t.itemsLabel} columns={columns} rows={items} keyOf={(item) => item.itemId} wide />
      </Section>
    </>
  );
}

function useColumns(): Column<Item>[] {
  const t = useText(plansText);
  const { monthOfYear, list } = useText(common);
  return [
    {
      key: "law",
      head: t.law,
      heads: true,
      cell: (item) => (
        <>
          {monthOfYear(item.month)}　{item.law || t.noLaw}
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
