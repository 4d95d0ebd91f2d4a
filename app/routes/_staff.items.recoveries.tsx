import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { recoveriesIn } from "~/certification/recovery-tasks.server";
import { LinkButton } from "~/components/button";
import { KeysetList } from "~/components/keyset-list";
import { PageHead } from "~/components/page-head";
import { useRecoveryColumns } from "~/components/recovery-columns";
import { prisma } from "~/db.server";
import { unitsEver } from "~/organisation/past-units.server";
import { pageIn, placeFrom } from "~/paging";
import { itemsText } from "~/text/items";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemsText, (t) => t.tasks.title);

const RECOVERIES = "/items/recoveries";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "item:read");
  const search = new URL(request.url).searchParams;
  const unitIds = await unitsEver(prisma, pathsFor(actor, "item:read"));
  const overdue = search.get("state") === "overdue";
  const every = await recoveriesIn(prisma, { unitIds }, new Date());
  const wanted = overdue ? every.filter(({ recovery }) => recovery.overdue) : every;
  return { ...pageIn(wanted, placeFrom(search)), overdue, mayRecord: can(actor, "item:record") };
}

export default function Recoveries() {
  const { rows, total, hasPrevious, hasNext, overdue, mayRecord } = useLoaderData<typeof loader>();
  const all = useText(itemsText);
  const t = all.tasks;
  const columns = useRecoveryColumns(mayRecord);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.title, href: "/items" }, { text: t.title }]}
        acts={
          <LinkButton href={overdue ? RECOVERIES : `${RECOVERIES}?state=overdue`}>
            {overdue ? t.all : t.only}
          </LinkButton>
        }
      />
      <KeysetList
        label={t.table}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={t.total(total)}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}
