import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Icon } from "~/components/icon";
import { ImportsTable } from "~/components/imports-table";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { prisma } from "~/db.server";
import { unitsFor } from "~/personnel/person-scope.server";
import { importHistory } from "~/personnel/roster-import.server";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const PAGE = 30;

export const meta = titled(rosterText, (t) => t.history);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "roster:import");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const paths = pathsFor(actor, "roster:import");
  const units = await unitsFor(prisma, actor, "roster:import", today);
  const unitId = units.find((unit) => unit.unitId === search.get("unit"))?.unitId;
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(search.get("page"))) || 1));
  const { imports, total } = await importHistory(prisma, { paths, unitId, page, pageSize: PAGE }, today);
  return {
    imports,
    total,
    page,
    unitId: unitId ?? "",
    units: units.map(({ unitId: value, name }) => ({ value, text: name })),
  };
}

export default function ImportHistory() {
  const { imports, total, page, unitId, units } = useLoaderData<typeof loader>();
  const text = useText(personnelText);
  const t = useText(rosterText);
  const [search] = useSearchParams();
  return (
    <>
      <PageHead
        title={t.history}
        lede={t.historyLede}
        crumbs={[{ text: text.title, href: "/people" }, { text: t.history }]}
        acts={
          <LinkButton kind="primary" href="/people/imports/new">
            <Icon name="upload" />
            {text.import}
          </LinkButton>
        }
      />
      <form className="query">
        <SelectField
          name="unit"
          label={t.unit}
          empty={t.allUnits}
          choices={units}
          defaultValue={unitId}
          small
        />
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      {imports.length === 0 ? (
        <Empty title={text.imports.recentNone} />
      ) : (
        <div>
          <ImportsTable imports={imports} />
          <Pager
            summary={t.total(total)}
            page={page}
            pages={Math.max(1, Math.ceil(total / PAGE))}
            hrefOf={(n) => filteredHref(search, { page: n })}
          />
        </div>
      )}
    </>
  );
}
