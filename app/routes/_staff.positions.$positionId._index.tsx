import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { AssignmentForm } from "~/components/assignment-form";
import { Button, LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PostPowers } from "~/components/post-powers";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { openCasesOf } from "~/positions/clearance-list.server";
import { isEnforcement, regimeOf } from "~/positions/position";
import { positionFrom } from "~/positions/position-page.server";
import { powersOfPost } from "~/positions/powers.server";
import { seatsOfPost } from "~/positions/register.server";
import { rulesCited } from "~/positions/rules-cited";
import { appointingText } from "~/text/appointing";
import { clearanceText } from "~/text/clearance";
import { longDate } from "~/text/dates";
import { fieldNames } from "~/text/fields";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  positionsText,
  (t, data: { position: { title: string } } | undefined) => data?.position.title ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:read");
  const now = new Date();
  const { position, unit, staff } = await positionFrom(params, actor, "position:read", now);
  const seats = await seatsOfPost(prisma, position.positionId, now);
  const clears = can(actor, "clearance:read", { path: unit.path });
  const factIds = seats.flatMap(({ holder }) => (holder && clears ? [holder.factId] : []));
  const cases = await openCasesOf(prisma, factIds);
  const powers = await powersOfPost(prisma, position.positionId);
  return {
    done: new URL(request.url).searchParams.get("done"),
    today: chinaDateOf(now),
    position,
    unitName: unit.name,
    staff,
    mayAssign: can(actor, "assignment:write", { path: unit.path }),
    isLeading: regimeOf(position.family) !== null,
    mayAppoint: can(actor, "appointment:propose", { path: unit.path }),
    mayWrite: can(actor, "position:write", { path: unit.path }),
    mayRequire: isEnforcement(position.family) && can(actor, "requirement:write", { path: unit.path }),
    powers,
    holders: seats.flatMap(({ holder }) =>
      holder
        ? [
            {
              ...holder,
              caseId: cases.get(holder.factId) ?? null,
              verdict: holder.verdict && {
                eligible: holder.verdict.eligible,
                rules: rulesCited(holder.verdict.refusals),
              },
            },
          ]
        : [],
    ),
  };
}

type Holder = Awaited<ReturnType<typeof loader>>["holders"][number];

export default function PositionPage() {
  const { position, unitName, holders, staff, powers, done, today, ...page } = useLoaderData<typeof loader>();
  const { mayAssign, mayWrite, mayRequire, isLeading, mayAppoint } = page;
  const t = useText(positionsText);
  const appointing = useText(appointingText);
  const fields: Record<string, string> = useText(fieldNames);
  const columns = useColumns(position.positionId, today, mayAssign);
  const field = position.field === null ? t.noField : (fields[position.field] ?? position.field);
  return (
    <>
      <PageHead
        title={position.title}
        lede={[unitName, t.families[position.family], field].join("　")}
        crumbs={[{ text: t.title, href: "/positions" }, { text: position.title }]}
      />
      {done === "assigned" && <Notice tone="ok" live title={t.done.assigned} />}
      {done === "ended" && <Notice tone="ok" live title={t.done.ended} />}
      <Section title={t.sittings}>
        {holders.length === 0 ? (
          <p className="quiet">{t.vacant}</p>
        ) : (
          <Table label={t.sittings} columns={columns} rows={holders} keyOf={(row) => row.factId} />
        )}
        {mayRequire && holders.length > 0 && (
          <div className="acts">
            <LinkButton href={`/positions/${position.positionId}/requirements`}>{t.exams.title}</LinkButton>
          </div>
        )}
      </Section>
      <PostPowers positionId={position.positionId} powers={powers} mayWrite={mayWrite} today={today} />
      {isLeading && mayAppoint && (
        <div className="acts">
          <LinkButton href="/appointments/new">{appointing.propose}</LinkButton>
        </div>
      )}
      {mayAssign && !isLeading && (
        <Section title={t.assignTitle}>
          <div className="stack">
            <p className="prose">{t.assignLede}</p>
            <AssignmentForm positionId={position.positionId} staff={staff} today={today} />
          </div>
        </Section>
      )}
    </>
  );
}

function useColumns(positionId: string, today: string, mayEnd: boolean): Column<Holder>[] {
  const t = useText(positionsText);
  const locale = useLocale();
  const columns: Column<Holder>[] = [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/people/${row.personId}`}>{row.name}</a>
          <Sub>{row.inherited ? t.inherited : t.since(longDate(row.fromOn, locale))}</Sub>
        </>
      ),
    },
    { key: "verdict", head: t.mayEnforce, cell: (row) => <VerdictCell holder={row} /> },
  ];
  if (!mayEnd) return columns;
  return [
    ...columns,
    {
      key: "act",
      head: t.end,
      cell: (row) => <EndingForm positionId={positionId} factId={row.factId} today={today} />,
    },
  ];
}

function VerdictCell({ holder: { verdict, caseId } }: { holder: Holder }) {
  const t = useText(positionsText);
  const { onPost } = useText(clearanceText);
  if (!verdict) return <Status tone="off">{t.verdict.notAsked}</Status>;
  if (verdict.eligible) return <Status tone="ok">{t.verdict.yes}</Status>;
  return (
    <>
      <Status tone="stop">{t.verdict.no}</Status>
      <Sub>
        {verdict.rules.join(" ")} {caseId && <a href={`/clearance/${caseId}`}>{onPost}</a>}
      </Sub>
    </>
  );
}

function EndingForm({ positionId, factId, today }: { positionId: string; factId: string; today: string }) {
  const t = useText(positionsText);
  return (
    <form method="post" action={`/positions/${positionId}/assignments/${factId}/ending`} className="row">
      <TextField label={t.endOn} id={`on-${factId}`} name="toOn" defaultValue={today} small figures />
      <TextField label={t.endReason} id={`reason-${factId}`} name="reason" small />
      <Button kind="stop" small>
        {t.end}
      </Button>
    </form>
  );
}
