import { describe, expect, it } from "vitest";
import { linesOf } from "~/rulebook/listing";
import { nationalPack } from "~/rulebook/packs/national";
import { shippedPacks } from "~/rulebook/shipped";
import { RETENTION_WORDS, STUDY_EXAM_WORDS, TRAINING_WORDS } from "~/rulebook/words";

// What jurisdictions were found to decide differently, and where a pack says it. A key without a place fails; a place
// that nobody lists here fails too, unless the product chose to make it a parameter and says so below.

/** Who may apply, exams, cards, bans, loss, time limits. */
const certificates: Record<string, string[]> = {
  "apply.identity": ["apply.identities", "apply.concentratedPenaltyIdentities", "apply.probationMayHold"],
  "apply.min_education": ["apply.minEducation"],
  "apply.min_age": ["apply.minAge"],
  "apply.min_service_months": ["apply.minServiceMonths"],
  "apply.block_if_grade": ["apply.blockGrades", "holding.grade"],
  "apply.block_sanction_min": ["apply.blockSanctionFrom", "holding.sanction", "sanction.convention"],
  "apply.block_excluded_identity": [
    "contract",
    "temporary",
    "dispatched",
    "outsourced",
    "auxiliary",
    "grid-worker",
    "seconded",
    "support-worker",
    "public-welfare",
  ].map((identity) => `apply.excluded.${identity}`),
  "exam.parts": ["exam.parts"],
  // 单科 is a list of parts with one entry.
  "exam.order": ["exam.order"],
  "exam.pass": ["exam.passPercent"],
  "exam.makeup": ["exam.resits"],
  "exam.result_publish_wd": ["exam.resultPublishWorkingDays"],
  "exam.exempt": ["exam.exemptions"],
  "qual.valid_years": ["qualification.validYears"],
  "cert.valid_years": ["certificate.validYears", "certificate.convention"],
  "cert.validity_mode": ["certificate.validityMode", "certificate.fixedBatchEndOn"],
  "cert.renew_window_months": ["certificate.renewWindowMonths", "certificate.renewalNeedsExam"],
  "cert.renewal_study": ["certificate.renewalStudy"],
  "cert.review": ["certificate.review", "holding.review"],
  "cert.review.exam_after_years": ["certificate.reviewExamAfterYears"],
  "cert.inactive_years_note": ["certificate.inactiveYearsNote"],
  "ban.years.涂改转借": ["ban.years.altered-or-lent"],
  "ban.years.二次不合格": ["ban.years.failed-twice"],
  "ban.years.吊销": ["ban.years.revoked", "ban.years.annulled", "ban.years.cheated", "ban.convention"],
  "lost.notice": ["lost.notice"],
  "deadline.审查": ["deadline.reviewWorkingDays"],
  "deadline.上传": ["deadline.uploadWorkingDays"],
  "deadline.批准制证": ["deadline.makeWorkingDays"],
  "deadline.领取": ["deadline.collectWorkingDays"],
};

/** 任前: the regime is the branch itself, because the two are never merged. */
const appointments = {
  "pre.organiser": "organiser",
  "pre.pass": "passPercent",
  "pre.minutes": "minutes",
  "pre.attempts": "attempts",
  "pre.valid": "validity",
  "pre.valid.years": "validYears",
  "pre.exempt": "exemptions",
  "pre.absence": "absence",
  "pre.papers": "papers",
  "pre.result_to": "resultTo",
  "pre.fail_action": "failAction",
};

/** Crediting of study: places in the pack, or why the rule is no parameter. */
const study: Record<string, string[] | string> = {
  H1: ["study.minutesPerPeriod"],
  H2: ["study.periodsPerDay"],
  H3: ["study.dailyCapPeriods"],
  H4: "The same minute is never studied twice, anywhere: overlap is credited once in every jurisdiction.",
  H5: ["study.courseStepPeriods", "study.evidence"],
  H6: ["study.meetingCapPeriods"],
  H7: ["study.selfStudyShare"],
  H8: "Travel is not study: the minutes of an entry leave it out when it is entered.",
  H9: [
    ...["study.onlinePercent", "study.onlineShare", "study.onlineBeatSeconds", "study.onlineGapSeconds"],
    ...["study.onlineIdleMinutes", "study.onlineFilmIdleMinutes", "study.onlineFastestRate"],
  ],
  H10: ["study.competitionPeriods"],
  H11: ["study.teachingPercent", "study.teachingCapPeriods"],
  H12: "A resit is the same exam: it never adds.",
  H13: ["quotas.enforcement-15-days", "quotas.civil-servant-12-days", "quotas.enforcement-60-periods"],
  H14: ["study.organiserLevels"],
  H15: "Any number of quotas stands in the record of quotas; that they are met side by side and never added up is the ledger's shape.",
  H16: "The day of study decides the year: a ledger that could book otherwise would not be one.",
  H17: ["study.carryOver"],
  H18: ["study.proRata", "study.excusingLeaves", "study.retiringExemptYears", "study.reliefOffices"],
  H19: "Entries name the person and the unit of their day; both reports follow from that.",
  H20: "Entries are never edited: a reversing entry by two people is the only correction.",
  H21: "A false record is reversed (H20) and becomes a sanction; the consequence is that decision's, not a number.",
  H22: ["study.makeUpUntilMonthDay", "study.unmetConsequences"],
};

/** Parameters of this product beside those keys: how it issues, keeps staff apart, holds exams, plans and keeps records. */
const own = [
  "issuing.preset",
  "issuing.routes.personnel-issues",
  "issuing.routes.justice-issues",
  "exam.multipleChoice",
  "exam.lateGraceSeconds",
  "exam.entryClosesMinutes",
  "exam.organiserLevels",
  ...STUDY_EXAM_WORDS.flatMap((kind) =>
    ["passPercent", "attempts", "validYears", "exemptions"].map((rule) => `studyExams.${kind}.${rule}`),
  ),
  ...TRAINING_WORDS.flatMap((kind) =>
    ["issuer", "numberPattern", "validMonths", "twoSign"].map((rule) => `training.${kind}.${rule}`),
  ),
  "file.everyone",
  "file.enforcers",
  "results.disclosure",
  "results.objectionDays",
  "results.replyDays",
  "results.voidQuestion",
  "certificate.numberPattern",
  "deadline.clearanceWorkingDays",
  "items.needCertificate",
  "items.returnWorkingDays",
  "items.escalateWorkingDays",
  "legalDuty.exclusiveWithEnforcement",
  "legalDuty.minFullTime",
  "legalDuty.belowMinimum",
  "posts.initialTraining",
  "plan.lawsPerMonth",
  "plan.examPerLaw",
  "plan.monthlyMeetingDay",
  "plan.monthlyMeetingShift",
  "study.signInOpensMinutes",
  "study.makeUpWorkingDays",
];

const places = new Set(linesOf(nationalPack).map(({ key }) => key));
const regimes = ["congress", "party"].flatMap((regime) =>
  Object.entries(appointments).map(([key, name]): [string, string[]] => [
    `${key} (${regime})`,
    [`preAppointment.${regime}.${name}`],
  ]),
);
const table: [string, string[]][] = [
  ...Object.entries(certificates),
  ...regimes,
  ...Object.entries(study).filter((entry): entry is [string, string[]] => Array.isArray(entry[1])),
  ...RETENTION_WORDS.map((kind): [string, string[]] => [`retention ${kind}`, [`retention.${kind}`]]),
];

describe("what a pack says", () => {
  it.each(table)("%s has its place", (_, paths) => {
    expect(paths.filter((path) => !places.has(path))).toEqual([]);
  });

  it("lists every rule of crediting, each with a place or a reason", () => {
    expect(Object.keys(study)).toEqual(Array.from({ length: 22 }, (_, index) => `H${index + 1}`));
    for (const place of Object.values(study)) expect(place.length).toBeGreaterThan(0);
  });

  it("says nothing that is not listed", () => {
    const listed = new Set([...table.flatMap(([, paths]) => paths), ...own]);
    expect([...places].filter((place) => !listed.has(place))).toEqual([]);
  });
});

describe("the shipped packs", () => {
  const lines = shippedPacks.flatMap((pack) =>
    linesOf(pack).map(({ key, source }) => ({ place: `${pack.id} ${key}`, source })),
  );

  it("call the product's own choice so, and nothing else", () => {
    const wrong = lines.filter(
      ({ source }) => source.standing === "own-choice" && source.title !== "本平台默认设置",
    );
    expect(wrong).toEqual([]);
    const claimed = lines.filter(
      ({ source }) => source.title === "本平台默认设置" && ["cited", "reported"].includes(source.standing),
    );
    expect(claimed).toEqual([]);
  });

  it("never rest on a document's number that nobody filled in", () => {
    expect(
      lines.filter(({ source }) => /(?:号|〔〕|第\s*号|××)$/.test(source.title) && !/\d/.test(source.title)),
    ).toEqual([]);
  });
});
