import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { BANS, banTyped } from "~/certification/ban-page.server";
import { OUTSIDE_GROUNDS } from "~/certification/ground";
import { recordOutsideBan } from "~/certification/outside-bans.server";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.bans.new);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "ban:record");
  return null;
}

/** The first of two people: nobody is barred yet. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "ban:record");
  const { typed, problems, ban } = await banTyped(request);
  if (!ban) return data({ typed, problems, refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) => recordOutsideBan(tx, ban, actor.accountId, new Date()));
  if (answer.ok) throw redirect(`${BANS}?done=recorded`, { status: 303 });
  return data({ typed, problems, refusals: answer.refusals }, { status: 422 });
}

export default function NewBan() {
  const refused = useActionData<typeof action>();
  const t = useText(certificationText).bans;
  const f = t.form;
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const errorsOf = (name: string) =>
    problems.filter(({ field }) => field === name).map(({ message }) => message);
  const field = (name: "name" | "authority" | "decisionNumber" | "fromOn" | "lastDayOn" | "source") => ({
    ...{ name, label: f[name], defaultValue: typed[name], errors: errorsOf(name) },
  });
  return (
    <ActPage
      title={t.new}
      lede={f.lede}
      crumbs={[{ text: t.title, href: "/ban-register" }]}
      back="/ban-register"
      refusals={refused?.refusals}
      problems={problems}
      submit={f.submit}
    >
      <TextField {...field("name")} maxLength={200} />
      <TextField label={f.identityNumber} name="identityNumber" autoComplete="off" figures />
      <TextField {...field("authority")} maxLength={200} />
      <TextField {...field("decisionNumber")} maxLength={200} />
      <ChoicesField
        name="ground"
        legend={f.ground}
        errors={errorsOf("ground")}
        chosen={typed.ground ? [typed.ground] : []}
        options={OUTSIDE_GROUNDS.map((ground) => ({ value: ground, text: t.grounds[ground] }))}
      />
      <TextField {...field("fromOn")} figures />
      <TextField {...field("lastDayOn")} hint={f.lastDayHint} optional figures />
      <TextField {...field("source")} hint={f.sourceHint} maxLength={200} />
    </ActPage>
  );
}
