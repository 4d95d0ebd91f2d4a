import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { HeatStrip } from "~/components/heat-strip";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { deskOf } from "~/reminders/desk.server";
import { certificationText } from "~/text/certification";
import { fullDate, longInstant, longMonth, shortInstant } from "~/text/dates";
import { deskText } from "~/text/desk";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(deskText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "desk:view");
  const now = new Date();
  return { today: chinaDateOf(now), now: now.toISOString(), desk: await deskOf(prisma, actor, now) };
}

type Desk = ReturnType<typeof useLoaderData<typeof loader>>["desk"];

export default function DeskPage() {
  const { desk, today } = useLoaderData<typeof loader>();
  const t = useText(deskText);
  const locale = useLocale();
  const matters = useMatters(desk);
  const columns = useColumns();
  return (
    <>
      <PageHead title={t.heading} lede={t.lede(fullDate(today, locale), matters.length)} />
      {matters.length > 0 && (
        <Table label={t.heading} columns={columns} rows={matters} keyOf={(matter) => matter.key} />
      )}
      <Section title={t.figures}>
        <Stats
          items={[
            { key: "people", label: t.people, value: desk.people, unit: t.peopleUnit, href: "/people" },
            {
              key: "active",
              label: t.active,
              value: desk.active,
              unit: t.certificateUnit,
              href: "/certificates?status=active",
            },
            {
              key: "collect",
              label: t.toCollect,
              value: desk.toCollect,
              unit: t.certificateUnit,
              href: "/certificates?status=to-collect",
            },
            { key: "clear", label: t.toClear, value: desk.toClear, unit: t.peopleUnit, href: "/clearance" },
          ]}
        />
      </Section>
      <Section title={t.expiry} meta={t.expiryMeta(desk.expiry.reduce((sum, { count }) => sum + count, 0))}>
        <HeatStrip
          cells={desk.expiry.map(({ month, count }) => ({
            month,
            count,
            label: t.expiryCell(longMonth(month, locale), count),
          }))}
        />
      </Section>
      <Section title={t.exams} end={<a href="/exams">{t.allExams}</a>}>
        {desk.exams.length === 0 ? <p className="quiet">{t.noExams}</p> : <ComingExams exams={desk.exams} />}
      </Section>
    </>
  );
}

function ComingExams({ exams }: { exams: Desk["exams"] }) {
  const t = useText(deskText);
  const locale = useLocale();
  const { now } = useLoaderData<typeof loader>();
  return (
    <ul className="task-list">
      {exams.map((exam) => {
        const published = exam.acts.includes("published");
        const isOpen = new Date(exam.opensAt) <= new Date(now);
        return (
          <li key={exam.id}>
            <div>
              <a href={`/exams/${exam.id}`}>{exam.title}</a>
              <Sub>
                {longInstant(exam.opensAt, locale)} {t.registered(exam.registered)}
              </Sub>
            </div>
            <Status tone={published ? (isOpen ? "ok" : "info") : "off"}>
              {published ? (isOpen ? t.open : t.coming) : t.draft}
            </Status>
          </li>
        );
      })}
    </ul>
  );
}

type Matter = {
  key: string;
  since: string | null;
  title: string;
  party: string;
  unit: string;
  href: string;
  act: string;
};

function useMatters(desk: Desk): Matter[] {
  const t = useText(deskText);
  const { kinds } = useText(certificationText);
  const reviews = desk.reviews.map((row) => ({
    key: row.id,
    since: String(row.sinceAt),
    title: kinds[row.kind],
    party: row.name,
    unit: row.unitName,
    href: `/applications/${row.id}`,
    act: t.review,
  }));
  const proposals = desk.toApprove.map((proposal) => ({
    key: proposal.certificateId,
    since: String(proposal.proposedAt),
    title: t.toApprove(t.acts[proposal.act] ?? proposal.act),
    party: proposal.holderName,
    unit: proposal.unitName,
    href: `/certificates/${proposal.certificateId}`,
    act: t.approve,
  }));
  const plain = (key: string, title: string, href: string, act: string) => ({
    key,
    since: null,
    title,
    party: "",
    unit: "",
    href,
    act,
  });
  return [
    ...proposals,
    ...reviews,
    ...(desk.toIssue > 0 ? [plain("issue", t.toIssue(desk.toIssue), "/issuances", t.issue)] : []),
    ...(desk.rolesToApprove > 0
      ? [plain("roles", t.rolesToApprove(desk.rolesToApprove), "/role-proposals", t.approve)]
      : []),
    ...(desk.studyToAccept > 0
      ? [plain("study", t.studyToAccept(desk.studyToAccept), "/study-records?status=submitted", t.accept)]
      : []),
    ...(desk.toReread > 0 ? [plain("reread", t.toReread(desk.toReread), "/rereadings", t.reread)] : []),
  ];
}

function useColumns(): Column<Matter>[] {
  const t = useText(deskText);
  return [
    { key: "matter", head: t.matter, heads: true, cell: ({ title }) => title },
    {
      key: "party",
      head: t.party,
      cell: ({ party, unit }) => (
        <>
          {party}
          {unit && <Sub>{unit}</Sub>}
        </>
      ),
    },
    {
      key: "since",
      head: t.since,
      cell: ({ since }) => since && <span className="nb">{shortInstant(since)}</span>,
    },
    { key: "act", head: t.act, acts: true, cell: ({ href, act }) => <a href={href}>{act}</a> },
  ];
}
