import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { viewQuery } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, daysBetween } from "~/calendar";
import { MOST_LISTED, RENEWAL_STAGES } from "~/certification/renewal";
import { renewalsAsked } from "~/certification/renewal-page.server";
import { pageOf, renewalFigures, renewalsMatching, renewalsOf } from "~/certification/renewals.server";
import { ActForm } from "~/components/act-form";
import { Button, LinkButton } from "~/components/button";
import { ExportLinks } from "~/components/export-links";
import { filteredHref } from "~/components/filters";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { type ShownRenewal, useRenewalColumns } from "~/components/renewal-columns";
import { Stats } from "~/components/stats";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { renewalsText } from "~/text/renewals";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(renewalsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const { units, unit, filters } = await renewalsAsked(prisma, actor, search, now);
  const { rows, isCut } = await renewalsOf(prisma, filters, now);
  const found = pageOf(renewalsMatching(rows, filters), placeFrom(search));
  const { fromOn, toOn, stage = "", q = "" } = filters;
  return {
    ...found,
    rows: found.rows.map(({ personId, ...row }) => ({
      ...row,
      daysLeft: daysBetween(chinaDateOf(now), row.validToOn),
    })),
    due: rows.length,
    figures: renewalFigures(rows),
    fit: renewalsMatching(rows, filters).filter(({ mayApply }) => mayApply).length,
    isCut,
    maySubmit: can(actor, "application:submit"),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    typed: { unit: unit?.unitId ?? "", from: fromOn, to: toOn, stage, q },
    query: viewQuery(search.toString()),
  };
}

export default function Renewals() {
  const { rows, total, hasPrevious, hasNext, figures, due, isCut, maySubmit, query } =
    useLoaderData<typeof loader>();
  const t = useText(renewalsText);
  const [search] = useSearchParams();
  const columns = useRenewalColumns(maySubmit);
  const stages = RENEWAL_STAGES.map((stage) => ({
    ...{ key: stage, label: t.stages[stage], value: figures[stage], href: filteredHref(search, { stage }) },
  }));
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={<LinkButton href="/campaigns">{t.campaigns}</LinkButton>}
      />
      <Stats
        items={[
          {
            key: "due",
            label: t.due,
            value: due,
            unit: t.certificates,
            href: filteredHref(search, { stage: null }),
          },
          ...stages,
        ]}
      />
      <Filters />
      {isCut && <Notice tone="warn" title={t.isCut(MOST_LISTED)} />}
      <ListBar>
        <b>{t.total(total ?? 0)}</b>
        <ExportLinks href="/renewals/export" query={query} />
      </ListBar>
      <form method="post" action="/renewal-runs?index" className="stack">
        <KeysetList<ShownRenewal>
          label={t.table}
          columns={columns}
          rows={rows}
          keyOf={({ certificateId }) => certificateId}
          hasPrevious={hasPrevious}
          hasNext={hasNext}
          summary={t.total(total ?? 0)}
          empty={{ title: t.emptyTitle, body: t.empty }}
        />
        {maySubmit && rows.some(({ mayApply }) => mayApply) && (
          <div className="acts">
            <Button kind="primary">{t.submit}</Button>
          </div>
        )}
      </form>
      <Whole />
    </>
  );
}

/** Everybody the filters find, page or no page. */
function Whole() {
  const { maySubmit, fit, typed } = useLoaderData<typeof loader>();
  const t = useText(renewalsText);
  if (!maySubmit || fit === 0) return null;
  return (
    <div className="stack mt-4">
      <p className="hint">{t.wholeHint}</p>
      <div className="acts">
        <ActForm action="/renewal-runs?index" fields={{ ...typed, whole: "1" }}>
          {t.whole(fit)}
        </ActForm>
      </div>
    </div>
  );
}

function Filters() {
  const { units, typed } = useLoaderData<typeof loader>();
  const t = useText(renewalsText);
  return (
    <ListQuery
      submit={t.filters.apply}
      narrowings={[
        { name: "unit", label: t.filters.unit, empty: t.filters.any, choices: units, value: typed.unit },
        {
          ...{ name: "stage", label: t.filters.stage, empty: t.filters.any, value: typed.stage },
          choices: RENEWAL_STAGES.map((value) => ({ value, text: t.stages[value] })),
        },
      ]}
    >
      <TextField label={t.filters.q} name="q" defaultValue={typed.q} small fieldClass="w2" maxLength={60} />
      <TextField label={t.filters.from} name="from" type="date" defaultValue={typed.from} small figures />
      <TextField label={t.filters.to} name="to" type="date" defaultValue={typed.to} small figures />
    </ListQuery>
  );
}
