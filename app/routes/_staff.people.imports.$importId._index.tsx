import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { importProblemsOf, RosterProblems, RosterReady } from "~/components/roster-rows";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { prisma } from "~/db.server";
import { findRosterImport, previewRoster, rosterResults } from "~/personnel/roster-import.server";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { rosterWords } from "~/text/roster-words";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

const MOST_BAD = 200;
const MOST_GOOD = 100;

export const meta = titled(personnelText, (t) => t.imports.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "roster:import");
  const now = new Date();
  const importId = String(params.importId);
  const found = /^[0-9a-f-]{36}$/.test(importId)
    ? await findRosterImport(prisma, importId, pathsFor(actor, "roster:import"), now)
    : null;
  if (!found) throw new Response(null, { status: 404 });
  const { fileName, acceptance } = found;
  if (acceptance) {
    const results = await rosterResults(prisma, importId);
    const already = new URL(request.url).searchParams.get("already") === "1";
    return { kind: "result" as const, importId, fileName, acceptance, results, already };
  }
  const preview = await previewRoster(prisma, importId, rosterWords, now);
  if (!preview.ok) return { kind: "unreadable" as const, fileName, refusals: preview.refusals };
  const bad = preview.rows.filter(({ problems }) => problems.length > 0);
  const good = preview.rows.filter(({ problems }) => problems.length === 0);
  const standing = preview.standing ?? new Map<number, "new" | "known">();
  return {
    kind: "preview" as const,
    importId,
    fileName,
    ignored: preview.ignored,
    counts: {
      bad: bad.length,
      good: good.length,
      fresh: [...standing.values()].filter((s) => s === "new").length,
    },
    // The entry holds whole identity numbers: only what is masked leaves the server.
    bad: bad.slice(0, MOST_BAD).map(({ row, shown, problems }) => ({ row, shown, problems })),
    good: good
      .slice(0, MOST_GOOD)
      .map(({ row, shown }) => ({ row, shown, standing: standing.get(row) ?? "new" })),
  };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function RosterImport() {
  const found = useLoaderData<typeof loader>();
  if (found.kind === "preview") return <Preview found={found} />;
  if (found.kind === "result") return <Result found={found} />;
  return <Unreadable found={found} />;
}

function Head({ title, lede }: { title: string; lede: string }) {
  const text = useText(personnelText);
  return (
    <PageHead
      title={title}
      lede={lede}
      crumbs={[
        { text: text.title, href: "/people" },
        { text: text.imports.title, href: "/people/imports/new" },
        { text: title },
      ]}
    />
  );
}

function Preview({ found }: { found: Extract<Data, { kind: "preview" }> }) {
  const { imports: t } = useText(personnelText);
  const { counts, importId } = found;
  const acceptance = `/people/imports/${importId}/acceptance`;
  return (
    <>
      <Head title={t.preview} lede={t.previewLede(found.fileName)} />
      <div className="stack">
        <Stats
          items={[
            { key: "good", label: t.good, value: counts.good },
            { key: "new", label: t.goodNew, value: counts.fresh },
            { key: "known", label: t.goodKnown, value: counts.good - counts.fresh },
            { key: "bad", label: t.bad, value: counts.bad, ...(counts.bad > 0 ? { href: "#bad" } : {}) },
          ]}
        />
        {found.ignored.length > 0 && <Notice>{t.ignored(found.ignored.join(", "))}</Notice>}
        {counts.bad > 0 && <Notice tone="warn">{t.fixFirst}</Notice>}
        <div className="acts">
          {counts.bad === 0 ? (
            <ActForm action={acceptance} fields={{ mode: "all" }} kind="primary">
              {t.takeAll(counts.good)}
            </ActForm>
          ) : (
            counts.good > 0 && (
              <ActForm action={acceptance} fields={{ mode: "good-rows" }}>
                {t.takeGood(counts.good)}
              </ActForm>
            )
          )}
          <LinkButton href="/people/imports/new" kind={counts.bad > 0 ? "primary" : "text"}>
            {t.another}
          </LinkButton>
        </div>
      </div>
      {counts.bad > 0 && (
        <Section
          id="bad"
          title={t.badTitle}
          meta={counts.bad > found.bad.length ? t.badMore(found.bad.length, counts.bad) : undefined}
        >
          <RosterProblems label={t.badTitle} rows={importProblemsOf(found.bad)} />
        </Section>
      )}
      {counts.good > 0 && (
        <Section
          title={t.goodTitle}
          meta={counts.good > found.good.length ? t.badMore(found.good.length, counts.good) : undefined}
        >
          <RosterReady rows={found.good} />
        </Section>
      )}
    </>
  );
}

function Result({ found }: { found: Extract<Data, { kind: "result" }> }) {
  const { imports: t } = useText(personnelText);
  const { acceptance, results } = found;
  const of = (outcome: string) => results.filter((result) => result.outcome === outcome);
  const refused = of("refused").map(({ row, refusals }) => ({ row, shown: {}, problems: refusals }));
  return (
    <>
      <Head title={t.result} lede={t.resultLede(found.fileName, shortInstant(acceptance.acceptedAt))} />
      <div className="stack">
        {found.already && <Notice live>{t.already}</Notice>}
        <Stats
          items={[
            { key: "accepted", label: t.accepted, value: acceptance.accepted },
            { key: "created", label: t.created, value: of("created").length },
            { key: "known", label: t.known, value: of("known").length },
            { key: "refused", label: t.refused, value: acceptance.refused },
          ]}
        />
        <div className="acts">
          <LinkButton kind="primary" href="/people">
            {t.toPeople}
          </LinkButton>
          <LinkButton href="/people/imports/new">{t.another}</LinkButton>
        </div>
      </div>
      {refused.length > 0 && (
        <Section title={t.refusedTitle}>
          <RosterProblems label={t.refusedTitle} rows={importProblemsOf(refused)} />
        </Section>
      )}
    </>
  );
}

function Unreadable({ found }: { found: Extract<Data, { kind: "unreadable" }> }) {
  const { imports: t } = useText(personnelText);
  const locale = useLocale();
  return (
    <>
      <Head title={t.unreadable} lede={t.previewLede(found.fileName)} />
      <div className="stack">
        {found.refusals.map((refusal) => {
          const { sentence, cure } = refusalIn(locale, refusal);
          return (
            <Notice key={refusal.code} tone="stop" title={sentence}>
              {cure}
            </Notice>
          );
        })}
        <div className="acts">
          <LinkButton href="/people/imports/new">{t.another}</LinkButton>
        </div>
      </div>
    </>
  );
}
