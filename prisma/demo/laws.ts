/** A local rule in the register, amended last week and in force in three weeks. The district made both up. */
import { recordAmendment } from "~/questions/amendments.server";
import { registerLaw } from "~/questions/laws.server";
import { ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

export function tellLaws(district: District): void {
  const { chronicle, today } = district;
  const name = "临湖区市容和环境卫生管理办法";
  chronicle.on(officeHour(ago(today, { days: 9 }), "10:20"), async (tx, now) => {
    const officer = actor(district, "legal");
    const law = await registerLaw(
      tx,
      {
        ...{ name, title: name, version: "2019-03-28", effectiveOn: "2019-05-01", articles: 46 },
        source: "区人民政府令第 12 号",
      },
      officer,
      now,
    );
    if (!law.ok) throw new Error("The register refused the demo's rule");
    const amendment = await recordAmendment(
      tx,
      {
        ...{ lawId: law.lawId, version: ago(today, { days: 12 }), effectiveOn: ago(today, { days: -21 }) },
        ...{ articles: 47, whole: false, listed: "12、15—17", source: "区人民政府令第 19 号" },
        note: "增加门前责任区的规定，调整罚款数额",
      },
      officer,
      now,
    );
    if (!amendment.ok) throw new Error("The register refused the demo's amendment");
  });
}
