/** What happened, in words: a sentence for every type of audit event, in both languages. Names of people are added by the page. */

import type { EventData, EventType } from "~/audit/event";
import { chinaDateOf } from "~/calendar";
import { type EmploymentStatus, isOnLeave } from "~/personnel/identity";
import { accessText } from "./access";
import { appointmentsText } from "./appointments";
import { clearanceText } from "./clearance";
import { correctedSubjects } from "./corrections";
import { keyCorrectionsText } from "./corrections-of-keys";
import { lastDayBefore, longDate } from "./dates";
import { examsText } from "./exams";
import { fieldName } from "./fields";
import { gradeNames, identityNames, sanctionNames, statusNames } from "./identity-names";
import { itemsText } from "./items";
import { looksText } from "./looks";
import { objectionsText } from "./objections";
import { periodicReviewsText } from "./periodic-reviews";
import { personnelText } from "./personnel";
import { positionsText } from "./positions";
import { formatName } from "./question-formats";
import { renewalsText } from "./renewals";
import { requirementsText } from "./requirements";
import { rulebookText } from "./rulebook";
import { studyAuditText } from "./study-audit";
import { studyReliefsText } from "./study-reliefs";
import type { Catalogue, Locale } from "./text";
import { trainingText } from "./training";
import { unitChangesText } from "./unit-changes";
import { violationsText } from "./violations";

type Sentences = { [T in EventType]: (data: EventData[T]) => string };
/** Where an event belongs in a person's file. */
export const EVENT_GROUPS = [
  "establishment",
  "post",
  "qualification",
  "certificate",
  "study",
  "exam",
  "appraisal",
  "file",
] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

export const eventGroupNames: Catalogue<Record<EventGroup, string>> = {
  "zh-CN": {
    establishment: "编制",
    post: "岗位",
    qualification: "资格",
    certificate: "证件",
    study: "学法",
    exam: "考试",
    appraisal: "考核",
    file: "档案",
  },
  en: {
    establishment: "Establishment",
    post: "Post",
    qualification: "Qualification",
    certificate: "Certificate",
    study: "Study",
    exam: "Exam",
    appraisal: "Appraisal",
    file: "File",
  },
};

const groupByNoun: Record<string, EventGroup> = {
  employment: "establishment",
  secondment: "establishment",
  "legal-duty": "establishment",
  "legal-qualification": "qualification",
  sanction: "appraisal",
  "annual-grade": "appraisal",
  "study-category": "study",
  "study-record": "study",
  "study-evidence": "study",
  "study-import": "study",
  "study-session": "study",
  "study-series": "study",
  "study-make-up": "study",
  course: "study",
  "study-audit": "study",
  rectification: "study",
  "supervision-notice": "study",
  misconduct: "appraisal",
  "study-relief": "study",
  "law-statement": "study",
  plan: "study",
  qualification: "qualification",
  requirement: "exam",
  exemption: "exam",
  appointment: "exam",
  "exam-ban": "exam",
  exam: "exam",
  registration: "exam",
  attempt: "exam",
  rehearsal: "exam",
  violation: "exam",
  "exam-room": "exam",
  application: "certificate",
  certificate: "certificate",
  "issuance-run": "certificate",
  item: "certificate",
  "unit-change": "file",
  "training-certificate": "certificate",
  "training-run": "certificate",
  "renewal-run": "certificate",
  campaign: "certificate",
  "certificate-review": "certificate",
  assignment: "post",
  position: "post",
  power: "post",
  "post-establishment": "post",
  shift: "post",
  "position-power": "post",
  clearance: "post",
  "clearance-campaign": "post",
};

export function groupOfEvent(type: string): EventGroup {
  return groupByNoun[type.split(".")[0] ?? ""] ?? "file";
}

/** What stops someone stands out in a timeline; what opens the way too. */
export function toneOfEvent(type: string): "ok" | "stop" | "info" | undefined {
  if (
    /^certificate\.(suspended|revoked|annulled|cancelled|lost)$|^sanction\.|^misconduct\.confirmed$|^exam-ban\.recorded$|^violation\.took-effect$|^clearance\.(opened|reopened)$|\.refused/.test(
      type,
    )
  )
    return "stop";
  if (/^certificate\.(issued|collected|restored|found)$|^qualification\.|^assignment\.made$/.test(type))
    return "ok";
  return undefined;
}

const familyName = (locale: Locale, family: string): string =>
  wordIn({ "zh-CN": positionsText["zh-CN"].families, en: positionsText.en.families }, locale, family);

const campaignKinds = {
  "zh-CN": renewalsText["zh-CN"].campaign.kinds,
  en: renewalsText.en.campaign.kinds,
};
const reviewResults = {
  "zh-CN": periodicReviewsText["zh-CN"].results,
  en: periodicReviewsText.en.results,
};
const reviewDecisions = {
  "zh-CN": periodicReviewsText["zh-CN"].decisions,
  en: periodicReviewsText.en.decisions,
};
const wordIn = (names: Record<Locale, Record<string, string>>, locale: Locale, code: string) =>
  names[locale][code] ?? code;
const measureName = (locale: Locale, measure: string) =>
  (clearanceText[locale].measures as Record<string, string>)[measure] ?? measure;
const itemWord = (locale: Locale, kind: string) =>
  (itemsText[locale].kinds as Record<string, string>)[kind] ?? kind;
const itemOutcomes = { "zh-CN": itemsText["zh-CN"].outcomes, en: itemsText.en.outcomes };
const unitChangeKind = (locale: Locale, kind: string) =>
  (unitChangesText[locale].kinds as Record<string, string>)[kind] ?? kind;
const auditKind = (locale: Locale, kind: string | null) =>
  kind === null
    ? studyAuditText[locale].inOrder
    : ((studyAuditText[locale].kinds as Record<string, string>)[kind] ?? kind);
const span = (locale: Locale, fromOn: string, toOn: string | null) => {
  const t = personnelText[locale].personFile;
  return toOn === null
    ? t.since(longDate(fromOn, locale))
    : t.fromTo(longDate(fromOn, locale), longDate(lastDayBefore(toOn), locale));
};
const trainingKinds: Record<Locale, Record<string, string>> = {
  "zh-CN": trainingText["zh-CN"].kinds,
  en: trainingText.en.kinds,
};
const categoryNames = { "zh-CN": personnelText["zh-CN"].categories, en: personnelText.en.categories };
const dutyNames = { "zh-CN": personnelText["zh-CN"].duties, en: personnelText.en.duties };
const reliefGrounds = { "zh-CN": studyReliefsText["zh-CN"].grounds, en: studyReliefsText.en.grounds };
const reliefOffices = { "zh-CN": studyReliefsText["zh-CN"].offices, en: studyReliefsText.en.offices };
const reasonNames = { "zh-CN": personnelText["zh-CN"].unmaskReasons, en: personnelText.en.unmaskReasons };
const correctionTreatments = {
  "zh-CN": keyCorrectionsText["zh-CN"].treatments,
  en: keyCorrectionsText.en.treatments,
};
const objectionOutcomes = { "zh-CN": objectionsText["zh-CN"].outcomes, en: objectionsText.en.outcomes };
const violationKinds = { "zh-CN": violationsText["zh-CN"].kinds, en: violationsText.en.kinds };
const violationCodes = { "zh-CN": violationsText["zh-CN"].codes, en: violationsText.en.codes };
const violationRoles = { "zh-CN": violationsText["zh-CN"].roles, en: violationsText.en.roles };
const applicationKinds = {
  "zh-CN": { first: "首次申领", renewal: "换发", replacement: "补发", change: "变更", transfer: "调动申领" },
  en: {
    first: "a first certificate",
    renewal: "a renewal",
    replacement: "a replacement",
    change: "a change",
    transfer: "a transfer",
  },
};
const acts = {
  "zh-CN": { suspend: "暂扣", restore: "恢复", cancel: "注销", revoke: "吊销", annul: "撤销" },
  en: {
    suspend: "suspension",
    restore: "restoration",
    cancel: "cancellation",
    revoke: "revocation",
    annul: "annulment",
  },
};
const origins = {
  "zh-CN": {
    roster: "名册导入",
    form: "逐人登记",
    seed: "演示数据",
    exam: "考试",
    exemption: "免试",
    imported: "原有资格认定",
  },
  en: {
    roster: "a roster import",
    form: "a form",
    seed: "demonstration data",
    exam: "examination",
    exemption: "exemption",
    imported: "recognition of an earlier one",
  },
};
const submitters = {
  "zh-CN": { candidate: "考生交卷", deadline: "到时自动交卷", invigilator: "监考收卷" },
  en: { candidate: "by the candidate", deadline: "at the deadline", invigilator: "by the invigilator" },
};

const examKinds: Catalogue<Record<string, string>> = {
  "zh-CN": examsText["zh-CN"].kinds,
  en: examsText.en.kinds,
};
const exemptionGrounds: Catalogue<Record<string, string>> = {
  "zh-CN": rulebookText["zh-CN"].words,
  en: rulebookText.en.words,
};

const regimes: Catalogue<Record<string, string>> = {
  "zh-CN": requirementsText["zh-CN"].regimes,
  en: requirementsText.en.regimes,
};
const recipients: Catalogue<Record<string, string>> = {
  "zh-CN": appointmentsText["zh-CN"].recipients,
  en: appointmentsText.en.recipients,
};

const lookReasons: Catalogue<Record<string, string>> = {
  "zh-CN": looksText["zh-CN"].reasons,
  en: looksText.en.reasons,
};
const roleIn = (locale: Locale, role: string) =>
  (accessText[locale].roles as Record<string, string>)[role] ?? role;

const zhDay = (on: string) => longDate(on, "zh-CN");
const enDay = (on: string) => longDate(on, "en");

const zh: Sentences = {
  "access.denied": (d) =>
    Array.isArray(d.codes) && d.codes.length > 0
      ? "越权办理被拒绝：须由另一人办理。"
      : "访问无权限的内容被拒绝。",
  "account.created": () => "开通账号。",
  "account.activation-issued": () => "签发激活码，原激活码和密码作废。",
  "account.activation-confirmed": () => "复核激活码，可以使用。",
  "account.activated": () => "激活账号并设置密码。",
  "account.disabled": () => "停用账号。",
  "account.enabled": () => "恢复账号，待重新激活。",
  "account.sessions-ended": (d) => `结束 ${d.sessions} 处登录。`,
  "account.signed-in": () => "登录。",
  "account.signed-out": () => "退出。",
  "account.password-changed": () => "修改密码。",
  "role.proposed": (d) => `提请授予${roleIn("zh-CN", d.role)}角色。`,
  "role.refused": (d) => `不同意授予${roleIn("zh-CN", d.role)}角色。`,
  "role.proposal-withdrawn": (d) => `撤回授予${roleIn("zh-CN", d.role)}角色的提请。`,
  "role.granted": (d) => `授予${roleIn("zh-CN", d.role)}角色。`,
  "role.withdrawn": (d) => `收回${roleIn("zh-CN", d.role)}角色。`,
  "api-client.created": () => "登记接口调用方。",
  "api-client.key-renewed": () => "更换接口调用方的密钥。",
  "api-client.revoked": () => "停用接口调用方。",
  "webhook.created": () => "为接口调用方登记状态推送。",
  "webhook.secret-renewed": () => "更换状态推送的签名密钥。",
  "webhook.tested": () => "发送一条测试推送。",
  "webhook.stopped": ({ reason }) =>
    reason === "by-hand" ? "停止状态推送。" : "多次送达失败，状态推送自动停止。",
  "rule-pack.loaded": (d) => `规则包 ${d.code} 第 ${d.number} 版入库。`,
  "rule-pack.assigned": () => "单位适用的规则包已确定。",
  "rule-pack.draft-opened": (d) => `起草规则包 ${d.code} 的新版本。`,
  "rule-pack.draft-changed": (d) => `修改规则包 ${d.code} 的草案，${d.rules.length} 条规则。`,
  "rule-pack.draft-proposed": (d) => `规则包 ${d.code} 的草案报批，拟自${zhDay(d.effectiveOn)}起施行。`,
  "rule-pack.draft-returned": (d) => `规则包 ${d.code} 的草案退回修改。`,
  "rule-pack.draft-withdrawn": (d) => `规则包 ${d.code} 的草案撤回。`,
  "rule-pack.approved": (d) => `批准规则包 ${d.code} 第 ${d.number} 版，自${zhDay(d.effectiveOn)}起施行。`,
  "rule-pack.assignment-proposed": (d) => `提出单位自${zhDay(d.fromOn)}起适用另一规则包。`,
  "rule-pack.assignment-refused": () => "不同意单位改用规则包。",
  "rule-pack.assignment-withdrawn": () => "撤回单位改用规则包的建议。",
  "unit.created": () => "设立单位。",
  "unit.changed": () => "单位情况变更。",
  "unit.ended": (d) => `单位撤销，自 ${d.toOn} 起不再存在。`,
  "unit-change.proposed": (d) =>
    `提出单位${unitChangeKind("zh-CN", d.kind)}，涉及 ${d.units.length} 个单位。`,
  "unit-change.approved": (d) => `批准单位${unitChangeKind("zh-CN", d.kind)}。`,
  "unit-change.refused": (d) => (d.decision === "withdrawn" ? "撤回单位变更。" : "未批准单位变更。"),
  "unit-change.finished": (d) =>
    `单位变更办理完毕：证件 ${d.total} 件，换发 ${d.exchanged} 件、注销 ${d.cancelled} 件、保留 ${d.kept} 件。`,
  "unit-change.order-seen": () => "查看单位变更依据文件。",
  "enforcement-body.recorded": (d) =>
    d.basis === "none" ? "执法主体资格终止。" : `登记执法主体资格，${d.published ? "已公示" : "未公示"}。`,
  "person.registered": (d) => `建立档案，来源为${wordIn(origins, "zh-CN", d.origin)}。`,
  "person.photo-changed": () => "更换照片。",
  "person.photo-seen": () => "查看照片。",
  "person.renamed": (d) => `更名，自 ${zhDay(d.fromOn)}起。`,
  "person.identity-number-corrected": () => "更正身份证件号码，错号和依据留存。",
  "person.identity-number-shown": (d) =>
    `查看身份证件全号，事由：${wordIn(reasonNames, "zh-CN", d.reason)}。`,
  "person.merged": () => "与同一人的另一份档案合并，以本档案为准；另一份的编号仍然有效，指向本档案。",
  "person.fact-corrected": (d) =>
    `更正登记错误的${wordIn(correctedSubjects, "zh-CN", d.subject)}${d.withdrawn ? "，原登记的内容从未发生" : ""}，原记录和理由留存。`,
  "sanction.lifted": (d) =>
    `解除处分：${wordIn(sanctionNames, "zh-CN", d.kind)}，最后一天为 ${zhDay(lastDayBefore(d.toOn))}。`,
  "person.looked-up-by-last-four": (d) => `按后四位查找，找到 ${d.found} 人。`,
  "person.file-viewed": (d) =>
    `查阅 ${zhDay(d.trueAt)}的档案${d.knownAt ? "，按当时所知" : ""}${d.reason ? `，事由：${lookReasons["zh-CN"][d.reason] ?? d.reason}` : ""}。`,
  "person.file-printed": (d) =>
    `打印 ${zhDay(d.trueAt)}的档案，共 ${d.pages} 页${d.knownAt ? "，按当时所知" : ""}${d.reason ? `，事由：${lookReasons["zh-CN"][d.reason] ?? d.reason}` : ""}。`,
  "secondment.end-changed": (d) =>
    `借调期限改变，最后一天由${d.before ? ` ${zhDay(lastDayBefore(d.before))}` : "未定"}改为 ${zhDay(lastDayBefore(d.toOn))}。`,
  "employment.recorded": (d) =>
    isOnLeave(d.status as EmploymentStatus)
      ? `离岗：${wordIn(statusNames, "zh-CN", d.status)}，${span("zh-CN", d.fromOn, d.toOn)}，任用不变。`
      : `任用：${wordIn(identityNames, "zh-CN", d.identity)}，${wordIn(statusNames, "zh-CN", d.status)}，${span("zh-CN", d.fromOn, d.toOn)}。`,
  "employment.ended": (d) => `自 ${zhDay(d.toOn)}起离开原单位，${wordIn(statusNames, "zh-CN", d.status)}。`,
  "employment.moved": (d) => `随单位变更转入新单位，自${longDate(d.fromOn, "zh-CN")}起。`,
  "legal-qualification.recorded": (d) =>
    `登记国家统一法律职业资格，${zhDay(d.obtainedOn)}取得，待另一人确认。`,
  "legal-qualification.confirmed": () => "确认国家统一法律职业资格。",
  "legal-qualification.refused": () => "国家统一法律职业资格未予确认。",
  "legal-qualification.withdrawn": () => "撤回登记有误的国家统一法律职业资格。",
  "legal-duty.recorded": (d) =>
    `承担${wordIn(dutyNames, "zh-CN", d.kind)}，${d.fullTime ? "专职" : "兼职"}，${span("zh-CN", d.fromOn, d.toOn)}。`,
  "legal-duty.ended": (d) => `法制职责于 ${zhDay(lastDayBefore(d.toOn))}结束。`,
  "sanction.recorded": (d) =>
    `受到${wordIn(sanctionNames, "zh-CN", d.kind)}处分，${span("zh-CN", d.fromOn, d.toOn)}。`,
  "annual-grade.recorded": (d) => `${d.year} 年度考核结果为${wordIn(gradeNames, "zh-CN", d.grade)}。`,
  "study-category.recorded": (d) =>
    `学法类别为${wordIn(categoryNames, "zh-CN", d.category)}，自 ${zhDay(d.fromOn)}起。`,
  "roster.uploaded": () => "上传名册。",
  "roster.accepted": (d) => `导入名册，导入 ${d.accepted} 人，未导入 ${d.refused} 行。`,
  "roster.undone": (d) => `撤销名册导入，涉及 ${d.people} 人。`,
  "roster.corrections-downloaded": (d) => `下载名册改正表，${d.rows} 行。`,
  "person.enrolled": (d) =>
    `由名册导入建立档案并登记任用：${wordIn(identityNames, "zh-CN", d.identity)}，${wordIn(statusNames, "zh-CN", d.status)}，${zhDay(d.fromOn)}起。`,
  "person.import-undone": () => "撤销名册导入，该次导入登记的内容不再有效。",
  "list.exported": (d) =>
    `导出清单，${d.rows} 行${d.numbers === "whole" ? `，含身份证件全号，事由：${wordIn(reasonNames, "zh-CN", String(d.reason))}` : ""}。`,
  "bank.loaded": (d) => `题库 ${d.code} 第 ${d.number} 版入库，${d.questions} 题。`,
  "bank.created": (d) => `建立题库 ${d.code}。`,
  "bank.changed": (d) => `题库形成第 ${d.number} 版，增 ${d.entered} 条，减 ${d.left} 条。`,
  "question.draft-opened": (d) => `起草试题 ${d.code}。`,
  "question.draft-changed": (d) => `修改试题 ${d.code} 的草稿。`,
  "question.submitted": (d) => `试题 ${d.code} 提交审题。`,
  "question.returned": (d) => `试题 ${d.code} 退回修改。`,
  "question.draft-discarded": (d) => `试题 ${d.code} 的草稿放弃。`,
  "question.published": (d) => `试题 ${d.code} 经审题发布，第 ${d.number} 版。`,
  "question.retired": (d) => `试题 ${d.code} 停用。`,
  "question.restored": (d) => `试题 ${d.code} 恢复使用。`,
  "questions.exported": (d) =>
    `导出试题（${formatName("zh-CN", d.format)}），${d.questions} 题，未导出 ${d.leftOut} 题。`,
  "question-import.uploaded": (d) =>
    `上传试题文件（${formatName("zh-CN", d.format)}），读出 ${d.questions} 题，问题 ${d.problems} 处。`,
  "question-import.accepted": (d) =>
    `导入试题，形成草稿 ${d.accepted} 道，其中修订原有试题 ${d.revised} 道，未导入 ${d.left} 道。`,
  "question-import.submitted": (d) => `提交导入的草稿 ${d.submitted} 道，内容不全未提交 ${d.left} 道。`,
  "question-import.undone": (d) =>
    `撤销试题导入，作废草稿 ${d.discarded} 道，停用已发布试题 ${d.retired} 道。`,
  "blueprint.created": (d) => `组卷方案 ${d.code} 第 ${d.number} 版。`,
  "blueprint.retitled": (d) => `组卷方案 ${d.code} 改名。`,
  "blueprint.withdrawn": (d) => `组卷方案 ${d.code} 停用。`,
  "law.registered": (d) => `登记法律《${d.name}》，${zhDay(d.version)}通过。`,
  "law.amended": (d) =>
    `登记《${d.name}》修改，自${zhDay(d.effectiveOn)}起施行，涉及${d.articles === 0 ? "整部法律" : ` ${d.articles} 条`}，${d.questions} 道试题待重读。`,
  "law.abolished": (d) => `登记《${d.name}》自${zhDay(d.effectiveOn)}起废止，${d.questions} 道试题待重读。`,
  "law.amendment-withdrawn": (d) =>
    `撤回误登的《${d.name}》${d.kind === "abolished" ? "废止" : "修改"}（${zhDay(d.effectiveOn)}）。`,
  "question.reread": (d) => `试题 ${d.code} 第 ${d.number} 版对照修改后的法律重读，可以继续使用。`,
  "study-record.submitted": (d) => `申报学法 ${d.minutes} 分钟。`,
  "study-record.confirmed": () => "学法记录经单位确认。",
  "study-record.accepted": () => "学法记录审核认定。",
  "study-record.returned": () => "学法记录退回。",
  "study-evidence.added": (d) => `学法记录附证明材料 ${d.files} 件。`,
  "study-evidence.viewed": () => "查看学法记录的证明材料。",
  "study-record.reversal-entered": () => "学法记录以冲销记录更正。",
  "study-import.uploaded": () => "上传以往学法记录表。",
  "study-import.entered": (d) => `导入以往学法记录 ${d.entered} 条，未导入 ${d.refused} 行。`,
  "study-import.accepted": (d) => `整批认定导入的学法记录 ${d.accepted} 条，未认定 ${d.left} 条。`,
  "study-import.undone": (d) => `撤销以往学法记录的导入，退回 ${d.returned} 条，登记冲销 ${d.reversing} 条。`,
  "study-import.corrections-downloaded": (d) => `下载以往学法记录改正表，${d.rows} 行。`,
  "course.created": () => "新建网络课程。",
  "course.changed": (d) => `修改网络课程第 ${d.number} 版。`,
  "course.published": (d) => `发布网络课程第 ${d.number} 版。`,
  "course.withdrawn": (d) => `网络课程第 ${d.number} 版下架。`,
  "course.draft-opened": (d) => `起草网络课程第 ${d.number} 版。`,
  "course.begun": () => "开始学习网络课程。",
  "course.quiz-handed-in": (d) => `提交课程测验，${d.passed ? "合格" : "未合格"}。`,
  "course.finished": (d) => `学完网络课程，系统记录有效学习 ${d.minutes} 分钟。`,
  "study-audit.drawn": (d) => `从 ${d.population} 条学法记录中抽取 ${d.size} 条核查。`,
  "study-audit.record-viewed": () => "抽查中查看学法记录和证据目录。",
  "study-audit.found": (d) => `抽查学法记录：${auditKind("zh-CN", d.kind)}。`,
  "study-audit.bundle-exported": (d) => `导出抽查证据包，${d.records} 条记录，${d.files} 个文件。`,
  "study-evidence.exported": () => "学法记录的证明材料随抽查证据包导出。",
  "rectification.demanded": () => "责令整改学法记录。",
  "rectification.reported": () => "单位报告整改完成。",
  "rectification.sent-back": () => "整改退回重改。",
  "rectification.accepted": () => "整改核对通过。",
  "misconduct.recorded": (d) => `提请登记弄虚作假（${auditKind("zh-CN", d.kind)}），待复核。`,
  "misconduct.confirmed": (d) => `登记弄虚作假：${auditKind("zh-CN", d.kind)}。`,
  "misconduct.refused": (d) => `弄虚作假（${auditKind("zh-CN", d.kind)}）经复核不予登记。`,
  "supervision-notice.drafted": () => "起草督办通知书。",
  "supervision-notice.issued": () => "签发督办通知书。",
  "supervision-notice.withdrawn": () => "撤回督办通知书草稿。",
  "supervision-notice.replied": () => "单位答复督办通知书。",
  "supervision-notice.sent-back": () => "督办答复退回。",
  "supervision-notice.closed": () => "督办办结。",
  "supervision-notice.overdue": () => "督办逾期未答复。",
  "supervision-notice.read": () => "下载督办通知书。",
  "supervision-notice.file-viewed": () => "查看督办答复的附件。",
  "exam.created": () => "设立考试。",
  "exam.published": () => "发布考试。",
  "exam.released": (d) => `公布成绩，${d.attempts} 份答卷。`,
  "exam.correction-proposed": (d) =>
    `提出答案更正（${wordIn(correctionTreatments, "zh-CN", d.treatment)}）。`,
  "exam.correction-approved": (d) =>
    `核准答案更正，${d.changed} 人变分，${d.passing} 人转为合格，${d.failing} 人转为不合格。`,
  "exam.correction-refused": () => "不予答案更正。",
  "registration.made": () => "报名参加考试。",
  "registration.refused": () => "考试报名未通过。",
  "registration.withdrawn": () => "撤回考试报名。",
  "registration.time-given": (d) => `考试加时 ${d.minutes} 分钟，入场时计入。`,
  "registration.held": () => "考场暂停，暂不入场。",
  "registration.admitted": () => "考场恢复，可以入场。",
  "attempt.extended": (d) => `考试加时 ${d.minutes} 分钟。`,
  "attempt.paused": () => "监考暂停作答。",
  "attempt.resumed": () => "监考恢复作答，收卷时间顺延。",
  "attempt.reopened": (d) => `监考重开试卷，给出 ${d.minutes} 分钟。`,
  "attempt.late-answers-proposed": (d) => `提请计入 ${d.answers} 个迟到答案。`,
  "attempt.late-answers-accepted": (d) => `核准计入 ${d.answers} 个迟到答案，重新评分。`,
  "attempt.late-answers-refused": (d) => `${d.answers} 个迟到答案不予计入。`,
  "attempt.take-over-code-made": () => "监考生成换机码。",
  "exam-room.created": (d) => `增加考场，${d.capacity} 个座位。`,
  "exam-room.withdrawn": () => "撤销考场。",
  "exam-room.invigilator-assigned": () => "指定监考人员。",
  "exam-room.invigilator-withdrawn": () => "撤下监考人员。",
  "exam-room.candidates-seated": (d) => `自动编座，${d.seated} 人，${d.rooms} 个考场。`,
  "exam-room.candidate-seated": (d) => `编座，${d.number} 号。`,
  "attempt.started": (d) => `开始第 ${d.number} 次作答。`,
  "attempt.taken-over": () => "换设备继续作答。",
  "attempt.submitted": (d) => `交卷（${wordIn(submitters, "zh-CN", d.by)}），回执 ${d.receiptNumber}。`,
  "attempt.marked": (d) => `评分 ${d.mark} 分，${d.passed ? "合格" : "不合格"}。`,
  "attempt.marked-again": (d) =>
    `答案更正，重新评分：${d.before} 分 → ${d.mark} 分，${d.passed ? "合格" : "不合格"}。`,
  "rehearsal.started": () => "开始考试演练。",
  "rehearsal.submitted": (d) => `演练交卷（${wordIn(submitters, "zh-CN", d.by)}）。`,
  "attempt.objected": (d) => (d.slot === null ? "对成绩提出异议。" : `对第 ${d.slot} 题提出异议。`),
  "attempt.objection-answered": (d) => `异议答复：${wordIn(objectionOutcomes, "zh-CN", d.outcome)}。`,
  "qualification.granted": (d) =>
    `取得${d.part === "special" ? `专门法律知识${d.field ? `（${fieldName("zh-CN", d.field)}）` : ""}` : "通用法律知识"}合格，方式为${wordIn(origins, "zh-CN", d.origin)}。`,
  "qualification.withdrawn": () => "考试成绩无效或不再合格，取得的合格撤回。",
  "exam-ban.lifted": (d) => `禁考解除，原决定文号 ${d.decisionNumber}。`,
  "violation.recorded": (d) =>
    `登记${wordIn(violationKinds, "zh-CN", d.kind)}：${wordIn(violationCodes, "zh-CN", d.code)}。`,
  "violation.signed": (d) => `违纪登记签字（${wordIn(violationRoles, "zh-CN", d.role)}）。`,
  "violation.took-effect": (d) => `违纪登记生效，成绩无效；${d.decisionNumber}。`,
  "violation.withdrawal-proposed": () => "申请撤销违纪登记。",
  "violation.withdrawal-refused": () => "不予撤销违纪登记。",
  "violation.withdrawn": () => "违纪登记撤销，成绩恢复。",
  "requirement.made": (d) =>
    `要求 ${zhDay(d.dueOn)}前参加${wordIn(examKinds, "zh-CN", d.kind)}${d.met ? "，已有合格成绩" : ""}。`,
  "requirement.met": (d) => `${wordIn(examKinds, "zh-CN", d.kind)}合格，完成 ${zhDay(d.dueOn)}前的应考要求。`,
  "requirement.unmet": (d) =>
    `${wordIn(examKinds, "zh-CN", d.kind)}的合格成绩不再有效，仍须在 ${zhDay(d.dueOn)}前参加。`,
  "requirement.withdrawn": (d) => `撤回应考要求：${wordIn(examKinds, "zh-CN", d.kind)}。`,
  "exemption.asked": (d) => `申请免考，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "exemption.granted": (d) => `同意免考，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "exemption.refused": (d) => `不同意免考，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "exemption.withdrawn": (d) => `撤回免考申请，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "exemption.revocation-proposed": (d) =>
    `提请撤销免考，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "exemption.revocation-refused": (d) =>
    `不予撤销免考，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "exemption.revoked": (d) =>
    `撤销免考，仍须参加考试，事由为${wordIn(exemptionGrounds, "zh-CN", d.ground)}。`,
  "transfer.released": (d) => `同意调出，拟自${zhDay(d.fromOn)}起调动。`,
  "transfer.accepted": (d) => `接收调入，自${zhDay(d.fromOn)}起。`,
  "transfer.declined": () => "退回调动，未接收。",
  "transfer.withdrawn": () => "原单位撤回调动。",
  "appointment.proposed": (d) => `列入任前考试候选（${wordIn(regimes, "zh-CN", d.regime)}）。`,
  "appointment.post-proposed": () => "提出领导岗任用。",
  "appointment.post-refused": () => "提出的领导岗任用不符合规则，未受理。",
  "appointment.approved": () => "批准领导岗任用。",
  "appointment.refused": () => "领导岗任用未予批准。",
  "appointment.candidate-withdrawn": () => "撤回任前考试候选。",
  "appointment.batch-created": (d) => `建立任前考试批次（${wordIn(regimes, "zh-CN", d.regime)}）。`,
  "appointment.batch-entered": (d) => `任前考试批次报名，${d.entered} 人报名，${d.refused} 人不能报名。`,
  "appointment.letter-written": (d) =>
    `出具任前考试结果通知，报送${wordIn(recipients, "zh-CN", d.recipient)}。`,
  "appointment.letter-read": (d) =>
    `查阅任前考试结果通知（报送${wordIn(recipients, "zh-CN", d.recipient)}）。`,
  "exam-ban.recorded": (d) =>
    d.toOn ? `禁止参加考试至 ${zhDay(lastDayBefore(d.toOn))}。` : "禁止参加考试，没有期限。",
  "study-session.planned": (d) => `安排学法活动，通知 ${d.people} 人。`,
  "study-session.changed": () => "更改学法活动的安排。",
  "study-session.people-changed": (d) => `学法活动增加 ${d.added} 人、减少 ${d.removed} 人。`,
  "study-session.cancelled": () => "取消学法活动。",
  "study-session.minutes-written": () => "登记学法活动纪要。",
  "study-session.material-added": (d) => `学法活动附材料 ${d.files} 件。`,
  "study-session.material-viewed": () => "查看学法活动的材料。",
  "study-session.attendance-entered": (d) => `按名册登记 ${d.people} 人的签到签退。`,
  "study-session.signed-in": () => "扫码签到。",
  "study-session.signed-out": () => "扫码签退。",
  "study-session.held": (d) =>
    `学法活动结束考勤：登记 ${d.recorded} 人，未登记 ${d.refused} 人，缺席 ${d.absent} 人。`,
  "study-series.planned": (d) => `按月安排学法活动 ${d.sessions} 次。`,
  "study-make-up.opened": (d) => `缺席学法活动，补学期限为${zhDay(d.dueOn)}。`,
  "study-make-up.done": () => "完成补学。",
  "study-make-up.waived": () => "免予补学。",
  "study-year.proposed": (d) => `提请 ${d.year} 年度学法封账。`,
  "study-year.approved": (d) => `批准 ${d.year} 年度学法封账，数据签名留存。`,
  "study-year.returned": (d) => `退回 ${d.year} 年度学法封账提请。`,
  "study-year.withdrawn": (d) => `撤回 ${d.year} 年度学法封账提请。`,
  "study-year.reopened": (d) => `开启 ${d.year} 年度学法数据第 ${d.number} 次更正。`,
  "study-year.amended": (d) =>
    `办结 ${d.year} 年度学法数据第 ${d.number} 次更正，更正 ${d.people} 人的数据。`,
  "study-relief.asked": (d) =>
    `申请减免 ${d.year} 年度学法定额，事由为${wordIn(reliefGrounds, "zh-CN", d.ground)}。`,
  "study-relief.approved": (d) =>
    `${wordIn(reliefOffices, "zh-CN", d.office)}同意减免 ${d.year} 年度学法定额，事由为${wordIn(reliefGrounds, "zh-CN", d.ground)}。`,
  "study-relief.refused": (d) =>
    `${wordIn(reliefOffices, "zh-CN", d.office)}不同意减免 ${d.year} 年度学法定额，事由为${wordIn(reliefGrounds, "zh-CN", d.ground)}。`,
  "study-relief.withdrawn": (d) => `撤回减免 ${d.year} 年度学法定额的申请。`,
  "study-relief.revoked": (d) =>
    `撤销 ${d.year} 年度学法定额减免，事由为${wordIn(reliefGrounds, "zh-CN", d.ground)}。`,
  "law-statement.begun": (d) => `开始撰写 ${d.year} 年度述法报告。`,
  "law-statement.submitted": (d) => `提交 ${d.year} 年度述法报告。`,
  "law-statement.returned": (d) => `退回 ${d.year} 年度述法报告。`,
  "law-statement.reviewed": (d) => `评审 ${d.year} 年度述法报告，${d.score} 分。`,
  "must-know.proposed": (d) => `编制应知应会法律清单，${d.laws} 部法律。`,
  "must-know.approved": () => "批准应知应会法律清单。",
  "must-know.withdrawn": () => "停用应知应会法律清单。",
  "plan.created": (d) => `编制 ${d.year} 年学法计划。`,
  "plan.item-added": () => "学法计划增加计划项。",
  "plan.item-removed": (d) => `学法计划删去 ${d.month} 月的一项。`,
  "plan.item-carried-out": (d) => `登记学法计划 ${d.month} 月一项的落实情况。`,
  "plan.item-session-linked": (d) => `学法计划 ${d.month} 月一项对应到学法活动。`,
  "plan.item-closed": (d) => `学法计划 ${d.month} 月一项办结。`,
  "plan.submitted": () => "学法计划报审。",
  "plan.confirmed": () => "学法计划经单位审核。",
  "plan.approved": () => "学法计划批准。",
  "plan.returned": () => "学法计划退回。",
  "plan.closed": () => "学法计划办结。",
  "application.submitted": (d) => `提交证件申请：${wordIn(applicationKinds, "zh-CN", d.kind)}。`,
  "application.refused-at-draft": () => "证件申请不符合条件，没有受理。",
  "application.approved": (d) => `证件申请第 ${d.review + 1} 步审核通过。`,
  "application.returned": (d) => `证件申请第 ${d.review + 1} 步退回补正。`,
  "application.refused": (d) => `证件申请第 ${d.review + 1} 步不予通过。`,
  "application.defect-mended": () => "标记一处已补正。",
  "application.file-added": () => "上传申请材料。",
  "application.file-seen": () => "查看申请材料。",
  "application.withdrawn": () => "撤回证件申请。",
  "application.moved": () => "证件申请随单位变更转入新单位继续办理。",
  "application.overdue": (d) => `证件申请第 ${d.review + 1} 步超过办理期限，期限至 ${d.dueOn}。`,
  "certificate.act-served": () => "登记决定送达。",
  "certificate.evidence-seen": () => "查看证件决定的材料。",
  "decision-review.found": () => "发现后来登记的事实与核发决定不符，列为待复核。",
  "decision-review.closed": () => "核发决定复核完毕。",
  "ministry-card.filed": () => "提交部委证件备案，待法制机构受理。",
  "ministry-card.accepted": () => "予以部委证件备案。",
  "ministry-card.returned": () => "退回部委证件备案，待补正。",
  "ministry-card.mended": () => "补正后重新提交部委证件备案。",
  "ministry-card.refused": () => "部委证件不予备案。",
  "ministry-card.ended": (d) => `登记部委证件注销，自 ${d.endedOn} 起。`,
  "ministry-card.seen": () => "查看部委证件影像。",
  "item.found-out": (d) => `接管登记：持有${itemWord("zh-CN", d.kind)} ${d.quantity} 件。`,
  "item-opening.recorded": (d) => `接管登记 ${d.holders} 人持有的证件、标志和服装 ${d.things} 条。`,
  "item-opening.undone": (d) => `撤销接管登记，${d.things} 条按登记有误处理。`,
  "item.handed-out": (d) => `发放${itemWord("zh-CN", d.kind)} ${d.quantity} 件。`,
  "item.came-back": (d) =>
    `${itemWord("zh-CN", d.kind)} ${d.quantity} 件：${wordIn(itemOutcomes, "zh-CN", d.outcome)}。`,
  "item.evidence-seen": () => "查看遗失等情况的证明材料。",
  "item.recovery-escalated": (d) =>
    `${itemWord("zh-CN", d.kind)}应在${longDate(d.dueOn, "zh-CN")}前（含当日）交回，逾期未收回，报法制机构。`,
  "outside-ban.recorded": () => "登记外地禁入决定，待另一人确认。",
  "outside-ban.confirmed": () => "确认外地禁入决定。",
  "outside-ban.refused": () => "外地禁入决定未予确认。",
  "outside-ban.lifted": () => "解除外地禁入决定。",
  "certificate.number-allocated": () => "编定证号。",
  "certificate.issued": () => "核发证件。",
  "certificate.document-rendered": () => "制成证件电子件。",
  "certificate.document-downloaded": () => "下载证件电子件。",
  "training-certificate.drafted": (d) => `草拟${trainingKinds["zh-CN"][d.kind] ?? d.kind}。`,
  "training-certificate.draft-refused": () => "草拟的培训和学法证明没有签发。",
  "training-certificate.issued": (d) => `签发${trainingKinds["zh-CN"][d.kind] ?? d.kind}。`,
  "training-certificate.corrected": () => "更正培训和学法证明，旧版作废。",
  "training-certificate.annulment-proposed": () => "提出撤销培训和学法证明。",
  "training-certificate.annulment-refused": () => "没有撤销培训和学法证明。",
  "training-certificate.annulled": () => "撤销培训和学法证明。",
  "training-certificate.review-found": () => "培训和学法证明的依据不再成立，列为待复核。",
  "training-certificate.review-closed": () => "培训和学法证明复核完毕。",
  "training-certificate.document-rendered": () => "制成培训和学法证明电子件。",
  "training-certificate.document-downloaded": () => "下载培训和学法证明电子件。",
  "training-run.requested": (d) => `批量签发 ${d.total} 人的培训和学法证明。`,
  "renewal-run.requested": (d) => `批量申请换发 ${d.total} 本证件。`,
  "campaign.opened": (d) => `发布${wordIn(campaignKinds, "zh-CN", d.kind)}专项，单位办理期限 ${d.dueOn}。`,
  "campaign.withdrawn": () => "撤回换发或年审专项。",
  "certificate-review.proposed": (d) =>
    `提出 ${d.year} 年度审验意见：${wordIn(reviewResults, "zh-CN", d.outcome)}。`,
  "certificate-review.decided": (d) =>
    `${d.year} 年度审验意见（${wordIn(reviewResults, "zh-CN", d.outcome)}）：${wordIn(reviewDecisions, "zh-CN", d.decision)}。`,
  "issuance-run.requested": (d) => `批量核发 ${d.total} 件申请。`,
  "issuance-run.archive-downloaded": (d) => `下载批量核发的证明 ${d.documents} 份。`,
  "certificate.collected": () => "领取证件。",
  "certificate.act-proposed": (d) => `提请${wordIn(acts, "zh-CN", d.act)}证件。`,
  "certificate.act-refused": (d) => `提请${wordIn(acts, "zh-CN", d.act)}证件，未获批准。`,
  "certificate.suspended": (d) => `暂扣证件，期间不得执法；${d.decisionNumber}。`,
  "certificate.restored": (d) => `恢复使用证件；${d.decisionNumber}。`,
  "certificate.lost": () => "证件挂失。",
  "certificate.found": () => "证件找回，解除挂失。",
  "certificate.cancelled": (d) => `注销证件；${d.decisionNumber}。`,
  "certificate.revoked": (d) =>
    `吊销证件；${d.decisionNumber}${d.banUntilOn ? `，${zhDay(d.banUntilOn)}前不得再申领` : ""}。`,
  "certificate.annulled": (d) => `撤销证件；${d.decisionNumber}。`,
  "certificate.replaced": () => "旧证由新证代替。",
  "certificate.voided": () => "证件作废。",
  "position.created": () => "登记岗位。",
  "position.abolished": (d) => `岗位撤销，自${longDate(d.abolishedOn, "zh-CN")}起。`,
  "shift.added": (d) => `安排执法班次，${zhDay(chinaDateOf(new Date(d.startsAt)))}起。`,
  "shift.withdrawn": () => "撤销执法班次。",
  "shift.manned": () => "排入执法班次。",
  "shift.refused": () => "排班未通过判定。",
  "shift.left": () => "从执法班次中撤下。",
  "power.corrected": (d) => `更正登记有误的职权，${span("zh-CN", d.fromOn, d.toOn)}，原登记留存。`,
  "post-establishment.set": (d) =>
    `${familyName("zh-CN", d.family)}职数自 ${zhDay(d.fromOn)}起${d.number === null ? "不再核定" : `为 ${d.number} 人`}。`,
  "power.added": (d) => `登记职权，${span("zh-CN", d.fromOn, d.toOn)}。`,
  "power.ended": (d) => `职权于 ${zhDay(lastDayBefore(d.toOn))}终止。`,
  "position-power.given": (d) => `岗位行使职权，${span("zh-CN", d.fromOn, d.toOn)}。`,
  "position-power.taken": (d) => `岗位自 ${zhDay(d.toOn)}起不再行使职权。`,
  "assignment.made": (d) =>
    `${d.inherited ? "原有任职登记（存量，待清理）" : "任职"}，${span("zh-CN", d.fromOn, d.toOn)}。`,
  "clearance.opened": (d) =>
    `自 ${zhDay(chinaDateOf(new Date(d.since)))}起不得在所任执法岗位执法，列入清理。`,
  "clearance.reopened": () => "办结后仍不得执法，清理重新打开。",
  "clearance.joined": () => "清理列入专项。",
  "clearance.proposed": (d) => `提出清理办结：${measureName("zh-CN", d.measure)}。`,
  "clearance.returned": () => "清理办结被退回。",
  "clearance.closed": (d) => `清理办结：${measureName("zh-CN", d.measure)}。`,
  "clearance.overdue": (d) => `清理逾期，应在${zhDay(d.dueOn)}前（含当日）办结。`,
  "clearance.file-viewed": () => "查看清理办结的附件。",
  "clearance-campaign.opened": (d) => `启动清理专项，${zhDay(d.dueOn)}前完成。`,
  "clearance-campaign.scanned": (d) => `清理专项扫描完成：查 ${d.looked} 人，列入 ${d.cases} 件。`,
  "clearance-campaign.reported": (d) => `导出清理专项报告：办结 ${d.closed}/${d.cases}。`,
  "clearance-campaign.closed": (d) => `清理专项结束，共 ${d.cases} 件。`,
  "assignment.refused": () => "安排任职未通过判定。",
  "assignment.ended": (d) => `任职于 ${zhDay(lastDayBefore(d.toOn))}结束。`,
};

const en: Sentences = {
  "access.denied": (d) =>
    Array.isArray(d.codes) && d.codes.length > 0
      ? "Attempt refused: it is another person's to do."
      : "Attempt refused: no permission for it.",
  "account.created": () => "Account opened.",
  "account.activation-issued": () => "Activation code issued; the earlier code and the password ended.",
  "account.activation-confirmed": () => "Activation code confirmed by a second person: it works.",
  "account.activated": () => "Account activated and its password set.",
  "account.disabled": () => "Account disabled.",
  "account.enabled": () => "Account enabled, to be activated again.",
  "account.sessions-ended": (d) => `${d.sessions} ${d.sessions === 1 ? "session" : "sessions"} ended.`,
  "account.signed-in": () => "Signed in.",
  "account.signed-out": () => "Signed out.",
  "account.password-changed": () => "Password changed.",
  "role.proposed": (d) => `Role proposed: ${roleIn("en", d.role)}.`,
  "role.refused": (d) => `Role not approved: ${roleIn("en", d.role)}.`,
  "role.proposal-withdrawn": (d) => `Proposal taken back: ${roleIn("en", d.role)}.`,
  "role.granted": (d) => `Role granted: ${roleIn("en", d.role)}.`,
  "role.withdrawn": (d) => `Role taken away: ${roleIn("en", d.role)}.`,
  "api-client.created": () => "API client registered.",
  "api-client.key-renewed": () => "Key of an API client renewed.",
  "api-client.revoked": () => "API client revoked.",
  "webhook.created": () => "Messages to an API client set up.",
  "webhook.secret-renewed": () => "Secret of messages to an API client renewed.",
  "webhook.tested": () => "Test message to an API client sent.",
  "webhook.stopped": ({ reason }) =>
    reason === "by-hand"
      ? "Messages to an API client stopped."
      : "Messages to an API client stopped because they could not be delivered.",
  "rule-pack.loaded": (d) => `Rule pack ${d.code} loaded, version ${d.number}.`,
  "rule-pack.assigned": () => "Rule pack assigned to the unit.",
  "rule-pack.draft-opened": (d) => `Draft of a new version of rule pack ${d.code} opened.`,
  "rule-pack.draft-changed": (d) => `Draft of rule pack ${d.code} changed, ${d.rules.length} rules.`,
  "rule-pack.draft-proposed": (d) =>
    `Draft of rule pack ${d.code} proposed, to take effect on ${enDay(d.effectiveOn)}.`,
  "rule-pack.draft-returned": (d) => `Draft of rule pack ${d.code} sent back.`,
  "rule-pack.draft-withdrawn": (d) => `Draft of rule pack ${d.code} withdrawn.`,
  "rule-pack.approved": (d) =>
    `Rule pack ${d.code}, version ${d.number} approved, in force from ${enDay(d.effectiveOn)}.`,
  "rule-pack.assignment-proposed": (d) => `Another rule pack proposed for the unit from ${enDay(d.fromOn)}.`,
  "rule-pack.assignment-refused": () => "Another rule pack for the unit refused.",
  "rule-pack.assignment-withdrawn": () => "Proposal of another rule pack for the unit withdrawn.",
  "unit.created": () => "Unit set up.",
  "unit.changed": () => "Unit changed.",
  "unit.ended": (d) => `Unit dissolved: from ${d.toOn} it no longer exists.`,
  "unit-change.proposed": (d) =>
    `${unitChangeKind("en", d.kind)} proposed, ${d.units.length === 1 ? "one unit" : `${d.units.length} units`}.`,
  "unit-change.approved": (d) => `${unitChangeKind("en", d.kind)} of units approved.`,
  "unit-change.refused": (d) =>
    d.decision === "withdrawn" ? "Change of units withdrawn." : "Change of units not approved.",
  "unit-change.finished": (d) =>
    `Change of units completed: ${d.total} certificates, ${d.exchanged} exchanged, ${d.cancelled} cancelled, ${d.kept} kept.`,
  "unit-change.order-seen": () => "Order behind a change of units looked at.",
  "enforcement-body.recorded": (d) =>
    d.basis === "none"
      ? "Enforcement-body status ended."
      : `Enforcement-body status recorded, ${d.published ? "published" : "not published"}.`,
  "person.registered": (d) => `File opened, from ${wordIn(origins, "en", d.origin)}.`,
  "person.photo-changed": () => "Photo changed.",
  "person.photo-seen": () => "Photo looked at.",
  "person.renamed": (d) => `Change of name from ${enDay(d.fromOn)}.`,
  "person.identity-number-corrected": () =>
    "Identity number corrected; the wrong one and the evidence are kept.",
  "person.identity-number-shown": (d) =>
    `Whole identity number shown: ${wordIn(reasonNames, "en", d.reason)}.`,
  "person.merged": () =>
    "Merged with another record of the same person; this one stays, and the other's id leads here.",
  "person.fact-corrected": (d) =>
    `Recorded wrongly and put right: ${wordIn(correctedSubjects, "en", d.subject)}${d.withdrawn ? ", which never was so" : ""}; the old entry and the reason are kept.`,
  "sanction.lifted": (d) =>
    `Sanction lifted: ${wordIn(sanctionNames, "en", d.kind)}, last day ${enDay(lastDayBefore(d.toOn))}.`,
  "person.looked-up-by-last-four": (d) => `Looked up by last four digits; ${d.found} found.`,
  "person.file-viewed": (d) =>
    `File as of ${enDay(d.trueAt)} opened${d.knownAt ? ", as known then" : ""}${d.reason ? `: ${lookReasons.en[d.reason] ?? d.reason}` : ""}.`,
  "person.file-printed": (d) =>
    `File as of ${enDay(d.trueAt)} printed, ${d.pages} pages${d.knownAt ? ", as known then" : ""}${d.reason ? `: ${lookReasons.en[d.reason] ?? d.reason}` : ""}.`,
  "secondment.end-changed": (d) =>
    `The secondment now ends on ${enDay(lastDayBefore(d.toOn))}${d.before ? ` instead of ${enDay(lastDayBefore(d.before))}` : ""}.`,
  "employment.recorded": (d) =>
    isOnLeave(d.status as EmploymentStatus)
      ? `On leave: ${wordIn(statusNames, "en", d.status)}, ${span("en", d.fromOn, d.toOn)}; the employment goes on.`
      : `Employment: ${wordIn(identityNames, "en", d.identity)}, ${wordIn(statusNames, "en", d.status)}, ${span("en", d.fromOn, d.toOn)}.`,
  "employment.ended": (d) => `Left the unit from ${enDay(d.toOn)}: ${wordIn(statusNames, "en", d.status)}.`,
  "employment.moved": (d) => `Moved into another unit with their own from ${longDate(d.fromOn, "en")}.`,
  "legal-qualification.recorded": (d) =>
    `Legal professional qualification recorded, obtained on ${enDay(d.obtainedOn)}; another person has to confirm it.`,
  "legal-qualification.confirmed": () => "Legal professional qualification confirmed.",
  "legal-qualification.refused": () => "Legal professional qualification not confirmed.",
  "legal-qualification.withdrawn": () => "Legal professional qualification withdrawn as entered wrongly.",
  "legal-duty.recorded": (d) =>
    `${wordIn(dutyNames, "en", d.kind)}, ${d.fullTime ? "full time" : "part time"}, ${span("en", d.fromOn, d.toOn)}.`,
  "legal-duty.ended": (d) => `Legal-affairs duty ended on ${enDay(lastDayBefore(d.toOn))}.`,
  "sanction.recorded": (d) =>
    `Sanction: ${wordIn(sanctionNames, "en", d.kind)}, ${span("en", d.fromOn, d.toOn)}.`,
  "annual-grade.recorded": (d) => `Annual grade for ${d.year}: ${wordIn(gradeNames, "en", d.grade)}.`,
  "study-category.recorded": (d) =>
    `Study category: ${wordIn(categoryNames, "en", d.category)}, from ${enDay(d.fromOn)}.`,
  "roster.uploaded": () => "Roster uploaded.",
  "roster.accepted": (d) => `Roster imported: ${d.accepted} taken, ${d.refused} rows refused.`,
  "roster.undone": (d) => `Roster import undone, ${d.people} people concerned.`,
  "roster.corrections-downloaded": (d) => `Corrected sheet of a roster downloaded, ${d.rows} rows.`,
  "person.enrolled": (d) =>
    `File opened and employment recorded by a roster import: ${wordIn(identityNames, "en", d.identity)}, ${wordIn(statusNames, "en", d.status)}, since ${enDay(d.fromOn)}.`,
  "person.import-undone": () => "Roster import undone: what it recorded no longer holds.",
  "list.exported": (d) =>
    `List exported, ${d.rows} rows${d.numbers === "whole" ? `, with whole identity numbers, reason: ${wordIn(reasonNames, "en", String(d.reason))}` : ""}.`,
  "bank.loaded": (d) => `Question bank ${d.code} loaded, version ${d.number}, ${d.questions} questions.`,
  "bank.created": (d) => `Question bank ${d.code} set up.`,
  "bank.changed": (d) => `Question bank now at version ${d.number}: ${d.entered} entered, ${d.left} left.`,
  "question.draft-opened": (d) => `Draft of question ${d.code} opened.`,
  "question.draft-changed": (d) => `Draft of question ${d.code} changed.`,
  "question.submitted": (d) => `Question ${d.code} submitted for review.`,
  "question.returned": (d) => `Question ${d.code} sent back.`,
  "question.draft-discarded": (d) => `Draft of question ${d.code} discarded.`,
  "question.published": (d) => `Question ${d.code} reviewed and published, version ${d.number}.`,
  "question.retired": (d) => `Question ${d.code} retired.`,
  "question.restored": (d) => `Question ${d.code} put back.`,
  "questions.exported": (d) =>
    `Questions exported (${formatName("en", d.format)}): ${d.questions}, left out ${d.leftOut}.`,
  "question-import.uploaded": (d) =>
    `File of questions uploaded (${formatName("en", d.format)}): ${d.questions} questions read, ${d.problems} problems.`,
  "question-import.accepted": (d) =>
    `Questions imported: ${d.accepted} drafts, ${d.revised} of them revising known questions; ${d.left} not taken.`,
  "question-import.submitted": (d) => `Drafts of an import submitted: ${d.submitted}; ${d.left} incomplete.`,
  "question-import.undone": (d) =>
    `Import of questions undone: ${d.discarded} drafts discarded, ${d.retired} published questions retired.`,
  "blueprint.created": (d) => `Blueprint ${d.code}, version ${d.number}.`,
  "blueprint.retitled": (d) => `Blueprint ${d.code} was given another title.`,
  "blueprint.withdrawn": (d) => `Blueprint ${d.code} was withdrawn.`,
  "law.registered": (d) => `Law registered: 《${d.name}》, adopted ${enDay(d.version)}.`,
  "law.amended": (d) =>
    `Amendment of 《${d.name}》 recorded, in force from ${enDay(d.effectiveOn)}, touching ${d.articles === 0 ? "the whole law" : `${d.articles} ${d.articles === 1 ? "article" : "articles"}`}; ${d.questions} questions to be read again.`,
  "law.abolished": (d) =>
    `Abolition of 《${d.name}》 from ${enDay(d.effectiveOn)} recorded; ${d.questions} questions to be read again.`,
  "law.amendment-withdrawn": (d) =>
    `${d.kind === "abolished" ? "Abolition" : "Amendment"} of 《${d.name}》 of ${enDay(d.effectiveOn)}, recorded by mistake, withdrawn.`,
  "question.reread": (d) =>
    `Question ${d.code}, version ${d.number}, read again beside the amended law: it stands.`,
  "study-record.submitted": (d) => `${d.minutes} minutes of study submitted.`,
  "study-record.confirmed": () => "Study record confirmed by the unit.",
  "study-record.accepted": () => "Study record accepted.",
  "study-record.returned": () => "Study record returned.",
  "study-evidence.added": (d) =>
    `${d.files} evidence ${Number(d.files) === 1 ? "file" : "files"} added to a study record.`,
  "study-evidence.viewed": () => "Evidence of a study record viewed.",
  "study-record.reversal-entered": () => "Study record corrected by a reversing entry.",
  "study-import.uploaded": () => "Table of past study uploaded.",
  "study-import.entered": (d) => `Past study imported: ${d.entered} entered, ${d.refused} rows refused.`,
  "study-import.accepted": (d) => `Imported study accepted as a whole: ${d.accepted}, ${d.left} left.`,
  "study-import.undone": (d) =>
    `Import of past study undone: ${d.returned} returned, ${d.reversing} reversing entries.`,
  "study-import.corrections-downloaded": (d) => `Corrected table of past study downloaded, ${d.rows} rows.`,
  "course.created": () => "Online course created.",
  "course.changed": (d) => `Online course, version ${d.number}, changed.`,
  "course.published": (d) => `Online course, version ${d.number}, published.`,
  "course.withdrawn": (d) => `Online course, version ${d.number}, withdrawn.`,
  "course.draft-opened": (d) => `Draft of version ${d.number} of an online course opened.`,
  "course.begun": () => "Online course begun.",
  "course.quiz-handed-in": (d) => `Quiz of a course handed in: ${d.passed ? "passed" : "not passed"}.`,
  "course.finished": (d) => `Online course finished; ${d.minutes} minutes of study measured.`,
  "study-audit.drawn": (d) => `${d.size} of ${d.population} study records drawn to be audited.`,
  "study-audit.record-viewed": () => "Study record and the list of its evidence looked at in an audit.",
  "study-audit.found": (d) => `Study record audited: ${auditKind("en", d.kind)}.`,
  "study-audit.bundle-exported": (d) =>
    `Evidence bundle of an audit exported: ${d.records} records, ${d.files} files.`,
  "study-evidence.exported": () => "Evidence of a study record exported with an audit's bundle.",
  "rectification.demanded": () => "Rectification of a study record demanded.",
  "rectification.reported": () => "Rectification reported by the unit.",
  "rectification.sent-back": () => "Rectification sent back.",
  "rectification.accepted": () => "Rectification accepted.",
  "misconduct.recorded": (d) => `Misconduct proposed to be entered (${auditKind("en", d.kind)}).`,
  "misconduct.confirmed": (d) => `Misconduct entered: ${auditKind("en", d.kind)}.`,
  "misconduct.refused": (d) => `Misconduct (${auditKind("en", d.kind)}) not entered.`,
  "supervision-notice.drafted": () => "Supervision notice drafted.",
  "supervision-notice.issued": () => "Supervision notice issued.",
  "supervision-notice.withdrawn": () => "Draft of a supervision notice withdrawn.",
  "supervision-notice.replied": () => "Supervision notice answered by the unit.",
  "supervision-notice.sent-back": () => "Answer to a supervision notice sent back.",
  "supervision-notice.closed": () => "Supervision notice closed.",
  "supervision-notice.overdue": () => "Answer to a supervision notice overdue.",
  "supervision-notice.read": () => "Supervision notice downloaded.",
  "supervision-notice.file-viewed": () => "File of an answer to a supervision notice viewed.",
  "exam.created": () => "Exam set up.",
  "exam.published": () => "Exam published.",
  "exam.released": (d) => `Results released, ${d.attempts} papers.`,
  "exam.correction-proposed": (d) =>
    `Correction of a key proposed (${wordIn(correctionTreatments, "en", d.treatment)}).`,
  "exam.correction-approved": (d) =>
    `Correction of a key approved: ${d.changed} marks, ${d.passing} to pass, ${d.failing} to fail.`,
  "exam.correction-refused": () => "Correction of a key refused.",
  "registration.made": () => "Registered for an exam.",
  "registration.refused": () => "Registration for an exam refused.",
  "registration.withdrawn": () => "Registration for an exam withdrawn.",
  "registration.time-given": (d) => `${d.minutes} minutes of extra time, counted on entry.`,
  "registration.held": () => "Held back from beginning: the room is paused.",
  "registration.admitted": () => "May begin: the room goes on.",
  "attempt.extended": (d) => `${d.minutes} minutes of extra time.`,
  "attempt.paused": () => "Paused by the invigilator.",
  "attempt.resumed": () => "Resumed by the invigilator; the deadline moved by as much.",
  "attempt.reopened": (d) => `Paper reopened by the invigilator with ${d.minutes} minutes.`,
  "attempt.late-answers-proposed": (d) => `Proposed to count ${d.answers} late answers.`,
  "attempt.late-answers-accepted": (d) => `${d.answers} late answers count; marked again.`,
  "attempt.late-answers-refused": (d) => `${d.answers} late answers do not count.`,
  "attempt.take-over-code-made": () => "The invigilator made a code for another device.",
  "exam-room.created": (d) => `Room added, ${d.capacity} seats.`,
  "exam-room.withdrawn": () => "Room removed.",
  "exam-room.invigilator-assigned": () => "Invigilator assigned to a room.",
  "exam-room.invigilator-withdrawn": () => "Invigilator withdrawn from a room.",
  "exam-room.candidates-seated": (d) => `${d.seated} candidates seated in ${d.rooms} rooms.`,
  "exam-room.candidate-seated": (d) => `Seated at ${d.number}.`,
  "attempt.started": (d) => `Attempt ${d.number} started.`,
  "attempt.taken-over": () => "Attempt continued on another device.",
  "attempt.submitted": (d) =>
    `Paper handed in ${wordIn(submitters, "en", d.by)}, receipt ${d.receiptNumber}.`,
  "attempt.marked": (d) => `Marked: ${d.mark}, ${d.passed ? "passed" : "not passed"}.`,
  "attempt.marked-again": (d) =>
    `Key corrected, marked again: ${d.before} → ${d.mark}, ${d.passed ? "passed" : "not passed"}.`,
  "rehearsal.started": () => "Rehearsal begun.",
  "rehearsal.submitted": (d) => `Rehearsal handed in ${wordIn(submitters, "en", d.by)}.`,
  "attempt.objected": (d) =>
    d.slot === null ? "Objected to the result." : `Objected to question ${d.slot}.`,
  "attempt.objection-answered": (d) => `Objection answered: ${wordIn(objectionOutcomes, "en", d.outcome)}.`,
  "qualification.granted": (d) =>
    `Qualified in ${d.part === "special" ? `special law${d.field ? ` (${fieldName("en", d.field)})` : ""}` : "general law"} by ${wordIn(origins, "en", d.origin)}.`,
  "qualification.withdrawn": () =>
    "The exam's result is void or no longer a pass: the part no longer stands.",
  "exam-ban.lifted": (d) => `Bar from exams lifted; it rested on ${d.decisionNumber}.`,
  "violation.recorded": (d) =>
    `${wordIn(violationKinds, "en", d.kind)} entered: ${wordIn(violationCodes, "en", d.code)}.`,
  "violation.signed": (d) => `Violation signed (${wordIn(violationRoles, "en", d.role)}).`,
  "violation.took-effect": (d) => `Violation in effect, the result is void; ${d.decisionNumber}.`,
  "violation.withdrawal-proposed": () => "Asked to take a violation back.",
  "violation.withdrawal-refused": () => "The violation stands.",
  "violation.withdrawn": () => "Violation taken back; the result counts again.",
  "requirement.made": (d) =>
    `Required by ${enDay(d.dueOn)}: ${wordIn(examKinds, "en", d.kind)}${d.met ? "; passed already" : ""}.`,
  "requirement.met": (d) =>
    `${wordIn(examKinds, "en", d.kind)} passed: the requirement of ${enDay(d.dueOn)} is met.`,
  "requirement.unmet": (d) =>
    `The pass in ${wordIn(examKinds, "en", d.kind)} no longer stands: it is required by ${enDay(d.dueOn)} again.`,
  "requirement.withdrawn": (d) => `Requirement withdrawn: ${wordIn(examKinds, "en", d.kind)}.`,
  "exemption.asked": (d) => `Exemption asked for: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "exemption.granted": (d) => `Exemption granted: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "exemption.refused": (d) => `Exemption refused: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "exemption.withdrawn": (d) =>
    `Request for exemption withdrawn: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "exemption.revocation-proposed": (d) =>
    `Proposed to revoke an exemption: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "exemption.revocation-refused": (d) => `The exemption stands: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "exemption.revoked": (d) =>
    `Exemption revoked, the exam is owed again: ${wordIn(exemptionGrounds, "en", d.ground)}.`,
  "transfer.released": (d) => `Released for a transfer from ${enDay(d.fromOn)}.`,
  "transfer.accepted": (d) => `Transfer accepted, from ${enDay(d.fromOn)}.`,
  "transfer.declined": () => "Transfer declined by the unit that should have taken them in.",
  "transfer.withdrawn": () => "Transfer withdrawn by the unit that released them.",
  "appointment.proposed": (d) =>
    `Proposed for a post (${wordIn(regimes, "en", d.regime)}), with an exam before it.`,
  "appointment.post-proposed": () => "Proposed to be appointed to a leading post.",
  "appointment.post-refused": () => "A proposal to appoint to a leading post was refused by the rules.",
  "appointment.approved": () => "Appointment to a leading post approved.",
  "appointment.refused": () => "Appointment to a leading post not approved.",
  "appointment.candidate-withdrawn": () => "Candidate for a post withdrawn.",
  "appointment.batch-created": (d) =>
    `Batch of candidates for posts made (${wordIn(regimes, "en", d.regime)}).`,
  "appointment.batch-entered": (d) =>
    `Batch of candidates entered for an exam: ${d.entered} registered, ${d.refused} refused.`,
  "appointment.letter-written": (d) =>
    `Letter on the pre-appointment exam written, for ${wordIn(recipients, "en", d.recipient)}.`,
  "appointment.letter-read": (d) =>
    `Letter on the pre-appointment exam read, for ${wordIn(recipients, "en", d.recipient)}.`,
  "exam-ban.recorded": (d) =>
    d.toOn ? `Barred from exams until ${enDay(lastDayBefore(d.toOn))}.` : "Barred from exams without end.",
  "study-session.planned": (d) => `Study session planned, ${d.people} invited.`,
  "study-session.changed": () => "Study session changed.",
  "study-session.people-changed": (d) =>
    `Study session: ${d.added} invited, ${d.removed} taken off the list.`,
  "study-session.cancelled": () => "Study session cancelled.",
  "study-session.minutes-written": () => "Minutes of a study session written.",
  "study-session.material-added": (d) => `${d.files} files added to a study session.`,
  "study-session.material-viewed": () => "Material of a study session viewed.",
  "study-session.attendance-entered": (d) => `Attendance of ${d.people} people entered from the roster.`,
  "study-session.signed-in": () => "Signed in by code.",
  "study-session.signed-out": () => "Signed out by code.",
  "study-session.held": (d) =>
    `Attendance closed: ${d.recorded} entered in the ledger, ${d.refused} not, ${d.absent} absent.`,
  "study-series.planned": (d) => `${d.sessions} monthly study sessions planned.`,
  "study-make-up.opened": (d) => `Absent from a study session; to be made up by ${enDay(d.dueOn)}.`,
  "study-make-up.done": () => "Absence made up.",
  "study-make-up.waived": () => "Make-up waived.",
  "study-year.proposed": (d) => `Freezing the study of ${d.year} proposed.`,
  "study-year.approved": (d) => `Study of ${d.year} frozen; its figures are stored and signed.`,
  "study-year.returned": (d) => `Proposal to freeze the study of ${d.year} returned.`,
  "study-year.withdrawn": (d) => `Proposal to freeze the study of ${d.year} withdrawn.`,
  "study-year.reopened": (d) => `Amendment ${d.number} of the study of ${d.year} opened.`,
  "study-year.amended": (d) =>
    `Amendment ${d.number} of the study of ${d.year} closed; people amended: ${d.people}.`,
  "study-relief.asked": (d) =>
    `Relief from the study of ${d.year} asked for: ${wordIn(reliefGrounds, "en", d.ground)}.`,
  "study-relief.approved": (d) =>
    `Relief from the study of ${d.year} agreed to by ${wordIn(reliefOffices, "en", d.office)}: ${wordIn(reliefGrounds, "en", d.ground)}.`,
  "study-relief.refused": (d) =>
    `Relief from the study of ${d.year} refused by ${wordIn(reliefOffices, "en", d.office)}: ${wordIn(reliefGrounds, "en", d.ground)}.`,
  "study-relief.withdrawn": (d) => `Request for relief from the study of ${d.year} withdrawn.`,
  "study-relief.revoked": (d) =>
    `Relief from the study of ${d.year} revoked: ${wordIn(reliefGrounds, "en", d.ground)}.`,
  "law-statement.begun": (d) => `Statement on law for ${d.year} begun.`,
  "law-statement.submitted": (d) => `Statement on law for ${d.year} handed in.`,
  "law-statement.returned": (d) => `Statement on law for ${d.year} returned.`,
  "law-statement.reviewed": (d) => `Statement on law for ${d.year} reviewed, mark ${d.score}.`,
  "must-know.proposed": (d) => `Must-know list drawn up, laws: ${d.laws}.`,
  "must-know.approved": () => "Must-know list approved.",
  "must-know.withdrawn": () => "Must-know list withdrawn.",
  "plan.created": (d) => `Study plan for ${d.year} drawn up.`,
  "plan.item-added": () => "Item added to the study plan.",
  "plan.item-removed": (d) => `Item of month ${d.month} taken out of the study plan.`,
  "plan.item-carried-out": (d) => `How the study plan's item of month ${d.month} was carried out entered.`,
  "plan.item-session-linked": (d) => `The study plan's item of month ${d.month} bound to a session.`,
  "plan.item-closed": (d) => `The study plan's item of month ${d.month} closed.`,
  "plan.submitted": () => "Study plan submitted.",
  "plan.confirmed": () => "Study plan confirmed by the unit.",
  "plan.approved": () => "Study plan approved.",
  "plan.returned": () => "Study plan returned.",
  "plan.closed": () => "Study plan closed.",
  "application.submitted": (d) => `Applied for ${wordIn(applicationKinds, "en", d.kind)}.`,
  "application.refused-at-draft": () => "Application not accepted: conditions not met.",
  "application.approved": (d) => `Application passed review ${d.review + 1}.`,
  "application.returned": (d) => `Application returned at review ${d.review + 1}.`,
  "application.refused": (d) => `Application refused at review ${d.review + 1}.`,
  "application.defect-mended": () => "A defect was ticked off as mended.",
  "application.file-added": () => "A document was added to an application.",
  "application.file-seen": () => "A document of an application was looked at.",
  "application.withdrawn": () => "Application withdrawn.",
  "application.moved": () => "Application moved on with the unit and goes on there.",
  "application.overdue": (d) =>
    `Application past the time limit of review ${d.review + 1}, which ended on ${d.dueOn}.`,
  "certificate.act-served": () => "Service of a decision recorded.",
  "certificate.evidence-seen": () => "Evidence behind a decision looked at.",
  "decision-review.found": () =>
    "A fact recorded later stands against the decision to issue; to be reviewed.",
  "decision-review.closed": () => "Decision to issue reviewed.",
  "ministry-card.filed": () => "Ministry card filed, waiting for legal affairs.",
  "ministry-card.accepted": () => "Filing of a ministry card accepted.",
  "ministry-card.returned": () => "Filing of a ministry card returned to be mended.",
  "ministry-card.mended": () => "Filing of a ministry card mended and handed in again.",
  "ministry-card.refused": () => "Filing of a ministry card not accepted.",
  "ministry-card.ended": (d) => `End of a ministry card recorded, from ${d.endedOn}.`,
  "ministry-card.seen": () => "Picture of a ministry card looked at.",
  "item.found-out": (d) => `Opening balance: holds ${itemWord("en", d.kind)}, ${d.quantity}.`,
  "item-opening.recorded": (d) =>
    `Opening balance of ${d.things} things held by ${d.holders} people entered.`,
  "item-opening.undone": (d) => `Opening balance undone: ${d.things} entries were a mistake.`,
  "item.handed-out": (d) => `Handed out: ${itemWord("en", d.kind)}, ${d.quantity}.`,
  "item.came-back": (d) =>
    `${itemWord("en", d.kind)}, ${d.quantity}: ${wordIn(itemOutcomes, "en", d.outcome)}.`,
  "item.evidence-seen": () => "Evidence of a loss or the like looked at.",
  "item.recovery-escalated": (d) =>
    `${itemWord("en", d.kind)} was to be handed back by the end of ${longDate(d.dueOn, "en")} and is still out; legal affairs is told.`,
  "outside-ban.recorded": () => "Ban of another region recorded, waiting for a second person.",
  "outside-ban.confirmed": () => "Ban of another region confirmed.",
  "outside-ban.refused": () => "Ban of another region not confirmed.",
  "outside-ban.lifted": () => "Ban of another region lifted.",
  "certificate.number-allocated": () => "Certificate number allocated.",
  "certificate.issued": () => "Certificate issued.",
  "certificate.document-rendered": () => "Certificate document made.",
  "certificate.document-downloaded": () => "Certificate document downloaded.",
  "training-certificate.drafted": (d) => `Certificate drafted: ${trainingKinds.en[d.kind] ?? d.kind}.`,
  "training-certificate.draft-refused": () => "Draft certificate of training not signed.",
  "training-certificate.issued": (d) => `Certificate issued: ${trainingKinds.en[d.kind] ?? d.kind}.`,
  "training-certificate.corrected": () => "Certificate of training corrected; the old edition is void.",
  "training-certificate.annulment-proposed": () => "Annulment of a certificate of training proposed.",
  "training-certificate.annulment-refused": () => "Certificate of training not annulled.",
  "training-certificate.annulled": () => "Certificate of training annulled.",
  "training-certificate.review-found": () =>
    "What a certificate of training rested on no longer stands: to be reviewed.",
  "training-certificate.review-closed": () => "Certificate of training reviewed.",
  "training-certificate.document-rendered": () => "Document of a certificate of training made.",
  "training-certificate.document-downloaded": () => "Document of a certificate of training downloaded.",
  "training-run.requested": (d) => `Certificates of training put up for ${d.total} people.`,
  "renewal-run.requested": (d) => `Renewal of ${d.total} certificates applied for together.`,
  "campaign.opened": (d) =>
    `Campaign opened (${wordIn(campaignKinds, "en", d.kind).toLowerCase()}), last day for units ${d.dueOn}.`,
  "campaign.withdrawn": () => "Campaign of renewal or review withdrawn.",
  "certificate-review.proposed": (d) =>
    `Review of ${d.year} proposed: ${wordIn(reviewResults, "en", d.outcome).toLowerCase()}.`,
  "certificate-review.decided": (d) =>
    `Review of ${d.year} (${wordIn(reviewResults, "en", d.outcome).toLowerCase()}): ${wordIn(reviewDecisions, "en", d.decision).toLowerCase()}.`,
  "issuance-run.requested": (d) => `${d.total} applications put up for issuing together.`,
  "issuance-run.archive-downloaded": (d) => `${d.documents} documents of a batch downloaded.`,
  "certificate.collected": () => "Certificate collected.",
  "certificate.act-proposed": (d) => `Proposed: ${wordIn(acts, "en", d.act)} of the certificate.`,
  "certificate.act-refused": (d) => `Proposed ${wordIn(acts, "en", d.act)} of the certificate not approved.`,
  "certificate.suspended": (d) => `Certificate suspended, no enforcement meanwhile; ${d.decisionNumber}.`,
  "certificate.restored": (d) => `Certificate restored; ${d.decisionNumber}.`,
  "certificate.lost": () => "Certificate reported lost.",
  "certificate.found": () => "Certificate found again.",
  "certificate.cancelled": (d) => `Certificate cancelled; ${d.decisionNumber}.`,
  "certificate.revoked": (d) =>
    `Certificate revoked; ${d.decisionNumber}${d.banUntilOn ? `; no new application before ${enDay(d.banUntilOn)}` : ""}.`,
  "certificate.annulled": (d) => `Certificate annulled; ${d.decisionNumber}.`,
  "certificate.replaced": () => "The old certificate was replaced by a new one.",
  "certificate.voided": () => "Certificate void.",
  "position.created": () => "Post set up.",
  "position.abolished": (d) => `Post abolished from ${longDate(d.abolishedOn, "en")}.`,
  "shift.added": (d) => `Enforcement shift planned, from ${enDay(chinaDateOf(new Date(d.startsAt)))}.`,
  "shift.withdrawn": () => "Enforcement shift withdrawn.",
  "shift.manned": () => "Put on an enforcement shift.",
  "shift.refused": () => "Putting on an enforcement shift refused.",
  "shift.left": () => "Taken off an enforcement shift.",
  "power.corrected": (d) => `A power registered wrongly was corrected, ${span("en", d.fromOn, d.toOn)}.`,
  "post-establishment.set": (d) =>
    `${familyName("en", d.family)}: ${d.number === null ? "no number of posts is set" : `${d.number} allowed`} from ${enDay(d.fromOn)}.`,
  "power.added": (d) => `Power registered, ${span("en", d.fromOn, d.toOn)}.`,
  "power.ended": (d) => `Power ended on ${enDay(lastDayBefore(d.toOn))}.`,
  "position-power.given": (d) => `Power given to a post, ${span("en", d.fromOn, d.toOn)}.`,
  "position-power.taken": (d) => `Power taken from a post as of ${enDay(d.toOn)}.`,
  "assignment.made": (d) =>
    `${d.inherited ? "Earlier assignment recorded, to be cleared" : "Assigned to a post"}, ${span("en", d.fromOn, d.toOn)}.`,
  "clearance.opened": (d) =>
    `No right to enforce on the post since ${enDay(chinaDateOf(new Date(d.since)))}; a case to clear.`,
  "clearance.reopened": () => "Still no right to enforce after closure: the case was opened again.",
  "clearance.joined": () => "The case joined a clearance campaign.",
  "clearance.proposed": (d) => `Closure of the clearance proposed: ${measureName("en", d.measure)}.`,
  "clearance.returned": () => "Closure of the clearance returned.",
  "clearance.closed": (d) => `Clearance closed: ${measureName("en", d.measure)}.`,
  "clearance.overdue": (d) => `The clearance is overdue: its last day was ${enDay(d.dueOn)}.`,
  "clearance.file-viewed": () => "File of a clearance viewed.",
  "clearance-campaign.opened": (d) => `Clearance campaign opened, to be finished by ${enDay(d.dueOn)}.`,
  "clearance-campaign.scanned": (d) =>
    `Clearance campaign scanned: ${d.looked} people looked at, ${d.cases} cases.`,
  "clearance-campaign.reported": (d) => `Clearance report exported: ${d.closed}/${d.cases} closed.`,
  "clearance-campaign.closed": (d) => `Clearance campaign closed with ${d.cases} cases.`,
  "assignment.refused": () => "Assignment refused.",
  "assignment.ended": (d) => `Assignment ended on ${enDay(lastDayBefore(d.toOn))}.`,
};

const sentences: Catalogue<Sentences> = { "zh-CN": zh, en };

/** The event in words. An event of a type this program no longer knows is shown by its name. */
export function eventSentence(locale: Locale, type: string, data: unknown): string {
  const say = (sentences[locale] as Record<string, ((data: never) => string) | undefined>)[type];
  return say ? say(data as never) : type;
}

const READING = ["person.file-viewed", "person.file-printed", "person.identity-number-shown"];
/** What happens to someone every week; a file opens without it. */
const ROUTINE = [
  "study-record.submitted",
  "study-record.confirmed",
  "study-record.accepted",
  "study-audit.record-viewed",
  "registration.made",
  "attempt.started",
  "attempt.taken-over",
  "attempt.take-over-code-made",
  "rehearsal.started",
  "rehearsal.submitted",
  "exam-room.candidate-seated",
  "certificate.number-allocated",
  "certificate.document-rendered",
  "certificate.document-downloaded",
  "training-certificate.document-rendered",
  "training-certificate.document-downloaded",
];

export const isImportant = (type: string): boolean => !ROUTINE.includes(type);

/** The types of event to show: of one group, all of them ("all"), or the important ones (anything else). */
export function typesShown(wanted: string): EventType[] {
  const types = (Object.keys(zh) as EventType[]).filter((type) => !READING.includes(type));
  if (wanted === "all") return types;
  const isGroup = EVENT_GROUPS.some((one) => one === wanted);
  return types.filter((type) => (isGroup ? groupOfEvent(type) === wanted : isImportant(type)));
}
