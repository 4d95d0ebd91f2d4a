/**
 * A rule pack 规则包: every number and list that differs between jurisdictions, as data, each with its citation.
 * In: pack data. Out: a checked `RulePack`. Rooms take the pack as an argument; decisions store its id, version and hash.
 */
import { z } from "zod";
import { type DateOn, dateOnFrom } from "~/calendar";
import {
  BAN_WORDS,
  DISCLOSURE_WORDS,
  EDUCATION_WORDS,
  EXEMPTION_WORDS,
  FILE_PART_WORDS,
  GRADE_WORDS,
  IDENTITY_WORDS,
  MEETING_SHIFT_WORDS,
  PART_WORDS,
  RELIEF_OFFICE_WORDS,
  RETENTION_WORDS,
  REVIEW_LEVEL_WORDS,
  REVIEWER_WORDS,
  SANCTION_WORDS,
  STUDY_CATEGORY_WORDS,
  STUDY_EVIDENCE_WORDS,
  STUDY_EXAM_WORDS,
  STUDY_GROUP_WORDS,
  STUDY_LEAVE_WORDS,
  STUDY_MODE_WORDS,
  TRAINING_ISSUER_WORDS,
  TRAINING_WORDS,
} from "~/rulebook/words";

/** How far a value can be trusted: read in the instrument, reported by others, from memory, or chosen by this product. */
const standing = z.enum(["cited", "reported", "unconfirmed", "own-choice"]);

const citation = z.strictObject({
  title: z.string().min(1),
  article: z.string().min(1).optional(),
  rule: z.string().min(1).optional(),
  /** What the text says where the value does not say it all: a floor that the value keeps, or that nothing was found. */
  note: z.string().min(1).optional(),
  standing,
});
/** The title under which a pack states what no instrument prescribes. */
export const OWN_CHOICE = "本平台默认设置";

export type Citation = z.infer<typeof citation>;
export type Cited<T> = { value: T; source: Citation };

const cited = <T extends z.ZodType>(value: T) => z.strictObject({ value, source: citation });
/** A rule that earlier versions did not know: they read as stated here for ever, so that an old decision stays explained. */
const later = <T>(value: T, rule?: string): Cited<T> => ({
  value,
  source: { title: OWN_CHOICE, ...(rule ? { rule } : {}), standing: "own-choice" },
});
const dateOn = z.custom<DateOn>((raw) => typeof raw === "string" && dateOnFrom(raw) !== null);
const count = z.int().nonnegative();
const amount = z.number().nonnegative();
const percent = z.int().min(0).max(100);
const orNone = <T extends z.ZodType>(value: T) => value.nullable();
const severity = z.enum(["block", "warn"]);
const convention = z.enum(["start-day-counts", "start-day-excluded"]);
const unit = z.enum(["days", "periods", "hours"]);

const step = z.strictObject({
  role: z.enum(REVIEWER_WORDS),
  level: z.enum(REVIEW_LEVEL_WORDS),
  /** Approvals needed at this step, each by another user. */
  approvals: z.int().min(1),
  workingDays: orNone(count),
});
/** Reviews in order, then the authority that issues and whose acts alone change the certificate. */
const issuingRoute = z.strictObject({ reviews: z.array(step).min(1), issuer: step });

const quota = z.strictObject({
  groups: z.array(z.enum(STUDY_GROUP_WORDS)).min(1),
  /** null: whatever their identity. */
  identities: orNone(z.array(z.enum(IDENTITY_WORDS))),
  amount,
  unit,
  /** Where the instrument lets another amount do as well, such as 12 days or 90 学时: whichever is less. */
  alternative: orNone(z.strictObject({ amount, unit })).default(null),
  minima: z.array(z.strictObject({ category: z.enum(STUDY_CATEGORY_WORDS), amount, unit })),
  minConcentrated: count,
});

/** Whole years after the record was closed, or for ever. */
const kept = cited(z.union([z.literal("permanent"), z.int().min(1).max(100)]));

/** Kinds of exam beside the qualification and the pre-appointment exam. */
const studyExam = z.strictObject({
  passPercent: cited(percent),
  /** First sitting and resits together. */
  attempts: cited(z.int().min(1)),
  /** For how many years a pass also answers what is required later; null: only within the requirement's own days. */
  validYears: cited(orNone(z.int().min(1))),
  exemptions: cited(z.array(z.enum(EXEMPTION_WORDS))),
});
const earlierStudyExam = () => ({
  passPercent: later(60),
  attempts: later(2),
  validYears: later(null),
  exemptions: later([]),
});

/** Letters first, so that none is ever taken for the number of an enforcement certificate. */
const trainingNumber = z.string().regex(/^[A-Z]{2,8}-(\{year\}-)?\{seq:[3-9]\}$/);
const trainingCertificate = z.strictObject({
  issuer: cited(z.enum(TRAINING_ISSUER_WORDS)),
  numberPattern: cited(trainingNumber),
  /** null: it does not run out. */
  validMonths: cited(orNone(z.int().min(1).max(120))),
  /** One drafts it, another signs it. */
  twoSign: cited(z.boolean()),
});
const TRAINING_LETTERS = {
  "auxiliary-training": "AT",
  "annual-study": "AS",
  "initial-training": "IT",
  course: "CO",
} as const satisfies Record<(typeof TRAINING_WORDS)[number], string>;
const earlierTraining = (word: (typeof TRAINING_WORDS)[number]) => ({
  issuer: later("legal-affairs" as const),
  numberPattern: later(`${TRAINING_LETTERS[word]}-{year}-{seq:5}`),
  validMonths: later(null),
  twoSign: later(true),
});

const ORGANISERS = ["congress-office", "organisation-department"] as const;

const preAppointment = (organiser: (typeof ORGANISERS)[number]) =>
  z.strictObject({
    /** Who enters the candidates of a batch for the exam. */
    organiser: cited(z.enum(ORGANISERS)).default(later(organiser, "K17")),
    passPercent: cited(percent),
    minutes: cited(count),
    attempts: cited(z.int().min(1)),
    validity: cited(z.enum(["term-end", "single-proposal", "years"])),
    /** For "years". */
    validYears: cited(orNone(z.int().min(1))).default(later(null, "K17")),
    exemptions: cited(z.array(z.enum(["passed-in-term", "same-level-transfer", "legal-profession"]))),
    absence: cited(z.enum(["withdraw-from-agenda", "next-batch"])),
    papers: cited(z.enum(["drawn-by-lot", "random"])),
    /** Who is told the result. */
    resultTo: cited(
      z.array(z.enum(["organisation-department", "chairpersons-meeting", "personal-file"])),
    ).default(later([], "K17")),
    failAction: cited(z.enum(["not-submitted", "nomination-withdrawn", "appointment-deferred"])),
  });

// No pack can open the gate to these (国办发〔2024〕54号): the schema refuses it.
const alwaysExcluded = cited(z.literal(true));

export const rulePackSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  version: z.int().min(1),
  effectiveFromOn: dateOn,
  effectiveToOn: orNone(dateOn),
  issuing: z.strictObject({
    preset: cited(z.enum(["personnel-issues", "justice-issues"])),
    routes: z.strictObject({
      "personnel-issues": cited(issuingRoute),
      "justice-issues": cited(issuingRoute),
    }),
  }),
  apply: z.strictObject({
    identities: cited(z.array(z.enum(IDENTITY_WORDS)).min(1)),
    excluded: z.strictObject({
      contract: alwaysExcluded,
      temporary: alwaysExcluded,
      dispatched: alwaysExcluded,
      outsourced: alwaysExcluded,
      auxiliary: alwaysExcluded,
      "grid-worker": alwaysExcluded,
      seconded: cited(z.boolean()),
      "support-worker": cited(z.boolean()),
      "public-welfare": cited(z.boolean()),
    }),
    /** Who may enforce in a body with concentrated penalty power (K06). */
    concentratedPenaltyIdentities: cited(z.array(z.enum(IDENTITY_WORDS)).min(1)),
    probationMayHold: cited(z.boolean()),
    minEducation: cited(z.enum(EDUCATION_WORDS)),
    minAge: cited(count),
    minServiceMonths: cited(count),
    blockGrades: cited(z.array(z.enum(GRADE_WORDS))),
    blockSanctionFrom: cited(orNone(z.enum(SANCTION_WORDS))),
  }),
  /** The same facts against someone who already holds (decisions of the pack, K12, K13, K15). */
  holding: z.strictObject({
    sanction: cited(severity),
    grade: cited(severity),
    review: cited(severity),
  }),
  sanction: z.strictObject({ convention: cited(convention) }),
  exam: z.strictObject({
    parts: cited(z.array(z.enum(PART_WORDS)).min(1)),
    order: cited(z.enum(["special-first", "any"])),
    passPercent: cited(percent),
    resits: cited(count),
    resultPublishWorkingDays: cited(count),
    exemptions: cited(z.array(z.enum(["valid-certificate", "ministry-card", "legal-profession"]))),
    multipleChoice: cited(z.enum(["all-or-nothing", "half-when-incomplete"])),
    lateGraceSeconds: cited(z.int().min(0).max(60)),
    entryClosesMinutes: cited(count),
    /** Levels that may hold the qualification exam. */
    organiserLevels: cited(z.array(z.enum(REVIEW_LEVEL_WORDS)).min(1)).default(
      later(["unit", "county", "city", "province"]),
    ),
  }),
  studyExams: z
    .strictObject(
      Object.fromEntries(STUDY_EXAM_WORDS.map((word) => [word, studyExam])) as Record<
        (typeof STUDY_EXAM_WORDS)[number],
        typeof studyExam
      >,
    )
    .default(
      () =>
        Object.fromEntries(STUDY_EXAM_WORDS.map((word) => [word, earlierStudyExam()])) as Record<
          (typeof STUDY_EXAM_WORDS)[number],
          ReturnType<typeof earlierStudyExam>
        >,
    ),
  /** After the release of an exam: what candidates see, how long they may object, what becomes of a void question. */
  results: z
    .strictObject({
      disclosure: cited(z.enum(DISCLOSURE_WORDS)),
      objectionDays: cited(z.int().min(0).max(60)),
      replyDays: cited(z.int().min(1).max(60)),
      voidQuestion: cited(z.enum(["full-marks", "taken-out"])),
    })
    .default(() => ({
      disclosure: later("answers-at-once" as const),
      objectionDays: later(5),
      replyDays: later(10),
      voidQuestion: later("full-marks" as const),
    })),
  qualification: z.strictObject({ validYears: cited(orNone(count)) }),
  certificate: z.strictObject({
    validYears: cited(z.int().min(1)),
    validityMode: cited(z.enum(["from-issue", "fixed-batch-end"])),
    fixedBatchEndOn: cited(orNone(dateOn)),
    convention: cited(convention),
    renewWindowMonths: cited(count),
    renewalNeedsExam: cited(z.boolean()),
    /** T17: what the quota of study of the last whole year, where it is not met, is to a renewal. */
    renewalStudy: cited(z.enum(["block", "warn", "none"])).default(later("warn", "T17")),
    review: cited(z.enum(["none", "annual", "every-3-years", "registration"])),
    reviewExamAfterYears: cited(orNone(count)),
    inactiveYearsNote: cited(orNone(count)),
    numberPattern: cited(z.string().regex(/\{seq:\d+\}/)),
  }),
  ban: z.strictObject({
    /** Years without a new application, by ground; null: only if the decision itself says so. */
    years: z.strictObject(
      Object.fromEntries(BAN_WORDS.map((word) => [word, cited(orNone(count))])) as Record<
        (typeof BAN_WORDS)[number],
        ReturnType<typeof cited<z.ZodNullable<typeof count>>>
      >,
    ),
    convention: cited(convention),
  }),
  lost: z.strictObject({ notice: cited(z.enum(["newspaper", "web", "none"])) }),
  deadline: z.strictObject({
    reviewWorkingDays: cited(count),
    uploadWorkingDays: cited(count),
    makeWorkingDays: cited(count),
    collectWorkingDays: cited(count),
    /** Whoever may not enforce is off the post, or in order again, within so many. */
    clearanceWorkingDays: cited(z.int().min(1).max(250)).default(later(10, "K23")),
  }),
  /** 标志、服装和实体证件: to whom they are handed, and by when they come back. */
  items: z
    .strictObject({
      needCertificate: cited(z.boolean()),
      returnWorkingDays: cited(z.int().min(1).max(250)),
      escalateWorkingDays: cited(z.int().min(0).max(250)),
    })
    .default(() => ({
      needCertificate: later(true, "K25"),
      returnWorkingDays: later(10, "K25"),
      escalateWorkingDays: later(5, "K25"),
    })),
  legalDuty: z.strictObject({
    exclusiveWithEnforcement: cited(z.boolean()),
    minFullTime: cited(count),
    belowMinimum: cited(severity),
  }),
  /** 任职: what is asked of who takes up a post. */
  posts: z
    .strictObject({
      /** K18: the compulsory law subject of initial training, where it is not passed, to the end of a probation. */
      initialTraining: cited(severity),
    })
    .default(() => ({ initialTraining: later("warn" as const, "K18") })),
  study: z.strictObject({
    minutesPerPeriod: cited(z.int().min(1)), // H1
    periodsPerDay: cited(z.number().positive()), // H2
    dailyCapPeriods: cited(orNone(z.number().positive())), // H3
    /** Courses count in whole steps of so many 学时, as where half days are booked; null: their minutes. */
    courseStepPeriods: cited(orNone(z.number().positive())).default(later(null, "H5")), // H5
    /** What an entry of a form rests on: of each line one kind at least. Forms without a line need no kind of their own. */
    evidence: cited(
      z.array(
        z.strictObject({
          mode: z.enum(STUDY_MODE_WORDS),
          anyOf: z.array(z.enum(STUDY_EVIDENCE_WORDS)).min(1),
        }),
      ),
    ).default(later([], "H5")), // H5–H10
    meetingCapPeriods: cited(orNone(z.number().positive())), // H6
    /** Share of the quota, as a fraction: one third is not a percentage. */
    selfStudyShare: cited(orNone(z.strictObject({ of: z.int().min(1), parts: count }))), // H7
    onlinePercent: cited(percent), // H9
    onlineShare: cited(orNone(z.strictObject({ of: z.int().min(1), parts: count }))), // H9
    /** How often an open page speaks, and the longest silence after which time still counts. */
    onlineBeatSeconds: cited(z.int().min(5).max(60)).default(later(15, "H9")), // H9
    onlineGapSeconds: cited(z.int().min(6).max(300)).default(later(20, "H9")), // H9
    /** Without a sign of life for so long nothing counts; a film is watched with folded hands. */
    onlineIdleMinutes: cited(z.int().min(1).max(60)).default(later(5, "H9")), // H9
    onlineFilmIdleMinutes: cited(z.int().min(1).max(120)).default(later(15, "H9")), // H9
    /** A film that moves faster is not watched. */
    onlineFastestRate: cited(z.number().min(1).max(4)).default(later(2, "H9")), // H9
    /** What a competition counts for, whatever its minutes; null: its minutes. */
    competitionPeriods: cited(orNone(z.number().positive())).default(later(null, "H10")), // H10
    teachingPercent: cited(z.int().min(100).max(300)), // H11
    teachingCapPeriods: cited(orNone(z.number().positive())).default(later(null, "H11")), // H11
    organiserLevels: cited(z.array(z.enum(REVIEW_LEVEL_WORDS)).min(1)), // H14
    carryOver: cited(z.boolean()), // H17
    proRata: cited(z.enum(["months-up-to-half-day", "none"])), // H18
    /** Whole months on these leaves are not owed. */
    excusingLeaves: cited(z.array(z.enum(STUDY_LEAVE_WORDS))).default(later([], "H18")), // H18
    retiringExemptYears: cited(orNone(count)), // H18
    /** Who has to agree before somebody is let off part of a year: all of them. */
    reliefOffices: cited(z.array(z.enum(RELIEF_OFFICE_WORDS)).min(1)).default(
      later(["personnel", "legal-affairs"], "H18"),
    ), // H18
    makeUpUntilMonthDay: cited(orNone(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))), // H22
    /** So long before a session its codes can be scanned. */
    signInOpensMinutes: cited(z.int().min(0).max(240)).default(later(30)),
    /** Who missed a session makes it up within so many. */
    makeUpWorkingDays: cited(z.int().min(1).max(250)).default(later(20)),
    /** What follows a year that was not met (K16). */
    unmetConsequences: cited(z.array(z.enum(["make-up-study", "no-registration", "suspension"]))).default(
      later([], "H22"),
    ), // H22
  }),
  quotas: z.record(z.string().regex(/^[a-z0-9-]+$/), cited(quota)),
  plan: z.strictObject({
    lawsPerMonth: cited(z.int().min(1)),
    examPerLaw: cited(z.boolean()),
    monthlyMeetingDay: cited(orNone(z.int().min(1).max(28))),
    monthlyMeetingShift: cited(z.enum(MEETING_SHIFT_WORDS)),
  }),
  preAppointment: z.strictObject({
    congress: preAppointment("congress-office"),
    party: preAppointment("organisation-department"),
  }),
  /** Certificates of training and study. They certify that and nothing else: no pack can make one open the gate. */
  training: z
    .strictObject(
      Object.fromEntries(TRAINING_WORDS.map((word) => [word, trainingCertificate])) as Record<
        (typeof TRAINING_WORDS)[number],
        typeof trainingCertificate
      >,
    )
    .default(
      () =>
        Object.fromEntries(TRAINING_WORDS.map((word) => [word, earlierTraining(word)])) as Record<
          (typeof TRAINING_WORDS)[number],
          ReturnType<typeof earlierTraining>
        >,
    ),
  /** 执法人员档案: what every file has to hold, and what more that of a person on an enforcement post. */
  file: z
    .strictObject({
      everyone: cited(z.array(z.enum(FILE_PART_WORDS))),
      enforcers: cited(z.array(z.enum(FILE_PART_WORDS))),
    })
    .default(() => ({ everyone: later([]), enforcers: later([]) })),
  /** How long each kind of record is kept, and by what. */
  retention: z
    .strictObject(
      Object.fromEntries(RETENTION_WORDS.map((word) => [word, kept])) as Record<
        (typeof RETENTION_WORDS)[number],
        typeof kept
      >,
    )
    .default(
      () =>
        Object.fromEntries(RETENTION_WORDS.map((word) => [word, later("permanent")])) as Record<
          (typeof RETENTION_WORDS)[number],
          Cited<"permanent">
        >,
    ),
});

export type RulePack = z.infer<typeof rulePackSchema>;
export type IssuingRoute = z.infer<typeof issuingRoute>;
export type ReviewStep = z.infer<typeof step>;
export type StudyQuota = z.infer<typeof quota>;
