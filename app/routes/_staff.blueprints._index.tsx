import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { ListBar } from "~/components/list-bar";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { trialOf } from "~/exams/trial.server";
import { blueprintPage } from "~/questions/blueprint-list.server";
import { BLUEPRINT_STATES } from "~/questions/blueprint-state";
import { blueprintsText } from "~/text/blueprints";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "blueprint:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const state = BLUEPRINT_STATES.find((one) => one === search.get("state")) ?? "offered";
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  const code = (name: string) => search.get(name)?.slice(0, 60) ?? undefined;
  const place = { before: code("before"), after: code("after") };
  const { blueprints, ...page } = await blueprintPage(prisma, { q, state }, place);
  const rows = [];
  for (const { rules, ...blueprint } of blueprints) {
    const { fullMark, totals, refusals } = await trialOf(prisma, rules, now);
    const short = refusals.filter(({ facts }) => facts.cell !== undefined).length;
    const { questions } = totals;
    rows.push({ ...blueprint, fullMark, questions, short, refused: refusals.length > 0 });
  }
  return { ...page, rows, q, state, mayWrite: can(actor, "blueprint:write") };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Blueprints() {
  const { rows, total, hasPrevious, hasNext, q, state, mayWrite } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useText(blueprintsText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "blueprint",
      head: t.blueprint,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/blueprints/${row.blueprintId}`}>{row.title[locale]}</a>
          <Sub>{row.code}</Sub>
        </>
      ),
    },
    { key: "version", head: t.version, className: "nb", cell: ({ number }) => t.versionOf(number) },
    { key: "full", head: t.fullMark, className: "nb", cell: ({ fullMark }) => t.marks(fullMark) },
    { key: "count", head: t.questions, className: "nb", cell: ({ questions }) => t.questionsOf(questions) },
    { key: "today", head: t.today, cell: (row) => <Today row={row} /> },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href="/blueprints/new">
              {t.add}
            </LinkButton>
          )
        }
      />
      <form className="query">
        <TextField name="q" label={t.keyword} defaultValue={q} small maxLength={60} />
        <SelectField
          name="state"
          label={t.state}
          choices={BLUEPRINT_STATES.map((value) => ({ value, text: t.states[value] }))}
          defaultValue={state}
          small
        />
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      <ListBar>
        <b>{t.found(total)}</b>
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.blueprintId} />
          <KeysetPager
            summary={t.found(total)}
            search={search}
            before={hasPrevious && rows[0]!.code}
            after={hasNext && rows.at(-1)!.code}
          />
        </>
      )}
    </>
  );
}

function Today({ row: { isWithdrawn, refused, short } }: { row: Row }) {
  const t = useText(blueprintsText);
  if (isWithdrawn) return <Status tone="off">{t.withdrawn}</Status>;
  if (!refused) return <Status tone="ok">{t.canFill}</Status>;
  return <Status tone="stop">{short > 0 ? t.cannotFill(short) : t.refusedToday}</Status>;
}
