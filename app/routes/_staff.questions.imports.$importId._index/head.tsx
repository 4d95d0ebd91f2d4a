import { filteredHref } from "~/components/filters";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { QuestionProblems } from "~/components/question-problems";
import { Section } from "~/components/section";
import { exchangeText } from "~/text/question-exchange";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import type { Data } from "./route";

export function Head({ data, title, lede }: { data: Data; title: string; lede: string }) {
  const t = useText(exchangeText);
  const text = useText(questionsText);
  const locale = useLocale();
  const { bankId, title: bank } = data.bank;
  return (
    <PageHead
      title={title}
      lede={lede}
      crumbs={[
        { text: text.banks, href: "/banks" },
        { text: bank[locale], href: `/banks/${bankId}` },
        { text: t.importTitle, href: `/banks/${bankId}/imports` },
        { text: title },
      ]}
    />
  );
}

/** What was wrong in the file, and what was left out of what was taken; as kept when it was uploaded. */
export function Problems({ data }: { data: Data }) {
  const t = useText(exchangeText);
  const { rows, page, pages, range, kept } = data.problems;
  const { refused, notes } = data.found;
  if (kept === 0) return null;
  const summary = t.pages(range[0] + 1, range[1], kept);
  const title = refused === 0 ? t.notes : notes === 0 ? t.problems : t.inFile;
  return (
    <Section id="problems" title={title} meta={summary}>
      {refused + notes > kept && <p className="hint">{t.problemsCapped(kept, refused + notes)}</p>}
      <QuestionProblems label={title} rows={rows} />
      {pages > 1 && (
        <Pager
          summary={summary}
          page={page}
          pages={pages}
          hrefOf={(n) =>
            `${filteredHref(data.search, { problems: n, page: pageIn(data.search), done: null })}#problems`
          }
        />
      )}
    </Section>
  );
}

const pageIn = (search: string) => new URLSearchParams(search).get("page");
