/** 离岗与借调 on the page of a person: what they mean beside 调动. */
import type { Catalogue } from "./text";

const zh = {
  leave: {
    now: (kind: string, period: string) => `现在的离岗：${kind}，${period}。`,
    none: "现在没有离岗，以后也没有已登记的离岗。",
    eligibility:
      "离岗不影响编制和证件。法规和本单位的规则包没有规定离岗期间不得执法，系统只在档案、名册上显示，不作为不得执法的理由；实际是否上岗由单位安排。",
    backOn: (on: string) => `${on}返岗`,
    noEnd: "返岗日期未定",
  },
  loan: {
    title: "借调",
    meta: "编制留在原单位，不是调动",
    home: "原单位（编制所在）",
    host: "借用单位",
    unit: "单位",
    since: "起止",
    identity: "身份",
    returnsOn: (on: string) => `${on}返回原单位`,
    noEnd: "返回日期未定",
    mayBe: "证件由编制所在单位申领，原有证件在借调期间继续有效。",
    mayNot: "借用单位不得为借调人员申领证件，也不得安排执法：",
    change: "改变期限",
    none: "现在没有借调，以后也没有已登记的借调。",
    now: (host: string, period: string) => `现有借调：${host}，${period}。`,
  },
  cameFrom: (unit: string) => `自${unit}调入`,
};

const en: typeof zh = {
  leave: {
    now: (kind, period) => `Leave now: ${kind}, ${period}.`,
    none: "No leave now and none recorded for later.",
    eligibility:
      "Leave changes neither establishment nor certificate. Neither the law nor the unit's rule pack bars enforcing during leave, so it is shown on the file and in lists and is no reason against anyone; the unit decides who is at work.",
    backOn: (on) => `back on ${on}`,
    noEnd: "no day of return yet",
  },
  loan: {
    title: "Secondment",
    meta: "The establishment stays at home: not a transfer",
    home: "Home unit (establishment)",
    host: "Host unit",
    unit: "Unit",
    since: "Period",
    identity: "Identity",
    returnsOn: (on) => `Returns to the home unit on ${on}`,
    noEnd: "No day of return yet",
    mayBe: "The home unit applies for certificates; one already held stays valid during the loan.",
    mayNot: "The host can neither have them certified nor send them to enforce:",
    change: "Change the end",
    none: "No secondment now and none recorded for later.",
    now: (host, period) => `Secondment: ${host}, ${period}.`,
  },
  cameFrom: (unit) => `Transferred from ${unit}`,
};

export const leaveAndLoanText: Catalogue<typeof zh> = { "zh-CN": zh, en };
