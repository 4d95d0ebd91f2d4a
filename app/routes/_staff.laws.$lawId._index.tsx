import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { AmendmentTable } from "~/components/amendment-table";
import { LinkButton } from "~/components/button";
import { LawStateMark } from "~/components/law-state";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { isUnexplained, lawState, versionState } from "~/questions/law";
import { lawFrom } from "~/questions/law-page.server";
import { citedToday } from "~/questions/laws.server";
import { unreadCount } from "~/questions/rereadings.server";
import { longDate } from "~/text/dates";
import { lawsText } from "~/text/laws";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawsText, (t, page: { name: string } | undefined) => page?.name ?? t.law);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "law:read");
  const today = chinaDateOf(new Date());
  const law = await lawFrom(params);
  const { lawId, name, title, versions, amendments, abolishedOn } = law;
  const cited = await citedToday(
    prisma,
    versions.map(({ versionId }) => versionId),
  );
  const mayAmend = can(actor, "law:amend");
  return {
    ...{ lawId, name, title, today, amendments },
    is: lawState(law, today),
    versions: versions
      .map((version) => ({
        ...version,
        is: versionState(version, law, today),
        questions: cited.get(version.versionId) ?? 0,
      }))
      .reverse(),
    unexplained: versions.filter((one) => isUnexplained(one, law)).map(({ version }) => version),
    unread: await unreadCount(prisma, { lawId }),
    names: await accountNames(
      prisma,
      amendments.map(({ recordedById }) => recordedById),
    ),
    mayAmend,
    mayAbolish: mayAmend && abolishedOn === null,
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["versions"][number];

export default function LawPage() {
  const page = useLoaderData<typeof loader>();
  const { lawId, name, title, is, versions, amendments, names, today, done } = page;
  const t = useText(lawsText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={name}
        status={<LawStateMark is={is} fill />}
        lede={title === name ? t.stateSays(is) : `${title}　${t.stateSays(is)}`}
        crumbs={[{ text: t.title, href: "/laws" }, { text: name }]}
        acts={<Acts page={page} />}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Warnings page={page} />
        <Section title={t.versions}>
          <Table label={t.versions} columns={columns} rows={versions} keyOf={(row) => row.versionId} />
        </Section>
        <Section title={t.amendments}>
          {amendments.length === 0 ? (
            <p className="quiet">{t.noAmendments}</p>
          ) : (
            <AmendmentTable key={lawId} amendments={amendments} names={names} today={today} />
          )}
        </Section>
      </div>
    </>
  );
}

function Acts({ page: { lawId, mayAmend, mayAbolish } }: { page: Page }) {
  const t = useText(lawsText);
  return (
    <>
      {mayAbolish && <LinkButton href={`/laws/${lawId}/abolition`}>{t.abolish}</LinkButton>}
      {mayAmend && (
        <LinkButton kind="primary" href={`/laws/${lawId}/amendments`}>
          {t.amend}
        </LinkButton>
      )}
    </>
  );
}

/** What waits to be done about this law. */
function Warnings({ page: { lawId, unread, unexplained, mayAmend } }: { page: Page }) {
  const t = useText(lawsText);
  const locale = useLocale();
  return (
    <>
      {unread > 0 && (
        <Notice
          tone="warn"
          title={t.unread(unread)}
          act={<a href={`/rereadings?law=${lawId}`}>{t.openUnread}</a>}
        />
      )}
      {unexplained.map((version) => (
        <Notice
          key={version}
          tone="warn"
          act={mayAmend && <a href={`/laws/${lawId}/amendments?version=${version}`}>{t.explain}</a>}
        >
          {t.unexplained(longDate(version, locale))}
        </Notice>
      ))}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(lawsText);
  const locale = useLocale();
  return [
    {
      key: "version",
      head: t.adopted,
      heads: true,
      cell: (row) => (
        <>
          {longDate(row.version, locale)}
          {row.shipped && <Sub>{t.shipped}</Sub>}
        </>
      ),
    },
    { key: "effective", head: t.effective, cell: (row) => longDate(row.effectiveOn, locale) },
    { key: "state", head: t.state, cell: (row) => <LawStateMark is={row.is} /> },
    { key: "articles", head: t.articles, align: "right", cell: (row) => row.articles },
    { key: "source", head: t.source, cell: (row) => row.source ?? "—" },
    { key: "questions", head: t.questions, align: "right", cell: (row) => row.questions },
  ];
}
