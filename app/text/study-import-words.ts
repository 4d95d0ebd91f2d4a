/** The words a table of past study may use, in both languages at once: one filled in from either template is read the same. */
import { foldWord } from "~/personnel/roster-cell";
import type { TemplateWords } from "~/personnel/roster-template.server";
import {
  IMPORT_COLUMNS,
  type ImportColumn,
  type ImportWords,
  REQUIRED_COLUMNS,
} from "~/study/import-columns";
import { personnelText } from "./personnel";
import { named } from "./roster-words";
import { studyText } from "./study";
import { importsText } from "./study-imports";
import type { Locale } from "./text";

/** What people write instead of the words of the template. */
const otherHeaders: Record<string, ImportColumn> = {
  身份证号: "identityNumber",
  身份证号码: "identityNumber",
  公民身份号码: "identityNumber",
  证件号码: "identityNumber",
  "ID number": "identityNumber",
  工作单位: "unit",
  所在单位: "unit",
  活动: "title",
  学法内容: "title",
  培训名称: "title",
  会议名称: "title",
  学法日期: "date",
  活动日期: "date",
  开始: "start",
  结束: "end",
  学法分钟数: "minutes",
  分钟: "minutes",
  学法形式: "mode",
  学法类别: "category",
  组织单位层级: "level",
  层级: "level",
  法律法规: "laws",
  学习法律: "laws",
  证据: "evidenceKind",
  证据编号: "evidence",
  存放处: "evidence",
};
const otherModes = {
  中心组学习: "study-group",
  例会学法: "meeting",
  培训班: "concentrated",
  在线学习: "online",
} as const;
const otherLevels = {
  县: "county",
  区: "county",
  县级: "county",
  市级: "city",
  省级: "province",
  单位: "unit",
} as const;
const otherKinds = {
  签到表: "sign-in",
  签到: "sign-in",
  纪要: "minutes",
  笔记: "notes",
  照片: "photo",
} as const;

const both = <T>(of: (locale: Locale) => T): Record<Locale, T> => ({ "zh-CN": of("zh-CN"), en: of("en") });
/** An exam enters itself (H12): neither its form nor its evidence is written by hand. */
const EXAM = foldWord("exam");
function withoutExams<K extends string>(words: Map<string, K>): Map<string, K> {
  const examWords = [...words].filter(([, code]) => foldWord(code) === EXAM).map(([word]) => word);
  for (const word of examWords) words.delete(word);
  return words;
}

export const importWords: ImportWords = {
  headers: named(
    both((locale) => importsText[locale].columns),
    otherHeaders,
  ),
  modes: withoutExams(
    named(
      both((locale) => studyText[locale].modes),
      otherModes,
    ),
  ),
  categories: named(both((locale) => studyText[locale].categories)),
  levels: named(
    both((locale) => studyText[locale].levels),
    otherLevels,
  ),
  evidenceKinds: withoutExams(
    named(
      both((locale) => studyText[locale].evidenceKinds),
      otherKinds,
    ),
  ),
};

/** What the template says in one language: required columns are starred, the second sheet lists the words. */
export function studyTemplate(locale: Locale): TemplateWords {
  const t = importsText[locale];
  const { modes, categories, levels, evidenceKinds } = studyText[locale];
  const without = ({ exam: _, ...names }: Record<string, string>) => Object.values(names);
  const lists: Partial<Record<ImportColumn, string[]>> = {
    ...t.guide,
    mode: without(modes),
    category: Object.values(categories),
    level: Object.values(levels),
    evidenceKind: [...t.guide.evidenceKind, ...without(evidenceKinds)],
  };
  const { requiredMark, guideSheet, guideMeans, guideWord } = personnelText[locale].imports;
  const star = (column: ImportColumn) => (REQUIRED_COLUMNS.includes(column) ? requiredMark : "");
  return {
    sheet: t.templateSheet,
    headers: IMPORT_COLUMNS.map((column) => `${t.columns[column]}${star(column)}`),
    guide: {
      sheet: guideSheet,
      column: guideMeans,
      word: guideWord,
      rows: IMPORT_COLUMNS.flatMap((column) => {
        const words = lists[column];
        return words ? [{ column: t.columns[column], words }] : [];
      }),
    },
  };
}
