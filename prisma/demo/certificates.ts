/** The certificates of earlier years, by batches, and what was decided about them since. */
import { addDays, chinaDateOf, type DateOn, yearOf } from "~/calendar";
import { reportFound, reportLoss, voidCertificate } from "~/certification/acts.server";
import type { DecidedAct, Ground } from "~/certification/ground";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { recordService } from "~/certification/serving.server";
import { needsStatement } from "~/certification/statement";
import { grantQualification } from "~/exams/qualification.server";
import { endEmployment } from "~/personnel/employment.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { endAssignment } from "~/positions/assignments.server";
import { tellApplications, type Way, wayTo } from "./applications.ts";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { type Ago, ago, officeHour } from "./days.ts";
import { actor, type District, grouped, unit } from "./district.ts";
import { LEFT, type Story } from "./stories.ts";
import { fieldOf, plans, type UnitCode } from "./units.ts";

export function tellCertificates(district: District): void {
  tellBatches(district);
  tellDecisions(district);
}

const THREE_YEARS_AGO: readonly Story[] = [
  "third-year",
  "suspended",
  "stood-down",
  "lost",
  "suspended-and-lost",
  "revoked",
  "retired",
  "deceased",
  "moved-on",
  "moved-uncleared",
  "legal-enforcer",
];

function tellBatches(district: District): void {
  const { people, today } = district;
  const isTown = ({ unit: code }: Person) => plans[code].kind !== "enforcement-bureau";
  const of = (stories: readonly Story[]) =>
    people.filter(({ story }) => story !== null && stories.includes(story));
  const batch = (batched: readonly Person[], issuedOn: DateOn, way: Way = wayTo(issuedOn)) => {
    tellResults(district, batched, addDays(issuedOn, -40));
    tellApplications(district, batched, way);
  };
  const third = of(THREE_YEARS_AGO);
  const renewed = of(["renewed"]);
  batch(of(["expired-on-post"]), ago(today, { years: 5, months: 10 }));
  batch(of(["expired-since"]), ago(today, { years: 5, months: 3 }));
  batch(renewed, addDays(ago(today, { years: 5 }), 60));
  // The oldest that are still good: they run out one after the other in the coming months.
  for (const [index, person] of of(["ending"]).entries())
    batch([person], addDays(ago(today, { years: 5 }), 20 + 45 * (index % 4)));
  const townsToo = third.filter((person) => !isTown(person));
  batch(townsToo, ago(today, { years: 3, months: 2 }));
  batch(third.filter(isTown), ago(today, { years: 2, months: 10 }));
  batch(of(["second-year", "annulled"]), ago(today, { months: 18 }));
  const misprintedOn = ago(today, { months: 5 });
  const { collected: _, ...uncollected } = wayTo(misprintedOn);
  batch(of(["voided"]), misprintedOn, uncollected);

  tellResults(district, renewed, ago(today, { days: 62 }));
  tellApplications(district, renewed, wayTo(ago(today, { days: 36 })), "renewal");
}

/** Results of exams held on paper, before the examination room was. */
function tellResults(district: District, people: readonly Person[], passedOn: DateOn): void {
  for (const [code, colleagues] of grouped(people, (person) => person.unit)) {
    district.chronicle.on(officeHour(addDays(passedOn, 6), "11:00"), async (tx, now) => {
      const evidence = `行政执法资格考试成绩册（${yearOf(passedOn)}年）`;
      const result = { origin: "imported" as const, evidence, fromOn: passedOn };
      for (const { id: personId } of colleagues) {
        const legal = actor(district, "legal");
        await grantQualification(
          tx,
          { personId, part: "special", field: fieldOf(code), ...result },
          legal,
          now,
        );
        await grantQualification(tx, { personId, part: "general", field: null, ...result }, legal, now);
      }
    });
  }
}

const RECENT_DAYS = 20;
const LEGAL_BASIS = "湖南省人民政府令第280号（2022年令第310号修改）";
const WORD: Record<DecidedAct, string> = {
  suspend: "扣",
  restore: "复",
  cancel: "注",
  revoke: "吊",
  annul: "撤",
};

function tellDecisions(district: District): void {
  const { chronicle, people, today, certificateId } = district;
  let number = 0;
  const decide = (person: Person, act: DecidedAct, ground: Ground, when: Ago, { approved = true } = {}) => {
    const on = ago(today, when);
    number += 1;
    const details = {
      ground,
      legalBasis: LEGAL_BASIS,
      decisionNumber: `临人社证${WORD[act]}〔${yearOf(on)}〕${number}号`,
      effectiveOn: null,
      banUntilOn: null,
      note: "",
      statement: needsStatement(act)
        ? { way: "in-person" as const, on: addDays(on, -3), says: "持证人对查明的事实没有异议。" }
        : null,
      lossNotice: ground === "lost" ? `临湖日报，${on}` : "",
    };
    let proposalId = "";
    const proposer = act === "suspend" ? "legal" : "personnel2";
    chronicle.on(officeHour(on, "10:30"), async (tx, now) => {
      const proposal = { certificateId: certificateId.get(person)!, act, details };
      proposalId = granted(await proposeAct(tx, proposal, actor(district, proposer), now), act).proposalId;
    });
    if (!approved) return;
    chronicle.on(officeHour(on, "15:10"), async (tx, now) => {
      granted(await approveProposal(tx, { proposalId }, actor(district, "personnel"), now), act);
    });
    // What was decided lately has not been served yet.
    if (on > ago(today, { days: RECENT_DAYS })) return;
    chronicle.on(officeHour(on, "16:40"), async (tx, now) => {
      const { id: actId, certificateId } = await tx.certificateAct.findFirstOrThrow({
        where: { proposalId },
      });
      const service = { certificateId, actId, servedOn: chinaDateOf(now), note: "" };
      const handed =
        ground === "deceased"
          ? { way: "through-unit" as const, receiver: "单位转交家属" }
          : { way: "in-person" as const, receiver: "本人" };
      granted(
        await recordService(tx, { ...service, ...handed }, actor(district, proposer), now),
        "a service",
      );
    });
  };
  const each = (story: Story, tell: (person: Person) => void) =>
    people.filter((person) => person.story === story).forEach(tell);
  const certified = (code: UnitCode, story: Story, nth = 0) =>
    people.filter((one) => one.unit === code && one.story === story && one.group === "enforcement")[nth]!;

  const once = people.find(({ name }) => name === "韩立新")!;
  decide(once, "suspend", "off-post-training", { months: 19 });
  decide(once, "restore", "training-passed", { months: 17 });
  each("suspended", (person) => decide(person, "suspend", "improper-use", { days: 18 }));
  each("stood-down", (person) => decide(person, "suspend", "under-inquiry", { days: 32 }));
  each("suspended-and-lost", (person) => decide(person, "suspend", "study-unmet", { days: 40 }));
  each("revoked", (person) => {
    decide(person, "revoke", "altered-or-lent", { months: 5 });
    leavePost(district, person, { months: 5 }, "证件吊销，离岗");
  });
  each("annulled", (person) => {
    decide(person, "annul", "false-materials", { days: 70 });
    leavePost(district, person, { days: 70 }, "证件撤销，离岗");
  });
  decide(certified("transport", "third-year", 1), "suspend", "study-unmet", { days: 1 }, { approved: false });

  const lose = (person: Person, when: Ago, note: string) =>
    chronicle.on(officeHour(ago(today, when), "11:20"), async (tx, now) => {
      const loss = { certificateId: certificateId.get(person)!, note };
      granted(await reportLoss(tx, loss, actor(district, `${person.unit}-hr`), now), "losing");
    });
  each("lost", (person) => lose(person, { days: 10 }, "出勤途中遗失，已在报纸声明。"));
  each("suspended-and-lost", (person) => lose(person, { days: 22 }, "上交时报失。"));
  const careless = certified("ecology", "third-year");
  lose(careless, { months: 7 }, "搬办公室时遗失。");
  chronicle.on(officeHour(addDays(ago(today, { months: 7 }), 5), "11:20"), async (tx, now) => {
    const found = { certificateId: certificateId.get(careless)!, note: "在档案柜中找回。" };
    granted(await reportFound(tx, found, actor(district, "ecology-hr"), now), "finding");
  });
  each("voided", (person) =>
    chronicle.on(officeHour(addDays(ago(today, { months: 5 }), 4), "09:40"), async (tx, now) => {
      const spoilt = { certificateId: certificateId.get(person)!, note: "打印错位，作废。" };
      granted(await voidCertificate(tx, spoilt, actor(district, "personnel"), now), "voiding");
    }),
  );

  each("retired", (person) => {
    leaveUnit(district, person, "retired");
    decide(person, "cancel", "retired", { days: 115 });
  });
  each("deceased", (person) => {
    leaveUnit(district, person, "deceased");
    decide(person, "cancel", "deceased", { days: 76 });
  });
  each("moved-on", (person) => {
    move(district, person);
    leavePost(district, person, LEFT["moved-on"]!.when, "调出");
    decide(person, "cancel", "transferred", { days: 175 });
  });
  each("moved-uncleared", (person) => move(district, person));
}

function leavePost(district: District, person: Person, when: Ago, reason: string): void {
  district.chronicle.on(officeHour(ago(district.today, when), "17:20"), async (tx, now) => {
    const seat = district.seat.get(person);
    if (!seat) return;
    const ending = { ...seat, toOn: addDays(chinaDateOf(now), 1), reason };
    await endAssignment(tx, ending, actor(district, `${person.unit}-hr`), now);
  });
}

function leaveUnit(district: District, person: Person, status: "retired" | "deceased"): void {
  const { when } = LEFT[status]!;
  leavePost(district, person, when, status === "retired" ? "退休" : "去世");
  district.chronicle.on(officeHour(ago(district.today, when), "17:00"), async (tx, now) => {
    // A death is of its day; whoever retires works until the evening.
    const today = chinaDateOf(now);
    const toOn = status === "deceased" ? today : addDays(today, 1);
    const ending = { personId: person.id, relation: "home" as const, toOn, status };
    granted(await endEmployment(tx, ending, actor(district, `${person.unit}-hr`), now), status);
  });
}

function move(district: District, person: Person): void {
  const { when, to } = LEFT[person.story!]!;
  district.chronicle.on(officeHour(ago(district.today, when), "16:30"), async (tx, now) => {
    const transfer = {
      personId: person.id,
      unitId: unit(district, to!),
      title: person.title,
      document: `临委组调〔${yearOf(chinaDateOf(now))}〕15号`,
      fromOn: addDays(chinaDateOf(now), 1),
    };
    granted(await transferEmployment(tx, transfer, actor(district, "personnel"), now), "transferring");
  });
}
