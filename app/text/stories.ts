import type { Catalogue } from "./text";

/** What happened to somebody, in one order or the other. */
const zh = {
  order: "排列",
  orders: { happened: "按发生时间", recorded: "按登记时间" },
  recorded: (who: string, at: string) => `${who}，${at} 登记`,
  system: "系统",
  onPaper: (who: string, at: string) => (who === "" ? `（${at} 登记）` : `（${who}，${at} 登记）`),
};

const en: typeof zh = {
  order: "Order",
  orders: { happened: "As it happened", recorded: "As it was recorded" },
  recorded: (who, at) => `${who}, recorded ${at}`,
  system: "System",
  onPaper: (who, at) => (who === "" ? ` (recorded ${at})` : ` (${who}, recorded ${at})`),
};

export const storiesText: Catalogue<typeof zh> = { "zh-CN": zh, en };
