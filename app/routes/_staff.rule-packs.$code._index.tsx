import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { canOnPack } from "~/casework/rule-pack-scope.server";
import { Button, LinkButton } from "~/components/button";
import { DraftList } from "~/components/draft-list";
import { PackHistory } from "~/components/pack-history";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { Tag } from "~/components/tag";
import { prisma } from "~/db.server";
import { listDrafts } from "~/rulebook/drafts.server";
import { type RuleLine, rulesOf } from "~/rulebook/listing";
import { listPacks, packVersion } from "~/rulebook/packs.server";
import { longDate, shortInstant } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { citation, packTitle, rulebookText, ruleName, ruleValue } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(rulebookText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "rule-pack:read");
  const today = chinaDateOf(new Date());
  const packs = await listPacks(prisma);
  const found = packs.find(({ code }) => code === params.code);
  const asked = Number(new URL(request.url).searchParams.get("version"));
  const version = found?.versions.find(({ number }) => number === asked) ?? found?.versions[0];
  if (!found || !version) throw new Response(null, { status: 404 });
  const { pack } = await packVersion(prisma, version.id);
  const national = packs.find(({ code }) => code === "national")?.versions[0];
  const base = national && found.code !== "national" ? (await packVersion(prisma, national.id)).pack : null;
  return {
    code: found.code,
    title: found.title["zh-CN"] ?? found.code,
    version: {
      number: version.number,
      effectiveOn: fromDbDate(version.effectiveOn),
      hash: version.hash,
      loadedAt: version.createdAt,
    },
    versions: found.versions.map(({ number, effectiveOn, draftId, proposedById, approvedById }) => ({
      number,
      on: fromDbDate(effectiveOn),
      draftId,
      proposedById,
      approvedById,
    })),
    today,
    names: await accountNames(
      prisma,
      found.versions.flatMap(({ proposedById, approvedById }) => [proposedById, approvedById]),
    ),
    drafts: await listDrafts(prisma, found.code),
    mayDraft: await canOnPack(prisma, actor, "rule-pack:draft", found.code, today),
    groups: rulesOf(pack, base),
    inherits: base !== null,
  };
}

export default function RulePackPage() {
  const { code, title, version, versions, groups, inherits, today, names, drafts, mayDraft } =
    useLoaderData<typeof loader>();
  const d = useText(draftsText);
  const t = useText(rulebookText);
  const locale = useLocale();
  const groupNames: Record<string, string> = t.groups;
  return (
    <>
      <PageHead
        title={packTitle(locale, code, title)}
        lede={`${t.versionOf(version.number)} · ${t.effectiveOn} ${longDate(version.effectiveOn, locale)}`}
        crumbs={[{ text: t.title, href: "/rule-packs" }, { text: packTitle(locale, code, title) }]}
        acts={
          <>
            <LinkButton href={`/rule-packs/differences?from=national@1&to=${code}@${version.number}`}>
              {d.compare}
            </LinkButton>
            {mayDraft && (
              <form method="post" action={`/rule-packs/${code}/drafts`}>
                <Button kind="primary">{d.openDraft}</Button>
              </form>
            )}
          </>
        }
      />
      {versions.length > 1 && (
        <Tabs
          label={t.versions}
          items={versions.map(({ number }) => ({
            href: `?version=${number}`,
            text: t.versionOf(number),
            current: number === version.number,
          }))}
        />
      )}
      {groups.map(({ group, rules }) => (
        <Section key={group} title={groupNames[group] ?? group}>
          <Rules label={groupNames[group] ?? group} rules={rules} inherits={inherits} />
        </Section>
      ))}
      <Section title={d.history}>
        <PackHistory code={code} versions={versions} names={names} today={today} />
      </Section>
      {drafts.length > 0 && (
        <Section title={d.drafts}>
          <DraftList drafts={drafts} />
        </Section>
      )}
      <footer className="page-foot">
        <span>
          {t.loadedAt} {shortInstant(version.loadedAt)}
        </span>
        <span className="num">
          {t.hash} {version.hash.slice(0, 16)}
        </span>
      </footer>
    </>
  );
}

function Rules({ label, rules, inherits }: { label: string; rules: readonly RuleLine[]; inherits: boolean }) {
  const t = useText(rulebookText);
  const locale = useLocale();
  const columns: Column<RuleLine>[] = [
    {
      key: "rule",
      head: t.rule,
      heads: true,
      cell: ({ key, source }) => (
        <>
          {ruleName(locale, key)}
          {source.rule && <Sub>{source.rule}</Sub>}
        </>
      ),
    },
    { key: "value", head: t.value, cell: ({ value, key }) => ruleValue(locale, value, key) },
    {
      key: "source",
      head: t.source,
      cell: ({ source, isOwn }) => (
        <>
          {citation(locale, source)}
          <Sub>
            {t.standings[source.standing]}
            {inherits && ` · ${isOwn ? t.own : t.inherited}`}
          </Sub>
        </>
      ),
    },
    ...(inherits
      ? [{ key: "own", head: "", label: "", cell: ({ isOwn }: RuleLine) => isOwn && <Tag>{t.own}</Tag> }]
      : []),
  ];
  return <Table label={label} columns={columns} rows={rules} keyOf={({ key }) => key} compact />;
}
