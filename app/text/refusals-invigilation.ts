import type { Facts } from "~/verdict";
import { clockTime, longInstant } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zh = {
  "invigilation.reason-missing": { says: () => "没有写明原因", cure: () => "填写原因，一句话写明事实。" },
  "invigilation.minutes": {
    says: (f: Facts) => `分钟数应为 1 到 ${f.most} 的整数`,
    cure: (f: Facts) => `一次最多 ${f.most} 分钟；需要更多的，再加一次。`,
  },
  "invigilation.not-open": { says: () => "试卷已经收上来", cure: () => "确需继续作答的，先重开试卷。" },
  "invigilation.time-over": {
    says: (f: Facts) => `作答时间已于 ${clockTime(String(f.deadlineAt))}结束`,
    cure: () => "收卷后可以重开试卷，给出剩余时间。",
  },
  "invigilation.paused": { says: () => "已经暂停", cure: () => "不必再次暂停。" },
  "invigilation.not-paused": { says: () => "没有暂停", cure: () => "不必恢复。" },
  "invigilation.not-submitted": { says: () => "试卷还没有收上来", cure: () => "作答中的试卷不必重开。" },
  "invigilation.past-close": {
    says: (f: Facts) =>
      `收卷时间将到 ${longInstant(String(f.until), "zh-CN")}，晚于考试结束时间 ${longInstant(String(f.closesAt), "zh-CN")}`,
    cure: () => "确需超过的，勾选“同意超过考试结束时间”。",
  },
  "invigilation.released": { says: () => "成绩已经公布", cure: () => "公布后的更正按异议和更正程序办理。" },
  "invigilation.nobody": {
    says: () => "没有考生可以这样操作",
    cure: () => "核对对象：可能已经交卷、时间已到，或者还没有开始。",
  },
  "attempt.paused": {
    says: () => "考试已暂停，暂不接收答案",
    cure: () => "请等监考人员恢复；这次修改已存本机，恢复后自动上传。",
  },
  "attempt.held": { says: () => "考场已暂停，暂时不能开始", cure: () => "等监考人员恢复后再开始。" },
  "invigilation.own": { says: () => "不能监考自己的试卷", cure: () => "由其他监考人员办理。" },
  "exam-room.name-missing": { says: () => "没有填写考场名称", cure: () => "填写考场名称。" },
  "exam-room.capacity": {
    says: (f: Facts) => `座位数应为 1 到 ${f.most} 的整数`,
    cure: () => "改正座位数。",
  },
  "exam-room.name-taken": { says: () => "本场考试已有同名考场", cure: () => "换一个名称。" },
  "exam-room.unknown": { says: () => "没有这个考场", cure: () => "重新选择考场。" },
  "exam-room.not-empty": {
    says: (f: Facts) => `考场里已编 ${f.seated} 个座位`,
    cure: () => "先把这些考生编到其他考场。",
  },
  "exam-room.none": { says: () => "还没有考场", cure: () => "先增加考场。" },
  "exam-room.no-such-seat": {
    says: (f: Facts) => `这个考场只有 1 到 ${f.capacity} 号座位`,
    cure: () => "改正座位号，或换一个考场。",
  },
  "exam-room.seat-taken": { says: (f: Facts) => `${f.number} 号座位已有人`, cure: () => "换一个座位号。" },
  "exam-room.no-invigilator": {
    says: () => "这个账号没有监考角色",
    cure: () => "先由系统管理员授予监考角色。",
  },
  "take-over.code-missing": {
    says: () => "没有填写换机码",
    cure: () => "向监考人员要 6 位换机码，或在这台设备退出后重新登录。",
  },
  "take-over.code-wrong": {
    says: () => "换机码不对，或已经失效",
    cure: () => "核对 6 位数字；过期、用过或输错五次的，请监考人员再生成一个。",
  },
  "attempt.void": {
    says: () => "本场考试成绩因违纪或作弊无效，不能再考",
    cure: () => "有异议的，向主办单位申诉。",
  },
  "violation.code-missing": { says: () => "没有选择情形", cure: () => "选择一种情形。" },
  "violation.role-missing": { says: () => "没有选择签字栏", cure: () => "选择签字栏。" },
  "violation.description-missing": { says: () => "没有写明事实经过", cure: () => "写明时间、地点和经过。" },
  "violation.evidence": {
    says: (f: Facts) => `证据须为图片或 PDF，不超过 ${f.megabytes} MB`,
    cure: () => "换一个文件，或不附证据先登记。",
  },
  "violation.withdrawn": { says: () => "登记已经撤销" },
  "violation.effective": { says: () => "登记已经生效", cure: () => "有误的，申请撤销。" },
  "violation.signature-given": { says: () => "这一栏已经签字" },
  "violation.one-each": { says: () => "您已在另一栏签字，一人只能签一栏", cure: () => "请其他人员签字。" },
  "violation.own": { says: () => "不能办理与自己有关的违纪登记", cure: () => "由其他人员办理。" },
  "violation.not-your-role": {
    says: () => "您的角色不能签这一栏",
    cure: () => "监考由监考人员签，录入由学法管理员或监考人员签，核对由人事签，主考由法制机构签。",
  },
  "violation.chief-last": { says: () => "主考最后签字", cure: () => "等监考、录入、核对签字后再签。" },
  "violation.decision-missing": { says: () => "没有填写决定文号", cure: () => "填写决定文号。" },
  "violation.ban-missing": {
    says: () => "规则包没有规定禁考年限，决定须写明禁考至哪一天",
    cure: () => "填写禁考的最后一天。",
  },
  "violation.ban-past": { says: () => "禁考的最后一天已经过去", cure: () => "改为今天或以后。" },
  "violation.reason-missing": { says: () => "没有写明撤销理由", cure: () => "写明理由。" },
  "violation.withdrawal-open": { says: () => "已有撤销申请在等待核准", cure: () => "等另一人核准。" },
  "violation.no-withdrawal": { says: () => "没有等待核准的撤销申请", cure: () => "先提出撤销申请。" },
  "violation.same-person": { says: () => "不能核准自己提出的撤销申请", cure: () => "由另一人核准。" },
  "late.reason-missing": { says: () => "没有写明理由", cure: () => "写明为什么应当计入。" },
  "late.none": { says: () => "没有等待处理的迟到答案" },
  "late.not-submitted": { says: () => "试卷还没有收上来", cure: () => "收卷后再办理。" },
  "late.released": { says: () => "成绩已经公布", cure: () => "公布后的更正按异议和更正程序办理。" },
  "late.proposed": { says: () => "已经提请，等待核准", cure: () => "由另一人核准。" },
  "late.not-proposed": { says: () => "没有等待核准的提请", cure: () => "先提请计入。" },
  "late.same-person": { says: () => "不能核准自己的提请", cure: () => "由另一人核准。" },
  "late.own": { says: () => "不能办理自己试卷的迟到答案", cure: () => "由其他人员办理。" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "invigilation.reason-missing": {
    says: () => "No reason is given",
    cure: () => "Say in one sentence what happened.",
  },
  "invigilation.minutes": {
    says: (f) => `Minutes must be a whole number from 1 to ${f.most}`,
    cure: (f) => `At most ${f.most} at a time; more can be given again.`,
  },
  "invigilation.not-open": {
    says: () => "The paper is in already",
    cure: () => "Reopen it if answering must go on.",
  },
  "invigilation.time-over": {
    says: (f) => `The time ended at ${clockTime(String(f.deadlineAt))}`,
    cure: () => "Once the paper is in it can be reopened with the time that is due.",
  },
  "invigilation.paused": { says: () => "It is paused already", cure: () => "Nothing needs to be done." },
  "invigilation.not-paused": { says: () => "It is not paused", cure: () => "Nothing needs to be done." },
  "invigilation.not-submitted": {
    says: () => "The paper is not in yet",
    cure: () => "Only papers that are in can be reopened.",
  },
  "invigilation.past-close": {
    says: (f) =>
      `Papers would come in at ${longInstant(String(f.until), "en")}, after the exam ends at ${longInstant(String(f.closesAt), "en")}`,
    cure: () => "If that is meant, tick the box that agrees to it.",
  },
  "invigilation.released": {
    says: () => "The results are released",
    cure: () => "After the release, corrections go the way of objections.",
  },
  "invigilation.nobody": {
    says: () => "There is no candidate this can be done to",
    cure: () => "They may have handed in, be out of time or not have begun.",
  },
  "attempt.paused": {
    says: () => "The exam is paused: answers are not taken for now",
    cure: () => "Wait for the invigilator. This change is kept on the device and sent by itself.",
  },
  "attempt.held": {
    says: () => "The room is paused: nobody can begin for now",
    cure: () => "Wait until the invigilator resumes, then begin.",
  },
  "invigilation.own": {
    says: () => "Nobody invigilates a paper of their own",
    cure: () => "Another invigilator has to do it.",
  },
  "exam-room.name-missing": { says: () => "The room has no name", cure: () => "Enter its name." },
  "exam-room.capacity": {
    says: (f) => `Seats must be a whole number from 1 to ${f.most}`,
    cure: () => "Correct it.",
  },
  "exam-room.name-taken": {
    says: () => "This exam has a room of that name",
    cure: () => "Choose another name.",
  },
  "exam-room.unknown": { says: () => "There is no such room", cure: () => "Choose the room again." },
  "exam-room.not-empty": {
    says: (f) => `${f.seated} seats of the room are given`,
    cure: () => "Seat these candidates elsewhere first.",
  },
  "exam-room.none": { says: () => "There are no rooms yet", cure: () => "Add a room first." },
  "exam-room.no-such-seat": {
    says: (f) => `The room has seats 1 to ${f.capacity} only`,
    cure: () => "Correct the number, or choose another room.",
  },
  "exam-room.seat-taken": { says: (f) => `Seat ${f.number} is taken`, cure: () => "Choose another number." },
  "exam-room.no-invigilator": {
    says: () => "This account does not hold the role of invigilator",
    cure: () => "The administrators grant the role first.",
  },
  "take-over.code-missing": {
    says: () => "No code is entered",
    cure: () => "Ask the invigilator for the six figures, or sign out on this device and sign in again.",
  },
  "take-over.code-wrong": {
    says: () => "The code is wrong or no longer valid",
    cure: () =>
      "Check the six figures. If it has run out, was used or was mistyped five times, ask for another.",
  },
  "attempt.void": {
    says: () => "The result of this exam is void for misconduct or cheating: it cannot be sat again",
    cure: () => "You may appeal to the office that holds the exam.",
  },
  "violation.code-missing": { says: () => "What happened is not chosen", cure: () => "Choose it." },
  "violation.role-missing": { says: () => "No signature is chosen", cure: () => "Choose the signature." },
  "violation.description-missing": {
    says: () => "The facts are missing",
    cure: () => "Say when, where and how.",
  },
  "violation.evidence": {
    says: (f) => `Evidence must be a picture or a PDF of at most ${f.megabytes} MB`,
    cure: () => "Choose another file, or enter it without.",
  },
  "violation.withdrawn": { says: () => "The entry was taken back" },
  "violation.effective": {
    says: () => "The entry is in effect",
    cure: () => "If it is wrong, ask to take it back.",
  },
  "violation.signature-given": { says: () => "This signature is given already" },
  "violation.one-each": {
    says: () => "You have signed elsewhere: one signature each",
    cure: () => "Ask another person to sign.",
  },
  "violation.own": {
    says: () => "You cannot enter, sign or take back a violation of your own",
    cure: () => "Another person has to do it.",
  },
  "violation.not-your-role": {
    says: () => "Your role cannot give this signature",
    cure: () =>
      "Invigilators sign as invigilator, training officers or invigilators as entry clerk, personnel as checker, legal affairs as chief.",
  },
  "violation.chief-last": { says: () => "The chief signs last", cure: () => "Wait for the other three." },
  "violation.decision-missing": { says: () => "The decision has no number", cure: () => "Enter it." },
  "violation.ban-missing": {
    says: () => "The rule pack sets no years: the decision has to say until when exams are barred",
    cure: () => "Enter the last day.",
  },
  "violation.ban-past": {
    says: () => "The last day of the bar has passed",
    cure: () => "Choose today or later.",
  },
  "violation.reason-missing": { says: () => "No reason is given", cure: () => "Say why." },
  "violation.withdrawal-open": {
    says: () => "A request already waits for another person",
    cure: () => "Wait for the decision.",
  },
  "violation.no-withdrawal": { says: () => "No request waits", cure: () => "Ask to take it back first." },
  "violation.same-person": {
    says: () => "You cannot decide on your own request",
    cure: () => "Another person has to decide.",
  },
  "late.reason-missing": { says: () => "No reason is given", cure: () => "Say why they should count." },
  "late.none": { says: () => "No late answers wait" },
  "late.not-submitted": { says: () => "The paper is not in yet", cure: () => "Come back when it is." },
  "late.released": {
    says: () => "The results are released",
    cure: () => "After the release, corrections go the way of objections.",
  },
  "late.proposed": { says: () => "It is proposed already", cure: () => "Another person has to decide." },
  "late.not-proposed": { says: () => "Nothing is proposed", cure: () => "Propose it first." },
  "late.same-person": {
    says: () => "You cannot decide on your own proposal",
    cure: () => "Another person has to.",
  },
  "late.own": {
    says: () => "You cannot decide on late answers of your own paper",
    cure: () => "Another person has to.",
  },
};

export const invigilationRefusals = { "zh-CN": zh, en };
