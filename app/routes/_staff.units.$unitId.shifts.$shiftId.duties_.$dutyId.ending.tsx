import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { shiftFrom } from "~/positions/shift-page.server";
import { leaveShift } from "~/positions/shifts.server";
import { shiftsText } from "~/text/shifts";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(shiftsText, (t) => t.takeTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, shift } = await shiftFrom(request, params, new Date());
  const duty = shift.people.find(({ dutyId }) => dutyId === params.dutyId);
  if (!duty) throw new Response(null, { status: 404 });
  return { unit: { unitId: unit.unitId, name: unit.name }, shiftId: shift.shiftId, name: duty.name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit, shift } = await shiftFrom(request, params, now);
  const duty = shift.people.find(({ dutyId }) => dutyId === params.dutyId);
  if (!duty) throw new Response(null, { status: 404 });
  const reason = reasonTyped(await request.formData());
  if (reason === "") {
    const message = textFor(shiftsText, localeFrom(request)).reasonMissing;
    return data({ typed: reason, problems: [{ field: "reason", message }] }, { status: 422 });
  }
  const leaving = { unitId: unit.unitId, dutyId: duty.dutyId, reason };
  await inTransaction((tx) => leaveShift(tx, leaving, actor.accountId, now));
  throw redirect(`/units/${unit.unitId}/shifts?done=left`, { status: 303 });
}

export default function DutyEnding() {
  const { unit, shiftId, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(shiftsText);
  const shifts = `/units/${unit.unitId}/shifts`;
  return (
    <ReasonAct
      title={t.takeTitle}
      lede={name}
      crumbs={[
        { text: unit.name, href: `/units/${unit.unitId}` },
        { text: t.title, href: shifts },
      ]}
      back={`${shifts}/${shiftId}/duties`}
      problems={refused?.problems}
      typed={refused?.typed}
      submit={t.take}
    />
  );
}
