import type { Cure } from "~/study/shortfall";
import type { Facts } from "~/verdict";
import { studyText } from "./study";
import type { Locale } from "./text";

const words = {
  "zh-CN": {
    more: (amount: string) => `再学 ${amount}`,
    ofWhich: (parts: string) => `，其中${parts}`,
    category: (name: string, amount: string) => `${name}至少 ${amount}`,
    sessions: (n: number) => `集中培训至少 ${n} 次`,
    selfStudy: (amount: string) => `自学最多计 ${amount}`,
    online: (amount: string) => `网络培训最多计 ${amount}`,
    waiting: (amount: string) => `${amount}等待认定`,
    and: "，",
    also: "；",
    stop: "。",
  },
  en: {
    more: (amount: string) => `Study ${amount} more`,
    ofWhich: (parts: string) => `, of which ${parts}`,
    category: (name: string, amount: string) => `${name} at least ${amount}`,
    sessions: (n: number) => `at least ${n} training ${n === 1 ? "course" : "courses"}`,
    selfStudy: (amount: string) => `self-study at most ${amount}`,
    online: (amount: string) => `online study at most ${amount}`,
    waiting: (amount: string) => `${amount} wait to be accepted`,
    and: ", ",
    also: "; ",
    stop: ".",
  },
};

/** What would close a gap, as one sentence; empty where there is none. */
export function cureIn(locale: Locale, cures: readonly Cure[]): string {
  const t = words[locale];
  const amounts: Record<string, (n: number) => string> = studyText[locale].amounts;
  const categories: Record<string, string> = studyText[locale].categories;
  const amount = ({ amount: n, unit }: Facts) => amounts[String(unit)]?.(Number(n)) ?? "";
  const of = (code: Cure["code"]) => cures.filter((cure) => cure.code === code).map(({ facts }) => facts);
  const more = of("study-more").map((facts) => t.more(amount(facts)));
  const courses = of("attend-concentrated").map(({ sessions }) => t.sessions(Number(sessions)));
  const parts = [
    ...of("study-category").map((facts) =>
      t.category(categories[String(facts.category)] ?? "", amount(facts)),
    ),
    ...(more.length > 0 ? courses : []),
    ...of("self-study-at-most").map((facts) => t.selfStudy(amount(facts))),
    ...of("online-at-most").map((facts) => t.online(amount(facts))),
  ];
  const whole = more.length > 0 ? more[0] + (parts.length > 0 ? t.ofWhich(parts.join(t.and)) : "") : "";
  const sentences = [
    ...(whole === "" ? courses : [whole]),
    ...of("await-acceptance").map((facts) => t.waiting(amount(facts))),
  ];
  return sentences.length === 0 ? "" : sentences.join(t.also) + t.stop;
}
