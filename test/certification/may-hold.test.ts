import { describe, expect, it } from "vitest";
import { type HoldingFacts, mayHold } from "~/certification/may-hold";
import { mayRegisterForPart } from "~/exams/qualification";
import { resolvePack } from "~/rulebook/pack";
import { hunanPack } from "~/rulebook/packs/hunan";
import { nationalPack } from "~/rulebook/packs/national";

const since = { fromOn: "2015-07-01", toOn: null } as const;
const source = { title: "区", standing: "own-choice" } as const;
const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2026-03-01" } as const;

const officer: HoldingFacts = {
  unitId: "market",
  field: "market",
  civilServantsOnly: false,
  bodies: [{ ...since, basis: "statutory", fields: ["market"], publishedOn: "2015-07-02" }],
  employments: [
    { ...since, unitId: "market", relation: "home", identity: "civil-servant", status: "in-post" },
  ],
  qualifications: [
    { fromOn: "2024-05-10", toOn: null, part: "special", field: "market" },
    { fromOn: "2024-06-10", toOn: null, part: "general", field: null },
  ],
  bans: [],
  sanctions: [],
  grades: [{ year: 2025, grade: "competent" }],
  legalDuties: [],
  birthOn: "1990-01-01",
  education: "bachelor",
};
const as = (identity: HoldingFacts["employments"][number]["identity"]): HoldingFacts => ({
  ...officer,
  employments: [{ ...since, unitId: "market", relation: "home", identity, status: "in-post" }],
});
const codes = (
  facts: HoldingFacts,
  purpose: "applying" | "holding" = "applying",
  on = "2026-05-01" as const,
) => {
  const answer = mayHold(facts, purpose, nationalPack, on);
  return answer.ok ? [] : answer.refusals.map((reason) => `${reason.source?.rule ?? "–"} ${reason.code}`);
};

describe("may hold", () => {
  it("an officer in post, qualified, of a published body", () => {
    expect(mayHold(officer, "applying", nationalPack, "2026-05-01")).toEqual({ ok: true, warnings: [] });
    expect(mayHold(officer, "holding", nationalPack, "2026-05-01")).toEqual({ ok: true, warnings: [] });
  });

  it.each([
    ["civil-servant-equivalent", []],
    ["public-institution", []],
    ["authorised-organisation", []],
    ["entrusted-organisation", []],
    ["contract", ["K05 identity.excluded"]],
    ["dispatched", ["K05 identity.excluded"]],
    ["grid-worker", ["K05 identity.excluded"]],
    ["public-welfare", ["K05 identity.excluded"]],
  ] as const)("%s: %j", (identity, expected) => {
    expect(codes(as(identity))).toEqual(expected);
    expect(codes(as(identity), "holding")).toEqual(expected);
  });

  it("refuses a dispatched worker with a full mark, citing the rule and offering the auxiliary course", () => {
    const answer = mayHold(as("dispatched"), "applying", nationalPack, "2026-05-01");
    expect(answer).toMatchObject({
      ok: false,
      refusals: [
        {
          code: "identity.excluded",
          facts: { identity: "dispatched", cure: "auxiliary-training" },
          source: { title: "山东省行政执法监督条例", article: "第十条", rule: "K05" },
        },
      ],
    });
  });

  it.each([
    [
      "civil servants only",
      { ...as("public-institution"), civilServantsOnly: true },
      ["K06 identity.civil-servants-only"],
    ],
    ["civil servants only, and is one", { ...officer, civilServantsOnly: true }, []],
    ["no body", { ...officer, bodies: [] }, ["K10 body.missing"]],
    [
      "not published",
      { ...officer, bodies: [{ ...since, basis: "statutory", fields: [], publishedOn: null }] },
      ["K10 body.not-published"],
    ],
    [
      "to be published tomorrow",
      { ...officer, bodies: [{ ...since, basis: "statutory", fields: [], publishedOn: "2026-05-02" }] },
      ["K10 body.not-published"],
    ],
    [
      "body of another field",
      {
        ...officer,
        bodies: [{ ...since, basis: "statutory", fields: ["culture"], publishedOn: "2015-07-02" }],
      },
      ["K10 body.other-field"],
    ],
    [
      "body ended",
      {
        ...officer,
        bodies: [
          {
            fromOn: "2015-07-01",
            toOn: "2026-05-01",
            basis: "statutory",
            fields: [],
            publishedOn: "2015-07-02",
          },
        ],
      },
      ["K10 body.missing"],
    ],
    [
      "special part of another field",
      {
        ...officer,
        qualifications: [
          { fromOn: "2024-05-10", toOn: null, part: "special", field: "culture" },
          ...officer.qualifications.slice(1),
        ],
      },
      ["K04 qualification.missing"],
    ],
    [
      "qualification taken away",
      {
        ...officer,
        qualifications: officer.qualifications.map((part) => ({ ...part, toOn: "2026-04-01" as const })),
      },
      ["K04 qualification.missing", "K04 qualification.missing"],
    ],
    [
      "banned",
      {
        ...officer,
        bans: [
          {
            fromOn: "2026-03-10",
            toOn: "2028-03-11",
            ground: "altered-or-lent",
            decisionNumber: "决〔2026〕7号",
          },
        ],
      },
      ["K11 ban.in-force"],
    ],
    [
      "legal duty elsewhere",
      { ...officer, legalDuties: [{ ...since, unitId: "town", fullTime: false }] },
      ["K07 legal-duty.held"],
    ],
    [
      "legal duty ended",
      {
        ...officer,
        legalDuties: [{ fromOn: "2020-01-01", toOn: "2026-05-01", unitId: "town", fullTime: true }],
      },
      [],
    ],
    [
      "demerit in its period",
      { ...officer, sanctions: [{ fromOn: "2026-01-01", toOn: "2027-01-02", kind: "demerit" }] },
      ["K12 sanction.in-period"],
    ],
    [
      "warning only",
      { ...officer, sanctions: [{ fromOn: "2026-01-01", toOn: "2026-07-02", kind: "warning" }] },
      [],
    ],
    [
      "last grade incompetent",
      {
        ...officer,
        grades: [
          { year: 2024, grade: "competent" },
          { year: 2025, grade: "incompetent" },
        ],
      },
      ["K13 grade.barred"],
    ],
    [
      "incompetent once, competent since",
      {
        ...officer,
        grades: [
          { year: 2025, grade: "competent" },
          { year: 2024, grade: "incompetent" },
        ],
      },
      [],
    ],
    [
      "stood down",
      {
        ...officer,
        employments: [
          { ...since, unitId: "market", relation: "home", identity: "civil-servant", status: "suspended" },
        ],
      },
      ["K14 employment.stood-down"],
    ],
    [
      "borrowed from elsewhere",
      {
        ...officer,
        employments: [
          { ...since, unitId: "market", relation: "host", identity: "seconded", status: "seconded-in" },
          { ...since, unitId: "town", relation: "home", identity: "civil-servant", status: "seconded-out" },
        ],
      },
      ["K22 employment.not-serving", "K05 identity.excluded"],
    ],
    [
      "lent out, still of the unit",
      {
        ...officer,
        employments: [
          { ...since, unitId: "market", relation: "home", identity: "civil-servant", status: "seconded-out" },
        ],
      },
      [],
    ],
    [
      "moved away",
      {
        ...officer,
        employments: [
          {
            fromOn: "2015-07-01",
            toOn: "2026-05-01",
            unitId: "market",
            relation: "home",
            identity: "civil-servant",
            status: "in-post",
          },
        ],
      },
      ["K22 employment.not-in-unit"],
    ],
    ["seventeen", { ...officer, birthOn: "2008-05-02" }, ["– entry.too-young"]],
  ] as const)("%s → %j", (_, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
  });

  it("gives every reason at once", () => {
    const worst: HoldingFacts = {
      ...as("contract"),
      bodies: [],
      qualifications: [],
      bans: [{ fromOn: "2026-01-01", toOn: null, ground: "revoked", decisionNumber: "决〔2026〕1号" }],
      sanctions: [{ fromOn: "2026-01-01", toOn: "2027-07-02", kind: "major-demerit" }],
      grades: [{ year: 2025, grade: "incompetent" }],
      legalDuties: [{ ...since, unitId: "market", fullTime: true }],
      birthOn: "2010-01-01",
    };
    const answer = mayHold(worst, "applying", nationalPack, "2026-05-01");
    expect(answer.ok ? [] : answer.refusals.map((reason) => reason.source?.rule ?? "–")).toEqual([
      "K05",
      "K04",
      "K04",
      "K11",
      "K10",
      "K07",
      "–",
      "K12",
      "K13",
    ]);
  });
});

describe("applying and holding differ", () => {
  it("a sanction or a grade bars who applies and warns about who holds, unless the pack bars both", () => {
    const punished: HoldingFacts = {
      ...officer,
      sanctions: [{ fromOn: "2026-01-01", toOn: "2027-07-02", kind: "major-demerit" }],
      grades: [{ year: 2025, grade: "incompetent" }],
    };
    expect(codes(punished)).toEqual(["K12 sanction.in-period", "K13 grade.barred"]);
    const holding = mayHold(punished, "holding", nationalPack, "2026-05-01");
    expect(holding).toMatchObject({
      ok: true,
      warnings: [{ code: "sanction.in-period" }, { code: "grade.barred" }],
    });
    const strict = resolvePack(nationalPack, {
      ...heading,
      holding: { sanction: { value: "block", source } },
    });
    expect(mayHold(punished, "holding", strict, "2026-05-01")).toMatchObject({
      ok: false,
      refusals: [{ code: "sanction.in-period" }],
      warnings: [{ code: "grade.barred" }],
    });
  });

  it("a passed part lapses after five years without a card, not under one", () => {
    const facts = {
      ...officer,
      qualifications: officer.qualifications.map((part) => ({ ...part, fromOn: "2020-05-10" as const })),
    };
    expect(mayHold(facts, "applying", nationalPack, "2025-05-09").ok).toBe(true);
    expect(mayHold(facts, "applying", nationalPack, "2025-05-10")).toMatchObject({
      refusals: [
        { code: "qualification.lapsed", facts: { part: "special", lastOn: "2025-05-09" } },
        { code: "qualification.lapsed", facts: { part: "general" } },
      ],
    });
    expect(mayHold(facts, "holding", nationalPack, "2026-05-01").ok).toBe(true);
  });

  it("a ban ends at 24:00 of its last day", () => {
    const banned = {
      ...officer,
      bans: [
        {
          fromOn: "2026-03-10",
          toOn: "2028-03-11",
          ground: "altered-or-lent",
          decisionNumber: "决〔2026〕7号",
        },
      ],
    } as const;
    expect(mayHold(banned, "applying", nationalPack, "2028-03-10")).toMatchObject({
      refusals: [{ facts: { decisionNumber: "决〔2026〕7号", endsBeforeOn: "2028-03-11", cure: "wait" } }],
    });
    expect(mayHold(banned, "applying", nationalPack, "2028-03-11").ok).toBe(true);
  });
});

describe("the order of parts", () => {
  const fresh = { field: "market", qualifications: [] };
  it("refuses registration for 通用 before 专门 where the pack orders them", () => {
    expect(mayRegisterForPart("general", fresh, nationalPack, "2026-05-01")).toMatchObject({
      ok: false,
      refusals: [{ code: "qualification.order", source: { rule: "K04" } }, { code: "qualification.missing" }],
    });
    expect(mayRegisterForPart("special", fresh, nationalPack, "2026-05-01").ok).toBe(true);
    expect(mayRegisterForPart("general", officer, nationalPack, "2026-05-01").ok).toBe(true);
    expect(mayRegisterForPart("general", fresh, hunanPack, "2026-05-01").ok).toBe(true);
  });
});
