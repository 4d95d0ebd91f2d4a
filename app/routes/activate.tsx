import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { activate, findActivationProblem } from "~/access/activation.server";
import { judgePassword } from "~/access/change-password.server";
import { rememberDevice } from "~/access/known-device.server";
import { hashPassword } from "~/access/password.server";
import { passwordProfile } from "~/access/password-policy";
import { openSession } from "~/access/session.server";
import { beginTry, endTry } from "~/access/tries.server";
import { Button } from "~/components/button";
import { ErrorSummary, type FieldProblem } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { env } from "~/env.server";
import { accountsText } from "~/text/accounts";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { type Refusal, refusal, refusalsOf } from "~/verdict";

export const meta = titled(accountsText, (t) => t.activation.title);

export async function loader(_: LoaderFunctionArgs) {
  return { profile: env().passwordProfile };
}

/** The code is spent only together with a password that keeps the rules: a refused password leaves it usable. */
export async function action({ request, context }: ActionFunctionArgs) {
  const now = new Date();
  const locale = localeFrom(request);
  const { missing } = textFor(accountsText, locale).activation;
  const form = await request.formData();
  const loginName = String(form.get("loginName") ?? "")
    .trim()
    .toLowerCase();
  const typedCode = String(form.get("code") ?? "");
  const password = String(form.get("password") ?? "");
  const refused = (problems: FieldProblem[], status: number) =>
    data({ loginName, code: typedCode, problems }, { status });
  const refusedFor = (refusals: readonly Refusal[], status = 422) =>
    refused(
      problemsFrom(locale, refusals, (code) => (code.startsWith("password.") ? "password" : "code")),
      status,
    );
  const empty = (["loginName", "code", "password"] as const).filter(
    (field) => ({ loginName, code: typedCode.trim(), password })[field] === "",
  );
  if (empty.length > 0)
    return refused(
      empty.map((field) => ({ field, message: missing[field] })),
      422,
    );

  const address = context.clientAddress ?? "";
  const attempt = await beginTry({ what: "activation", loginName, address, deviceId: null }, now);
  if (attempt.minutes > 0)
    return refusedFor([refusal("sign-in.throttled", { minutes: attempt.minutes })], 429);
  const account = await prisma.account.findUnique({ where: { loginName } });
  const accountId = account?.id ?? null;
  const problem = await findActivationProblem(prisma, { accountId, typedCode }, now);
  await endTry(attempt, problem ? "failed" : "succeeded");
  if (problem || !account) return refusedFor([problem ?? refusal("activation.failed")]);

  const owner = { accountId: account.id, loginName, displayName: account.displayName };
  const profile = passwordProfile(env().passwordProfile);
  const verdict = await judgePassword(prisma, password, owner, profile);
  if (!verdict.ok) return refusedFor(refusalsOf(verdict));
  const passwordHash = await hashPassword(password);
  const userAgent = request.headers.get("User-Agent") ?? "";
  const session = await inTransaction(async (tx) =>
    (await activate(tx, { accountId: account.id, typedCode, passwordHash }, now))
      ? openSession(tx, { id: account.id, address }, userAgent, now)
      : null,
  );
  if (!session) return refusedFor([refusal("activation.used")]);
  const headers = new Headers({ "Set-Cookie": session });
  headers.append("Set-Cookie", await rememberDevice(request, account.id, now));
  const isStaff = await prisma.roleGrant.findFirst({ where: { accountId: account.id, withdrawnAt: null } });
  throw redirect(isStaff ? "/desk" : "/my", { status: 303, headers });
}

export default function Activate() {
  const { profile } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { activation: t, ...all } = useText(accountsText);
  const errorsOf = (field: string) => errorsAt(refused?.problems, field);
  return (
    <PublicShell main="narrow">
      <PageHead title={t.title} lede={t.lede} />
      {refused && <ErrorSummary problems={refused.problems} />}
      <form method="post" className="form" noValidate>
        <TextField
          label={all.loginName}
          name="loginName"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={refused?.loginName}
          errors={errorsOf("loginName")}
        />
        <TextField
          label={t.code}
          name="code"
          hint={t.codeHint}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          figures
          defaultValue={refused?.code}
          errors={errorsOf("code")}
        />
        <TextField
          label={t.password}
          name="password"
          type="password"
          autoComplete="new-password"
          hint={all.passwordHint[profile]}
          errors={errorsOf("password")}
        />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
          <a href="/sign-in">{t.signIn}</a>
        </div>
      </form>
    </PublicShell>
  );
}
