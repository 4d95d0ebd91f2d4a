/** The renewals of the next months, of which the units were told a week ago. */
import { addDays, addMonths, yearOf } from "~/calendar";
import { openCampaign } from "~/certification/campaigns.server";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { ROOT } from "./units.ts";

export function tellCampaigns(district: District): void {
  const { chronicle, today } = district;
  const on = ago(today, { days: 6 });
  chronicle.on(officeHour(on, "10:10"), async (tx, now) => {
    const campaign = {
      ...{ kind: "renewal" as const, unitId: unit(district, ROOT), reviewYear: null },
      ...{ name: `${yearOf(today)} 年行政执法证件换发`, fromOn: on },
      ...{ toOn: addMonths(on, 8), dueOn: addDays(today, 45) },
    };
    granted(await openCampaign(tx, campaign, actor(district, "personnel"), now), "a campaign");
  });
}
