import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { Button } from "~/components/button";
import { ReliefFields } from "~/components/relief-fields";
import { SelectField } from "~/components/select-field";
import { errorsAt } from "~/components/typed-form";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { namedStaff } from "~/personnel/named-staff.server";
import { RELIEFS, reliefTyped, reliefYears } from "~/study/relief-page.server";
import { askRelief } from "~/study/reliefs.server";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyReliefsText, (t) => t.ask);

export async function loader({ request }: LoaderFunctionArgs) {
  return choices(request);
}

/** The unit stands in the address, and its people below it. */
async function choices(request: Request) {
  const actor = await requirePermission(request, "study-relief:ask");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "study-relief:ask"), today);
  const asked = new URL(request.url).searchParams.get("unit");
  const unit = units.find(({ unitId }) => unitId === asked) ?? units[0] ?? null;
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    unitId: unit?.unitId ?? "",
    people: unit ? await namedStaff(prisma, unit.unitId, today) : [],
    years: reliefYears(today),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "study-relief:ask");
  const { unitId, people } = await choices(request);
  const { typed, problems, asked, locale } = await reliefTyped(request, chinaDateOf(now));
  const person = people.find(({ personId }) => personId === typed.personId);
  const noPerson = { field: "personId", message: studyReliefsText[locale].noPerson };
  if (!person || !asked)
    return data(
      { typed, problems: [...(person ? [] : [noPerson]), ...problems], refusals: [] },
      { status: 422 },
    );
  const wanted = { ...asked, personId: person.personId, unitId };
  const answer = await inTransaction((tx) => askRelief(tx, wanted, actor.accountId, now));
  if (answer.ok) throw redirect(`${RELIEFS}?done=asked`, { status: 303 });
  return data({ typed, problems: [], refusals: answer.refusals }, { status: 422 });
}

export default function AskRelief() {
  const { units, unitId, people, years } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyReliefsText);
  return (
    <>
      {units.length > 1 && (
        <form className="query">
          <SelectField label={t.unit} name="unit" choices={units} defaultValue={unitId} small />
          <div className="acts">
            <Button small>{t.query}</Button>
          </div>
        </form>
      )}
      <ActPage
        title={t.ask}
        lede={t.askLede}
        crumbs={[{ text: t.title, href: "/study-reliefs" }]}
        back="/study-reliefs"
        problems={refused?.problems}
        refusals={refused?.refusals}
        submit={t.askSubmit}
      >
        <SelectField
          name="personId"
          label={t.person}
          empty={t.noPerson}
          choices={people.map(({ personId, name }) => ({ value: personId, text: name }))}
          defaultValue={refused?.typed.personId}
          errors={errorsAt(refused?.problems, "personId")}
        />
        <ReliefFields years={years} typed={refused?.typed} problems={refused?.problems} />
      </ActPage>
    </>
  );
}
