import { useSearchParams } from "@remix-run/react";
import { Button } from "~/components/button";
import { Chips } from "~/components/chips";
import { filteredHref } from "~/components/filters";
import { SelectField } from "~/components/select-field";
import { longDate } from "~/text/dates";
import { lawsText } from "~/text/laws";
import { useLocale, useText } from "~/text/text";
import type { Choices } from "./filter.server";

export function Filters({ choices: { banks, laws, amendment, chosen } }: { choices: Choices }) {
  const all = useText(lawsText);
  const t = all.rereading;
  const locale = useLocale();
  const [search] = useSearchParams();
  const chips = [
    {
      filter: "bank",
      name: t.bank,
      value: banks.find(({ bankId }) => bankId === chosen.bank)?.title[locale] ?? "",
    },
    { filter: "law", name: t.law, value: laws.find(({ lawId }) => lawId === chosen.law)?.name ?? "" },
    {
      filter: "amendment",
      name: t.oneAmendment,
      value:
        amendment === null
          ? ""
          : all.amendmentTitle(amendment.name, amendment.kind, longDate(amendment.effectiveOn, locale)),
    },
  ].flatMap(({ filter, name, value }) =>
    value === "" ? [] : [{ name, value, clearHref: filteredHref(search, { [filter]: null, done: null }) }],
  );
  return (
    <>
      <form className="query">
        <SelectField
          name="bank"
          label={t.bank}
          empty={t.allBanks}
          choices={banks.map(({ bankId, title, questions }) => ({
            value: bankId,
            text: `${title[locale]} ${questions}`,
          }))}
          defaultValue={chosen.bank}
          small
        />
        <SelectField
          name="law"
          label={t.law}
          empty={t.allLaws}
          choices={laws.map(({ lawId, name }) => ({ value: lawId, text: name }))}
          defaultValue={chosen.law}
          small
        />
        {chosen.amendment && <input type="hidden" name="amendment" value={chosen.amendment} />}
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      <Chips items={chips} clearAllHref="/rereadings" />
    </>
  );
}
