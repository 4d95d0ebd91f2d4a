import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor, type Role } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.title);

const LIMIT = 500;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "account:read");
  const accounts = await prisma.account.findMany({
    include: { grants: { where: { withdrawnAt: null }, select: { role: true } } },
    orderBy: { createdAt: "desc" },
    take: LIMIT,
  });
  return {
    mayAdd: can(actor, "account:write") && pathsFor(actor, "account:write").length > 0,
    accounts: accounts.map(({ id, loginName, displayName, isDemo, createdAt, disabledAt, grants }) => ({
      id,
      loginName,
      displayName,
      isDemo,
      createdAt: createdAt.toISOString(),
      disabled: disabledAt !== null,
      roles: grants.map(({ role }) => role as Role),
    })),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["accounts"][number];

export default function Accounts() {
  const { accounts, mayAdd } = useLoaderData<typeof loader>();
  const t = useText(accountsText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayAdd && (
            <LinkButton kind="primary" href="/accounts/new">
              {t.add}
            </LinkButton>
          )
        }
      />
      <Table label={t.title} columns={columns} rows={accounts} keyOf={(row) => row.id} />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(accountsText);
  const names = useText(accessText).roles;
  const { list } = useText(common);
  return [
    {
      key: "login",
      head: t.loginName,
      heads: true,
      cell: (row) => (
        <>
          {row.loginName}
          <Sub>{row.displayName}</Sub>
        </>
      ),
    },
    {
      key: "roles",
      head: t.roles,
      cell: (row) => (row.roles.length === 0 ? t.noRoles : list(row.roles.map((role) => names[role]))),
    },
    {
      key: "state",
      head: t.state,
      cell: (row) => (
        <>
          <Status tone={row.disabled ? "off" : "ok"}>{row.disabled ? t.disabled : t.enabled}</Status>
          {row.isDemo && <Sub>{t.demo}</Sub>}
        </>
      ),
    },
    {
      key: "created",
      head: t.created,
      cell: (row) => <span className="nb">{shortInstant(row.createdAt)}</span>,
    },
  ];
}
