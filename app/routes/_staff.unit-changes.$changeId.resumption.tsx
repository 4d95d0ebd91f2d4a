import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { changeAct, changeActPage } from "~/casework/unit-change-form.server";
import { goOnWithChange } from "~/casework/unit-changes.server";
import { UnitChangeRefused } from "~/components/unit-change-refused";
import { titled } from "~/text/title";
import { unitChangesText } from "~/text/unit-changes";

export const meta = titled(unitChangesText, (t) => t.goOn);

export const loader = (args: LoaderFunctionArgs) => changeActPage(args, "unit-change:propose");

export const action = (args: ActionFunctionArgs) => changeAct(args, "unit-change:propose", goOnWithChange);

export default function Resumption() {
  return <UnitChangeRefused refusals={useActionData<typeof action>()?.refusals} />;
}
