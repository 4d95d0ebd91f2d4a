import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { SessionForm } from "~/components/session-form";
import { sessionFrom } from "~/components/session-typed.server";
import { problemsFrom, refusedForm } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { staffOf } from "~/personnel/facts.server";
import { namesOn } from "~/personnel/person.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { studyText } from "~/text/study";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal } from "~/verdict";

export const meta = titled(studyText, (t) => t.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:record");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "study:record"), today);
  const asked = new URL(request.url).searchParams.get("unit");
  const unit = units.find(({ unitId }) => unitId === asked) ?? (units.length === 1 ? units[0] : undefined);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    unit: unit ? { unitId: unit.unitId, name: unit.name } : null,
    staff: unit ? await staffIn(unit.unitId) : [],
    today,
  };
}

/** Everyone who works in the unit today, by name. */
async function staffIn(unitId: string): Promise<{ personId: string; name: string }[]> {
  const today = chinaDateOf(new Date());
  const ids = (await staffOf(prisma, [unitId], today)).map(({ personId }) => personId);
  const names = await namesOn(prisma, ids, today);
  return ids
    .map((personId) => ({ personId, name: names.get(personId) ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "study:record");
  const now = new Date();
  const locale = localeFrom(request);
  const form = await request.formData();
  const unitId = String(form.get("unitId") ?? "");
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, chinaDateOf(now)) : null;
  if (!unit || !can(actor, "study:record", { path: unit.path })) throw new Response(null, { status: 404 });

  const read = sessionFrom(form, locale);
  if (!read.ok) return refusedForm(read.typed, read.problems);
  const { session, typed } = read;
  const personIds = form.getAll("personIds").filter(isUuid);
  const answer = await inTransaction((tx) =>
    submitStudyRecord(tx, { ...session, personIds, unitId }, actor.accountId, now),
  );
  if (answer.ok) {
    const done = new URLSearchParams({ unit: unitId, done: "submitted", n: String(answer.recordIds.length) });
    if (answer.overlaps.length > 0) done.set("overlaps", String(answer.overlaps.length));
    throw redirect(`/study-records?${done}`, { status: 303 });
  }
  const names = await namesOn(prisma, personIds, chinaDateOf(now));
  const t = textFor(studyText, locale).form;
  const strangers = answer.refusals.filter(({ code }) => code === "study-record.not-in-unit");
  return refusedForm(typed, [
    ...problemsFrom(
      locale,
      answer.refusals.filter((refusal) => !strangers.includes(refusal)),
      fieldOf,
    ),
    ...strangers.map((refusal) => ({ field: "personIds", message: t.notInUnit(nameIn(names, refusal)) })),
  ]);
}

const nameIn = (names: Map<string, string>, { facts }: Refusal) => names.get(String(facts.personId)) ?? "";

const fields: Record<string, string> = {
  "study-record.title-missing": "title",
  "study-record.ends-before-start": "end",
  "study-record.longer-than-a-day": "end",
  "study-record.future": "date",
  "study-record.minutes-missing": "minutes",
  "study-record.minutes-over-span": "minutes",
  "study-record.evidence-missing": "evidence",
  "study-record.no-people": "personIds",
};
const fieldOf = (code: string) => fields[code] ?? "title";

export default function NewSession() {
  const { units, unit, staff, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(studyText);
  return (
    <>
      <PageHead
        title={t.newTitle}
        lede={t.newLede}
        crumbs={[{ text: t.title, href: "/study-records" }, { text: t.newTitle }]}
      />
      {answer && <ErrorSummary problems={answer.problems} />}
      {units.length > 1 && (
        <form className="query">
          <SelectField
            label={t.form.unit}
            name="unit"
            empty={t.form.chooseUnit}
            choices={units}
            defaultValue={unit?.unitId}
          />
          <div className="acts">
            <Button>{unit ? t.form.change : t.form.chooseUnit}</Button>
          </div>
        </form>
      )}
      {!unit && <Empty title={t.form.needsUnit} />}
      {unit && staff.length === 0 && <Empty title={t.form.noPeople} />}
      {unit && staff.length > 0 && (
        <SessionForm unitId={unit.unitId} staff={staff} today={today} answer={answer} />
      )}
    </>
  );
}
