import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { useLegalQualificationColumns } from "~/components/legal-qualification-columns";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { LEGAL_QUALIFICATIONS, legalQualificationPage } from "~/personnel/legal-qualification-page.server";
import { scopeOf } from "~/personnel/people.server";
import { legalQualificationsText } from "~/text/legal-qualifications";
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
  const { waiting, at, done, reader, ...page } = useLoaderData<typeof loader>();
  const t = useText(legalQualificationsText);
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
