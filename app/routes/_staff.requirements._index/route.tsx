import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { filteredHref } from "~/components/filters";
import { ListBar } from "~/components/list-bar";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { Stats } from "~/components/stats";
import { Table } from "~/components/table";
import { prisma } from "~/db.server";
import { openExemptions } from "~/exams/exemption-list.server";
import { REQUIREMENT_STANDINGS } from "~/exams/requirement";
import { requirementTypedFrom } from "~/exams/requirement-filters";
import { countRequirements, requirementPage } from "~/exams/requirement-list.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { listsText } from "~/text/lists";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { useColumns } from "./columns";
import { Filters } from "./filters";

export const meta = titled(requirementsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "requirement:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "requirement:read"), today);
  const typed = requirementTypedFrom(search);
  const unit = units.find(({ unitId }) => unitId === typed.unit);
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const filters = {
    unitIds: shown.map(({ unitId }) => unitId),
    withProposals: can(actor, "appointment:read"),
    q: typed.q,
    ...(typed.kind ? { kind: typed.kind } : {}),
    ...(typed.standing ? { standing: typed.standing } : {}),
  };
  return {
    ...(await requirementPage(prisma, filters, placeFrom(search), today, now)),
    counts: await countRequirements(prisma, filters, today),
    chosen: { ...typed, unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "" },
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    mayRequire: can(actor, "requirement:write"),
    waiting: can(actor, "exemption:decide")
      ? await openExemptions(prisma, { ...filters, unitIds: units.map(({ unitId }) => unitId) })
      : 0,
  };
}

export default function Requirements() {
  const { rows, total, hasPrevious, hasNext, counts, mayRequire, waiting, chosen } =
    useLoaderData<typeof loader>();
  const t = useText(requirementsText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  const at = (state: string) => filteredHref(search, { state, after: null, before: null });
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href="/exemptions">{waiting > 0 ? t.waiting(waiting) : t.exemptions}</LinkButton>
            {mayRequire && (
              <LinkButton kind="primary" href="/requirements/new">
                {t.add}
              </LinkButton>
            )}
          </>
        }
      />
      <Stats
        items={REQUIREMENT_STANDINGS.filter((one) => one !== "withdrawn").map((standing) => ({
          key: standing,
          label: t.standings[standing],
          value: counts[standing],
          href: at(standing),
        }))}
      />
      <Filters chosen={chosen} />
      <ListBar>
        <b>{count}</b>
        <ExportLinks href="/requirements/export" query={search.toString()} />
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.requirementId} />
          <KeysetPager
            summary={count}
            search={search}
            before={hasPrevious && rows[0]!.requirementId}
            after={hasNext && rows.at(-1)!.requirementId}
          />
        </>
      )}
    </>
  );
}
