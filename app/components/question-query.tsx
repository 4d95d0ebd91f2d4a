import { useSearchParams } from "@remix-run/react";
import type { Title } from "~/questions/blueprints.server";
import {
  QUESTION_FILTERS,
  QUESTION_STATUSES,
  QUESTION_USES,
  type QuestionTyped,
} from "~/questions/question-list";
import { listsText } from "~/text/lists";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { Button } from "./button";
import { Chips } from "./chips";
import { filteredHref } from "./filters";
import { MoreFilters } from "./more-filters";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";

const choicesOf = <T extends string>(values: readonly T[], words: Record<T, string>) =>
  values.map((value) => ({ value, text: words[value] }));

/** What the list of questions is filtered by, and the filters in force. */
export function QuestionQuery({
  typed,
  banks,
  laws,
}: {
  typed: QuestionTyped;
  banks: readonly { bankId: string; title: Title }[];
  laws: readonly string[];
}) {
  const t = useText(authoringText);
  const words = useText(questionsText);
  const lists = useText(listsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const types = Object.keys(words.types) as (keyof typeof words.types)[];
  const levels = ["1", "2", "3", "4", "5"];
  const said: Record<keyof QuestionTyped, { name: string; value: string }> = {
    q: { name: words.keyword, value: typed.q },
    bank: {
      name: words.bank,
      value: banks.find(({ bankId }) => bankId === typed.bank)?.title[locale] ?? typed.bank,
    },
    status: { name: t.status, value: (t.statuses as Record<string, string>)[typed.status] ?? "" },
    type: { name: words.type, value: (words.types as Record<string, string>)[typed.type] ?? "" },
    law: { name: words.law, value: typed.law },
    article: { name: t.article, value: typed.article && t.articleOf(typed.article) },
    difficulty: {
      name: words.difficulty,
      value: typed.difficulty && words.difficultyOf(Number(typed.difficulty)),
    },
    use: { name: t.use, value: (t.uses as Record<string, string>)[typed.use] ?? "" },
  };
  const chips = QUESTION_FILTERS.flatMap((filter) =>
    said[filter].value === ""
      ? []
      : [{ ...said[filter], clearHref: filteredHref(search, { [filter]: null, done: null, n: null }) }],
  );
  return (
    <>
      <form className="query">
        <TextField
          name="q"
          label={words.keyword}
          defaultValue={typed.q}
          small
          fieldClass="w2"
          maxLength={60}
        />
        <MoreFilters open={chips.length > (typed.q ? 1 : 0)}>
          <SelectField
            label={words.bank}
            name="bank"
            empty={t.anyBank}
            choices={banks.map(({ bankId, title }) => ({ value: bankId, text: title[locale] }))}
            defaultValue={typed.bank}
            small
          />
          <SelectField
            label={t.status}
            name="status"
            empty={t.anyStatus}
            choices={choicesOf(QUESTION_STATUSES, t.statuses)}
            defaultValue={typed.status}
            small
          />
          <SelectField
            label={words.type}
            name="type"
            empty={words.allTypes}
            choices={choicesOf(types, words.types)}
            defaultValue={typed.type}
            small
          />
          <SelectField
            label={words.law}
            name="law"
            empty={words.allLaws}
            choices={laws.map((value) => ({ value, text: value }))}
            defaultValue={typed.law}
            small
          />
          <TextField
            label={t.article}
            name="article"
            inputMode="numeric"
            figures
            defaultValue={typed.article}
            maxLength={4}
            small
          />
          <SelectField
            label={words.difficulty}
            name="difficulty"
            empty={words.allDifficulties}
            choices={levels.map((value) => ({ value, text: words.difficultyOf(Number(value)) }))}
            defaultValue={typed.difficulty}
            small
          />
          <SelectField
            label={t.use}
            name="use"
            empty={t.anyUse}
            choices={choicesOf(QUESTION_USES, t.uses)}
            defaultValue={typed.use}
            small
          />
        </MoreFilters>
        <div className="acts">
          <Button small>{lists.apply}</Button>
        </div>
      </form>
      <Chips items={chips} clearAllHref="/questions" />
    </>
  );
}
