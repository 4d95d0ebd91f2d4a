import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { rememberDevice } from "~/access/known-device.server";
import { isStaff } from "~/access/permissions";
import { closeSession, findActor } from "~/access/session.server";
import { enter, signIn } from "~/access/sign-in.server";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Icon, type IconName } from "~/components/icon";
import { PublicShell } from "~/components/public-shell";
import { returnPathFrom } from "~/components/return-path";
import { TextField } from "~/components/text-field";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { accessText } from "~/text/access";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(accessText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await findActor(request);
  if (actor) throw redirect(isStaff(actor) ? "/desk" : "/my");
  return { to: new URL(request.url).searchParams.get("to") ?? "" };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const now = new Date();
  const form = await request.formData();
  const loginName = String(form.get("loginName") ?? "");
  const password = String(form.get("password") ?? "");
  const locale = localeFrom(request);
  const refused = (message: string, status: number) => data({ loginName, message }, { status });

  if (loginName.trim() === "" || password === "") return refused(textFor(accessText, locale).missing, 422);
  const address = context.clientAddress ?? "";
  const answer = await signIn({ loginName, password }, { request, address }, now);
  if (!answer.ok) {
    const [problem] = problemsFrom(locale, answer.refusals, () => "loginName");
    const isThrottled = answer.refusals.some(({ code }) => code === "sign-in.throttled");
    return refused(problem!.message, isThrottled ? 429 : 422);
  }
  const { accountId, credentialId } = answer;
  const session = await inTransaction(async (tx) => {
    // Who signs in anew, perhaps as somebody else, leaves nothing open behind.
    await closeSession(tx, request, now);
    const keys = { accountId, credentialId, address };
    return enter(tx, keys, request.headers.get("User-Agent") ?? "", now);
  });
  if (!session) {
    const [problem] = problemsFrom(locale, [refusal("sign-in.failed")], () => "loginName");
    return refused(problem!.message, 422);
  }
  const headers = new Headers({ "Set-Cookie": session });
  headers.append("Set-Cookie", await rememberDevice(request, accountId, now));
  const to = returnPathFrom(form.get("to"));
  throw redirect(to === "/" ? (answer.isStaff ? "/desk" : "/my") : to, { status: 303, headers });
}

export default function SignIn() {
  const { to } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(accessText);
  return (
    <PublicShell main="login" first>
      <div className="login-l">
        <h1>
          {t.heading.map((line) => (
            <span className="nb" key={line}>
              {line}
            </span>
          ))}
        </h1>
        <p className="lede">{t.ledePlain}</p>
        <section className="open">
          <h2>{t.openTitle}</h2>
          <ul>
            <OpenDoor to="/verify" icon="search" title={t.verify} hint={t.verifyHint} />
            <OpenDoor to="/roster" icon="people" title={t.roster} hint={t.rosterHint} />
          </ul>
        </section>
      </div>
      <section className="login-box" aria-labelledby="sign-in">
        <h2 id="sign-in">{t.title}</h2>
        {refused && <ErrorSummary problems={[{ field: "loginName", message: refused.message }]} />}
        <Form method="post" className="form" reloadDocument>
          <input type="hidden" name="to" value={to} />
          <TextField
            label={t.loginName}
            name="loginName"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={refused?.loginName}
          />
          <TextField label={t.password} name="password" type="password" autoComplete="current-password" />
          <Button kind="primary">{t.submit}</Button>
          <p>
            <a href="/activate">{t.activate}</a>
          </p>
        </Form>
      </section>
    </PublicShell>
  );
}

function OpenDoor({ to, icon, title, hint }: { to: string; icon: IconName; title: string; hint: string }) {
  return (
    <li>
      <a href={to}>
        <Icon name={icon} />
        <span>
          <b>{title}</b>
          {hint}
        </span>
        <Icon name="right" />
      </a>
    </li>
  );
}
