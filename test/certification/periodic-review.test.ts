import { describe, expect, it } from "vitest";
import { type DateOn, instantAt } from "~/calendar";
import {
  hasReviews,
  isReviewYear,
  type ReviewFact,
  type ReviewHistory,
  type ReviewState,
  reviewReasons,
  reviewState,
} from "~/certification/periodic-review";
import { decisionRefusals, type Proposed, proposalRefusals } from "~/certification/review-proposal";
import { type EnforcementFacts, eligibleUntil, mayEnforce } from "~/positions/eligibility";
import { resolvePack } from "~/rulebook/pack";
import { jilinPack } from "~/rulebook/packs/jilin";
import { nationalPack } from "~/rulebook/packs/national";
import type { RulePack } from "~/rulebook/schema";

// 年审 (K15). A certificate of 2022-11-01 to 2027-10-31; the review of 2026 is open from 1 March to 30 April.
const dates = { validFromOn: "2022-11-01", validToOn: "2027-10-31" } as const;
const period = { year: 2026, fromOn: "2026-03-01", toOn: "2026-04-30" } as const;
const at = (on: DateOn) => instantAt(on, "12:00");
const source = { title: "区", standing: "own-choice" } as const;
const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2020-01-01" } as const;
const packOf = (
  review: RulePack["certificate"]["review"]["value"],
  severity: "block" | "warn" = "warn",
  exam: number | null = null,
) =>
  resolvePack(nationalPack, {
    ...heading,
    certificate: { review: { value: review, source }, reviewExamAfterYears: { value: exam, source } },
    holding: { review: { value: severity, source } },
  });
const annual = packOf("annual");

const review = (more: Partial<ReviewFact> = {}): ReviewFact => ({
  ...{ year: 2026, result: "pass", ground: null, proposedAt: at("2026-03-10") },
  ...{ decision: "approved", decidedAt: at("2026-03-20") },
  ...more,
});
const failed = review({ result: "fail", ground: "study-not-met" });
const waiting = (proposedOn: DateOn) =>
  review({ proposedAt: at(proposedOn), decision: null, decidedAt: null });
const history = (more: Partial<ReviewHistory> = {}): ReviewHistory => ({
  ...{ reviews: [], periods: [period], pending: [] },
  ...more,
});
const certificate = (more: Partial<ReviewHistory> = {}) => ({ ...dates, ...history(more) });

describe("which years are reviewed", () => {
  it.each([
    ["none", []],
    ["annual", [2023, 2024, 2025, 2026, 2027]],
    ["registration", [2023, 2024, 2025, 2026, 2027]],
    ["every-3-years", [2025]],
  ] as const)("%s: %j", (kind, expected) => {
    const years = Array.from({ length: 9 }, (_, n) => 2021 + n);
    expect(years.filter((year) => isReviewYear(dates, year, packOf(kind)))).toEqual(expected);
    expect(hasReviews(packOf(kind))).toBe(kind !== "none");
  });
});

describe("how a year stands", () => {
  const openApplication = [{ fromAt: at("2026-04-20"), untilAt: null }];
  const table: [string, Partial<ReviewHistory>, DateOn, ReviewState][] = [
    ["before it opens", {}, "2026-02-28", "not-due"],
    ["its first day", {}, "2026-03-01", "due"],
    ["its last day", {}, "2026-04-30", "due"],
    ["the day after", {}, "2026-05-01", "overdue"],
    ["none opened here", { periods: [] }, "2026-12-31", "not-due"],
    [
      "handed in on the last day, not decided",
      { reviews: [waiting("2026-04-30")] },
      "2026-06-01",
      "submitted",
    ],
    ["handed in late, not decided", { reviews: [waiting("2026-05-02")] }, "2026-06-01", "overdue"],
    ["passed", { reviews: [review()] }, "2026-06-01", "passed"],
    ["passed, looked at before the decision", { reviews: [review()] }, "2026-03-15", "submitted"],
    ["exempt", { reviews: [review({ result: "exempt", ground: "retiring" })] }, "2026-06-01", "exempt"],
    ["failed", { reviews: [failed] }, "2026-03-25", "failed"],
    ["not agreed to", { reviews: [review({ decision: "refused" })] }, "2026-06-01", "overdue"],
    ["taken back", { reviews: [review({ decision: "withdrawn" })] }, "2026-04-01", "due"],
    [
      "failed, then passed late",
      { reviews: [failed, review({ proposedAt: at("2026-06-01"), decidedAt: at("2026-06-05") })] },
      "2026-06-06",
      "passed",
    ],
    ["failed, handed in again", { reviews: [failed, waiting("2026-06-01")] }, "2026-06-02", "failed"],
    ["closed while an application is pending", { pending: openApplication }, "2026-05-10", "due"],
    [
      "the application ended without a certificate",
      { pending: [{ fromAt: at("2026-04-20"), untilAt: at("2026-05-20") }] },
      "2026-05-21",
      "overdue",
    ],
    [
      "deferred for that application",
      { reviews: [review({ result: "deferred" })], pending: openApplication },
      "2026-05-10",
      "due",
    ],
  ];
  it.each(table)("%s", (_, facts, on, expected) => {
    expect(reviewState(certificate(facts), 2026, at(on), annual)).toBe(expected);
  });
});

describe("K15 at the gate, for every kind and severity", () => {
  const since = { fromOn: "2015-07-01", toOn: null } as const;
  const holder = (facts: Partial<ReviewHistory>): EnforcementFacts => ({
    civilServantsOnly: false,
    bodies: [{ ...since, basis: "statutory", fields: [], publishedOn: "2015-07-02" }],
    employments: [{ ...since, unitId: "u", relation: "home", identity: "civil-servant", status: "in-post" }],
    qualifications: [
      { fromOn: "2022-05-10", toOn: null, part: "special", field: "f" },
      { fromOn: "2022-06-10", toOn: null, part: "general", field: null },
    ],
    ...{ bans: [], sanctions: [], grades: [], legalDuties: [] },
    certificates: [
      {
        ...dates,
        ...{ type: "administrative-enforcement", unitId: "u", field: "f", review: history(facts) },
        acts: [
          { act: "issue", effectiveAt: at("2022-11-01") },
          { act: "collect", effectiveAt: at("2022-11-01") },
        ],
      },
    ],
  });
  const place = { unitId: "u", field: "f" };
  // Of every third year only 2025 counts for this certificate.
  const inYear = (kind: string) => (kind === "every-3-years" ? 2025 : 2026);

  it.each(
    (["none", "annual", "registration", "every-3-years"] as const).flatMap((kind) =>
      (["block", "warn"] as const).map((severity) => [kind, severity] as const),
    ),
  )("%s, %s", (kind, severity) => {
    const pack = packOf(kind, severity);
    const year = inYear(kind);
    const periods = [{ ...period, year }];
    const ask = (facts: Partial<ReviewHistory>, on: DateOn) => {
      const answer = mayEnforce(holder({ periods, ...facts }), place, at(on), pack);
      const said = (reasons: readonly { code: string; source: { rule?: string } | null }[]) =>
        reasons.map((reason) => `${reason.source?.rule} ${reason.code}`);
      return { bars: answer.ok ? [] : said(answer.refusals), warns: said(answer.warnings) };
    };
    const nothing = { bars: [], warns: [] };
    const told = (reason: string) =>
      kind === "none"
        ? nothing
        : severity === "block"
          ? { bars: [`K15 ${reason}`], warns: [] }
          : { bars: [], warns: [`K15 ${reason}`] };
    expect(ask({ reviews: [{ ...failed, year }] }, "2026-06-01")).toEqual(told("certificate-review.failed"));
    expect(ask({}, "2026-06-01")).toEqual(told("certificate-review.overdue"));
    expect(ask({ reviews: [{ ...review(), year }] }, "2026-06-01")).toEqual(nothing);
    expect(ask({}, "2026-04-30")).toEqual(nothing);
    expect(ask({ periods: [] }, "2026-06-01")).toEqual(nothing);
  });

  it("lets an accepted ministry card carry its holder all the same", () => {
    const cards = [{ acceptedOn: "2025-01-01", validToOn: "2027-01-01", fields: [] }] as const;
    const facts = { ...holder({}), ministryCards: cards };
    expect(mayEnforce(facts, place, at("2026-06-01"), packOf("annual", "block"))).toEqual({
      ok: true,
      warnings: [],
    });
  });

  it("keeps the year before standing while the next one runs, and lets go once it is passed", () => {
    const periods = [period, { year: 2027, fromOn: "2027-03-01", toOn: "2027-04-30" } as const];
    const codes = (facts: Partial<ReviewHistory>, on: DateOn) =>
      reviewReasons(certificate({ periods, ...facts }), at(on), annual).map(({ code, facts: f }) => [
        code,
        f.year,
      ]);
    expect(codes({ reviews: [failed] }, "2027-03-15")).toEqual([["certificate-review.failed", 2026]]);
    const next = review({ year: 2027, proposedAt: at("2027-03-02"), decidedAt: at("2027-03-05") });
    expect(codes({ reviews: [failed, next] }, "2027-03-15")).toEqual([]);
    expect(codes({ reviews: [failed] }, "2027-05-01")).toEqual([["certificate-review.overdue", 2027]]);
  });

  it("ends eligibility with the last day of a review that is due, where it is a bar", () => {
    const until = (facts: Partial<ReviewHistory>, pack: RulePack) =>
      eligibleUntil(holder(facts), place, at("2026-03-15"), pack)?.toISOString();
    const [review2026, card] = ["2026-04-30T16:00:00.000Z", "2027-10-31T16:00:00.000Z"];
    expect(until({}, packOf("annual", "block"))).toBe(review2026);
    expect(until({}, packOf("annual", "warn"))).toBe(card);
    expect(until({ reviews: [waiting("2026-03-10")] }, packOf("annual", "block"))).toBe(card);
    expect(until({ periods: [] }, packOf("annual", "block"))).toBe(card);
  });

  it("is a bar in 吉林 and unknown to the national pack", () => {
    const facts = holder({});
    expect(mayEnforce(facts, place, at("2026-06-01"), jilinPack).ok).toBe(false);
    expect(mayEnforce(facts, place, at("2026-06-01"), nationalPack)).toEqual({ ok: true, warnings: [] });
  });
});

describe("what may be proposed and decided", () => {
  const by = { accountId: "unit", personId: "officer" };
  const proposed = (more: Partial<Proposed> = {}): Proposed => ({
    ...{ year: 2026, result: "pass", ground: null },
    ...more,
  });
  type Facts = Parameters<typeof proposalRefusals>[0];
  const codes = (facts: Partial<Facts> = {}, wanted = proposed(), on: DateOn = "2026-04-15", pack = annual) =>
    proposalRefusals(
      { ...certificate(), state: "active", personId: "holder", qualifications: [], ...facts },
      wanted,
      by,
      at(on),
      pack,
    ).map(({ code }) => code.replace("certificate-review.", ""));

  it.each([
    ["a pass in time", {}, {}, []],
    ["one's own", { personId: "officer" }, {}, ["own"]],
    ["of a certificate that ended", { state: "cancelled" }, {}, ["not-in-use"]],
    ["of a suspended one", { state: "suspended" }, {}, []],
    ["of a year not opened", { periods: [] }, {}, ["not-due"]],
    ["of a year passed", { reviews: [review()] }, {}, ["settled"]],
    ["of a year failed", { reviews: [failed] }, {}, []],
    ["while one waits", { reviews: [waiting("2026-03-10")] }, {}, ["proposed-already"]],
    ["a fail without a ground", {}, { result: "fail" }, ["ground-missing"]],
    ["a fail with a ground of exemption", {}, { result: "fail", ground: "retiring" }, ["ground-missing"]],
    ["an exemption with its ground", {}, { result: "exempt", ground: "retiring" }, []],
    ["a deferral for nothing", {}, { result: "deferred" }, ["nothing-pending"]],
    [
      "a deferral for an application",
      { pending: [{ fromAt: at("2026-03-01"), untilAt: null }] },
      { result: "deferred" },
      [],
    ],
  ] as [string, Partial<Facts>, Partial<Proposed>, string[]][])("%s", (_, facts, wanted, expected) => {
    expect(codes(facts, proposed(wanted))).toEqual(expected);
  });

  it("asks whoever held the card for three full years for an exam of the last year", () => {
    const pack = packOf("annual", "warn", 3);
    const passedOn = (fromOn: DateOn): Facts["qualifications"] => [
      { part: "general", field: null, fromOn, toOn: null },
    ];
    expect(codes({ qualifications: passedOn("2024-12-31") }, proposed(), "2026-03-15", pack)).toEqual([
      "exam-missing",
    ]);
    expect(codes({ qualifications: passedOn("2025-01-01") }, proposed(), "2026-03-15", pack)).toEqual([]);
    const failing = proposed({ result: "fail", ground: "exam-not-passed" });
    expect(codes({}, failing, "2026-03-15", pack)).toEqual([]);
    expect(codes({ validFromOn: "2023-11-01" }, proposed(), "2026-03-15", pack)).toEqual([]);
  });

  it.each([
    ["by another", {}, { decision: "approved" }, "city", null, []],
    ["by who proposed it", {}, { decision: "approved" }, "unit", null, ["same-person"]],
    ["by its holder", {}, { decision: "approved" }, "city", "holder", ["own"]],
    ["without a reason", {}, { decision: "refused" }, "city", null, ["opinion-missing"]],
    ["twice", { decision: "approved" }, { decision: "approved" }, "city", null, ["decided"]],
    ["taken back by who proposed it", {}, { decision: "withdrawn" }, "unit", null, []],
    ["taken back by another", {}, { decision: "withdrawn" }, "city", null, ["not-yours"]],
  ] as [
    string,
    object,
    { decision: "approved" | "refused" | "withdrawn" },
    string,
    string | null,
    string[],
  ][])("decided %s", (_, more, { decision }, accountId, personId, expected) => {
    const open = { personId: "holder", proposedById: "unit", decision: null, ...more };
    const reasons = decisionRefusals(open, { decision, opinion: "" }, { accountId, personId });
    expect(reasons.map(({ code }) => code.replace("certificate-review.", ""))).toEqual(expected);
  });
});
