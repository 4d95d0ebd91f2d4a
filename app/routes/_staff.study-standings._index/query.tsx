import { useLoaderData } from "@remix-run/react";
import { ListQuery } from "~/components/list-query";
import { SIDES } from "~/study/standing-side";
import { studyText } from "~/text/study";
import { studyStandingsText } from "~/text/study-standings";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** What the list is of. */
export function Query() {
  const { quotas, units, years, categories, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyStandingsText);
  const { quotas: names, categories: called } = useText(studyText);
  return (
    <ListQuery
      submit={t.query}
      narrowings={[
        {
          ...{ name: "quota", label: t.quota, value: chosen.quotaId },
          choices: quotas.map((value) => ({ value, text: names[value] ?? value })),
        },
        { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
        {
          ...{ name: "side", label: t.side, empty: t.anySide, value: chosen.side },
          choices: SIDES.map((value) => ({ value, text: t.sides[value] })),
        },
        ...(categories.length > 0
          ? [
              {
                ...{ name: "category", label: t.categoryShort, empty: t.anyCategory, value: chosen.category },
                choices: categories.map((value) => ({ value, text: called[value] })),
              },
            ]
          : []),
        {
          ...{ name: "year", label: t.year, value: chosen.year },
          choices: years.map((value) => ({ value: String(value), text: String(value) })),
        },
      ]}
    />
  );
}
