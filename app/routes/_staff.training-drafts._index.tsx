import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { draftPage } from "~/certification/training-page.server";
import { ActForm } from "~/components/act-form";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.drafts.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "training:issue"), today);
  return {
    ...(await draftPage(prisma, units, actor, placeFrom(search), today)),
    done: search.get("done") ?? "",
  };
}

export default function TrainingDrafts() {
  const { done, ...page } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.drafts;
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.title, href: "/training-certificates" }, { text: t.title }]}
      />
      {all.done[done] && <Notice tone="ok" live title={all.done[done]} />}
      <RegisterList
        label={t.title}
        page={page}
        columns={columns}
        total={t.total}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function useColumns(): Column<Row>[] {
  const all = useText(trainingText);
  const t = all.drafts;
  return [
    {
      key: "holder",
      head: all.columns.holder,
      heads: true,
      cell: ({ name, unitName }) => (
        <>
          {name}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    {
      key: "kind",
      head: all.columns.kind,
      cell: ({ kind, basis, corrects, reason }) => (
        <>
          {all.kinds[kind]}
          {kind === "annual-study" && <Sub>{all.basisYear(basis)}</Sub>}
          {corrects && (
            <Sub>
              <a href={`/training-certificates/${corrects.id}`}>{t.correction(corrects.number)}</a> {reason}
            </Sub>
          )}
        </>
      ),
    },
    {
      key: "by",
      head: t.draftedBy,
      cell: ({ draftedBy, draftedAt }) => (
        <>
          {draftedBy}
          <Sub>{shortInstant(draftedAt)}</Sub>
        </>
      ),
    },
    { key: "acts", head: all.columns.acts, acts: true, cell: (row) => <Acts row={row} /> },
  ];
}

function Acts({ row: { id, own } }: { row: Row }) {
  const t = useText(trainingText).drafts;
  return (
    <div className="acts">
      <ActForm action={`/training-drafts/${id}/refusal`} small>
        {own ? t.takeBack : t.refuse}
      </ActForm>
      {own ? (
        <span className="hint">{t.ownWaits}</span>
      ) : (
        <ActForm action={`/training-drafts/${id}/signature`} kind="primary" small>
          {t.sign}
        </ActForm>
      )}
    </div>
  );
}
