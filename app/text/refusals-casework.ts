import type { Facts } from "~/verdict";
import { longDate } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zh = {
  "person.merged": {
    says: () => "这份档案刚刚与同一人的另一份合并",
    cure: () => "打开合并后的档案再登记。",
  },
  "correction.gone": {
    says: () => "这一条刚刚被别人更改或更正",
    cure: () => "返回档案，看现在的内容。",
  },
  "correction.first-name": {
    says: () => "这是登记时的姓名，以前没有别的姓名",
    cure: () => "填写正确的姓名，不能说从未有过姓名。",
  },
  "study-category.overlaps": {
    says: () => "与另一段学法类别的日期重叠",
    cure: () => "先更正另一段的起止日期。",
  },
  "sanction.not-running": {
    says: (f: Facts) => `${longDate(String(f.toOn), "zh-CN")}的前一天不在这项处分的处分期内`,
    cure: () => "核对解除日期；处分期满的不需要解除。",
  },
  "sanction.expulsion-stands": { says: () => "开除没有处分期，不能解除" },
  "transfer.open-already": {
    says: () => "这名人员已有一件待接收的调动",
    cure: () => "等对方单位答复，或先撤回那一件。",
  },
  "transfer.own": { says: () => "不得办理本人的调动", cure: () => "由其他人办理。" },
  "transfer.decided": { says: () => "这件调动已经答复或者撤回", cure: () => "返回列表查看结果。" },
  "transfer.same-person": {
    says: () => "同意调出和接收调入不得是同一人",
    cure: () => "由调入单位的另一名人事干部接收。",
  },
  "transfer.reason-missing": { says: () => "没有填写理由", cure: () => "写明理由，对方单位能看到。" },
  "transfer.moved-already": {
    says: (f: Facts) => `${longDate(String(f.fromOn), "zh-CN")}已经不属于原单位`,
    cure: () => "退回这一件，由现在所在的单位重新办理。",
  },
  "merge.same-record": { says: () => "两份是同一份档案", cure: () => "选择另一份档案。" },
  "merge.gone": {
    says: () => "其中一份档案已不存在，或已与第三份合并",
    cure: () => "返回档案，重新选择。",
  },
  "merge.two-live-certificates": {
    says: (f: Facts) => `两份档案各有一本在用的同类证件：${f.number} 和 ${f.otherNumber}`,
    cure: () => "一人只能有一本。先由发证机关注销或撤销其中一本，再合并。",
  },
  "merge.two-live-applications": {
    says: () => "两份档案各有一件未办结的同类证件申请",
    cure: () => "由申请单位先撤回其中一件，再合并。",
  },
  "merge.exam-running": {
    says: () => "其中一份档案正在参加考试",
    cure: () => "交卷以后再合并。",
  },
  "merge.two-accounts": {
    says: () => "两份档案各有一个启用的账号",
    cure: () => "由系统管理员先停用其中一个。留用的账号随本人，停用的不再属于任何人。",
  },
  "merge.two-deaths": {
    says: (f: Facts) =>
      `两份档案登记的死亡日期不同：${longDate(String(f.fromOn), "zh-CN")}和${longDate(String(f.otherOn), "zh-CN")}`,
    cure: () => "先更正登记错误的一份，再合并。",
  },
  "merge.works-after-death": {
    says: (f: Facts) => `一份档案登记为 ${longDate(String(f.fromOn), "zh-CN")}死亡，另一份在此以后仍在任用`,
    cure: () => "先更正登记错误的一份；都没有错的，不是同一个人。",
  },
  "merge.legal-duty-and-enforcement": {
    says: (f: Facts) => `合并后将同时承担法制工作和执法岗位（${f.title}）`,
    cure: () => "先结束法制职责或执法岗位任职，再合并。",
  },
  "merge.reviewer-enforces": {
    says: () => "一份档案的账号有法制审核角色，另一份在执法岗位",
    cure: () => "先收回审核角色或结束执法岗位任职，再合并。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "person.merged": {
    says: () => "This record has just been merged with another record of the same person",
    cure: () => "Open the record that stays and record it there.",
  },
  "correction.gone": {
    says: () => "Someone has just changed or corrected this entry",
    cure: () => "Go back to the file and look at what it says now.",
  },
  "correction.first-name": {
    says: () => "This is the name they were registered with; there was none before",
    cure: () => "Give the right name; a person always had one.",
  },
  "study-category.overlaps": {
    says: () => "It overlaps another study category",
    cure: () => "Correct the days of the other one first.",
  },
  "sanction.not-running": {
    says: (f) => `The sanction does not run on the day before ${longDate(String(f.toOn), "en")}`,
    cure: () => "Check the date; a sanction whose period is over needs no lifting.",
  },
  "sanction.expulsion-stands": { says: () => "An expulsion has no period and is not lifted" },
  "transfer.open-already": {
    says: () => "A transfer of this person is waiting for an answer already",
    cure: () => "Wait for the other unit's answer, or withdraw that one first.",
  },
  "transfer.own": { says: () => "Nobody handles their own transfer", cure: () => "Somebody else does it." },
  "transfer.decided": {
    says: () => "This transfer has been answered or withdrawn",
    cure: () => "See in the list what became of it.",
  },
  "transfer.same-person": {
    says: () => "Who released somebody may not also accept them",
    cure: () => "Another personnel officer accepts for the new unit.",
  },
  "transfer.reason-missing": {
    says: () => "A reason is missing",
    cure: () => "Write why; the other unit reads it.",
  },
  "transfer.moved-already": {
    says: (f) => `No longer belongs to the unit that released them on ${longDate(String(f.fromOn), "en")}`,
    cure: () => "Decline this one; the unit they belong to now releases them anew.",
  },
  "merge.same-record": { says: () => "The two are one record", cure: () => "Choose another record." },
  "merge.gone": {
    says: () => "One of the two records does not exist, or was merged with a third",
    cure: () => "Go back to the file and choose again.",
  },
  "merge.two-live-certificates": {
    says: (f) => `Each record has a live certificate of the same type: ${f.number} and ${f.otherNumber}`,
    cure: () => "One person holds one. The issuing authority cancels or annuls one of them first.",
  },
  "merge.two-live-applications": {
    says: () => "Each record has an undecided application for the same type of certificate",
    cure: () => "The applying unit withdraws one of them first.",
  },
  "merge.exam-running": {
    says: () => "One of the two is sitting an exam right now",
    cure: () => "Merge after the paper has been handed in.",
  },
  "merge.two-accounts": {
    says: () => "Each record has an account that may sign in",
    cure: () =>
      "The system administrator disables one first. The other stays with the person; the disabled one is nobody's.",
  },
  "merge.two-deaths": {
    says: (f) =>
      `The two records give different days of death: ${longDate(String(f.fromOn), "en")} and ${longDate(String(f.otherOn), "en")}`,
    cure: () => "Correct the record that is wrong, then merge.",
  },
  "merge.works-after-death": {
    says: (f) =>
      `One record says the person died on ${longDate(String(f.fromOn), "en")}; the other has them at work after it`,
    cure: () => "Correct the record that is wrong; if neither is, they are two people.",
  },
  "merge.legal-duty-and-enforcement": {
    says: (f) =>
      `Merged, the person would hold a legal-affairs duty and an enforcement post (${f.title}) at once`,
    cure: () => "End the duty or the enforcement assignment first.",
  },
  "merge.reviewer-enforces": {
    says: () =>
      "The account of one record may review for legal affairs, and the other is on an enforcement post",
    cure: () => "Withdraw the role or end the enforcement assignment first.",
  },
};

export const caseworkRefusals = { "zh-CN": zh, en };
