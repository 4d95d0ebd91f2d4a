import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { appointmentPage } from "~/positions/appointing.server";
import { APPOINTMENTS } from "~/positions/appointing-page.server";
import { appointingText } from "~/text/appointing";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointingText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "appointment:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "appointment:read"), today);
  const unitIds = units.map(({ unitId }) => unitId);
  return {
    ...(await appointmentPage(prisma, unitIds, placeFrom(search), today)),
    ...{ at: APPOINTMENTS, done: search.get("done") ?? "" },
    reader: {
      accountId: actor.accountId,
      personId: actor.personId,
      approves: can(actor, "appointment:approve"),
    },
    mayPropose: can(actor, "appointment:propose"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["rows"][number];

export default function Appointments() {
  const { at, done, mayPropose, ...page } = useLoaderData<typeof loader>();
  const t = useText(appointingText);
  const locale = useLocale();
  const said = (t.done as Record<string, string>)[done];
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: ({ personId, name }) => <a href={`/people/${personId}`}>{name}</a>,
    },
    {
      key: "post",
      head: t.columns.post,
      cell: ({ title, unitName }) => (
        <>
          {title}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    {
      key: "from",
      head: t.columns.from,
      className: "num",
      cell: ({ fromOn }) => longDate(fromOn, locale),
    },
    { key: "document", head: t.columns.document, cell: ({ documentNumber }) => documentNumber },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ decision, reason }) => (
        <>
          <Status tone={decision === null ? "warn" : decision === "approved" ? "ok" : "off"}>
            {t.states[decision ?? "waiting"]}
          </Status>
          {reason && <Sub>{reason}</Sub>}
        </>
      ),
    },
    { key: "acts", head: t.columns.acts, acts: true, cell: (row) => <Acts row={row} /> },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayPropose && (
            <LinkButton kind="primary" href={`${at}/new`}>
              {t.propose}
            </LinkButton>
          )
        }
      />
      {said && <Notice tone="ok" live title={said} />}
      <RegisterList
        label={t.table}
        page={page}
        columns={columns}
        total={t.total}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}

function Acts({ row }: { row: Row }) {
  const { reader, at } = useLoaderData<typeof loader>();
  const t = useText(appointingText);
  if (row.decision !== null) return null;
  if (!reader.approves || row.personId === reader.personId) return <span className="hint">{t.waits}</span>;
  return (
    <div className="acts">
      <LinkButton href={`${at}/${row.id}/refusal`} small>
        {t.refuse}
      </LinkButton>
      {row.proposedById !== reader.accountId && (
        <LinkButton href={`${at}/${row.id}/approval`} kind="primary" small>
          {t.approve}
        </LinkButton>
      )}
    </div>
  );
}
