import { beforeAll, describe, expect, it } from "vitest";
import { grantRole } from "~/access/accounts.server";
import type { Actor, Role } from "~/access/permissions";
import { chinaDateOf, type DateOn } from "~/calendar";
import {
  changeEmploymentAsked,
  endEmploymentAsked,
  endLegalDutyAsked,
  recordLeaveAsked,
  recordSecondmentAsked,
  transferEmploymentAsked,
} from "~/casework/employment-acts.server";
import { mergePeople } from "~/casework/person-merge.server";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { findUnit } from "~/organisation/units.server";
import { supersede } from "~/organisation/versions.server";
import { correctFact } from "~/personnel/correction.server";
import { recordLegalDuty } from "~/personnel/duty.server";
import type { EmploymentStatus } from "~/personnel/identity";
import { moveToUnit } from "~/personnel/unit-move.server";
import { unitsShortOfLegalStaff } from "~/positions/legal-staff.server";
import { tellOfLegalStaff } from "~/reminders/legal-staff.server";
import { legalStaffMatters } from "~/reminders/legal-staff-desk.server";
import { codesOf, NOW, officer, type Scene, setScene } from "../certification/scene";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";

// GATE-7: the last full-time legal officer of a unit leaves by no way unnoticed.

await useDatabase();
let scene: Scene;
const today: DateOn = chinaDateOf(NOW);
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
let units = 0;

beforeAll(async () => {
  scene = await setScene();
});

/** A unit of its own, with so many who do its legal work full time. */
async function staffed(count = 1): Promise<{ unitId: string; people: string[] }> {
  units += 1;
  const code = `bureau-${units}`;
  const unitId = await inTransaction((tx) =>
    createUnit(
      tx,
      {
        ...{ code, parentId: scene.district, name: `临湖区第${units}局`, shortName: `第${units}局` },
        ...{ kind: "enforcement-bureau", fromOn: "2014-01-01" },
      },
      null,
      NOW,
    ),
  );
  const people: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const personId = await officer(unitId, { qualified: false });
    people.push(personId);
    const duty = { personId, unitId, kind: "legal-affairs", fullTime: true, fromOn: "2024-01-01" } as const;
    await inTransaction((tx) => recordLegalDuty(tx, duty, null, NOW));
  }
  return { unitId, people };
}
type Way = (personId: string, unitId: string) => Promise<{ ok: boolean; refusals?: { code: string }[] }>;
const change =
  (status: EmploymentStatus): Way =>
  (personId) =>
    inTransaction((tx) =>
      changeEmploymentAsked(tx, { personId, relation: "home", status, fromOn: today }, scene.issuer, NOW),
    );
const ending =
  (status: EmploymentStatus): Way =>
  (personId) =>
    inTransaction((tx) =>
      endEmploymentAsked(tx, { personId, relation: "home", status, toOn: today }, scene.issuer, NOW),
    );
const leave =
  (kind: "sick-leave" | "maternity-leave" | "study-leave" | "posted-away"): Way =>
  (personId) =>
    inTransaction((tx) => recordLeaveAsked(tx, { personId, kind, fromOn: today }, scene.issuer, NOW));

const isShort = async (unitId: string, at = later(1)) =>
  (await unitsShortOfLegalStaff(prisma, at)).some((one) => one.unitId === unitId);
const dutiesOf = (personId: string) =>
  prisma.legalDuty.count({ where: { personId, supersededAt: null, toOn: null } });

const REFUSED: [string, Way][] = [
  [
    "the duty ends",
    (personId, unitId) =>
      inTransaction((tx) =>
        endLegalDutyAsked(tx, { personId, unitId, kind: "legal-affairs", toOn: today }, scene.issuer, NOW),
      ),
  ],
  [
    "a transfer",
    (personId) =>
      inTransaction((tx) =>
        transferEmploymentAsked(
          tx,
          { personId, unitId: scene.market, title: null, fromOn: today },
          scene.issuer,
          NOW,
        ),
      ),
  ],
  [
    "a loan",
    (personId) =>
      inTransaction((tx) =>
        recordSecondmentAsked(
          tx,
          { personId, unitId: scene.market, title: null, fromOn: today, toOn: "2027-03-01" },
          scene.issuer,
          NOW,
        ),
      ),
  ],
  ["a resignation", ending("resigned")],
  ["the same entered as a change", change("resigned")],
  ["study elsewhere", leave("study-leave")],
  ["a posting elsewhere", leave("posted-away")],
];

describe("where somebody decides on it", () => {
  it.each(REFUSED)(
    "%s is refused while nobody else is there, and goes through with another",
    async (_, way) => {
      const alone = await staffed();
      expect(codesOf(await way(alone.people[0]!, alone.unitId))).toEqual(["legal-duty.below-minimum"]);
      expect(await dutiesOf(alone.people[0]!)).toBe(1);
      const two = await staffed(2);
      expect(codesOf(await way(two.people[0]!, two.unitId))).toEqual([]);
      expect(await isShort(two.unitId)).toBe(false);
    },
  );

  it("does not count a colleague who is on leave", async () => {
    const { unitId, people } = await staffed(2);
    expect((await leave("sick-leave")(people[1]!, unitId)).ok).toBe(true);
    expect(codesOf(await ending("resigned")(people[0]!, unitId))).toEqual(["legal-duty.below-minimum"]);
  });

  it("tells the verb's own reasons beside it", async () => {
    const { people } = await staffed();
    const asked = {
      personId: people[0]!,
      unitId: "00000000-0000-7000-8000-000000000000",
      title: null,
      fromOn: today,
    };
    const answer = await inTransaction((tx) => transferEmploymentAsked(tx, asked, scene.issuer, NOW));
    expect(codesOf(answer)).toEqual(["legal-duty.below-minimum", "employment.unknown-unit"]);
  });
});

const NOTICED: [string, Way][] = [
  ["a retirement", ending("retired")],
  ["a dismissal", ending("dismissed")],
  ["an expulsion", ending("expelled")],
  ["a death", ending("deceased")],
  ["a standing down", change("suspended")],
  ["an illness", leave("sick-leave")],
  ["maternity leave", leave("maternity-leave")],
  [
    "a duty taken back whole, as undoing an import does",
    (personId) =>
      inTransaction(async (tx) => {
        const duties = await tx.legalDuty.findMany({ where: { personId, supersededAt: null } });
        const ids = duties.map(({ id }) => id);
        await supersede(tx, "legal_duty", ids, later(1));
        return { ok: true };
      }),
  ],
  [
    "a duty corrected to part time",
    async (personId) => {
      const duty = await prisma.legalDuty.findFirstOrThrow({ where: { personId, supersededAt: null } });
      return inTransaction((tx) =>
        correctFact(
          tx,
          {
            ...{ personId, subject: "legal-duty" as const, versionId: duty.id, reason: "登记有误" },
            right: { subject: "legal-duty", fullTime: false, fromOn: "2024-01-01", toOn: null },
          },
          scene.issuer,
          later(1),
        ),
      );
    },
  ],
];

describe("where nobody can refuse it", () => {
  it.each(NOTICED)("%s is written, and the unit is found short", async (_, way) => {
    const { unitId, people } = await staffed();
    expect(await isShort(unitId)).toBe(false);
    expect(codesOf(await way(people[0]!, unitId))).toEqual([]);
    expect(await isShort(unitId, later(2))).toBe(true);
  });

  it("ends the duty of who has left", async () => {
    const { unitId, people } = await staffed();
    await ending("retired")(people[0]!, unitId);
    expect(await dutiesOf(people[0]!)).toBe(0);
  });

  it("a merge of two records that leaves one of two officers is counted as one human", async () => {
    const { unitId, people } = await staffed(2);
    const [keptId, mergedId] = people as [string, string];
    const merged = await inTransaction((tx) =>
      mergePeople(tx, { keptId, mergedId, numberOf: "kept", reason: "同一人" }, scene.issuer, later(1)),
    );
    expect(merged.ok).toBe(true);
    expect(await isShort(unitId, later(2))).toBe(false);
    expect(codesOf(await ending("resigned")(keptId, unitId))).toEqual(["legal-duty.below-minimum"]);
  });

  it("a change of units takes the duty along: the unit they came to has it", async () => {
    const { unitId, people } = await staffed();
    const target = await staffed(0);
    const move = {
      ...{ personId: people[0]!, fromUnitIds: [unitId], toUnitId: target.unitId },
      ...{ fromOn: today, document: "临编发〔2026〕9号" },
    };
    expect((await inTransaction((tx) => moveToUnit(tx, move, null, later(1)))).ok).toBe(true);
    expect(await isShort(target.unitId, later(2))).toBe(false);
    expect(await isShort(unitId, later(2))).toBe(true);
  });

  it("the unit's officers and legal affairs are told once of each shortage", async () => {
    const { unitId, people } = await staffed();
    const clerk = await officer(scene.urban, { qualified: false });
    const affairs = await officer(scene.urban, { qualified: false });
    const clerkAccount = await account(`clerk-${unitId}`, clerk);
    const affairsAccount = await account(`affairs-${unitId}`, affairs);
    await inTransaction(async (tx) => {
      await grantRole(tx, { accountId: clerkAccount, role: "unit-personnel-officer", unitId }, null, NOW);
      await grantRole(
        tx,
        { accountId: affairsAccount, role: "legal-affairs", unitId: scene.district },
        null,
        NOW,
      );
    });
    await ending("retired")(people[0]!, unitId);
    for (const at of [later(2), later(3)]) await inTransaction((tx) => tellOfLegalStaff(tx, at));
    const told = (personId: string) =>
      prisma.notice.findMany({
        where: { personId, code: "legal-duty.below-minimum" },
        select: { facts: true },
      });
    expect(await told(clerk)).toEqual([{ facts: { unitId, remaining: 0, required: 1 } }]);
    expect((await told(affairs)).map(({ facts }) => facts)).toContainEqual({
      unitId,
      remaining: 0,
      required: 1,
    });
    expect(await told(people[0]!)).toEqual([]);
  });

  it("stands on the desks of the unit and of legal affairs until somebody is there, and on no other", async () => {
    const { unitId, people } = await staffed();
    const desk = async (role: Role, of = unitId) => {
      const { path } = (await findUnit(prisma, of, today))!;
      const actor = { grants: [{ role, path }] } as unknown as Actor;
      const { units: short, more } = await legalStaffMatters(prisma, actor, later(2));
      return { named: short.filter((one) => one.unitId === unitId), all: short.length + more };
    };
    expect(await desk("unit-personnel-officer")).toEqual({ named: [], all: 0 });
    await ending("retired")(people[0]!, unitId);
    const unitName = (await findUnit(prisma, unitId, today))!.name;
    const shown = { named: [{ unitId, unitName, remaining: 0, required: 1 }], all: 1 };
    expect(await desk("unit-personnel-officer")).toEqual(shown);
    expect(await desk("unit-legal-reviewer")).toEqual(shown);
    expect(await desk("unit-training-officer")).toEqual({ named: [], all: 0 });
    expect(await desk("unit-personnel-officer", scene.market)).toEqual({ named: [], all: 0 });
    const inDistrict = (await unitsShortOfLegalStaff(prisma, later(2))).length;
    expect((await desk("legal-affairs", scene.district)).all).toBe(inDistrict);
    const next = await officer(unitId, { qualified: false });
    const duty = { personId: next, unitId, kind: "legal-affairs", fullTime: true, fromOn: today } as const;
    await inTransaction((tx) => recordLegalDuty(tx, duty, null, later(1)));
    expect(await desk("unit-personnel-officer")).toEqual({ named: [], all: 0 });
  });
});
