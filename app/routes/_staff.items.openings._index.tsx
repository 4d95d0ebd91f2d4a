import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { type OpeningRow, openingPage } from "~/certification/item-opening-list.server";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsEver } from "~/organisation/past-units.server";
import { placeFrom } from "~/paging";
import { dateOfInstant, longDate } from "~/text/dates";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemOpeningsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "item:read");
  const search = new URL(request.url).searchParams;
  const unitIds = await unitsEver(prisma, pathsFor(actor, "item:read"));
  return {
    page: await openingPage(prisma, unitIds, placeFrom(search)),
    mayRecord: can(actor, "item:record"),
    done: search.get("done") ?? "",
  };
}

export default function Openings() {
  const { page, mayRecord, done } = useLoaderData<typeof loader>();
  const t = useText(itemOpeningsText);
  const columns = useColumns(mayRecord);
  const said = t.done[done];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: useText(itemsText).title, href: "/items" }, { text: t.title }]}
        acts={
          mayRecord && (
            <LinkButton kind="primary" href="/items/openings/new">
              {t.add}
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
        empty={{ title: t.none, body: t.noneHint }}
      />
    </>
  );
}

function useColumns(mayRecord: boolean): Column<OpeningRow>[] {
  const t = useText(itemOpeningsText);
  const locale = useLocale();
  const day = (on: string) => longDate(on, locale);
  return [
    {
      key: "file",
      head: t.list.file,
      heads: true,
      cell: ({ fileName, unitName }) => (
        <>
          {fileName}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "counted", head: t.list.countedOn, className: "num", cell: ({ countedOn }) => day(countedOn) },
    { key: "by", head: t.list.by, cell: ({ by, recordedAt }) => t.byAt(by, day(dateOfInstant(recordedAt))) },
    { key: "things", head: t.list.things, className: "num", cell: ({ things }) => t.things(things) },
    { key: "out", head: t.list.out, className: "num", cell: ({ out }) => t.things(out) },
    {
      key: "state",
      head: t.list.state,
      cell: ({ undone }) => <Status tone={undone ? "off" : "ok"}>{undone ? t.undone : t.entered}</Status>,
    },
    {
      key: "acts",
      head: t.list.acts,
      acts: true,
      cell: ({ id, undone }) =>
        mayRecord &&
        !undone && (
          <LinkButton href={`/items/openings/${id}/undoing`} small>
            {t.undo.submit}
          </LinkButton>
        ),
    },
  ];
}
