import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { decideFreeze, proposeFreeze } from "~/casework/study-freeze.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { createUnit } from "~/organisation/organisation.server";
import { loader as list } from "~/routes/_staff.study-reliefs._index";
import { action as approve } from "~/routes/_staff.study-reliefs.$reliefId.approval";
import { action as ask, loader as form } from "~/routes/_staff.study-reliefs.new";
import { resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import type { RulePack } from "~/rulebook/schema";
import { requiredAmount } from "~/study/pro-rata";
import type { AskedRelief } from "~/study/relief";
import { mayAskRelief, reliefRange } from "~/study/relief";
import { askRelief, decideRelief, revokeRelief, withdrawRelief } from "~/study/reliefs.server";
import { studyStanding } from "~/study/standing.server";
import { refusalsOf, type Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { ownPack } from "./own-pack";
import { account, officer } from "./study-district";

await useDatabase();
const now = new Date("2026-06-01T02:00:00Z");
const after = new Date("2027-01-10T02:00:00Z");

let root: string;
let urban: string;
let market: string;
let clerk: string;
let hr: { accountId: string; personId: string | null };
let legal: { accountId: string; personId: string | null };
beforeAll(async () => {
  ({ root, urban, market } = await smallDistrict());
  clerk = await account("clerk");
  hr = { accountId: await account("hr"), personId: null };
  legal = { accountId: await account("legal"), personId: null };
});

const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);
const maternity: AskedRelief = {
  ...{ year: 2026, ground: "maternity", retiresOn: null, evidence: "产假〔2026〕1号" },
  range: { fromOn: "2026-02-10", toOn: "2026-08-10" },
};
const asked = (personId: string, change: Partial<AskedRelief> = {}, who = clerk, unitId = urban) =>
  inTransaction((tx) => askRelief(tx, { ...maternity, ...change, personId, unitId, note: "" }, who, now));
async function open(personId: string, change: Partial<AskedRelief> = {}): Promise<string> {
  const answer = await asked(personId, change);
  if (!answer.ok) throw new Error(codes(answer).join());
  return answer.reliefId;
}
const decide = (
  reliefId: string,
  office: "personnel" | "legal-affairs",
  who = office === "personnel" ? hr : legal,
  decision: "approved" | "refused" = "approved",
  reason = "",
) => inTransaction((tx) => decideRelief(tx, { reliefId, office, decision, reason }, who, now));
const required = async (personId: string) => {
  const [standing] = (await studyStanding(prisma, [personId], 2026, "2026-06-01")).get(personId)!;
  return standing!.required;
};
const stored = (personId: string) =>
  prisma.studyStanding.findFirst({ where: { personId, year: 2026, quotaId: "enforcement-15-days" } });

describe("what may be asked for (H18)", () => {
  it.each<[string, Partial<AskedRelief>, string[]]>([
    ["a leave with its paper", {}, []],
    ["without a paper", { evidence: " " }, ["study-relief.evidence-missing"]],
    [
      "no whole month",
      { range: { fromOn: "2026-02-02", toOn: "2026-03-31" } },
      ["study-relief.no-whole-month"],
    ],
    ["another year", { range: { fromOn: "2025-02-02", toOn: "2025-08-31" } }, ["study-relief.not-in-year"]],
    ["retiring, without the day", { ground: "retiring", range: null }, ["study-relief.retirement-missing"]],
    ["retiring within two years", { ground: "retiring", range: null, retiresOn: "2028-12-31" }, []],
    [
      "retiring later",
      { ground: "retiring", range: null, retiresOn: "2029-01-02" },
      ["study-relief.retiring-too-late"],
    ],
  ])("%s", (_, change, expected) => {
    expect(codes(mayAskRelief({ ...maternity, ...change }, nationalPack))).toEqual(expected);
  });

  it("is never more than the year, and what is let off never more than what is owed", () => {
    const day = fc
      .integer({ min: 0, max: 800 })
      .map((n) => new Date(Date.UTC(2025, 6, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (a, b) => {
        const range = { fromOn: a as "2026-01-01", toOn: b as "2026-01-01" };
        const found = reliefRange({ ...maternity, range });
        if (!found) return;
        expect(found.fromOn >= "2026-01-01" && found.toOn <= "2027-01-01" && found.fromOn < found.toOn).toBe(
          true,
        );
        const amount = requiredAmount({ amount: 15, unit: "days" }, { reliefs: [found] }, nationalPack, 2026);
        expect(amount >= 0 && amount <= 15).toBe(true);
      }),
    );
  });
});

describe("relief", () => {
  it("counts once both offices agreed, whole months only, and is taken back with a reason", async () => {
    const person = await officer("休假者", urban);
    expect(await required(person)).toBe(15);
    const reliefId = await open(person);
    expect(await open(person)).toBe(reliefId);
    expect(await decide(reliefId, "personnel")).toEqual({ ok: true });
    expect(await required(person)).toBe(15);
    expect(codes(await decide(reliefId, "personnel"))).toEqual(["study-relief.office-decided"]);
    expect(codes(await decide(reliefId, "legal-affairs", hr))).toEqual(["study-relief.one-is-not-two"]);
    expect(await decide(reliefId, "legal-affairs")).toEqual({ ok: true });
    // March to July are whole months of it: seven of twelve are owed, rounded up to half a day.
    expect(await required(person)).toBe(9);
    expect((await stored(person))?.required).toBe(9);
    const revoke = (reason: string) =>
      inTransaction((tx) => revokeRelief(tx, { reliefId, reason }, legal, now));
    expect(codes(await revoke(""))).toEqual(["study-relief.reason-missing"]);
    expect(await revoke("提前返岗")).toEqual({ ok: true });
    expect((await stored(person))?.required).toBe(15);
    expect(codes(await revoke("再撤"))).toEqual(["study-relief.not-granted"]);
  });

  it("of who retires soon leaves nothing owed, not even a training", async () => {
    const person = await officer("临退者", urban);
    const reliefId = await open(person, { ground: "retiring", range: null, retiresOn: "2027-05-31" });
    await decide(reliefId, "personnel");
    await decide(reliefId, "legal-affairs");
    const standings = (await studyStanding(prisma, [person], 2026, "2026-12-31")).get(person)!;
    expect(standings.map(({ required: owed, isMet }) => [owed, isMet])).toEqual(
      standings.map(() => [0, true]),
    );
  });

  it("is decided by nobody who asked, and by nobody about themselves", async () => {
    const person = await officer("自己人", urban);
    const own = await account("own-account", person);
    const reliefId = await open(person);
    const asker = { accountId: clerk, personId: null };
    expect(codes(await decide(reliefId, "personnel", asker))).toEqual(["study-relief.own-asking"]);
    expect(codes(await decide(reliefId, "personnel", { accountId: own, personId: person }))).toEqual([
      "study-relief.own",
    ]);
    const row = { reliefId, office: "personnel", decision: "approved", at: now };
    const insert = (byId: string) =>
      prisma.studyReliefDecision.create({ data: { id: crypto.randomUUID(), ...row, byId } });
    await expect(insert(own)).rejects.toThrow(/study_relief_by_others/);
    await expect(insert(clerk)).rejects.toThrow(/study_relief_by_others/);
  });

  it("refused it is settled; withdrawn it is over; of two who decide at once one is first", async () => {
    const person = await officer("不同意", urban);
    const refused = await open(person);
    expect(codes(await decide(refused, "personnel", hr, "refused"))).toEqual(["study-relief.reason-missing"]);
    expect(await decide(refused, "personnel", hr, "refused", "材料不足")).toEqual({ ok: true });
    expect(codes(await decide(refused, "legal-affairs"))).toEqual(["study-relief.settled"]);
    const again = await open(person);
    expect(again).not.toBe(refused);
    const withdraw = (who: string) =>
      inTransaction((tx) => withdrawRelief(tx, { reliefId: again }, who, now));
    expect(codes(await withdraw(hr.accountId))).toEqual(["study-relief.not-yours"]);
    expect([await withdraw(clerk), await withdraw(clerk)]).toEqual([{ ok: true }, { ok: true }]);
    const raced = await open(person);
    const other = { accountId: await account("hr-two"), personId: null };
    const answers = await Promise.all([decide(raced, "personnel", hr), decide(raced, "personnel", other)]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it("is not asked for in a year that is frozen", async () => {
    const person = await officer("年后申请", market);
    await inTransaction(async (tx) => {
      const made = await proposeFreeze(tx, { unitId: market, year: 2026 }, legal.accountId, after);
      if (!made.ok) throw new Error();
      await decideFreeze(tx, { freezeId: made.freezeId, decision: "approved" }, hr.accountId, after);
    });
    const late = await asked(person, {}, clerk, market);
    expect(codes(late as Verdict)).toEqual(["study-record.year-frozen"]);
  });
});

describe("the pages of relief", () => {
  it("keep what was typed, show the list, and let each side decide for itself", async () => {
    const person = await officer("页面申请", urban);
    const trainer = await signedIn(await account("trainer"), "unit-training-officer", urban);
    expect((await call(form, trainer, "/study-reliefs/new")).status).toBe(200);
    const year = String(new Date().getFullYear());
    const typed = {
      personId: person,
      year,
      ground: "maternity",
      fromOn: "",
      lastOn: "",
      evidence: "",
      note: "说明",
    };
    const refused = await call(ask, trainer, "/study-reliefs/new", {}, formOf(typed));
    expect(refused).toMatchObject({ status: 422, body: { typed: { note: "说明" } } });
    const fields = (refused.body as { problems: { field: string }[] }).problems.map(({ field }) => field);
    expect(fields).toEqual(["fromOn", "lastOn", "evidence"]);
    const right = { ...typed, fromOn: `${year}-01-01`, lastOn: `${year}-06-30`, evidence: "2号" };
    expect((await call(ask, trainer, "/study-reliefs/new", {}, formOf(right))).location).toBe(
      "/study-reliefs?done=asked",
    );
    const { id: reliefId } = await prisma.studyRelief.findFirstOrThrow({ where: { personId: person } });
    const personnel = await signedIn(await account("page-hr"), "personnel-department", urban);
    const office = await signedIn(await account("page-legal"), "legal-affairs", urban);
    for (const cookie of [personnel, office])
      expect((await call(approve, cookie, "/x", { reliefId }, formOf({}))).location).toBe(
        "/study-reliefs?done=approved",
      );
    expect((await call(approve, office, "/x", { reliefId }, formOf({}))).status).toBe(422);
    const shown = await call(list, office, "/study-reliefs?state=granted");
    const rows = (shown.body as Awaited<ReturnType<typeof list>>).rows;
    expect(rows.find((row) => row.reliefId === reliefId)).toMatchObject({
      state: "granted",
      name: "页面申请",
    });
    const elsewhere = await signedIn(await account("page-market"), "legal-affairs", market);
    expect((await call(approve, elsewhere, "/x", { reliefId }, formOf({}))).status).toBe(404);
  });
});

describe("the offices of the rule pack", () => {
  const source = { title: "省规定", standing: "cited" } as const;
  const agreedBy = (value: RulePack["study"]["reliefOffices"]["value"]) => ({
    study: { reliefOffices: { value, source } },
  });

  it("are asked, and no other: one where the pack names one", async () => {
    const bureau = {
      code: "water",
      name: "水利局",
      shortName: "水利局",
      kind: "enforcement-bureau",
    } as const;
    const water = await inTransaction((tx) =>
      createUnit(tx, { ...bureau, parentId: root, fromOn: "2020-01-01" }, null, now),
    );
    const person = await officer("单位说了算", water);
    const before = await asked(person, {}, clerk, water);
    await ownPack(water, agreedBy(["unit-personnel"]), now);
    const other = await officer("单位决定", water);
    const answer = await asked(other, {}, clerk, water);
    if (!before.ok || !answer.ok) throw new Error();
    expect(codes(await decide(answer.reliefId, "legal-affairs"))).toEqual(["study-relief.office-not-asked"]);
    await expect(
      prisma.studyReliefDecision.create({
        data: {
          ...{ id: newId(), reliefId: answer.reliefId, office: "personnel", decision: "approved" },
          ...{ byId: hr.accountId, at: now },
        },
      }),
    ).rejects.toThrow("study_relief_office_asked");
    const unitOffice = await signedIn(await account("unit-hr"), "unit-personnel-officer", water);
    const legalOffice = await signedIn(await account("water-legal"), "legal-affairs", water);
    expect((await call(approve, legalOffice, "/x", { reliefId: answer.reliefId }, formOf({}))).status).toBe(
      422,
    );
    expect((await call(approve, unitOffice, "/x", { reliefId: answer.reliefId }, formOf({}))).location).toBe(
      "/study-reliefs?done=approved",
    );
    expect(await required(other)).toBe(9);
    // What was asked for before goes on by the offices that were asked.
    expect((await call(approve, unitOffice, "/x", { reliefId: before.reliefId }, formOf({}))).status).toBe(
      422,
    );
    await decide(before.reliefId, "personnel");
    expect(await required(person)).toBe(15);
    await decide(before.reliefId, "legal-affairs");
    expect(await required(person)).toBe(9);
    const shown = (await call(list, unitOffice, "/study-reliefs?state=granted")).body as Awaited<
      ReturnType<typeof list>
    >;
    expect(shown.rows.map(({ reliefId }) => reliefId).sort()).toEqual(
      [before.reliefId, answer.reliefId].sort(),
    );
  });

  it("are never none", () => {
    const heading = { id: "none", title: "无", version: 1, effectiveFromOn: "2026-01-01" } as const;
    expect(() => resolvePack(nationalPack, { ...heading, ...agreedBy([]) })).toThrow();
  });
});
