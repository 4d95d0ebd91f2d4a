import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { ShiftTable } from "~/components/shift-table";
import { inTransaction } from "~/db.server";
import { shiftFrom, staffToChoose } from "~/positions/shift-page.server";
import { manShift } from "~/positions/shifts.server";
import { shiftsText } from "~/text/shifts";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(shiftsText, (t) => t.man);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit, today, shift } = await shiftFrom(request, params, new Date());
  const on = new Set(shift.people.map(({ personId }) => personId));
  const staff = await staffToChoose(unit.unitId, today);
  return {
    unit: { unitId: unit.unitId, name: unit.name },
    shift,
    staff: staff.filter(({ value }) => !on.has(value)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit, today, shift } = await shiftFrom(request, params, now);
  const chosen = (await request.formData()).getAll("personId").map(String);
  const staff = await staffToChoose(unit.unitId, today);
  const wanted = staff.filter(({ value }) => chosen.includes(value));
  const personIds = wanted.map(({ value }) => value);
  const asked = { unitId: unit.unitId, shiftId: shift.shiftId, personIds };
  const answer = await inTransaction((tx) => manShift(tx, asked, actor.accountId, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/units/${unit.unitId}/shifts?done=manned`, { status: 303 });
  const people = answer.people
    .filter(({ refusals }) => refusals.length > 0)
    .map((one) => ({ ...one, name: wanted.find(({ value }) => value === one.personId)?.text ?? "" }));
  return data({ chosen: personIds, people, team: answer.team }, { status: 422 });
}

export default function Duties() {
  const { unit, shift, staff } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(shiftsText);
  const locale = useLocale();
  const back = `/units/${unit.unitId}/shifts`;
  const here = `${back}/${shift.shiftId}`;
  return (
    <>
      <PageHead
        title={t.man}
        lede={t.manLede}
        crumbs={[
          { text: unit.name, href: `/units/${unit.unitId}` },
          { text: t.title, href: back },
          { text: t.man },
        ]}
      />
      <div className="stack-lg">
        {refused?.people.map((one) => (
          <Refusal
            key={one.personId}
            level={2}
            verdict={`${t.teamOf(one.name)}${t.refusedTitle}`}
            lede={t.refusedLede(one.refusals.length)}
            reasons={reasonsFrom(locale, one.refusals)}
          />
        ))}
        {refused && refused.team.length > 0 && (
          <Refusal
            level={2}
            verdict={`${t.teamOf(t.team)}${t.refusedTitle}`}
            lede={t.refusedLede(refused.team.length)}
            reasons={reasonsFrom(locale, refused.team)}
          />
        )}
        <ShiftTable label={t.title} unitId={unit.unitId} rows={[shift]} mayWrite={false} />
        {shift.people.length > 0 && (
          <ul className="task-list">
            {shift.people.map(({ dutyId, name }) => (
              <li key={dutyId}>
                <span className="t">{name}</span>
                <LinkButton kind="text" href={`${here}/duties/${dutyId}/ending`}>
                  {t.take}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
        <form method="post" className="form">
          <ChoicesField name="personId" legend={t.chosen} many options={staff} chosen={refused?.chosen} />
          <div className="acts">
            <LinkButton kind="text" href={`${here}/withdrawal`}>
              {t.withdraw}
            </LinkButton>
            <Button kind="primary">{t.man}</Button>
          </div>
        </form>
      </div>
    </>
  );
}
