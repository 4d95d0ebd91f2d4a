import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";

/** From one day to another, both counted; breaks between the dates and never inside one. */
export function DateSpan({ fromOn, toOn }: { fromOn: string; toOn: string }) {
  const t = useText(common);
  const locale = useLocale();
  const space = locale === "zh-CN" ? "" : " ";
  return (
    <>
      <span className="nb">{longDate(fromOn, locale)}</span>
      {space}
      {t.to}
      {space}
      <span className="nb">{longDate(toOn, locale)}</span>
    </>
  );
}
