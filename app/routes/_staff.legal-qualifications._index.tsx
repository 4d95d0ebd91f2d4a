import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { KeysetList } from "~/components/keyset-list";
import { useLegalQualificationColumns } from "~/components/legal-qualification-columns";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { LEGAL_QUALIFICATIONS, legalQualificationPage } from "~/personnel/legal-qualification-page.server";
import { scopeOf } from "~/personnel/people.server";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(legalQualificationsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "legal-qualification:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const scope = await scopeOf(prisma, pathsFor(actor, "legal-qualification:read"), today);
  const waiting = search.get("state") === "waiting";
  return {
    ...(await legalQualificationPage(prisma, { scope, waiting }, placeFrom(search), today)),
    ...{ waiting, at: LEGAL_QUALIFICATIONS, done: search.get("done") ?? "" },
    reader: {
      accountId: actor.accountId,
      personId: actor.personId,
      confirms: can(actor, "legal-qualification:confirm"),
    },
  };
}

export default function LegalQualifications() {
  const { rows, total, hasPrevious, hasNext, waiting, at, done, reader } = useLoaderData<typeof loader>();
  const t = useText(legalQualificationsText);
  const lists = useText(listsText);
  const columns = useLegalQualificationColumns(reader, at);
  const said = (t.done as Record<string, string>)[done];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <LinkButton href={waiting ? at : `${at}?state=waiting`}>
            {waiting ? t.all : t.onlyWaiting}
          </LinkButton>
        }
      />
      {said && <Notice tone="ok" live title={said} />}
      <KeysetList
        label={t.table}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={total === null ? lists.moreThan(COUNTED) : t.total(total)}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}
