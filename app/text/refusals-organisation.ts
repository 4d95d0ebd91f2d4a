import type { Facts } from "~/verdict";
import { longDate } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhDate = (value: Facts[string]) => (typeof value === "string" ? longDate(value, "zh-CN") : "");
const enDate = (value: Facts[string]) => (typeof value === "string" ? longDate(value, "en") : "");

const zh = {
  "unit.code-malformed": {
    says: () => "单位代码只能由小写字母、数字和连字符组成，以字母或数字开头和结尾，最多 40 个字符",
    cure: () => "请改写代码，例如 urban-east。代码设立后不再改变。",
  },
  "unit.code-taken": {
    says: (facts) => `代码 ${facts.code} 已经属于另一个单位`,
    cure: () => "请另选代码。撤销单位的代码也不再使用。",
  },
  "unit.parent-unknown": {
    says: (facts) => `${zhDate(facts.fromOn ?? null)}那天没有这个上级单位`,
    cure: () => "请另选上级单位，或者改为它已经设立、尚未撤销的日期。",
  },
  "unit.parent-ends": {
    says: (facts) => `${facts.parent}自 ${zhDate(facts.on ?? null)}起撤销`,
    cure: () => "请另选上级单位。",
  },
  "unit.name-taken": {
    says: (facts) => `${facts.parent}之下已经有名为${facts.name}的单位`,
    cure: () => "请核对是否重复设立；确为两个单位的，写明区别。",
  },
  "unit.nothing-changed": { says: () => "与现在的登记相同，没有要变更的内容" },
  "unit.changed-later": {
    says: (facts) => `自 ${zhDate(facts.on ?? null)}起已经登记了另一次变更`,
    cure: () => "变更日期应在那之后；那次登记有误的，先更正那一次。",
  },
  "unit.root-stays": {
    says: () => "本级政府是整棵单位树的根，不能移到别的单位之下，也不能撤销",
  },
  "unit.below-itself": {
    says: () => "单位不能移到自己或者自己的下级之下",
    cure: () => "请另选上级单位。",
  },
  "unit.not-in-force": {
    says: (facts) => `${zhDate(facts.on ?? null)}那天这个单位尚未设立或者已经撤销`,
    cure: () => "请改为它存在期间的日期。",
  },
  "unit.has-subordinates": {
    says: (facts) => `还有 ${facts.units} 个下级单位`,
    cure: () => "先把下级单位移到别的单位之下，或者先撤销它们。",
  },
  "unit.has-people": {
    says: (facts) => `还有 ${facts.people} 人在这里任职`,
    cure: () => "先办理调动或者结束任职。",
  },
  "unit.has-posts": {
    says: (facts) => `还有 ${facts.posts} 个岗位没有撤销`,
    cure: () => "先撤销岗位，或者改属接收单位。",
  },
  "unit.has-certificates": {
    says: (facts) => `还有 ${facts.certificates} 张本单位的执法证件没有终止`,
    cure: () => "先换发或者注销这些证件。",
  },
  "unit.has-applications": {
    says: (facts) => `还有 ${facts.applications} 件证件申请没有办结`,
    cure: () => "先撤回或者办结。",
  },
  "unit.has-roles": {
    says: (facts) => `还有 ${facts.roles} 项角色授予在这个单位上`,
    cure: () => "先由安全管理员收回或者改授。",
  },
  "unit.has-exams": {
    says: (facts) => `还有 ${facts.exams} 场由本单位组织的考试没有公布成绩或者取消`,
    cure: () => "先公布成绩或者取消考试。",
  },
  "unit-change.units-missing": {
    says: (facts) => `至少要选 ${facts.least} 个单位`,
    cure: () => "请选择要变更的单位。",
  },
  "unit-change.target-missing": {
    says: () => "没有说明并入哪个单位",
    cure: () => "请选择已有单位，或者填写新设单位。",
  },
  "unit-change.target-among": {
    says: () => "并入的单位也在要撤并的单位之中",
    cure: () => "请把它从原单位中去掉。",
  },
  "unit-change.target-below": {
    says: () => "新单位在要撤并的单位之下",
    cure: () => "请另选并入的单位或者上级单位。",
  },
  "unit-change.date-past": {
    says: () => "切换日已经过去",
    cure: (facts) => `请填写${zhDate(facts.today ?? null)}或者以后的日期。`,
  },
  "unit-change.order-missing": {
    says: () => "没有填写机构编制文件文号",
    cure: () => "请填写文号。",
  },
  "unit-change.announcement-missing": {
    says: () => "新单位的执法主体资格到切换日还没有公告",
    cure: () => "请填写公告日期，不晚于切换日；没有公告的，证件不能换发。",
  },
  "unit-change.outside": {
    says: () => "其中有单位不在您的管理范围之内",
    cure: () => "由管理全部单位的人员办理。",
  },
  "unit-change.busy": {
    says: (facts) => `其中 ${facts.units} 个单位已有未办结的机构变更`,
    cure: () => "先办结或者撤回那一件。",
  },
  "unit-change.decided": { says: () => "这件机构变更已经决定" },
  "unit-change.two-people": {
    says: () => "提出人不能批准自己提出的机构变更",
    cure: () => "由另一个人批准。",
  },
  "unit-change.ended-already": { says: () => "证件已经终止或者到期，保持原状" },
  "unit-change.withheld": {
    says: () => "证件正在暂扣，暂扣在新单位继续有效",
    cure: () => "暂扣恢复时换发新单位的证件；恢复之前不得另行申领。",
  },
  "unit-change.no-successor": { says: () => "单位撤销，没有承继的单位" },
  "unit-change.other-type": { says: () => "不是行政执法证件，不随单位换发" },
  "unit-change.role-of-decider": {
    says: () => "角色属于提出或者批准这件变更的人，不能自己授予自己",
    cure: () => "由安全管理员按平常程序授予。",
  },
  "unit-change.line-failed": {
    says: () => "办理时系统出错，没有办理",
    cure: () => "系统会再办一次；一直出错的，请告诉系统管理员。",
  },
  "unit-change.not-due": {
    says: (facts) => `还没有到切换日（${zhDate(facts.on ?? null)}）`,
    cure: () => "到切换日自动办理。",
  },
  "body.ends-before-start": {
    says: () => "资格的最后一天早于第一天",
    cure: () => "请更正日期。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "unit.code-malformed": {
    says: () =>
      "A unit's code is small letters, digits and hyphens, begins and ends with a letter or digit, and has at most 40 characters",
    cure: () => "Rewrite it, for example urban-east. A code never changes afterwards.",
  },
  "unit.code-taken": {
    says: (facts) => `The code ${facts.code} belongs to another unit`,
    cure: () => "Choose another. The code of a dissolved unit is not used again.",
  },
  "unit.parent-unknown": {
    says: (facts) => `There is no such unit above it on ${enDate(facts.fromOn ?? null)}`,
    cure: () => "Choose another, or a day on which it stands.",
  },
  "unit.parent-ends": {
    says: (facts) => `${facts.parent} is dissolved from ${enDate(facts.on ?? null)} on`,
    cure: () => "Choose another unit above it.",
  },
  "unit.name-taken": {
    says: (facts) => `${facts.parent} already has a unit named ${facts.name}`,
    cure: () => "See whether it is being set up twice; if they are two, name the difference.",
  },
  "unit.nothing-changed": { says: () => "This is what stands recorded already; nothing would change" },
  "unit.changed-later": {
    says: (facts) => `Another change is recorded from ${enDate(facts.on ?? null)} on`,
    cure: () => "Choose a later day; if that record is wrong, correct it first.",
  },
  "unit.root-stays": {
    says: () => "The government is the root of the tree: it cannot be moved below a unit nor be dissolved",
  },
  "unit.below-itself": {
    says: () => "A unit cannot be moved below itself or below a unit of its own",
    cure: () => "Choose another unit above it.",
  },
  "unit.not-in-force": {
    says: (facts) => `On ${enDate(facts.on ?? null)} this unit was not set up yet, or was dissolved`,
    cure: () => "Choose a day on which it stands.",
  },
  "unit.has-subordinates": {
    says: (facts) => `${facts.units} units stand below it`,
    cure: () => "Move or dissolve them first.",
  },
  "unit.has-people": {
    says: (facts) => `${facts.people} people are still employed there`,
    cure: () => "Transfer them, or end their employment, first.",
  },
  "unit.has-posts": {
    says: (facts) => `${facts.posts} of its posts are not abolished`,
    cure: () => "Abolish them, or hand them to the receiving unit, first.",
  },
  "unit.has-certificates": {
    says: (facts) => `${facts.certificates} of its enforcement certificates have not ended`,
    cure: () => "Replace or cancel them first.",
  },
  "unit.has-applications": {
    says: (facts) => `${facts.applications} certificate applications are still open`,
    cure: () => "Withdraw or finish them first.",
  },
  "unit.has-roles": {
    says: (facts) => `${facts.roles} roles are held for this unit`,
    cure: () => "The security administrator withdraws them first.",
  },
  "unit.has-exams": {
    says: (facts) => `${facts.exams} exams it holds are neither released nor cancelled`,
    cure: () => "Release or cancel them first.",
  },
  "unit-change.units-missing": {
    says: (facts) => `At least ${facts.least === 1 ? "one unit" : `${facts.least} units`} must be chosen`,
    cure: () => "Choose the units that change.",
  },
  "unit-change.target-missing": {
    says: () => "It is not said which unit they go into",
    cure: () => "Choose one, or describe the one to be set up.",
  },
  "unit-change.target-among": {
    says: () => "The unit they go into is among those that end",
    cure: () => "Take it out of the units that change.",
  },
  "unit-change.target-below": {
    says: () => "The new unit would stand below one that ends",
    cure: () => "Choose another unit to go into, or another above it.",
  },
  "unit-change.date-past": {
    says: () => "The switch-over date has passed",
    cure: (facts) => `Choose ${enDate(facts.today ?? null)} or a later day.`,
  },
  "unit-change.order-missing": {
    says: () => "The number of the order is missing",
    cure: () => "Enter it.",
  },
  "unit-change.announcement-missing": {
    says: () => "The new unit's enforcement status is not public by the switch-over date",
    cure: () =>
      "Enter when it is made public, that day at the latest; before, no certificate can be exchanged.",
  },
  "unit-change.outside": {
    says: () => "Some of the units are outside what you administer",
    cure: () => "Somebody who administers all of them has to do it.",
  },
  "unit-change.busy": {
    says: (facts) => `${facts.units} of the units are in a change that is not completed`,
    cure: () => "Complete or withdraw that one first.",
  },
  "unit-change.decided": { says: () => "This change of units is decided already" },
  "unit-change.two-people": {
    says: () => "Who proposed a change of units cannot approve it",
    cure: () => "Another person approves it.",
  },
  "unit-change.ended-already": { says: () => "The certificate has ended or run out and stays so" },
  "unit-change.withheld": {
    says: () => "The certificate is suspended; the suspension goes on in the new unit",
    cure: () => "It is exchanged when the suspension is lifted; no other is applied for before.",
  },
  "unit-change.no-successor": { says: () => "The unit is dissolved and none succeeds it" },
  "unit-change.other-type": {
    says: () => "It is no enforcement certificate and is not exchanged with the unit",
  },
  "unit-change.role-of-decider": {
    says: () => "The role is held by who proposed or approved this change; nobody gives a role to themselves",
    cure: () => "The security administrator grants it in the usual way.",
  },
  "unit-change.line-failed": {
    says: () => "The system failed on this line; nothing was done",
    cure: () => "It is tried again. If it goes on failing, tell the system administrator.",
  },
  "unit-change.not-due": {
    says: (facts) => `The switch-over date (${enDate(facts.on ?? null)}) has not come`,
    cure: () => "It is worked off from that day.",
  },
  "body.ends-before-start": {
    says: () => "The last day lies before the first",
    cure: () => "Correct the dates.",
  },
};

export const organisationRefusals = { "zh-CN": zh, en };
