import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { changeEmployment, recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { endLeave, recordLeave } from "~/personnel/leave.server";
import { listPeople } from "~/personnel/people.server";
import { changeSecondmentEnd } from "~/personnel/secondment.server";
import { employmentRefusals } from "~/personnel/standing";
import { recordSecondment } from "~/personnel/transfer.server";
import { action as back } from "~/routes/_staff.people.$personId.leave-endings";
import { loader as leaves, action as takeLeave } from "~/routes/_staff.people.$personId.leaves";
import { action as changeEnd, loader as ends } from "~/routes/_staff.people.$personId.secondment-ends";
import { nationalPack } from "~/rulebook/packs/national";
import { eventSentence } from "~/text/events";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
let district: Awaited<ReturnType<typeof smallDistrict>>;
let officer: string;
beforeAll(async () => {
  district = await smallDistrict();
  const accountId = await inTransaction((tx) =>
    createAccount(tx, { loginName: "hr", displayName: "hr", personId: null, passwordHash: "x" }, null, now),
  );
  officer = await signedIn(accountId, "unit-personnel-officer", district.root);
});

const now = new Date("2026-02-01T04:00:00Z");
const codes = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  answer.refusals?.map((refusal) => refusal.code);
const factsOn = async (personId: string, trueOn: DateOn) =>
  (await personnelFacts(prisma, [personId], { trueOn })).get(personId)!;
const jobs = async (personId: string, on: DateOn) =>
  (await factsOn(personId, on)).employments.map(({ relation, status }) => `${relation} ${status}`);

async function employed(name: string, status: "in-post" | "probation" = "in-post") {
  const personId = await someone(name);
  const job = { personId, unitId: district.market, relation: "home", title: null } as const;
  const wanted = { ...job, identity: "civil-servant", status, fromOn: "2022-03-01" } as const;
  await inTransaction((tx) => recordEmployment(tx, wanted, null, now));
  return personId;
}

describe("leave", () => {
  it("runs from a day to a day; the employment goes on and bars nobody", async () => {
    const personId = await employed("苏晓梅");
    const leave = { personId, kind: "maternity-leave", fromOn: "2026-03-01", toOn: "2026-08-06" } as const;
    expect((await inTransaction((tx) => recordLeave(tx, leave, null, now))).ok).toBe(true);
    expect(await jobs(personId, "2026-02-28")).toEqual(["home in-post"]);
    expect(await jobs(personId, "2026-03-01")).toEqual(["home maternity-leave"]);
    expect(await jobs(personId, "2026-08-06")).toEqual(["home in-post"]);
    const { employmentHistory, ...facts } = await factsOn(personId, "2026-04-01");
    const asked = {
      ...facts,
      unitId: district.market,
      civilServantsOnly: false,
      employments: employmentHistory,
    };
    expect(employmentRefusals(asked, nationalPack, "2026-04-01")).toEqual([]);
    const back = () => inTransaction((tx) => endLeave(tx, { personId, backOn: "2026-07-01" }, null, now));
    expect((await back()).ok).toBe(true);
    expect(await jobs(personId, "2026-06-30")).toEqual(["home maternity-leave"]);
    expect(await jobs(personId, "2026-07-01")).toEqual(["home in-post"]);
    expect(codes(await back())).toEqual(["leave.not-on-leave"]);
    const said = eventSentence("zh-CN", "employment.recorded", {
      identity: "civil-servant",
      status: "maternity-leave",
      fromOn: "2026-03-01",
      toOn: "2026-08-06",
    });
    expect(said).toContain("离岗：产假");
  });

  it("does not hide probation, a loan or a standing down", async () => {
    const onProbation = await employed("苏试用", "probation");
    const stoodDown = await employed("苏停职");
    const suspended = { personId: stoodDown, relation: "home", status: "suspended" } as const;
    await inTransaction((tx) => changeEmployment(tx, { ...suspended, fromOn: "2026-01-01" }, null, now));
    for (const personId of [onProbation, stoodDown]) {
      const leave = { personId, kind: "sick-leave", fromOn: "2026-03-01" } as const;
      expect(codes(await inTransaction((tx) => recordLeave(tx, leave, null, now)))).toEqual([
        "leave.from-status",
      ]);
    }
  });

  it("is found in the list by status, and by any kind of leave", async () => {
    const personId = await employed("苏外派");
    const leave = { personId, kind: "posted-away", fromOn: "2026-01-15" } as const;
    await inTransaction((tx) => recordLeave(tx, leave, null, now));
    const scope = { unitIds: [], everyone: true, whole: true };
    const found = async (state: "on-leave" | "posted-away" | "study-leave" | "current") =>
      (await listPeople(prisma, scope, { name: "苏外派", state }, {}, "2026-02-01")).people.length;
    expect(await found("on-leave")).toBe(1);
    expect(await found("posted-away")).toBe(1);
    expect(await found("current")).toBe(1);
    expect(await found("study-leave")).toBe(0);
  });

  it("has its two forms", async () => {
    const personId = await employed("苏表单");
    const today = chinaDateOf(new Date());
    const path = `/people/${personId}/leaves`;
    const post = (values: Record<string, string>) =>
      call(takeLeave, officer, path, { personId }, formOf(values));
    expect(await post({ kind: "holiday", fromOn: "x" })).toMatchObject({
      status: 422,
      body: { typed: { fromOn: "x" }, problems: [{ field: "kind" }, { field: "fromOn" }] },
    });
    expect(await post({ kind: "study-leave", fromOn: today })).toMatchObject({ status: 303 });
    expect(await call(leaves, officer, path, { personId })).toMatchObject({
      body: { leave: { kind: "study-leave", fromOn: today, toOn: null } },
    });
    const backOn = addDays(today, 30);
    const endings = `/people/${personId}/leave-endings`;
    expect(await call(back, officer, endings, { personId }, formOf({ backOn }))).toMatchObject({
      status: 303,
    });
    expect(await jobs(personId, backOn)).toEqual(["home in-post"]);
  });
});

describe("the end of a secondment", () => {
  const lent = async (name: string) => {
    const personId = await employed(name);
    const loan = { personId, unitId: district.urban, title: null } as const;
    const days = { fromOn: "2026-03-01", toOn: "2026-09-01" } as const;
    await inTransaction((tx) => recordSecondment(tx, { ...loan, ...days }, null, now));
    return personId;
  };
  const end = (personId: string, toOn: DateOn) =>
    inTransaction((tx) => changeSecondmentEnd(tx, { personId, toOn }, null, now));
  const onLoan = ["home seconded-out", "host seconded-in"];

  it("comes early, or late, at home and at the host together", async () => {
    const personId = await lent("龚早归");
    expect((await end(personId, "2026-06-01")).ok).toBe(true);
    expect(await jobs(personId, "2026-05-31")).toEqual(onLoan);
    expect(await jobs(personId, "2026-06-01")).toEqual(["home in-post"]);
    expect((await end(personId, "2026-12-01")).ok).toBe(true);
    expect(await jobs(personId, "2026-11-30")).toEqual(onLoan);
    expect(await jobs(personId, "2026-12-01")).toEqual(["home in-post"]);
    expect(codes(await end(personId, "2026-12-01"))).toEqual(["secondment.same-end"]);
    expect(codes(await end(personId, "2026-03-01"))).toEqual(["secondment.over"]);
  });

  it("is refused whole where the days are taken, or where there is no loan", async () => {
    const personId = await lent("龚再借");
    const next = { personId, unitId: district.root, title: null } as const;
    const days = { fromOn: "2026-10-01", toOn: "2026-11-01" } as const;
    await inTransaction((tx) => recordSecondment(tx, { ...next, ...days }, null, now));
    expect(codes(await end(personId, "2026-10-15"))).toEqual(["employment.overlaps"]);
    expect(await jobs(personId, "2026-09-15")).toEqual(["home in-post"]);
    expect(codes(await end(await employed("龚在岗"), "2026-10-15"))).toEqual(["secondment.none"]);
  });

  it("has its form, which keeps what was typed", async () => {
    const personId = await employed("龚表单");
    const today = chinaDateOf(new Date());
    const loan = { personId, unitId: district.urban, title: null } as const;
    const days = { fromOn: addDays(today, -9), toOn: addDays(today, 9) };
    await inTransaction((tx) => recordSecondment(tx, { ...loan, ...days }, null, now));
    const path = `/people/${personId}/secondment-ends`;
    expect(await call(ends, officer, path, { personId })).toMatchObject({
      body: { loan: { hostUnitId: district.urban, toOn: days.toOn }, hostName: "城市管理局" },
    });
    const post = (lastOn: string) => call(changeEnd, officer, path, { personId }, formOf({ lastOn }));
    expect(await post("2020-01-01")).toMatchObject({
      status: 422,
      body: { typed: { lastOn: "2020-01-01" }, problems: [{ field: "lastOn" }] },
    });
    expect(await post(today)).toMatchObject({ status: 303 });
    expect(await jobs(personId, addDays(today, 1))).toEqual(["home in-post"]);
  });
});
