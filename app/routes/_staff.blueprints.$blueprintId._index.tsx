import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { BlueprintDifferences } from "~/components/blueprint-differences";
import { BlueprintTrial } from "~/components/blueprint-trial";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { trialOf } from "~/exams/trial.server";
import { blueprintDifference } from "~/questions/blueprint-difference";
import { requireBlueprint } from "~/questions/blueprint-list.server";
import { blueprintsText } from "~/text/blueprints";
import { shortInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  blueprintsText,
  (t, page: { title: { "zh-CN": string } } | undefined) => page?.title["zh-CN"] ?? t.blueprint,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "blueprint:read");
  const { versions, newest, ...blueprint } = await requireBlueprint(prisma, params.blueprintId);
  return {
    ...blueprint,
    number: newest.number,
    rules: newest.rules,
    trial: await trialOf(prisma, newest.rules, new Date()),
    history: versions.map(({ number, createdAt, createdById, rules }, index) => ({
      ...{ number, createdAt, createdById },
      changes: versions[index + 1] ? blueprintDifference(versions[index + 1]!.rules, rules) : null,
    })),
    names: await accountNames(
      prisma,
      versions.map(({ createdById }) => createdById),
    ),
    mayWrite: can(actor, "blueprint:write") && !blueprint.isWithdrawn,
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Version = Page["history"][number];

export default function BlueprintPage() {
  const page = useLoaderData<typeof loader>();
  const { title, code, number, isWithdrawn, exams, rules, trial } = page;
  const [search] = useSearchParams();
  const t = useText(blueprintsText);
  const locale = useLocale();
  const done = t.done[search.get("done") ?? ""];
  return (
    <>
      <PageHead
        title={title[locale]}
        status={
          <Status tone={isWithdrawn ? "off" : "ok"} fill>
            {isWithdrawn ? t.withdrawn : t.offered}
          </Status>
        }
        crumbs={[{ text: t.title, href: "/blueprints" }, { text: title[locale] }]}
        acts={<Acts page={page} />}
      />
      <div className="stack-lg">
        {done && (
          <Notice tone="ok" live>
            {done}
          </Notice>
        )}
        <Section title={t.details} titleHidden>
          <Facts
            items={[
              { term: t.code, value: code },
              { term: t.version, value: t.versionOf(number) },
              { term: t.fullMark, value: t.marks(trial.fullMark) },
              { term: t.cap, value: rules.exposureCap === null ? t.noCap : t.capOf(rules.exposureCap) },
              { term: t.days, value: t.daysOf(rules.exposureDays) },
              { term: t.exams, value: t.examsOf(exams) },
            ]}
          />
        </Section>
        <BlueprintTrial cells={rules.cells} trial={trial} />
        <Named page={page} />
        <History page={page} />
      </div>
    </>
  );
}

function Acts({ page: { blueprintId, mayWrite } }: { page: Page }) {
  const t = useText(blueprintsText);
  const here = `/blueprints/${blueprintId}`;
  return (
    <>
      <LinkButton href={`${here}/sample`}>{t.sample}</LinkButton>
      {mayWrite && (
        <>
          <LinkButton href={`${here}/title`}>{t.retitle}</LinkButton>
          <LinkButton href={`${here}/withdrawal`}>{t.withdraw}</LinkButton>
          <LinkButton kind="primary" href={`${here}/versions`}>
            {t.edit}
          </LinkButton>
        </>
      )}
    </>
  );
}

/** Questions that the blueprint names: on every paper, and never together. */
function Named({ page: { rules } }: { page: Page }) {
  const t = useText(blueprintsText);
  return (
    <>
      <Section title={t.fixed}>
        {rules.fixed.length === 0 ? (
          <p className="quiet">{t.noFixed}</p>
        ) : (
          <ul>
            {rules.fixed.map(({ bank, code, marksEach }) => (
              <li key={`${bank}/${code}`}>{`${bank}/${code} · ${t.marks(marksEach)}`}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t.sets}>
        {rules.enemySets.length === 0 ? (
          <p className="quiet">{t.noSets}</p>
        ) : (
          <Facts
            layout="rows"
            items={rules.enemySets.map((set, index) => ({
              term: t.setOf(index + 1),
              value: set.map(({ bank, code }) => `${bank}/${code}`).join(" "),
            }))}
          />
        )}
      </Section>
    </>
  );
}

function History({ page: { history, names } }: { page: Page }) {
  const t = useText(blueprintsText);
  const columns: Column<Version>[] = [
    {
      key: "number",
      head: t.version,
      heads: true,
      className: "nb",
      cell: ({ number }) => t.versionOf(number),
    },
    {
      key: "changes",
      head: t.changes,
      cell: ({ changes }) => (changes ? <BlueprintDifferences changes={changes} /> : t.first),
    },
    {
      key: "by",
      head: t.by,
      cell: ({ createdById }) => (createdById ? (names[createdById] ?? "") : t.shipped),
    },
    { key: "when", head: t.when, className: "nb", cell: ({ createdAt }) => shortInstant(createdAt) },
  ];
  return (
    <Section title={t.history}>
      <Table
        label={t.history}
        columns={columns}
        rows={history}
        keyOf={({ number }) => String(number)}
        compact
      />
    </Section>
  );
}
