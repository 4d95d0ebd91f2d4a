import type { StudyMatterCode } from "~/reminders/study-desk.server";
import type { Catalogue } from "./text";

type StudyMatterWords = Record<StudyMatterCode, (n: number, year: number) => string>;

const zh = {
  title: "工作台",
  heading: "今天要办的事",
  lede: (date: string, n: number) => (n === 0 ? `${date}。没有等您办理的事。` : `${date}。${n} 件等您办理。`),
  since: "等候自",
  matter: "事项",
  party: "当事人",
  act: "操作",
  review: "审核",
  issue: "核发",
  approve: "复核",
  moreReviews: (n: number) => `另有 ${n} 件申请等您审核`,
  accept: "审核",
  toIssue: (n: number) => `${n} 件申领已通过审核，等待核发`,
  toApprove: (act: string) => `${act}，等待第二人复核`,
  rolesToApprove: (n: number) => `${n} 项角色授予或激活码等待复核`,
  transfersToAnswer: (n: number) => `${n} 名人员调入，等待接收`,
  studyToAccept: (n: number) => `${n} 条学法记录等待审核`,
  study: {
    "sessions-today": (n) => `今天有 ${n} 场学法活动`,
    "sessions-to-close": (n) => `${n} 场学法活动已结束，等待核对签到`,
    "rectifications-owed": (n) => `${n} 项整改等待本单位报告`,
    "rectifications-reported": (n) => `${n} 项整改报告等待验收`,
    "notices-owed": (n) => `${n} 份督办通知书等待回复`,
    "notices-to-issue": (n) => `${n} 份督办通知书等待签发`,
    "notices-replied": (n) => `${n} 份督办回复等待办结`,
    "make-ups": (n) => `${n} 人次缺席后未补学`,
    imports: (n) => `${n} 批导入的学法记录等待认定`,
    courses: (n) => `${n} 门网络课程等待第二人发布`,
    reliefs: (n) => `${n} 件定额减免等待决定`,
    "own-statement": (_, year) => `您 ${year} 年度的述法报告还没有提交`,
    statements: (n) => `${n} 份述法报告等待评审`,
    "year-to-propose": (_, year) => `${year} 年学法年度已经结束，还没有封账`,
    "year-to-approve": (_, year) => `${year} 年学法年度等待第二人同意封账`,
    amendments: (_, year) => `${year} 年学法年度的更正等待第二人关闭`,
  } as StudyMatterWords,
  campaign: {
    renewal: (name: string, left: number, total: number, due: string) =>
      `${name}：${total} 人中 ${left} 人还没有申请换发，${due}前（含当日）办理`,
    review: (name: string, left: number, total: number, due: string) =>
      `${name}：${total} 人中 ${left} 人还没有申报审验，${due}前（含当日）办理`,
  },
  legalStaff: (remaining: number, required: number) =>
    `专职法制人员 ${remaining} 人，至少要 ${required} 人，请配备并登记法制职责`,
  legalStaffMore: (n: number) => `另有 ${n} 个单位专职法制人员不足`,
  cardsToMend: (n: number) => `${n} 件部委证件备案被退回，等待补正`,
  late: (n: number) => `，其中 ${n} 件已逾期`,
  recoveries: (n: number) => `${n} 件证件、标志或服装应当收回`,
  recoveriesReported: (n: number) => `${n} 件逾期未收回的证件、标志或服装，需要督促`,
  see: "办理",
  casesToClear: (n: number) => `${n} 件人员清理待办理`,
  closures: (n: number) => `${n} 件清理办结待审核`,
  toReread: (n: number) => `${n} 道试题引用的法律已修改，等待重读`,
  reread: "重读",
  figures: "管理范围",
  people: "在册人员",
  active: "有效证件",
  toCollect: "待领取证件",
  toClear: "待清理人员",
  peopleUnit: "人",
  certificateUnit: "本",
  expiry: "未来 24 个月证件到期",
  expiryMeta: (n: number) => `24 个月内到期 ${n} 本；每格为当月到期本数`,
  expiryCell: (month: string, n: number) => `${month}：${n} 本到期`,
  exams: "近期考试",
  allExams: "全部考试",
  noExams: "没有即将举行的考试。",
  registered: (n: number) => `已报名 ${n} 人`,
  acts: { suspend: "暂扣", restore: "恢复", cancel: "注销", revoke: "吊销", annul: "撤销" } as Record<
    string,
    string
  >,
  draft: "未发布",
  open: "进行中",
  coming: "待开考",
};

const en: typeof zh = {
  title: "Workbench",
  heading: "Today",
  lede: (date, n) =>
    n === 0
      ? `${date}. Nothing waits for you.`
      : `${date}. ${n} ${n === 1 ? "matter waits" : "matters wait"} for you.`,
  since: "Waiting since",
  matter: "Matter",
  party: "Person",
  act: "Act",
  review: "Review",
  issue: "Issue",
  approve: "Decide",
  moreReviews: (n) => `${n} more ${n === 1 ? "application waits" : "applications wait"} for your review`,
  accept: "Check",
  toIssue: (n) => `${n} approved ${n === 1 ? "application waits" : "applications wait"} to be issued`,
  toApprove: (act) => `${act} of a certificate waits for a second person`,
  rolesToApprove: (n) => `${n} ${n === 1 ? "role or code waits" : "roles or codes wait"} for approval`,
  transfersToAnswer: (n) => `${n} ${n === 1 ? "person waits" : "people wait"} to be accepted by transfer`,
  studyToAccept: (n) => `${n} study ${n === 1 ? "record waits" : "records wait"} to be checked`,
  study: {
    "sessions-today": (n) => `${n} study ${n === 1 ? "session" : "sessions"} today`,
    "sessions-to-close": (n) =>
      `${n} study ${n === 1 ? "session is" : "sessions are"} over; the attendance is to be checked`,
    "rectifications-owed": (n) =>
      `${n} ${n === 1 ? "rectification waits" : "rectifications wait"} for your unit's report`,
    "rectifications-reported": (n) =>
      `${n} reported ${n === 1 ? "rectification waits" : "rectifications wait"} to be accepted`,
    "notices-owed": (n) => `${n} supervision ${n === 1 ? "notice waits" : "notices wait"} for a reply`,
    "notices-to-issue": (n) => `${n} supervision ${n === 1 ? "notice waits" : "notices wait"} to be issued`,
    "notices-replied": (n) =>
      `${n} ${n === 1 ? "reply to a notice waits" : "replies to notices wait"} to be closed`,
    "make-ups": (n) => `${n} missed ${n === 1 ? "session is" : "sessions are"} not made up yet`,
    imports: (n) => `${n} ${n === 1 ? "import" : "imports"} of study records to be accepted`,
    courses: (n) => `${n} online ${n === 1 ? "course waits" : "courses wait"} for a second person to publish`,
    reliefs: (n) => `${n} ${n === 1 ? "request" : "requests"} for relief to decide`,
    "own-statement": (_, year) => `Your statement on law study of ${year} is not handed in`,
    statements: (n) => `${n} ${n === 1 ? "statement waits" : "statements wait"} to be reviewed`,
    "year-to-propose": (_, year) => `The year of study ${year} is over and not frozen`,
    "year-to-approve": (_, year) => `The year of study ${year} waits for a second person to freeze it`,
    amendments: (_, year) => `An amendment of the year of study ${year} waits for a second person`,
  },
  campaign: {
    renewal: (name, left, total, due) =>
      `${name}: ${left} of ${total} not applied for yet, until the end of ${due}`,
    review: (name, left, total, due) =>
      `${name}: ${left} of ${total} not handed in for review yet, until the end of ${due}`,
  },
  legalStaff: (remaining, required) =>
    `${remaining} full-time legal ${remaining === 1 ? "officer" : "officers"}, at least ${required} needed: appoint one and record the duty`,
  legalStaffMore: (n) => `${n} more ${n === 1 ? "unit is" : "units are"} short of full-time legal staff`,
  cardsToMend: (n) =>
    `${n} ${n === 1 ? "filing of a ministry card was" : "filings of ministry cards were"} returned and ${n === 1 ? "waits" : "wait"} to be mended`,
  late: (n) => `, ${n} of them overdue`,
  recoveries: (n) =>
    `${n} ${n === 1 ? "card, mark or uniform has" : "cards, marks or uniforms have"} to come back`,
  recoveriesReported: (n) =>
    `${n} ${n === 1 ? "thing is" : "things are"} overdue to come back and reported to you`,
  see: "Open",
  casesToClear: (n) => `${n} ${n === 1 ? "case" : "cases"} of clearance to deal with`,
  closures: (n) => `${n} ${n === 1 ? "closure" : "closures"} of clearance to confirm`,
  toReread: (n) => `${n} ${n === 1 ? "question waits" : "questions wait"} to be read beside an amended law`,
  reread: "Read",
  figures: "Your scope",
  people: "People on the roster",
  active: "Valid certificates",
  toCollect: "To be collected",
  toClear: "To be cleared",
  peopleUnit: "people",
  certificateUnit: "certificates",
  expiry: "Certificates running out, next 24 months",
  expiryMeta: (n) => `${n} within 24 months; each cell counts a month`,
  expiryCell: (month, n) => `${month}: ${n} run out`,
  exams: "Coming examinations",
  allExams: "All examinations",
  noExams: "No examination is coming up.",
  registered: (n) => `${n} registered`,
  acts: {
    suspend: "Suspension",
    restore: "Restoration",
    cancel: "Cancellation",
    revoke: "Revocation",
    annul: "Annulment",
  },
  draft: "Draft",
  open: "Open",
  coming: "To come",
};

export const deskText: Catalogue<typeof zh> = { "zh-CN": zh, en };
