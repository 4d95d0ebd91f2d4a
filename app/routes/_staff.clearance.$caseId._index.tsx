import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { ClearanceMark } from "~/components/clearance-mark";
import { ClearanceHistory, ClearanceStreet } from "~/components/clearance-street";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { mayFollow } from "~/positions/clearance";
import { requireCase } from "~/positions/clearance-page.server";
import { judged, seatedNow } from "~/positions/clearance-scan.server";
import { clearanceText } from "~/text/clearance";
import { dateOfInstant, longDate, longInstantToTheSecond } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t, data: { found: { name: string } } | undefined) =>
  data ? t.caseTitle(data.found.name) : t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, found, unit } = await requireCase(request, params, "clearance:read", now);
  const [seated] = await seatedNow(prisma, [found.factId], now);
  const [refused] = seated ? await judged(prisma, [seated], now) : [];
  const may = (permission: "clearance:propose" | "clearance:confirm") =>
    can(actor, permission, { path: unit.path });
  return {
    found,
    unitName: unit.name,
    now: seated ? (refused?.refusals ?? []) : null,
    done: new URL(request.url).searchParams.get("done") ?? "",
    may: {
      propose: mayFollow(found.state, "proposed") && may("clearance:propose"),
      decide: mayFollow(found.state, "closed") && may("clearance:confirm"),
    },
  };
}

export default function ClearanceCase() {
  const { found, may, done } = useLoaderData<typeof loader>();
  const t = useText(clearanceText);
  const locale = useLocale();
  const { caseId, name, state, isLate, dueOn, steps } = found;
  const at = (noun: string) => `/clearance/${caseId}/${noun}`;
  return (
    <>
      <PageHead
        title={t.caseTitle(name)}
        status={<ClearanceMark state={state} isLate={isLate} fill />}
        lede={`${t.due} ${longDate(dueOn, locale)}`}
        crumbs={[{ text: t.title, href: "/clearance" }, { text: name }]}
        acts={
          may.propose && (
            <LinkButton kind="primary" href={at("proposal")}>
              {t.propose}
            </LinkButton>
          )
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <ClearanceStreet state={state} />
        {may.decide && (
          <Section title={t.confirm}>
            <p className="hint mb-[1rem]">{t.confirmHint}</p>
            <div className="acts">
              <ActForm action={at("confirmation")} kind="primary">
                {t.confirm}
              </ActForm>
              <LinkButton href={at("return")}>{t.sendBack}</LinkButton>
            </div>
          </Section>
        )}
        <CaseFacts />
        <Reasons />
        <Section title={t.history}>
          <ClearanceHistory caseId={caseId} steps={steps} />
        </Section>
      </div>
    </>
  );
}

function CaseFacts() {
  const { found, unitName } = useLoaderData<typeof loader>();
  const t = useText(clearanceText);
  const locale = useLocale();
  const { personId, name, positionId, post, inherited, campaignId, campaign, beganAt, openedAt } = found;
  return (
    <Section title={t.facts}>
      <Facts
        items={[
          { term: t.person, value: <a href={`/people/${personId}`}>{name}</a> },
          { term: t.post, value: <a href={`/positions/${positionId}`}>{post}</a> },
          { term: t.owner, value: t.ownerOf(unitName) },
          { term: t.origin, value: inherited ? t.inherited : t.lost },
          { term: t.since, value: longInstantToTheSecond(beganAt, locale) },
          { term: t.openedOn, value: longDate(dateOfInstant(openedAt), locale) },
          {
            term: t.campaign,
            value: campaignId ? <a href={`/clearance-campaigns/${campaignId}`}>{campaign}</a> : t.noCampaign,
          },
        ]}
      />
    </Section>
  );
}

/** As they were frozen when the case was opened, and what the gate says at this moment. */
function Reasons() {
  const { found, now } = useLoaderData<typeof loader>();
  const t = useText(clearanceText);
  const locale = useLocale();
  return (
    <>
      <Refusal level={2} verdict={t.reasons} reasons={reasonsFrom(locale, found.reasons)} />
      {found.state !== "closed" && (
        <Section title={t.nowReasons}>
          {now === null || now.length === 0 ? (
            <p className="prose">{now === null ? t.nowOff : t.nowInOrder}</p>
          ) : (
            <Refusal level={2} verdict={t.nowReasons} reasons={reasonsFrom(locale, now)} />
          )}
        </Section>
      )}
    </>
  );
}
