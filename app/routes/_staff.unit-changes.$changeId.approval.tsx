import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { changeAct, changeActPage } from "~/casework/unit-change-form.server";
import { approveUnitChange } from "~/casework/unit-changes.server";
import { UnitChangeRefused } from "~/components/unit-change-refused";
import { titled } from "~/text/title";
import { unitChangesText } from "~/text/unit-changes";

export const meta = titled(unitChangesText, (t) => t.approve);

export const loader = (args: LoaderFunctionArgs) => changeActPage(args, "unit-change:approve");

export const action = (args: ActionFunctionArgs) => changeAct(args, "unit-change:approve", approveUnitChange);

export default function Approval() {
  return <UnitChangeRefused refusals={useActionData<typeof action>()?.refusals} />;
}
