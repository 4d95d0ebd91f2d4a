import type { BodyBasis } from "~/organisation/unit";
import type { Catalogue } from "./text";

/** The public roster of bodies and officers: for anybody, people and programs. */
const basis: Record<BodyBasis, string> = {
  statutory: "法定行政机关",
  authorised: "法律法规授权组织",
  entrusted: "受委托组织",
};
const zh = {
  title: "行政执法人员公示",
  lede: (bodies: number) => `已公示执法主体 ${bodies} 个。`,
  asOf: (at: string) => `截至 ${at}`,
  name: "姓名或证件编号",
  nameHint: "姓名须完整",
  body: "执法主体",
  anyBody: "全部",
  submit: "查询",
  table: "持证人员",
  columns: { name: "姓名", unit: "单位", number: "证件编号", field: "执法领域", validTo: "有效期至" },
  filters: { q: "姓名或编号", body: "执法主体" },
  about: { basis: "主体性质", fields: "执法领域", anyField: "不限", publishedOn: "公示日期" },
  basis,
  count: (n: number) => `${n} 人`,
  files: "下载",
  xlsx: "Excel 名单",
  json: "JSON 数据",
  emptyTitle: "没有查到",
  empty: "姓名须完整。也可以清除条件，查看全部持证人员。",
  clear: "清除条件",
  note: "协管员、网格员等辅助人员不具有行政执法资格，不在本名单。证件暂扣、挂失或失效的人员即时移出名单，其证件按编号仍可核验。",
  sheet: {
    officers: "执法人员",
    bodies: "执法主体",
    validFrom: "有效期自",
    code: "单位代码",
    verify: "核验地址",
    asOf: "截至",
    fileName: "行政执法人员公示名单",
  },
};

const en: typeof zh = {
  title: "Public roster of enforcement officers",
  lede: (bodies) => `${bodies} published enforcement ${bodies === 1 ? "body" : "bodies"}.`,
  asOf: (at) => `as of ${at}`,
  name: "Name or number",
  nameHint: "The whole name",
  body: "Enforcement body",
  anyBody: "All",
  submit: "Search",
  table: "Certified officers",
  columns: { name: "Name", unit: "Unit", number: "Number", field: "Field", validTo: "Valid until" },
  filters: { q: "Name or number", body: "Enforcement body" },
  about: { basis: "Standing", fields: "Fields", anyField: "Any", publishedOn: "Published on" },
  basis: {
    statutory: "Statutory authority",
    authorised: "Authorised by law",
    entrusted: "Entrusted",
  },
  count: (n) => `${n} ${n === 1 ? "person" : "people"}`,
  files: "Download",
  xlsx: "List for Excel",
  json: "Data as JSON",
  emptyTitle: "Nothing found",
  empty: "A name must be whole. Clear the filters to see everyone.",
  clear: "Clear filters",
  note: "Auxiliary staff and grid workers may not enforce and are not on this list. Who is suspended, has lost the card or whose certificate has ended is off the list at once; the certificate can still be checked by its number.",
  sheet: {
    officers: "Officers",
    bodies: "Bodies",
    validFrom: "Valid from",
    code: "Unit code",
    verify: "To be checked at",
    asOf: "As of",
    fileName: "Public roster of enforcement officers",
  },
};

export const rosterText: Catalogue<typeof zh> = { "zh-CN": zh, en };
