/** What neighbouring districts wrote about people who are barred there. */
import { addYears, type DateOn, yearOf } from "~/calendar";
import { confirmOutsideBan, type NewOutsideBan, recordOutsideBan } from "~/certification/outside-bans.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { granted } from "./chronicle.ts";
import { type Ago, ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

/** One in force, one that waits for its second person. Neither is of anybody here. */
export function tellBans(district: District): void {
  const { chronicle, today } = district;
  const learned = (when: Ago, ban: (on: DateOn) => NewOutsideBan, confirmed: boolean) => {
    const on = ago(today, when);
    let banId = "";
    chronicle.on(officeHour(on, "09:50"), async (tx, now) => {
      banId = granted(await recordOutsideBan(tx, ban(on), actor(district, "legal"), now), "a ban").banId;
    });
    if (!confirmed) return;
    chronicle.on(officeHour(on, "16:20"), async (tx, now) => {
      granted(await confirmOutsideBan(tx, { banId }, actor(district, "personnel"), now), "a ban");
    });
  };
  learned(
    { months: 4 },
    (on) => ({
      ...{ name: "卢启明", identityNumber: fictitiousIdentityNumber(451, "1979-02-11", "male") },
      ...{ authority: "江岭市行政审批服务局", decisionNumber: `江审证吊〔${yearOf(on)}〕2号` },
      ...{
        ground: "altered-or-lent",
        fromOn: on,
        lastDayOn: addYears(on, 2),
        source: `江审函〔${yearOf(on)}〕31号`,
      },
    }),
    true,
  );
  learned(
    { days: 4 },
    (on) => ({
      ...{ name: "傅秋白", identityNumber: fictitiousIdentityNumber(452, "1984-10-23", "female") },
      ...{ authority: "望川县人力资源和社会保障局", decisionNumber: `望人社撤〔${yearOf(on)}〕1号` },
      ...{
        ground: "annulled",
        fromOn: on,
        lastDayOn: addYears(on, 3),
        source: `望人社函〔${yearOf(on)}〕8号`,
      },
    }),
    false,
  );
}
