import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor, roles } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import {
  ACCOUNT_STATES,
  ACCOUNTS_PAGE,
  type AccountState,
  countDisplaced,
  listAccounts,
} from "~/casework/account-register.server";
import { AccountQuery } from "~/components/account-query";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { Status, type Tone } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { env } from "~/env.server";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "account:read");
  const search = new URL(request.url).searchParams;
  const typed = {
    q: (search.get("q") ?? "").trim(),
    role: search.get("role") ?? "",
    state: search.get("state") ?? "",
  };
  const now = new Date();
  const paths = pathsFor(actor, "account:read");
  const filters = {
    words: typed.q,
    role: roles.find((role) => role === typed.role),
    state: ACCOUNT_STATES.find((state) => state === typed.state),
    displaced: search.get("displaced") === "1",
  };
  const asked = Number(search.get("page") ?? "1");
  const page = Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1;
  const { accounts, total } = await listAccounts(prisma, paths, filters, page, now);
  return {
    ...{ accounts, total, page, typed },
    only: filters.displaced,
    displaced: await countDisplaced(prisma, paths, now),
    search: search.toString(),
    pages: Math.max(1, Math.ceil(total / ACCOUNTS_PAGE)),
    profile: env().passwordProfile,
    mayAdd: can(actor, "account:write"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["accounts"][number];

export default function Accounts() {
  const { accounts, total, page, pages, typed, search, profile, mayAdd, ...shown } =
    useLoaderData<typeof loader>();
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
      {(shown.displaced > 0 || shown.only) && (
        <Notice
          tone="warn"
          act={
            <LinkButton href={shown.only ? "/accounts" : "/accounts?displaced=1"}>
              {shown.only ? t.displaced.all : t.displaced.see}
            </LinkButton>
          }
        >
          {t.displaced.says(shown.displaced)}
        </Notice>
      )}
      <AccountQuery typed={typed} />
      {accounts.length === 0 ? (
        <Empty title={t.empty.title}>{t.empty.body}</Empty>
      ) : (
        <Table label={t.title} columns={columns} rows={accounts} keyOf={(row) => row.id} />
      )}
      <Pager
        summary={t.count(total)}
        page={page}
        pages={pages}
        hrefOf={(n) => filteredHref(search, { page: n })}
      />
      <Notice title={t.policy.title(t.policy.names[profile])}>
        {t.policy[profile]} {t.policy.setting}
      </Notice>
    </>
  );
}

const stateTones: Record<AccountState, Tone> = { enabled: "ok", waiting: "info", disabled: "off" };

function useColumns(): Column<Row>[] {
  const t = useText(accountsText);
  const names = useText(accessText).roles;
  return [
    {
      key: "login",
      head: t.loginName,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/accounts/${row.id}`}>{row.loginName}</a>
          <Sub>{row.displayName}</Sub>
        </>
      ),
    },
    {
      key: "roles",
      head: t.roles,
      cell: (row) =>
        row.roles.length === 0 ? (
          <span className="quiet">{t.noRoles}</span>
        ) : (
          row.roles.map(({ role, unitName }) => (
            <div key={role + unitName}>
              {names[role]} <span className="quiet">{unitName}</span>
            </div>
          ))
        ),
    },
    {
      key: "state",
      head: t.state,
      cell: (row) => (
        <>
          <Status tone={stateTones[row.state]}>{t.states[row.state]}</Status>
          {row.isDemo && <Sub>{t.demo}</Sub>}
        </>
      ),
    },
    {
      key: "created",
      head: t.created,
      cell: (row) => <span className="nb num">{shortInstant(row.createdAt)}</span>,
    },
  ];
}
