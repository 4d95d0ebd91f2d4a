import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { districtsFor, dryRun } from "~/casework/study-dry-run.server";
import { freezeOf } from "~/casework/study-frozen.server";
import { yearsShown } from "~/casework/study-year-page.server";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { FREEZE_TONES } from "~/components/freeze-tones";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { mayFreezeYear } from "~/study/freeze";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyYearsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-year:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const districts = await districtsFor(prisma, actor, today);
  const district = districts.find(({ unitId }) => unitId === search.get("unit")) ?? districts[0] ?? null;
  const years = yearsShown(today);
  // The year that is over is what the page is for.
  const year = years.find((known) => String(known) === search.get("year")) ?? yearOf(today) - 1;
  const freeze = district && (await freezeOf(prisma, district.unitId, year));
  const isOpen = !freeze || freeze.state === "returned" || freeze.state === "withdrawn";
  const check =
    district && (isOpen || freeze.state === "proposed")
      ? await dryRun(prisma, actor, { unitId: district.unitId, year }, today)
      : null;
  return {
    ...{ year, years, check },
    districts: districts.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    district: district && { unitId: district.unitId, name: district.shortName },
    freeze: freeze && { freezeId: freeze.freezeId, state: freeze.state, reason: freeze.decisionReason },
    isOver: mayFreezeYear(year, today).ok,
    mayPropose:
      isOpen &&
      mayFreezeYear(year, today).ok &&
      district !== null &&
      can(actor, "study-year:freeze", { path: district.path }),
  };
}

type Loaded = Awaited<ReturnType<typeof loader>>;
type Matter = NonNullable<Loaded["check"]>["matters"][number];
type Line = NonNullable<Loaded["check"]>["units"][number];

export default function StudyYears() {
  const { year, years, districts, district, freeze, check, isOver, mayPropose } =
    useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        status={
          <Status tone={freeze ? FREEZE_TONES[freeze.state] : "off"} fill>
            {freeze ? t.states[freeze.state] : t.open}
          </Status>
        }
        acts={
          <>
            {freeze && <LinkButton href={`/study-years/${freeze.freezeId}`}>{t.figures}</LinkButton>}
            {mayPropose && district && (
              <ActForm
                action="/study-years/proposals"
                fields={{ unit: district.unitId, year: String(year) }}
                kind="primary"
              >
                {t.propose}
              </ActForm>
            )}
          </>
        }
      />
      <ListQuery
        submit={t.query}
        narrowings={[
          { name: "unit", label: t.district, choices: districts, value: district?.unitId },
          {
            ...{ name: "year", label: t.year, value: year },
            choices: years.map((value) => ({ value: String(value), text: t.yearOf(value) })),
          },
        ]}
      />
      <div className="stack-lg">
        {!isOver && <Notice title={t.openUntil(year)} />}
        {mayPropose && <Notice title={t.proposeHint(year)} />}
        {freeze?.state === "returned" && freeze.reason && <Notice tone="warn" title={freeze.reason} />}
        {check && <Check check={check} />}
        {check && district && <Provisional unitId={district.unitId} />}
      </div>
    </>
  );
}

/** Figures as they stand, for who cannot wait: files that say what they are not. */
function Provisional({ unitId }: { unitId: string }) {
  const { year } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const at = (file: string) => `/study-years/provisional/${file}?unit=${unitId}&year=${year}`;
  return (
    <Section
      title={t.provisional.title}
      end={
        <nav className="acts" aria-label={t.provisional.title}>
          <a className="act-link" href={at("export")}>
            {t.provisional.xlsx}
          </a>
          <a className="act-link" href={at("paper")}>
            {t.provisional.pdf}
          </a>
        </nav>
      }
    >
      <p className="hint">{t.provisional.hint}</p>
    </Section>
  );
}

function Check({ check }: { check: NonNullable<Loaded["check"]> }) {
  const t = useText(studyYearsText);
  const matters: Column<Matter>[] = [
    {
      key: "matter",
      head: t.matter,
      heads: true,
      cell: ({ code, href }) => (href ? <a href={href}>{t.matters[code]}</a> : t.matters[code]),
    },
    { key: "count", head: t.count, align: "right", cell: ({ count }) => count },
  ];
  const units: Column<Line>[] = [
    { key: "unit", head: t.unit, heads: true, cell: ({ name }) => name },
    { key: "sessions", head: t.sessions, align: "right", cell: ({ sessions }) => sessions },
    { key: "attendances", head: t.attendances, align: "right", cell: ({ attendances }) => attendances },
    { key: "people", head: t.people, align: "right", cell: ({ people }) => people },
  ];
  return (
    <>
      <Section title={t.dryRun}>
        {check.matters.length === 0 ? (
          <p className="quiet">{t.clean}</p>
        ) : (
          <Table label={t.dryRun} columns={matters} rows={check.matters} keyOf={({ code }) => code} />
        )}
        <p className="hint">{t.dryRunHint}</p>
        {check.standingsBehind && <p className="hint">{t.standingsNote}</p>}
      </Section>
      <Section title={t.participation}>
        {check.units.length === 0 ? (
          <Empty title={t.sessionsNone}>{t.sessionsNoneBody}</Empty>
        ) : (
          <Table label={t.participation} columns={units} rows={check.units} keyOf={({ unitId }) => unitId} />
        )}
      </Section>
    </>
  );
}
