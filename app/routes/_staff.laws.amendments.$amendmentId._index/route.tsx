import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { lawImpact } from "~/casework/law-impact.server";
import { AmendmentState } from "~/components/amendment-table";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { prisma } from "~/db.server";
import { rangesOf } from "~/questions/article-list";
import { amendmentFrom } from "~/questions/law-page.server";
import { longDate, longInstant } from "~/text/dates";
import { lawsText, touchedWords } from "~/text/laws";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { Banks, Blueprints, Exams, Items } from "./impact";

export const meta = titled(
  lawsText,
  (t, page: { law: { name: string } } | undefined) => `${t.amendments} ${page?.law.name ?? ""}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "law:read");
  const now = new Date();
  const { law, amendment } = await amendmentFrom(params);
  const { lawId, name, title, versions } = law;
  const { amendmentId, effectiveOn } = amendment;
  const paths = { exams: pathsFor(actor, "exam:read"), plans: pathsFor(actor, "plan:read") };
  const of = { amendmentId, effectiveOn, law: { name, title }, paths };
  const reached = versions.find(({ version }) => version === amendment.version);
  return {
    law: { lawId, name },
    amendment,
    reached: reached && { articles: reached.articles, source: reached.source },
    // What was withdrawn reaches nothing any more.
    impact: amendment.withdrawn ? null : await lawImpact(prisma, of, now),
    names: await accountNames(prisma, [amendment.recordedById, amendment.withdrawn?.byId ?? null]),
    mayWithdraw: amendment.withdrawn === null && can(actor, "law:amend"),
    today: chinaDateOf(now),
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AmendmentPage() {
  const { law, amendment, impact, mayWithdraw, today, done, ...page } = useLoaderData<typeof loader>();
  const { amendmentId, kind, effectiveOn } = amendment;
  const t = useText(lawsText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.amendmentTitle(law.name, kind, longDate(effectiveOn, locale))}
        status={<AmendmentState amendment={amendment} today={today} fill />}
        crumbs={[
          { text: t.title, href: "/laws" },
          { text: law.name, href: `/laws/${law.lawId}` },
          { text: t.kinds[kind] },
        ]}
        acts={
          mayWithdraw && (
            <LinkButton href={`/laws/amendments/${amendmentId}/withdrawal`}>{t.withdraw}</LinkButton>
          )
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Recorded page={{ amendment, reached: page.reached, names: page.names }} />
        {impact && <Impact impact={impact} amendmentId={amendmentId} />}
      </div>
    </>
  );
}

function Recorded({
  page: { amendment, reached, names },
}: {
  page: Pick<Page, "amendment" | "reached" | "names">;
}) {
  const { version, whole, articles, note, recordedById, recordedAt, withdrawn } = amendment;
  const t = useText(lawsText);
  const locale = useLocale();
  const nameOf = (id: string | null) => names[id ?? ""] ?? t.unknownOfficer;
  const optional = (term: string, value: string | null | undefined) => (value ? [{ term, value }] : []);
  return (
    <Facts
      items={[
        { term: t.touched, value: touchedWords(locale, { whole, ranges: rangesOf(articles) }) },
        ...optional(
          t.leadsTo,
          version &&
            reached &&
            `${t.versionOf(longDate(version, locale))} · ${t.articlesOf(reached.articles)}`,
        ),
        ...optional(t.source, reached?.source),
        ...optional(t.note, note),
        { term: t.recorded, value: t.recordedBy(nameOf(recordedById), longInstant(recordedAt, locale)) },
        ...(withdrawn
          ? [
              {
                term: t.withdrawn,
                value: t.recordedBy(nameOf(withdrawn.byId), longInstant(withdrawn.at, locale)),
              },
              { term: t.withdrawalReason, value: withdrawn.reason },
            ]
          : []),
      ]}
    />
  );
}

function Impact({ impact, amendmentId }: { impact: NonNullable<Page["impact"]>; amendmentId: string }) {
  const t = useText(lawsText).impact;
  const locale = useLocale();
  const sum = (of: "flagged" | "unread") => impact.banks.reduce((total, bank) => total + bank[of], 0);
  return (
    <>
      <Stats
        items={[
          { key: "flagged", label: t.figures.flagged, value: sum("flagged") },
          {
            key: "unread",
            label: t.figures.unread,
            value: sum("unread"),
            href: `/rereadings?amendment=${amendmentId}`,
          },
          {
            key: "results",
            label: t.figures.results,
            value: impact.results,
            detail: t.resultsDetail,
          },
        ]}
      />
      <Section title={t.questions}>
        <Banks banks={impact.banks} amendmentId={amendmentId} />
      </Section>
      <Section title={t.blueprints} meta={t.blueprintsMeta(longDate(impact.triedFor, locale))}>
        <Blueprints blueprints={impact.blueprints} />
      </Section>
      <Section title={t.exams} meta={t.examsMeta}>
        <Exams exams={impact.exams} />
      </Section>
      <Section title={t.items}>
        <Items items={impact.items} />
      </Section>
    </>
  );
}
