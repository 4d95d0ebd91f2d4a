import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, roles } from "~/access/permissions";
import { addDays, chinaDateOf, type DateOn, instantAt } from "~/calendar";
import { type StepFact, standingOf } from "~/certification/application";
import { limitAt } from "~/certification/application-clock";
import { applicationPage } from "~/certification/application-list.server";
import { approveReview, resubmitApplication, returnApplication } from "~/certification/applications.server";
import { noteOverdueApplications } from "~/certification/overdue.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { addWorkingDays, isWorkingDay } from "~/rulebook/working-days";
import { useDatabase } from "../support/database";
import { apply, mendAll, officer, type Scene, setScene } from "./scene";

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const note = (on: DateOn) => inTransaction((tx) => noteOverdueApplications(tx, on, instantAt(on, "08:00")));
const noted = (applicationId: string) => prisma.applicationOverdue.findMany({ where: { applicationId } });

describe("scenario 10: ten working days, with a worked Saturday among them", () => {
  // 2026-09-20 is a Sunday that is worked for the days off from 25 September (中秋) on; 2026-09-14 a Monday.
  const arrived = instantAt("2026-09-14", "16:30");

  it("is overdue on the right day, once", async () => {
    expect(isWorkingDay("2026-09-20")).toBe(true);
    const applicationId = await apply(scene, await officer(scene.urban, { passedOn: "2026-06-01" }), arrived);
    const dueOn = addWorkingDays("2026-09-14", 10);
    // 15–18 four days, the worked Sunday 20, 21–24 four more, then 28: the 25th to the 27th are off.
    expect(dueOn).toBe("2026-09-28");
    await note(dueOn);
    expect(await noted(applicationId)).toEqual([]);
    await Promise.all([note("2026-09-29"), note("2026-09-29"), note("2026-09-29")]);
    await note("2026-09-30");
    expect(await noted(applicationId)).toHaveLength(1);
    const events = await prisma.auditEvent.findMany({
      where: { type: "application.overdue", subjectId: applicationId },
    });
    expect(events.map(({ data }) => data)).toEqual([{ applicationId, review: 0, dueOn: "2026-09-28" }]);
    expect((await shown("2026-09-29")).rows.map(({ id }) => id)).toContain(applicationId);
  });

  it("the next review has its own limit, and a return starts the clock anew", async () => {
    const applicationId = await apply(scene, await officer(scene.urban, { passedOn: "2026-06-01" }), arrived);
    await note("2026-09-29");
    const later = instantAt("2026-09-30", "09:00");
    await inTransaction((tx) => approveReview(tx, { applicationId }, scene.legalReviewer, later));
    // Three of the seven days off fall on a weekend, so ten working days end after them.
    await note("2026-10-10");
    expect(await noted(applicationId)).toHaveLength(1);
    expect((await shown("2026-10-10")).rows.map(({ id }) => id)).not.toContain(applicationId);
    const back = instantAt("2026-10-12", "09:00");
    const defects = { applicationId, defects: [{ code: "photo-unfit" as const, says: "" }] };
    await inTransaction((tx) => returnApplication(tx, defects, scene.personnelOfficer, back));
    await note("2026-12-31");
    expect(await noted(applicationId)).toHaveLength(1);
    const mended = instantAt("2026-12-31", "10:00");
    await mendAll(scene, applicationId, mended);
    await inTransaction((tx) => resubmitApplication(tx, { applicationId }, scene.submitter, mended));
    await note("2027-02-01");
    expect((await noted(applicationId)).map(({ round, review }) => [round, review]).sort()).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});

/** What a supervisor of the whole district finds under "overdue". */
async function shown(on: DateOn) {
  const units = await unitsUnder(prisma, [""], on);
  const actor: Actor = {
    ...{ accountId: scene.legalAffairs, personId: null, displayName: "" },
    grants: roles.map((role) => ({ role, path: units[0]!.path })),
  } as Actor;
  return applicationPage(prisma, actor, { units, overdue: true }, {}, instantAt(on, "09:00"));
}

describe("the limit that runs", () => {
  const review = (workingDays: number | null) => ({
    ...{ role: "legal-affairs" as const, level: "county" as const, approvals: 1, workingDays },
  });

  it("counts working days only, from the day after it arrived", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 60 }),
        fc.nat(20),
        (start, on, limit) => {
          const arrivedOn = addDays("2025-01-01", start);
          const today = addDays(arrivedOn, on);
          const steps: StepFact[] = [{ step: "submitted", byId: "", at: instantAt(arrivedOn, "10:00") }];
          const route = { reviews: [review(limit)], issuer: review(null) };
          const running = limitAt(route, standingOf(route, steps), today)!;
          const used = Array.from({ length: on }, (_, day) => addDays(arrivedOn, day + 1)).filter(
            isWorkingDay,
          ).length;
          expect(running.used).toBe(used);
          // Over a weekend nothing is late yet: the limit ends with its last working day.
          expect(running.overdue).toBe(today > running.dueOn);
          expect(chinaDateOf(steps[0]!.at)).toBe(arrivedOn);
          if (limit > 0) expect(isWorkingDay(running.dueOn)).toBe(true);
        },
      ),
    );
  });

  it("none runs where the rules set none", () => {
    const route = { reviews: [review(null)], issuer: review(null) };
    const steps: StepFact[] = [{ step: "submitted", byId: "", at: new Date() }];
    expect(limitAt(route, standingOf(route, steps), "2026-11-20")).toBeNull();
  });
});
