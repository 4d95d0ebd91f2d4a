import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isStaff, type Role } from "~/access/permissions";
import { requireActor } from "~/access/session.server";
import { sessionsOf } from "~/access/sessions.server";
import { rolesOf } from "~/casework/account-register.server";
import { Button, LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { Section } from "~/components/section";
import { SessionTable } from "~/components/session-table";
import { prisma } from "~/db.server";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { longInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.own.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const actor = await requireActor(request);
  const { accountId, sessionId } = actor;
  const account = await prisma.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { credentials: { orderBy: { setAt: "desc" }, take: 1 } },
  });
  return {
    sessionId,
    back: isStaff(actor) ? "/desk" : "/my",
    loginName: account.loginName,
    displayName: account.displayName,
    passwordSetAt: account.credentials[0]?.setAt ?? null,
    roles: (await rolesOf(prisma, [accountId], now)).map(({ role, unitName }) => ({ role, unitName })),
    sessions: await sessionsOf(prisma, accountId, now),
    done: new URL(request.url).searchParams.get("done"),
  };
}

export default function OwnAccount() {
  const { sessionId, back, sessions, done, ...account } = useLoaderData<typeof loader>();
  const all = useText(accountsText);
  const t = all.own;
  const words = useText(common);
  const said = t.done[done ?? ""];
  return (
    <PublicShell main="wrap">
      <PageHead title={t.title} acts={<LinkButton href={back}>{words.back}</LinkButton>} />
      <div className="stack-lg">
        {said && <Notice tone="ok" live title={said} />}
        <Section title={t.facts} end={<a href="/password">{t.change}</a>}>
          <OwnFacts {...account} />
        </Section>
        <Section title={t.sessions}>
          <SessionTable
            label={t.sessions}
            rows={sessions}
            ownId={sessionId}
            actOf={({ id }) =>
              id !== sessionId && (
                <form method="post" action={`/account/sessions/${id}/ending`}>
                  <Button small>{all.session.end}</Button>
                </form>
              )
            }
          />
          <p className="hint">{t.sessionsHint}</p>
          {sessions.length > 1 && (
            <form method="post" action="/account/session-endings" className="acts">
              <Button kind="stop">{t.endOthers}</Button>
            </form>
          )}
        </Section>
      </div>
    </PublicShell>
  );
}

type Own = {
  loginName: string;
  displayName: string;
  passwordSetAt: string | Date | null;
  roles: { role: Role; unitName: string }[];
};

function OwnFacts({ loginName, displayName, passwordSetAt, roles }: Own) {
  const t = useText(accountsText);
  const names = useText(accessText).roles;
  const { list } = useText(common);
  const locale = useLocale();
  return (
    <Facts
      items={[
        { term: t.loginName, value: <span className="num">{loginName}</span> },
        { term: t.person, value: displayName },
        {
          term: t.roles,
          value:
            roles.length > 0
              ? list(roles.map(({ role, unitName }) => `${names[role]} (${unitName})`))
              : t.noRoles,
        },
        ...(passwordSetAt ? [{ term: t.own.passwordSet, value: longInstant(passwordSetAt, locale) }] : []),
      ]}
    />
  );
}
