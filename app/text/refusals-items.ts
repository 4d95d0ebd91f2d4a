import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import { itemsText } from "./items";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const day = (locale: Locale, value: unknown) => (typeof value === "string" ? longDate(value, locale) : "");
const kind = (locale: Locale, value: unknown) =>
  (itemsText[locale].kinds as Record<string, string>)[String(value)] ?? "";

const zh = {
  "item.unreturned": {
    says: (f: Facts) => `停止持证后有 ${f.count} 件证件、标志或服装没有交回，自${day("zh-CN", f.sinceOn)}起`,
    cure: () => "不阻止任职；由原单位收回，确已丢失的声明遗失。",
  },
  "item.none": { says: () => "没有选择或填写任何物品", cure: () => "至少选择或填写一样。" },
  "item.ahead": {
    says: (f: Facts) => `日期 ${day("zh-CN", f.on)}晚于今天`,
    cure: () => "填写实际发放或收回的日期。",
  },
  "item.no-certificate": {
    says: () => "当日没有本单位的有效执法证件，不得配发标志和服装",
    cure: () => "领取证件后再发放。",
  },
  "item.number-twice": {
    says: (f: Facts) => `${kind("zh-CN", f.kind)}编号 ${f.number} 填了两次`,
    cure: () => "一个编号只填一行。",
  },
  "item.number-out": {
    says: (f: Facts) => `${kind("zh-CN", f.kind)}编号 ${f.number} 已经发放，没有收回`,
    cure: () => "核对编号；确需改发的，先在台账中查到持有人并收回。",
  },
  "item.one-per-number": {
    says: (f: Facts) => `编号 ${f.number} 的数量只能是 1`,
    cure: () => "一个编号填一行，数量为 1。",
  },
  "item.note-missing": { says: () => "没有填写说明", cure: () => "遗失、核销、登记有误的，写明情况。" },
  "item.not-out": { says: () => "选择的物品已经收回，或者不在您的管理范围", cure: () => "刷新后重新选择。" },
  "item.too-many": {
    says: (f: Facts) => `${kind("zh-CN", f.kind)}在外 ${f.out} 件，填写的数量不对`,
    cure: () => "数量在 1 和在外件数之间。",
  },
  "item.before-out": {
    says: (f: Facts) => `收回日期早于发放日期 ${day("zh-CN", f.handedOn)}`,
    cure: () => "请更正日期。",
  },
  "item.card-in-use": {
    says: (f: Facts) => `证件 ${f.number} 还在使用，不在这里收回`,
    cure: () => "暂扣、注销、换发按证件办理；遗失的声明遗失。",
  },
  "item.card-mistaken": {
    says: (f: Facts) => `证件 ${f.number} 已经领取，不能按登记有误处理`,
    cure: () => "登记交回、销毁或者遗失。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "item.unreturned": {
    says: (f) =>
      `Cards, marks or uniforms not handed back since ${day("en", f.sinceOn)}, after the right to hold them ended: ${f.count}`,
    cure: () => "This does not block. The former unit takes them back, or they are declared lost.",
  },
  "item.none": { says: () => "Nothing was chosen or entered", cure: () => "Choose or enter one at least." },
  "item.ahead": {
    says: (f) => `The day, ${day("en", f.on)}, is to come`,
    cure: () => "Enter the day on which it was handed out or came back.",
  },
  "item.no-certificate": {
    says: () =>
      "Held no certificate of the unit in force on that day, so no marks or uniform may be handed out",
    cure: () => "Collect the certificate first.",
  },
  "item.number-twice": {
    says: (f) => `${kind("en", f.kind)} ${f.number} is entered twice`,
    cure: () => "One row for each number.",
  },
  "item.number-out": {
    says: (f) => `${kind("en", f.kind)} ${f.number} is out and has not come back`,
    cure: () =>
      "Check the number; to hand it to somebody else, find its holder in the ledger and take it back.",
  },
  "item.one-per-number": {
    says: (f) => `The quantity of number ${f.number} can only be 1`,
    cure: () => "One row for each number, with the quantity 1.",
  },
  "item.note-missing": {
    says: () => "The note is missing",
    cure: () => "Say how it was lost, why it is written off, or what was entered by mistake.",
  },
  "item.not-out": {
    says: () => "What was chosen is back already or outside your units",
    cure: () => "Load the page again and choose anew.",
  },
  "item.too-many": {
    says: (f) => `${kind("en", f.kind)}: ${f.out} out; the quantity does not fit`,
    cure: () => "Enter from 1 up to what is out.",
  },
  "item.before-out": {
    says: (f) => `Came back before it was handed out on ${day("en", f.handedOn)}`,
    cure: () => "Correct the day.",
  },
  "item.card-in-use": {
    says: (f) => `Card ${f.number} is in use and is not taken back here`,
    cure: () => "Suspend, cancel or exchange its certificate; a lost one is declared lost.",
  },
  "item.card-mistaken": {
    says: (f) => `Card ${f.number} was collected and cannot be an entry by mistake`,
    cure: () => "Record that it was handed back, destroyed or lost.",
  },
};

export const itemsRefusals = { "zh-CN": zh, en };
