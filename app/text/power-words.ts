/** The words a list of powers may use, in both languages at once. */
import { foldWord } from "~/personnel/roster-cell";
import type { PowerKind } from "~/positions/power";
import type { PowerColumn, PowerWords } from "~/positions/power-list";
import { fieldNames } from "./fields";
import { powersText } from "./powers";
import { locales } from "./text";

/** What published lists write instead. */
const otherHeaders: Record<string, PowerColumn> = {
  事项名称: "name",
  权力名称: "name",
  职权类别: "kind",
  职权类型: "kind",
  权力类型: "kind",
  领域: "field",
  依据: "basis",
  设定依据: "basis",
  实施依据: "basis",
  "法律依据（法律名称和条款）": "basis",
  生效日期: "from-on",
  终止日期: "last-on",
  截止日期: "last-on",
};

/** Both languages' words by how they are read; what a word means is its key. */
const folded = <Meaning extends string>(words: readonly Record<Meaning, string>[]): Map<string, Meaning> =>
  new Map(
    words.flatMap((one) =>
      (Object.entries(one) as [Meaning, string][]).map(
        ([meaning, word]) => [foldWord(word), meaning] as const,
      ),
    ),
  );

export const powerWords: PowerWords = {
  headers: new Map([
    ...folded<PowerColumn>(locales.map((locale) => powersText[locale].columns)),
    ...Object.entries(otherHeaders).map(([word, column]) => [foldWord(word), column] as const),
  ]),
  kinds: folded<PowerKind>(locales.map((locale) => powersText[locale].kinds)),
  fields: folded<string>(locales.map((locale) => fieldNames[locale] as Record<string, string>)),
};
