/** 身份、在岗状态、处分、年度考核等次: the legal words for what a person is to the unit. */
import type { AnnualGrade, EmploymentIdentity, EmploymentStatus, SanctionKind } from "~/personnel/identity";
import type { Catalogue } from "./text";

export const identityNames: Catalogue<Record<EmploymentIdentity, string>> = {
  "zh-CN": {
    "civil-servant": "公务员",
    "civil-servant-equivalent": "参公管理",
    "public-institution": "事业编制",
    "authorised-organisation": "授权组织人员",
    "entrusted-organisation": "受委托组织人员",
    contract: "合同工",
    temporary: "临时工",
    dispatched: "劳务派遣",
    seconded: "借调",
    "support-worker": "工勤",
    "public-welfare": "公益性岗位",
    auxiliary: "协管、执法辅助",
    "grid-worker": "网格员",
    outsourced: "外包",
  },
  en: {
    "civil-servant": "Civil servant",
    "civil-servant-equivalent": "Managed as civil servant",
    "public-institution": "Public institution staff",
    "authorised-organisation": "Staff of an authorised organisation",
    "entrusted-organisation": "Staff of an entrusted organisation",
    contract: "Contract worker",
    temporary: "Temporary worker",
    dispatched: "Dispatched worker",
    seconded: "Seconded",
    "support-worker": "Support worker",
    "public-welfare": "Public-welfare post",
    auxiliary: "Auxiliary",
    "grid-worker": "Grid worker",
    outsourced: "Outsourced",
  },
};

export const statusNames: Catalogue<Record<EmploymentStatus, string>> = {
  "zh-CN": {
    "in-post": "在编在职",
    probation: "试用期",
    "sick-leave": "长期病假",
    "maternity-leave": "产假",
    "study-leave": "脱产学习",
    "posted-away": "外派",
    "seconded-out": "借调出",
    "seconded-in": "借调入",
    "temporary-post": "挂职",
    suspended: "停职",
    "transferred-out": "调出",
    retired: "退休",
    resigned: "辞职",
    dismissed: "辞退",
    expelled: "开除",
    deceased: "死亡",
  },
  en: {
    "in-post": "In post",
    probation: "On probation",
    "sick-leave": "Long sick leave",
    "maternity-leave": "Maternity leave",
    "study-leave": "Full-time study",
    "posted-away": "Posted away",
    "seconded-out": "Seconded out",
    "seconded-in": "Seconded in",
    "temporary-post": "Temporary posting",
    suspended: "Stood down",
    "transferred-out": "Transferred out",
    retired: "Retired",
    resigned: "Resigned",
    dismissed: "Dismissed",
    expelled: "Expelled",
    deceased: "Deceased",
  },
};

export const sanctionNames: Catalogue<Record<SanctionKind, string>> = {
  "zh-CN": {
    warning: "警告",
    demerit: "记过",
    "major-demerit": "记大过",
    demotion: "降级",
    removal: "撤职",
    expulsion: "开除",
  },
  en: {
    warning: "Warning",
    demerit: "Demerit",
    "major-demerit": "Major demerit",
    demotion: "Demotion",
    removal: "Removal from post",
    expulsion: "Expulsion",
  },
};

export const gradeNames: Catalogue<Record<AnnualGrade, string>> = {
  "zh-CN": {
    outstanding: "优秀",
    competent: "称职",
    "basically-competent": "基本称职",
    incompetent: "不称职",
    "not-determined": "不确定等次",
    "not-taken": "未参加考核",
  },
  en: {
    outstanding: "Outstanding",
    competent: "Competent",
    "basically-competent": "Basically competent",
    incompetent: "Incompetent",
    "not-determined": "No grade determined",
    "not-taken": "Not appraised",
  },
};
