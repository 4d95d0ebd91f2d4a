import type { Facts } from "~/verdict";
import { lastDayBefore, longDate } from "./dates";
import { powersText } from "./powers";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhDate = (value: Facts[string]) => (typeof value === "string" ? longDate(value, "zh-CN") : "");
const enDate = (value: Facts[string]) => (typeof value === "string" ? longDate(value, "en") : "");

type Column = keyof (typeof powersText)["en"]["columns"];
const zhColumn = (facts: Facts) => `“${powersText["zh-CN"].columns[facts.column as Column] ?? facts.column}”`;
const enColumn = (facts: Facts) => `“${powersText.en.columns[facts.column as Column] ?? facts.column}”`;

const zh = {
  "power.unknown": { says: () => "本单位没有这项职权", cure: () => "请从本单位的职权中重新选择。" },
  "power.unchanged": { says: () => "与原来的登记没有不同", cure: () => "请改正有误的内容。" },
  "power-list.no-headers": {
    says: () => "前十行里没有找到列名",
    cure: () => "第一行写：职权名称、类别、执法领域、法律依据、开始日期、最后一日。",
  },
  "power-list.column-missing": {
    says: (facts: Facts) => `缺少${zhColumn(facts)}列`,
    cure: () => "请补上这一列。",
  },
  "power-list.column-twice": {
    says: (facts: Facts) => `${zhColumn(facts)}列出现了两次`,
    cure: () => "请只留一列。",
  },
  "power-list.empty": { says: () => "列名下面没有内容", cure: () => "请在列名下面逐行填写职权。" },
  "power-list.too-many": {
    says: (facts: Facts) => `清单有 ${facts.rows} 行，一次不超过 ${facts.most} 行`,
    cure: () => "请分几次导入。",
  },
  "power-list.missing": {
    says: (facts: Facts) => `第 ${facts.row} 行没有填写${zhColumn(facts)}`,
    cure: () => "请补填。",
  },
  "power-list.formula": {
    says: (facts: Facts) => `第 ${facts.row} 行的${zhColumn(facts)}是公式`,
    cure: () => "请改为公式的结果。",
  },
  "power-list.too-long": {
    says: (facts: Facts) => `第 ${facts.row} 行的${zhColumn(facts)}超过 ${facts.most} 个字`,
    cure: () => "请缩短。",
  },
  "power-list.kind-unknown": {
    says: (facts: Facts) => `第 ${facts.row} 行的类别不是权责清单的类别`,
    cure: () =>
      "类别有：行政处罚、行政许可、行政强制、行政检查、行政征收、行政确认、行政奖励、行政裁决、其他职权。",
  },
  "power-list.field-unknown": {
    says: (facts: Facts) => `第 ${facts.row} 行的执法领域不在系统的领域之内`,
    cure: () => "请按登记职权页面上的领域填写；不限领域的不填。",
  },
  "power-list.date-unreadable": {
    says: (facts: Facts) => `第 ${facts.row} 行的${zhColumn(facts)}不是日期`,
    cure: () => "请写成 2026-03-01。",
  },
  "power-list.last-before-first": {
    says: (facts: Facts) => `第 ${facts.row} 行的最后一日早于开始日期`,
    cure: () => "请更正日期。",
  },
  "power-list.twice": {
    says: (facts: Facts) => `第 ${facts.row} 行与第 ${facts.first} 行是同一项职权`,
    cure: () => "请删去一行。",
  },
  "power-list.known": {
    says: (facts: Facts) => `第 ${facts.row} 行的职权本单位已经登记，期间重叠`,
    cure: () => "请从清单中删去；登记有误的，用“更正”。",
  },
  "team.short": {
    says: (facts: Facts) => `能执法的只有 ${facts.eligible} 人，至少要 ${facts.required} 人`,
    cure: () => "加派能在该单位执法的人员。辅助人员、证件暂扣的人员不计入。",
  },
  "shift.past": { says: () => "班次的开始时间已过", cure: () => "班次只能安排在现在以后。" },
  "shift.ends-before-start": { says: () => "班次的结束时间不晚于开始时间", cure: () => "请更正时间。" },
  "shift.too-long": {
    says: (facts: Facts) => `班次长 ${facts.hours} 小时，超过 ${facts.most} 小时`,
    cure: () => "请分成几个班次。",
  },
  "shift.over": { says: () => "班次已经结束或者已经撤销", cure: () => "请另外安排班次。" },
  "shift.nobody": { says: () => "没有选择人员", cure: () => "请选择排入班次的人员。" },
  "shift.elsewhere": {
    says: () => "同一时间已经排在别的班次或本班次",
    cure: () => "先从那个班次撤下，或者选择别人。",
  },
  "shift.outlasts": {
    says: (facts: Facts) => `执法资格到 ${zhDate(facts.untilOn ?? null)}为止，早于班次结束`,
    cure: () => "请选择整个班次都能执法的人员。",
  },
  "position.powers-lapsed": {
    says: (facts: Facts) =>
      `岗位行使的职权${facts.sinceOn ? `自 ${zhDate(facts.sinceOn)}起` : ""}都已失效或收回`,
    cure: () => "由单位人事登记岗位现在行使的职权，或者调整岗位。",
  },
  "position-power.unknown": { says: () => "本单位没有这项职权", cure: () => "请从本单位的职权中重新选择。" },
  "position-power.already": {
    says: (facts: Facts) => `岗位自 ${zhDate(facts.fromOn ?? null)}起已经行使这项职权`,
    cure: () => "不需要重复登记。",
  },
  "assignment.none": {
    says: () => "没有在岗位登记中任执法岗",
    cure: () => "由单位人事安排到执法岗位；安排时按全部规则判定。",
  },
  "assignment.inherited": {
    says: () => "启用时已在岗的存量人员，不算可以执法",
    cure: () => "先办理清理（调离或结束任职），符合条件后重新安排任职。",
  },
  "assignment.position-unknown": { says: () => "没有这个岗位", cure: () => "请从岗位列表重新选择。" },
  "assignment.backdated": {
    says: (facts: Facts) => `任职日期 ${zhDate(facts.fromOn ?? null)}早于今天`,
    cure: () => "任职从今天或以后的日期开始。过去的任职不能补录为可以执法。",
  },
  "assignment.ends-before-start": {
    says: () => "计划结束日期早于任职日期",
    cure: () => "请更正日期。",
  },
  "assignment.already": {
    says: (facts: Facts) => `已经在这个岗位任职，自 ${zhDate(facts.fromOn ?? null)}起`,
    cure: () => "不需要重复安排。要改日期的，先结束原任职。",
  },
  "assignment.enforces": {
    says: () => "正在执法岗位任职，不能同时担任法制岗位",
    cure: () => "先结束执法岗位任职，再安排法制岗位。",
  },
  "legal-post.held": {
    says: (facts: Facts) =>
      `在法制岗位任职，${zhDate(facts.fromOn ?? null)}${facts.endsBeforeOn ? `至 ${zhDate(lastDayBefore(String(facts.endsBeforeOn)))}` : "起，没有结束日期"}`,
    cure: () => "先结束法制岗位任职，再从事执法。",
  },
  "assignment.no-legal-qualification": {
    says: (facts: Facts) =>
      `初次从事法制审核，到 ${zhDate(facts.fromOn ?? null)}没有经确认的国家统一法律职业资格`,
    cure: () => "登记法律职业资格证书并由另一人确认；没有取得的，由已取得资格的人员担任。",
  },
  "assignment.reviews": {
    says: () => "其账号有法制审核或法制机构的角色，不能任执法岗位",
    cure: () => "先由安全管理员收回该角色，再安排执法岗位。",
  },
  "certificate.number-unknown": {
    says: () => "登记中没有这个证件编号",
    cure: () => "请核对编号。编号无误而查不到的，该证件不是本系统核发的。",
  },
  "body.entrusted-coercion": {
    says: () => "行政强制措施权不得委托，受委托组织的人员不能任行政强制岗",
    cure: () => "由具有法定职权的行政机关的人员担任。",
  },
  "certificate.ends-before-assignment": {
    says: (facts: Facts) => `证件有效至 ${zhDate(facts.validToOn ?? null)}，早于计划任职结束`,
    cure: () => "不阻止任职；证件到期时自动不得执法，请在换证窗口内申请换发。",
  },
  "legal-duty.below-minimum": {
    says: (facts: Facts) => `离任后单位专职法制人员剩 ${facts.remaining} 人，不足 ${facts.required} 人`,
    cure: () => "先为单位配备另一名专职法制人员并登记到岗。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "power.unknown": {
    says: () => "The unit has no such power",
    cure: () => "Choose again from the unit's powers.",
  },
  "power.unchanged": {
    says: () => "Nothing differs from what was registered",
    cure: () => "Correct what was entered wrongly.",
  },
  "power-list.no-headers": {
    says: () => "No names of columns were found in the first ten rows",
    cure: () => "Write in the first row: Name, Kind, Field, Legal basis, First day, Last day.",
  },
  "power-list.column-missing": {
    says: (facts) => `The column ${enColumn(facts)} is missing`,
    cure: () => "Add the column.",
  },
  "power-list.column-twice": {
    says: (facts) => `The column ${enColumn(facts)} is there twice`,
    cure: () => "Leave one of them.",
  },
  "power-list.empty": {
    says: () => "There is nothing below the names of the columns",
    cure: () => "Write one power in each row below them.",
  },
  "power-list.too-many": {
    says: (facts) => `The list has ${facts.rows} rows; ${facts.most} may be imported at once`,
    cure: () => "Import it in parts.",
  },
  "power-list.missing": {
    says: (facts) => `Row ${facts.row} says nothing for ${enColumn(facts)}`,
    cure: () => "Fill it in.",
  },
  "power-list.formula": {
    says: (facts) => `Row ${facts.row} has a formula for ${enColumn(facts)}`,
    cure: () => "Write what the formula answers.",
  },
  "power-list.too-long": {
    says: (facts) => `Row ${facts.row} says more than ${facts.most} characters for ${enColumn(facts)}`,
    cure: () => "Shorten it.",
  },
  "power-list.kind-unknown": {
    says: (facts) => `Row ${facts.row} names a kind that lists of powers do not have`,
    cure: () =>
      "Kinds are: Penalty, Licence, Coercion, Inspection, Levy, Confirmation, Reward, Adjudication, Other.",
  },
  "power-list.field-unknown": {
    says: (facts) => `Row ${facts.row} names a field that the platform does not know`,
    cure: () => "Name one of the fields offered where a power is registered; leave it empty for any field.",
  },
  "power-list.date-unreadable": {
    says: (facts) => `Row ${facts.row} has no date for ${enColumn(facts)}`,
    cure: () => "Write it as 2026-03-01.",
  },
  "power-list.last-before-first": {
    says: (facts) => `Row ${facts.row} ends before it begins`,
    cure: () => "Correct the dates.",
  },
  "power-list.twice": {
    says: (facts) => `Row ${facts.row} is the same power as row ${facts.first}`,
    cure: () => "Remove one of them.",
  },
  "power-list.known": {
    says: (facts) => `The unit has registered the power of row ${facts.row} for some of the same days`,
    cure: () => "Remove it from the list; correct the entry if that is wrong.",
  },
  "team.short": {
    says: (facts: Facts) => `Only ${facts.eligible} of them may enforce; it takes at least ${facts.required}`,
    cure: () =>
      "Send further officers who may enforce for this unit. Assistants and suspended officers do not count.",
  },
  "shift.past": { says: () => "The shift begins in the past", cure: () => "Plan shifts for later than now." },
  "shift.ends-before-start": {
    says: () => "The shift does not end after it begins",
    cure: () => "Correct the times.",
  },
  "shift.too-long": {
    says: (facts) => `The shift lasts ${facts.hours} hours, more than ${facts.most}`,
    cure: () => "Divide it into several shifts.",
  },
  "shift.over": { says: () => "The shift is over or was withdrawn", cure: () => "Plan another shift." },
  "shift.nobody": { says: () => "Nobody was chosen", cure: () => "Choose who goes on the shift." },
  "shift.elsewhere": {
    says: () => "Is on this or another shift at that time",
    cure: () => "Take the person off that shift first, or choose someone else.",
  },
  "shift.outlasts": {
    says: (facts) => `May enforce until ${enDate(facts.untilOn ?? null)} only, before the shift ends`,
    cure: () => "Choose someone who may enforce for the whole shift.",
  },
  "position.powers-lapsed": {
    says: (facts) =>
      `Every power the post exercised has ended or was taken from it${facts.sinceOn ? `, since ${enDate(facts.sinceOn)}` : ""}`,
    cure: () =>
      "The unit's personnel officer records which powers the post exercises now, or changes the post.",
  },
  "position-power.unknown": {
    says: () => "The unit has no such power",
    cure: () => "Choose again from the unit's powers.",
  },
  "position-power.already": {
    says: (facts) => `The post has exercised this power since ${enDate(facts.fromOn ?? null)}`,
    cure: () => "Nothing to do.",
  },
  "assignment.none": {
    says: () => "Holds no enforcement post in the post register",
    cure: () => "The unit's personnel officer assigns the person to a post; all rules are decided then.",
  },
  "assignment.inherited": {
    says: () => "Was found on the post when the unit came aboard, which never counts as eligible",
    cure: () =>
      "Clear the case first (move or end the assignment); once the conditions are met, assign anew.",
  },
  "assignment.position-unknown": {
    says: () => "There is no such post",
    cure: () => "Choose again from the list of posts.",
  },
  "assignment.backdated": {
    says: (facts) => `The first day, ${enDate(facts.fromOn ?? null)}, lies before today`,
    cure: () => "Assignments begin today or later. Past service cannot be made eligible afterwards.",
  },
  "assignment.ends-before-start": {
    says: () => "The planned end lies before the first day",
    cure: () => "Correct the dates.",
  },
  "assignment.already": {
    says: (facts) => `Already in this post since ${enDate(facts.fromOn ?? null)}`,
    cure: () => "Nothing to do. To change the dates, end the present assignment first.",
  },
  "assignment.enforces": {
    says: () => "Is in an enforcement post and cannot take a legal-affairs post at the same time",
    cure: () => "End the enforcement assignment first.",
  },
  "legal-post.held": {
    says: (facts) =>
      `Is in a legal-affairs post ${facts.endsBeforeOn ? `from ${enDate(facts.fromOn ?? null)} to ${enDate(lastDayBefore(String(facts.endsBeforeOn)))}` : `since ${enDate(facts.fromOn ?? null)}, without an end`}`,
    cure: () => "End the assignment to the legal-affairs post first.",
  },
  "assignment.no-legal-qualification": {
    says: (facts) =>
      `Takes up legal review for the first time, and no legal professional qualification is confirmed on ${enDate(facts.fromOn ?? null)}`,
    cure: () =>
      "Record the certificate and have another person confirm it; otherwise somebody who holds one takes it on.",
  },
  "assignment.reviews": {
    says: () =>
      "The account holds a reviewing role of legal affairs, and its owner cannot take an enforcement post",
    cure: () => "Have a security administrator take the role back first.",
  },
  "certificate.number-unknown": {
    says: () => "The register holds no certificate with this number",
    cure: () => "Check the number. If it is right, the certificate was not issued here.",
  },
  "body.entrusted-coercion": {
    says: () =>
      "The power of coercive measures may not be entrusted; staff of an entrusted organisation cannot take this post",
    cure: () => "Staff of an administrative organ with that power of its own must take it.",
  },
  "certificate.ends-before-assignment": {
    says: (facts) =>
      `The certificate is valid until ${enDate(facts.validToOn ?? null)}, before the planned end`,
    cure: () =>
      "This does not block. When the certificate expires, eligibility ends by itself; renew within the window.",
  },
  "legal-duty.below-minimum": {
    says: (facts) =>
      `The unit would be left with ${facts.remaining} full-time legal officers, fewer than ${facts.required}`,
    cure: () => "Appoint another full-time legal officer first.",
  },
};

export const positionsRefusals = { "zh-CN": zh, en };
