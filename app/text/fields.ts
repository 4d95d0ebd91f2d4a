/** Fields of enforcement 执法领域 as readers know them. A code this product does not know is shown as it stands. */
import type { Catalogue, Locale } from "./text";

const zh = {
  comprehensive: "综合行政执法",
  "urban-management": "城市管理",
  "market-regulation": "市场监督管理",
  transport: "交通运输",
  culture: "文化和旅游",
  ecology: "生态环境",
  agriculture: "农业农村",
  emergency: "应急管理",
  health: "卫生健康",
  "natural-resources": "自然资源",
  construction: "住房城乡建设",
  water: "水利",
  labour: "劳动保障",
  forestry: "林业",
  "public-security": "公安",
};

const en: typeof zh = {
  comprehensive: "Comprehensive enforcement",
  "urban-management": "Urban management",
  "market-regulation": "Market regulation",
  transport: "Transport",
  culture: "Culture and tourism",
  ecology: "Ecology and environment",
  agriculture: "Agriculture and rural affairs",
  emergency: "Emergency management",
  health: "Health",
  "natural-resources": "Natural resources",
  construction: "Housing and construction",
  water: "Water",
  labour: "Labour protection",
  forestry: "Forestry",
  "public-security": "Public security",
};

export const fieldNames: Catalogue<typeof zh> = { "zh-CN": zh, en };
export const fieldCodes = Object.keys(zh);

export function fieldName(locale: Locale, code: string): string {
  return (fieldNames[locale] as Record<string, string>)[code] ?? code;
}

/** Every field, for choosing one. */
export const fieldChoices = (locale: Locale): { value: string; text: string }[] =>
  fieldCodes.map((value) => ({ value, text: fieldName(locale, value) }));
