import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { RequirementOutcome } from "~/components/requirement-outcome";
import { outcomeShown } from "~/components/requirement-outcome.server";
import { SelectField } from "~/components/select-field";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { requirementFieldOf, requirementFormFrom } from "~/exams/requirement-form.server";
import { requireExam } from "~/exams/requirements.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { namedStaff } from "~/personnel/named-staff.server";
import { requirementsText } from "~/text/requirements";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";
import { RequirementForm } from "./requirement-form";

export const meta = titled(requirementsText, (t) => t.addTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "requirement:write");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "requirement:write"), today);
  const asked = new URL(request.url).searchParams.get("unit");
  const unit = units.find(({ unitId }) => unitId === asked);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    unit: unit ? { unitId: unit.unitId, name: unit.name } : null,
    staff: unit ? await namedStaff(prisma, unit.unitId, today) : [],
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "requirement:write");
  const now = new Date();
  const today = chinaDateOf(now);
  const locale = localeFrom(request);
  const form = await request.formData();
  const { typed, problems, refusals, wanted } = requirementFormFrom(form, today);
  const unitId = String(form.get("unitId") ?? "");
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, today) : null;
  const staff =
    unit && can(actor, "requirement:write", { path: unit.path })
      ? await namedStaff(prisma, unitId, today)
      : [];
  const chosen = staff.map(({ personId }) => personId);
  const personIds = typed.whom === "unit" ? chosen : chosen.filter((id) => typed.personIds.includes(id));
  const all = [...refusals, ...(personIds.length === 0 ? [refusal("requirement.nobody")] : [])];
  const { problem } = textFor(requirementsText, locale);
  const unread = problems.map((field) => ({ field, message: problem[field] ?? "" }));
  const no = (reasons: typeof all) =>
    data(
      { typed, problems: [...unread, ...problemsFrom(locale, reasons, requirementFieldOf)], outcome: null },
      { status: 422 },
    );
  if (!wanted || all.length > 0) return no(all);
  const within = pathsFor(actor, "requirement:write");
  const answer = await inTransaction((tx) =>
    requireExam(tx, { ...wanted, personIds, source: "office" }, actor.accountId, now, within),
  );
  if (!answer.ok) return no(answer.refusals);
  const outcome = outcomeShown(locale, answer, new Map(staff.map((one) => [one.personId, one])));
  return data({ typed, problems: [], outcome }, { status: answer.required.length > 0 ? 200 : 422 });
}

export default function NewRequirement() {
  const { units, unit, staff } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(requirementsText);
  const crumbs = [{ text: t.title, href: "/requirements" }, { text: t.addTitle }];
  if (answer?.outcome)
    return <RequirementOutcome outcome={answer.outcome} crumbs={crumbs} again="/requirements/new" />;
  return (
    <>
      <PageHead title={t.addTitle} lede={t.addLede} crumbs={crumbs} />
      <form className="query">
        <SelectField
          label={t.chooseUnit}
          name="unit"
          choices={units}
          empty={t.chooseUnitHint}
          defaultValue={unit?.unitId}
        />
        <div className="acts">
          <Button>{t.showPeople}</Button>
        </div>
      </form>
      {unit && staff.length === 0 && <Empty title={t.noPeople} />}
      {unit && staff.length > 0 && (
        <RequirementForm
          unitId={unit.unitId}
          staff={staff}
          typed={answer?.typed}
          problems={answer?.problems ?? []}
        />
      )}
    </>
  );
}
