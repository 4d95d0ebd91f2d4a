/**
 * The closed words a rule pack may speak of, written once under the street so that packs and rooms agree.
 * Rooms give them meaning (`personnel/identity.ts`, `study/crediting.ts`, …); this file knows none.
 */

/** 编制/身份. Who a person is to the unit, not which post they hold. */
export const IDENTITY_WORDS = [
  "civil-servant", // 公务员
  "civil-servant-equivalent", // 参照公务员法管理
  "public-institution", // 事业编
  "authorised-organisation", // 法律法规授权组织
  "entrusted-organisation", // 受委托组织
  "contract", // 合同工
  "temporary", // 临时工
  "dispatched", // 劳务派遣
  "seconded", // 借调、借用
  "support-worker", // 工勤
  "public-welfare", // 公益性岗位
  "auxiliary", // 协管、执法辅助
  "grid-worker", // 网格员
  "outsourced", // 外包
] as const;
export type IdentityWord = (typeof IDENTITY_WORDS)[number];

/** 政务处分, in order of weight (公职人员政务处分法 第七条). */
export const SANCTION_WORDS = [
  "warning", // 警告
  "demerit", // 记过
  "major-demerit", // 记大过
  "demotion", // 降级
  "removal", // 撤职
  "expulsion", // 开除
] as const;
export type SanctionWord = (typeof SANCTION_WORDS)[number];

/** Annual grades of persons (公务员法 第三十八条); units have grades of their own. */
export const GRADE_WORDS = ["outstanding", "competent", "basically-competent", "incompetent"] as const;
export type GradeWord = (typeof GRADE_WORDS)[number];

/** Lowest first. */
export const EDUCATION_WORDS = ["none", "high-school", "college", "bachelor", "postgraduate"] as const;
export type EducationWord = (typeof EDUCATION_WORDS)[number];

/** 专门法律知识 (per field of enforcement) and 通用法律知识. */
export const PART_WORDS = ["special", "general"] as const;
export type PartWord = (typeof PART_WORDS)[number];

/** 任前考试: by whom a person is appointed. Two regimes that are never merged. */
export const REGIME_WORDS = [
  "congress", // 人大任命
  "party", // 组织任用
] as const;
export type RegimeWord = (typeof REGIME_WORDS)[number];

/** Why somebody who should sit an exam need not. */
export const EXEMPTION_WORDS = [
  "valid-certificate", // 持有效执法证件
  "ministry-card", // 持部委证件
  "legal-profession", // 法律职业资格
  "passed-in-term", // 本届内已合格
  "same-level-transfer", // 同级转任
  "retiring", // 当年或临近退休
  "long-sick-leave", // 长期病假
  "study-abroad", // 长期出国学习
  "seconded-away", // 外派、援派、挂职在外
] as const;
export type ExemptionWord = (typeof EXEMPTION_WORDS)[number];

/** Kinds of exam whose figures stand together; qualification and pre-appointment have rules of their own. */
export const STUDY_EXAM_WORDS = [
  "monthly-law",
  "annual",
  "renewal",
  "new-entrant",
  "spot-check",
  "auxiliary-training",
] as const;
export type StudyExamWord = (typeof STUDY_EXAM_WORDS)[number];

/** What a ban on re-application can rest on. */
export const BAN_WORDS = ["altered-or-lent", "failed-twice", "revoked", "cheated", "annulled"] as const;
export type BanWord = (typeof BAN_WORDS)[number];

/** Forms of study. */
export const STUDY_MODE_WORDS = [
  "study-group", // 中心组学法
  "pre-meeting", // 会前学法、常务会议学法
  "concentrated", // 集中培训
  "meeting", // 以会代训
  "outside-visit", // 外出学习
  "court-observation", // 旁听庭审
  "case-teaching", // 以案释法
  "competition", // 竞赛
  "self-study", // 自学
  "online", // 网络培训
  "teaching", // 授课
  "exam", // 考试
] as const;
export type StudyModeWord = (typeof STUDY_MODE_WORDS)[number];

/** What becomes of a monthly meeting whose day is no working day 逢节假日. */
export const MEETING_SHIFT_WORDS = [
  "keep", // 照常
  "next-working-day", // 顺延
  "previous-working-day", // 提前
] as const;
export type MeetingShiftWord = (typeof MEETING_SHIFT_WORDS)[number];

/** What is studied, for category minima. */
export const STUDY_CATEGORY_WORDS = [
  "law", // 法律知识
  "enforcement", // 行政执法（专业法律法规）
  "knowledge-update", // 更新知识
  "ethics", // 职业道德、执法纪律
  "political", // 政治素质
] as const;
export type StudyCategoryWord = (typeof STUDY_CATEGORY_WORDS)[number];

/** What an entry of the study ledger rests on. */
export const STUDY_EVIDENCE_WORDS = [
  "sign-in", // 签到签退
  "notice", // 通知、议程
  "minutes", // 会议纪要
  "material", // 学习材料、讲义
  "notes", // 学习笔记
  "approval", // 外出审批
  "report", // 考察报告
  "result", // 成绩、结果
  "photo", // 现场照片
  "log", // 网络学习日志
  "quiz", // 测验合格
  "exam", // 考试（系统记录）
] as const;
export type StudyEvidenceWord = (typeof STUDY_EVIDENCE_WORDS)[number];

/** Absences that excuse from study, month by month. */
export const STUDY_LEAVE_WORDS = [
  "sick-leave", // 长期病假
  "maternity-leave", // 产假
  "study-leave", // 脱产学习
  "posted-away", // 外派
] as const;
export type StudyLeaveWord = (typeof STUDY_LEAVE_WORDS)[number];

/** 定额减免由谁同意. Each gives its own answer; where one is named, one decides. */
export const RELIEF_OFFICE_WORDS = [
  "unit-personnel", // 单位人事
  "personnel", // 组织人事部门
  "legal-affairs", // 法制机构（司法行政部门）
] as const;
export type ReliefOfficeWord = (typeof RELIEF_OFFICE_WORDS)[number];

/** Whose year it is: the dated study category of a person. */
export const STUDY_GROUP_WORDS = ["leading-cadre", "enforcement", "legal", "auxiliary", "other"] as const;
export type StudyGroupWord = (typeof STUDY_GROUP_WORDS)[number];

/** Levels of the organisation at which a review step is taken. */
export const REVIEW_LEVEL_WORDS = ["unit", "county", "city", "province"] as const;
export type ReviewLevelWord = (typeof REVIEW_LEVEL_WORDS)[number];

/** Kinds of record that are kept for a time of their own. */
export const RETENTION_WORDS = [
  "personnel-file", // 人员档案
  "certificate-register", // 证件登记和处理决定
  "application", // 申领材料
  "assignment", // 岗位任职
  "study-record", // 学法记录
  "study-evidence", // 学法证明材料
  "study-plan", // 学法计划
  "exam-result", // 考试成绩和资格
  "exam-script", // 试卷和作答过程
  "eligibility-check", // 可执法查验记录
  "roster-file", // 导入的名册文件
  "audit-log", // 审计日志
  "network-log", // 网络日志
  "impact-assessment", // 个人信息保护影响评估
] as const;
export type RetentionWord = (typeof RETENTION_WORDS)[number];

/** Parts of a personnel file that a pack may ask for. */
export const FILE_PART_WORDS = [
  "portrait", // 证件照片
  "identity-number", // 居民身份证号码
  "employment", // 任职和编制信息
  "employment-document", // 任职或聘用文号
  "study-category", // 学法类别
  "last-year-grade", // 上一年度考核等次
  "qualification", // 执法资格
  "qualification-evidence", // 执法资格依据
  "held-certificate", // 行政执法证件
  "ministry-card", // 部委证件备案
] as const;
export type FilePartWord = (typeof FILE_PART_WORDS)[number];

/** Who takes a review step. */
export const REVIEWER_WORDS = [
  "unit-legal", // 单位法制机构
  "unit-personnel", // 单位人事
  "legal-affairs", // 法制机构（司法行政部门）
  "personnel-department", // 组织人事部门
] as const;
export type ReviewerWord = (typeof REVIEWER_WORDS)[number];

/** What candidates see of an exam whose results are out: the mark; or questions, answers and keys too, at once or later. */
export const DISCLOSURE_WORDS = ["score-only", "answers-after-objections", "answers-at-once"] as const;
export type DisclosureWord = (typeof DISCLOSURE_WORDS)[number];

/** Certificates of training and study: none of them lets anybody enforce. */
export const TRAINING_WORDS = [
  "auxiliary-training", // 辅助人员培训
  "annual-study", // 年度学法
  "initial-training", // 初任培训
  "course", // 专题课程
] as const;
export type TrainingWord = (typeof TRAINING_WORDS)[number];

/** Who may issue them: the person's own unit, or an office above it. */
export const TRAINING_ISSUER_WORDS = ["unit", "personnel-department", "legal-affairs"] as const;
export type TrainingIssuerWord = (typeof TRAINING_ISSUER_WORDS)[number];
