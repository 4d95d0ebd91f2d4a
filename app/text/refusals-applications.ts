import type { Facts } from "~/verdict";
import { certificationText } from "./certification";
import { longDate } from "./dates";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const day = (locale: Locale, value: Facts[string] | undefined) =>
  typeof value === "string" ? longDate(value, locale) : "";
const word = (words: Record<string, string>, value: Facts[string] | undefined) =>
  words[String(value)] ?? String(value);

const z = certificationText["zh-CN"];
const e = certificationText.en;
const zhPart = (f: Facts) => (f.part === "special" ? "专门法律知识" : "通用法律知识");
const enPart = (f: Facts) => (f.part === "special" ? "special legal knowledge" : "general legal knowledge");
const zhNotice = (f: Facts) => (f.way === "web" ? "在网站公告遗失" : "登报声明遗失");
const enNotice = (f: Facts) => (f.way === "web" ? "on a website" : "in a newspaper");
const zhMeasures: Record<string, string> = { days: "天", periods: "学时", hours: "小时" };
const enMeasures: Record<string, string> = { days: "days", periods: "study hours", hours: "hours" };

const zh = {
  "certificate.waits-to-be-collected": {
    says: (f: Facts) => `编号 ${f.number} 的证件已核发，尚未领取`,
    cure: () => "先领取，或由核发机关作废后再申请。",
  },
  "certificate.old-card-unsaid": {
    says: (f: Facts) => `没有记录旧证件 ${f.number} 的处理`,
    cure: () => "收回旧证件，选择销毁、存档或声明遗失。",
  },
  "transfer.nothing-handed-in": {
    says: () => "没有因调动交回并注销的证件",
    cure: () => "由原单位收回证件、因调动注销；从未持证的，按首次申领办理。",
  },
  "renewal.not-in-use": {
    says: (f: Facts) => `证件现为${word(z.status, f.status)}，不能换发`,
    cure: () => "恢复或解除挂失后再申请；期满后按首次申领办理。",
  },
  "renewal.exam-missing": {
    says: (f: Facts) => `换发前尚未通过${zhPart(f)}考试（${day("zh-CN", f.sinceOn)}起的考试有效）`,
    cure: (f: Facts) => `报名参加${zhPart(f)}续职考试。`,
  },
  "study.year-unmet": {
    says: (f: Facts) =>
      `${f.year} 年学法未达标：认定 ${f.credited} ${word(zhMeasures, f.measure)}，应达 ${f.required} ${word(zhMeasures, f.measure)}`,
    cure: (f: Facts) => `补学或补登 ${f.year} 年的学法记录。`,
  },
  "renewal.study-short": {
    says: (f: Facts) =>
      `${f.year} 年学法认定 ${f.credited} ${word(zhMeasures, f.measure)}，未达到 ${f.required} ${word(zhMeasures, f.measure)}`,
    cure: (f: Facts) => `补学或补登 ${f.year} 年的学法记录。`,
  },
  "replacement.loss-not-cancelled": {
    says: (f: Facts) => `证件已挂失，尚未${zhNotice(f)}并注销`,
    cure: () => "公告遗失后由核发机关注销旧证件，再申请补发。",
  },
  "replacement.suspended": {
    says: (f: Facts) => `证件现为${word(z.status, f.status)}，不能补发`,
    cure: () => "由核发机关决定恢复后再申请。",
  },
  "change.not-in-use": {
    says: (f: Facts) => `证件现为${word(z.status, f.status)}，不能更换`,
    cure: () => "恢复或解除挂失后再申请。",
  },
  "change.nothing-printed": {
    says: () => "证件上印制的姓名、照片、单位名称和执法领域都没有变化",
    cure: () => "未印制的信息只须登记变更；证件损坏的，按补发办理。",
  },
  "application.defect-unsaid": {
    says: () => "选择了“其他”，没有写明需补正的内容",
    cure: () => "在“其他需补正的内容”中一行写一处。",
  },
  "application.defects-open": {
    says: (f: Facts) => `告知的 ${f.total} 处中还有 ${f.open} 处没有标记为已补正`,
    cure: () => "逐处补正并标记后再提交。",
  },
  "application.not-returned": {
    says: (f: Facts) => `申请现在是${word(z.states, f.state)}，没有需要补正的事项`,
    cure: () => "请刷新页面。",
  },
  "application.defect-unknown": {
    says: () => "所选事项不在最近一次告知的范围内",
    cure: () => "请刷新页面后重新选择。",
  },
  "application.closed": {
    says: (f: Facts) => `申请已办结（${word(z.states, f.state)}），不能再加材料`,
    cure: () => "另行申请时重新上传。",
  },
  "application.file-missing": { says: () => "没有选择文件", cure: () => "请选择照片或 PDF。" },
  "photo.missing": { says: () => "没有选择照片", cure: () => "请选择 JPEG 或 PNG 照片。" },
  "photo.too-large": {
    says: (f: Facts) => `照片文件超过 ${f.megabytes} MB`,
    cure: () => "请换一张较小的照片。",
  },
  "photo.unreadable": {
    says: () => "文件不是完整的 JPEG 或 PNG 照片",
    cure: () => "请重新导出或拍摄后上传。",
  },
  "photo.too-small": {
    says: (f: Facts) => `裁剪后为 ${f.width}×${f.height} 像素，至少需要 ${f.leastWidth}×${f.leastHeight}`,
    cure: () => "扩大裁剪范围，或换一张更清晰的照片。",
  },
  "photo.too-big": {
    says: (f: Facts) => `照片为 ${f.width}×${f.height} 像素，超出可以处理的大小`,
    cure: () => "请缩小后上传。",
  },
  "photo.crop-outside": {
    says: (f: Facts) => `裁剪范围超出照片（照片为 ${f.width}×${f.height} 像素）`,
    cure: () => "调整左、上边距和宽度，或全部留空由系统居中裁剪。",
  },
  "photo.background": {
    says: (f: Facts) => `背景不是白色：边缘只有 ${f.percent}% 为近白色，至少需要 ${f.leastPercent}%`,
    cure: () => "请换白底彩色免冠照片。",
  },
};

const en: Record<keyof typeof zh, Entry> = {
  "certificate.waits-to-be-collected": {
    says: (f) => `Certificate ${f.number} has been issued and not collected yet`,
    cure: () => "Collect it, or have the issuer void it, and apply then.",
  },
  "certificate.old-card-unsaid": {
    says: (f) => `What becomes of the old card ${f.number} is not recorded`,
    cure: () => "Take it back and choose: destroyed, archived or declared lost.",
  },
  "transfer.nothing-handed-in": {
    says: () => "There is no certificate that was handed in and cancelled for a transfer",
    cure: () =>
      "The former unit takes the card in and has it cancelled; who never held one makes a first application.",
  },
  "renewal.not-in-use": {
    says: (f) => `The certificate is ${word(e.status, f.status).toLowerCase()} and cannot be renewed`,
    cure: () => "Apply once it is restored or found; after it has expired make a first application.",
  },
  "renewal.exam-missing": {
    says: (f) =>
      `The exam in ${enPart(f)} has not been passed for the renewal (passes since ${day("en", f.sinceOn)} count)`,
    cure: (f) => `Register for the renewal exam in ${enPart(f)}.`,
  },
  "study.year-unmet": {
    says: (f) =>
      `The study of ${f.year} was not met: ${f.credited} of ${f.required} ${word(enMeasures, f.measure)} were credited`,
    cure: (f) => `Make the study of ${f.year} up, or record what is missing.`,
  },
  "renewal.study-short": {
    says: (f) =>
      `Of the study of ${f.year} ${f.credited} ${word(enMeasures, f.measure)} were credited; ${f.required} were owed`,
    cure: (f) => `Make the study of ${f.year} up, or record what is missing.`,
  },
  "replacement.loss-not-cancelled": {
    says: (f) =>
      `The certificate is reported lost, but the loss has not been published ${enNotice(f)} and the certificate cancelled`,
    cure: () => "Publish the loss, have the issuer cancel the old certificate, and apply then.",
  },
  "replacement.suspended": {
    says: (f) => `The certificate is ${word(e.status, f.status).toLowerCase()} and cannot be replaced`,
    cure: () => "Apply once the issuer has restored it.",
  },
  "change.not-in-use": {
    says: (f) => `The certificate is ${word(e.status, f.status).toLowerCase()} and cannot be exchanged`,
    cure: () => "Apply once it is restored or found.",
  },
  "change.nothing-printed": {
    says: () => "Name, photo, name of the unit and field, which are printed, are all unchanged",
    cure: () => "What is not printed is only recorded; for a damaged card apply for a replacement.",
  },
  "application.defect-unsaid": {
    says: () => "“Other” was chosen, but what is to be mended is not written out",
    cure: () => "Write it under “Anything else to be mended”, one thing a line.",
  },
  "application.defects-open": {
    says: (f) => `Of ${f.total} defects named ${f.open} are not ticked off as mended`,
    cure: () => "Mend and tick off each of them first.",
  },
  "application.not-returned": {
    says: (f) => `The application is ${word(e.states, f.state).toLowerCase()}: there is nothing to mend`,
    cure: () => "Reload the page.",
  },
  "application.defect-unknown": {
    says: () => "One of those is not among the defects named last",
    cure: () => "Reload the page and choose again.",
  },
  "application.closed": {
    says: (f) => `The application is closed (${word(e.states, f.state).toLowerCase()}): nothing can be added`,
    cure: () => "Add the documents to the next application.",
  },
  "application.file-missing": { says: () => "No file was chosen", cure: () => "Choose photos or PDF." },
  "photo.missing": { says: () => "No photo was chosen", cure: () => "Choose a JPEG or PNG photo." },
  "photo.too-large": {
    says: (f) => `The file is larger than ${f.megabytes} MB`,
    cure: () => "Choose a smaller one.",
  },
  "photo.unreadable": {
    says: () => "The file is no whole JPEG or PNG photo",
    cure: () => "Export it or take it again.",
  },
  "photo.too-small": {
    says: (f) =>
      `Cropped it has ${f.width}×${f.height} pixels; at least ${f.leastWidth}×${f.leastHeight} are needed`,
    cure: () => "Crop less, or choose a sharper photo.",
  },
  "photo.too-big": {
    says: (f) => `The photo has ${f.width}×${f.height} pixels, more than can be handled`,
    cure: () => "Make it smaller first.",
  },
  "photo.crop-outside": {
    says: (f) => `The crop reaches beyond the photo, which has ${f.width}×${f.height} pixels`,
    cure: () => "Change the left and upper edge and the width, or leave all three empty for the middle.",
  },
  "photo.background": {
    says: (f) =>
      `The background is not white: ${f.percent}% of the border is near white, at least ${f.leastPercent}% is needed`,
    cure: () => "Choose a colour portrait without a hat before a white background.",
  },
};

export const applicationsRefusals = { "zh-CN": zh, en };
