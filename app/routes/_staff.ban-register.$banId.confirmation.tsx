import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { banAct, banActPage } from "~/certification/ban-page.server";
import { confirmOutsideBan } from "~/certification/outside-bans.server";
import { BanActRefused } from "~/components/ban-act-refused";
import { certificationText } from "~/text/certification";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.bans.confirm);

export const loader = (args: LoaderFunctionArgs) => banActPage(args, "ban:confirm");

export const action = (args: ActionFunctionArgs) =>
  banAct(args, { permission: "ban:confirm", done: "confirmed" }, confirmOutsideBan);

export default function Confirmation() {
  return <BanActRefused refusals={useActionData<typeof action>()?.refusals} />;
}
