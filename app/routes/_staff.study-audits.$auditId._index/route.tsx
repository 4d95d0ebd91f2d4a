import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { addDays } from "~/calendar";
import { auditExports } from "~/casework/audit-bundle.server";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { requireAudit } from "~/study/audit-page.server";
import { sampleOf } from "~/study/audit-sample.server";
import { SIGNALS } from "~/study/audit-signals";
import { FINDING_KINDS, SAMPLE_STATES } from "~/study/audit-verdict";
import { shortDate, shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { Exports } from "./exports";
import { Sample } from "./sample";

const PAGE_SIZE = 50;

export const meta = titled(
  studyAuditText,
  (t, data: { audit: { noticeNumber: string } } | undefined) => data?.audit.noticeNumber ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, audit, unit, today } = await requireAudit(request, params, "study-audit:read", new Date());
  const search = new URL(request.url).searchParams;
  const all = await sampleOf(prisma, audit.auditId, today);
  const units = await unitsById(
    prisma,
    all.map(({ unitId }) => unitId),
    today,
  );
  const state = SAMPLE_STATES.find((known) => known === search.get("state"));
  const kind = FINDING_KINDS.find((known) => known === search.get("kind"));
  const of = all.find(({ unitId }) => unitId === search.get("unit"))?.unitId;
  const matching = all.filter(
    (row) => (!state || row.state === state) && (!kind || row.kind === kind) && (!of || row.unitId === of),
  );
  const after = Number(search.get("after"));
  const from = Number.isInteger(after) ? matching.findIndex(({ place }) => place > after) : 0;
  const rows = from < 0 ? [] : matching.slice(from, from + PAGE_SIZE);
  const may = (permission: "study-audit:write" | "study-audit:export" | "supervision:issue") =>
    can(actor, permission, { path: unit.path });
  return {
    audit: { ...audit, lastOn: addDays(audit.toOn, -1) },
    unitName: unit.name,
    units: [...units.values()].map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    places: all.map(({ place, state: stands }) => ({ place, state: stands })),
    rows: rows.map((row) => ({ ...row, unitName: units.get(row.unitId)?.shortName ?? "" })),
    total: matching.length,
    next: from + PAGE_SIZE < matching.length ? String(rows.at(-1)!.place) : null,
    chosen: { state: state ?? null, kind: kind ?? null, unit: of ?? "" },
    done: search.get("done") ?? "",
    exports: await auditExports(prisma, audit.auditId, actor.accountId),
    may: { export: may("study-audit:export"), issue: may("supervision:issue") },
  };
}

export type Loaded = Awaited<ReturnType<typeof loader>>;

export default function AuditPage() {
  const { audit, unitName, done, may } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const supervision = useText(supervisionText);
  const at = `/study-audits/${audit.auditId}`;
  return (
    <>
      <PageHead
        title={audit.purpose}
        lede={`${unitName}　${audit.noticeNumber}　${t.from(audit.populationCount)}`}
        crumbs={[{ text: t.title, href: "/study-audits" }, { text: audit.noticeNumber }]}
        acts={
          <>
            {may.issue && (
              <LinkButton href={`/supervision-notices/new?audit=${audit.auditId}`}>
                {supervision.draftNew}
              </LinkButton>
            )}
            <LinkButton href={`${at}/draw`}>{t.redraw}</LinkButton>
            <LinkButton kind="primary" href={`${at}/report`}>
              {t.report}
            </LinkButton>
          </>
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Sample />
        <Exports />
        <Drawn />
      </div>
    </>
  );
}

/** Everything the sample can be drawn again from. */
function Drawn() {
  const { audit } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const study = useText(studyText);
  const listed = (words: readonly string[]) => words.join(" · ");
  return (
    <Section title={t.facts} meta={t.drawnBy(audit.drawnBy, shortInstant(audit.drawnAt))}>
      <Facts
        items={[
          { term: t.method, value: t.methods[audit.method] },
          { term: t.seed, value: <span className="num">{audit.seed}</span> },
          { term: t.period, value: t.periodOf(shortDate(audit.fromOn), shortDate(audit.lastOn)) },
          { term: t.states, value: listed(audit.states.map((state) => study.statuses[state])) },
          { term: t.modes, value: listed(audit.modes.map((mode) => study.modes[mode])) },
          {
            term: t.cutOff,
            value: (
              <>
                <span className="num">{shortInstant(audit.cutOffAt)}</span>
                <span className="block hint">{t.cutOffHint}</span>
              </>
            ),
          },
          { term: t.hash, value: <span className="break-all">{audit.populationHash}</span> },
          ...(audit.method === "weighted"
            ? [
                {
                  term: t.weights,
                  value: (
                    <>
                      {t.weightsLede}{" "}
                      {listed(SIGNALS.map((signal) => `${t.signals[signal]} +${audit.weights[signal]}`))}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
