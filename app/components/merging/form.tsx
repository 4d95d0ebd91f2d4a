import type { GivesWay } from "~/casework/person-merge";
import { lastDayBefore, longDate } from "~/text/dates";
import { gradeNames } from "~/text/identity-names";
import { mergingText } from "~/text/merging";
import { personnelText } from "~/text/personnel";
import { type Locale, textFor, useLocale, useText } from "~/text/text";
import { trainingText } from "~/text/training";
import type { RefusedForm } from "../act-fields";
import { Button, LinkButton } from "../button";
import { ChoicesField } from "../choices-field";
import { Section } from "../section";
import { TextAreaField } from "../text-area-field";
import { errorsAt } from "../typed-form";

/** What gives way, said before it is done. */
export function MergeSettled({
  givesWay,
  unitNames,
}: {
  givesWay: readonly GivesWay[];
  unitNames: Record<string, string>;
}) {
  const t = useText(mergingText);
  const locale = useLocale();
  return (
    <Section title={t.settled} meta={t.settledMeta}>
      {givesWay.length === 0 ? (
        <p>{t.settledNone}</p>
      ) : (
        <ul className="list-disc pl-5">
          {givesWay.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept
            <li key={index}>{sentence(locale, one, unitNames)}</li>
          ))}
        </ul>
      )}
      <p className="quiet mt-2">{t.always}</p>
    </Section>
  );
}

function sentence(locale: Locale, one: GivesWay, unitNames: Record<string, string>): string {
  const t = textFor(mergingText, locale);
  const says = t.gives;
  const span = ({ fromOn, toOn }: { fromOn: string; toOn: string | null }) =>
    toOn === null
      ? t.since(longDate(fromOn, locale))
      : t.fromTo(longDate(fromOn, locale), longDate(lastDayBefore(toOn), locale));
  if (one.what === "name") return says.name(one.name);
  if (one.what === "employment" || one.what === "legal-duty")
    return says[one.what](unitNames[one.unitId] ?? "", span(one));
  if (one.what === "category")
    return says.category(textFor(personnelText, locale).categories[one.category], span(one));
  if (one.what === "grade") return says.grade(one.year, textFor(gradeNames, locale)[one.grade]);
  if (one.what === "post") return says.post(one.title, span(one));
  if (one.what === "death") return says.death(longDate(one.on, locale));
  if (one.what === "shift-duty") return says["shift-duty"](one.place, longDate(one.on, locale));
  if (one.what === "training")
    return says.training(textFor(trainingText, locale).kinds[one.kind], one.number);
  return one.what === "registration" ? says.registration(one.title) : says.account;
}

export function MergeForm({
  masked,
  back,
  refused,
}: {
  masked: { kept: string; merged: string };
  back: string;
  refused: RefusedForm | undefined;
}) {
  const t = useText(mergingText);
  return (
    <form method="post" className="form max-w-2xl" noValidate>
      <ChoicesField
        name="numberOf"
        legend={t.numberOf}
        hint={t.numberHint}
        options={[
          { value: "kept", text: t.numberKept(masked.kept) },
          { value: "merged", text: t.numberMerged(masked.merged) },
        ]}
        chosen={[refused?.typed.numberOf ?? "kept"]}
        errors={errorsAt(refused?.problems, "numberOf")}
      />
      <TextAreaField
        name="reason"
        label={t.reason}
        hint={t.reasonHint}
        rows={3}
        defaultValue={refused?.typed.reason}
        errors={errorsAt(refused?.problems, "reason")}
      />
      <div className="acts">
        <Button kind="stop">{t.submit}</Button>
        <LinkButton kind="text" href={back}>
          {t.back}
        </LinkButton>
      </div>
    </form>
  );
}
