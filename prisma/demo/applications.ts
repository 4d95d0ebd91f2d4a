/** Applications on their way: as far as each has come, through the unit, legal affairs and the personnel department. */
import { addDays, type DateOn } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import type { ApplicationKind } from "~/certification/application";
import {
  approveReview,
  refuseApplication,
  returnApplication,
  submitApplication,
  withdrawApplication,
} from "~/certification/applications.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { signerAt } from "~/certification/signing.server";
import { inTransaction, type Tx } from "~/db.server";
import { completeIssuance } from "~/jobs.server";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, grouped, unit } from "./district.ts";
import { type Examined, isExamined } from "./stories.ts";
import { fieldOf, type UnitCode, unitCodes } from "./units.ts";

/** The day of each step, as far as it goes. */
export type Way = Partial<
  Record<"submitted" | "unitLegal" | "unitPersonnel" | "legalAffairs" | "issued" | "collected", DateOn>
>;

/** The usual pace, ending on the day the certificate is handed out. */
export function wayTo(issuedOn: DateOn): Way {
  return {
    submitted: addDays(issuedOn, -13),
    unitLegal: addDays(issuedOn, -11),
    unitPersonnel: addDays(issuedOn, -9),
    legalAffairs: addDays(issuedOn, -4),
    issued: issuedOn,
    collected: addDays(issuedOn, 3),
  };
}

const REVIEWS = [
  { step: "unitLegal", clock: "10:20", by: (code: UnitCode) => `${code}-legal`, opinion: "材料齐全，同意。" },
  {
    step: "unitPersonnel",
    clock: "14:10",
    by: (code: UnitCode) => `${code}-hr`,
    opinion: "编制和岗位属实，同意。",
  },
  { step: "legalAffairs", clock: "15:30", by: () => "legal", opinion: "资格审查合格，同意核发。" },
] as const;

/** People of any units go this way together; each unit's in one transaction a step. */
export function tellApplications(
  district: District,
  people: readonly Person[],
  way: Way,
  kind: ApplicationKind = "first",
): void {
  const { chronicle, applicationId } = district;
  for (const [code, colleagues] of grouped(people, (person) => person.unit)) {
    const underWay = () => colleagues.filter((person) => applicationId.has(person));
    if (way.submitted)
      chronicle.on(officeHour(way.submitted, "09:10"), (tx, now) =>
        submit(tx, district, colleagues, kind, now),
      );
    for (const { step, clock, by, opinion } of REVIEWS) {
      const on = way[step];
      if (!on) continue;
      chronicle.on(officeHour(on, clock), async (tx, now) => {
        for (const person of underWay()) {
          const review = { applicationId: applicationId.get(person)!, opinion };
          granted(await approveReview(tx, review, actor(district, by(code)), now), step);
        }
      });
    }
    if (way.issued) {
      // One unit after the other, so that the same numbers go to the same people every time.
      const minute = String(unitCodes.indexOf(code)).padStart(2, "0");
      const at = officeHour(way.issued, `16:${minute}`);
      chronicle.apart(at, (now) => issue(district, underWay(), now));
    }
    if (way.collected)
      chronicle.on(officeHour(way.collected, "10:00"), async (tx, now) => {
        for (const person of underWay()) {
          const certificateId = district.certificateId.get(person)!;
          const handedOut = await collectCertificate(
            tx,
            { certificateId, oldCard: kind === "renewal" ? "destroyed" : null },
            actor(district, `${code}-hr`),
            now,
          );
          granted(handedOut, "collecting");
        }
      });
  }
}

async function submit(
  tx: Tx,
  district: District,
  people: readonly Person[],
  kind: ApplicationKind,
  now: Date,
): Promise<void> {
  for (const person of people) {
    const { id: personId, unit: code } = person;
    const wanted = { personId, unitId: unit(district, code), kind, field: fieldOf(code) };
    const answer = await submitApplication(tx, wanted, actor(district, `${code}-training`), now);
    // Whoever sat an exam may have failed it, or be barred: the refusal stands in the log, and that is the story.
    if (!answer.ok && mayBeRefused(person)) continue;
    district.applicationId.set(person, granted(answer, "applying").applicationId);
  }
}

const mayBeRefused = ({ story }: Person) =>
  isExamined(story) || story === "not-civil-servant" || story === "found-on-post";

async function issue(district: District, people: readonly Person[], now: Date): Promise<void> {
  const decisionNumber = `临人社证〔${now.getUTCFullYear()}〕${now.getUTCMonth() + 1}号`;
  // The demo's own signing key takes seconds to make: not inside a transaction.
  await signerAt(now);
  const issued = await inTransaction(async (tx) => {
    const ids: string[] = [];
    for (const person of people) {
      const application = { applicationId: district.applicationId.get(person)!, decisionNumber };
      const made = granted(
        await allocateCertificate(tx, application, actor(district, "personnel"), now),
        "issuing",
      );
      district.certificateId.set(person, made.certificateId);
      ids.push(made.certificateId);
    }
    return ids;
  });
  for (const id of issued) await completeIssuance(id, now);
}

/** Those who passed this autumn's exams, each where the story says. */
export function tellThisAutumn(district: District): void {
  const { people, today, chronicle } = district;
  const of = (...stories: Examined[]) =>
    people.filter(({ story }) => (stories as (string | null)[]).includes(story));
  const day = (days: number) => ago(today, { days });
  const toLegalAffairs = (submitted: number): Way => ({
    submitted: day(submitted),
    unitLegal: day(submitted - 2),
    unitPersonnel: day(submitted - 4),
  });

  tellApplications(district, of("collected"), wayTo(day(30)));
  const { collected: _, ...notYet } = wayTo(day(6));
  tellApplications(district, of("to-collect"), notYet);
  tellApplications(district, of("approved"), { ...toLegalAffairs(17), legalAffairs: day(5) });
  tellApplications(district, of("waits-legal-affairs"), toLegalAffairs(10));
  tellApplications(district, of("overdue"), toLegalAffairs(31));
  tellApplications(district, of("waits-unit-personnel"), { submitted: day(6), unitLegal: day(4) });
  tellApplications(district, of("waits-unit-legal"), { submitted: day(4) });
  tellApplications(district, of("returned"), toLegalAffairs(18));
  tellApplications(district, of("refused"), toLegalAffairs(27));
  tellApplications(district, of("withdrawn"), { submitted: day(21) });
  // Refused before anyone has to read them: sanction, grade, identity, and a body that takes civil servants only.
  const barred = [
    ...of("barred-by-sanction", "barred-by-grade"),
    ...people.filter(({ story, login }) => story === "not-civil-servant" || login === "contract"),
  ];
  tellApplications(district, barred, { submitted: day(15) });

  const decide = (
    story: Examined,
    days: number,
    verb: (tx: Tx, applicationId: string, now: Date) => ReturnType<typeof returnApplication>,
  ) =>
    chronicle.on(officeHour(day(days), "16:40"), async (tx, now) => {
      for (const person of of(story)) {
        const applicationId = district.applicationId.get(person);
        if (applicationId) granted(await verb(tx, applicationId, now), story);
      }
    });
  decide("returned", 8, (tx, applicationId, now) => {
    const defects = [
      { code: "photo-unfit" as const, says: "背景不是白底，请换近六个月内的白底彩色照片" },
      { code: "other" as const, says: "编制证明只有首页，请补机构编制部门盖章页" },
    ];
    return returnApplication(tx, { applicationId, defects }, actor(district, "legal"), now);
  });
  decide("refused", 12, (tx, applicationId, now) => {
    const reason = {
      opinion: "拟任岗位的权责清单与所考专门知识的领域不一致，不予核发。",
      citation: "湖南省人民政府令第280号（2022年令第310号修改）",
    };
    return refuseApplication(tx, { applicationId, ...reason }, actor(district, "legal"), now);
  });
  decide("withdrawn", 19, (tx, applicationId, now) => {
    const reason = "拟调岗，暂不申领。";
    return withdrawApplication(tx, { applicationId, reason }, actor(district, "transport-training"), now);
  });
}
