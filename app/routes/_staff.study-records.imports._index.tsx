import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Icon } from "~/components/icon";
import { KeysetList } from "~/components/keyset-list";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { listImports } from "~/study/imports.server";
import { shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(importsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-import:read");
  const search = new URL(request.url).searchParams;
  const page = await listImports(
    prisma,
    pathsFor(actor, "study-import:read"),
    placeFrom(search),
    chinaDateOf(new Date()),
  );
  return { ...page, mayUpload: can(actor, "study:record") };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["imports"][number];

export default function StudyImports() {
  const { imports, total, hasPrevious, hasNext, mayUpload } = useLoaderData<typeof loader>();
  const t = useText(importsText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: useText(studyText).title, href: "/study-records" }, { text: t.title }]}
        acts={
          mayUpload && (
            <LinkButton kind="primary" href="/study-records/imports/new">
              <Icon name="upload" />
              {t.add}
            </LinkButton>
          )
        }
      />
      <KeysetList
        label={t.listLabel}
        columns={columns}
        rows={imports}
        keyOf={(row) => row.importId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={t.total(total)}
        empty={{ title: t.none, body: mayUpload && t.noneBody }}
      />
    </>
  );
}

const tones = { waiting: "warn", working: "info", entered: "ok", undone: "off" } as const;

function useColumns(): Column<Row>[] {
  const t = useText(importsText);
  const nameOf = (row: Row, id: string) => row.people[id] ?? "";
  return [
    {
      key: "file",
      head: t.file,
      heads: true,
      cell: (row) => <a href={`/study-records/imports/${row.importId}`}>{row.fileName}</a>,
    },
    { key: "unit", head: t.forUnit, cell: (row) => row.unitName },
    {
      key: "state",
      head: t.state,
      cell: (row) => <Status tone={tones[row.stage]}>{t.stages[row.stage]}</Status>,
    },
    {
      key: "who",
      head: t.who,
      cell: (row) => (
        <>
          {t.uploaded(nameOf(row, row.uploadedById), shortInstant(row.uploadedAt))}
          {row.entry && (
            <Sub>{t.enteredBy(nameOf(row, row.entry.enteredById), shortInstant(row.entry.enteredAt))}</Sub>
          )}
          {row.undoing && (
            <Sub>{t.undoneBy(nameOf(row, row.undoing.undoneById), shortInstant(row.undoing.undoneAt))}</Sub>
          )}
        </>
      ),
    },
    {
      key: "result",
      head: t.result,
      cell: ({ entry, counts }) =>
        entry
          ? t.enteredCounts(entry.entered, entry.refused)
          : t.checkedCounts(counts.new + counts.overlapping, counts.bad),
    },
  ];
}
