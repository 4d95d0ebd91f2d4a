import { useLoaderData } from "@remix-run/react";
import { Button } from "~/components/button";
import { SelectField } from "~/components/select-field";
import { SIDES } from "~/study/standing-side";
import { studyText } from "~/text/study";
import { studyStandingsText } from "~/text/study-standings";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** What the list is of. */
export function Query() {
  const { quotas, units, years, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyStandingsText);
  const { quotas: names } = useText(studyText);
  return (
    <form className="query">
      <SelectField
        label={t.quota}
        name="quota"
        choices={quotas.map((value) => ({ value, text: names[value] ?? value }))}
        defaultValue={chosen.quotaId}
        small
      />
      <SelectField
        label={t.unit}
        name="unit"
        empty={t.allUnits}
        choices={units}
        defaultValue={chosen.unit}
        small
      />
      <SelectField
        label={t.side}
        name="side"
        empty={t.anySide}
        choices={SIDES.map((value) => ({ value, text: t.sides[value] }))}
        defaultValue={chosen.side}
        small
      />
      <SelectField
        label={t.year}
        name="year"
        choices={years.map((value) => ({ value: String(value), text: String(value) }))}
        defaultValue={String(chosen.year)}
        small
      />
      <div className="acts">
        <Button small>{t.query}</Button>
      </div>
    </form>
  );
}
