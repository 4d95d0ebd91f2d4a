import type { Catalogue } from "./text";

const zh = {
  title: "审计记录",
  lede: "每件事与它的记录在同一次提交中写入，只增不改，按批次连成校验链。",
  at: "时间",
  what: "事项",
  who: "操作账号",
  whom: "相关人员",
  system: "系统",
  older: "更早的记录",
  newest: "回到最新",
  sealed: (n: number, last: string) => `已连成 ${n} 段校验链，最近一段 ${last}`,
  unsealed: "校验链尚未生成",
  intact: "校验链完好",
  broken: (seal: string) => `第 ${seal} 段校验链不符，记录可能被改动`,
  verify: "核对校验链",
  empty: "没有记录",
  type: "事项类别",
  allTypes: "全部类别",
  filter: "查询",
};

const en: typeof zh = {
  title: "Audit log",
  lede: "Every act and its record are written in one transaction, only ever added to, and chained in batches.",
  at: "Time",
  what: "Event",
  who: "Account",
  whom: "Person",
  system: "System",
  older: "Older",
  newest: "Back to the newest",
  sealed: (n, last) => `${n} seals in the chain, the last of ${last}`,
  unsealed: "The chain has no seal yet",
  intact: "The chain is intact",
  broken: (seal) => `Seal ${seal} does not hold: records may have been changed`,
  verify: "Verify the chain",
  empty: "No records",
  type: "Kind of event",
  allTypes: "All kinds",
  filter: "Show",
};

export const auditText: Catalogue<typeof zh> = { "zh-CN": zh, en };
