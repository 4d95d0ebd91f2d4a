/** The people enter the register: on its first day, or a few days after they came; and what happened to them since. */
import { addDays, chinaDateOf, yearOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment, endEmployment, recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson, renamePerson } from "~/personnel/person.server";
import { recordAnnualGrade, recordSanction, recordStudyCategory } from "~/personnel/record.server";
import { recordSecondment } from "~/personnel/transfer.server";
import { below } from "~/questions/random";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, firstDay, officeHour } from "./days.ts";
import { actor, type District, grouped, unit } from "./district.ts";
import { plans } from "./units.ts";

export function tellPeople(district: District): void {
  const { chronicle, people, today } = district;
  const since = firstDay(today);
  const there = people.filter(({ hiredOn }) => hiredOn <= since);
  for (const [, colleagues] of grouped(there, (person) => person.unit)) {
    // Nobody has an account yet: the register's first entries are its own.
    chronicle.on(officeHour(since, "09:00"), async (tx, now) => {
      for (const person of colleagues) await enter(tx, district, person, null, now);
    });
  }
  for (const person of people.filter(({ hiredOn }) => hiredOn > since)) {
    chronicle.on(officeHour(addDays(person.hiredOn, 5), "09:30"), (tx, now) =>
      enter(tx, district, person, actor(district, `${officeOf(person)}-hr`), now),
    );
  }
  tellGrades(district);
  tellTurns(district);
}

const officeOf = ({ unit: code }: Person) => (plans[code].enforces ? code : "urban");

async function enter(
  tx: Tx,
  district: District,
  person: Person,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const { number, name, sex, bornOn, identity, title, group, hiredOn, story } = person;
  const identityNumber = fictitiousIdentityNumber(number, bornOn, sex);
  const registered = granted(
    await registerPerson(tx, { name, identityNumber, origin: "seed" }, actorId, now),
    "registering",
  );
  person.id = registered.personId;
  const job = {
    personId: person.id,
    unitId: unit(district, person.unit),
    relation: "home" as const,
    identity,
    status: story === "newcomer" ? ("probation" as const) : ("in-post" as const),
    title,
    document: `临人社任〔${yearOf(hiredOn)}〕${number}号`,
    fromOn: hiredOn,
  };
  granted(await recordEmployment(tx, job, actorId, now), "employing");
  const category = { personId: person.id, category: group, fromOn: hiredOn };
  granted(await recordStudyCategory(tx, category, actorId, now), "study category");
  // He enforced before he took up the legal duty, a year ago.
  if (group !== "legal" || story === "legal-enforcer") return;
  granted(await recordLegalDuty(tx, dutyOf(district, person), actorId, now), "legal duty");
}

function dutyOf(district: District, { id, unit: code, title, hiredOn }: Person, fromOn = hiredOn) {
  const kind = title === "法制审核员" ? ("legal-review" as const) : ("legal-affairs" as const);
  return { personId: id, unitId: unit(district, code), kind, fullTime: true, fromOn };
}

/** Last year's grades, given at the year's end to everyone who served most of it. */
function tellGrades(district: District): void {
  const { chronicle, people, random, today } = district;
  const year = yearOf(today) - 1;
  const graded = people
    .filter(({ group, hiredOn }) => group !== "auxiliary" && hiredOn < `${year}-07-01`)
    .map((person) => {
      const drawn = below(100, random);
      const grade = drawn < 15 ? "outstanding" : drawn < 97 ? "competent" : "basically-competent";
      return { person, grade: person.story === "barred-by-grade" ? "incompetent" : grade } as const;
    });
  for (const [code, ofUnit] of grouped(graded, ({ person }) => person.unit)) {
    chronicle.on(officeHour(`${year}-12-30`, "15:00"), async (tx, now) => {
      const actorId = actor(district, plans[code].enforces ? `${code}-hr` : "personnel");
      for (const { person, grade } of ofUnit) {
        granted(await recordAnnualGrade(tx, { personId: person.id, year, grade }, actorId, now), "grading");
      }
    });
  }
}

/** Turns in single lives that no certificate is part of. */
function tellTurns(district: District): void {
  const { chronicle, people, today } = district;
  const on = (when: Parameters<typeof ago>[1], clock: string) => officeHour(ago(today, when), clock);
  const oneWith = (story: Person["story"]) => people.find((person) => person.story === story)!;

  const bride = people.find(({ name }) => name === "王小花")!;
  chronicle.on(on({ months: 14 }, "10:05"), async (tx, now) => {
    const change = { personId: bride.id, name: "王晓桦", fromOn: chinaDateOf(now) };
    granted(await renamePerson(tx, change, actor(district, "transport-hr"), now), "renaming");
  });

  const both = oneWith("legal-enforcer");
  const dutyOn = ago(today, { years: 1 });
  chronicle.on(officeHour(dutyOn, "10:20"), async (tx, now) => {
    const duty = dutyOf(district, both, dutyOn);
    granted(await recordLegalDuty(tx, duty, actor(district, "market-hr"), now), "legal duty");
  });

  const lent = oneWith("seconded");
  chronicle.on(on({ months: 10 }, "11:00"), async (tx, now) => {
    const loan = {
      personId: lent.id,
      unitId: unit(district, "emergency"),
      title: "危险化学品监管科（借用）",
      document: `临委组借〔${yearOf(chinaDateOf(now))}〕7号`,
      fromOn: chinaDateOf(now),
      toOn: addDays(today, 120),
    };
    granted(await recordSecondment(tx, loan, actor(district, "personnel"), now), "seconding");
  });

  const punished = oneWith("barred-by-sanction");
  chronicle.on(on({ months: 6 }, "16:00"), async (tx, now) => {
    const sanction = {
      personId: punished.id,
      kind: "major-demerit" as const,
      authority: "临湖区监察委员会",
      decisionNumber: `临监政处〔${yearOf(chinaDateOf(now))}〕11号`,
      fromOn: chinaDateOf(now),
    };
    granted(await recordSanction(tx, sanction, actor(district, "personnel"), now), "sanction");
  });

  const stood = oneWith("stood-down");
  chronicle.on(on({ days: 33 }, "09:20"), async (tx, now) => {
    const change = {
      personId: stood.id,
      relation: "home" as const,
      status: "suspended" as const,
      fromOn: chinaDateOf(now),
    };
    granted(await changeEmployment(tx, change, actor(district, "transport-hr"), now), "standing down");
  });

  const gone = people.filter(({ group, story }) => group === "auxiliary" && story === null).slice(-2);
  for (const person of gone) person.story = "left";
  chronicle.on(on({ months: 2 }, "17:00"), async (tx, now) => {
    for (const { id, unit: code } of gone) {
      const ending = {
        personId: id,
        relation: "home" as const,
        toOn: chinaDateOf(now),
        status: "resigned" as const,
      };
      granted(await endEmployment(tx, ending, actor(district, `${code}-hr`), now), "resigning");
    }
  });
}
