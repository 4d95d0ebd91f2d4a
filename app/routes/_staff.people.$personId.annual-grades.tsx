import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { yearOf } from "~/calendar";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { ANNUAL_GRADES } from "~/personnel/identity";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { recordAnnualGrade } from "~/personnel/record.server";
import { gradeNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["annual-grades"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor: _, ...person } = await requirePersonInScope(
    request,
    params.personId,
    "person:write",
    new Date(),
  );
  return { person };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId, today } = await requirePersonInScope(
    request,
    params.personId,
    "person:write",
    now,
  );
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const year = read.choice("year", t.year, yearsBefore(yearOf(today)));
  const grade = read.choice("grade", t.grade, ANNUAL_GRADES);
  if (!year || !grade) return refusedForm(typed, read.problems);
  const wanted = { personId, year: Number(year), grade };
  const answer = await inTransaction((tx) => recordAnnualGrade(tx, wanted, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "year"),
    );
  throw redirect(`/people/${personId}?done=annual-grades`, { status: 303 });
}

/** This year and the ten before it, newest first. */
const yearsBefore = (year: number) => Array.from({ length: 11 }, (_, back) => String(year - back));

export default function AnnualGrades() {
  const { person } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const grades = useText(gradeNames);
  const years = yearsBefore(yearOf(person.today));
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "year",
      label: t.year,
      choices: years.map((value) => ({ value, text: value })),
      value: years[1],
    },
    {
      kind: "choice",
      name: "grade",
      label: t.grade,
      choices: ANNUAL_GRADES.map((value) => ({ value, text: grades[value] })),
      empty: t.choose,
    },
  ];
  return <PersonActPage act="annual-grades" person={person} fields={fields} refused={refused} />;
}
