import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { requireCampaign, workHref } from "~/certification/campaign-page.server";
import { CAMPAIGN_FIGURES, campaignProgress } from "~/certification/campaign-progress.server";
import { LinkButton } from "~/components/button";
import { CampaignProgress, CampaignStateMark } from "~/components/campaign-progress";
import { DateSpan } from "~/components/date-span";
import { Empty } from "~/components/empty";
import { ExportLinks } from "~/components/export-links";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { longDate, shortInstant } from "~/text/dates";
import { renewalsText } from "~/text/renewals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(renewalsText, (t) => t.campaign.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "campaign:read");
  const now = new Date();
  const { campaign, units } = await requireCampaign(params, actor, "campaign:read", now);
  const { unitId, state } = campaign;
  const own = units.find((unit) => unit.unitId === unitId);
  const within = own ? null : units.map((unit) => unit.unitId);
  const works = campaign.kind === "renewal" ? "application:submit" : "certificate-review:propose";
  const isOver = state === "closed" || state === "withdrawn";
  return {
    campaign,
    progress: await campaignProgress(prisma, campaign, within, now),
    figures: [...CAMPAIGN_FIGURES[campaign.kind]],
    work: can(actor, works) ? workHref(campaign) : null,
    mayWithdraw: own !== undefined && !isOver && can(actor, "campaign:open", { path: own.path }),
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export default function Campaign() {
  const { campaign, progress, figures, work, mayWithdraw, done } = useLoaderData<typeof loader>();
  const t = useText(renewalsText).campaign;
  const locale = useLocale();
  const { id, kind, name, state, fromOn, toOn, dueOn, reviewYear, openedAt, withdrawalReason } = campaign;
  const said = t.done[done];
  return (
    <>
      <PageHead
        title={name}
        status={<CampaignStateMark state={state} fill />}
        lede={t.kinds[kind]}
        crumbs={[{ text: t.title, href: "/campaigns" }, { text: name }]}
        acts={
          <>
            {mayWithdraw && <LinkButton href={`/campaigns/${id}/withdrawal`}>{t.withdraw}</LinkButton>}
            {work && (
              <LinkButton kind="primary" href={work}>
                {t.toList[kind]}
              </LinkButton>
            )}
          </>
        }
      />
      {said && <Notice tone="ok" live title={said} />}
      {withdrawalReason && <Notice tone="warn" title={t.withdrawn(withdrawalReason)} />}
      <div className="stack-lg">
        <Facts
          items={[
            ...(reviewYear ? [{ term: t.year, value: reviewYear }] : []),
            {
              term: kind === "review" ? t.opensOn : t.days,
              value: kind === "review" ? longDate(fromOn, locale) : <DateSpan fromOn={fromOn} toOn={toOn} />,
            },
            { term: kind === "review" ? t.closesOn : t.due, value: longDate(dueOn, locale) },
            { term: t.announced, value: shortInstant(openedAt) },
          ]}
        />
        <Section title={t.progress} end={<ExportLinks href={`/campaigns/${id}/export`} query="" />}>
          {progress.length === 0 ? (
            <Empty title={t.noProgress} />
          ) : (
            <CampaignProgress progress={progress} figures={figures} />
          )}
        </Section>
      </div>
    </>
  );
}
