import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Button } from "~/components/button";
import { Chips } from "~/components/chips";
import { filteredHref } from "~/components/filters";
import { MoreFilters } from "~/components/more-filters";
import { SelectField } from "~/components/select-field";
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
  const chips = [
    { filter: "q", name: t.name, value: chosen.q },
    { filter: "unit", name: t.unit, value: chosen.unitName },
    { filter: "kind", name: t.kind, value: chosen.kind ? kinds[chosen.kind] : "" },
    { filter: "state", name: t.state, value: chosen.standing ? t.standings[chosen.standing] : "" },
  ].flatMap(({ filter, name, value }) =>
    value === ""
      ? []
      : [{ name, value, clearHref: filteredHref(search, { [filter]: null, after: null, before: null }) }],
  );
  return (
    <>
      <form className="query">
        <TextField name="q" label={t.name} defaultValue={chosen.q} small fieldClass="w2" maxLength={40} />
        <MoreFilters open={chips.length > (chosen.q ? 1 : 0)}>
          <SelectField
            label={t.unit}
            name="unit"
            empty={t.allUnits}
            choices={units}
            defaultValue={chosen.unit}
            small
          />
          <SelectField
            label={t.kind}
            name="kind"
            empty={t.anyKind}
            choices={EXAM_KINDS.map((value) => ({ value, text: kinds[value] }))}
            defaultValue={chosen.kind ?? ""}
            small
          />
          <SelectField
            label={t.state}
            name="state"
            empty={t.anyState}
            choices={REQUIREMENT_STANDINGS.map((value) => ({ value, text: t.standings[value] }))}
            defaultValue={chosen.standing ?? ""}
            small
          />
        </MoreFilters>
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      <Chips items={chips} clearAllHref="/requirements" />
    </>
  );
}
