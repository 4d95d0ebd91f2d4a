import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import { rulebookText, ruleName } from "./rulebook";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const ruleIn = (locale: Locale, { rule }: Facts) => ruleName(locale, String(rule));
const faultIn = (locale: Locale, { fault }: Facts) => {
  const faults: Record<string, string> = rulebookText[locale].faults;
  return faults[String(fault)] ?? String(fault);
};

const zh = {
  "pack.unknown": { says: () => "没有这个规则包", cure: () => "从列表中另选一个。" },
  "pack.code-malformed": {
    says: () => "规则包代码只能用小写字母、数字和连字符，以字母开头，2 至 40 个字符",
    cure: () => "改用例如 linhu-district 这样的代码。",
  },
  "pack.code-taken": { says: () => "这个规则包代码已经有了", cure: () => "换一个代码。" },
  "pack.title-missing": { says: () => "请填写规则包名称，不超过 60 字" },
  "draft.not-open": {
    says: () => "草案已不在起草阶段，不能修改或报批",
    cure: () => "报批中的草案先退回，再修改。",
  },
  "draft.not-proposed": { says: () => "草案没有报批，不能批准或退回" },
  "draft.changed-meanwhile": {
    says: () => "您打开表单之后，草案已被修改",
    cure: () => "打开最新的草案，再改一次。",
  },
  "draft.no-change": { says: () => "草案和原版本完全一样", cure: () => "先修改规则。" },
  "draft.reason-missing": {
    says: (facts: Facts) => `${longDate(String(facts.effectiveOn), "zh-CN")}已经过去，追溯施行须说明理由`,
    cure: () => "写明理由，或另定日期。已经作出的决定仍按当时的版本。",
  },
  "draft.before-base": {
    says: (facts: Facts) =>
      `施行日期不能早于它所替代的版本（${longDate(String(facts.baseEffectiveOn), "zh-CN")}）`,
  },
  "draft.contradiction": {
    says: (facts: Facts) => `${ruleIn("zh-CN", facts)}：${faultIn("zh-CN", facts)}`,
    cure: () => "先改正这条规则。",
  },
  "draft.own": {
    says: () => "您参与起草了这份草案，不能由您批准或退回",
    cure: () => "请由没有参与起草的人办理。",
  },
  "draft.others": { says: () => "只有起草人可以撤回草案" },
  "draft.ended": { says: () => "草案已经办结" },
  "draft.base-superseded": {
    says: (facts: Facts) => `起草之后，第 ${facts.number} 版已经批准`,
    cure: () => "撤回这份草案，从最新版本重新起草。",
  },
  "pack-assignment.open-already": {
    says: () => "这个单位已有一项改用规则包的建议在等待批准",
    cure: () => "先办结那一项。",
  },
  "pack-assignment.as-before": { says: () => "从那一天起，单位本来就适用这个规则包" },
  "pack-assignment.decided": { says: () => "这项建议已经办结" },
  "pack-assignment.own": {
    says: () => "建议由您提出，不能由您批准或否决",
    cure: () => "请由其他有权人员办理，或者撤回。",
  },
  "pack-assignment.others": { says: () => "只有提出人可以撤回这项建议" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "pack.unknown": { says: () => "There is no such rule pack", cure: () => "Choose another." },
  "pack.code-malformed": {
    says: () => "A pack's code is 2 to 40 small letters, digits and hyphens and begins with a letter",
    cure: () => "Take one such as linhu-district.",
  },
  "pack.code-taken": { says: () => "This code is taken", cure: () => "Take another." },
  "pack.title-missing": { says: () => "Give the pack a title of at most 60 characters" },
  "draft.not-open": {
    says: () => "The draft is no longer open: it cannot be changed or proposed",
    cure: () => "A proposed draft is sent back first.",
  },
  "draft.not-proposed": { says: () => "The draft is not proposed: it cannot be approved or sent back" },
  "draft.changed-meanwhile": {
    says: () => "The draft was changed after you opened the form",
    cure: () => "Open it as it stands now and change it again.",
  },
  "draft.no-change": {
    says: () => "The draft says just what the version before it says",
    cure: () => "Change a rule first.",
  },
  "draft.reason-missing": {
    says: (facts) => `${longDate(String(facts.effectiveOn), "en")} is past: a reason is required`,
    cure: () => "Give the reason or another day. Decisions already taken keep their version.",
  },
  "draft.before-base": {
    says: (facts) =>
      `It cannot take effect before the version it replaces (${longDate(String(facts.baseEffectiveOn), "en")})`,
  },
  "draft.contradiction": {
    says: (facts) => `${ruleIn("en", facts)}: ${faultIn("en", facts)}`,
    cure: () => "Mend this rule first.",
  },
  "draft.own": {
    says: () => "You wrote a part of this draft: you cannot approve it or send it back",
    cure: () => "Somebody who wrote none of it decides.",
  },
  "draft.others": { says: () => "Only who wrote the draft withdraws it" },
  "draft.ended": { says: () => "The draft is closed" },
  "draft.base-superseded": {
    says: (facts) => `Version ${facts.number} was approved after this draft was opened`,
    cure: () => "Withdraw this draft and begin from the newest version.",
  },
  "pack-assignment.open-already": {
    says: () => "Another proposal for this unit is waiting",
    cure: () => "Have that one decided first.",
  },
  "pack-assignment.as-before": { says: () => "The unit follows this pack from that day already" },
  "pack-assignment.decided": { says: () => "This proposal is decided" },
  "pack-assignment.own": {
    says: () => "You proposed this: you can neither approve nor refuse it",
    cure: () => "Somebody else with the power decides, or you withdraw it.",
  },
  "pack-assignment.others": { says: () => "Only who proposed it withdraws it" },
};

export const rulebookRefusals = { "zh-CN": zh, en };
