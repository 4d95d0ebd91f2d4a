import { longMonth } from "~/text/dates";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useLocale, useText } from "~/text/text";
import { ListQuery } from "./list-query";
import { TextField } from "./text-field";

/** Whose monthly meeting, on which day, from when: a GET form, so that the dates can be looked at before anything is planned. */
export function SeriesQuery({
  units,
  months,
  chosen,
}: {
  units: readonly { value: string; text: string }[];
  months: readonly string[];
  chosen: { unit: string; day: string; from: string; count: string };
}) {
  const t = useText(studySessionsText).months;
  const { form } = useText(studyText);
  const locale = useLocale();
  return (
    <ListQuery
      submit={t.look}
      narrowings={[
        {
          ...{ name: "unit", label: form.unit, value: chosen.unit, choices: [...units] },
          ...(units.length > 1 ? { empty: form.chooseUnit } : {}),
        },
        {
          ...{ name: "from", label: t.fromMonth, value: chosen.from },
          choices: months.map((month) => ({ value: month.slice(0, 7), text: longMonth(month, locale) })),
        },
        {
          ...{ name: "count", label: t.count, value: chosen.count },
          choices: months.map((_, index) => ({ value: String(index + 1), text: String(index + 1) })),
        },
      ]}
    >
      <TextField
        name="day"
        label={t.day}
        defaultValue={chosen.day}
        small
        figures
        inputMode="numeric"
        maxLength={2}
      />
    </ListQuery>
  );
}
