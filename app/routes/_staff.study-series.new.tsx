import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { SeriesDates } from "~/components/series-dates";
import { SeriesQuery } from "~/components/series-query";
import { SessionPlanForm } from "~/components/session-plan-form";
import { fieldOfSession } from "~/components/session-typed.server";
import { problemsFrom, readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { planSeries } from "~/study/series.server";
import { seriesAsked } from "~/study/series-form.server";
import { sessionPlanFrom } from "~/study/session-form.server";
import { invitable } from "~/study/session-page.server";
import { studySessionsText } from "~/text/study-sessions";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.months.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-session:record");
  const today = chinaDateOf(new Date());
  const asked = await seriesAsked(prisma, actor, new URL(request.url).searchParams, today);
  const { unit, ...series } = asked;
  const people = unit ? (await invitable(prisma, unit, today)).people : [];
  return { ...series, unitId: unit?.unitId ?? null, choices: { people, missed: [] } };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "study-session:record");
  const now = new Date();
  const today = chinaDateOf(now);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const asked = await seriesAsked(prisma, actor, new URLSearchParams(typed), today);
  const { unit, day, shift, slots } = asked;
  const [first] = slots;
  if (!unit || !first) throw new Response(null, { status: 404 });
  const { people } = await invitable(prisma, unit, today);
  const dated = { ...typed, date: first.heldOn };
  const read = readerOf(dated, locale);
  const plan = sessionPlanFrom({ typed: dated, read, choices: { people, missed: [] } }, locale);
  const personIds = read.several(
    "personId",
    people.map(({ personId }) => personId),
  );
  if (!plan) return data({ typed, problems: read.problems }, { status: 422 });
  const series = { unitId: unit.unitId, day, shift, slots, plan, personIds };
  const answer = await inTransaction((tx) => planSeries(tx, series, actor.accountId, now));
  if (answer.ok) throw redirect(`/study-sessions?done=series&n=${answer.planned}`, { status: 303 });
  const problems = problemsFrom(locale, answer.refusals, fieldOfSession);
  return data({ typed, problems }, { status: 422 });
}

export default function NewSeries() {
  const { units, unitId, choices, day, from, count, months, shift, source, slots } =
    useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const typed = refused?.typed ?? { mode: "meeting" };
  const hidden = { unit: unitId ?? "", day: String(day), from, count: String(count) };
  return (
    <>
      <PageHead
        title={t.months.title}
        lede={t.months.lede}
        crumbs={[{ text: t.title, href: "/study-sessions" }, { text: t.months.title }]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      <SeriesQuery units={units} months={months} chosen={hidden} />
      {unitId && (
        <>
          <SeriesDates slots={slots} shift={shift} source={source} />
          <Section title={t.months.step}>
            <SessionPlanForm
              hidden={hidden}
              typed={typed}
              problems={refused?.problems}
              choices={choices}
              submit={t.months.submit(slots.length)}
              dateless
            />
          </Section>
        </>
      )}
    </>
  );
}
