import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { BANS } from "~/certification/ban-page.server";
import { BAN_STATES, banPage } from "~/certification/ban-register.server";
import { useBanColumns } from "~/components/ban-columns";
import { LinkButton } from "~/components/button";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.bans.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "ban:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "ban:read"), today);
  const state = BAN_STATES.find((one) => one === search.get("state"));
  const q = (search.get("q") ?? "").trim().slice(0, 100);
  const unitIds = units.map(({ unitId }) => unitId);
  return {
    ...(await banPage(prisma, { unitIds, state, q }, placeFrom(search), today)),
    typed: { state: state ?? "", q },
    states: [...BAN_STATES],
    at: BANS,
    done: search.get("done") ?? "",
    reader: {
      accountId: actor.accountId,
      confirms: can(actor, "ban:confirm"),
      lifts: can(actor, "ban:record"),
    },
    mayRecord: can(actor, "ban:record"),
  };
}

export default function BanRegister() {
  const { typed, states, at, done, reader, mayRecord, ...page } = useLoaderData<typeof loader>();
  const t = useText(certificationText).bans;
  const columns = useBanColumns(reader, at);
  const said = (t.done as Record<string, string>)[done];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayRecord && (
            <LinkButton kind="primary" href={`${at}/new`}>
              {t.new}
            </LinkButton>
          )
        }
      />
      {said && <Notice tone="ok" live title={said} />}
      <ListQuery
        submit={t.apply}
        narrowings={[
          {
            ...{ name: "state", label: t.columns.state, empty: t.any, value: typed.state },
            choices: states.map((value) => ({ value, text: t.states[value] })),
          },
        ]}
      >
        <TextField label={t.q} name="q" defaultValue={typed.q} small />
      </ListQuery>
      <RegisterList
        label={t.table}
        page={page}
        columns={columns}
        total={t.total}
        empty={{
          title: t.emptyTitle,
          body: t.empty,
          acts: <LinkButton href={at}>{t.clear}</LinkButton>,
        }}
      />
    </>
  );
}
