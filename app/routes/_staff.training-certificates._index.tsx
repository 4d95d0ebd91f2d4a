import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { viewQuery } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { TRAINING_STATES } from "~/certification/training";
import { trainingFiltersFrom } from "~/certification/training-page.server";
import { trainingPage } from "~/certification/training-register.server";
import { LinkButton } from "~/components/button";
import { ExportLinks } from "~/components/export-links";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { TextField } from "~/components/text-field";
import { useTrainingColumns } from "~/components/training-columns";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { TRAINING_WORDS } from "~/rulebook/words";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const { unit, units, ...filters } = await trainingFiltersFrom(prisma, actor, search, today);
  const { kind = "", state = "", year = "", q = "" } = filters;
  return {
    ...(await trainingPage(prisma, filters, placeFrom(search), today)),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    typed: { kind, state, year, q, unit: unit?.unitId ?? "" },
    thisYear: Number(today.slice(0, 4)),
    query: viewQuery(search.toString()),
    mayIssue: can(actor, "training:issue"),
    done: search.get("done") ?? "",
  };
}

export default function TrainingCertificates() {
  const { rows, total, hasPrevious, hasNext, query, mayIssue, done } = useLoaderData<typeof loader>();
  const t = useText(trainingText);
  const lists = useText(listsText);
  const columns = useTrainingColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href="/training-reviews">{t.reviews.title}</LinkButton>
            {mayIssue && <LinkButton href="/training-drafts">{t.drafts.title}</LinkButton>}
            {mayIssue && (
              <LinkButton kind="primary" href="/training-certificates/earned">
                {t.earned.link}
              </LinkButton>
            )}
          </>
        }
      />
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      <Filters />
      <ListBar>
        <b>{count}</b>
        <ExportLinks href="/training-certificates/export" query={query} />
      </ListBar>
      <KeysetList
        label={t.table}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{
          title: t.emptyTitle,
          body: t.empty,
          acts: <LinkButton href="/training-certificates">{t.clear}</LinkButton>,
        }}
      />
    </>
  );
}

const YEARS_BACK = 8;

function Filters() {
  const { units, typed, thisYear } = useLoaderData<typeof loader>();
  const t = useText(trainingText);
  const empty = t.filters.any;
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear - back));
  return (
    <ListQuery
      submit={t.filters.apply}
      isOpen={[typed.kind, typed.state, typed.year, typed.unit].some((value) => value !== "")}
      folded={[
        {
          ...{ name: "kind", label: t.filters.kind, empty, value: typed.kind },
          choices: TRAINING_WORDS.map((value) => ({ value, text: t.kinds[value] })),
        },
        {
          ...{ name: "state", label: t.filters.state, empty, value: typed.state },
          choices: TRAINING_STATES.map((value) => ({ value, text: t.states[value] })),
        },
        { name: "unit", label: t.filters.unit, empty, choices: units, value: typed.unit },
        {
          ...{ name: "year", label: t.filters.year, empty, value: typed.year },
          choices: years.map((value) => ({ value, text: value })),
        },
      ]}
    >
      <TextField label={t.filters.q} name="q" defaultValue={typed.q} small maxLength={60} />
    </ListQuery>
  );
}
