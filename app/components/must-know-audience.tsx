import type { MustKnowList } from "~/study/must-know.server";
import { common } from "~/text/common";
import { fieldName } from "~/text/fields";
import { mustKnowText } from "~/text/must-know";
import { personnelText } from "~/text/personnel";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";

/** For whom a list is: everything it names has to hold. */
export function useAudience(): (list: Pick<MustKnowList, "group" | "post" | "family" | "field">) => string {
  const t = useText(mustKnowText);
  const { categories } = useText(personnelText);
  const families: Record<string, string> = useText(positionsText).families;
  const { list: join } = useText(common);
  const locale = useLocale();
  return ({ group, post, family, field }) => {
    const parts = [
      ...(group ? [categories[group]] : []),
      ...(post ? [post] : []),
      ...(family ? [families[family] ?? family] : []),
      ...(field ? [fieldName(locale, field)] : []),
    ];
    return parts.length === 0 ? t.everybody : join(parts);
  };
}
