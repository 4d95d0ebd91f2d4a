import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changePassword } from "~/access/change-password.server";
import { hashPassword, passwordMatches } from "~/access/password.server";
import { isStaff } from "~/access/permissions";
import { openSession, requireActor } from "~/access/session.server";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { PublicShell } from "~/components/public-shell";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.change.title);

const SHORTEST = 12;
const LONGEST = 200;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return { done: new URL(request.url).searchParams.has("done"), back: isStaff(actor) ? "/desk" : "/my" };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const now = new Date();
  const form = await request.formData();
  const current = String(form.get("current") ?? "");
  const next = String(form.get("next") ?? "");
  const { accountId } = actor;
  const newest = await prisma.credential.findFirst({ where: { accountId }, orderBy: { setAt: "desc" } });
  if (!(await passwordMatches(current, newest?.hash ?? null)))
    return data({ problem: "wrong" as const }, { status: 422 });
  if (next.length < SHORTEST || next.length > LONGEST)
    return data({ problem: "short" as const }, { status: 422 });
  if (next === current) return data({ problem: "same" as const }, { status: 422 });
  const passwordHash = await hashPassword(next);
  const cookie = await inTransaction(async (tx) => {
    await changePassword(tx, { accountId, passwordHash }, accountId, now);
    return openSession(tx, { id: accountId }, request.headers.get("User-Agent") ?? "", now);
  });
  throw redirect("/password?done=1", { status: 303, headers: { "Set-Cookie": cookie } });
}

export default function Password() {
  const { done, back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { change: t } = useText(accountsText);
  const words = useText(common);
  const field = refused?.problem === "wrong" ? "current" : "next";
  return (
    <PublicShell main="narrow">
      <PageHead title={t.title} />
      {done && <Notice tone="ok" live title={t.done} act={<a href={back}>{words.back}</a>} />}
      {refused && <ErrorSummary problems={[{ field, message: t[refused.problem] }]} />}
      <form method="post" className="form">
        <TextField label={t.current} name="current" type="password" autoComplete="current-password" />
        <TextField label={t.next} name="next" type="password" autoComplete="new-password" hint={t.nextHint} />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
        </div>
      </form>
    </PublicShell>
  );
}
