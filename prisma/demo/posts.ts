/**
 * The post register, taken into use eight months ago: who held a certificate was assigned; who was found on an
 * enforcement post without being allowed there was written down as found, and waits to be cleared.
 */
import { addDays, chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { decideLegalQualification, recordLegalQualification } from "~/personnel/legal-qualifications.server";
import { assignPerson, recordInheritedAssignment } from "~/positions/assignments.server";
import type { PositionFamily } from "~/positions/position";
import { createPosition } from "~/positions/positions.server";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import type { Story } from "./stories.ts";
import { bodies, type UnitCode } from "./units.ts";

const ASSIGNED: readonly (Story | null)[] = [
  "ending",
  "third-year",
  "second-year",
  "renewed",
  "expired-since",
  "suspended",
  "stood-down",
  "lost",
  "suspended-and-lost",
  "revoked",
  "annulled",
  "retired",
  "deceased",
  "moved-on",
  "moved-uncleared",
];
const FOUND: readonly (Story | null)[] = [
  "expired-on-post",
  "legal-enforcer",
  "not-civil-servant",
  "found-on-post",
];

type Posts = { enforcement: string[]; legal: string; helper: string };

export function tellPosts(district: District): void {
  const { chronicle, people, today } = district;
  const openedOn = ago(today, { months: 8 });
  for (const { code, field, posts } of bodies) {
    const colleagues = people.filter((person) => person.unit === code);
    const of = (group: Person["group"], stories: readonly (Story | null)[]) =>
      colleagues.filter((person) => person.group === group && stories.includes(person.story));
    const by = () => actor(district, `${code}-hr`);
    const at: Posts = { enforcement: [], legal: "", helper: "" };

    chronicle.on(officeHour(openedOn, "09:00"), async (tx, now) => {
      const create = (title: string, family: PositionFamily, of: string | null) =>
        createPosition(tx, { unitId: unit(district, code), title, family, field: of }, by(), now);
      for (const { title, coercive } of posts)
        at.enforcement.push(await create(title, coercive ? "coercive-enforcement" : "enforcement", field));
      at.legal = await create("法制审核岗", "legal-review", null);
      at.helper = await create("执法辅助岗", "auxiliary", null);
    });
    chronicle.on(officeHour(openedOn, "09:30"), async (tx, now) => {
      for (const person of of("legal", [null])) await qualify(tx, district, person, by(), now);
    });
    chronicle.on(officeHour(openedOn, "10:00"), async (tx, now) => {
      const seat = (person: Person, positionId: string) =>
        assign(tx, district, person, positionId, by(), now);
      for (const [index, person] of of("enforcement", ASSIGNED).entries())
        await seat(person, at.enforcement[index % at.enforcement.length]!);
      for (const person of of("legal", [null])) await seat(person, at.legal);
      for (const person of of("auxiliary", [null, "left"])) await seat(person, at.helper);
    });
    chronicle.on(officeHour(addDays(openedOn, 4), "15:00"), async (tx, now) => {
      const found = [...colleagues.filter(({ story }) => FOUND.includes(story)), ...lentTo(district, code)];
      for (const [index, person] of found.entries()) {
        const positionId = at.enforcement[index % at.enforcement.length]!;
        const before = addDays(openedOn, -180);
        const fromOn = person.hiredOn > before ? person.hiredOn : before;
        const sitting = { personId: person.id, positionId, fromOn, toOn: null };
        await recordInheritedAssignment(tx, sitting, by(), now);
      }
    });
    chronicle.on(officeHour(ago(today, { days: 22 }), "10:30"), async (tx, now) => {
      for (const [index, person] of of("enforcement", ["collected"]).entries())
        if (district.certificateId.has(person))
          await assign(tx, district, person, at.enforcement[index % at.enforcement.length]!, by(), now);
    });
  }
}

const lentTo = ({ people }: District, code: UnitCode) =>
  code === "emergency" ? people.filter(({ story }) => story === "seconded") : [];

/** Who reviews for the first time holds the national legal professional qualification, confirmed by another. */
async function qualify(
  tx: Tx,
  district: District,
  person: Person,
  actorId: string,
  now: Date,
): Promise<void> {
  if (person.id === "" || person.hiredOn > chinaDateOf(now)) return;
  const serial = String(district.people.indexOf(person)).padStart(6, "0");
  const entry = {
    ...{ personId: person.id, certificateNumber: `A20189901${serial}` },
    ...{ obtainedOn: "2018-12-21" as const, source: "核对证书原件" },
  };
  const made = granted(await recordLegalQualification(tx, entry, actorId, now), "qualifying");
  const decision = { qualificationId: made.qualificationId, decision: "confirmed" as const };
  const second = { accountId: actor(district, "personnel"), personId: null };
  granted(await decideLegalQualification(tx, decision, second, now), "confirming");
}

async function assign(
  tx: Tx,
  district: District,
  person: Person,
  positionId: string,
  actorId: string,
  now: Date,
): Promise<void> {
  if (person.id === "" || person.hiredOn > chinaDateOf(now)) return;
  const asked = { personId: person.id, positionId, fromOn: chinaDateOf(now), toOn: null };
  const { factId } = granted(await assignPerson(tx, asked, actorId, now), "assigning");
  district.seat.set(person, { factId, positionId });
}
