/**
 * K01–K25, each where it bars (or warns) and where it does not. A row gives the whole answer: a reason that appears beside
 * the one asked about is part of the row. Pairs that must appear together stand at the end.
 */
import { describe, expect, it } from "vitest";
import { addDays, type DateOn, instantAt } from "~/calendar";
import type { CertificateAct } from "~/certification/act";
import type { CertificateFact } from "~/certification/carrying";
import { type CertificateStanding, kindRefusals, studyReasons } from "~/certification/entry";
import { type NewcomerFacts, type NewcomerStep, newcomerReasons } from "~/certification/initial-training";
import { mayHold } from "~/certification/may-hold";
import type { ReviewHistory } from "~/certification/periodic-review";
import type { Printed } from "~/certification/printed";
import { mayIssueTraining } from "~/certification/training";
import { type AppointmentPass, appointmentRefusals } from "~/exams/appointment";
import type { EmploymentFact } from "~/personnel/standing";
import { mayConfirmClosure } from "~/positions/clearance";
import {
  type EnforcementFacts,
  type EnforcementPosition,
  mayAssign,
  mayEnforce,
  mayLeaveLegalDuty,
} from "~/positions/eligibility";
import { type LegalPostFacts, mayTakeLegalPost } from "~/positions/legal-post";
import type { PositionFamily } from "~/positions/position";
import { mayMan } from "~/positions/shift";
import { mayActAsTeam, type TeamAct } from "~/positions/team";
import { resolvePack } from "~/rulebook/pack";
import { jilinPack } from "~/rulebook/packs/jilin";
import { nationalPack } from "~/rulebook/packs/national";
import { allow, combine, type Refusal, refusal, refusalsOf, type Verdict, verdictOf } from "~/verdict";

const TODAY: DateOn = "2026-05-01";
const NOON = instantAt(TODAY, "12:00");
const printed: Printed = { name: "顾长青", photo: "aa", "unit-name": "市场监督管理局", field: "market" };
const source = { title: "区", standing: "own-choice" } as const;
const strictPack = resolvePack(nationalPack, {
  ...{ id: "strict", title: "区", version: 1, effectiveFromOn: "2026-01-01" },
  holding: {
    sanction: { value: "block", source: { ...source, rule: "K12" } },
    grade: { value: "block", source: { ...source, rule: "K13" } },
  },
});
const mildPack = resolvePack(nationalPack, {
  ...{ id: "mild", title: "区", version: 1, effectiveFromOn: "2026-01-01" },
  legalDuty: { belowMinimum: { value: "warn", source: { ...source, rule: "K09" } } },
});
const suspends = { value: ["suspension" as const], source: { ...source, rule: "H22" } };
const suspendingPack = resolvePack(nationalPack, {
  ...{ id: "suspending", title: "区", version: 1, effectiveFromOn: "2026-01-01" },
  study: { unmetConsequences: suspends, makeUpUntilMonthDay: { value: null, source } },
});
const makeUpPack = resolvePack(nationalPack, {
  ...{ id: "making-up", title: "区", version: 1, effectiveFromOn: "2026-01-01" },
  study: { unmetConsequences: suspends, makeUpUntilMonthDay: { value: "05-31", source } },
});
const untrainedPack = resolvePack(nationalPack, {
  ...{ id: "untrained", title: "区", version: 1, effectiveFromOn: "2026-01-01" },
  posts: { initialTraining: { value: "warn", source: { ...source, rule: "K18" } } },
});

const since = { fromOn: "2015-07-01", toOn: null } as const;
const post: EnforcementPosition = { unitId: "market", field: "market" };
const certificate = (acts: [CertificateAct, DateOn][], more: Partial<CertificateFact> = {}) => ({
  ...{ type: "administrative-enforcement", unitId: "market", field: "market" },
  ...{ validFromOn: "2022-11-01" as DateOn, validToOn: "2027-10-31" as DateOn },
  acts: acts.map(([act, on]) => ({ act, effectiveAt: instantAt(on, "09:00") })),
  ...more,
});
const ISSUED: [CertificateAct, DateOn] = ["issue", "2022-11-01"];
const IN_HAND: [CertificateAct, DateOn][] = [ISSUED, ["collect", "2022-11-02"]];
const job = (more: Partial<EmploymentFact> = {}): EmploymentFact => ({
  ...{ ...since, unitId: "market", relation: "home", identity: "civil-servant", status: "in-post" },
  ...more,
});
const officer: EnforcementFacts = {
  civilServantsOnly: false,
  bodies: [{ ...since, basis: "statutory", fields: [], publishedOn: "2015-07-02" }],
  employments: [job()],
  qualifications: [
    { fromOn: "2022-05-10", toOn: null, part: "special", field: "market" },
    { fromOn: "2022-06-10", toOn: null, part: "general", field: null },
  ],
  ...{ bans: [], sanctions: [], grades: [], legalDuties: [] },
  certificates: [certificate(IN_HAND)],
};

const line = ({ source, code }: Refusal) => `${source?.rule ?? "–"} ${code}`;
type Answer = { blocks: string[]; warns: string[] };
const told = (verdict: Verdict & { warnings?: Refusal[] }): Answer => ({
  blocks: refusalsOf(verdict).map(line),
  warns: (verdict.warnings ?? []).map(line),
});
type Facts = Partial<EnforcementFacts>;
const gate = (change: Facts, at: Partial<EnforcementPosition> = {}, pack = nationalPack, on = TODAY) =>
  told(mayEnforce({ ...officer, ...change }, { ...post, ...at }, instantAt(on, "12:00"), pack));
const assigned = (change: Facts, untilOn: DateOn | null, fromOn = TODAY) =>
  told(mayAssign({ ...officer, ...change }, post, instantAt(fromOn, "12:00"), untilOn, nationalPack));
const applying = (change: Facts) =>
  told(
    mayHold({ ...officer, ...change, unitId: "market", field: "market" }, "applying", nationalPack, TODAY),
  );
const duty = { fromOn: "2020-01-01", toOn: null, unitId: "market", fullTime: true } as const;

function reviewed(result: "pass" | "fail" | null): Facts {
  const review: ReviewHistory = {
    periods: [{ year: 2026, fromOn: "2026-02-01", toOn: "2026-03-31" }],
    reviews: result
      ? [
          {
            ...{ year: 2026, result, ground: result === "fail" ? "study-not-met" : null },
            ...{ proposedAt: instantAt("2026-03-01", "09:00"), decision: "approved" },
            decidedAt: instantAt("2026-03-05", "09:00"),
          },
        ]
      : [],
    pending: [],
  };
  return { certificates: [certificate(IN_HAND, { review })] };
}
function renewing(isMet: boolean): Answer {
  const study = [{ year: 2025, credited: isMet ? 40 : 12, required: 40, measure: "hours", isMet }];
  const application = { kind: "renewal", unitId: "market", field: "market" } as const;
  const { refusals, warnings } = studyReasons(
    { application, certificates: [], printed, qualifications: [], study },
    nationalPack,
  );
  return told({ ...verdictOf(refusals), warnings });
}
function leading(passes: AppointmentPass[]): Answer {
  const asked = { regime: "party", positionId: "post", on: TODAY } as const;
  return told(verdictOf(appointmentRefusals(passes, asked, nationalPack)));
}
const passFor = (positionId: string): AppointmentPass => ({
  ...{ regime: "party", positionId, passedOn: "2026-04-01", termEndsOn: null },
});
function initialTraining(isEarned: boolean): Answer {
  const actor = { personId: null, roles: ["personnel-department"] } as const;
  const asked = { kind: "initial-training", personId: "a", isEarned, liveNumber: null, actor } as const;
  return told(mayIssueTraining(asked, nationalPack));
}
const onProbation = job({ status: "probation", fromOn: "2025-09-01", toOn: null });
const newcomer = (step: NewcomerStep, more: Partial<NewcomerFacts>, pack = nationalPack) => {
  const { refusals, warnings } = newcomerReasons(
    { employments: [onProbation], isTrained: false, ...more },
    step,
    TODAY,
    pack,
  );
  return told({ ...verdictOf(refusals), warnings });
};
const legalPost = (more: Partial<LegalPostFacts>, family: PositionFamily, fromOn = TODAY) => {
  const facts = { enforcing: [], qualifications: [], reviewingSince: [], ...more };
  return told(mayTakeLegalPost(facts, family, { fromOn, toOn: null }));
};
function team(eligible: boolean[], act: TeamAct): Answer {
  return told(
    mayActAsTeam(
      eligible.map((yes, n) => ({ personId: `p${n}`, eligible: yes })),
      act,
    ),
  );
}
/** A shift as it is planned: two may go on it together or not at all. */
function shift(eligible: boolean[], busy: string[] = []): Answer {
  const times = { startsAt: instantAt(TODAY, "20:00"), endsAt: instantAt("2026-05-02", "04:00") };
  const wanted = eligible.map((yes, n) => {
    const answer = yes ? allow : verdictOf([refusal("assignment.none")]);
    return { personId: `p${n}`, answer: { ...answer, until: yes ? times.endsAt : null } };
  });
  const { people, team } = mayMan(times, { wanted, there: [], busy: new Set(busy) }, "penalty");
  return told(verdictOf([...people.flatMap((one) => one.refusals), ...team]));
}
function stillThere(reasons: Refusal[]): Answer {
  const deciding = {
    asking: { accountId: "second", personId: null },
    proposedBy: { accountId: "first", personId: null },
  };
  const standing = { state: "proposed", personId: "a" } as const;
  return told(mayConfirmClosure(standing, deciding, "certificate-obtained", reasons));
}
function entering(held: Partial<CertificateStanding>): Answer {
  const standing: CertificateStanding = {
    ...{ unitId: "urban", number: "99010000001", validToOn: "2027-10-31", state: "active" },
    ...{ cancelledFor: null, printed, ...held },
  };
  const application = { kind: "first", unitId: "market", field: "market" } as const;
  const facts = { application, certificates: [standing], printed, qualifications: [] };
  return told(verdictOf(kindRefusals(facts, nationalPack, TODAY)));
}

const FREE: Answer = { blocks: [], warns: [] };
const blocks = (...reasons: string[]): Answer => ({ blocks: reasons, warns: [] });
const warns = (...reasons: string[]): Answer => ({ blocks: [], warns: reasons });
const ban = { ground: "altered-or-lent", decisionNumber: "决〔2026〕7号", fromOn: "2026-03-10" } as const;
const demerit = { kind: "demerit", fromOn: "2026-02-01", toOn: "2027-02-02" } as const;
const poor = { grades: [{ year: 2025, grade: "incompetent" }] } satisfies Facts;
const entrusted = { bodies: [{ ...officer.bodies[0]!, basis: "entrusted" }] } satisfies Facts;
const card = { validToOn: "2026-12-31", fields: ["market"] } as const;

const unmet = { year: 2025, credited: 12, required: 40, measure: "hours" };
const UNMET = "K16 study.year-unmet";
const UNTRAINED = "K18 training.initial-missing";
const UNQUALIFIED = "K20 assignment.no-legal-qualification";

/** Rule, what is the case, what is answered, what should be. */
const TABLE: [string, string, () => Answer, Answer][] = [
  ["K01", "no certificate", () => gate({ certificates: [] }), blocks("K01 certificate.none")],
  [
    "K01",
    "a ministry's card that nobody accepted",
    () => gate({ certificates: [], ministryCards: [{ ...card, acceptedOn: null }] }),
    blocks("K01 ministry-card.not-filed"),
  ],
  [
    "K01",
    "one that was accepted",
    () => gate({ certificates: [], ministryCards: [{ ...card, acceptedOn: "2026-04-01" }] }),
    FREE,
  ],
  ["K01", "a certificate of this unit", () => gate({}), FREE],
  [
    "K02",
    "the post outlasts the certificate",
    () => assigned({}, "2028-01-01"),
    warns("K02 certificate.ends-before-assignment"),
  ],
  ["K02", "both end together", () => assigned({}, "2027-11-01"), FREE],
  [
    "K03",
    "not collected",
    () => gate({ certificates: [certificate([ISSUED])] }),
    blocks("K03 certificate.to-collect"),
  ],
  [
    "K03",
    "suspended",
    () => gate({ certificates: [certificate([...IN_HAND, ["suspend", "2026-04-01"]])] }),
    blocks("K03 certificate.suspended"),
  ],
  [
    "K03",
    "given back",
    () =>
      gate({
        certificates: [certificate([...IN_HAND, ["suspend", "2026-04-01"], ["restore", "2026-04-20"]])],
      }),
    FREE,
  ],
  [
    "K04",
    "the part of the field is missing",
    () => gate({ qualifications: officer.qualifications.slice(1) }),
    blocks("K04 qualification.missing"),
  ],
  ["K04", "both parts passed", () => gate({ qualifications: officer.qualifications }), FREE],
  ...(["contract", "temporary", "dispatched", "outsourced", "auxiliary", "grid-worker"] as const).map(
    (identity): (typeof TABLE)[number] => [
      "K05",
      identity,
      () => gate({ employments: [job({ identity })] }),
      blocks("K05 identity.excluded"),
    ],
  ),
  ...(["seconded", "support-worker", "public-welfare"] as const).map((identity): (typeof TABLE)[number] => [
    "K05",
    identity,
    () => gate({ employments: [job({ identity })] }),
    blocks("K05 identity.excluded"),
  ]),
  ["K05", "establishment", () => gate({ employments: [job({ identity: "public-institution" })] }), FREE],
  [
    "K06",
    "no civil servant in a body of civil servants",
    () => gate({ civilServantsOnly: true, employments: [job({ identity: "public-institution" })] }),
    blocks("K06 identity.civil-servants-only"),
  ],
  ["K06", "a civil servant there", () => gate({ civilServantsOnly: true }), FREE],
  [
    "K07",
    "a legal duty in another unit",
    () => gate({ legalDuties: [{ ...duty, unitId: "town", fullTime: false }] }),
    blocks("K07 legal-duty.held"),
  ],
  [
    "K07",
    "one that begins during the assignment",
    () => assigned({ legalDuties: [{ ...duty, fromOn: "2026-09-01" }] }, null),
    blocks("K07 legal-duty.held"),
  ],
  [
    "K07",
    "one that begins when the assignment ends",
    () => assigned({ legalDuties: [{ ...duty, fromOn: "2026-09-01" }] }, "2026-09-01"),
    FREE,
  ],
  ["K07", "one that ended today", () => gate({ legalDuties: [{ ...duty, toOn: TODAY }] }), FREE],
  ["K07", "a post of legal affairs", () => gate({ legalPosts: [since] }), blocks("K07 legal-post.held")],
  [
    "K07",
    "such a post that begins during the assignment",
    () => assigned({ legalPosts: [{ fromOn: "2026-09-01", toOn: null }] }, null),
    blocks("K07 legal-post.held"),
  ],
  [
    "K07",
    "such a post that begins when the assignment ends",
    () => assigned({ legalPosts: [{ fromOn: "2026-09-01", toOn: null }] }, "2026-09-01"),
    FREE,
  ],
  ["K07", "such a post that ended today", () => gate({ legalPosts: [{ ...since, toOn: TODAY }] }), FREE],
  [
    "K09",
    "the last one goes",
    () => told(mayLeaveLegalDuty([], "market", TODAY, nationalPack)),
    blocks("K09 legal-duty.below-minimum"),
  ],
  [
    "K09",
    "who stays has it beside other work",
    () => told(mayLeaveLegalDuty([{ ...duty, fullTime: false }], "market", TODAY, nationalPack)),
    blocks("K09 legal-duty.below-minimum"),
  ],
  [
    "K09",
    "the last one goes where the pack only warns",
    () => told(mayLeaveLegalDuty([], "market", TODAY, mildPack)),
    warns("K09 legal-duty.below-minimum"),
  ],
  ["K09", "another stays", () => told(mayLeaveLegalDuty([duty], "market", TODAY, nationalPack)), FREE],
  [
    "K08",
    "on an enforcement post in these days",
    () => legalPost({ enforcing: [since] }, "legal-affairs"),
    blocks("K08 assignment.enforces"),
  ],
  [
    "K08",
    "one that begins later",
    () => legalPost({ enforcing: [{ fromOn: "2026-09-01", toOn: null }] }, "legal-affairs"),
    blocks("K08 assignment.enforces"),
  ],
  [
    "K08",
    "one that ends with the day before",
    () => legalPost({ enforcing: [{ ...since, toOn: TODAY }] }, "legal-affairs"),
    FREE,
  ],
  ["K10", "no enforcement body", () => gate({ bodies: [] }), blocks("K10 body.missing")],
  [
    "K10",
    "published only tomorrow",
    () => gate({ bodies: [{ ...officer.bodies[0]!, publishedOn: addDays(TODAY, 1) }] }),
    blocks("K10 body.not-published"),
  ],
  ["K10", "published today", () => gate({ bodies: [{ ...officer.bodies[0]!, publishedOn: TODAY }] }), FREE],
  [
    "K11",
    "the last day of a ban",
    () => gate({ bans: [{ ...ban, toOn: addDays(TODAY, 1) }] }),
    blocks("K11 ban.in-force"),
  ],
  ["K11", "the day after", () => gate({ bans: [{ ...ban, toOn: TODAY }] }), FREE],
  [
    "K12",
    "a demerit of who applies",
    () => applying({ sanctions: [demerit] }),
    blocks("K12 sanction.in-period"),
  ],
  ["K12", "of who holds", () => gate({ sanctions: [demerit] }), warns("K12 sanction.in-period")],
  [
    "K12",
    "of who holds where the pack bars",
    () => gate({ sanctions: [demerit] }, {}, strictPack),
    blocks("K12 sanction.in-period"),
  ],
  [
    "K12",
    "a warning is lighter than that",
    () => applying({ sanctions: [{ ...demerit, kind: "warning" }] }),
    FREE,
  ],
  ["K13", "a poor year of who applies", () => applying(poor), blocks("K13 grade.barred")],
  ["K13", "of who holds", () => gate(poor), warns("K13 grade.barred")],
  ["K13", "of who holds where the pack bars", () => gate(poor, {}, strictPack), blocks("K13 grade.barred")],
  [
    "K13",
    "a good year after it",
    () =>
      applying({
        grades: [
          { year: 2024, grade: "incompetent" },
          { year: 2025, grade: "competent" },
        ],
      }),
    FREE,
  ],
  [
    "K14",
    "suspended from duty",
    () => gate({ employments: [job({ status: "suspended" })] }),
    blocks("K14 employment.stood-down"),
  ],
  [
    "K14",
    "back in post",
    () => gate({ employments: [job({ status: "suspended", toOn: TODAY }), job({ fromOn: TODAY })] }),
    FREE,
  ],
  [
    "K15",
    "failed where the pack bars",
    () => gate(reviewed("fail"), {}, jilinPack),
    blocks("K15 certificate-review.failed"),
  ],
  [
    "K15",
    "not handed in",
    () => gate(reviewed(null), {}, jilinPack),
    blocks("K15 certificate-review.overdue"),
  ],
  ["K15", "passed", () => gate(reviewed("pass"), {}, jilinPack), FREE],
  ["K15", "failed where there are no reviews", () => gate(reviewed("fail")), FREE],
  ["K16", "a year's study unmet", () => gate({ unmetStudy: [unmet] }), warns(UNMET)],
  [
    "K16",
    "where the pack suspends for it",
    () => gate({ unmetStudy: [unmet] }, {}, suspendingPack),
    blocks(UNMET),
  ],
  [
    "K16",
    "on the last day on which it can be made up",
    () => gate({ unmetStudy: [unmet] }, {}, makeUpPack, "2026-05-31"),
    warns(UNMET),
  ],
  ["K16", "the day after", () => gate({ unmetStudy: [unmet] }, {}, makeUpPack, "2026-06-01"), blocks(UNMET)],
  [
    "K16",
    "of the year before that",
    () => gate({ unmetStudy: [{ ...unmet, year: 2024 }] }, {}, suspendingPack),
    FREE,
  ],
  ["K16", "met", () => gate({ unmetStudy: [] }, {}, suspendingPack), FREE],
  ["K17", "no exam before the post", () => leading([]), blocks("K17 appointment.pass-missing")],
  [
    "K17",
    "passed for another post",
    () => leading([passFor("other")]),
    blocks("K17 appointment.pass-missing"),
  ],
  ["K17", "passed for this one", () => leading([passFor("post")]), FREE],
  ["K18", "the probation ends", () => newcomer("ending", {}), blocks(UNTRAINED)],
  ["K18", "it goes on", () => newcomer("meanwhile", {}), warns(UNTRAINED)],
  ["K18", "ends where the pack only warns", () => newcomer("ending", {}, untrainedPack), warns(UNTRAINED)],
  [
    "K18",
    "ends after a leave",
    () =>
      newcomer("ending", {
        employments: [onProbation, job({ status: "sick-leave", fromOn: "2026-02-01" })],
      }),
    blocks(UNTRAINED),
  ],
  ["K18", "ends, the subject passed", () => newcomer("ending", { isTrained: true }), FREE],
  [
    "K18",
    "ended before",
    () => newcomer("ending", { employments: [onProbation, job({ fromOn: "2026-03-01" })] }),
    FREE,
  ],
  [
    "K18",
    "of who is no civil servant",
    () => newcomer("ending", { employments: [{ ...onProbation, identity: "public-institution" }] }),
    FREE,
  ],
  ["K19", "one officer and an assistant", () => team([true, false], "penalty"), blocks("K19 team.short")],
  ["K19", "one officer for coercion", () => team([true], "coercion"), blocks("K19 team.short")],
  ["K19", "a shift of one officer", () => shift([true]), blocks("K19 team.short")],
  ["K19", "a shift of two", () => shift([true, true]), FREE],
  ["K19", "two officers", () => team([true, true], "coercion"), FREE],
  ["K20", "begins to review without it", () => legalPost({}, "legal-review"), blocks(UNQUALIFIED)],
  [
    "K20",
    "obtains it the day after",
    () => legalPost({ qualifications: [{ obtainedOn: addDays(TODAY, 1) }] }, "legal-review"),
    blocks(UNQUALIFIED),
  ],
  [
    "K20",
    "obtained it on the first day",
    () => legalPost({ qualifications: [{ obtainedOn: TODAY }] }, "legal-review"),
    FREE,
  ],
  ["K20", "has reviewed before", () => legalPost({ reviewingSince: ["2017-03-01"] }, "legal-review"), FREE],
  [
    "K20",
    "is to review from the same day on another post",
    () => legalPost({ reviewingSince: [TODAY] }, "legal-review"),
    blocks(UNQUALIFIED),
  ],
  ["K20", "a post of legal affairs without review", () => legalPost({}, "legal-affairs"), FREE],
  [
    "K21",
    "coercion by an entrusted unit",
    () => gate(entrusted, { coercive: true }),
    blocks("K21 body.entrusted-coercion"),
  ],
  ["K21", "its other work", () => gate(entrusted), FREE],
  ["K21", "coercion by a body of its own", () => gate({}, { coercive: true }), FREE],
  [
    "K22",
    "transferred as of today",
    () => gate({ employments: [job({ toOn: TODAY }), job({ fromOn: TODAY, unitId: "urban" })] }),
    blocks("K22 employment.not-in-unit"),
  ],
  [
    "K22",
    "transferred as of tomorrow",
    () =>
      gate({
        employments: [job({ toOn: addDays(TODAY, 1) }), job({ fromOn: addDays(TODAY, 1), unitId: "urban" })],
      }),
    FREE,
  ],
  ["K23", "found on the post", () => gate({}, { inherited: true }), blocks("K23 assignment.inherited")],
  [
    "K23",
    "a case closed while the gate still refuses",
    () => stillThere(refusalsOf(mayEnforce({ ...officer, certificates: [] }, post, NOON, nationalPack))),
    blocks("K23 clearance.still-refused", "K01 certificate.none"),
  ],
  ["K23", "closed once it does not", () => stillThere([]), FREE],
  ["K24", "in use in another unit", () => entering({}), blocks("K24 certificate.held-elsewhere")],
  [
    "K24",
    "on its way there",
    () => entering({ state: "to-collect" }),
    blocks("K24 certificate.held-elsewhere"),
  ],
  ["K24", "cancelled there", () => entering({ state: "cancelled", cancelledFor: "transferred" }), FREE],
  [
    "K25",
    "marks not handed back",
    () => gate({ unreturned: [{ quantity: 2, sinceOn: "2026-04-20" }] }),
    warns("K25 item.unreturned"),
  ],
  [
    "K25",
    "to be handed back tomorrow",
    () => gate({ unreturned: [{ quantity: 2, sinceOn: addDays(TODAY, 1) }] }),
    FREE,
  ],
];

/** What is left of a rule beside the gate and assigning. */
const IN_PART: typeof TABLE = [
  // K16: who renews is told under T17.
  ["K16", "a year's study unmet, at renewal", () => renewing(false), warns("T17 renewal.study-short")],
  ["K16", "met", () => renewing(true), FREE],
  // K18: the certificate of initial training rests on the exam.
  [
    "K18",
    "initial training not passed",
    () => initialTraining(false),
    blocks("K18 training.exam-not-passed"),
  ],
  ["K18", "passed", () => initialTraining(true), FREE],
];

describe("the blocking rules", () => {
  it.each([...TABLE, ...IN_PART])("%s: %s", (_, __, answer, expected) => expect(answer()).toEqual(expected));

  it("are all named, and each of the table's rows both ways", () => {
    const every = Array.from({ length: 25 }, (_, n) => `K${String(n + 1).padStart(2, "0")}`);
    const inTable = new Set(TABLE.map(([rule]) => rule));
    expect([...inTable].sort()).toEqual(every);
    for (const rule of inTable) {
      const rows = TABLE.filter(([of]) => of === rule).map(([, , , expected]) => expected);
      const says = ({ blocks, warns }: Answer) => [...blocks, ...warns].some((one) => one.startsWith(rule));
      expect([rule, rows.some(says), rows.some((row) => !says(row))]).toEqual([rule, true, true]);
    }
  });
});

describe("reasons that appear together", () => {
  const contract = [job({ identity: "contract" })];
  it.each<[string, () => Answer, string[]]>([
    [
      "K07 and K09: the sole legal officer is put on an enforcement post",
      () =>
        told(
          combine(
            mayAssign({ ...officer, legalDuties: [duty] }, post, NOON, null, nationalPack),
            mayLeaveLegalDuty([], "market", TODAY, nationalPack),
          ),
        ),
      ["K07", "K09"],
    ],
    ["K01 and K05", () => gate({ certificates: [], employments: contract }), ["K01", "K05"]],
    [
      "K01 and K04, once for each part",
      () => gate({ certificates: [], qualifications: [] }),
      ["K01", "K04", "K04"],
    ],
    [
      "K22 and K01: moved, with the card of the former unit",
      () =>
        gate({
          employments: [job({ unitId: "urban" })],
          certificates: [certificate(IN_HAND, { unitId: "urban" })],
        }),
      ["K01", "K22"],
    ],
    [
      "K08 and K20: an officer who enforces is to review, and holds no qualification",
      () => legalPost({ enforcing: [since] }, "legal-review"),
      ["K08", "K20"],
    ],
    [
      "K16 and K03: study unmet where the pack suspends for it, and the card not collected",
      () => gate({ unmetStudy: [unmet], certificates: [certificate([ISSUED])] }, {}, suspendingPack),
      ["K03", "K16"],
    ],
    [
      "K18 and K17: a newcomer is given a leading post",
      () => ({ blocks: [...newcomer("ending", {}).blocks, ...leading([]).blocks], warns: [] }),
      ["K18", "K17"],
    ],
    ["K11 and K01", () => gate({ certificates: [], bans: [{ ...ban, toOn: null }] }), ["K01", "K11"]],
    ["K23 and K05", () => gate({ employments: contract }, { inherited: true }), ["K23", "K05"]],
    [
      "K21 and K03",
      () => gate({ ...entrusted, certificates: [certificate([ISSUED])] }, { coercive: true }),
      ["K03", "K21"],
    ],
    [
      "everything at once",
      () =>
        gate(
          {
            ...{ ...poor, civilServantsOnly: true, certificates: [], qualifications: [], bodies: [] },
            ...{ employments: [job({ identity: "public-institution", status: "suspended" })] },
            ...{ bans: [{ ...ban, toOn: null }], sanctions: [demerit], legalDuties: [duty] },
          },
          { inherited: true },
          strictPack,
        ),
      ["K23", "K01", "K14", "K06", "K04", "K04", "K11", "K10", "K07", "K12", "K13"],
    ],
  ])("%s", (_, answer, rules) => expect(answer().blocks.map((one) => one.split(" ")[0])).toEqual(rules));
});
