/** The words a roster may use, in both languages at once: a sheet filled in from either template is read the same. */
import { foldWord } from "~/personnel/roster-cell";
import {
  REQUIRED_COLUMNS,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterDuty,
  type RosterWords,
} from "~/personnel/roster-columns";
import type { TemplateWords } from "~/personnel/roster-template.server";
import { identityNames, statusNames } from "./identity-names";
import { personnelText } from "./personnel";
import { type Locale, locales } from "./text";

/** What people write instead of the words of the template. */
const otherHeaders: Record<string, RosterColumn> = {
  身份证号: "identityNumber",
  身份证号码: "identityNumber",
  公民身份号码: "identityNumber",
  证件号码: "identityNumber",
  工作单位: "unit",
  所在单位: "unit",
  编制: "identity",
  编制身份: "identity",
  人员身份: "identity",
  到岗日期: "startedOn",
  到本单位日期: "startedOn",
  参加工作日期: "startedOn",
  职级: "title",
  在职状态: "status",
  "Job title": "title",
  "ID number": "identityNumber",
};
const otherIdentities = {
  行政编制: "civil-servant",
  "公务员（行政编制）": "civil-servant",
  参公: "civil-servant-equivalent",
  参照公务员法管理: "civil-servant-equivalent",
  事业编: "public-institution",
  事业: "public-institution",
  合同制: "contract",
  派遣: "dispatched",
  协管员: "auxiliary",
  辅助人员: "auxiliary",
  执法辅助: "auxiliary",
  外包人员: "outsourced",
  借用: "seconded",
} as const;
const otherStatuses = { 在职: "in-post", 在编: "in-post", 试用: "probation" } as const;

const noDuty: Record<Locale, string> = { "zh-CN": "无", en: "None" };
const dutyWord = (locale: Locale, duty: RosterDuty) => {
  const t = personnelText[locale];
  return `${duty.fullTime ? t.fullTime.yes : t.fullTime.no}${locale === "en" ? " " : ""}${t.duties[duty.kind]}`;
};
const duties: RosterDuty[] = (["legal-affairs", "legal-review"] as const).flatMap((kind) => [
  { kind, fullTime: true },
  { kind, fullTime: false },
]);

export const folded = <T>(entries: Iterable<readonly [string, T]>): Map<string, T> =>
  new Map([...entries].map(([word, value]) => [foldWord(word), value]));

/** Words and the codes themselves, of a vocabulary named in every language. */
export function named<K extends string>(
  names: Record<Locale, Record<K, string>>,
  others: Record<string, K> = {},
): Map<string, K> {
  const codes = Object.keys(names["zh-CN"]) as K[];
  return folded([
    ...codes.flatMap((code) => [
      [code, code] as const,
      ...locales.map((locale) => [names[locale][code], code] as const),
    ]),
    ...Object.entries(others),
  ]);
}

const columnNames = { "zh-CN": personnelText["zh-CN"].columns, en: personnelText.en.columns };
const categoryNames = { "zh-CN": personnelText["zh-CN"].categories, en: personnelText.en.categories };

export const rosterWords: RosterWords = {
  headers: named(columnNames, otherHeaders),
  identities: named(identityNames, otherIdentities),
  statuses: named(statusNames, otherStatuses),
  categories: named(categoryNames),
  duties: folded<RosterDuty | null>([
    ...locales.flatMap((locale) => [
      [noDuty[locale], null] as const,
      ...duties.map((duty) => [dutyWord(locale, duty), duty] as const),
    ]),
  ]),
};

/** What the template says in one language: required columns are starred, the second sheet lists the words. */
export function templateWords(locale: Locale): TemplateWords {
  const t = personnelText[locale];
  const lists: Partial<Record<RosterColumn, string[]>> = {
    identity: Object.values(identityNames[locale]),
    // Who works here on loan stands on the roster of their home unit.
    status: Object.entries(statusNames[locale]).flatMap(([code, name]) =>
      code === "seconded-in" ? [] : [name],
    ),
    category: Object.values(t.categories),
    legalDuty: [noDuty[locale], ...duties.map((duty) => dutyWord(locale, duty))],
  };
  const star = (column: RosterColumn) => (REQUIRED_COLUMNS.includes(column) ? t.imports.requiredMark : "");
  return {
    sheet: t.imports.templateSheet,
    headers: ROSTER_COLUMNS.map((column) => `${t.columns[column]}${star(column)}`),
    guide: {
      sheet: t.imports.guideSheet,
      column: t.imports.guideMeans,
      word: t.imports.guideWord,
      rows: ROSTER_COLUMNS.flatMap((column) => {
        const words = lists[column];
        return words ? [{ column: t.columns[column], words }] : [];
      }),
    },
  };
}
