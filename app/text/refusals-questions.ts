import type { Facts } from "~/verdict";
import { questionsText } from "./questions";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const stateIn = (locale: "zh-CN" | "en", state: Facts[string] | undefined) =>
  (questionsText[locale].draftStates as Record<string, string>)[String(state)] ?? String(state);

/** Before a sentence about a part of a case. */
const partOf = ({ casePart }: Facts) => (casePart ? `第 ${casePart} 小题：` : "");
const inPart = ({ casePart }: Facts, sentence: string) =>
  casePart ? `Part ${casePart}: ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}` : sentence;

const zh = {
  "bank.code-malformed": {
    says: () => "题库代码只能用小写字母、数字和连字符，以字母开头，不超过 40 个字符",
    cure: () => "例如 water-law。",
  },
  "bank.code-taken": {
    says: (f: Facts) => `题库代码 ${f.code} 已经使用`,
    cure: () => "改用别的代码。",
  },
  "bank.title-missing": {
    says: () => "没有填写题库名称",
    cure: () => "填写名称。",
  },
  "bank.title-long": {
    says: (f: Facts) => `题库名称超过 ${f.most} 字`,
    cure: () => "缩短名称。",
  },
  "bank.field-missing": {
    says: () => "专门法律知识题库没有选择执法领域",
    cure: () => "选择领域，或改选类别。",
  },
  "question.not-found": {
    says: () => "没有这道试题或这份草稿",
    cure: () => "返回列表重新选择。",
  },
  "question.no-draft": {
    says: () => "这道题没有草稿在办",
    cure: () => "先开修订。",
  },
  "question.draft-not-open": {
    says: (f: Facts) => `草稿${stateIn("zh-CN", f.state)}，现在不能修改或提交`,
    cure: () => "待审的可以退回后再改；已发布的请开新的修订。",
  },
  "question.draft-not-submitted": {
    says: (f: Facts) => `草稿${stateIn("zh-CN", f.state)}，不在待审之列`,
    cure: () => "由命题人提交后再审。",
  },
  "question.draft-changed-meanwhile": {
    says: () => "打开本页之后，别人保存了这份草稿",
    cure: () => "打开现在的草稿核对，把要改的再填一次。",
  },
  "question.draft-ended": {
    says: (f: Facts) => `草稿${stateIn("zh-CN", f.state)}，不能放弃`,
    cure: () => "已发布的试题可以停用。",
  },
  "question.draft-own": {
    says: () => "起草、修改或提交过这道题的人不能审自己的题",
    cure: () => "请另一位审题人办理。",
  },
  "question.draft-others": {
    says: () => "只有审题人或写过这道题的人可以退回",
    cure: () => "请审题人或命题人办理。",
  },
  "question.draft-live": {
    says: () => "这道题已经有一份草稿在办",
    cure: () => "打开那份草稿继续修改，或等它发布、放弃以后再开。",
  },
  "question.checklist-incomplete": {
    says: (f: Facts) => `审题核对还有 ${f.missing} 项没有确认`,
    cure: () => "逐项核对并勾选；有一项不符就退回。",
  },
  "question.base-superseded": {
    says: (f: Facts) => `起草以后这道题已有第 ${f.number} 版，草稿不是从它改起的`,
    cure: () => "放弃这份草稿，从现在的版本重新修订。",
  },
  "question.retired": {
    says: () => "这道题已经停用",
    cure: () => "先恢复使用，再修订或发布。",
  },
  "question.not-retired": {
    says: () => "这道题没有停用",
  },
  "question.unpublished": {
    says: () => "这道题还没有发布过",
    cure: () => "不再需要的草稿可以放弃。",
  },
  "question.part-of-case": {
    says: (f: Facts) => `这是案例题 ${f.code} 的小题，随案例题一起办理`,
    cure: () => "打开案例题办理。",
  },
  "question.reason-missing": {
    says: () => "没有写理由",
    cure: () => "写明理由。",
  },
  "question.reason-long": {
    says: (f: Facts) => `理由超过 ${f.most} 字`,
    cure: () => "缩短理由。",
  },
  "question.no-code": {
    says: () => "没有题号",
    cure: () => "填写题号，或由系统编号。",
  },
  "question.code-taken": {
    says: (f: Facts) => `题号 ${f.code} 在题库里已经使用`,
    cure: () => "改用别的题号，或留空由系统编号。",
  },
  "question.part-code": {
    says: (f: Facts) => `${partOf(f)}题号${f.code ? ` ${f.code} ` : ""}不以案例题的题号 ${f.case} 开头`,
    cure: () => "移除这一小题后重新添加，由系统编号。",
  },
  "question.enemy-itself": {
    says: () => "互斥题写了本题自己",
    cure: () => "删去本题的题号。",
  },
  "question.enemy-unknown": {
    says: (f: Facts) => `互斥题 ${f.code} 不在题库里`,
    cure: () => "核对题号，或删去。",
  },
  "question.no-citation": {
    says: (f: Facts) => `${partOf(f)}没有法律依据`,
    cure: () => "至少引用一条法律条文。",
  },
  "question.law-unknown": {
    says: (f: Facts) => `${partOf(f)}法律登记里没有《${f.law}》`,
    cure: () => "核对法律名称，或先登记这部法律。",
  },
  "question.version-missing": {
    says: (f: Facts) => `${partOf(f)}没有写明《${f.law}》的哪个版本`,
    cure: () => "选择条文所在的版本。",
  },
  "question.version-unknown": {
    says: (f: Facts) => `${partOf(f)}法律登记里没有《${f.law}》${f.version} 的版本`,
    cure: () => "选择已登记的版本，或先登记这个版本。",
  },
  "question.article-beyond": {
    says: (f: Facts) =>
      `${partOf(f)}《${f.law}》${f.version} 版只有 ${f.articles} 条，引用了第 ${f.article} 条`,
    cure: () => "核对条文序号。",
  },
  "question.article-amended": {
    says: (f: Facts) =>
      `${partOf(f)}《${f.law}》第 ${f.article} 条自 ${f.fromOn} 起已经修改，引用的是 ${f.version} 的旧版本`,
    cure: () => "对照新版本核对题目，改引新版本的条文。",
  },
  "question.law-abolished": {
    says: (f: Facts) => `${partOf(f)}《${f.law}》自 ${f.fromOn} 起废止`,
    cure: () => "改引现行有效的法律，或放弃这道题。",
  },
  "question.no-explanation": {
    says: (f: Facts) => `${partOf(f)}没有解析`,
    cure: () => "写明为什么这个答案正确。",
  },
  "question.no-difficulty": {
    says: () => "没有选择难度",
    cure: () => "选择 1 到 5 的难度。",
  },
  "question.no-topic": {
    says: () => "没有填写考点",
    cure: () => "填写考点。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "bank.code-malformed": {
    says: () =>
      "A bank's code has small letters, digits and hyphens only, begins with a letter, and has 40 at most",
    cure: () => "For example water-law.",
  },
  "bank.code-taken": {
    says: (f) => `The code ${f.code} is another bank's`,
    cure: () => "Use another.",
  },
  "bank.title-missing": {
    says: () => "The bank has no title",
    cure: () => "Enter one.",
  },
  "bank.title-long": {
    says: (f) => `The title is longer than ${f.most} characters`,
    cure: () => "Shorten it.",
  },
  "bank.field-missing": {
    says: () => "No field is chosen for a bank of special law",
    cure: () => "Choose one, or another kind.",
  },
  "question.not-found": {
    says: () => "There is no such question or draft",
    cure: () => "Go back to the list and choose again.",
  },
  "question.no-draft": {
    says: () => "No draft of this question is under way",
    cure: () => "Open a revision first.",
  },
  "question.draft-not-open": {
    says: (f) => `The draft is ${stateIn("en", f.state)} and cannot be changed or submitted now`,
    cure: () => "One under review can be sent back first; of a published question, open a revision.",
  },
  "question.draft-not-submitted": {
    says: (f) => `The draft is ${stateIn("en", f.state)}, not under review`,
    cure: () => "Its author submits it first.",
  },
  "question.draft-changed-meanwhile": {
    says: () => "Somebody else saved this draft since you opened the page",
    cure: () => "Open the draft as it is now and enter your changes again.",
  },
  "question.draft-ended": {
    says: (f) => `The draft is ${stateIn("en", f.state)} and cannot be discarded`,
    cure: () => "A published question can be retired.",
  },
  "question.draft-own": {
    says: () => "Whoever drafted, changed or submitted a question does not review it",
    cure: () => "Ask another reviewer.",
  },
  "question.draft-others": {
    says: () => "Only a reviewer, or who wrote a part of it, sends it back",
    cure: () => "Ask a reviewer or its author.",
  },
  "question.draft-live": {
    says: () => "A draft of this question is under way already",
    cure: () => "Go on with that draft, or wait until it is published or discarded.",
  },
  "question.checklist-incomplete": {
    says: (f) => `Items of the review not confirmed: ${f.missing}`,
    cure: () => "Check and tick each; where one does not hold, send the question back.",
  },
  "question.base-superseded": {
    says: (f) => `The question has a version ${f.number} by now, from which the draft was not begun`,
    cure: () => "Discard this draft and revise the present version.",
  },
  "question.retired": {
    says: () => "The question is retired",
    cure: () => "Put it back first, then revise or publish it.",
  },
  "question.not-retired": {
    says: () => "The question is not retired",
  },
  "question.unpublished": {
    says: () => "The question was never published",
    cure: () => "A draft that is not needed can be discarded.",
  },
  "question.part-of-case": {
    says: (f) => `This is a part of the case ${f.code} and goes with it`,
    cure: () => "Open the case.",
  },
  "question.reason-missing": {
    says: () => "No reason is given",
    cure: () => "Say why.",
  },
  "question.reason-long": {
    says: (f) => `The reason is longer than ${f.most} characters`,
    cure: () => "Shorten it.",
  },
  "question.no-code": {
    says: () => "The question has no code",
    cure: () => "Type one, or let the platform number it.",
  },
  "question.code-taken": {
    says: (f) => `The code ${f.code} is used in the bank already`,
    cure: () => "Use another, or leave it to the platform.",
  },
  "question.part-code": {
    says: (f) => inPart(f, `Its code${f.code ? ` ${f.code}` : ""} does not begin with its case's, ${f.case}`),
    cure: () => "Take the part away and add it again; the platform numbers it.",
  },
  "question.enemy-itself": {
    says: () => "The question is named as its own enemy",
    cure: () => "Take its code away.",
  },
  "question.enemy-unknown": {
    says: (f) => `The question ${f.code}, which may not stand beside it, is in no bank`,
    cure: () => "Check the code, or take it away.",
  },
  "question.no-citation": {
    says: (f) => inPart(f, `No article is cited`),
    cure: () => "Cite at least one article.",
  },
  "question.law-unknown": {
    says: (f) => inPart(f, `The law register does not hold 《${f.law}》`),
    cure: () => "Check the name, or have the law registered first.",
  },
  "question.version-missing": {
    says: (f) => inPart(f, `The version of 《${f.law}》 is not said`),
    cure: () => "Choose the version the article stands in.",
  },
  "question.version-unknown": {
    says: (f) => inPart(f, `The law register does not hold 《${f.law}》 in the version of ${f.version}`),
    cure: () => "Choose a registered version, or have it registered first.",
  },
  "question.article-beyond": {
    says: (f) =>
      inPart(f, `《${f.law}》 of ${f.version} ends at article ${f.articles}; article ${f.article} is cited`),
    cure: () => "Check the number of the article.",
  },
  "question.article-amended": {
    says: (f) =>
      inPart(
        f,
        `Article ${f.article} of 《${f.law}》 was amended from ${f.fromOn}; the version of ${f.version} is cited`,
      ),
    cure: () => "Read the question beside the new version and cite that.",
  },
  "question.law-abolished": {
    says: (f) => inPart(f, `《${f.law}》 was abolished from ${f.fromOn}`),
    cure: () => "Cite a law in force, or discard the question.",
  },
  "question.no-explanation": {
    says: (f) => inPart(f, `There is no explanation`),
    cure: () => "Say why the key is right.",
  },
  "question.no-difficulty": {
    says: () => "No difficulty is chosen",
    cure: () => "Choose one from 1 to 5.",
  },
  "question.no-topic": {
    says: () => "There is no topic",
    cure: () => "Enter the topic.",
  },
};

export const questionsRefusals = { "zh-CN": zh, en };
