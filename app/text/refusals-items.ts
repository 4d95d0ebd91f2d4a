import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import { itemOpeningsText } from "./item-openings";
import { itemsText } from "./items";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const day = (locale: Locale, value: unknown) => (typeof value === "string" ? longDate(value, locale) : "");
const kind = (locale: Locale, value: unknown) =>
  (itemsText[locale].kinds as Record<string, string>)[String(value)] ?? "";

const openingColumns = (locale: Locale, codes: unknown): string =>
  String(codes)
    .split(",")
    .map((code) => (itemOpeningsText[locale].columns as Record<string, string>)[code] ?? code)
    .join(locale === "en" ? ", " : "、");

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
  "item-opening.empty": { says: () => "表格里没有内容", cure: () => "下载模板，一件物品填一行。" },
  "item-opening.no-header": {
    says: () => "没有找到表头",
    cure: () => "表头要有“物品”，以及“身份证号码”或者“姓名”“单位”；可以下载模板。",
  },
  "item-opening.too-many-lines": {
    says: (f: Facts) => `有 ${f.rows} 行，一张表最多 ${f.most} 行`,
    cure: () => "分成几张表上传。",
  },
  "item-opening.missing-columns": {
    says: (f: Facts) => `缺少列：${openingColumns("zh-CN", f.columns)}`,
    cure: () => "在表格中补上这些列。",
  },
  "item-opening.nobody-named": {
    says: () => "没有能认出持有人的列",
    cure: () => "加上“身份证号码”，或者“姓名”和“单位”。",
  },
  "item-opening.column-twice": {
    says: (f: Facts) => `有两列都是：${openingColumns("zh-CN", f.columns)}`,
    cure: () => "留下一列。",
  },
  "item-opening.cell-missing": {
    says: (f: Facts) => `没有填写${openingColumns("zh-CN", f.column)}`,
    cure: () => "请补填。",
  },
  "item-opening.cell-too-long": {
    says: (f: Facts) => `${openingColumns("zh-CN", f.column)}超过 ${f.most} 个字`,
    cure: () => "请缩短。",
  },
  "item-opening.kind-unknown": {
    says: () => "不认识这种物品",
    cure: () => "填写模板“填写说明”中列出的物品。",
  },
  "item-opening.nobody": {
    says: () => "没有写明持有人",
    cure: () => "填写身份证号码，或者姓名和单位。",
  },
  "item-opening.quantity": { says: (f: Facts) => `数量应为 1 到 ${f.most} 的整数`, cure: () => "请更正。" },
  "item-opening.after-count": {
    says: (f: Facts) => `发放日期晚于清点日期 ${day("zh-CN", f.countedOn)}`,
    cure: () => "清点之后发放的，在人员的收发记录中登记。",
  },
  "item-opening.only-former-card": { says: () => "只有旧证件填写有效期", cure: () => "清空这一格。" },
  "item-opening.number-of-certificate": {
    says: (f: Facts) => `证号 ${f.number} 是本系统核发的证件`,
    cure: () => "本系统核发的证件领取后自动列入，不在这里登记。",
  },
  "item-opening.person-unknown": {
    says: () => "登记库中没有这个身份证号码的人员",
    cure: () => "先登记人员，再上传。",
  },
  "item-opening.nobody-of-name": {
    says: () => "这个单位没有也没有过这个姓名的人员",
    cure: () => "核对姓名和单位，或者填写身份证号码。",
  },
  "item-opening.name-ambiguous": {
    says: () => "这个单位有几个同名的人员",
    cure: () => "填写身份证号码。",
  },
  "item-opening.never-there": {
    says: () => "此人没有在这个单位任职的记录",
    cure: () => "填写发放物品的单位；任职记录不全的，先补登任职。",
  },
  "item-opening.out-of-scope": {
    says: () => "此人最近任职的单位不在所选单位之内",
    cure: () => "填写发放物品的单位，或者由那个单位登记。",
  },
  "item-opening.undone": { says: () => "这张表已经撤销" },
  "item-opening.reason-missing": { says: () => "没有填写理由" },
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
  "item-opening.empty": {
    says: () => "The table is empty",
    cure: () => "Take the template: a line for each thing.",
  },
  "item-opening.no-header": {
    says: () => "No header row was found",
    cure: () => "It needs Thing, and Identity number or Name and Unit; there is a template.",
  },
  "item-opening.too-many-lines": {
    says: (f) => `${f.rows} lines; a table may have ${f.most}`,
    cure: () => "Upload it in parts.",
  },
  "item-opening.missing-columns": {
    says: (f) => `Missing: ${openingColumns("en", f.columns)}`,
    cure: () => "Add these columns.",
  },
  "item-opening.nobody-named": {
    says: () => "No column says who holds the things",
    cure: () => "Add Identity number, or Name and Unit.",
  },
  "item-opening.column-twice": {
    says: (f) => `Two columns are ${openingColumns("en", f.columns)}`,
    cure: () => "Keep one.",
  },
  "item-opening.cell-missing": {
    says: (f) => `${openingColumns("en", f.column)} is empty`,
    cure: () => "Fill it in.",
  },
  "item-opening.cell-too-long": {
    says: (f) => `${openingColumns("en", f.column)} has more than ${f.most} characters`,
    cure: () => "Shorten it.",
  },
  "item-opening.kind-unknown": {
    says: () => "No such thing is known",
    cure: () => "Use the words on the second sheet of the template.",
  },
  "item-opening.nobody": {
    says: () => "Nobody is named",
    cure: () => "Give the identity number, or name and unit.",
  },
  "item-opening.quantity": {
    says: (f) => `The quantity is a whole number from 1 to ${f.most}`,
    cure: () => "Correct it.",
  },
  "item-opening.after-count": {
    says: (f) => `Handed out after the day of counting, ${day("en", f.countedOn)}`,
    cure: () => "What was handed out later is recorded in the holder's ledger.",
  },
  "item-opening.only-former-card": {
    says: () => "Only an old card has a last day",
    cure: () => "Empty this cell.",
  },
  "item-opening.number-of-certificate": {
    says: (f) => `${f.number} is a certificate issued here`,
    cure: () => "Cards issued here are listed by themselves once they are collected.",
  },
  "item-opening.person-unknown": {
    says: () => "Nobody in the register has this identity number",
    cure: () => "Register the person first.",
  },
  "item-opening.nobody-of-name": {
    says: () => "Nobody of this name works or worked in the unit",
    cure: () => "Check name and unit, or give the identity number.",
  },
  "item-opening.name-ambiguous": {
    says: () => "Several people of the unit have this name",
    cure: () => "Give the identity number.",
  },
  "item-opening.never-there": {
    says: () => "No employment of this person in the unit is known",
    cure: () => "Name the unit that handed the thing out; record the employment first where it is missing.",
  },
  "item-opening.out-of-scope": {
    says: () => "The person worked last in a unit outside the one chosen",
    cure: () => "Name the unit that handed the thing out, or let that unit enter it.",
  },
  "item-opening.undone": { says: () => "This table has been undone" },
  "item-opening.reason-missing": { says: () => "Give the reason" },
};

export const itemsRefusals = { "zh-CN": zh, en };
