import type { Fault } from "~/rulebook/fault";
import type { Citation } from "~/rulebook/schema";
import type { StudyCategoryWord, StudyEvidenceWord, StudyModeWord } from "~/rulebook/words";
import { gradeNames, identityNames, sanctionNames } from "./identity-names";
import { personnelText } from "./personnel";
import { studyText } from "./study";
import type { Catalogue, Locale } from "./text";

/** As the national pack calls what nobody prescribes. */
const OWN_CHOICE = "本平台默认设置";

const zh = {
  title: "规则包",
  lede: "各地不同的每一个数字和名单都在规则包里，并写明出处。每次判定都记下所用的版本。",
  tableLabel: "规则包表",
  pack: "规则包",
  version: "版本",
  versionOf: (n: number) => `第 ${n} 版`,
  effectiveOn: "生效日期",
  units: "适用单位",
  unitsNone: "没有单位直接适用",
  default: "没有指定规则包的单位都适用",
  years: (n: number) => `${n} 年`,
  open: "查看",
  rule: "规则",
  value: "取值",
  source: "出处",
  own: "本包规定",
  inherited: "继承全国默认",
  hash: "内容指纹",
  versions: "历次版本",
  loadedAt: "入库时间",
  standings: {
    cited: "引自原文",
    reported: "引自转述",
    unconfirmed: "待核实",
    "own-choice": "平台默认",
  } satisfies Record<Citation["standing"], string>,
  groups: {
    issuing: "核发办法",
    apply: "申领条件",
    holding: "持证期间",
    sanction: "处分期",
    exam: "考试",
    results: "成绩公布和异议",
    qualification: "资格",
    certificate: "证件",
    ban: "禁入期",
    lost: "挂失",
    deadline: "办理时限",
    items: "标志、服装和证件收回",
    legalDuty: "法制工作",
    study: "学时认定",
    quotas: "学时定额",
    plan: "学法计划",
    preAppointment: "任前考试",
    studyExams: "学法和培训考试",
    training: "培训和学法合格证明",
    retention: "保管期限",
  },
  keys: {
    preset: "采用的办法",
    "routes.personnel-issues": "组织人事部门核发的流程",
    "routes.justice-issues": "司法行政部门核发的流程",
    identities: "可以申领的身份",
    excluded: "不得申领的身份",
    concentratedPenaltyIdentities: "集中行使处罚权单位可以执法的身份",
    probationMayHold: "试用期可否持证",
    minEducation: "最低学历",
    minAge: "最低年龄",
    minServiceMonths: "最少任职月数",
    blockGrades: "不得申领的考核等次",
    blockSanctionFrom: "不得申领的处分（起）",
    sanction: "持证人受处分",
    grade: "持证人考核不合格",
    review: "年审",
    convention: "期间计算方法",
    parts: "考试科目",
    order: "科目顺序",
    passPercent: "合格线（百分比）",
    resits: "补考次数",
    resultPublishWorkingDays: "公布成绩（工作日）",
    exemptions: "免试情形",
    multipleChoice: "多选题评分",
    lateGraceSeconds: "交卷宽限（秒）",
    entryClosesMinutes: "开考后停止入场（分钟）",
    disclosure: "公布内容",
    objectionDays: "异议期（日）",
    replyDays: "答复期限（日）",
    voidQuestion: "作废试题的计分",
    validYears: "有效期（年）",
    validityMode: "有效期起算",
    fixedBatchEndOn: "统一到期日",
    renewWindowMonths: "换发提前（月）",
    renewalNeedsExam: "换发须考试",
    renewalStudy: "换发前学时未达标",
    reviewExamAfterYears: "任职满几年年审须考试",
    inactiveYearsNote: "多年未执法提示（年）",
    numberPattern: "证号格式",
    "years.altered-or-lent": "涂改、转借（年）",
    "years.failed-twice": "两次考试不合格（年）",
    "years.revoked": "被吊销（年）",
    "years.cheated": "考试作弊（年）",
    "years.annulled": "被撤销（年）",
    notice: "声明方式",
    reviewWorkingDays: "每步审核（工作日）",
    uploadWorkingDays: "上传信息（工作日）",
    makeWorkingDays: "制证（工作日）",
    collectWorkingDays: "领取（工作日）",
    needCertificate: "只配发给持有效执法证件的人员",
    returnWorkingDays: "停止持证后交回的期限（工作日）",
    escalateWorkingDays: "逾期后几个工作日报法制机构",
    exclusiveWithEnforcement: "与执法岗位互斥",
    minFullTime: "专职法制人员最少人数",
    belowMinimum: "低于最少人数",
    minutesPerPeriod: "一学时的分钟数",
    periodsPerDay: "一天折合学时",
    dailyCapPeriods: "一天最多认定学时",
    courseStepPeriods: "集中培训按几学时一段计",
    evidence: "各种形式所需证据",
    meetingCapPeriods: "以会代训一次最多认定学时",
    selfStudyShare: "自学最多占定额",
    onlinePercent: "网络培训折算（百分比）",
    onlineShare: "网络培训最多占定额",
    onlineBeatSeconds: "学习页面每隔几秒报到一次",
    onlineGapSeconds: "中断超过几秒不计时",
    onlineIdleMinutes: "阅读时几分钟没有操作不计时",
    onlineFilmIdleMinutes: "看视频时几分钟没有操作不计时",
    onlineFastestRate: "视频最快几倍速计时",
    competitionPeriods: "竞赛一次计学时",
    teachingPercent: "授课折算（百分比）",
    teachingCapPeriods: "授课一次最多认定学时",
    organiserLevels: "认可的举办层级",
    carryOver: "结转下年",
    proRata: "按在职月数折算",
    excusingLeaves: "整月休假不计入应学的休假种类",
    retiringExemptYears: "距退休几年内免除",
    reliefOffices: "定额减免由谁同意",
    makeUpUntilMonthDay: "次年补学截止（月-日）",
    unmetConsequences: "年度未达标的后果",
    signInOpensMinutes: "活动开始前几分钟可以扫码签到",
    makeUpWorkingDays: "缺席后补学的期限（工作日）",
    "enforcement-15-days": "执法人员每年 15 天",
    "civil-servant-12-days": "公务员每年 12 天",
    "enforcement-60-periods": "执法人员每年 60 学时",
    lawsPerMonth: "每月学法部数",
    examPerLaw: "每法一考",
    monthlyMeetingDay: "每月例会日",
    monthlyMeetingShift: "例会日遇节假日",
    minutes: "考试分钟数",
    attempts: "考试次数",
    validity: "成绩有效期",
    absence: "缺考",
    papers: "试卷产生",
    resultTo: "成绩报送",
    "personnel-file": "人员档案",
    "certificate-register": "证件登记和处理决定",
    application: "申领材料",
    assignment: "岗位任职记录",
    "study-record": "学法记录",
    "study-evidence": "学法证明材料",
    "study-plan": "学法计划",
    "exam-result": "考试成绩和资格",
    "exam-script": "试卷和作答过程",
    "eligibility-check": "可执法查验记录",
    "roster-file": "导入的名册文件",
    "audit-log": "审计日志",
    "network-log": "网络日志",
    "impact-assessment": "个人信息保护影响评估",
    failAction: "不合格",
    congress: "人大任命",
    party: "组织任用",
    organiser: "组织考试",
    "monthly-law": "每月一法",
    annual: "年度",
    renewal: "续职",
    "new-entrant": "初任",
    "spot-check": "抽考",
    "auxiliary-training": "辅助人员培训",
    "annual-study": "年度学法",
    "initial-training": "初任培训",
    course: "专题课程",
    issuer: "由谁签发",
    validMonths: "有效期（月）",
    twoSign: "须两人签发",
  } as Record<string, string>,
  words: {
    "personnel-issues": "组织人事部门核发",
    "justice-issues": "司法行政部门核发",
    block: "阻止",
    warn: "提示",
    none: "没有要求",
    "high-school": "高中",
    college: "大专",
    bachelor: "本科",
    postgraduate: "研究生",
    special: "专门法律知识",
    general: "通用法律知识",
    "special-first": "先专门，后通用",
    any: "不分先后",
    "valid-certificate": "持有效证件",
    "ministry-card": "持部委证件",
    "legal-profession": "取得法律职业资格",
    "all-or-nothing": "全对才得分",
    "half-when-incomplete": "少选得一半",
    "score-only": "只公布成绩",
    "answers-after-objections": "公布成绩，异议期满后公布答案",
    "answers-at-once": "同时公布成绩和答案",
    "full-marks": "每人得满分",
    "taken-out": "剔除该题，满分和合格线按比例调整",
    "start-day-counts": "首日计入（到期为对应日前一日）",
    "start-day-excluded": "首日不计入（民法典）",
    "from-issue": "自核发日起",
    "fixed-batch-end": "统一到期",
    annual: "每年",
    "every-3-years": "每三年",
    registration: "注册",
    newspaper: "报纸",
    web: "网站",
    unit: "本单位",
    county: "县级",
    city: "市级",
    province: "省级",
    "unit-legal": "单位法制机构",
    "unit-personnel": "单位人事",
    personnel: "组织人事部门",
    "legal-affairs": "法制机构（司法行政部门）",
    "personnel-department": "组织人事部门",
    "months-up-to-half-day": "按月折算，进到半天",
    keep: "不变",
    "next-working-day": "顺延到下一工作日",
    "previous-working-day": "提前到上一工作日",
    "term-end": "任期内有效",
    "single-proposal": "一次提名有效",
    years: "按年计",
    "passed-in-term": "本届内已合格",
    "same-level-transfer": "同级转任",
    retiring: "当年或临近退休",
    "long-sick-leave": "长期病假",
    "sick-leave": "病假",
    "maternity-leave": "产假",
    "study-leave": "脱产学习",
    "posted-away": "外派",
    "study-abroad": "长期出国（境）学习",
    "seconded-away": "外派、援派或挂职在外",
    "congress-office": "人大常委会任免工作机构",
    "withdraw-from-agenda": "不列入议程",
    "next-batch": "参加下一批",
    "drawn-by-lot": "抽签",
    random: "随机组卷",
    "not-submitted": "不予提请",
    "nomination-withdrawn": "撤回提名",
    "appointment-deferred": "暂缓任命",
    permanent: "永久",
    "organisation-department": "组织部门",
    "chairpersons-meeting": "主任会议",
    "personal-file": "个人档案",
    "make-up-study": "限期补学",
    "no-registration": "不予年度注册",
    suspension: "暂扣证件",
  } as Record<string, string>,
  faults: {
    "batch-end-missing": "统一到期的，须填统一到期日",
    "years-missing": "按年计的，须填年数",
    "share-above-whole": "份额不能超过全部",
    "minima-above-quota": "各类最低要求之和超过了定额",
    "make-up-day-missing": "要求补学的，须填次年补学截止日",
    "excluded-may-apply": "列入了不得申领的身份",
    "gap-within-beat": "中断不计时的秒数须大于报到间隔，否则任何时间都不计",
  } as Record<Fault, string>,
  ownDefault: OWN_CHOICE,
  yes: "是",
  no: "否",
  nothing: "没有规定",
  share: (parts: number, of: number) => `${of} 分之 ${parts}`,
  step: (role: string, level: string) => `${role}（${level}）`,
  route: (steps: string, issuer: string) => `${steps} → 核发：${issuer}`,
  quota: (groups: string, amount: number, unit: string) => `${groups}：${amount} ${unit}`,
  alternative: (amount: number, unit: string) => `或 ${amount} ${unit}`,
  evidenceOf: (mode: string, kinds: string) => `${mode}须有${kinds}`,
  either: "或",
  quotaUnits: { days: "天", periods: "学时", hours: "小时" } as Record<string, string>,
  minimum: (category: string, amount: number, unit: string) => `，${category}不少于 ${amount} ${unit}`,
  concentrated: (n: number) => `，集中培训不少于 ${n} 次`,
  onlyFor: (identities: string) => `，限${identities}`,
};

const en: typeof zh = {
  title: "Rule packs",
  lede: "Every number and list that differs between places stands in a rule pack, with its source. Each decision remembers the version it used.",
  tableLabel: "Rule packs",
  pack: "Rule pack",
  version: "Version",
  versionOf: (n) => `Version ${n}`,
  effectiveOn: "Effective",
  units: "Units",
  unitsNone: "No unit follows it directly",
  default: "Followed wherever no other pack is assigned",
  years: (n) => (n === 1 ? "1 year" : `${n} years`),
  open: "Open",
  rule: "Rule",
  value: "Value",
  source: "Source",
  own: "This pack's own",
  inherited: "From the national default",
  hash: "Fingerprint",
  versions: "Versions",
  loadedAt: "Loaded",
  standings: {
    cited: "From the text",
    reported: "As reported",
    unconfirmed: "To be confirmed",
    "own-choice": "Product default",
  },
  groups: {
    issuing: "Issuing",
    apply: "Who may apply",
    holding: "While holding",
    sanction: "Sanctions",
    exam: "Exams",
    results: "Results and objections",
    qualification: "Qualification",
    certificate: "Certificates",
    ban: "Bans",
    lost: "Loss",
    deadline: "Deadlines",
    items: "Marks, uniforms and cards",
    legalDuty: "Legal-affairs duty",
    study: "Crediting of study",
    quotas: "Quotas",
    plan: "Study plans",
    preAppointment: "Pre-appointment exams",
    studyExams: "Study and training exams",
    training: "Certificates of training and study",
    retention: "Keeping of records",
  },
  keys: {
    preset: "Preset in force",
    "routes.personnel-issues": "Route when the personnel department issues",
    "routes.justice-issues": "Route when the justice department issues",
    identities: "Identities that may apply",
    excluded: "Identities that may not apply",
    concentratedPenaltyIdentities: "Identities in bodies with concentrated penalty power",
    probationMayHold: "On probation may hold",
    minEducation: "Least education",
    minAge: "Least age",
    minServiceMonths: "Least months of service",
    blockGrades: "Grades that bar",
    blockSanctionFrom: "Sanctions that bar, from",
    sanction: "Holder under a sanction",
    grade: "Holder with a poor grade",
    review: "Periodic review",
    convention: "How periods are counted",
    parts: "Parts of the exam",
    order: "Their order",
    passPercent: "Pass mark (per cent)",
    resits: "Resits",
    resultPublishWorkingDays: "Results published within (working days)",
    exemptions: "Exemptions",
    multipleChoice: "Multiple choice",
    lateGraceSeconds: "Grace at the deadline (seconds)",
    entryClosesMinutes: "Entry closes after (minutes)",
    disclosure: "What is released",
    objectionDays: "Objections within (days)",
    replyDays: "Answered within (days)",
    voidQuestion: "Marks of a void question",
    validYears: "Valid (years)",
    validityMode: "Validity runs",
    fixedBatchEndOn: "Common last day",
    renewWindowMonths: "Renewal opens before (months)",
    renewalNeedsExam: "Renewal needs an exam",
    renewalStudy: "Study quota short before a renewal",
    reviewExamAfterYears: "Review needs an exam after (years)",
    inactiveYearsNote: "Note after years without enforcing",
    numberPattern: "Number pattern",
    "years.altered-or-lent": "Altered or lent (years)",
    "years.failed-twice": "Failed twice (years)",
    "years.revoked": "Revoked (years)",
    "years.cheated": "Cheated (years)",
    "years.annulled": "Annulled (years)",
    notice: "Notice",
    reviewWorkingDays: "Each review (working days)",
    uploadWorkingDays: "Upload (working days)",
    makeWorkingDays: "Making (working days)",
    collectWorkingDays: "Collection (working days)",
    needCertificate: "Handed only to holders of a certificate in force",
    returnWorkingDays: "Time to hand back after the certificate stops (working days)",
    escalateWorkingDays: "Reported to legal affairs so long after that (working days)",
    exclusiveWithEnforcement: "Excludes enforcement posts",
    minFullTime: "Least full-time legal staff",
    belowMinimum: "Below that number",
    minutesPerPeriod: "Minutes of a study hour",
    periodsPerDay: "Study hours of a day",
    dailyCapPeriods: "Most study hours a day",
    courseStepPeriods: "Courses count in steps of study hours",
    evidence: "Evidence that each form needs",
    meetingCapPeriods: "Most study hours of a meeting",
    selfStudyShare: "Self-study, most of the quota",
    onlinePercent: "Online study counts (per cent)",
    onlineShare: "Online study, most of the quota",
    onlineBeatSeconds: "An open course page reports every (seconds)",
    onlineGapSeconds: "Silence beyond which nothing counts (seconds)",
    onlineIdleMinutes: "Reading without a sign of life counts up to (minutes)",
    onlineFilmIdleMinutes: "Watching without a sign of life counts up to (minutes)",
    onlineFastestRate: "Fastest film that counts (times)",
    competitionPeriods: "Study hours of a competition",
    teachingPercent: "Teaching counts (per cent)",
    teachingCapPeriods: "Most study hours of teaching once",
    organiserLevels: "Organisers recognised",
    carryOver: "Carried over",
    proRata: "Pro rata",
    excusingLeaves: "Leaves whose whole months are not owed",
    retiringExemptYears: "Exempt within years of retirement",
    reliefOffices: "Who agrees to relief from a quota",
    makeUpUntilMonthDay: "Made up until (month-day)",
    unmetConsequences: "When a year is not met",
    signInOpensMinutes: "Codes can be scanned so many minutes before a session",
    makeUpWorkingDays: "An absence is made up within (working days)",
    "enforcement-15-days": "Enforcement staff, 15 days a year",
    "civil-servant-12-days": "Civil servants, 12 days a year",
    "enforcement-60-periods": "Enforcement staff, 60 study hours a year",
    lawsPerMonth: "Laws a month",
    examPerLaw: "An exam for each law",
    monthlyMeetingDay: "Day of the monthly meeting",
    monthlyMeetingShift: "When it falls on a holiday",
    minutes: "Minutes of the exam",
    attempts: "Attempts",
    validity: "Result valid",
    absence: "Absence",
    papers: "Papers",
    resultTo: "Result reported to",
    "personnel-file": "Personnel file",
    "certificate-register": "Register of certificates and decisions",
    application: "Applications",
    assignment: "Assignments",
    "study-record": "Study records",
    "study-evidence": "Evidence of study",
    "study-plan": "Study plans",
    "exam-result": "Exam results and qualifications",
    "exam-script": "Papers and answers",
    "eligibility-check": "Checks whether someone may enforce",
    "roster-file": "Imported roster files",
    "audit-log": "Audit log",
    "network-log": "Network log",
    "impact-assessment": "Privacy impact assessments",
    failAction: "On failing",
    congress: "People's congress",
    party: "Organisation department",
    organiser: "Held by",
    "monthly-law": "Monthly law",
    annual: "Annual",
    renewal: "Renewal",
    "new-entrant": "New entrants",
    "spot-check": "Spot check",
    "auxiliary-training": "Auxiliary staff",
    "annual-study": "A year of study",
    "initial-training": "Initial training",
    course: "Course",
    issuer: "Issued by",
    validMonths: "Validity (months)",
    twoSign: "Signed by two people",
  },
  words: {
    "personnel-issues": "the personnel department issues",
    "justice-issues": "the justice department issues",
    block: "blocks",
    warn: "warns",
    none: "none",
    "high-school": "high school",
    college: "college",
    bachelor: "bachelor",
    postgraduate: "postgraduate",
    special: "special law",
    general: "general law",
    "special-first": "special before general",
    any: "any order",
    "valid-certificate": "valid certificate",
    "ministry-card": "ministry card",
    "legal-profession": "legal profession",
    "all-or-nothing": "all or nothing",
    "half-when-incomplete": "half when incomplete",
    "score-only": "marks only",
    "answers-after-objections": "marks, and answers once objections are closed",
    "answers-at-once": "marks and answers together",
    "full-marks": "everyone gets its full marks",
    "taken-out": "taken out; full mark and pass mark shrink in proportion",
    "start-day-counts": "first day counts (ends the day before the anniversary)",
    "start-day-excluded": "first day not counted (Civil Code)",
    "from-issue": "from the day of issue",
    "fixed-batch-end": "to a common last day",
    annual: "annual",
    "every-3-years": "every three years",
    registration: "registration",
    newspaper: "newspaper",
    web: "website",
    unit: "unit",
    county: "county",
    city: "city",
    province: "province",
    "unit-legal": "legal office of the unit",
    "unit-personnel": "personnel office of the unit",
    personnel: "personnel department",
    "legal-affairs": "legal affairs (justice)",
    "personnel-department": "personnel department",
    "months-up-to-half-day": "by months, up to half a day",
    keep: "kept",
    "next-working-day": "next working day",
    "previous-working-day": "previous working day",
    "term-end": "until the term ends",
    "single-proposal": "for one proposal",
    years: "for years",
    "passed-in-term": "passed within the term",
    "same-level-transfer": "transfer at the same level",
    retiring: "retiring this year or soon",
    "long-sick-leave": "long sick leave",
    "sick-leave": "sick leave",
    "maternity-leave": "maternity leave",
    "study-leave": "study leave",
    "posted-away": "posting away",
    "study-abroad": "long study abroad",
    "seconded-away": "posted or seconded elsewhere",
    "congress-office": "appointments office of the congress",
    "withdraw-from-agenda": "taken off the agenda",
    "next-batch": "next batch",
    "drawn-by-lot": "drawn by lot",
    random: "random",
    "not-submitted": "not submitted",
    "nomination-withdrawn": "nomination withdrawn",
    "appointment-deferred": "appointment deferred",
    permanent: "for ever",
    "organisation-department": "organisation department",
    "chairpersons-meeting": "meeting of chairpersons",
    "personal-file": "personal file",
    "make-up-study": "study made up by a day",
    "no-registration": "no annual registration",
    suspension: "certificate suspended",
  },
  faults: {
    "batch-end-missing": "a common end needs its day",
    "years-missing": "counted in years, it needs their number",
    "share-above-whole": "a share cannot be more than the whole",
    "minima-above-quota": "the minima together are above the quota",
    "make-up-day-missing": "making up needs its last day",
    "excluded-may-apply": "it lists an identity that may not apply",
    "gap-within-beat": "the silence must be longer than the time between reports, or nothing ever counts",
  },
  ownDefault: "the platform's own default",
  yes: "yes",
  no: "no",
  nothing: "not set",
  share: (parts, of) => `${parts} of ${of} parts`,
  step: (role, level) => `${role} (${level})`,
  route: (steps, issuer) => `${steps} → issued by ${issuer}`,
  quota: (groups, amount, unit) => `${groups}: ${amount} ${unit}`,
  alternative: (amount, unit) => ` or ${amount} ${unit}`,
  evidenceOf: (mode, kinds) => `${mode}: ${kinds}`,
  either: " or ",
  quotaUnits: { days: "days", periods: "study hours", hours: "hours" },
  minimum: (category, amount, unit) => `, ${category} at least ${amount} ${unit}`,
  concentrated: (n) => `, at least ${n} concentrated`,
  onlyFor: (identities) => `, for ${identities}`,
};

export const rulebookText: Catalogue<typeof zh> = { "zh-CN": zh, en };

const shippedTitles: Record<Locale, Record<string, string>> = {
  "zh-CN": {},
  en: { national: "National default", hunan: "Hunan", jilin: "Jilin", shandong: "Shandong" },
};

/** The title of a pack; one this product does not ship is called what its maker called it. */
export function packTitle(locale: Locale, code: string, own: string): string {
  return shippedTitles[locale][code] ?? own;
}

/** Where a rule comes from. A title in quotation marks is an instrument; the product's own choice is none. */
export function citation(locale: Locale, { title, article = "", note }: Citation): string {
  const source = title === OWN_CHOICE ? rulebookText[locale].ownDefault : `《${title}》${article}`;
  return note ? `${source}（${note}）` : source;
}

/** A rule's place in the pack, as a reader calls it. */
export function ruleName(locale: Locale, key: string): string {
  const t = rulebookText[locale];
  const [, ...rest] = key.split(".");
  const name = rest.join(".");
  const identity = /^excluded\.(.+)$/.exec(name)?.[1];
  if (identity) return `${t.keys.excluded}: ${wordIn(locale, identity)}`;
  const within =
    /^(congress|party|monthly-law|annual|renewal|new-entrant|spot-check|auxiliary-training|annual-study|initial-training|course)\.(.+)$/.exec(
      name,
    );
  if (within) return `${t.keys[within[1] as string]}: ${t.keys[within[2] as string] ?? within[2]}`;
  return t.keys[name] ?? name;
}

/** What a rule says, in words; with its place, where the number alone does not say of what. */
export function ruleValue(locale: Locale, value: unknown, key = ""): string {
  const t = rulebookText[locale];
  if (typeof value === "number" && key.startsWith("retention.")) return t.years(value);
  if (value === null || value === undefined) return t.nothing;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return wordIn(locale, value);
  if (Array.isArray(value))
    return value.map((one) => ruleValue(locale, one)).join(locale === "zh-CN" ? "、" : ", ");
  if (isRoute(value))
    return t.route(value.reviews.map((one) => stepIn(locale, one)).join(" → "), stepIn(locale, value.issuer));
  if (isShare(value)) return t.share(value.parts, value.of);
  if (isQuota(value)) return quotaIn(locale, value);
  if (isEvidence(value)) return evidenceIn(locale, value);
  return JSON.stringify(value);
}

type Step = { role: string; level: string };
type Quota = {
  groups: string[];
  identities: string[] | null;
  amount: number;
  unit: string;
  /** Left out by versions that did not know it. */
  alternative?: { amount: number; unit: string } | null;
  minima: { category: string; amount: number; unit: string }[];
  minConcentrated: number;
};

const isRoute = (value: object): value is { reviews: Step[]; issuer: Step } =>
  "reviews" in value && "issuer" in value;
const isShare = (value: object): value is { parts: number; of: number } => "parts" in value && "of" in value;
type EvidenceLine = { mode: StudyModeWord; anyOf: StudyEvidenceWord[] };
const isEvidence = (value: object): value is EvidenceLine => "mode" in value && "anyOf" in value;
const isQuota = (value: object): value is Quota => "groups" in value && "amount" in value;
const stepIn = (locale: Locale, { role, level }: Step) =>
  rulebookText[locale].step(wordIn(locale, role), wordIn(locale, level));

function quotaIn(locale: Locale, quota: Quota): string {
  const t = rulebookText[locale];
  const join = locale === "zh-CN" ? "、" : ", ";
  const categories: Record<string, string> = personnelText[locale].categories;
  const groups = quota.groups.map((group) => categories[group] ?? group).join(join);
  const only = quota.identities
    ? t.onlyFor(quota.identities.map((one) => wordIn(locale, one)).join(join))
    : "";
  const minima = quota.minima.map(({ category, amount, unit }) =>
    t.minimum(
      studyText[locale].categories[category as StudyCategoryWord] ?? category,
      amount,
      t.quotaUnits[unit] ?? unit,
    ),
  );
  const concentrated = quota.minConcentrated > 0 ? t.concentrated(quota.minConcentrated) : "";
  return (
    t.quota(groups, quota.amount, t.quotaUnits[quota.unit] ?? quota.unit) +
    (quota.alternative
      ? t.alternative(
          quota.alternative.amount,
          t.quotaUnits[quota.alternative.unit] ?? quota.alternative.unit,
        )
      : "") +
    minima.join("") +
    concentrated +
    only
  );
}

function evidenceIn(locale: Locale, { mode, anyOf }: EvidenceLine): string {
  const { modes, evidenceKinds } = studyText[locale];
  const t = rulebookText[locale];
  return t.evidenceOf(modes[mode], anyOf.map((kind) => evidenceKinds[kind]).join(t.either));
}

/** A word a rule may choose, by the name of the part it is chosen for. */
export function wordOf(locale: Locale, code: string, part: string): string {
  const lists: Record<string, Record<string, string>> = {
    unit: rulebookText[locale].quotaUnits,
    groups: personnelText[locale].categories,
    category: studyText[locale].categories,
    mode: studyText[locale].modes,
    anyOf: studyText[locale].evidenceKinds,
  };
  return lists[part]?.[code] ?? wordIn(locale, code);
}

function wordIn(locale: Locale, code: string): string {
  const lists: Record<string, string>[] = [
    rulebookText[locale].words,
    identityNames[locale],
    gradeNames[locale],
    sanctionNames[locale],
  ];
  return lists.find((words) => code in words)?.[code] ?? code;
}
