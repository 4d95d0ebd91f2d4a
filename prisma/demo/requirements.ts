/**
 * Who must sit what by when: this autumn's qualification, the annual exam of the year, one exemption granted and one
 * asked for; and a batch of candidates for posts of either regime.
 */
import { addDays, type DateOn, yearOf } from "~/calendar";
import { proposeCandidate } from "~/casework/appointment-candidates.server";
import { createBatch } from "~/exams/appointments.server";
import { askExemption, grantExemption } from "~/exams/exemptions.server";
import { requireExam } from "~/exams/requirements.server";
import { createPosition } from "~/positions/positions.server";
import type { RegimeWord } from "~/rulebook/words";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { isExamined } from "./stories.ts";
import { ROOT } from "./units.ts";

const evidence = (fileName: string) => ({
  bytes: Buffer.from("%PDF-1.4\n%演示数据\n"),
  mediaType: "application/pdf",
  fileName,
});

export function tellRequirements(district: District): void {
  const { chronicle, people, today } = district;
  const at = (days: number, clock: string) => officeHour(ago(today, { days }), clock);
  const idsOf = (chosen: readonly Person[]) => chosen.flatMap(({ id }) => (id === "" ? [] : [id]));
  const examined = people.filter(({ story, unit: code }) => isExamined(story) && code === "urban");

  chronicle.on(at(110, "15:00"), async (tx, now) => {
    const general = { kind: "qualification", part: "general", field: null, regime: null } as const;
    const asked = { ...general, personIds: idsOf(examined), dueOn: ago(today, { days: 30 }) };
    granted(
      await requireExam(tx, { ...asked, source: "office" }, actor(district, "legal"), now),
      "requiring the qualification",
    );
  });
  chronicle.on(at(40, "09:30"), async (tx, now) => {
    const staff = people.filter(({ unit: code, group }) => code === "market" && group !== "auxiliary");
    const annual = { kind: "annual", part: null, field: null, regime: null } as const;
    const asked = { ...annual, personIds: idsOf(staff), dueOn: `${yearOf(today)}-12-31` as DateOn };
    granted(
      await requireExam(tx, { ...asked, source: "office" }, actor(district, "legal"), now),
      "requiring the annual exam",
    );
  });
  chronicle.on(at(20, "10:00"), async (tx, now) => {
    const owed = await tx.examRequirement.findMany({
      where: { kind: "annual", state: "owed", unitId: unit(district, "market") },
      orderBy: { id: "asc" },
      take: 2,
    });
    const by = actor(district, "market-training");
    for (const [index, { id }] of owed.entries()) {
      const ground = index === 0 ? "long-sick-leave" : "seconded-away";
      const note = index === 0 ? "区人民医院诊断证明，病假六个月" : "援派函，至明年三月";
      const file = evidence(index === 0 ? "诊断证明.pdf" : "援派函.pdf");
      const asked = await askExemption(tx, { requirementId: id, ground, note, evidence: file }, by, now);
      if (!asked?.ok) throw new Error("asking for an exemption was refused");
      if (index > 0) continue;
      const second = actor(district, "legal2");
      granted((await grantExemption(tx, { exemptionId: asked.exemptionId }, second, now))!, "exempting");
    }
  });
  for (const regime of ["congress", "party"] as const) tellBatch(district, regime);
}

const BATCHES = {
  congress: {
    title: "区人大常委会第二十次会议任免案",
    documentNumber: "临组〔2026〕31号",
    posts: ["城市管理局局长", "市场监督管理局局长"],
  },
  party: {
    title: "拟提任科级干部",
    documentNumber: "临组〔2026〕32号",
    posts: ["执法大队大队长", "食品安全监管科科长"],
  },
} as const satisfies Record<RegimeWord, { title: string; documentNumber: string; posts: readonly string[] }>;

function tellBatch(district: District, regime: RegimeWord): void {
  const { chronicle, people, today } = district;
  const { title, documentNumber, posts } = BATCHES[regime];
  chronicle.on(
    officeHour(ago(today, { days: 9 }), regime === "congress" ? "09:00" : "09:30"),
    async (tx, now) => {
      const by = actor(district, "personnel");
      const { batchId } = granted(
        await createBatch(
          tx,
          {
            ...{ regime, title, documentNumber, unitId: unit(district, ROOT), dueOn: addDays(today, 25) },
            termEndsOn: regime === "congress" ? (`${yearOf(today) + 1}-12-31` as DateOn) : null,
          },
          by,
          now,
        ),
        "making a batch",
      );
      for (const [index, post] of posts.entries()) {
        const code = index === 0 ? "urban" : "market";
        const positionId = await createPosition(
          tx,
          { unitId: unit(district, code), title: post, family: `${regime}-appointed`, field: null },
          by,
          now,
        );
        const cadres = people.filter(
          (one) => one.unit === code && one.group === "leading-cadre" && one.id !== "",
        );
        const person = cadres[regime === "congress" ? 0 : cadres.length - 1]!;
        const wanted = { batchId, personId: person.id, positionId };
        const answer = await proposeCandidate(tx, wanted, { accountId: by, personId: null }, now);
        if (!answer?.ok) throw new Error("a candidate was refused");
      }
    },
  );
}
