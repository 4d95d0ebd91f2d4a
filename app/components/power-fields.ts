import { POWER_KINDS } from "~/positions/power";
import { fieldChoices } from "~/text/fields";
import { powersText } from "~/text/powers";
import type { Locale } from "~/text/text";
import type { ActField } from "./act-fields";

type Said = {
  name?: string;
  kind?: string;
  field?: string | null;
  basis?: string;
  fromOn?: string;
  lastOn?: string;
};

/** The fields of a power, empty or as it is registered. */
export function powerFields(locale: Locale, said: Said): ActField[] {
  const t = powersText[locale];
  return [
    { kind: "text", name: "name", label: t.name, value: said.name },
    {
      ...{ kind: "choice", name: "kind", label: t.kind, empty: t.choose, value: said.kind },
      choices: POWER_KINDS.map((value) => ({ value, text: t.kinds[value] })),
    },
    {
      ...{ kind: "choice", name: "field", label: t.field, empty: t.noField, optional: true },
      ...{ value: said.field ?? undefined, choices: fieldChoices(locale) },
    },
    { kind: "text", name: "basis", label: t.basis, hint: t.basisHint, value: said.basis },
    { kind: "date", name: "fromOn", label: t.fromOn, value: said.fromOn },
    { kind: "date", name: "toOn", label: t.lastOn, hint: t.lastOnHint, optional: true, value: said.lastOn },
  ];
}
