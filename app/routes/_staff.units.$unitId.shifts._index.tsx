import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { addDays, dateOnFrom } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { ShiftTable } from "~/components/shift-table";
import { prisma } from "~/db.server";
import { brokenShifts, mondayOf, shiftsOfWeek } from "~/positions/shift-list.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { longDate } from "~/text/dates";
import { organisationText } from "~/text/organisation";
import { shiftsText } from "~/text/shifts";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(shiftsText, (t) => t.title);

const DEEDS = ["added", "manned", "left", "withdrawn"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, unit, today } = await unitWithPosts(request, params.unitId, "position:read", now);
  const search = new URL(request.url).searchParams;
  const monday = mondayOf(dateOnFrom(search.get("week") ?? "") ?? today);
  return {
    unit: { unitId: unit.unitId, name: unit.name },
    monday,
    shifts: await shiftsOfWeek(prisma, unit.unitId, monday, now),
    broken: await brokenShifts(prisma, unit.unitId, now),
    mayWrite: can(actor, "assignment:write", { path: unit.path }),
    done: DEEDS.find((one) => one === search.get("done")) ?? null,
  };
}

export default function Shifts() {
  const { unit, monday, shifts, broken, mayWrite, done } = useLoaderData<typeof loader>();
  const t = useText(shiftsText);
  const units = useText(organisationText);
  const locale = useLocale();
  const shared = { unitId: unit.unitId, mayWrite };
  const here = `/units/${unit.unitId}/shifts`;
  return (
    <div className="roster-week">
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[
          { text: units.title, href: "/units" },
          { text: unit.name, href: `/units/${unit.unitId}` },
          { text: t.title },
        ]}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href={`${here}/new`}>
              {t.add}
            </LinkButton>
          )
        }
      />
      {done && <Notice tone="ok" live title={t.done[done]} />}
      <div className="stack-lg">
        {broken.length > 0 && (
          <Section title={t.brokenTitle}>
            <div className="stack">
              <p className="prose">{t.brokenLede}</p>
              <ShiftTable label={t.brokenTitle} rows={broken} {...shared} />
            </div>
          </Section>
        )}
        <Section title={t.week(longDate(monday, locale), longDate(addDays(monday, 6), locale))}>
          <div className="stack">
            <p className="acts">
              <LinkButton href={`${here}?week=${addDays(monday, -7)}`}>{t.before}</LinkButton>
              <LinkButton href={here}>{t.thisWeek}</LinkButton>
              <LinkButton href={`${here}?week=${addDays(monday, 7)}`}>{t.after}</LinkButton>
              {shifts.length > 0 && <a href={`${here}/export?week=${monday}`}>{t.export}</a>}
            </p>
            {shifts.length === 0 ? (
              <Empty title={t.empty}>{t.emptyLede}</Empty>
            ) : (
              <ShiftTable label={t.title} rows={shifts} {...shared} />
            )}
          </div>
        </Section>
      </div>
    </div>
  );
}
