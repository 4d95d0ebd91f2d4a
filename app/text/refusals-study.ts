import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import { studyText } from "./study";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const wordIn = (names: Record<string, string>, code: Facts[string] | undefined) =>
  names[String(code)] ?? String(code);
const amountIn = (locale: Locale, n: Facts[string] | undefined, unit: Facts[string] | undefined) => {
  const amounts: Record<string, (n: number) => string> = studyText[locale].amounts;
  return amounts[String(unit)]?.(Number(n)) ?? String(n);
};
const zhAmount = (n: Facts[string] | undefined, unit: Facts[string] | undefined) =>
  amountIn("zh-CN", n, unit);
const enAmount = (n: Facts[string] | undefined, unit: Facts[string] | undefined) => amountIn("en", n, unit);

/** Kinds of evidence that would each do. */
const kindsIn = (locale: Locale, kinds: Facts[string] | undefined, or: string) =>
  String(kinds)
    .split(",")
    .map((kind) => wordIn(studyText[locale].evidenceKinds, kind))
    .join(or);

const zh = {
  "study-record.title-missing": { says: () => "没有填写活动名称", cure: () => "请填写活动名称。" },
  "study-record.ends-before-start": {
    says: () => "结束时间不晚于开始时间",
    cure: () => "请更正时间；跨过零点的活动按两天分别登记。",
  },
  "study-record.longer-than-a-day": {
    says: () => "一条记录超过 24 小时",
    cure: () => "连续几天的活动，请每天登记一条。",
  },
  "study-record.future": { says: () => "活动还没有结束", cure: () => "活动结束后再登记。" },
  "study-record.minutes-missing": { says: () => "没有填写学法分钟", cure: () => "请填写大于 0 的整数。" },
  "study-record.minutes-over-span": {
    says: (facts: Facts) => `学法 ${facts.minutes} 分钟，超过活动全程 ${facts.span} 分钟`,
    cure: () => "只填学法部分的分钟，休息和其他事项不计。",
  },
  "study-record.evidence-missing": {
    says: () => "没有证据",
    cure: () => "请写明签到表、纪要、笔记等证据的编号和存放处。",
  },
  "study-record.no-people": { says: () => "没有选择参加人员", cure: () => "请选择实际参加的人员。" },
  "study-record.not-in-unit": {
    says: (facts: Facts) => `有人员 ${longDate(String(facts.onDate), "zh-CN")}不在本单位`,
    cure: () => "由其当时所在的单位登记。",
  },
  "study-record.reason-missing": {
    says: () => "没有写明理由",
    cure: () => "请写明理由，本人和单位都会看到。",
  },
  "study-record.step-impossible": {
    says: (facts: Facts) =>
      `记录现在是“${wordIn(studyText["zh-CN"].statuses, facts.state)}”，不能${wordIn(studyText["zh-CN"].steps, facts.step)}`,
    cure: () => "请刷新页面，按记录现在的状态办理。",
  },
  "study-record.own": {
    says: () => "这是您本人的学法记录，不能自己审核",
    cure: () => "请由法制机构的其他人员审核。",
  },
  "study-record.own-entry": {
    says: () => "这条记录由您登记，不能自己审核",
    cure: () => "请由法制机构的其他人员审核。",
  },
  "study-record.own-confirmation": {
    says: () => "这条记录由您替单位确认，不能再由您认定",
    cure: () => "确认和认定由两个人分别办理。",
  },
  "study-record.evidence-kind-missing": {
    says: (facts: Facts) =>
      `${wordIn(studyText["zh-CN"].modes, facts.mode)}须有${kindsIn("zh-CN", facts.kinds, "或")}`,
    cure: () => "请补上这种证据，或者按实际情况改选形式。",
  },
  "study-record.wholly-covered": {
    says: (facts: Facts) => `这段时间已全部登记在“${facts.title}”中，同一时间只计一次`,
    cure: () => "不必再登记；已有记录有误的，先退回或冲销。",
  },
  "study-record.mended-already": {
    says: () => "本人已另行补正，新记录代替了这一条",
    cure: () => "请审核补正后的记录。",
  },
  "study-record.no-unit": {
    says: (facts: Facts) => `${longDate(String(facts.onDate), "zh-CN")}没有您的任职记录`,
    cure: () => "请核对日期；任职登记有误的，请联系单位人事。",
  },
  "study-draft.too-many": {
    says: (facts: Facts) => `草稿已有 ${facts.most} 份`,
    cure: () => "先提交或放弃一份，再写新的。",
  },
  "study-draft.closed": {
    says: () => "这份草稿已经提交或放弃",
    cure: () => "请回到我的学法查看。",
  },
  "study-file.too-large": {
    says: (facts: Facts) => `文件超过 ${facts.megabytes} MB，没有保存`,
    cure: () => "请缩小照片或拆分文件后重新选择；已填写的内容都还在。",
  },
  "study-file.unreadable": {
    says: () => "文件不是照片（JPEG、PNG）或 PDF，或者已损坏，没有保存",
    cure: () => "请另选照片或 PDF；按内容识别，改扩展名没有用。",
  },
  "study-file.picture-too-small": {
    says: (facts: Facts) =>
      `照片只有 ${facts.width}×${facts.height} 像素，长边不足 ${facts.least}，看不清楚，没有保存`,
    cure: () => "请用原图，不要用缩略图。",
  },
  "study-file.picture-too-big": {
    says: (facts: Facts) => `照片 ${facts.width}×${facts.height} 像素，超过系统能处理的大小，没有保存`,
    cure: () => "请缩小后重新选择。",
  },
  "study-file.too-many": {
    says: (facts: Facts) => `一条记录最多 ${facts.most} 个文件，多出的没有保存`,
    cure: () => "先去掉不需要的，或者把多页合成一个 PDF。",
  },
  "study-record.not-accepted": {
    says: (facts: Facts) =>
      `记录现在是“${wordIn(studyText["zh-CN"].statuses, facts.state)}”，只有已认定的记录才冲销`,
    cure: () => "未认定的记录请退回单位。",
  },
  "study-record.is-reversal": {
    says: () => "冲销记录不能再冲销",
    cure: () => "冲销有误的，重新登记原活动。",
  },
  "study-record.already-reversed": {
    says: () => "已经登记过冲销",
    cure: () => "请查看已登记的冲销记录。",
  },
  "study.short": {
    says: (facts: Facts) =>
      `应学 ${zhAmount(facts.required, facts.unit)}，已认定 ${zhAmount(facts.credited, facts.unit)}，缺 ${zhAmount(facts.short, facts.unit)}`,
    cure: () => "参加学法活动，登记并认定后计入。",
  },
  "study.self-study-over-share": {
    says: (facts: Facts) => `自学超过可计入的份额 ${zhAmount(facts.over, facts.unit)}，超出部分不计`,
    cure: () => "其余须由集中培训等其他形式完成。",
  },
  "study.online-over-share": {
    says: (facts: Facts) => `网络培训超过可计入的份额 ${zhAmount(facts.over, facts.unit)}，超出部分不计`,
    cure: () => "其余须由其他形式完成。",
  },
  "study.category-short": {
    says: (facts: Facts) =>
      `${wordIn(studyText["zh-CN"].categories, facts.category)}须满 ${zhAmount(facts.required, facts.unit)}，已有 ${zhAmount(facts.credited, facts.unit)}`,
    cure: (facts: Facts) => `参加${wordIn(studyText["zh-CN"].categories, facts.category)}类学法活动。`,
  },
  "study.concentrated-short": {
    says: (facts: Facts) => `集中培训须参加 ${facts.required} 次，已参加 ${facts.attended} 次`,
    cure: () => "参加集中培训，自学不能代替。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "study-record.title-missing": {
    says: () => "The session has no name",
    cure: () => "Give the name of the session.",
  },
  "study-record.ends-before-start": {
    says: () => "The end is not after the start",
    cure: () => "Correct the times; enter what runs past midnight as two days.",
  },
  "study-record.longer-than-a-day": {
    says: () => "One entry is longer than 24 hours",
    cure: () => "Enter a course of several days day by day.",
  },
  "study-record.future": {
    says: () => "The session is not over yet",
    cure: () => "Enter it once it is over.",
  },
  "study-record.minutes-missing": {
    says: () => "The minutes of study are missing",
    cure: () => "Give a whole number above 0.",
  },
  "study-record.minutes-over-span": {
    says: (facts) => `${facts.minutes} minutes of study in a session of ${facts.span}`,
    cure: () => "Give the minutes of study only, without breaks and other business.",
  },
  "study-record.evidence-missing": {
    says: () => "There is no evidence",
    cure: () => "Say where the sign-in sheet, the minutes or the notes are kept.",
  },
  "study-record.no-people": {
    says: () => "Nobody was chosen",
    cure: () => "Choose the people who took part.",
  },
  "study-record.not-in-unit": {
    says: (facts) => `Somebody did not work in the unit on ${longDate(String(facts.onDate), "en")}`,
    cure: () => "The unit they worked in on that day enters it.",
  },
  "study-record.reason-missing": {
    says: () => "The reason is missing",
    cure: () => "Give the reason; the person and the unit will read it.",
  },
  "study-record.step-impossible": {
    says: (facts) =>
      `The entry is “${wordIn(studyText.en.statuses, facts.state)}”: the step “${wordIn(studyText.en.steps, facts.step)}” is not possible`,
    cure: () => "Reload the page and go on from what the entry is now.",
  },
  "study-record.own": {
    says: () => "This is your own study: you cannot check it",
    cure: () => "Somebody else of the legal-affairs office checks it.",
  },
  "study-record.own-entry": {
    says: () => "You entered this yourself: you cannot check it",
    cure: () => "Somebody else of the legal-affairs office checks it.",
  },
  "study-record.own-confirmation": {
    says: () => "You confirmed this entry for the unit: you cannot accept it as well",
    cure: () => "Two people confirm and accept.",
  },
  "study-record.evidence-kind-missing": {
    says: (facts) =>
      `${wordIn(studyText.en.modes, facts.mode)} needs evidence: ${kindsIn("en", facts.kinds, " or ")}`,
    cure: () => "Add that evidence, or choose the form that it was.",
  },
  "study-record.wholly-covered": {
    says: (facts) => `All of this time is entered already, in “${facts.title}”; time counts once`,
    cure: () => "It need not be entered again; if that entry is wrong, it is returned or reversed first.",
  },
  "study-record.mended-already": {
    says: () => "The person put it right in another entry, which took its place",
    cure: () => "Check that entry.",
  },
  "study-record.no-unit": {
    says: (facts) => `You have no employment on ${longDate(String(facts.onDate), "en")}`,
    cure: () => "Check the date; if your employment is recorded wrongly, ask your unit's personnel officer.",
  },
  "study-draft.too-many": {
    says: (facts) => `There are ${facts.most} drafts already`,
    cure: () => "Hand one in or drop it before beginning another.",
  },
  "study-draft.closed": {
    says: () => "This draft was handed in or dropped",
    cure: () => "Go back to your study.",
  },
  "study-file.too-large": {
    says: (facts) => `A file is larger than ${facts.megabytes} MB and was not kept`,
    cure: () => "Make the photo smaller or split the file and choose it again; what you typed is kept.",
  },
  "study-file.unreadable": {
    says: () => "A file is no photo (JPEG, PNG) and no PDF, or it is damaged; it was not kept",
    cure: () => "Choose a photo or a PDF; its content decides, not its name.",
  },
  "study-file.picture-too-small": {
    says: (facts) =>
      `A photo has only ${facts.width}×${facts.height} pixels, less than ${facts.least} on its longer side; it was not kept`,
    cure: () => "Use the original, not a thumbnail.",
  },
  "study-file.picture-too-big": {
    says: (facts) =>
      `A photo of ${facts.width}×${facts.height} pixels is more than can be handled; it was not kept`,
    cure: () => "Make it smaller and choose it again.",
  },
  "study-file.too-many": {
    says: (facts) => `An entry holds at most ${facts.most} files; the others were not kept`,
    cure: () => "Take out what is not needed, or put the pages into one PDF.",
  },
  "study-record.not-accepted": {
    says: (facts) =>
      `The entry is “${wordIn(studyText.en.statuses, facts.state)}”; only an accepted one is reversed`,
    cure: () => "Return an entry that was not accepted.",
  },
  "study-record.is-reversal": {
    says: () => "A reversal cannot be reversed",
    cure: () => "If it was wrong, enter the session again.",
  },
  "study-record.already-reversed": {
    says: () => "A reversal has been entered before",
    cure: () => "See that reversal.",
  },
  "study.short": {
    says: (facts) =>
      `${enAmount(facts.required, facts.unit)} required, ${enAmount(facts.credited, facts.unit)} credited, ${enAmount(facts.short, facts.unit)} missing`,
    cure: () => "Attend sessions; they count once entered and accepted.",
  },
  "study.self-study-over-share": {
    says: (facts) =>
      `Self-study exceeds its share by ${enAmount(facts.over, facts.unit)}, which do not count`,
    cure: () => "The rest must be done in other forms, such as courses.",
  },
  "study.online-over-share": {
    says: (facts) =>
      `Online study exceeds its share by ${enAmount(facts.over, facts.unit)}, which do not count`,
    cure: () => "The rest must be done in other forms.",
  },
  "study.category-short": {
    says: (facts) =>
      `${wordIn(studyText.en.categories, facts.category)}: ${enAmount(facts.required, facts.unit)} required, ${enAmount(facts.credited, facts.unit)} credited`,
    cure: (facts) => `Attend sessions of the category “${wordIn(studyText.en.categories, facts.category)}”.`,
  },
  "study.concentrated-short": {
    says: (facts) => `${facts.required} training courses required, ${facts.attended} attended`,
    cure: () => "Attend a training course; self-study does not replace it.",
  },
};

export const studyRefusals = { "zh-CN": zh, en };
