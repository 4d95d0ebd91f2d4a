import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { sessionsOf } from "~/access/sessions.server";
import { mayManage, requireAccountInScope } from "~/casework/account-page.server";
import { accountHistory, openProposalsFor, rolesOf } from "~/casework/account-register.server";
import { AccountActs } from "~/components/account-acts";
import { AccountRoles } from "~/components/account-roles";
import { Button, LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { SessionTable } from "~/components/session-table";
import { Status } from "~/components/status";
import { Timeline } from "~/components/timeline";
import { prisma } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { clockTime, dateOfInstant } from "~/text/dates";
import { eventSentence, toneOfEvent } from "~/text/events";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "account:read", now);
  const isOwn = account.id === actor.accountId;
  const roles = await rolesOf(prisma, [account.id], now);
  return {
    account,
    roles: roles.map((role) => ({
      ...role,
      mayTake: !isOwn && can(actor, "role:withdraw", { path: role.path }),
    })),
    proposals: await openProposalsFor(prisma, account.id, now),
    sessions: await sessionsOf(prisma, account.id, now),
    history: await accountHistory(prisma, account.id),
    mayPropose: !isOwn && account.state !== "disabled" && can(actor, "role:propose"),
    mayManage: !isOwn && (await mayManage(actor, account.id, now)),
    done: new URL(request.url).searchParams.get("done"),
  };
}

export default function AccountPage() {
  const data = useLoaderData<typeof loader>();
  const { account, sessions, history, mayPropose, mayManage } = data;
  const all = useText(accountsText);
  const t = all.account;
  const locale = useLocale();
  const said = t.done[data.done ?? ""];
  return (
    <>
      <PageHead
        title={account.displayName}
        status={
          <Status
            tone={account.state === "enabled" ? "ok" : account.state === "waiting" ? "info" : "off"}
            fill
          >
            {all.states[account.state]}
          </Status>
        }
        lede={`${all.loginName} ${account.loginName}${account.isDemo ? ` · ${all.demo}` : ""}`}
        crumbs={[{ text: all.title, href: "/accounts" }, { text: account.displayName }]}
        acts={
          mayPropose && (
            <LinkButton kind="primary" href={`/accounts/${account.id}/role-proposals`}>
              {t.propose}
            </LinkButton>
          )
        }
      />
      <div className="stack-lg">
        {said && <Notice tone="ok" live title={said} />}
        <AccountRoles accountId={account.id} roles={data.roles} proposals={data.proposals} />
        <Section title={t.sessions}>
          {sessions.length === 0 ? (
            <p className="quiet">{t.noSessions}</p>
          ) : (
            <SessionTable label={t.sessions} rows={sessions} />
          )}
          {mayManage && sessions.length > 0 && (
            <form method="post" action={`/accounts/${account.id}/session-endings`} className="acts">
              <Button>{t.endAll}</Button>
            </form>
          )}
        </Section>
        {mayManage && <AccountActs account={account} />}
        <Section title={t.history}>
          <Timeline
            events={history.map(({ id, at, type, data: facts, actorName }) => ({
              key: id,
              on: dateOfInstant(at),
              tone: toneOfEvent(type),
              text: eventSentence(locale, type, facts),
              detail: `${actorName ? t.by(actorName) : t.bySystem} ${clockTime(at)}`,
            }))}
          />
        </Section>
      </div>
    </>
  );
}
