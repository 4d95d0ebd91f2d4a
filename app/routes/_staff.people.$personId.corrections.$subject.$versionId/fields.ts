import type { ActField } from "~/components/act-fields";
import type { Choice } from "~/components/select-field";
import type { Correctable } from "~/personnel/correctable.server";
import {
  ANNUAL_GRADES,
  EMPLOYMENT_IDENTITIES,
  EMPLOYMENT_STATUSES,
  SANCTION_KINDS,
} from "~/personnel/identity";
import { STUDY_GROUP_WORDS } from "~/rulebook/words";
import { gradeNames, identityNames, sanctionNames, statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";

/** The fields of one kind of fact beside its days, holding what was recorded. */
export function useCorrectionFields(fact: Correctable, units: readonly Choice[]): ActField[] {
  const { form: t, categories, fullTime } = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const sanctions = useText(sanctionNames);
  const grades = useText(gradeNames);
  const from = <T extends string>(values: readonly T[], names: Record<T, string>): Choice[] =>
    values.map((value) => ({ value, text: names[value] }));
  const choice = (
    name: string,
    label: string,
    choices: readonly Choice[],
    value: string,
    empty?: string,
  ): ActField => ({ kind: "choice", name, label, choices, value, ...(empty ? { empty } : {}) });
  switch (fact.subject) {
    case "name":
      return [{ kind: "text", name: "name", label: t.name, hint: t.nameHint, value: fact.name }];
    case "employment":
      return [
        choice("unitId", t.unit, units, fact.unitId, t.chooseUnit),
        choice("identity", t.identity, from(EMPLOYMENT_IDENTITIES, identities), fact.identity),
        choice("status", t.status, from(EMPLOYMENT_STATUSES, statuses), fact.status),
        { kind: "text", name: "title", label: t.title, optional: true, value: fact.title ?? "" },
      ];
    case "legal-duty":
      return [
        choice("fullTime", t.fullTime, from(["yes", "no"] as const, fullTime), fact.fullTime ? "yes" : "no"),
      ];
    case "sanction":
      return [
        choice("kind", t.sanction, from(SANCTION_KINDS, sanctions), fact.kind),
        { kind: "text", name: "authority", label: t.authority, value: fact.authority },
        { kind: "text", name: "decisionNumber", label: t.decisionNumber, value: fact.decisionNumber },
      ];
    case "annual-grade":
      return [choice("grade", t.grade, from(ANNUAL_GRADES, grades), fact.grade)];
    case "study-category":
      return [choice("category", t.category, from(STUDY_GROUP_WORDS, categories), fact.category)];
  }
}
