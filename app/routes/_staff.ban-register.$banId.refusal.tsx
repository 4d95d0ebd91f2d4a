import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { banAct, banActPage } from "~/certification/ban-page.server";
import { refuseOutsideBan } from "~/certification/outside-bans.server";
import { ActRefused } from "~/components/act-refused";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.bans.refuse);

export const loader = (args: LoaderFunctionArgs) => banActPage(args, "ban:record");

export const action = (args: ActionFunctionArgs) =>
  banAct(args, { permission: "ban:record", done: "refused" }, refuseOutsideBan);

export default function Refusal() {
  const refused = useActionData<typeof action>();
  const t = useText(certificationText);
  return (
    <ActRefused
      verdict={t.refused}
      refusals={refused?.refusals}
      back={{ href: "/ban-register", text: t.bans.title }}
    />
  );
}
