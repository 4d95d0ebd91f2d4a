/**
 * Labels and words for the facts a refusal carries, so that a page can list what was checked.
 * In: literals by name. Out: label and value in the reader's language; names a reader has no use for are left out.
 */
import type { Facts } from "~/verdict";
import { common } from "./common";
import { longDate } from "./dates";
import { fieldNames } from "./fields";
import { gradeNames, identityNames, sanctionNames, statusNames } from "./identity-names";
import { type Catalogue, type Locale, textFor } from "./text";

const zh = {
  identity: "身份",
  status: "状态",
  leftOn: "离开单位",
  sinceOn: "起始",
  fromOn: "自",
  toOn: "至（不含）",
  today: "今天",
  endsBeforeOn: "解除",
  validFromOn: "有效期起",
  validToOn: "有效期至",
  acceptedOn: "备案",
  untilOn: "计划结束",
  leavingOn: "离任",
  field: "执法领域",
  part: "考试科目",
  ground: "事由",
  decisionNumber: "决定文号",
  kind: "处分",
  year: "年度",
  grade: "考核等次",
  required: "要求",
  requiredMonths: "要求任职月数",
  remaining: "剩余",
  fullTime: "专职",
  lost: "同时挂失",
};

const en: typeof zh = {
  identity: "Identity",
  status: "Status",
  leftOn: "Left the unit",
  sinceOn: "Since",
  fromOn: "From",
  toOn: "Until (not counted)",
  today: "Today",
  endsBeforeOn: "Ends on",
  validFromOn: "Valid from",
  validToOn: "Valid to",
  acceptedOn: "Filed",
  untilOn: "Planned end",
  leavingOn: "Leaving",
  field: "Field",
  part: "Examination part",
  ground: "Ground",
  decisionNumber: "Decision",
  kind: "Sanction",
  year: "Year",
  grade: "Annual grade",
  required: "Required",
  requiredMonths: "Months of service required",
  remaining: "Remaining",
  fullTime: "Full-time",
  lost: "Also reported lost",
};

const labels: Catalogue<typeof zh> = { "zh-CN": zh, en };

const parts: Catalogue<Record<string, string>> = {
  "zh-CN": { general: "通用法律知识", special: "专门法律知识" },
  en: { general: "General law", special: "Special law of the field" },
};

/** Label and value of each fact that means something to a reader, in the order given. */
export function factsIn(locale: Locale, facts: Facts): { term: string; value: string }[] {
  const known: Record<string, string> = textFor(labels, locale);
  return Object.entries(facts).flatMap(([name, value]) => {
    const term = known[name];
    return term === undefined || value === null ? [] : [{ term, value: wordFor(locale, name, value) }];
  });
}

function wordFor(locale: Locale, name: string, value: string | number | boolean): string {
  const t = textFor(common, locale);
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (typeof value === "number") return String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return longDate(value, locale);
  const vocabulary: Record<string, Record<string, string>> = {
    identity: textFor(identityNames, locale),
    status: textFor(statusNames, locale),
    kind: textFor(sanctionNames, locale),
    grade: textFor(gradeNames, locale),
    field: textFor(fieldNames, locale),
    part: textFor(parts, locale),
  };
  return vocabulary[name]?.[value] ?? value;
}
