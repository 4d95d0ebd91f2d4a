import type { Facts } from "~/verdict";
import { certificationText } from "./certification";
import { longDate } from "./dates";
import { periodicReviewsText } from "./periodic-reviews";
import { renewalsText, reviewStateNames } from "./renewals";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const day = (locale: Locale, value: Facts[string] | undefined) =>
  typeof value === "string" ? longDate(value, locale) : "";
const word = (words: Record<string, string>, value: Facts[string] | undefined) =>
  words[String(value)] ?? String(value);
const status = (locale: Locale, f: Facts) => word(certificationText[locale].status, f.status);
const ground = (locale: Locale, f: Facts) => word(periodicReviewsText[locale].grounds, f.ground);

const zh = {
  "renewal-run.nothing": { says: () => "没有选择可以申请换发的人员", cure: () => "请先选择人员。" },
  "renewal-run.under-way": {
    says: () => "所选人员正在另一批申请中",
    cure: () => "等那一批办完后再看。",
  },
  "renewal-run.too-many": { says: (f: Facts) => `一次最多 ${f.most} 人`, cure: () => "请按单位分批办理。" },
  "campaign.name-missing": { says: () => "没有填写专项名称" },
  "campaign.days-reversed": {
    says: (f: Facts) => `${day("zh-CN", f.fromOn)}晚于${day("zh-CN", f.toOn)}`,
    cure: () => "请把较早的日期填在前面。",
  },
  "campaign.due-passed": {
    says: (f: Facts) => `期限${day("zh-CN", f.dueOn)}已经过去`,
    cure: () => "请填写今天或以后的日期。",
  },
  "campaign.no-reviews": { says: () => "这一单位的规则没有年审", cure: () => "年审由规则包规定。" },
  "campaign.year-known": {
    says: (f: Facts) => `${f.year} 年度审验已在本单位、上级或下级单位开展`,
    cure: () => "有误的，先撤回原来的专项。",
  },
  "campaign.ended": {
    says: (f: Facts) => `专项${word(renewalsText["zh-CN"].campaign.states, f.state)}，不能撤回`,
  },
  "campaign.reason-missing": { says: () => "没有填写撤回理由" },
  "certificate-review.failed": {
    says: (f: Facts) => `${f.year} 年度审验不合格${f.ground ? `（${ground("zh-CN", f)}）` : ""}`,
    cure: () => "整改后由单位重新申报，审验机关同意后恢复。",
  },
  "certificate-review.overdue": {
    says: (f: Facts) =>
      `${f.year} 年度审验逾期${f.closedOn ? `，应在${day("zh-CN", f.closedOn)}前（含当日）办理` : ""}`,
    cure: () => "由单位补报审验。",
  },
  "certificate-review.not-due": {
    says: (f: Facts) => `${f.year} 年度没有开展对该证件的审验`,
    cure: () => "审验开始后再申报。",
  },
  "certificate-review.settled": {
    says: (f: Facts) => `${f.year} 年度审验结果已是${word(reviewStateNames["zh-CN"], f.state)}`,
  },
  "certificate-review.proposed-already": {
    says: (f: Facts) => `${f.year} 年度已有审验意见等待决定`,
    cure: () => "需要改动的，由提出人先撤回。",
  },
  "certificate-review.ground-missing": { says: () => "没有选择与意见相符的事由" },
  "certificate-review.nothing-pending": {
    says: () => "没有正在办理的申请，不能暂缓",
    cure: () => "按合格、不合格或者免审提出。",
  },
  "certificate-review.exam-missing": {
    says: (f: Facts) => `持证满 ${f.years} 年，${f.year} 年以来没有通过考试`,
    cure: () => "通过考试后再申报合格。",
  },
  "certificate-review.not-in-use": {
    says: (f: Facts) => `证件现为${status("zh-CN", f)}，不再审验`,
  },
  "certificate-review.own": { says: () => "不能办理本人证件的审验", cure: () => "请由另一人办理。" },
  "certificate-review.decided": { says: () => "这项审验意见已经办结", cure: () => "请刷新页面。" },
  "certificate-review.same-person": {
    says: () => "提出审验意见的人不能决定",
    cure: () => "请由另一人决定。",
  },
  "certificate-review.not-yours": { says: () => "只有提出人可以撤回", cure: () => "请由提出人撤回。" },
  "certificate-review.opinion-missing": { says: () => "没有填写不同意的理由" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "renewal-run.nothing": {
    says: () => "Nobody was chosen who can be applied for",
    cure: () => "Choose people first.",
  },
  "renewal-run.under-way": {
    says: () => "Those chosen are being applied for already",
    cure: () => "Wait until that is done.",
  },
  "renewal-run.too-many": { says: (f) => `At most ${f.most} at a time`, cure: () => "Go unit by unit." },
  "campaign.name-missing": { says: () => "The campaign has no name" },
  "campaign.days-reversed": {
    says: (f) => `${day("en", f.fromOn)} is after ${day("en", f.toOn)}`,
    cure: () => "Put the earlier day first.",
  },
  "campaign.due-passed": {
    says: (f) => `The last day, ${day("en", f.dueOn)}, is over`,
    cure: () => "Choose today or a day to come.",
  },
  "campaign.no-reviews": {
    says: () => "The rules of this unit have no review",
    cure: () => "A rule pack decides that.",
  },
  "campaign.year-known": {
    says: (f) => `The review of ${f.year} is open in this unit, above it or below it`,
    cure: () => "If that is wrong, withdraw the other campaign first.",
  },
  "campaign.ended": {
    says: (f) =>
      `The campaign is ${word(renewalsText.en.campaign.states, f.state).toLowerCase()} and cannot be withdrawn`,
  },
  "campaign.reason-missing": { says: () => "No reason was given" },
  "certificate-review.failed": {
    says: (f) => `The review of ${f.year} was failed${f.ground ? ` (${ground("en", f).toLowerCase()})` : ""}`,
    cure: () => "The unit hands in a new review after putting it right; the authority agrees.",
  },
  "certificate-review.overdue": {
    says: (f) =>
      `The review of ${f.year} is overdue${f.closedOn ? `; its last day was ${day("en", f.closedOn)}` : ""}`,
    cure: () => "The unit hands it in late.",
  },
  "certificate-review.not-due": {
    says: (f) => `No review of ${f.year} was opened for this certificate`,
    cure: () => "Propose once it has begun.",
  },
  "certificate-review.settled": {
    says: (f) => `The review of ${f.year} is settled: ${word(reviewStateNames.en, f.state).toLowerCase()}`,
  },
  "certificate-review.proposed-already": {
    says: (f) => `A proposal for ${f.year} waits for a decision`,
    cure: () => "Who proposed it may take it back first.",
  },
  "certificate-review.ground-missing": { says: () => "No ground was chosen that fits the proposal" },
  "certificate-review.nothing-pending": {
    says: () => "No application is under way for which to defer",
    cure: () => "Propose a pass, a fail or an exemption.",
  },
  "certificate-review.exam-missing": {
    says: (f) => `Held for ${f.years} years, and no exam passed since ${f.year}`,
    cure: () => "Propose a pass after an exam is passed.",
  },
  "certificate-review.not-in-use": {
    says: (f) => `The certificate is ${status("en", f).toLowerCase()} and is reviewed no more`,
  },
  "certificate-review.own": {
    says: () => "Nobody reviews their own certificate",
    cure: () => "Somebody else does it.",
  },
  "certificate-review.decided": { says: () => "This proposal was decided", cure: () => "Reload the page." },
  "certificate-review.same-person": {
    says: () => "Who proposed it does not decide it",
    cure: () => "Somebody else decides.",
  },
  "certificate-review.not-yours": {
    says: () => "Only who proposed it may take it back",
    cure: () => "They take it back themselves.",
  },
  "certificate-review.opinion-missing": { says: () => "No reason was given for not agreeing" },
};

export const renewalsRefusals = { "zh-CN": zh, en };
