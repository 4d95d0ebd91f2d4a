import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { shiftFrom } from "~/positions/shift-page.server";
import { withdrawShift } from "~/positions/shifts.server";
import { shiftsText } from "~/text/shifts";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(shiftsText, (t) => t.withdraw);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, shift } = await shiftFrom(request, params, new Date());
  return { unit: { unitId: unit.unitId, name: unit.name }, shiftId: shift.shiftId };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit, shift } = await shiftFrom(request, params, now);
  const reason = reasonTyped(await request.formData());
  if (reason === "") {
    const message = textFor(shiftsText, localeFrom(request)).reasonMissing;
    return data({ typed: reason, problems: [{ field: "reason", message }], refusals: [] }, { status: 422 });
  }
  const wanted = { unitId: unit.unitId, shiftId: shift.shiftId, reason };
  const answer = await inTransaction((tx) => withdrawShift(tx, wanted, actor.accountId, now));
  if (answer && !answer.ok)
    return data({ typed: reason, problems: [], refusals: answer.refusals }, { status: 422 });
  throw redirect(`/units/${unit.unitId}/shifts?done=withdrawn`, { status: 303 });
}

export default function Withdrawal() {
  const { unit, shiftId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(shiftsText);
  const shifts = `/units/${unit.unitId}/shifts`;
  return (
    <ReasonAct
      title={t.withdraw}
      lede={t.withdrawLede}
      crumbs={[
        { text: unit.name, href: `/units/${unit.unitId}` },
        { text: t.title, href: shifts },
      ]}
      back={`${shifts}/${shiftId}/duties`}
      refusals={refused?.refusals}
      problems={refused?.problems}
      typed={refused?.typed}
      submit={t.withdraw}
    />
  );
}
