import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { chinaDateOf } from "~/calendar";
import { canOnPack, requireDraft } from "~/casework/rule-pack-scope.server";
import { LinkButton } from "~/components/button";
import { draftTones } from "~/components/draft-list";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RuleDifferences } from "~/components/rule-differences";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { RULE_GROUPS, ruleFields } from "~/rulebook/control";
import { differenceOf } from "~/rulebook/difference";
import { authorsOf } from "~/rulebook/draft";
import { longDate, shortInstant } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.drafts);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, draft } = await requireDraft(request, params.draftId, "rule-pack:read", now);
  const today = chinaDateOf(now);
  const { draftId, code, title, base, pack, state, steps, versionId } = draft;
  const rows = differenceOf(base.pack, pack);
  const isAuthor = authorsOf(steps).has(actor.accountId);
  return {
    draftId,
    code,
    title,
    base: { number: base.number, effectiveOn: base.effectiveOn },
    state,
    steps: steps.map(({ number, act, actorId, at, effectiveOn, reason }) => ({
      number,
      act,
      actorId,
      at,
      effectiveOn,
      reason,
    })),
    names: await accountNames(
      prisma,
      steps.map(({ actorId }) => actorId),
    ),
    rows,
    groups: RULE_GROUPS.map((group) => ({
      group,
      rules: ruleFields(group, pack).length,
      changed: rows.filter(({ key }) => key.startsWith(`${group}.`)).length,
    })),
    hasVersion: versionId !== null,
    mayDraft: await canOnPack(prisma, actor, "rule-pack:draft", code, today),
    mayApprove: !isAuthor && (await canOnPack(prisma, actor, "rule-pack:approve", code, today)),
    isAuthor,
  };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Step = Data["steps"][number];
type Group = Data["groups"][number];

export default function DraftPage() {
  const data = useLoaderData<typeof loader>();
  const { draftId, code, title, base, state, steps, names, rows, groups } = data;
  const [search] = useSearchParams();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const done = t.done[search.get("done") ?? ""];
  const groupNames: Record<string, string> = rules.groups;
  const here = `/rule-packs/drafts/${draftId}`;
  const stepColumns: Column<Step>[] = [
    { key: "act", head: t.change, heads: true, cell: ({ act }) => t.acts[act] },
    { key: "by", head: t.by, cell: ({ actorId }) => names[actorId ?? ""] ?? "" },
    {
      key: "what",
      head: t.reason,
      cell: ({ effectiveOn, reason }) =>
        [effectiveOn && `${t.effectiveOn} ${longDate(effectiveOn, locale)}`, reason]
          .filter(Boolean)
          .join(" · "),
    },
    { key: "at", head: t.when, cell: ({ at }) => shortInstant(at) },
  ];
  const groupColumns: Column<Group>[] = [
    {
      key: "group",
      head: rules.rule,
      heads: true,
      cell: ({ group }) => <a href={`${here}/rules/${group}`}>{groupNames[group] ?? group}</a>,
    },
    { key: "rules", head: rules.value, cell: ({ rules: n }) => t.groupRules(n) },
    { key: "changed", head: t.change, cell: ({ changed }) => (changed > 0 ? t.groupChanged(changed) : "–") },
  ];
  return (
    <>
      <PageHead
        title={t.draftOf(packTitle(locale, code, title))}
        status={
          <Status tone={draftTones[state]} fill>
            {t.states[state]}
          </Status>
        }
        lede={t.basedOn(base.number, longDate(base.effectiveOn, locale))}
        crumbs={[{ text: rules.title, href: "/rule-packs" }, { text: t.drafts }]}
        acts={<Acts here={here} {...data} />}
      />
      {done && (
        <Notice tone="ok" live>
          {done}
        </Notice>
      )}
      <Section title={t.changesToApprove} meta={t.changedRules(rows.length)}>
        <RuleDifferences label={t.changesToApprove} rows={rows} />
      </Section>
      {state === "open" && data.mayDraft && (
        <Section title={t.groupsTitle}>
          <Table
            label={t.groupsTitle}
            columns={groupColumns}
            rows={groups}
            keyOf={({ group }) => group}
            compact
          />
        </Section>
      )}
      <Section title={t.stepsTitle}>
        <Table
          label={t.stepsTitle}
          columns={stepColumns}
          rows={steps}
          keyOf={({ number }) => String(number)}
          compact
        />
      </Section>
    </>
  );
}

function Acts({ here, code, state, mayDraft, mayApprove, isAuthor, hasVersion }: Data & { here: string }) {
  const t = useText(draftsText);
  return (
    <>
      {(state === "open" || state === "proposed") && (
        <LinkButton href={`${here}/what-if`}>{t.whatIf}</LinkButton>
      )}
      {(state === "open" || state === "proposed") && isAuthor && mayDraft && (
        <LinkButton href={`${here}/withdrawal`}>{t.withdrawal}</LinkButton>
      )}
      {state === "open" && mayDraft && (
        <LinkButton kind="primary" href={`${here}/proposal`}>
          {t.proposal}
        </LinkButton>
      )}
      {state === "proposed" && mayApprove && (
        <>
          <LinkButton href={`${here}/return`}>{t.returning}</LinkButton>
          <LinkButton kind="primary" href={`${here}/approval`}>
            {t.approval}
          </LinkButton>
        </>
      )}
      {hasVersion && <LinkButton href={`/rule-packs/${code}`}>{t.toVersion}</LinkButton>}
    </>
  );
}
