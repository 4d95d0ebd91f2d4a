import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DateOn, instantAt } from "~/calendar";
import type { CertificateAct } from "~/certification/act";
import type { CertificateFact } from "~/certification/carrying";
import {
  type Eligibility,
  type EnforcementFacts,
  type EnforcementPosition,
  eligibleUntil,
  mayAssign,
  mayEnforce,
  mayLeaveLegalDuty,
} from "~/positions/eligibility";
import { resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { combine } from "~/verdict";

const since = { fromOn: "2015-07-01", toOn: null } as const;
const post: EnforcementPosition = { unitId: "market", field: "market" };
const at = (on: DateOn, clock = "12:00") => instantAt(on, clock);

function certificate(
  acts: [CertificateAct, DateOn, string?][],
  change: Partial<CertificateFact> = {},
): CertificateFact {
  return {
    type: "administrative-enforcement",
    unitId: "market",
    field: "market",
    validFromOn: "2022-11-01",
    validToOn: "2027-10-31",
    acts: acts.map(([act, on, clock]) => ({ act, effectiveAt: at(on, clock) })),
    ...change,
  };
}
const issued: [CertificateAct, DateOn, string?][] = [["issue", "2022-11-01", "09:00"]];
const collected: [CertificateAct, DateOn, string?][] = [...issued, ["collect", "2022-11-01", "10:00"]];

const officer: EnforcementFacts = {
  civilServantsOnly: false,
  bodies: [{ ...since, basis: "statutory", fields: [], publishedOn: "2015-07-02" }],
  employments: [
    { ...since, unitId: "market", relation: "home", identity: "civil-servant", status: "in-post" },
  ],
  qualifications: [
    { fromOn: "2022-05-10", toOn: null, part: "special", field: "market" },
    { fromOn: "2022-06-10", toOn: null, part: "general", field: null },
  ],
  bans: [],
  sanctions: [],
  grades: [],
  legalDuties: [],
  certificates: [certificate(collected)],
};
const reasons = (answer: Eligibility) =>
  answer.ok ? [] : answer.refusals.map((reason) => `${reason.source?.rule ?? "–"} ${reason.code}`);
const check = (facts: EnforcementFacts, position = post, when = at("2026-05-01")) =>
  reasons(mayEnforce(facts, position, when, nationalPack));

describe("who may enforce", () => {
  it("an officer with a live certificate", () => {
    expect(mayEnforce(officer, post, at("2026-05-01"), nationalPack)).toEqual({ ok: true, warnings: [] });
    expect(eligibleUntil(officer, post, at("2026-05-01"), nationalPack)?.toISOString()).toBe(
      "2027-10-31T16:00:00.000Z",
    );
  });

  it.each([
    ["none at all", [], ["K01 certificate.none"]],
    ["not collected", [certificate(issued)], ["K03 certificate.to-collect"]],
    ["suspended", [certificate([...collected, ["suspend", "2026-04-01"]])], ["K03 certificate.suspended"]],
    ["lost", [certificate([...collected, ["lose", "2026-04-01"]])], ["K03 certificate.lost"]],
    [
      "suspended and lost",
      [certificate([...collected, ["suspend", "2026-04-01"], ["lose", "2026-04-01"]])],
      ["K03 certificate.suspended"],
    ],
    ["cancelled", [certificate([...collected, ["cancel", "2026-04-01"]])], ["K01 certificate.cancelled"]],
    ["revoked", [certificate([...collected, ["revoke", "2026-04-01"]])], ["K01 certificate.revoked"]],
    ["annulled", [certificate([...collected, ["annul", "2026-04-01"]])], ["K01 certificate.annulled"]],
    ["expired", [certificate(collected, { validToOn: "2026-04-30" })], ["K01 certificate.expired"]],
    ["of another unit", [certificate(collected, { unitId: "town" })], ["K01 certificate.other-unit"]],
    ["of another field", [certificate(collected, { field: "culture" })], ["K01 certificate.other-field"]],
    [
      "a supervision certificate",
      [certificate(collected, { type: "enforcement-supervision" })],
      ["K01 certificate.none"],
    ],
    [
      "renewed, the new one not collected, the old one live",
      [certificate(collected), certificate([["issue", "2026-04-20"]], { validFromOn: "2026-04-20" })],
      [],
    ],
    [
      "revoked long ago, live now",
      [
        certificate([...collected, ["revoke", "2023-01-01"]]),
        certificate([
          ["issue", "2026-01-01"],
          ["collect", "2026-01-02"],
        ]),
      ],
      [],
    ],
    [
      "issued only later",
      [certificate([["issue", "2026-06-01"]], { validFromOn: "2026-06-01" })],
      ["K01 certificate.none"],
    ],
  ] as const)("certificate: %s → %j", (_, certificates, expected) => {
    expect(check({ ...officer, certificates })).toEqual(expected);
    expect(eligibleUntil({ ...officer, certificates }, post, at("2026-05-01"), nationalPack) !== null).toBe(
      expected.length === 0,
    );
  });

  it("an inherited assignment never counts, however good the papers", () => {
    expect(check(officer, { ...post, inherited: true })).toEqual(["K23 assignment.inherited"]);
  });

  it("coercive measures cannot be entrusted", () => {
    const entrusted = {
      ...officer,
      bodies: [{ ...since, basis: "entrusted", fields: [], publishedOn: "2015-07-02" }],
    } as const;
    expect(check(entrusted)).toEqual([]);
    expect(check(entrusted, { ...post, coercive: true })).toEqual(["K21 body.entrusted-coercion"]);
  });

  it("gives all reasons of an uncertified contract worker who also has a legal duty", () => {
    const worker: EnforcementFacts = {
      ...officer,
      employments: [
        { ...since, unitId: "market", relation: "home", identity: "contract", status: "in-post" },
      ],
      qualifications: [],
      certificates: [],
      legalDuties: [{ ...since, unitId: "market", fullTime: true }],
    };
    expect(check(worker)).toEqual([
      "K01 certificate.none",
      "K05 identity.excluded",
      "K04 qualification.missing",
      "K04 qualification.missing",
      "K07 legal-duty.held",
    ]);
  });
});

describe("a sole legal officer (scenario 7)", () => {
  const duty = { fromOn: "2020-01-01", toOn: null, unitId: "market", fullTime: true } as const;
  const a: EnforcementFacts = { ...officer, legalDuties: [duty] };

  it("is refused under K07 and K09, both at once", () => {
    const assigned = mayAssign(a, post, at("2026-03-20"), null, nationalPack);
    const leaving = mayLeaveLegalDuty([], "market", "2026-03-20", nationalPack);
    const both = combine(assigned, leaving);
    expect(both.ok ? [] : both.refusals.map((reason) => reason.source?.rule)).toEqual(["K07", "K09"]);
    expect(both).toMatchObject({
      refusals: [{}, { facts: { remaining: 0, required: 1, leavingOn: "2026-03-20" } }],
    });
  });

  it("succeeds from 1 April, once another is in post and the duty ends on 31 March", () => {
    const b = { fromOn: "2026-03-15", toOn: null, unitId: "market", fullTime: true } as const;
    expect(mayLeaveLegalDuty([b], "market", "2026-04-01", nationalPack)).toEqual({ ok: true, warnings: [] });
    expect(mayLeaveLegalDuty([{ ...b, fullTime: false }], "market", "2026-04-01", nationalPack).ok).toBe(
      false,
    );
    expect(mayLeaveLegalDuty([{ ...b, unitId: "town" }], "market", "2026-04-01", nationalPack).ok).toBe(
      false,
    );

    const ended: EnforcementFacts = { ...officer, legalDuties: [{ ...duty, toOn: "2026-04-01" }] };
    expect(reasons(mayAssign(ended, post, at("2026-03-31", "23:59:59"), null, nationalPack))).toEqual([
      "K07 legal-duty.held",
    ]);
    expect(mayAssign(ended, post, at("2026-04-01", "00:00"), null, nationalPack).ok).toBe(true);
  });

  it("a duty that only begins during the assignment blocks it too", () => {
    const coming: EnforcementFacts = { ...officer, legalDuties: [{ ...duty, fromOn: "2026-09-01" }] };
    expect(reasons(mayAssign(coming, post, at("2026-05-01"), null, nationalPack))).toEqual([
      "K07 legal-duty.held",
    ]);
    expect(mayAssign(coming, post, at("2026-05-01"), "2026-09-01", nationalPack).ok).toBe(true);
    expect(mayEnforce(coming, post, at("2026-05-01"), nationalPack).ok).toBe(true);
  });

  it("K09 only warns where the pack says so", () => {
    const source = { title: "区", standing: "own-choice" } as const;
    const mild = resolvePack(nationalPack, {
      id: "mild",
      title: "区",
      version: 1,
      effectiveFromOn: "2026-01-01",
      legalDuty: { belowMinimum: { value: "warn", source } },
    });
    expect(mayLeaveLegalDuty([], "market", "2026-03-20", mild)).toMatchObject({
      ok: true,
      warnings: [{ source: { rule: "K09" } }],
    });
  });
});

it("everything approved, the card still in the drawer (scenario 12)", () => {
  const today = "2026-05-01";
  const fresh = (acts: [CertificateAct, DateOn, string?][]) => ({
    ...officer,
    certificates: [certificate(acts, { validFromOn: today, validToOn: "2031-04-30" })],
  });
  const waiting = fresh([["issue", today, "09:00"]]);
  expect(reasons(mayAssign(waiting, post, at(today, "11:00"), null, nationalPack))).toEqual([
    "K03 certificate.to-collect",
  ]);
  const inHand = fresh([
    ["issue", today, "09:00"],
    ["collect", today, "10:30"],
  ]);
  expect(reasons(mayAssign(inHand, post, at(today, "10:29"), null, nationalPack))).toEqual([
    "K03 certificate.to-collect",
  ]);
  expect(mayAssign(inHand, post, at(today, "11:00"), null, nationalPack).ok).toBe(true);
});

describe.each(["UTC", "America/New_York", "Asia/Shanghai"])(
  "expiry at midnight, TZ=%s (scenario 16)",
  (zone) => {
    const before = process.env.TZ;
    beforeAll(() => {
      process.env.TZ = zone;
    });
    afterAll(() => {
      process.env.TZ = before;
    });

    it("the last second of the last day is in, the first of the next is out", () => {
      expect(check(officer, post, at("2027-10-31", "23:59:59"))).toEqual([]);
      expect(check(officer, post, at("2027-11-01", "00:00:01"))).toEqual(["K01 certificate.expired"]);
      expect(mayEnforce(officer, post, at("2027-11-01", "00:00:01"), nationalPack)).toMatchObject({
        refusals: [{ facts: { validToOn: "2027-10-31" } }],
      });
    });
  },
);

describe("a transfer (scenario 18)", () => {
  const moved: EnforcementFacts = {
    ...officer,
    employments: [
      {
        fromOn: "2015-07-01",
        toOn: "2026-07-01",
        unitId: "market",
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
      },
      {
        fromOn: "2026-07-01",
        toOn: null,
        unitId: "urban",
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
      },
    ],
  };
  it("ends eligibility in the old unit at 00:00 and opens none in the new one", () => {
    expect(check(moved, post, at("2026-06-30", "23:59:59"))).toEqual([]);
    expect(check(moved, post, at("2026-07-01", "00:00"))).toEqual(["K22 employment.not-in-unit"]);
    expect(check(moved, { unitId: "urban", field: "urban" }, at("2026-07-02"))).toEqual([
      "K01 certificate.other-unit",
      "K04 qualification.missing",
    ]);
  });
});

it("a ban reaches another county's unit (scenario 20)", () => {
  const barred: EnforcementFacts = {
    ...officer,
    certificates: [certificate([...collected, ["revoke", "2026-03-10"]])],
    bans: [
      {
        fromOn: "2026-03-10",
        toOn: "2028-03-11",
        ground: "altered-or-lent",
        decisionNumber: "决〔2026〕7号",
      },
    ],
  };
  expect(check(barred, post, at("2027-12-01"))).toEqual(["K01 certificate.revoked", "K11 ban.in-force"]);
  expect(check(barred, post, at("2028-03-10", "23:59:59"))).toContain("K11 ban.in-force");
  expect(check(barred, post, at("2028-03-11", "00:00"))).toEqual(["K01 certificate.revoked"]);
});

describe("a ministry card (scenario 9)", () => {
  const holder = (acceptedOn: DateOn | null): EnforcementFacts => ({
    ...officer,
    qualifications: [],
    certificates: [],
    ministryCards: [{ acceptedOn, validToOn: "2026-12-31", fields: ["market"] }],
  });
  it("counts from the acceptance of its filing to the ministry's own end", () => {
    expect(check(holder(null))).toContain("K01 ministry-card.not-filed");
    expect(check(holder("2026-05-02"))).toContain("K01 ministry-card.not-filed");
    expect(check(holder("2026-05-01"))).toEqual([]);
    expect(check(holder("2026-05-01"), post, at("2026-12-31", "23:59:59"))).toEqual([]);
    expect(check(holder("2026-05-01"), post, at("2027-01-01", "00:00"))).toContain(
      "K01 ministry-card.expired",
    );
    expect(check(holder("2026-05-01"), { ...post, field: "culture" })).toContain(
      "K01 ministry-card.other-field",
    );
  });
});

it("warns when the certificate ends before the assignment does (K02)", () => {
  const long = mayAssign(officer, post, at("2026-05-01"), "2028-01-01", nationalPack);
  expect(long).toMatchObject({
    ok: true,
    warnings: [{ code: "certificate.ends-before-assignment", facts: { validToOn: "2027-10-31" } }],
  });
  expect(mayAssign(officer, post, at("2026-05-01"), "2027-11-01", nationalPack).warnings).toEqual([]);
});

describe("what was not handed back (K25)", () => {
  const holding = (unreturned: EnforcementFacts["unreturned"], when = at("2026-05-01")) =>
    mayEnforce({ ...officer, ...(unreturned ? { unreturned } : {}) }, post, when, nationalPack);
  it("warns and bars nobody", () => {
    const answer = holding([
      { quantity: 2, sinceOn: "2026-04-20" },
      { quantity: 1, sinceOn: "2026-04-01" },
    ]);
    expect(answer).toMatchObject({
      ok: true,
      warnings: [{ code: "item.unreturned", facts: { count: 3, sinceOn: "2026-04-01" } }],
    });
    expect(answer.warnings[0]?.source?.rule).toBe("K25");
  });

  it("says nothing where nothing is out, nor of what is to be handed back only later", () => {
    expect(holding([]).warnings).toEqual([]);
    expect(holding(undefined).warnings).toEqual([]);
    expect(holding([{ quantity: 1, sinceOn: "2026-05-02" }]).warnings).toEqual([]);
    expect(holding([{ quantity: 1, sinceOn: "2026-05-02" }], at("2026-05-02")).warnings).toHaveLength(1);
  });

  it("stands beside the reasons of who may not enforce", () => {
    const none = {
      ...officer,
      certificates: [],
      unreturned: [{ quantity: 1, sinceOn: "2026-04-01" as const }],
    };
    const answer = mayEnforce(none, post, at("2026-05-01"), nationalPack);
    expect(reasons(answer)).toEqual(["K01 certificate.none"]);
    expect(answer.warnings.map(({ code }) => code)).toEqual(["item.unreturned"]);
  });
});
