import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { HeatStrip } from "~/components/heat-strip";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { Status } from "~/components/status";
import { Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { deskOf } from "~/reminders/desk.server";
import { fullDate, longInstant, longMonth } from "~/text/dates";
import { deskText } from "~/text/desk";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { useMatterColumns, useMatters } from "./matters";

export const meta = titled(deskText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "desk:view");
  const now = new Date();
  return { today: chinaDateOf(now), now: now.toISOString(), desk: await deskOf(prisma, actor, now) };
}

export type Desk = ReturnType<typeof useLoaderData<typeof loader>>["desk"];

export default function DeskPage() {
  const { desk, today } = useLoaderData<typeof loader>();
  const t = useText(deskText);
  const locale = useLocale();
  const matters = useMatters(desk);
  const columns = useMatterColumns();
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
            {
              key: "clear",
              label: t.toClear,
              value: desk.toClear,
              unit: t.peopleUnit,
              href: "/clearance/inherited",
            },
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
