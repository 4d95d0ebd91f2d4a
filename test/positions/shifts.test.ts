import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { assignPerson } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { brokenShifts, findShift, mondayOf, shiftsOfWeek } from "~/positions/shift-list.server";
import { addShift, leaveShift, manShift, withdrawShift } from "~/positions/shifts.server";
import { tellOfBrokenShifts } from "~/reminders/shifts.server";
import { FIELD, HEARD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

const database = await useDatabase();
let scene: Scene;
let patrol: string;
beforeAll(async () => {
  scene = await setScene();
  const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD } as const;
  patrol = await inTransaction((tx) => createPosition(tx, post, null, NOW));
});

const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const seated = async () => {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  const asked = { personId, positionId: patrol, fromOn: chinaDateOf(NOW), toOn: null };
  const answer = await inTransaction((tx) => assignPerson(tx, asked, scene.personnelOfficer, NOW));
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return { personId, certificateId };
};
const plan = async (from: number, to: number, at = NOW) => {
  const planned = {
    ...({ unitId: scene.urban, act: "penalty", field: FIELD, place: "中心广场" } as const),
    ...{ startsAt: hours(from), endsAt: hours(to) },
  };
  return inTransaction((tx) => addShift(tx, planned, scene.personnelOfficer, at));
};
const planned = async (from: number, to: number) => {
  const answer = await plan(from, to);
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return answer.shiftId;
};
const man = (shiftId: string, personIds: string[], at = NOW) =>
  inTransaction((tx) =>
    manShift(tx, { unitId: scene.urban, shiftId, personIds }, scene.personnelOfficer, at),
  );
const told = (answer: Awaited<ReturnType<typeof man>>) =>
  answer && !answer.ok
    ? [...answer.people.flatMap((one) => one.refusals), ...answer.team].map(({ code }) => code)
    : answer && "stands";
const suspend = async (certificateId: string, at: Date) => {
  const details = {
    ...{ ground: "other", legalBasis: "吉林省行政执法证件管理办法", decisionNumber: "临人社扣字〔2026〕1号" },
    ...{ effectiveOn: null, banUntilOn: null, note: "", statement: HEARD },
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(
      tx,
      { certificateId, act: "revoke", details: { ...details, ground: "altered-or-lent" } },
      scene.issuer,
      at,
    ),
  );
  if (!proposed.ok) throw new Error(proposed.refusals.map(({ code }) => code).join());
  const { proposalId } = proposed;
  const done = await inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, at));
  if (!done.ok) throw new Error("the act was refused");
};

describe("manning a shift", () => {
  it("takes two who may enforce, over midnight, and refuses one alone or with an assistant (K19)", async () => {
    const [first, second] = [await seated(), await seated()];
    const helper = await officer(scene.urban, { identity: "auxiliary", qualified: false });
    const shiftId = await planned(10, 20);
    expect(told(await man(shiftId, [first.personId]))).toEqual(["team.short"]);
    const withHelper = await man(shiftId, [first.personId, helper]);
    expect(told(withHelper)).toEqual(expect.arrayContaining(["assignment.none", "team.short"]));
    expect(await prisma.shiftDuty.count({ where: { shiftId } })).toBe(0);
    expect(told(await man(shiftId, []))).toEqual(["shift.nobody"]);
    expect(told(await man(shiftId, [first.personId, second.personId]))).toBe("stands");
    const shown = await findShift(prisma, scene.urban, shiftId, NOW);
    expect(shown).toMatchObject({ stands: true });
    expect(shown?.people).toHaveLength(2);
    // Each once, and nobody on two at a time.
    const other = await planned(19, 22);
    const [third, fourth] = [await seated(), await seated()];
    const busy = await man(other, [first.personId, third.personId, fourth.personId]);
    expect(told(busy)).toEqual(["shift.elsewhere"]);
    expect(told(await man(shiftId, [first.personId, third.personId]))).toEqual(["shift.elsewhere"]);
    expect(told(await man(other, [third.personId, fourth.personId]))).toBe("stands");
    const week = await shiftsOfWeek(prisma, scene.urban, mondayOf(chinaDateOf(hours(10))), NOW);
    expect(week.map((one) => one.shiftId)).toEqual([shiftId, other]);
  });

  it("shows a shift as broken the moment somebody on it lost the right, and whole again with a replacement", async () => {
    const [first, second, third] = [await seated(), await seated(), await seated()];
    const shiftId = await planned(40, 44);
    await man(shiftId, [first.personId, second.personId]);
    const broken = async (at: Date) =>
      (await brokenShifts(prisma, scene.urban, at)).filter((one) => one.shiftId === shiftId);
    expect(await broken(hours(1))).toEqual([]);
    await suspend(second.certificateId, hours(2));
    const [found] = await broken(hours(2));
    expect(found?.team.map(({ code }) => code)).toEqual(["team.short"]);
    const dutyOf = found?.people.find((one) => one.refusals.length > 0);
    expect(dutyOf?.personId).toBe(second.personId);
    const leaving = { unitId: scene.urban, dutyId: dutyOf!.dutyId, reason: "吊销证件" };
    const leave = () => inTransaction((tx) => leaveShift(tx, leaving, scene.personnelOfficer, hours(3)));
    expect([await leave(), await leave()]).toEqual([true, true]);
    expect(told(await man(shiftId, [second.personId], hours(3)))).toContain("team.short");
    expect(told(await man(shiftId, [third.personId], hours(3)))).toBe("stands");
    expect(await broken(hours(3))).toEqual([]);
    const ending = { unitId: scene.urban, shiftId, reason: "取消" };
    const withdraw = () => inTransaction((tx) => withdrawShift(tx, ending, scene.personnelOfficer, hours(4)));
    expect(await withdraw()).toEqual({ ok: true });
    expect(await withdraw()).toEqual({ ok: true });
    expect(told(await man(shiftId, [first.personId, third.personId], hours(5)))).toEqual(["shift.over"]);
    // Taken off, they are free for another.
    expect(told(await man(await planned(41, 42), [first.personId, third.personId]))).toBe("stands");
  });

  it("refuses a shift that begins before now, ends before it begins or lasts longer than a day", async () => {
    const codes = async (from: number, to: number) => {
      const answer = await plan(from, to);
      return answer.ok ? [] : answer.refusals.map(({ code }) => code);
    };
    expect(await codes(-1, -2)).toEqual(["shift.past", "shift.ends-before-start"]);
    expect(await codes(1, 26)).toEqual(["shift.too-long"]);
  });

  it("two who man at once put nobody on two shifts", async () => {
    const [first, second] = [await seated(), await seated()];
    const shifts = [await planned(60, 64), await planned(61, 65)];
    const pair = [first.personId, second.personId];
    const answers = await Promise.all(shifts.map((shiftId) => man(shiftId, pair)));
    expect(answers.map(told).sort()).toEqual(["stands", ["shift.elsewhere", "shift.elsewhere"]].sort());
  });
});

describe("the database, should nobody have asked", () => {
  const insert = (shiftId: string, personId: string, [from, to]: [number, number]) =>
    database
      .ownerQuery(
        `INSERT INTO shift_duty (id, shift_id, person_id, starts_at, ends_at, pack_version_id, put_at, put_by_id)
         VALUES ($1, $2, $3, $4, $5, $6, now(), $7)`,
        [newId(), shiftId, personId, hours(from), hours(to), newId(), scene.personnelOfficer],
      )
      .then(
        () => "accepted",
        (error: { constraint?: string }) => error.constraint,
      );

  it("takes nobody without a post or a certificate, at other times than the shift's, or in two places", async () => {
    const { personId, certificateId } = await seated();
    const shiftId = await planned(80, 84);
    expect(await insert(shiftId, await officer(scene.urban), [80, 84])).toBe("shift_duty_backstop_post");
    expect(await insert(shiftId, personId, [80, 83])).toBe("shift_duty_of_its_shift");
    expect(await insert(shiftId, personId, [80, 84])).toBe("accepted");
    expect(await insert(await planned(83, 86), personId, [83, 86])).toBe("shift_duty_one_at_a_time");
    await suspend(certificateId, hours(1));
    expect(await insert(await planned(90, 92), personId, [90, 92])).toBe("shift_duty_backstop_certificate");
  });

  it("takes nobody who is there by contract, whatever post and certificate say", async () => {
    const { personId } = await seated();
    await database.ownerQuery(
      `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, recorded_at)
       VALUES ($1, $2, $3, $4, 'host', 'contract', 'in-post', '2026-11-20', now())`,
      [newId(), newId(), personId, scene.urban],
    );
    const shiftId = await planned(100, 104);
    expect(await insert(shiftId, personId, [100, 104])).toBe("shift_duty_backstop_identity");
    expect(told(await man(shiftId, [personId, (await seated()).personId]))).not.toBe("stands");
  });
});

describe("whoever planned a shift", () => {
  it("is told once that somebody on it lost the right, with the unit's officers, and not of what they did themselves", async () => {
    const [first, second, third] = [await seated(), await seated(), await seated()];
    const planner = await officer(scene.urban);
    await prisma.account.update({ where: { id: scene.personnelOfficer }, data: { personId: planner } });
    const shiftId = await planned(200, 204);
    await man(shiftId, [first.personId, second.personId, third.personId]);
    const tell = (at: Date) => inTransaction((tx) => tellOfBrokenShifts(tx, at));
    const told = () => prisma.notice.findMany({ where: { personId: planner, code: "shift.broken" } });
    await tell(hours(150));
    expect(await told()).toEqual([]);
    await suspend(second.certificateId, hours(151));
    expect([await tell(hours(152)), await tell(hours(153))]).toEqual([1, 1]);
    expect((await told()).map(({ facts }) => facts)).toEqual([
      { unitId: scene.urban, on: chinaDateOf(hours(200)), people: 1 },
    ]);
    // One more is another happening.
    await suspend(third.certificateId, hours(154));
    await Promise.all([tell(hours(155)), tell(hours(155))]);
    expect((await told()).map(({ facts }) => (facts as { people: number }).people).sort()).toEqual([1, 2]);
    const shown = await findShift(prisma, scene.urban, shiftId, hours(155));
    for (const { dutyId, refusals } of shown!.people)
      if (refusals.length > 0)
        await inTransaction((tx) =>
          leaveShift(tx, { unitId: scene.urban, dutyId, reason: "吊销" }, scene.personnelOfficer, hours(156)),
        );
    // One alone is too few, which whoever took the others off knows.
    expect(await tell(hours(157))).toBe(0);
    expect(await told()).toHaveLength(2);
  });
});
