/** The words a table of an opening balance may use, in both languages at once. */
import { LEDGER_KINDS, type LedgerKind } from "~/certification/item";
import {
  OPENING_COLUMNS,
  OPENING_REQUIRED,
  type OpeningColumn,
  type OpeningWords,
} from "~/certification/item-opening-columns";
import type { TemplateWords } from "~/personnel/roster-template.server";
import { itemOpeningsText } from "./item-openings";
import { itemsText } from "./items";
import { personnelText } from "./personnel";
import { named } from "./roster-words";
import type { Locale } from "./text";

/** What people write instead of the words of the template. */
const otherHeaders: Record<string, OpeningColumn> = {
  身份证号: "identityNumber",
  居民身份证号码: "identityNumber",
  公民身份号码: "identityNumber",
  "ID number": "identityNumber",
  持有人: "name",
  持证人: "name",
  工作单位: "unit",
  所在单位: "unit",
  物品名称: "kind",
  类别: "kind",
  证号: "number",
  证件编号: "number",
  件数: "quantity",
  领取日期: "handedOn",
  发证日期: "handedOn",
  有效期至: "validToOn",
  备注: "note",
};
const otherKinds: Record<string, LedgerKind> = {
  旧证: "former-card",
  旧证件: "former-card",
  旧执法证: "former-card",
  旧执法证件: "former-card",
  行政执法证: "former-card",
  执法证: "former-card",
  执法证件: "former-card",
  标志: "insignia",
  臂章: "arm-badge",
  制服: "uniform",
  服装: "uniform",
};

const kindsIn = (locale: Locale) =>
  Object.fromEntries(LEDGER_KINDS.map((kind) => [kind, itemsText[locale].kinds[kind]])) as Record<
    LedgerKind,
    string
  >;

export const openingWords: OpeningWords = {
  headers: named(
    { "zh-CN": itemOpeningsText["zh-CN"].columns, en: itemOpeningsText.en.columns },
    otherHeaders,
  ),
  kinds: named({ "zh-CN": kindsIn("zh-CN"), en: kindsIn("en") }, otherKinds),
};

/** What the template says in one language: required columns are starred, the second sheet lists the words. */
export function openingTemplate(locale: Locale): TemplateWords {
  const t = itemOpeningsText[locale];
  const { requiredMark, guideSheet, guideMeans, guideWord } = personnelText[locale].imports;
  const star = (column: OpeningColumn) => (OPENING_REQUIRED.includes(column) ? requiredMark : "");
  const words = { ...t.guide, kind: Object.values(kindsIn(locale)) };
  return {
    sheet: t.templateSheet,
    headers: OPENING_COLUMNS.map((column) => `${t.columns[column]}${star(column)}`),
    guide: {
      sheet: guideSheet,
      column: guideMeans,
      word: guideWord,
      rows: OPENING_COLUMNS.flatMap((column) => {
        const says = words[column];
        return says ? [{ column: t.columns[column], words: says }] : [];
      }),
    },
  };
}
