import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changePassword, judgePassword } from "~/access/change-password.server";
import { hashPassword, passwordMatches } from "~/access/password.server";
import { passwordProfile } from "~/access/password-policy";
import { openSession, requireCaller } from "~/access/session.server";
import { beginTry, endTry } from "~/access/tries.server";
import { Button } from "~/components/button";
import { ErrorSummary, type FieldProblem } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { env } from "~/env.server";
import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(accountsText, (t) => t.change.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { mustChangePassword } = await requireCaller(request);
  const isDone = new URL(request.url).searchParams.has("done");
  return { isDone, mustChangePassword, profile: env().passwordProfile };
}

/** The present password is asked for, and guesses at it are counted as at the door: a session left open is not enough. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { accountId, sessionId } = await requireCaller(request);
  const now = new Date();
  const locale = localeFrom(request);
  const form = await request.formData();
  const current = String(form.get("current") ?? "");
  const next = String(form.get("next") ?? "");
  const refused = (problems: FieldProblem[], status = 422) => data({ problems }, { status });

  const { loginName, displayName, credentials } = await prisma.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { credentials: { orderBy: { setAt: "desc" }, take: 1 } },
  });
  const address = context.clientAddress ?? "";
  const attempt = await beginTry({ what: "sign-in", loginName, address, deviceId: accountId }, now);
  if (attempt.minutes > 0)
    return refused(
      problemsFrom(locale, [refusal("sign-in.throttled", { minutes: attempt.minutes })], () => "current"),
      429,
    );
  const matches = await passwordMatches(current, credentials[0]?.hash ?? null);
  await endTry(attempt, matches ? "succeeded" : "failed");
  if (!matches) return refused([{ field: "current", message: textFor(accountsText, locale).change.wrong }]);
  const profile = passwordProfile(env().passwordProfile);
  const verdict = await judgePassword(prisma, next, { accountId, loginName, displayName }, profile);
  if (!verdict.ok) return refused(problemsFrom(locale, verdict.refusals, () => "next"));
  const passwordHash = await hashPassword(next);
  const cookie = await inTransaction(async (tx) => {
    if (!(await changePassword(tx, { accountId, passwordHash, sessionId }, accountId, now))) return null;
    return openSession(tx, { id: accountId, address }, request.headers.get("User-Agent") ?? "", now);
  });
  if (!cookie) throw redirect("/sign-in", { status: 303 });
  throw redirect("/password?done=1", { status: 303, headers: { "Set-Cookie": cookie } });
}

export default function Password() {
  const { isDone, mustChangePassword, profile } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { change: t, passwordHint } = useText(accountsText);
  const { back } = useText(common);
  const errorsOf = (field: string) => errorsAt(refused?.problems, field);
  return (
    <PublicShell main="narrow">
      <PageHead title={t.title} />
      {isDone && <Notice tone="ok" live title={t.done} act={<a href="/account">{back}</a>} />}
      {mustChangePassword && !refused && <Notice tone="warn" title={t.expired} />}
      {refused && <ErrorSummary problems={refused.problems} />}
      <form method="post" className="form">
        <TextField
          label={t.current}
          name="current"
          type="password"
          autoComplete="current-password"
          errors={errorsOf("current")}
        />
        <TextField
          label={t.next}
          name="next"
          type="password"
          autoComplete="new-password"
          hint={passwordHint[profile]}
          errors={errorsOf("next")}
        />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
        </div>
      </form>
    </PublicShell>
  );
}
