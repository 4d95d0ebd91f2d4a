import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { CARD_FILTERS, cardPage } from "~/certification/ministry-card-list.server";
import { CARDS } from "~/certification/ministry-card-page.server";
import { LinkButton } from "~/components/button";
import { useMinistryCardColumns } from "~/components/ministry-card-columns";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { ministryCardsText } from "~/text/ministry-cards";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(ministryCardsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "ministry-card:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "ministry-card:read"), today);
  const filter = CARD_FILTERS.find((known) => known === search.get("state")) ?? null;
  return {
    ...(await cardPage(
      prisma,
      { unitIds: units.map(({ unitId }) => unitId), filter },
      placeFrom(search),
      today,
    )),
    ...{ filter, filters: [...CARD_FILTERS], at: CARDS, done: search.get("done") ?? "" },
    reader: {
      accountId: actor.accountId,
      personId: actor.personId,
      decides: can(actor, "ministry-card:decide"),
      files: can(actor, "ministry-card:file"),
    },
  };
}

export default function MinistryCards() {
  const { filter, filters, at, done, reader, ...page } = useLoaderData<typeof loader>();
  const t = useText(ministryCardsText);
  const columns = useMinistryCardColumns(reader, at);
  const said = (t.done as Record<string, string>)[done];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            {filter && <LinkButton href={at}>{t.all}</LinkButton>}
            {filters
              .filter((one) => one !== filter)
              .map((one) => (
                <LinkButton key={one} href={`${at}?state=${one}`}>
                  {t.filter[one]}
                </LinkButton>
              ))}
          </>
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
