import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireChange } from "~/casework/unit-change-form.server";
import { foreseenPage, restingOnUnits } from "~/casework/unit-change-preview.server";
import { LINES_SHOWN, linesOf } from "~/casework/unit-change-results.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { UnitChangeDecision } from "~/components/unit-change-decision";
import { UnitChangeFacts } from "~/components/unit-change-facts";
import { UnitChangeForeseen, UnitChangeResting } from "~/components/unit-change-foreseen";
import { UnitChangeProgress, UnitChangeResults } from "~/components/unit-change-results";
import { prisma } from "~/db.server";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { unitChangesText } from "~/text/unit-changes";

export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(unitChangesText, (t) => t.title)(args as never) ?? []),
  ...(args.data?.change.state === "running" ? [{ httpEquiv: "refresh", content: "5" }] : []),
];

/** Before the day what would become of everything; from it on what became of it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { change } = await requireChange(request, params.changeId, "unit-change:read", now);
  const search = new URL(request.url).searchParams;
  const after = /^\d{1,7}$/.test(search.get("after") ?? "") ? Number(search.get("after")) : 0;
  const show = LINES_SHOWN.find((one) => one === search.get("show")) ?? "all";
  const isAhead = change.state === "proposed" || change.state === "waiting";
  return {
    change,
    show,
    foreseen: isAhead ? await foreseenPage(prisma, change.asked, after, now) : null,
    resting: isAhead ? await restingOnUnits(prisma, change.asked, now) : null,
    results: isAhead ? null : await linesOf(prisma, change.changeId, { after, show }, now),
  };
}

export default function UnitChange() {
  const { change, show, foreseen, resting, results } = useLoaderData<typeof loader>();
  const t = useText(unitChangesText);
  const at = `/unit-changes/${change.changeId}`;
  const { orderNumber, kind } = change.asked;
  const isBegun = change.lines.total > 0;
  return (
    <>
      <PageHead
        title={`${t.kinds[kind]} ${orderNumber}`}
        lede={t.states[change.state]}
        crumbs={[{ text: t.title, href: "/unit-changes" }, { text: orderNumber }]}
        acts={isBegun && <LinkButton href={`${at}/export`}>{t.export}</LinkButton>}
      />
      <div className="stack-lg">
        <UnitChangeFacts change={change} at={at} />
        {change.state === "proposed" && <UnitChangeDecision change={change} at={at} />}
        {isBegun && <UnitChangeProgress change={change} at={at} />}
        {foreseen && (
          <Section title={t.preview}>
            <UnitChangeForeseen foreseen={foreseen} />
          </Section>
        )}
        {resting && <UnitChangeResting resting={resting} />}
        {results && isBegun && <UnitChangeResults change={change} results={results} show={show} at={at} />}
      </div>
    </>
  );
}
