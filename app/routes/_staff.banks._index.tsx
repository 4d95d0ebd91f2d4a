import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { listBanks } from "~/questions/banks.server";
import { common } from "~/text/common";
import { dateOfInstant, longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(questionsText, (t) => t.banks);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "bank:read");
  return { banks: await listBanks(prisma), mayAdd: can(actor, "bank:create") };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["banks"][number];

export default function Banks() {
  const { banks, mayAdd } = useLoaderData<typeof loader>();
  const authoring = useText(authoringText);
  const t = useText(questionsText);
  const words = useText(common);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "bank",
      head: t.bank,
      heads: true,
      cell: (bank) => (
        <>
          <a href={`/banks/${bank.bankId}`}>{bank.title[locale]}</a>
          <Sub>{[bank.code, bank.isOwn ? t.own : t.shipped].join("　")}</Sub>
        </>
      ),
    },
    {
      key: "kind",
      head: t.kind,
      cell: (bank) =>
        [t.kinds[bank.kind], bank.field && fieldName(locale, bank.field)].filter(Boolean).join(" · "),
    },
    {
      key: "total",
      head: t.total,
      align: "right",
      cell: (bank) => Object.values(bank.counts).reduce((sum, n) => sum + n, 0),
    },
    {
      key: "types",
      head: t.type,
      cell: (bank) => (
        <>
          {(Object.keys(t.types) as (keyof typeof t.types)[])
            .filter((type) => bank.counts[type])
            .map((type) => (
              <span className="nb" key={type}>{`${t.types[type]} ${bank.counts[type]}　`}</span>
            ))}
        </>
      ),
    },
    { key: "laws", head: t.laws, cell: (bank) => words.laws(bank.laws) },
    {
      key: "version",
      head: t.version,
      cell: (bank) =>
        bank.version &&
        t.versionOf(bank.version.number, longDate(dateOfInstant(bank.version.loadedAt), locale)),
    },
  ];
  return (
    <>
      <PageHead
        title={t.banks}
        lede={t.banksLede}
        acts={
          mayAdd && (
            <LinkButton kind="primary" href="/banks/new">
              {authoring.addBank}
            </LinkButton>
          )
        }
      />
      {banks.length === 0 ? (
        <Empty title={t.noBanks}>{t.noBanksHint}</Empty>
      ) : (
        <Table label={t.banks} columns={columns} rows={banks} keyOf={(bank) => bank.bankId} />
      )}
    </>
  );
}
