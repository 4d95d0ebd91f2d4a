import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Actor, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { runsOf } from "~/casework/issuance-run-results.server";
import { MOST_AT_ONCE, requestIssuanceRun } from "~/casework/issuance-runs.server";
import { awaitsIssue } from "~/certification/application";
import { openApplications } from "~/certification/application-list.server";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { unitsUnder } from "~/organisation/units.server";
import { certificationText } from "~/text/certification";
import { shortInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(certificationText, (t) => t.runs.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const { ids } = await waitingFor(actor, new Date());
  return { waiting: Math.min(ids.length, MOST_AT_ONCE), runs: await runsOf(prisma, actor.accountId) };
}

/** Everything that waits for this issuer, the longest first, as much as one run takes. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const now = new Date();
  const decisionNumber = textIn(await request.formData(), "decisionNumber").trim();
  if (decisionNumber === "")
    return data({ refusals: [refusal("issuance-run.decision-missing")], decisionNumber }, { status: 422 });
  const { ids, unitId } = await waitingFor(actor, now);
  const asked = { applicationIds: ids.slice(0, MOST_AT_ONCE), decisionNumber, unitId };
  const answer = await inTransaction((tx) => requestIssuanceRun(tx, asked, actor.accountId, now));
  if (!answer.ok) return data({ refusals: answer.refusals, decisionNumber }, { status: 422 });
  throw redirect(`/issuance-runs/${answer.runId}`, { status: 303 });
}

async function waitingFor(actor: Actor, now: Date): Promise<{ ids: string[]; unitId: string }> {
  const units = await unitsUnder(prisma, pathsFor(actor, "certificate:issue"), chinaDateOf(now));
  const rows = await openApplications(prisma, { units, actor, state: "approved" }, now);
  const ids = rows.filter(({ state, mine }) => awaitsIssue(state) && mine).map(({ id }) => id);
  return { ids, unitId: units[0]?.unitId ?? "" };
}

type Run = ReturnType<typeof useLoaderData<typeof loader>>["runs"][number];

export default function IssuanceRuns() {
  const { waiting, runs } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.runs;
  const locale = useLocale();
  const columns: Column<Run>[] = [
    {
      key: "decision",
      head: all.issuances.decision,
      heads: true,
      cell: ({ id, decisionNumber }) => <a href={`/issuance-runs/${id}`}>{decisionNumber}</a>,
    },
    { key: "at", head: t.at, cell: ({ requestedAt }) => shortInstant(requestedAt) },
    { key: "total", head: t.total, align: "right", cell: ({ total }) => total },
    { key: "state", head: t.state, cell: ({ finishedAt }) => (finishedAt ? t.finished : t.underWay) },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.issuances.title, href: "/issuances" }, { text: t.title }]}
      />
      <div className="stack-lg">
        {answer && <Refusal level={2} verdict={t.notBegun} reasons={reasonsFrom(locale, answer.refusals)} />}
        {waiting === 0 ? (
          <Empty title={all.issuances.emptyTitle}>{all.issuances.empty}</Empty>
        ) : (
          <form method="post" action="/issuance-runs?index" className="form max-w-[46rem]">
            <p>{t.waiting(waiting)}</p>
            <TextField
              label={all.issuances.decision}
              name="decisionNumber"
              hint={all.issuances.decisionHint}
              errors={[]}
              defaultValue={answer?.decisionNumber}
            />
            <div className="acts">
              <Button kind="primary">{t.submit(waiting)}</Button>
            </div>
          </form>
        )}
        {runs.length > 0 && (
          <Section title={t.earlier}>
            <Table label={t.earlier} columns={columns} rows={runs} keyOf={({ id }) => id} />
          </Section>
        )}
      </div>
    </>
  );
}
