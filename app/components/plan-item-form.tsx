import { ITEM_CATEGORIES, type PlanAudience } from "~/plans/plan";
import { common } from "~/text/common";
import { plansText } from "~/text/plans";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";
import type { FieldProblem } from "./error-summary";
import { PeopleField } from "./people-field";
import { type Choice, SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

type Refused = { typed: Typed; problems: FieldProblem[]; refusals?: Refusal[] };
type Choices = { audience: PlanAudience; people: { personId: string; name: string }[]; exams: Choice[] };

/** An item of a plan that is still a draft: the law, who studies it, who answers for it, and what is known of the rest. */
export function PlanItemForm({
  act,
  plan,
  choices,
  typed: before,
  refused,
}: {
  act: string;
  plan: { planId: string; title: string };
  choices: Choices;
  typed: Typed;
  refused: Refused | undefined;
}) {
  const t = useText(plansText);
  const { monthOfYear } = useText(common);
  const typed = refused?.typed ?? before;
  const back = `/plans/${plan.planId}`;
  const about = (name: string, label: string) => ({
    name,
    label,
    defaultValue: typed[name],
    errors: errorsAt(refused?.problems, name),
  });
  return (
    <ActPage
      title={act}
      crumbs={[
        { text: t.title, href: "/plans" },
        { text: plan.title, href: back },
      ]}
      back={back}
      problems={refused?.problems}
      refusals={refused?.refusals}
      submit={t.form.save}
    >
      <SelectField
        {...about("month", t.form.month)}
        choices={Array.from({ length: 12 }, (_, index) => ({
          value: String(index + 1),
          text: monthOfYear(index + 1),
        }))}
        empty={t.form.noMonth}
      />
      {choices.audience === "enforcement-staff" && (
        <SelectField
          {...about("category", t.form.category)}
          choices={ITEM_CATEGORIES.map((value) => ({ value, text: t.categories[value] }))}
          empty={t.form.noCategory}
        />
      )}
      <TextField {...about("law", t.form.law)} hint={t.form.lawHint} />
      <HowCarriedOut exams={choices.exams} typed={typed} problems={refused?.problems} />
      <SelectField
        {...about("ownerPersonId", t.form.owner)}
        choices={choices.people.map(({ personId, name }) => ({ value: personId, text: name }))}
        empty={t.form.noOwner}
      />
      <PeopleField
        name="personId"
        legend={t.form.people}
        hint={t.form.peopleHint}
        people={choices.people}
        chosen={(typed.personId ?? "").split(",")}
      />
    </ActPage>
  );
}

/** When, where and with what it is studied, and the exam that follows. */
export function HowCarriedOut({
  exams,
  typed,
  problems,
}: {
  exams: Choice[];
  typed: Typed;
  problems: FieldProblem[] | undefined;
}) {
  const t = useText(plansText).form;
  const about = (name: string, label: string) => ({
    name,
    label,
    defaultValue: typed[name],
    errors: errorsAt(problems, name),
    optional: true,
  });
  return (
    <>
      <TextAreaField {...about("materials", t.materials)} hint={t.materialsHint} rows={3} />
      <TextField {...about("heldOn", t.heldOn)} type="date" figures />
      <TextField {...about("minutes", t.minutes)} inputMode="numeric" figures />
      <TextField {...about("place", t.place)} />
      <SelectField {...about("examId", t.exam)} choices={exams} empty={t.noExam} />
    </>
  );
}
