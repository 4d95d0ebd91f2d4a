import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { openCodesUnder, openProposalsUnder, rolesOf } from "~/casework/account-register.server";
import { Button } from "~/components/button";
import { CodesToConfirm } from "~/components/codes-to-confirm";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.inbox.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "role:approve");
  const now = new Date();
  const paths = pathsFor(actor, "role:approve");
  const proposals = await openProposalsUnder(prisma, paths, now);
  const codes = await openCodesUnder(prisma, paths, now);
  const roles = await rolesOf(
    prisma,
    codes.map(({ accountId }) => accountId),
    now,
  );
  return {
    codes: codes.map((code) => ({
      ...code,
      roles: roles.filter(({ accountId }) => accountId === code.accountId),
      mayConfirm: code.accountId !== actor.accountId && code.madeById !== actor.accountId,
    })),
    proposals: proposals.map((proposal) => ({
      ...proposal,
      isOwn: proposal.proposedById === actor.accountId,
      // A security administrator may open the account; the personnel department only sees whom it is about.
      mayOpen: can(actor, "account:read", { path: proposal.path }),
      isForMe: proposal.accountId === actor.accountId,
    })),
    done: new URL(request.url).searchParams.get("done"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["proposals"][number];

export default function RoleProposals() {
  const { proposals, codes, done } = useLoaderData<typeof loader>();
  const { inbox: t } = useText(accountsText);
  const columns = useColumns();
  const said = t.done[done ?? ""];
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      {said && <Notice tone="ok" live title={said} />}
      {proposals.length + codes.length === 0 && <Empty title={t.none.title}>{t.none.body}</Empty>}
      {proposals.length > 0 && (
        <Table label={t.title} columns={columns} rows={proposals} keyOf={({ id }) => id} />
      )}
      {codes.length > 0 && <CodesToConfirm codes={codes} />}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { inbox: t } = useText(accountsText);
  const names = useText(accessText).roles;
  return [
    {
      key: "who",
      head: t.who,
      heads: true,
      cell: ({ accountId, displayName, loginName, mayOpen }) => (
        <>
          {mayOpen ? <a href={`/accounts/${accountId}`}>{displayName}</a> : displayName}
          <Sub>{loginName}</Sub>
        </>
      ),
    },
    {
      key: "role",
      head: t.role,
      cell: ({ role, unitName }) => (
        <>
          {names[role]}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "reason", head: t.reason, cell: ({ reason }) => reason },
    {
      key: "proposed",
      head: t.proposed,
      cell: ({ proposerName, proposedAt }) => (
        <>
          {proposerName}
          <Sub>{shortInstant(proposedAt)}</Sub>
        </>
      ),
    },
    { key: "act", head: t.act, acts: true, cell: (row) => <Decisions row={row} /> },
  ];
}

function Decisions({ row }: { row: Row }) {
  const { inbox: t } = useText(accountsText);
  if (row.isForMe) return null;
  const post = (noun: string, text: string, kind?: "primary") => (
    <form method="post" action={`/role-proposals/${row.id}/${noun}`}>
      <Button small kind={kind}>
        {text}
      </Button>
    </form>
  );
  if (row.isOwn) return post("refusal", t.takeBack);
  return (
    <div className="acts">
      {post("refusal", t.refuse)}
      {post("approval", t.approve, "primary")}
    </div>
  );
}
