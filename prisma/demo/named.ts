/** People whom a tour of the district meets by name: accounts, planted cases, names that are hard to store or to print. */
import type { EmploymentIdentity } from "~/personnel/identity";
import type { Sex } from "~/personnel/identity-number";
import type { StudyGroupWord } from "~/rulebook/words";
import type { Story } from "./stories.ts";
import type { UnitCode } from "./units.ts";

export type Named = {
  name: string;
  sex: Sex;
  unit: UnitCode;
  group: StudyGroupWord;
  story?: Story;
  identity?: EmploymentIdentity;
  title?: string;
  /** Signs in under this name. */
  login?: string;
};

const woman = (name: string, unit: UnitCode, group: StudyGroupWord, rest: Partial<Named> = {}): Named => ({
  name,
  sex: "female",
  unit,
  group,
  ...rest,
});
const man = (name: string, unit: UnitCode, group: StudyGroupWord, rest: Partial<Named> = {}): Named => ({
  ...woman(name, unit, group, rest),
  sex: "male",
});

export const NAMED: readonly Named[] = [
  // The offices.
  woman("周敏行", "personnel", "other", { title: "证件管理科科长", login: "personnel" }),
  man("高远山", "personnel", "other", { title: "证件管理科科员", login: "personnel2" }),
  woman("沈若岚", "justice", "legal", { title: "法制科科长", login: "legal" }),
  man("袁志刚", "justice", "legal", { title: "法制审核员", login: "legal2" }),
  man("田守正", "organisation", "other", { title: "干部监督科科长", login: "auditor" }),
  man("郝建中", "office", "other", { title: "信息科科长", login: "sysadmin" }),
  woman("祝明华", "office", "other", { title: "信息科科员", login: "secadmin" }),
  man("纪维纲", "office", "other", { title: "保密科科员", login: "auditadmin" }),
  woman("贺兰芝", "urban", "other", { title: "人事科科长", login: "urban-hr" }),
  man("罗思源", "urban", "other", { title: "宣传教育科科员", login: "urban-training" }),
  woman("宋佳", "urban", "legal", { title: "法制科科长", login: "urban-legal" }),
  woman("丁文娟", "transport", "other", { title: "宣传教育科科员", login: "transport-training" }),
  // Those who sign in for themselves.
  man("顾长青", "urban", "enforcement", {
    story: "third-year",
    identity: "civil-servant",
    title: "四级主办",
    login: "officer",
  }),
  man("简行舟", "urban", "enforcement", {
    story: "candidate",
    identity: "civil-servant",
    login: "candidate",
  }),
  woman("许文竹", "urban", "leading-cadre", { story: "third-year", title: "副局长", login: "leader" }),
  man("周彦", "urban", "auxiliary", {
    story: "found-on-post",
    identity: "dispatched",
    title: "案卷管理员",
    login: "contract",
  }),
  // Cases.
  man("韩立新", "urban", "enforcement", { story: "third-year", identity: "civil-servant-equivalent" }),
  woman("唐玉芬", "urban", "enforcement", { story: "suspended", identity: "civil-servant" }),
  man("吕志宏", "urban", "enforcement", { story: "ending", identity: "public-institution" }),
  woman("蒋丽娟", "market", "enforcement", { story: "fails", identity: "civil-servant" }),
  man("罗建军", "transport", "enforcement", { story: "overdue", identity: "public-institution" }),
  man("邓凯", "transport", "enforcement", { story: "returned", identity: "civil-servant" }),
  man("蔡永康", "agriculture", "enforcement", { story: "lost", identity: "civil-servant" }),
  woman("潘红霞", "agriculture", "legal", { title: "法制科科长" }),
  woman("何秀芬", "shuangtang", "enforcement", { story: "expired-on-post", identity: "civil-servant" }),
  man("董雪峰", "shuangtang", "auxiliary", { story: "found-on-post", identity: "grid-worker" }),
  man("吴国梁", "shiqiao", "enforcement", { story: "to-collect", identity: "civil-servant" }),
  man("曹德胜", "liupu", "auxiliary", { story: "found-on-post", identity: "dispatched" }),
  man("何敬之", "market", "legal", { story: "legal-enforcer", title: "法制审核员" }),
  woman("林佩文", "office", "other", { story: "seconded", title: "综合科科员" }),
  // Names.
  woman("姜㛃", "market", "enforcement", { story: "third-year", identity: "civil-servant" }),
  woman("李㛃", "urban", "enforcement", { story: "second-year" }),
  man("张䶮", "liupu", "enforcement", { story: "third-year" }),
  man("陈𬭎", "emergency", "enforcement", { story: "second-year" }),
  man("王𠅤", "shuangtang", "enforcement", { story: "second-year" }),
  woman("欧阳静怡", "ecology", "enforcement", { story: "third-year" }),
  man("司马睿", "agriculture", "enforcement", { story: "second-year" }),
  woman("阿依古丽·买买提", "market", "enforcement", { story: "second-year" }),
  man("李伟", "market", "enforcement", { story: "third-year" }),
  man("李伟", "market", "enforcement", { story: "second-year" }),
  woman("王小花", "transport", "enforcement", { story: "third-year" }),
  man("郑本立", "agriculture", "enforcement", { story: "third-year", identity: "authorised-organisation" }),
  man("石敬一", "shiqiao", "enforcement", { story: "third-year", identity: "entrusted-organisation" }),
];
