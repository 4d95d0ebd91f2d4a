import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { holdingsOf } from "~/certification/holdings.server";
import { itemPage } from "~/certification/item-ledger.server";
import { holderPage, ITEMS, requireHolder } from "~/certification/item-page.server";
import { LinkButton } from "~/components/button";
import { HeldItems } from "~/components/held-items";
import { useItemColumns } from "~/components/item-columns";
import { KeysetList } from "~/components/keyset-list";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { itemsText } from "~/text/items";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const asked = await requireHolder(request, params, "item:read", now);
  const { actor, personId, name, unitIds, isColleague } = asked;
  const search = new URL(request.url).searchParams;
  const mayRecord = can(actor, "item:record", { personId });
  return {
    ...(await itemPage(prisma, { unitIds, personIds: [personId] }, placeFrom(search), now)),
    holdings: await holdingsOf(prisma, personId, unitIds, now),
    ...{ name, at: holderPage(personId), list: ITEMS, mayRecord, mayHand: mayRecord && isColleague },
    done: search.get("done") ?? "",
  };
}

export default function ItemsOfPerson() {
  const data = useLoaderData<typeof loader>();
  const { name, at, list, holdings, mayHand, mayRecord, rows, total, hasPrevious, hasNext, done } = data;
  const all = useText(itemsText);
  const t = all.person;
  const columns = useItemColumns({ own: true });
  const said = all.done[done];
  return (
    <>
      <PageHead
        title={t.title(name)}
        lede={t.lede}
        crumbs={[{ text: all.title, href: list }, { text: name }]}
        acts={
          <>
            {mayRecord && holdings.length > 0 && (
              <>
                <LinkButton href={`${at}/losses`}>{t.lose}</LinkButton>
                <LinkButton href={`${at}/returns`}>{t.takeBack}</LinkButton>
              </>
            )}
            {mayHand && (
              <LinkButton kind="primary" href={`${at}/handings`}>
                {t.hand}
              </LinkButton>
            )}
          </>
        }
      />
      {said && <Notice tone="ok" live title={said} />}
      <HeldItems rows={holdings} />
      <Section title={t.history}>
        <KeysetList
          label={all.table}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          hasPrevious={hasPrevious}
          hasNext={hasNext}
          summary={all.total(total ?? 0)}
          empty={{ title: all.emptyTitle, body: all.empty }}
        />
      </Section>
    </>
  );
}
