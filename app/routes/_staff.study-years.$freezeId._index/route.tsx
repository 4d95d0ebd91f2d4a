import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { districtOf } from "~/casework/study-frozen.server";
import { requireFrozen } from "~/casework/study-year-page.server";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { FREEZE_TONES } from "~/components/freeze-tones";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { Status } from "~/components/status";
import { Table } from "~/components/table";
import { shortInstant } from "~/text/dates";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { Amendments, Chain } from "./chain";
import { useUnitColumns } from "./columns";

export const meta = titled(studyYearsText, (t, data: { district: string; year: number } | undefined) =>
  data ? t.freezeTitle(data.district, data.year) : t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, freeze, unit, units, isWhole } = await requireFrozen(request, params, new Date());
  const mayFreeze = can(actor, "study-year:freeze", { path: unit.path });
  const mayReopen = can(actor, "study-year:reopen", { path: unit.path });
  const isProposer = freeze.proposedById === actor.accountId;
  const proposed = freeze.state === "proposed";
  const least = Math.min(...units.map(({ latest }) => depth(latest.path)));
  return {
    freezeId: freeze.freezeId,
    year: freeze.year,
    district: unit.shortName,
    state: freeze.state,
    proposal: { by: freeze.proposedBy, at: freeze.proposedAt },
    decision: freeze.decidedAt && {
      by: freeze.decidedBy ?? "",
      at: freeze.decidedAt,
      reason: freeze.decisionReason,
    },
    isSigned: freeze.signed !== null,
    whole: isWhole ? districtOf(freeze) : null,
    units: units.map(({ frozen, latest }) => ({ frozen, latest, depth: depth(latest.path) - least })),
    chain: [
      { number: 0, link: freeze.signed },
      ...freeze.amendments.map((one) => ({ number: one.number, link: one.signed })),
    ].flatMap(({ number, link }) =>
      link
        ? [{ number, digest: link.digest, signedAt: link.content.signedAt, by: link.content.approvedBy }]
        : [],
    ),
    amendments: freeze.amendments.map(({ signed: _, ...one }) => one),
    may: {
      approve: proposed && mayFreeze && !isProposer,
      withdraw: proposed && isProposer,
      reopen: freeze.state === "frozen" && mayReopen,
      close: mayReopen ? actor.accountId : null,
    },
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

const depth = (path: string) => path.split("/").length;

export default function StudyYear() {
  const { freezeId, year, district, state, proposal, decision, isSigned, whole, units, may, done } =
    useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const columns = useUnitColumns();
  const at = `/study-years/${freezeId}`;
  return (
    <>
      <PageHead
        title={t.freezeTitle(district, year)}
        status={
          <Status tone={FREEZE_TONES[state]} fill>
            {t.states[state]}
          </Status>
        }
        lede={[
          t.proposedBy(proposal.by, shortInstant(proposal.at)),
          ...(decision && isSigned ? [t.decidedBy(decision.by, shortInstant(decision.at))] : []),
        ].join("　")}
        crumbs={[{ text: t.title, href: `/study-years?year=${year}` }, { text: t.yearOf(year) }]}
        acts={
          <>
            {may.withdraw && <ActForm action={`${at}/withdrawal`}>{t.withdraw}</ActForm>}
            {may.approve && <LinkButton href={`${at}/return`}>{t.returnAct}</LinkButton>}
            {may.approve && (
              <ActForm action={`${at}/approval`} kind="primary">
                {t.approve}
              </ActForm>
            )}
            {may.reopen && <LinkButton href={`${at}/amendments`}>{t.reopen}</LinkButton>}
          </>
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        {state === "returned" && decision?.reason && <Notice tone="warn" title={decision.reason} />}
        {!isSigned && <Notice title={t.notSigned} />}
        {whole && <District figures={whole} at={at} />}
        {isSigned && (
          <Section
            title={t.byUnit}
            end={
              <nav className="acts" aria-label={t.files}>
                <a className="act-link" href={`${at}/export`}>
                  {t.xlsx}
                </a>
                <a className="act-link" href={`${at}/paper`}>
                  {t.pdf}
                </a>
              </nav>
            }
          >
            <Table
              label={t.unitLabel}
              columns={columns}
              rows={units}
              keyOf={({ latest }) => latest.unitId}
              wide
            />
          </Section>
        )}
        {isSigned && <Amendments />}
        {isSigned && <Chain />}
      </div>
    </>
  );
}

type Loaded = Awaited<ReturnType<typeof loader>>;

/** The totals that count; where an amendment changed one, what it was stands under it. */
function District({
  figures: { frozen, latest },
  at,
}: {
  figures: NonNullable<Loaded["whole"]>;
  at: string;
}) {
  const t = useText(studyYearsText);
  const { leaders, staff, plan, exams } = latest;
  const was = (value: number, before: number | undefined) =>
    before !== undefined && before !== value ? t.frozenWas(before) : undefined;
  const owing = leaders.owing + staff.owing;
  return (
    <Section title={t.figures}>
      <Stats
        items={[
          {
            ...{ key: "sessions", label: t.sessions, value: latest.sessions, href: `${at}/sessions` },
            detail: was(latest.sessions, frozen?.sessions),
          },
          {
            ...{
              key: "attendances",
              label: t.attendances,
              value: latest.attendances,
              href: `${at}/sessions`,
            },
            detail: was(latest.attendances, frozen?.attendances),
          },
          {
            ...{ key: "people", label: t.people, value: latest.people, href: `${at}/sessions` },
            detail: was(latest.people, frozen?.people) ?? t.peopleHint,
          },
          {
            ...{ key: "leaders", label: t.leaders, value: t.rate(leaders.attended, leaders.people) },
            ...{ detail: t.attendedOf(leaders.attended, leaders.people), href: `${at}/people?group=leaders` },
          },
          {
            ...{ key: "staff", label: t.staff, value: t.rate(staff.attended, staff.people) },
            ...{ detail: t.attendedOf(staff.attended, staff.people), href: `${at}/people?group=staff` },
          },
          {
            ...{ key: "met", label: t.met, value: leaders.met + staff.met, unit: ` / ${owing}` },
            href: `${at}/people?result=met`,
            detail: frozen ? was(leaders.met + staff.met, frozen.leaders.met + frozen.staff.met) : undefined,
          },
          { key: "plan", label: t.plan, value: plan.done, unit: ` / ${plan.planned}` },
          { key: "exams", label: t.exams, value: exams.passed, unit: ` / ${exams.required}` },
        ]}
      />
    </Section>
  );
}
