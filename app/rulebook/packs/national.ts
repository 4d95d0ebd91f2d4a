/**
 * The national default: what a jurisdiction inherits until it states its own rule.
 * Where no national rule exists the value is one province's, cited as such, or this product's choice, marked as such.
 */
import { type Citation, OWN_CHOICE, type RulePack, rulePackSchema } from "~/rulebook/schema";

const cited = (title: string, article?: string, rule?: string): Citation => ({
  title,
  ...(article ? { article } : {}),
  ...(rule ? { rule } : {}),
  standing: "cited",
});
const reported = (title: string, article?: string, rule?: string): Citation => ({
  ...cited(title, article, rule),
  standing: "reported",
});
const unconfirmed = (title: string, article?: string, rule?: string): Citation => ({
  ...cited(title, article, rule),
  standing: "unconfirmed",
});
const ownChoice = (rule?: string, note?: string): Citation => ({
  title: OWN_CHOICE,
  ...(rule ? { rule } : {}),
  ...(note ? { note } : {}),
  standing: "own-choice",
});

const SUPERVISION = "行政执法监督条例（国务院令第825号）";
const INSPECTION = "国务院办公厅关于严格规范涉企行政检查的意见（国办发〔2024〕54号）";
const HENAN = "河南省行政执法条例";
const SHANDONG = "山东省行政执法监督条例";
const SHANDONG_MEASURES = "山东省行政执法人员资格认证和证件管理办法（2015年）";
const JILIN = "吉林省行政执法证件管理办法";
const ZHEJIANG = "浙江省综合行政执法条例";
const ANHUI = "安徽省人民政府令第273号";
const HUNAN = "湖南省人民政府令第280号";
const HUNAN_CARD = "湖南省新版行政执法证启用说明（2022年）";
const DANFENG = "陕西省丹凤县2019年行政执法证件办理通知";
const CITY_OPINION = "市级人民政府依法行政意见（地方文件）";
const DISTRICT_RULES = "区级依法行政实施细则（地方文件）";
const STUDY_SYSTEM = "关于完善国家工作人员学法用法制度的意见（司发〔2016〕4号）";
const CIVIL_SERVANTS = "中华人民共和国公务员法";
const CIVIL_CODE = "中华人民共和国民法典";
const QINGHAI = "青海省国家工作人员学法考试通知（2017年、2020年）";
const GUANGXI = "广西壮族自治区行政执法人员资格和续职考试通知（2016年）";
const BEIHU = "郴州市北湖区任前考试通报";
const UNIFORMS = "综合行政执法制式服装和标志管理办法（2020年）";
const ENFORCEMENT_QUALITY =
  "国务院办公厅关于提升行政执法质量三年行动计划（2023—2025年）（国办发〔2023〕27号）";
const CIVIL_SERVANT_TRAINING = "“十三五”行政机关公务员培训纲要";

export const nationalPack: RulePack = rulePackSchema.parse({
  id: "national",
  title: "全国默认规则包",
  version: 1,
  effectiveFromOn: "2026-02-01",
  effectiveToOn: null,
  issuing: {
    preset: { value: "personnel-issues", source: ownChoice() },
    routes: {
      "personnel-issues": {
        value: {
          reviews: [
            { role: "unit-legal", level: "unit", approvals: 1, workingDays: 10 },
            { role: "unit-personnel", level: "unit", approvals: 1, workingDays: 10 },
            { role: "legal-affairs", level: "county", approvals: 1, workingDays: 10 },
          ],
          issuer: { role: "personnel-department", level: "county", approvals: 1, workingDays: 10 },
        },
        source: ownChoice(),
      },
      "justice-issues": {
        value: {
          reviews: [
            { role: "unit-legal", level: "unit", approvals: 1, workingDays: 10 },
            { role: "unit-personnel", level: "unit", approvals: 1, workingDays: 10 },
            { role: "legal-affairs", level: "county", approvals: 1, workingDays: 10 },
            { role: "legal-affairs", level: "city", approvals: 1, workingDays: 10 },
          ],
          issuer: { role: "legal-affairs", level: "province", approvals: 1, workingDays: 10 },
        },
        source: cited(SUPERVISION, "第十条、第十七条"),
      },
    },
  },
  apply: {
    identities: {
      value: [
        "civil-servant",
        "civil-servant-equivalent",
        "public-institution",
        "authorised-organisation",
        "entrusted-organisation",
      ],
      source: cited(HUNAN),
    },
    excluded: {
      contract: { value: true, source: cited(HENAN, undefined, "K05") },
      temporary: { value: true, source: cited(INSPECTION, undefined, "K05") },
      dispatched: { value: true, source: cited(SHANDONG, "第十条", "K05") },
      outsourced: { value: true, source: cited(INSPECTION, undefined, "K05") },
      auxiliary: { value: true, source: cited(INSPECTION, undefined, "K05") },
      "grid-worker": { value: true, source: cited(INSPECTION, undefined, "K05") },
      seconded: { value: true, source: cited(SHANDONG, "第十条", "K05") },
      "support-worker": { value: true, source: cited(HENAN, undefined, "K05") },
      "public-welfare": { value: true, source: cited(JILIN, undefined, "K05") },
    },
    concentratedPenaltyIdentities: {
      value: ["civil-servant"],
      source: reported("国务院关于进一步推进相对集中行政处罚权工作的决定", undefined, "K06"),
    },
    probationMayHold: { value: false, source: ownChoice() },
    minEducation: { value: "none", source: ownChoice() },
    minAge: { value: 18, source: cited(HENAN) },
    minServiceMonths: { value: 0, source: ownChoice() },
    blockGrades: { value: ["incompetent"], source: reported(SHANDONG_MEASURES, undefined, "K13") },
    blockSanctionFrom: { value: "demerit", source: reported(SHANDONG_MEASURES, undefined, "K12") },
  },
  holding: {
    sanction: { value: "warn", source: ownChoice("K12") },
    grade: { value: "warn", source: ownChoice("K13") },
    review: { value: "warn", source: ownChoice("K15") },
  },
  sanction: {
    convention: {
      value: "start-day-excluded",
      source: unconfirmed(CIVIL_CODE, "第二百零一条、第二百零二条", "K12"),
    },
  },
  exam: {
    parts: { value: ["special", "general"], source: cited(ANHUI, undefined, "K04") },
    order: { value: "special-first", source: cited(ANHUI, undefined, "K04") },
    passPercent: { value: 60, source: cited(ANHUI) },
    resits: { value: 1, source: cited("甘肃省2008年行政执法人员清理通知") },
    resultPublishWorkingDays: { value: 5, source: cited(ANHUI) },
    exemptions: {
      value: ["valid-certificate", "ministry-card", "legal-profession"],
      source: cited("江苏省司法厅通知（苏司通〔2021〕26号）"),
    },
    multipleChoice: { value: "all-or-nothing", source: ownChoice() },
    lateGraceSeconds: { value: 5, source: ownChoice() },
    entryClosesMinutes: { value: 30, source: cited("湖南如法网考试通知（2017年）") },
    organiserLevels: {
      value: ["county", "city", "province"],
      source: ownChoice(undefined, "有的地方只由省、市统一组织"),
    },
  },
  studyExams: {
    "monthly-law": {
      passPercent: { value: 60, source: ownChoice() },
      attempts: { value: 2, source: ownChoice() },
      validYears: { value: null, source: ownChoice() },
      exemptions: { value: ["long-sick-leave", "study-abroad", "seconded-away"], source: ownChoice() },
    },
    annual: {
      passPercent: { value: 60, source: reported(QINGHAI) },
      attempts: { value: 3, source: reported(QINGHAI) },
      validYears: { value: null, source: ownChoice() },
      exemptions: {
        value: ["retiring", "long-sick-leave", "study-abroad", "seconded-away"],
        source: reported(QINGHAI),
      },
    },
    renewal: {
      passPercent: { value: 60, source: ownChoice() },
      attempts: { value: 1, source: reported(GUANGXI) },
      validYears: { value: null, source: ownChoice() },
      exemptions: { value: [], source: ownChoice() },
    },
    "new-entrant": {
      passPercent: { value: 60, source: ownChoice("K18") },
      attempts: { value: 2, source: ownChoice("K18") },
      validYears: { value: null, source: ownChoice("K18") },
      exemptions: { value: [], source: ownChoice("K18") },
    },
    "spot-check": {
      passPercent: { value: 60, source: ownChoice() },
      attempts: { value: 1, source: ownChoice() },
      validYears: { value: null, source: ownChoice() },
      exemptions: { value: ["long-sick-leave", "study-abroad", "seconded-away"], source: ownChoice() },
    },
    "auxiliary-training": {
      passPercent: { value: 60, source: ownChoice() },
      attempts: { value: 2, source: ownChoice() },
      validYears: { value: null, source: ownChoice() },
      exemptions: { value: [], source: ownChoice() },
    },
  },
  results: {
    disclosure: { value: "answers-at-once", source: ownChoice() },
    objectionDays: { value: 5, source: ownChoice() },
    replyDays: { value: 10, source: ownChoice() },
    voidQuestion: { value: "full-marks", source: ownChoice() },
  },
  qualification: { validYears: { value: 5, source: cited(ZHEJIANG, "第二十八条至第三十一条", "K04") } },
  certificate: {
    validYears: { value: 5, source: reported(HUNAN_CARD, undefined, "K01") },
    validityMode: { value: "from-issue", source: ownChoice() },
    fixedBatchEndOn: { value: null, source: ownChoice() },
    convention: { value: "start-day-counts", source: reported(HUNAN_CARD) },
    renewWindowMonths: { value: 6, source: reported(HUNAN_CARD) },
    renewalNeedsExam: { value: true, source: reported(HUNAN_CARD) },
    renewalStudy: { value: "warn", source: ownChoice("T17") },
    review: { value: "none", source: ownChoice("K15") },
    reviewExamAfterYears: { value: null, source: ownChoice() },
    inactiveYearsNote: { value: null, source: ownChoice() },
    numberPattern: { value: "{prefix}{seq:7}", source: ownChoice() },
  },
  ban: {
    years: {
      "altered-or-lent": { value: 2, source: cited(JILIN, undefined, "K11") },
      "failed-twice": { value: 2, source: cited("淄博市行政执法证件管理办法（旧）", undefined, "K11") },
      revoked: { value: null, source: ownChoice("K11") },
      cheated: { value: null, source: ownChoice("K11") },
      annulled: { value: null, source: ownChoice("K11") },
    },
    convention: {
      value: "start-day-excluded",
      source: cited(CIVIL_CODE, "第二百零一条、第二百零二条", "K11"),
    },
  },
  lost: { notice: { value: "newspaper", source: cited("内蒙古自治区行政执法证件管理办法") } },
  deadline: {
    reviewWorkingDays: { value: 10, source: cited(DANFENG) },
    uploadWorkingDays: { value: 5, source: cited(DANFENG) },
    makeWorkingDays: { value: 10, source: cited(DANFENG) },
    collectWorkingDays: { value: 5, source: cited(DANFENG) },
    clearanceWorkingDays: {
      value: 10,
      source: ownChoice("K23", `《${DISTRICT_RULES}》第二十一项：坚决调离执法岗位，未规定期限`),
    },
  },
  items: {
    needCertificate: { value: true, source: cited(UNIFORMS, "第七条", "K25") },
    returnWorkingDays: {
      value: 10,
      source: ownChoice("K25", "各地规定离岗、注销后收回，未见统一的天数"),
    },
    escalateWorkingDays: { value: 5, source: ownChoice("K25") },
  },
  legalDuty: {
    exclusiveWithEnforcement: { value: true, source: cited(DISTRICT_RULES, "第四项", "K07") },
    minFullTime: { value: 1, source: cited(DISTRICT_RULES, "第四项", "K09") },
    belowMinimum: { value: "block", source: ownChoice("K09") },
  },
  posts: {
    initialTraining: { value: "block", source: cited(CIVIL_SERVANTS, "第六十七条", "K18") },
  },
  study: {
    minutesPerPeriod: { value: 45, source: unconfirmed(OWN_CHOICE, undefined, "H1") },
    periodsPerDay: { value: 8, source: unconfirmed(OWN_CHOICE, undefined, "H2") },
    dailyCapPeriods: { value: 8, source: ownChoice("H3") },
    courseStepPeriods: { value: null, source: ownChoice("H5", "可改为按半天计") },
    evidence: {
      value: [
        { mode: "concentrated", anyOf: ["sign-in"] },
        { mode: "study-group", anyOf: ["sign-in", "minutes"] },
        { mode: "pre-meeting", anyOf: ["sign-in", "minutes"] },
        { mode: "meeting", anyOf: ["sign-in", "minutes"] },
        { mode: "outside-visit", anyOf: ["approval"] },
        { mode: "outside-visit", anyOf: ["report"] },
        { mode: "court-observation", anyOf: ["notice", "result", "photo"] },
        { mode: "case-teaching", anyOf: ["sign-in", "notice", "material", "photo"] },
        { mode: "competition", anyOf: ["notice", "result", "photo"] },
        { mode: "self-study", anyOf: ["notes", "quiz"] },
        { mode: "online", anyOf: ["log"] },
        { mode: "online", anyOf: ["quiz"] },
        { mode: "teaching", anyOf: ["material"] },
      ],
      source: ownChoice("H5"),
    },
    meetingCapPeriods: { value: 2, source: ownChoice("H6") },
    selfStudyShare: { value: { parts: 1, of: 3 }, source: unconfirmed(OWN_CHOICE, undefined, "H7") },
    onlinePercent: { value: 100, source: unconfirmed(OWN_CHOICE, undefined, "H9") },
    onlineShare: { value: null, source: ownChoice("H9") },
    onlineBeatSeconds: { value: 15, source: ownChoice("H9") },
    onlineGapSeconds: { value: 20, source: ownChoice("H9") },
    onlineIdleMinutes: { value: 5, source: ownChoice("H9") },
    onlineFilmIdleMinutes: { value: 15, source: ownChoice("H9") },
    onlineFastestRate: { value: 2, source: ownChoice("H9") },
    competitionPeriods: { value: null, source: ownChoice("H10") },
    teachingPercent: { value: 100, source: ownChoice("H11") },
    teachingCapPeriods: { value: null, source: ownChoice("H11") },
    organiserLevels: {
      value: ["unit", "county", "city", "province"],
      source: cited("苏府法〔2011〕42号", undefined, "H14"),
    },
    carryOver: { value: false, source: ownChoice("H17") },
    proRata: { value: "months-up-to-half-day", source: ownChoice("H18") },
    excusingLeaves: {
      value: ["sick-leave", "maternity-leave", "study-leave", "posted-away"],
      source: ownChoice("H18"),
    },
    retiringExemptYears: { value: 2, source: cited("湖南如法网考试通知（2019年）", undefined, "H18") },
    reliefOffices: { value: ["personnel", "legal-affairs"], source: ownChoice("H18") },
    makeUpUntilMonthDay: { value: null, source: ownChoice("H22") },
    unmetConsequences: { value: [], source: ownChoice("H22") },
    signInOpensMinutes: { value: 30, source: ownChoice() },
    makeUpWorkingDays: { value: 20, source: ownChoice() },
  },
  quotas: {
    "enforcement-15-days": {
      value: {
        groups: ["enforcement"],
        identities: null,
        amount: 15,
        unit: "days",
        alternative: null,
        minima: [],
        minConcentrated: 1,
      },
      source: cited(CITY_OPINION, "第二十二项"),
    },
    "civil-servant-12-days": {
      value: {
        groups: ["leading-cadre", "enforcement", "legal", "other"],
        identities: ["civil-servant", "civil-servant-equivalent"],
        amount: 12,
        unit: "days",
        alternative: { amount: 90, unit: "periods" },
        minima: [],
        minConcentrated: 0,
      },
      source: cited(CIVIL_SERVANT_TRAINING),
    },
    "enforcement-60-periods": {
      value: {
        groups: ["enforcement"],
        identities: null,
        amount: 60,
        unit: "periods",
        alternative: null,
        minima: [],
        minConcentrated: 0,
      },
      source: unconfirmed(ENFORCEMENT_QUALITY),
    },
  },
  plan: {
    lawsPerMonth: { value: 1, source: cited("镇级依法行政示范单位创建方案（地方文件）", "第七项") },
    examPerLaw: { value: true, source: cited("镇级依法行政示范单位创建方案（地方文件）", "第七项") },
    monthlyMeetingDay: { value: 24, source: cited("镇级依法行政示范单位创建方案（地方文件）", "第七项") },
    monthlyMeetingShift: { value: "keep", source: ownChoice() },
  },
  preAppointment: {
    congress: {
      organiser: {
        value: "congress-office",
        source: cited("重庆市人大人事任免地方条例（2022年）", "第十六条", "K17"),
      },
      passPercent: { value: 60, source: cited("兰州市人大任前法律知识考试规则（2014年）", undefined, "K17") },
      minutes: { value: 120, source: cited("岚皋县2024年任前法律知识考试", undefined, "K17") },
      attempts: { value: 2, source: cited("重庆市人大人事任免地方条例（2022年）", "第十六条", "K17") },
      validity: {
        value: "term-end",
        source: cited("重庆市人大人事任免地方条例（2022年）", "第十六条", "K17"),
      },
      validYears: { value: null, source: ownChoice("K17") },
      exemptions: {
        value: ["passed-in-term"],
        source: cited("武隆县2016年任前法律知识考试", undefined, "K17"),
      },
      absence: {
        value: "withdraw-from-agenda",
        source: cited("兰州市人大任前法律知识考试规则（2014年）", undefined, "K17"),
      },
      papers: { value: "drawn-by-lot", source: cited("武隆县2016年任前法律知识考试", undefined, "K17") },
      resultTo: {
        value: ["chairpersons-meeting"],
        source: cited("浙江省人大常委会任免国家机关工作人员条例（2018年）", "第十条", "K17"),
      },
      failAction: {
        value: "not-submitted",
        source: cited("重庆市人大人事任免地方条例（2022年）", "第十六条", "K17"),
      },
    },
    party: {
      organiser: {
        value: "organisation-department",
        source: cited("临泉县2015年拟任科级干部任前考试", undefined, "K17"),
      },
      passPercent: { value: 60, source: ownChoice("K17") },
      minutes: { value: 120, source: ownChoice("K17") },
      attempts: { value: 2, source: cited(BEIHU, undefined, "K17") },
      validity: { value: "single-proposal", source: ownChoice("K17") },
      validYears: { value: null, source: ownChoice("K17") },
      exemptions: { value: [], source: ownChoice("K17") },
      absence: { value: "next-batch", source: ownChoice("K17") },
      papers: { value: "random", source: cited("临泉县2015年拟任科级干部任前考试", undefined, "K17") },
      resultTo: {
        value: ["organisation-department", "personal-file"],
        source: cited(BEIHU, undefined, "K17"),
      },
      failAction: { value: "appointment-deferred", source: cited(BEIHU, undefined, "K17") },
    },
  },
  training: {
    "auxiliary-training": {
      issuer: {
        value: "legal-affairs",
        source: ownChoice("K05", `《${ZHEJIANG}》：辅助人员经培训考试合格后协助执法`),
      },
      numberPattern: { value: "AT-{year}-{seq:5}", source: ownChoice(undefined, "与行政执法证件分开编号") },
      validMonths: { value: null, source: ownChoice() },
      twoSign: { value: false, source: ownChoice() },
    },
    "annual-study": {
      issuer: {
        value: "personnel-department",
        source: ownChoice(undefined, `《${STUDY_SYSTEM}》：建立学法档案，未规定由谁出具证明`),
      },
      numberPattern: { value: "AS-{year}-{seq:5}", source: ownChoice(undefined, "与行政执法证件分开编号") },
      validMonths: { value: null, source: ownChoice() },
      twoSign: { value: true, source: ownChoice() },
    },
    "initial-training": {
      issuer: {
        value: "personnel-department",
        source: ownChoice("K18", `《${CIVIL_SERVANTS}》第六十七条规定初任培训，未规定由谁出具证明`),
      },
      numberPattern: { value: "IT-{year}-{seq:5}", source: ownChoice(undefined, "与行政执法证件分开编号") },
      validMonths: { value: null, source: ownChoice("K18") },
      twoSign: { value: true, source: ownChoice("K18") },
    },
    course: {
      issuer: {
        value: "unit",
        source: ownChoice(undefined, `《${CIVIL_SERVANTS}》第六十八条：培训实行登记管理`),
      },
      numberPattern: { value: "CO-{year}-{seq:5}", source: ownChoice(undefined, "与行政执法证件分开编号") },
      validMonths: { value: null, source: ownChoice() },
      twoSign: { value: false, source: ownChoice() },
    },
  },
  file: {
    everyone: {
      value: [
        "portrait",
        "identity-number",
        "employment",
        "employment-document",
        "study-category",
        "last-year-grade",
      ],
      source: ownChoice(undefined, `《${DISTRICT_RULES}》：建立行政执法人员档案，动态管理，未列应存内容`),
    },
    enforcers: {
      value: ["qualification", "qualification-evidence", "held-certificate", "ministry-card"],
      source: ownChoice(undefined, `《${DISTRICT_RULES}》：建立行政执法人员档案，动态管理，未列应存内容`),
    },
  },
  retention: {
    "personnel-file": { value: "permanent", source: ownChoice() },
    "certificate-register": {
      value: "permanent",
      source: ownChoice(undefined, "证号永不重用，登记须长期可查"),
    },
    application: { value: 30, source: ownChoice() },
    assignment: { value: "permanent", source: ownChoice() },
    "study-record": { value: 30, source: ownChoice() },
    "study-evidence": { value: 10, source: ownChoice() },
    "study-plan": { value: 10, source: ownChoice() },
    "exam-result": { value: "permanent", source: ownChoice() },
    "exam-script": { value: 10, source: ownChoice() },
    "eligibility-check": { value: 10, source: ownChoice() },
    "roster-file": { value: 2, source: ownChoice() },
    "audit-log": { value: "permanent", source: ownChoice() },
    "network-log": {
      value: 1,
      source: ownChoice(undefined, "《中华人民共和国网络安全法》第二十三条：网络日志留存不少于六个月"),
    },
    "impact-assessment": { value: 3, source: cited("中华人民共和国个人信息保护法", "第五十六条") },
  },
} satisfies RulePack);
