import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createAccount } from "~/access/accounts.server";
import { issueActivation } from "~/access/activation.server";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { slipOf } from "~/casework/account-page.server";
import { ActivationSlip } from "~/components/activation-slip";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma, violates } from "~/db.server";
import { type FoundPerson, findPeople } from "~/personnel/find-people.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.opening.title);

const SHOWN = 20;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "account:write");
  const words = (new URL(request.url).searchParams.get("q") ?? "").trim();
  const found = await findPeople(
    prisma,
    { words, paths: pathsFor(actor, "account:write"), limit: SHOWN },
    new Date(),
  );
  const held = await prisma.account.findMany({
    where: { personId: { in: found.map(({ personId }) => personId) } },
    select: { personId: true },
  });
  const having = new Set(held.map(({ personId }) => personId));
  return { words, found: found.map((person) => ({ ...person, hasAccount: having.has(person.personId) })) };
}

type Problem = "loginName" | "taken" | "person";

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "account:write");
  const now = new Date();
  const form = await request.formData();
  const loginName = String(form.get("loginName") ?? "").trim();
  const personId = String(form.get("personId") ?? "");
  const words = String(form.get("name") ?? "").trim();
  const paths = pathsFor(actor, "account:write");
  const people = await findPeople(prisma, { words, paths, limit: 200 }, now);
  const person = people.find((known) => known.personId === personId);
  const refused = (problem: Problem) =>
    data({ ok: false as const, problem, loginName, personId }, { status: 422 });
  if (!/^[a-z0-9][a-z0-9.-]{2,39}$/.test(loginName)) return refused("loginName");
  if (!person) return refused("person");

  const account = { loginName, displayName: person.name, personId };
  try {
    const slip = await inTransaction(async (tx) => {
      const id = await createAccount(tx, account, actor.accountId, now);
      const issued = await issueActivation(tx, { accountId: id }, actor.accountId, now);
      return slipOf({ id, ...account }, issued, "opened", now);
    });
    return data({ ok: true as const, slip }, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    if (violates(error, "account_login_name_key") || violates(error, "login_name")) return refused("taken");
    if (violates(error, "account_person_id_key") || violates(error, "person_id")) return refused("person");
    throw error;
  }
}

export default function NewAccount() {
  const { words, found } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const all = useText(accountsText);
  const t = all.opening;
  if (answer?.ok) return <ActivationSlip slip={answer.slip} />;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.title, href: "/accounts" }, { text: t.title }]}
      />
      {answer && (
        <ErrorSummary
          problems={[{ field: `login-${answer.personId}`, message: t.problem[answer.problem] }]}
        />
      )}
      <form className="query">
        <TextField label={t.find} name="q" hint={t.findHint} defaultValue={words} />
        <Button>{all.search}</Button>
      </form>
      {words !== "" && found.length === 0 && <p>{t.none}</p>}
      <ul className="task-list">
        {found.map((person) => (
          <Candidate
            key={person.personId}
            person={person}
            typed={answer?.personId === person.personId ? answer.loginName : ""}
          />
        ))}
      </ul>
    </>
  );
}

function Candidate({ person, typed }: { person: FoundPerson & { hasAccount: boolean }; typed: string }) {
  const all = useText(accountsText);
  const t = all.opening;
  return (
    <li>
      <div>
        <b>{person.name}</b> <span className="quiet">{person.unitName}</span>
      </div>
      {person.hasAccount ? (
        <span className="quiet">{t.already}</span>
      ) : (
        <form method="post" className="row">
          <input type="hidden" name="personId" value={person.personId} />
          <input type="hidden" name="name" value={person.name} />
          <TextField
            label={all.loginName}
            id={`login-${person.personId}`}
            name="loginName"
            hint={t.loginHint}
            defaultValue={typed}
            autoCapitalize="none"
            spellCheck={false}
          />
          <Button>{t.open}</Button>
        </form>
      )}
    </li>
  );
}
