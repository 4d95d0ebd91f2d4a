import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Chips } from "~/components/chips";
import { chipsOf, ListQuery } from "~/components/list-query";
import { TextField } from "~/components/text-field";
import { EXAM_KINDS } from "~/exams/exam";
import { REQUIREMENT_STANDINGS } from "~/exams/requirement";
import type { RequirementTyped } from "~/exams/requirement-filters";
import { examsText } from "~/text/exams";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** What the list is filtered by, and the filters in force. */
export function Filters({ chosen }: { chosen: RequirementTyped & { unitName: string } }) {
  const { units } = useLoaderData<typeof loader>();
  const t = useText(requirementsText);
  const { kinds } = useText(examsText);
  const [search] = useSearchParams();
  const chips = chipsOf(search, [
    { filter: "q", name: t.name, value: chosen.q },
    { filter: "unit", name: t.unit, value: chosen.unitName },
    { filter: "kind", name: t.kind, value: chosen.kind ? kinds[chosen.kind] : "" },
    { filter: "state", name: t.state, value: chosen.standing ? t.standings[chosen.standing] : "" },
  ]);
  return (
    <>
      <ListQuery
        submit={t.query}
        isOpen={chips.length > (chosen.q ? 1 : 0)}
        folded={[
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "kind", label: t.kind, empty: t.anyKind, value: chosen.kind },
            choices: EXAM_KINDS.map((value) => ({ value, text: kinds[value] })),
          },
          {
            ...{ name: "state", label: t.state, empty: t.anyState, value: chosen.standing },
            choices: REQUIREMENT_STANDINGS.map((value) => ({ value, text: t.standings[value] })),
          },
        ]}
      >
        <TextField name="q" label={t.name} defaultValue={chosen.q} small fieldClass="w2" maxLength={40} />
      </ListQuery>
      <Chips items={chips} clearAllHref="/requirements" />
    </>
  );
}
