/** 消息: the page of a person's notices, and a sentence for every code, in both languages. */
import type { NoticeCode, NoticeFacts, Told } from "~/notices/notice";
import { longDate } from "./dates";
import { periodicReviewsText } from "./periodic-reviews";
import { plansText } from "./plans";
import { refusalIn } from "./refusals";
import { requiredExam } from "./required-exam";
import type { Catalogue, Locale } from "./text";

const zh = {
  title: "消息",
  lede: "与本人有关的办理结果。未读的排在前面。",
  emptyTitle: "还没有消息",
  empty: "成绩公布、学法记录认定、证件办理等有了结果，会在这里通知。",
  what: "内容",
  at: "时间",
  unread: "未读",
  count: (all: number | null, unread: number) =>
    `${all === null ? "消息超过 10000 条" : `消息 ${all} 条`}，未读 ${unread} 条`,
  look: "查看",
  read: "标为已读",
  readAll: "全部标为已读",
};

const en: typeof zh = {
  title: "Messages",
  lede: "What was decided about you. Unread messages come first.",
  emptyTitle: "No messages yet",
  empty: "When results are released, study is accepted or a certificate is decided on, you are told here.",
  what: "Message",
  at: "Time",
  unread: "Unread",
  count: (all, unread) =>
    `${all === null ? "More than 10,000 messages" : all === 1 ? "1 message" : `${all} messages`}, ${unread} unread`,
  look: "Open",
  read: "Mark as read",
  readAll: "Mark all as read",
};

export const noticesText: Catalogue<typeof zh> = { "zh-CN": zh, en };

type Sentences = { [C in NoticeCode]: (facts: NoticeFacts[C]) => string };
/** A word of another room by its code; the code itself for one that this version does not know. */
const wordIn = (names: Record<string, string>, code: string | null): string =>
  code === null ? "" : (names[code] ?? code);

type Required = NoticeFacts["exam.exemption-granted"];
// Under the floor the words of the exams room are only text.
const examWords = (locale: Locale, facts: Required) =>
  `“${requiredExam(locale, facts as Parameters<typeof requiredExam>[1])}”`;
const zhExam = (facts: Required) => examWords("zh-CN", facts);
const enExam = (facts: Required) => examWords("en", facts);
const zhDay = (on: string) => longDate(on, "zh-CN");
const enDay = (on: string) => longDate(on, "en");
const zhPlan = ({ year, audience }: NoticeFacts["study.plan-approved"]) =>
  `${year} 年${wordIn(plansText["zh-CN"].audiences, audience)}学法计划`;
const enPlan = ({ year, audience }: NoticeFacts["study.plan-approved"]) =>
  `study plan ${year} (${wordIn(plansText.en.audiences, audience)})`;

const corrected = {
  "zh-CN": { passes: "，更正后合格", fails: "，更正后不合格", same: "，是否合格不变" },
  en: { passes: ". You now pass", fails: ". You no longer pass", same: ". Passing is not affected" },
};

const sentences: Record<Locale, Sentences> = {
  "zh-CN": {
    "exam.result-released": (d) => `“${d.title}”的成绩已公布。`,
    "exam.result-corrected": (d) =>
      `“${d.title}”更正了一道试题，您的得分有变动${corrected["zh-CN"][d.outcome]}。`,
    "exam.objection-answered": (d) =>
      `您对“${d.title}”${d.slot === null ? "成绩" : `第 ${d.slot} 题`}的异议已答复：${d.outcome === "upheld" ? "异议成立" : "异议不成立"}。`,
    "exam.late-answers-accepted": (d) => `“${d.title}”中超过时间才送到的作答已认可，计入成绩。`,
    "exam.late-answers-refused": (d) => `“${d.title}”中超过时间才送到的作答未予认可，不计入成绩。`,
    "exam.violation-took-effect": (d) =>
      d.isBanned
        ? `您在“${d.title}”中的作弊处理决定已生效，成绩无效，${d.banLastOn ? `${zhDay(d.banLastOn)}前（含当日）` : "期限未定前"}不得参加考试。`
        : `您在“${d.title}”中的违纪处理决定已生效，成绩无效。`,
    "exam.violation-withdrawn": (d) => `您在“${d.title}”中的违纪处理决定已撤销，成绩恢复。`,
    "exam.registration-refused": (d) =>
      `单位为您报名“${d.title}”未通过：${d.refusals.map((one) => refusalIn("zh-CN", one).sentence).join("；")}。`,
    "exam.required": (d) => `您须在${zhDay(d.dueOn)}前（含当日）通过${zhExam(d)}。`,
    "exam.owed-again": (d) => `原来的结果不再有效，您须在${zhDay(d.dueOn)}前（含当日）通过${zhExam(d)}。`,
    "exam.requirement-withdrawn": (d) => `对您参加${zhExam(d)}的要求已撤回。`,
    "exam.exemption-granted": (d) => `已同意您免考${zhExam(d)}。`,
    "exam.exemption-refused": (d) => `不同意您免考${zhExam(d)}，仍须参加。`,
    "exam.exemption-revoked": (d) => `您${zhExam(d)}的免考已撤销。`,
    "study.record-accepted": (d) => `您${zhDay(d.on)}的学法记录（${d.minutes} 分钟）已认定。`,
    "study.record-returned": (d) =>
      `您${zhDay(d.on)}的学法记录（${d.minutes} 分钟）被退回，请查看理由后补正。`,
    "study.record-reversed": (d) => `您${zhDay(d.on)}的学法记录（${d.minutes} 分钟）已冲销，不再计入学时。`,
    "study.plan-approved": (d) => `${zhPlan(d)}已批准，开始施行。`,
    "study.plan-returned": (d) => `${zhPlan(d)}被退回，请查看理由后修改。`,
    "study.rectification-demanded": (d) => `抽查发现的问题要求本单位整改，${zhDay(d.dueOn)}前报告。`,
    "study.rectification-sent-back": (d) => `本单位的整改报告被退回，${zhDay(d.dueOn)}前重新报告。`,
    "study.supervision-notice-issued": (d) => `督办通知书${d.number}已送达本单位，${zhDay(d.dueOn)}前答复。`,
    "study.supervision-notice-sent-back": (d) => `对督办通知书${d.number}的答复被退回，请重新答复。`,
    "certificate.application-returned": (d) =>
      d.own ? "您的领证申请被退回，由单位补正后重新提交。" : "您提交的一件领证申请被退回，请补正后重新提交。",
    "certificate.application-refused": (d) =>
      d.own ? "您的领证申请未获批准。" : "您提交的一件领证申请未获批准。",
    "certificate.application-moved": (d) =>
      d.own
        ? "单位变更，您的领证申请转入新单位继续办理。"
        : "单位变更，一件领证申请转入新单位继续办理，请留意。",
    "certificate.exchange-begun": (d) =>
      `单位变更（${d.orderNumber}），自${zhDay(d.fromOn)}起换发您的行政执法证件，申请已经提出。`,
    "certificate.issued": () => "您的行政执法证件已核发，请等候领取。领取前不得使用。",
    "certificate.suspended": (d) =>
      `您的行政执法证件自${zhDay(d.fromOn)}起暂扣，期间不得执法；${d.decisionNumber}。`,
    "certificate.restored": (d) => `您的行政执法证件自${zhDay(d.fromOn)}起恢复使用；${d.decisionNumber}。`,
    "certificate.cancelled": (d) =>
      `您的行政执法证件自${zhDay(d.fromOn)}起注销，请交回；${d.decisionNumber}。`,
    "certificate.revoked": (d) => `您的行政执法证件自${zhDay(d.fromOn)}起吊销，请交回；${d.decisionNumber}。`,
    "certificate.annulled": (d) =>
      `您的行政执法证件自${zhDay(d.fromOn)}起撤销，请交回；${d.decisionNumber}。`,
    "certificate.ends": (d) =>
      `您的行政执法证件有效期至${zhDay(d.lastOn)}。继续执法的，请由单位在到期前申请换发；到期后须重新申领。`,
    "certificate.campaign-opened": (d) =>
      d.kind === "review"
        ? `年度审验已开始，本单位有 ${d.count} 本证件须审验，${zhDay(d.dueOn)}前（含当日）办理。`
        : `换发专项已发布，本单位有 ${d.count} 本证件即将到期，${zhDay(d.dueOn)}前（含当日）办理。`,
    "certificate.review-decided": (d) =>
      `您的行政执法证件 ${d.year} 年度审验结果：${wordIn(periodicReviewsText["zh-CN"].results, d.outcome)}。`,
    "certificate.unit-ends": (d) =>
      `本单位有 ${d.count} 件行政执法证件在 ${Number(d.month.slice(0, 4))} 年 ${Number(d.month.slice(5))} 月到期，请及时申请换发。`,
    "clearance.off-post": (d) =>
      `自${zhDay(d.since)}起，您不得在所任执法岗位上执法。单位须在${zhDay(d.dueOn)}前办理清理。`,
    "clearance.unit-cases": (d) => `${zhDay(d.on)}发现本单位有执法岗位人员不得执法，请办理清理。`,
    "clearance.cases": (d) => `${zhDay(d.on)}发现执法岗位人员不得执法，已通知单位办理清理。`,
    "transfer.to-answer": (d) => `一名人员拟自${zhDay(d.fromOn)}起调入本单位，原单位已同意，请接收或者退回。`,
    "transfer.answered": (d) =>
      d.outcome === "accepted"
        ? "您单位发出的一件调动已被接收。"
        : "您单位发出的一件调动被退回，请查看理由。",
    "transfer.withdrawn": () => "原单位撤回了一件调动。",
    "transfer.yours": (d) =>
      `您自${zhDay(d.fromOn)}起调入新单位。原单位的执法证件自当日起不得使用，请交回；考试资格和学法记录随您保留。`,
    "clearance.returned": () => "您单位提出的一件清理办结被退回，请重新办理。",
    "clearance.overdue": (d) => `一件执法岗位清理应在${zhDay(d.dueOn)}前（含当日）办结，已逾期。`,
    "certificate.ministry-card-returned": () => "一件部委证件备案被退回，请查看意见，补正后重新报送。",
    "legal-duty.below-minimum": (d) =>
      `有单位的专职法制人员为 ${d.remaining} 人，至少要 ${d.required} 人，请配备并登记法制职责。`,
    "shift.broken": (d) =>
      `${zhDay(d.on)}的执法班次中有 ${d.people} 人不能执法，班次不再成立，请替换人员或者撤销班次。`,
    "item.recovery-escalated": (d) =>
      `一名人员停止持证后，有 ${d.count} 件证件、标志或服装应在${zhDay(d.dueOn)}前（含当日）交回，逾期未收回，现报法制机构督促。`,
    "api.webhook-stopped": () =>
      "一个接口调用方的状态推送多次送达失败，已自动停止。请与对方系统核实后重新登记。",
  },
  en: {
    "exam.result-released": (d) => `The results of “${d.title}” have been released.`,
    "exam.result-corrected": (d) =>
      `A question of “${d.title}” was corrected and your mark has changed${corrected.en[d.outcome]}.`,
    "exam.objection-answered": (d) =>
      `Your objection to ${d.slot === null ? "the result" : `question ${d.slot}`} of “${d.title}” was answered: ${d.outcome === "upheld" ? "upheld" : "dismissed"}.`,
    "exam.late-answers-accepted": (d) =>
      `Your answers to “${d.title}” that arrived after the time were accepted and count.`,
    "exam.late-answers-refused": (d) =>
      `Your answers to “${d.title}” that arrived after the time were not accepted and do not count.`,
    "exam.violation-took-effect": (d) =>
      d.isBanned
        ? `The decision on your cheating in “${d.title}” has taken effect: the result is void, and you may not sit exams ${d.banLastOn ? `until the end of ${enDay(d.banLastOn)}` : "for now"}.`
        : `The decision on your misconduct in “${d.title}” has taken effect: the result is void.`,
    "exam.violation-withdrawn": (d) =>
      `The decision about you in “${d.title}” was withdrawn; your result counts again.`,
    "exam.registration-refused": (d) =>
      `Your unit could not enter you for “${d.title}”: ${d.refusals.map((one) => refusalIn("en", one).sentence).join("; ")}.`,
    "exam.required": (d) => `You must pass by the end of ${enDay(d.dueOn)}: ${enExam(d)}.`,
    "exam.owed-again": (d) =>
      `An earlier result no longer stands. You must pass by the end of ${enDay(d.dueOn)}: ${enExam(d)}.`,
    "exam.requirement-withdrawn": (d) => `You are no longer required to sit: ${enExam(d)}.`,
    "exam.exemption-granted": (d) => `You were exempted: ${enExam(d)}.`,
    "exam.exemption-refused": (d) => `You were not exempted and still have to sit: ${enExam(d)}.`,
    "exam.exemption-revoked": (d) => `Your exemption was revoked: ${enExam(d)}.`,
    "study.record-accepted": (d) => `Your study of ${enDay(d.on)} (${d.minutes} minutes) was accepted.`,
    "study.record-returned": (d) =>
      `Your study of ${enDay(d.on)} (${d.minutes} minutes) was returned. See why, and put it right.`,
    "study.record-reversed": (d) =>
      `Your study of ${enDay(d.on)} (${d.minutes} minutes) was reversed and no longer counts.`,
    "study.plan-approved": (d) => `The ${enPlan(d)} was approved and is in force.`,
    "study.plan-returned": (d) => `The ${enPlan(d)} was returned. See why, and change it.`,
    "study.rectification-demanded": (d) =>
      `Your unit has to put right what an audit found, and to report by ${enDay(d.dueOn)}.`,
    "study.rectification-sent-back": (d) =>
      `Your unit's report of a rectification was sent back. Report again by ${enDay(d.dueOn)}.`,
    "study.supervision-notice-issued": (d) =>
      `Supervision notice ${d.number} was served on your unit. Answer by ${enDay(d.dueOn)}.`,
    "study.supervision-notice-sent-back": (d) =>
      `Your unit's answer to supervision notice ${d.number} was sent back. Answer again.`,
    "certificate.application-returned": (d) =>
      d.own
        ? "Your application for a certificate was returned; your unit completes it and hands it in again."
        : "An application you handed in was returned. Complete it and hand it in again.",
    "certificate.application-refused": (d) =>
      d.own
        ? "Your application for a certificate was refused."
        : "An application for a certificate that you handed in was refused.",
    "certificate.application-moved": (d) =>
      d.own
        ? "Your unit was changed; your application for a certificate goes on in the new unit."
        : "A unit was changed; an application for a certificate goes on in the new unit.",
    "certificate.exchange-begun": (d) =>
      `Your unit was changed (${d.orderNumber}); your enforcement certificate is exchanged from ${enDay(d.fromOn)}. The application is made.`,
    "certificate.issued": () =>
      "Your enforcement certificate was issued. It may not be used before you have collected it.",
    "certificate.suspended": (d) =>
      `Your enforcement certificate is suspended from ${enDay(d.fromOn)}, no enforcement meanwhile; ${d.decisionNumber}.`,
    "certificate.restored": (d) =>
      `Your enforcement certificate may be used again from ${enDay(d.fromOn)}; ${d.decisionNumber}.`,
    "certificate.cancelled": (d) =>
      `Your enforcement certificate is cancelled from ${enDay(d.fromOn)}. Hand it in; ${d.decisionNumber}.`,
    "certificate.revoked": (d) =>
      `Your enforcement certificate is revoked from ${enDay(d.fromOn)}. Hand it in; ${d.decisionNumber}.`,
    "certificate.annulled": (d) =>
      `Your enforcement certificate is annulled from ${enDay(d.fromOn)}. Hand it in; ${d.decisionNumber}.`,
    "certificate.ends": (d) =>
      `Your enforcement certificate is valid until the end of ${enDay(d.lastOn)}. To go on enforcing, have your unit apply for its renewal before; afterwards it has to be applied for anew.`,
    "certificate.campaign-opened": (d) =>
      `${d.kind === "review" ? "The yearly review has begun" : "A renewal campaign was opened"}: certificates of your unit that it concerns: ${d.count}. The last day is ${enDay(d.dueOn)}.`,
    "certificate.review-decided": (d) =>
      `Review of your enforcement certificate for ${d.year}: ${wordIn(periodicReviewsText.en.results, d.outcome).toLowerCase()}.`,
    "certificate.unit-ends": (d) =>
      `Enforcement certificates of your unit that end in ${d.month}: ${d.count}. Apply for renewal in time.`,
    "clearance.off-post": (d) =>
      `Since ${enDay(d.since)} you may not enforce on your enforcement post. Your unit has to clear it by ${enDay(d.dueOn)}.`,
    "clearance.unit-cases": (d) =>
      `On ${enDay(d.on)} people of your unit were found on enforcement posts who may not enforce. Clear their cases.`,
    "clearance.cases": (d) =>
      `On ${enDay(d.on)} people were found on enforcement posts who may not enforce. Their units have been told.`,
    "transfer.to-answer": (d) =>
      `Somebody is to join your unit from ${enDay(d.fromOn)}. Their unit has released them; please accept or decline.`,
    "transfer.answered": (d) =>
      d.outcome === "accepted"
        ? "A transfer your unit released was accepted."
        : "A transfer your unit released was declined; please see why.",
    "transfer.withdrawn": () => "The unit that released somebody to yours has withdrawn the transfer.",
    "transfer.yours": (d) =>
      `You belong to another unit from ${enDay(d.fromOn)}. Your certificate of the old unit may not be used from that day; please hand it in. Exams passed and study recorded stay yours.`,
    "clearance.returned": () => "A closure that your unit proposed was returned. Deal with the case again.",
    "clearance.overdue": (d) =>
      `A case of clearance was to be closed by the end of ${enDay(d.dueOn)} and is overdue.`,
    "certificate.ministry-card-returned": () =>
      "A filing of a ministry card was returned. See what is wrong, mend it and file it again.",
    "legal-duty.below-minimum": (d) =>
      `A unit has ${d.remaining} full-time legal officers and needs ${d.required}. Appoint one and record the duty.`,
    "shift.broken": (d) =>
      `The shift of ${enDay(d.on)} no longer stands: on it, ${d.people} may not enforce. Replace them or withdraw the shift.`,
    "item.recovery-escalated": (d) =>
      `Cards, marks or uniforms that somebody should have handed back by the end of ${enDay(d.dueOn)}: ${d.count}. They are still out, and legal affairs is told.`,
    "api.webhook-stopped": () =>
      "Messages to an API client could not be delivered for days and were stopped. Ask the other system, then set them up anew.",
  },
};

/** What somebody is told, as a sentence. */
export const noticeIn = (locale: Locale, { code, facts }: Told): string =>
  sentences[locale][code](facts as never);
