import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { unitsAndPacks } from "~/casework/rule-pack-page.server";
import { LinkButton } from "~/components/button";
import { DraftList } from "~/components/draft-list";
import { Notice } from "~/components/notice";
import { PackTree } from "~/components/pack-tree";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { openAssignments } from "~/rulebook/assignment.server";
import { listDrafts } from "~/rulebook/drafts.server";
import { listPacks, packFor, packVersion } from "~/rulebook/packs.server";
import { longDate, shortDate } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { citation, packTitle, rulebookText, ruleValue } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(rulebookText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "rule-pack:read");
  const today = chinaDateOf(new Date());
  const packs = await listPacks(prisma);
  const tree = await unitsAndPacks(prisma, pathsFor(actor, "rule-pack:read"), today);
  const top = tree.find(({ parentId }) => !tree.some(({ unitId }) => unitId === parentId));
  const proposals = await openAssignments(prisma);
  return {
    packs: await Promise.all(packs.map((pack) => listed(pack, today))),
    tree,
    issuing: top ? issuingOf((await packFor(prisma, top.unitId, today)).pack) : null,
    drafts: (await listDrafts(prisma)).filter(({ state }) => state === "open" || state === "proposed"),
    proposals: proposals
      .map((one) => ({ ...one, unitName: tree.find(({ unitId }) => unitId === one.unitId)?.name ?? null }))
      .filter(({ unitName }) => unitName !== null),
    names: await accountNames(
      prisma,
      proposals.map(({ proposedById }) => proposedById),
    ),
    mayDraft: can(actor, "rule-pack:draft"),
  };
}

async function listed(
  { code, title, versions }: Awaited<ReturnType<typeof listPacks>>[number],
  today: string,
) {
  const binding = versions.find(({ effectiveOn }) => fromDbDate(effectiveOn) <= today) ?? versions.at(-1);
  const coming = versions.find(({ effectiveOn }) => fromDbDate(effectiveOn) > today);
  return {
    code,
    title: title["zh-CN"] ?? code,
    inForce: binding ? { number: binding.number, on: fromDbDate(binding.effectiveOn) } : null,
    coming:
      coming && coming !== binding ? { number: coming.number, on: fromDbDate(coming.effectiveOn) } : null,
    preset: binding ? (await packVersion(prisma, binding.id)).pack.issuing.preset.value : null,
  };
}

function issuingOf({ issuing, title, id }: Awaited<ReturnType<typeof packFor>>["pack"]) {
  return { code: id, title, preset: issuing.preset, national: issuing.routes["justice-issues"].source };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Data["packs"][number];

export default function RulePacks() {
  const { packs, tree, issuing, drafts, proposals, names, mayDraft } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useText(rulebookText);
  const d = useText(draftsText);
  const locale = useLocale();
  const done = d.done[search.get("done") ?? ""];
  const columns: Column<Row>[] = [
    {
      key: "pack",
      head: t.pack,
      heads: true,
      cell: ({ code, title }) => (
        <>
          <a href={`/rule-packs/${code}`}>{packTitle(locale, code, title)}</a>
          {code === "national" && <Sub>{t.default}</Sub>}
        </>
      ),
    },
    {
      key: "version",
      head: t.version,
      cell: ({ inForce, coming }) => (
        <>
          {inForce && `${t.versionOf(inForce.number)} · ${shortDate(inForce.on)}`}
          {coming && <Sub>{`${d.toCome}: ${t.versionOf(coming.number)} · ${shortDate(coming.on)}`}</Sub>}
        </>
      ),
    },
    { key: "preset", head: d.issuing, cell: ({ preset }) => ruleValue(locale, preset) },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayDraft && (
            <>
              <LinkButton href="/rule-packs/assignments/new">{d.proposeAssignment}</LinkButton>
              <LinkButton href="/rule-packs/new">{d.newPack}</LinkButton>
            </>
          )
        }
      />
      {done && (
        <Notice tone="ok" live>
          {done}
        </Notice>
      )}
      {issuing && (
        <Notice
          tone={issuing.preset.value === "justice-issues" ? "info" : "warn"}
          title={d.presetOn(ruleValue(locale, issuing.preset.value))}
        >
          {`${packTitle(locale, issuing.code, issuing.title)} · ${d.presetRests(citation(locale, issuing.preset.source))} ${d.presetNational(citation(locale, issuing.national))} ${d.presetSwitch}`}
        </Notice>
      )}
      <Table label={t.tableLabel} columns={columns} rows={packs} keyOf={({ code }) => code} />
      <Section title={d.drafts}>
        <DraftList drafts={drafts} />
      </Section>
      {proposals.length > 0 && (
        <Section title={d.waiting}>
          <ul className="task-list">
            {proposals.map((one) => (
              <li key={one.proposalId}>
                <span className="t">
                  <a href={`/rule-packs/assignments/${one.proposalId}`}>
                    {d.decisionLede(
                      one.unitName ?? "",
                      packTitle(
                        locale,
                        one.packCode,
                        packs.find(({ code }) => code === one.packCode)?.title ?? "",
                      ),
                      longDate(one.fromOn, locale),
                    )}
                  </a>
                </span>
                <span className="d">{d.proposedBy(names[one.proposedById ?? ""] ?? "")}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={d.tree} meta={d.treeLede}>
        <PackTree units={tree} />
      </Section>
    </>
  );
}
