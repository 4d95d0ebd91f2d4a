import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ExemptionTable } from "~/components/exemption-table";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { prisma } from "~/db.server";
import { exemptionPage } from "~/exams/exemption-list.server";
import { EXEMPTION_STATES } from "~/exams/requirement";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { listsText } from "~/text/lists";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.exemptionsTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "requirement:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "requirement:read"), today);
  const state = EXEMPTION_STATES.find((one) => one === search.get("state"));
  const wanted = {
    unitIds: units.map(({ unitId }) => unitId),
    withProposals: can(actor, "appointment:read"),
    ...(state ? { state } : {}),
  };
  return {
    ...(await exemptionPage(prisma, wanted, placeFrom(search), today)),
    state: state ?? "",
    done: search.get("done") ?? "",
    asks: actor.accountId,
    decides: can(actor, "exemption:decide") ? actor.accountId : null,
  };
}

export default function Exemptions() {
  const { rows, total, hasPrevious, hasNext, state, done, asks, decides } = useLoaderData<typeof loader>();
  const t = useText(requirementsText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  return (
    <>
      <PageHead
        title={t.exemptionsTitle}
        lede={t.exemptionsLede}
        crumbs={[{ text: t.title, href: "/requirements" }, { text: t.exemptionsTitle }]}
      />
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      <form className="query">
        <SelectField
          name="state"
          label={t.state}
          empty={t.anyState}
          choices={EXEMPTION_STATES.map((value) => ({ value, text: t.exemptionStates[value] }))}
          defaultValue={state}
          small
        />
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      {rows.length === 0 ? (
        <Empty title={t.exemptionsEmpty}>{t.exemptionsEmptyHint}</Empty>
      ) : (
        <>
          <ExemptionTable rows={rows} decides={decides} asks={asks} />
          <KeysetPager
            summary={total === null ? lists.moreThan(COUNTED) : t.total(total)}
            search={search}
            before={hasPrevious && rows[0]!.exemptionId}
            after={hasNext && rows.at(-1)!.exemptionId}
          />
        </>
      )}
    </>
  );
}
