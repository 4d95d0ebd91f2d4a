import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const day = (locale: Locale, value: Facts[string] | undefined) =>
  typeof value === "string" ? longDate(value, locale) : "";
const zhDay = (value: Facts[string] | undefined) => day("zh-CN", value);
const enDay = (value: Facts[string] | undefined) => day("en", value);

const zh = {
  "law.name-taken": {
    says: (f: Facts) => `目录里已有《${f.name}》`,
    cure: () => "到该法律的页面登记修改；确实是另一部法律的，换一个简称。",
  },
  "law.adopted-later": {
    says: (f: Facts) => `通过日期 ${zhDay(f.version)}还没有到`,
    cure: () => "法律通过以后再登记，施行日期可以是将来。",
  },
  "law.effective-before-adoption": {
    says: (f: Facts) => `施行日期 ${zhDay(f.effectiveOn)}早于通过日期 ${zhDay(f.version)}`,
    cure: () => "核对公布文件，改正其中一个日期。",
  },
  "law.version-registered": {
    says: (f: Facts) => `${zhDay(f.version)}通过的版本已经登记，自${zhDay(f.effectiveOn)}起施行`,
    cure: () => "不必重复登记。登记有误的，先撤回那一次登记。",
  },
  "law.version-differs": {
    says: (f: Facts) =>
      `随系统发布的 ${zhDay(f.version)}版本自${zhDay(f.effectiveOn)}起施行，共 ${f.articles} 条，与填写的不一致`,
    cure: () => "核对公布文件，改正施行日期或条数。",
  },
  "amendment.before-first": {
    says: (f: Facts) => `目录里最早的版本于 ${zhDay(f.version)}通过，在它之前的修改不能登记`,
    cure: () => "改正通过日期。",
  },
  "amendment.not-after-former": {
    says: (f: Facts) => `施行日期不晚于前一版本（${zhDay(f.version)}通过，自${zhDay(f.effectiveOn)}起施行）`,
    cure: () => "改正日期。同一天施行的几次修改合并登记为一次。",
  },
  "amendment.not-before-next": {
    says: (f: Facts) => `施行日期不早于后一版本（${zhDay(f.version)}通过，自${zhDay(f.effectiveOn)}起施行）`,
    cure: () => "改正日期。同一天施行的几次修改合并登记为一次。",
  },
  "amendment.law-abolished": {
    says: (f: Facts) => `这部法律自${zhDay(f.abolishedOn)}起废止，此后没有修改`,
    cure: () => "改正施行日期；废止登记有误的，先撤回。",
  },
  "amendment.nothing-touched": {
    says: () => "没有填写被修改的条文",
    cure: () => "填写条文，或选择整部法律。",
  },
  "amendment.whole-and-articles": {
    says: () => "选择了整部法律，又填写了条文",
    cure: () => "清空条文，或改选部分条文。",
  },
  "amendment.article-beyond": {
    says: (f: Facts) => `第 ${f.article} 条超出了修改前的版本（${zhDay(f.version)}通过，共 ${f.last} 条）`,
    cure: () => "按修改前的条序填写；新增的条文不用填。",
  },
  "amendment.articles-unreadable": {
    says: (f: Facts) => `“${f.piece}”不是条文的序号`,
    cure: () =>
      "写成 33、35—38 或第三十三条、第三十五条至第三十八条。款、项不用写，写到条；新增的“之一”不用填。",
  },
  "amendment.articles-reversed": {
    says: (f: Facts) => `“${f.from}—${f.to}”前大后小`,
    cure: (f: Facts) => `应为 ${f.to}—${f.from} 的，请改正。`,
  },
  "amendment.version-cited": {
    says: (f: Facts) => `题库中已有 ${f.questions} 道试题引用这个版本`,
    cure: () => "先在题库里改写或停用这些试题，再撤回。",
  },
  "law.abolished-already": {
    says: (f: Facts) => `已经登记自${zhDay(f.abolishedOn)}起废止`,
    cure: () => "日期有误的，先撤回那一次登记。",
  },
  "abolition.not-after-version": {
    says: (f: Facts) =>
      `废止日期不晚于一个版本的施行日期（${zhDay(f.version)}通过，自${zhDay(f.effectiveOn)}起施行）`,
    cure: () => "改正废止日期；版本登记有误的，先撤回。",
  },
  "rereading.none-chosen": { says: () => "没有勾选试题", cure: () => "勾选重读过的试题。" },
  "rereading.gone": {
    says: () => "所选的试题不再需要重读",
    cure: () => "登记可能已经撤回，或试题已经改写、停用。列表已更新。",
  },
  "exam.questions-barred": {
    says: (f: Facts) => `有 ${f.questions} 道试题因法律修改，在 ${zhDay(f.heldOn)}不能使用`,
    cure: () => "在“待重读试题”里重读，或在题库里改写、补充。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "law.name-taken": {
    says: (f) => `The register already holds 《${f.name}》`,
    cure: () => "Record an amendment on its page; if it is another law, give it another short name.",
  },
  "law.adopted-later": {
    says: (f) => `The day of adoption, ${enDay(f.version)}, has not come`,
    cure: () => "Record a law once it is adopted; the day it comes into force may lie ahead.",
  },
  "law.effective-before-adoption": {
    says: (f) => `In force from ${enDay(f.effectiveOn)}, before it was adopted on ${enDay(f.version)}`,
    cure: () => "Check the publication and correct one of the dates.",
  },
  "law.version-registered": {
    says: (f) =>
      `The version adopted ${enDay(f.version)} is registered, in force from ${enDay(f.effectiveOn)}`,
    cure: () => "It need not be recorded again. If it was recorded wrongly, withdraw that record first.",
  },
  "law.version-differs": {
    says: (f) =>
      `The version adopted ${enDay(f.version)} came with the system as in force from ${enDay(f.effectiveOn)} with ${f.articles} articles`,
    cure: () => "Check the publication and correct the day or the number of articles.",
  },
  "amendment.before-first": {
    says: (f) =>
      `The first version in the register was adopted on ${enDay(f.version)}; nothing before it can be amended`,
    cure: () => "Correct the day of adoption.",
  },
  "amendment.not-after-former": {
    says: (f) =>
      `It must come into force after the version before (adopted ${enDay(f.version)}, in force from ${enDay(f.effectiveOn)})`,
    cure: () => "Correct the day. Amendments in force from one day are recorded as one.",
  },
  "amendment.not-before-next": {
    says: (f) =>
      `It must come into force before the next version (adopted ${enDay(f.version)}, in force from ${enDay(f.effectiveOn)})`,
    cure: () => "Correct the day. Amendments in force from one day are recorded as one.",
  },
  "amendment.law-abolished": {
    says: (f) => `The law is abolished from ${enDay(f.abolishedOn)}; nothing amends it after that`,
    cure: () => "Correct the day; if the abolition was recorded wrongly, withdraw it first.",
  },
  "amendment.nothing-touched": {
    says: () => "No article is named",
    cure: () => "Name the articles, or choose the whole law.",
  },
  "amendment.whole-and-articles": {
    says: () => "The whole law is chosen, and articles are named",
    cure: () => "Clear the articles, or choose some articles.",
  },
  "amendment.article-beyond": {
    says: (f) =>
      `Article ${f.article} is beyond the version before (adopted ${enDay(f.version)}, ${f.last} articles)`,
    cure: () => "Count as the version before does; leave out new articles.",
  },
  "amendment.articles-unreadable": {
    says: (f) => `“${f.piece}” is no article`,
    cure: () => "Write 33, 35-38. Name articles only, no paragraphs or items; leave out new articles.",
  },
  "amendment.articles-reversed": {
    says: (f) => `“${f.from}–${f.to}” runs backwards`,
    cure: (f) => `Write ${f.to}-${f.from} if that is meant.`,
  },
  "amendment.version-cited": {
    says: (f) => `${f.questions} questions in the banks cite this version`,
    cure: () => "Rewrite or retire them in their banks first, then withdraw it.",
  },
  "law.abolished-already": {
    says: (f) => `It is recorded as abolished from ${enDay(f.abolishedOn)}`,
    cure: () => "If the day is wrong, withdraw that record first.",
  },
  "abolition.not-after-version": {
    says: (f) =>
      `It must end after every version begins (adopted ${enDay(f.version)}, in force from ${enDay(f.effectiveOn)})`,
    cure: () => "Correct the day; if the version was recorded wrongly, withdraw it first.",
  },
  "rereading.none-chosen": {
    says: () => "No question is ticked",
    cure: () => "Tick the questions you have read.",
  },
  "rereading.gone": {
    says: () => "The questions chosen need no reading any more",
    cure: () => "The amendment was withdrawn, or they were rewritten or retired. The list is up to date.",
  },
  "exam.questions-barred": {
    says: (f) => `${f.questions} questions cannot be used on ${enDay(f.heldOn)} because a law was amended`,
    cure: () => "Read them again under “Questions to be read again”, or rewrite or add questions.",
  },
};

export const lawsRefusals = { "zh-CN": zh, en };
