import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { firstBrokenSeal } from "~/audit/sealer.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import { auditText } from "~/text/audit";
import { longInstantToTheSecond, shortInstant } from "~/text/dates";
import { eventSentence } from "~/text/events";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(auditText, (t) => t.title);

const PAGE = 50;

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "audit:read");
  const { searchParams } = new URL(request.url);
  const before = /^\d{1,18}$/.test(searchParams.get("before") ?? "")
    ? BigInt(searchParams.get("before")!)
    : null;
  const rows = await prisma.auditEvent.findMany({
    where: before ? { id: { lt: before } } : {},
    orderBy: { id: "desc" },
    take: PAGE + 1,
  });
  const shown = rows.slice(0, PAGE);
  const accounts = await prisma.account.findMany({
    where: { id: { in: shown.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, loginName: true },
  });
  const logins = new Map(accounts.map(({ id, loginName }) => [id, loginName]));
  const names = await namesOn(
    prisma,
    shown.flatMap(({ personId }) => personId ?? []),
    chinaDateOf(new Date()),
  );
  const last = await prisma.auditSeal.findFirst({ orderBy: { id: "desc" } });
  const broken = searchParams.has("verify") ? await firstBrokenSeal(prisma) : undefined;
  return {
    events: shown.map((row) => ({
      id: String(row.id),
      at: row.at.toISOString(),
      type: row.type,
      data: row.data,
      login: row.actorId && (logins.get(row.actorId) ?? null),
      personId: row.personId,
      personName: row.personId && (names.get(row.personId) ?? null),
    })),
    paged: before !== null,
    next: rows.length > PAGE ? String(shown.at(-1)?.id) : null,
    seals: last && { count: Number(last.id), at: last.sealedAt.toISOString() },
    broken: broken === undefined ? undefined : broken === null ? null : String(broken),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["events"][number];

export default function Audit() {
  const { events, next, paged, seals, broken } = useLoaderData<typeof loader>();
  const t = useText(auditText);
  const locale = useLocale();
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={<LinkButton href="/audit?verify=1">{t.verify}</LinkButton>}
      />
      {broken === null && <Notice tone="ok" live title={t.intact} />}
      {broken && <Notice tone="stop" live title={t.broken(broken)} />}
      <p className="small quiet">
        {seals ? t.sealed(seals.count, longInstantToTheSecond(seals.at, locale)) : t.unsealed}
      </p>
      {events.length === 0 ? (
        <Empty title={t.empty} />
      ) : (
        <Table label={t.title} columns={columns} rows={events} keyOf={(row) => row.id} compact />
      )}
      <p className="acts">
        {paged && <a href="/audit">{t.newest}</a>}
        {next && <a href={`/audit?before=${next}`}>{t.older}</a>}
      </p>
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(auditText);
  const locale = useLocale();
  return [
    { key: "at", head: t.at, cell: (row) => <span className="nb">{shortInstant(row.at)}</span> },
    { key: "what", head: t.what, heads: true, cell: (row) => eventSentence(locale, row.type, row.data) },
    {
      key: "whom",
      head: t.whom,
      cell: (row) => row.personId && <a href={`/people/${row.personId}`}>{row.personName ?? row.personId}</a>,
    },
    { key: "who", head: t.who, cell: (row) => row.login ?? t.system },
  ];
}
