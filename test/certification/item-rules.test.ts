import { describe, expect, it } from "vitest";
import { addDays, type DateOn, instantAt } from "~/calendar";
import type { CertificateAct } from "~/certification/act";
import {
  type ComingBack,
  type HandedKind,
  mayComeBack,
  mayHandOut,
  type NewItem,
  type StillOut,
  serialFrom,
} from "~/certification/item";
import { type HolderFacts, recoveryOn, stoppedFor } from "~/certification/recovery";
import { resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import type { Verdict } from "~/verdict";

// 标志、服装和证件: who may be handed what, how it comes back, and since when it should have.

const TODAY: DateOn = "2026-11-20";
const codes = (verdict: Verdict) => (verdict.ok ? [] : verdict.refusals.map(({ code }) => code));

describe("handing out", () => {
  const badge = (number: string | null, kind: HandedKind = "chest-badge", quantity = 1): NewItem => ({
    ...{ kind, number, quantity },
  });
  const asked = { items: [badge("A1")], handedOn: TODAY, certified: true, taken: [] as NewItem[] };
  it.each([
    ["a numbered badge", {}, []],
    ["uniforms without a number", { items: [badge(null, "uniform", 3)] }, []],
    ["the same number of another kind", { taken: [badge("A1", "arm-badge")] }, []],
    ["nothing", { items: [] }, ["item.none"]],
    ["a day to come", { handedOn: "2026-11-21" }, ["item.ahead"]],
    ["no certificate in force", { certified: false }, ["item.no-certificate"]],
    ["a number that is out", { taken: [badge("A1")] }, ["item.number-out"]],
    ["one number twice", { items: [badge("A1"), badge("A1")] }, ["item.number-twice"]],
    ["two of one number", { items: [badge("A1", "chest-badge", 2)] }, ["item.one-per-number"]],
    [
      "everything wrong",
      { handedOn: "2026-11-21", certified: false, taken: [badge("A1")] },
      ["item.ahead", "item.no-certificate", "item.number-out"],
    ],
  ] as const)("%s", (_, change, expected) => {
    expect(codes(mayHandOut({ ...asked, ...change }, nationalPack, TODAY))).toEqual(expected);
  });

  it("cites the measures that bind marks to a certificate, and asks none where a province does not", () => {
    const verdict = mayHandOut({ ...asked, certified: false }, nationalPack, TODAY);
    expect(verdict.ok || verdict.refusals[0]?.source).toMatchObject({ article: "第七条", rule: "K25" });
    const own = resolvePack(nationalPack, {
      ...{ id: "own", title: "own", version: 1, effectiveFromOn: "2026-01-01" },
      items: { needCertificate: { value: false, source: { title: "省办法", standing: "cited" } } },
    });
    expect(mayHandOut({ ...asked, certified: false }, own, TODAY).ok).toBe(true);
  });

  it("takes a number however it was typed", () => {
    expect(serialFrom(" ａ0 12\n")).toBe("A012");
    expect(serialFrom("  ")).toBeNull();
  });
});

describe("coming back", () => {
  const uniform: StillOut = {
    ...{ id: "u", kind: "uniform", number: null, quantity: 2, unitId: "urban", handedOn: "2026-03-01" },
  };
  const card: StillOut = { ...uniform, id: "c", kind: "card", number: "4301", quantity: 1 };
  const held = { out: [uniform, card], cardsInUse: [] as string[] };
  const one = [{ id: "u", quantity: 1 }];
  const asked: ComingBack = { things: one, outcome: "returned", backOn: TODAY, note: "" };
  it.each([
    ["one of two", {}, {}, []],
    ["all", { things: [{ id: "u", quantity: 2 }] }, {}, []],
    ["more than is out", { things: [{ id: "u", quantity: 3 }] }, {}, ["item.too-many"]],
    ["none of it", { things: [{ id: "u", quantity: 0 }] }, {}, ["item.too-many"]],
    ["what is not out", { things: [{ id: "x", quantity: 1 }] }, {}, ["item.not-out"]],
    ["nothing", { things: [] }, {}, ["item.none"]],
    ["before it went out", { backOn: "2026-02-28" }, {}, ["item.before-out"]],
    ["on a day to come", { backOn: "2026-11-21" }, {}, ["item.ahead"]],
    ["lost, and nobody says how", { outcome: "lost" }, {}, ["item.note-missing"]],
    ["lost in a river", { outcome: "lost", note: "落水" }, {}, []],
    ["written off without a reason", { outcome: "written-off", note: " " }, {}, ["item.note-missing"]],
    ["a card", { things: [{ id: "c", quantity: 1 }] }, {}, []],
    ["a card in use", { things: [{ id: "c", quantity: 1 }] }, { cardsInUse: ["c"] }, ["item.card-in-use"]],
    [
      "a card entered by mistake",
      { things: [{ id: "c", quantity: 1 }], outcome: "mistaken", note: "错" },
      {},
      ["item.card-mistaken"],
    ],
  ] as const)("%s", (_, change, more, expected) => {
    expect(codes(mayComeBack({ ...asked, ...change }, { ...held, ...more }, TODAY))).toEqual(expected);
  });
});

type Act = [CertificateAct, DateOn];
const certificate = (certificateId: string, acts: Act[], change: object = {}) => ({
  ...{ certificateId, type: "administrative-enforcement", unitId: "urban", field: null },
  ...{ validFromOn: "2022-11-01" as DateOn, validToOn: "2027-10-31" as DateOn },
  acts: acts.map(([act, on]) => ({ act, effectiveAt: instantAt(on, "09:00") })),
  ...change,
});
const job = (change: object = {}) => ({
  ...{ unitId: "urban", relation: "home" as const, status: "in-post" as const },
  ...{ fromOn: "2015-01-01" as DateOn, toOn: null as DateOn | null },
  ...change,
});
const collected: Act[] = [["collect", "2022-11-01"]];
const works: HolderFacts = { certificates: [certificate("c", collected)], employments: [job()] };
const badge: StillOut = {
  ...{ id: "b", kind: "chest-badge", number: "7", quantity: 1, unitId: "urban", handedOn: "2022-11-02" },
};
const theCard: StillOut = { ...badge, id: "c", kind: "card" };
const transferred = [job({ toOn: "2026-07-01" }), job({ unitId: "market", fromOn: "2026-07-01" })];

describe("since when it should be back", () => {
  it.each<[string, HolderFacts, string | null, string | null]>([
    ["in use, in post", works, null, null],
    [
      "suspended",
      { ...works, certificates: [certificate("c", [...collected, ["suspend", "2026-03-01"]])] },
      null,
      null,
    ],
    [
      "lost and not cancelled",
      { ...works, certificates: [certificate("c", [...collected, ["lose", "2026-03-01"]])] },
      null,
      null,
    ],
    [
      "cancelled",
      { ...works, certificates: [certificate("c", [...collected, ["cancel", "2026-03-01"]])] },
      "2026-03-01 certificate-ended",
      "2026-03-01 certificate-ended",
    ],
    [
      "run out, at midnight",
      { ...works, certificates: [certificate("c", collected, { validToOn: "2026-11-19" })] },
      "2026-11-20 certificate-expired",
      "2026-11-20 certificate-expired",
    ],
    [
      "its last day is today",
      { ...works, certificates: [certificate("c", collected, { validToOn: "2026-11-20" })] },
      null,
      null,
    ],
    [
      "replaced by a newer one in use",
      {
        ...works,
        certificates: [
          certificate("c", [...collected, ["replace", "2026-03-01"]]),
          certificate("d", [["collect", "2026-03-01"]]),
        ],
      },
      null,
      "2026-03-01 certificate-ended",
    ],
    [
      "run out, the new one made and not collected",
      {
        ...works,
        certificates: [
          certificate("c", collected, { validToOn: "2026-11-01" }),
          certificate("d", [["issue", "2026-11-10"]]),
        ],
      },
      null,
      "2026-11-02 certificate-expired",
    ],
    [
      "voided before collection beside one that ended",
      {
        ...works,
        certificates: [
          certificate("c", [...collected, ["cancel", "2026-03-01"]]),
          certificate("d", [["void", "2026-05-01"]]),
        ],
      },
      "2026-03-01 certificate-ended",
      "2026-03-01 certificate-ended",
    ],
    [
      "exchanged, the application of the new unit under way",
      {
        ...works,
        certificates: [certificate("c", [...collected, ["replace", "2026-11-01"]])],
        applyingIn: ["urban"],
      },
      null,
      "2026-11-01 certificate-ended",
    ],
    ["transferred", { ...works, employments: transferred }, "2026-07-01 left-unit", "2026-07-01 left-unit"],
    [
      "transferred, with a certificate of the new unit",
      {
        certificates: [...works.certificates, certificate("d", collected, { unitId: "market" })],
        employments: transferred,
      },
      "2026-07-01 left-unit",
      "2026-07-01 left-unit",
    ],
    [
      "dead",
      {
        ...works,
        employments: [job({ toOn: "2026-06-09" }), job({ fromOn: "2026-06-09", status: "deceased" })],
      },
      "2026-06-09 deceased",
      "2026-06-09 deceased",
    ],
    [
      "retired in May, cancelled in June: from May on",
      {
        certificates: [certificate("c", [...collected, ["cancel", "2026-06-01"]])],
        employments: [job({ toOn: "2026-05-01" }), job({ fromOn: "2026-05-01", status: "retired" })],
      },
      "2026-05-01 left-unit",
      "2026-05-01 left-unit",
    ],
    [
      "under a filed ministry card",
      {
        ...works,
        certificates: [],
        ministryCards: [{ acceptedOn: "2022-01-01", validToOn: "2026-11-20", fields: [] }],
      },
      null,
      "2022-11-02 certificate-ended",
    ],
    [
      "handed out again after the end: from the handing out on",
      {
        ...works,
        certificates: [certificate("c", [...collected, ["cancel", "2022-11-01"]])],
      },
      "2022-11-02 certificate-ended",
      "2022-11-02 certificate-ended",
    ],
  ])("%s", (_, facts, ofBadge, ofCard) => {
    const at = instantAt(TODAY, "08:00");
    const said = (item: StillOut) => {
      const stopped = stoppedFor(item, ["urban"], facts, at);
      return stopped && `${stopped.on} ${stopped.by}`;
    };
    expect([said(badge), said(theCard)]).toEqual([ofBadge, ofCard]);
  });

  it("goes with the unit into the one that came after it", () => {
    const merged: HolderFacts = {
      certificates: [
        certificate("c", [...collected, ["replace", "2026-07-01"]]),
        certificate("d", [["collect", "2026-08-01"]], { unitId: "market" }),
      ],
      employments: transferred,
    };
    const at = instantAt(TODAY, "08:00");
    expect(stoppedFor(badge, ["urban"], merged, at)).toMatchObject({ on: "2026-07-01" });
    expect(stoppedFor(badge, ["urban", "market"], merged, at)).toBeNull();
  });

  it("is asked of a day as it was", () => {
    const facts = { ...works, employments: transferred };
    expect(stoppedFor(badge, ["urban"], facts, instantAt("2026-06-30", "23:59"))).toBeNull();
    expect(stoppedFor(badge, ["urban"], facts, instantAt("2026-07-01", "00:00"))).not.toBeNull();
  });
});

describe("a card from before this register", () => {
  const former = (more: Partial<StillOut> = {}): StillOut => ({
    ...{ id: "old", kind: "former-card", number: "LH-2019-7", quantity: 1, unitId: "urban" },
    ...{ handedOn: "2026-01-10", dateKnown: false, validToOn: "2026-12-31", ...more },
  });
  const badge: StillOut = {
    ...{ id: "b", kind: "chest-badge", number: "7", quantity: 1, unitId: "urban", handedOn: "2026-01-10" },
  };
  const job = {
    unitId: "urban",
    relation: "home",
    status: "in-post",
    fromOn: "2018-01-01",
    toOn: null,
  } as const;
  const certificate = (collectedOn: DateOn) => ({
    ...{ certificateId: "c", type: "administrative-enforcement", unitId: "urban", field: null },
    ...{ validFromOn: collectedOn, validToOn: "2031-01-01" as DateOn },
    acts: [{ act: "collect" as const, effectiveAt: instantAt(collectedOn, "09:00") }],
  });
  const said = (item: StillOut, facts: Partial<HolderFacts>, on: DateOn) => {
    const stopped = stoppedFor(
      item,
      ["urban"],
      { certificates: [], employments: [job], ...facts },
      instantAt(on, "08:00"),
    );
    return stopped && `${stopped.on} ${stopped.by}`;
  };

  it.each<[string, StillOut, Partial<HolderFacts>, DateOn, string | null]>([
    ["in its days", former(), {}, "2026-12-31", null],
    ["the day after", former(), {}, "2027-01-01", "2027-01-01 certificate-expired"],
    ["one that states no last day", former({ validToOn: null }), {}, "2040-01-01", null],
    [
      "run out before it was counted",
      former({ validToOn: "2025-06-30" }),
      {},
      "2026-02-01",
      "2026-01-10 certificate-expired",
    ],
    [
      "a new one collected",
      former(),
      { certificates: [certificate("2026-03-02")] },
      "2026-04-01",
      "2026-03-02 exchanged",
    ],
    [
      "collected elsewhere",
      former(),
      { certificates: [{ ...certificate("2026-03-02"), unitId: "market" }] },
      "2026-04-01",
      null,
    ],
    [
      "a new one collected before anybody counted",
      former({ handedOn: "2019-05-01", dateKnown: true, countedOn: "2026-10-08" }),
      { certificates: [certificate("2026-03-02")] },
      "2026-11-01",
      "2026-10-08 exchanged",
    ],
    [
      "left",
      former(),
      { employments: [{ ...job, toOn: "2026-05-01" }] },
      "2026-06-01",
      "2026-05-01 left-unit",
    ],
    ["a badge beside it", badge, { formerCards: [former()] }, "2026-12-31", null],
    [
      "a badge beside one that ran out",
      badge,
      { formerCards: [former()] },
      "2027-02-01",
      "2027-01-01 certificate-expired",
    ],
    [
      "a badge beside another unit's",
      badge,
      { formerCards: [former({ unitId: "market" })] },
      "2026-04-01",
      "2026-01-10 certificate-ended",
    ],
    ["a badge beside nothing", badge, {}, "2026-04-01", "2026-01-10 certificate-ended"],
  ])("%s", (_, item, facts, on, expected) => {
    expect(said(item, facts, on)).toBe(expected);
  });
});

describe("the limit", () => {
  const stopped = { on: "2026-07-01", by: "left-unit" } as const;
  // Ten working days after Wednesday 1 July: Wednesday 15 July; five more: 22 July.
  it.each([
    ["2026-07-01", 10, false, false],
    ["2026-07-10", 3, false, false],
    ["2026-07-14", 1, false, false],
    ["2026-07-15", 0, false, false],
    ["2026-07-16", 0, true, false],
    ["2026-07-22", 0, true, false],
    ["2026-07-23", 0, true, true],
  ] as const)("on %s: %i left, overdue %s, to escalate %s", (today, left, overdue, toEscalate) => {
    expect(recoveryOn(stopped, nationalPack, today)).toEqual({
      ...stopped,
      dueOn: "2026-07-15",
      ...{ left, overdue, toEscalate },
    });
  });

  it("counts no holidays, and the days the pack gives", () => {
    const source = { title: "省办法", standing: "cited" } as const;
    const quick = resolvePack(nationalPack, {
      ...{ id: "own", title: "own", version: 1, effectiveFromOn: "2026-01-01" },
      items: {
        returnWorkingDays: { value: 1, source },
        escalateWorkingDays: { value: 0, source },
      },
    });
    // The day before the seven days of National Day.
    const eve = { on: "2026-09-30", by: "left-unit" } as const;
    expect(recoveryOn(eve, quick, "2026-10-08")).toMatchObject({ dueOn: "2026-10-08", overdue: false });
    expect(recoveryOn(eve, quick, addDays("2026-10-08", 1))).toMatchObject({ toEscalate: true });
  });
});
