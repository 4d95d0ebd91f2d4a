import type { CitedArticle } from "~/questions/cited-articles.server";
import { longDate } from "~/text/dates";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

/** What a reviewer opens the law at: each article, in the version cited, and whether it still holds. */
export function CitedArticles({ cited }: { cited: readonly CitedArticle[] }) {
  const t = useText(authoringText);
  const words = useText(questionsText);
  const locale = useLocale();
  const columns: Column<CitedArticle>[] = [
    {
      key: "article",
      head: t.draft.citations,
      heads: true,
      cell: ({ law, article, paragraph, item }) =>
        words.cited(law, article, paragraph ?? undefined, item ?? undefined),
    },
    {
      key: "version",
      head: t.review.version,
      cell: ({ version, effectiveOn }) => (
        <>
          {version && longDate(version, locale)}
          {effectiveOn && <Sub>{t.review.since(longDate(effectiveOn, locale))}</Sub>}
        </>
      ),
    },
    { key: "state", head: t.review.articleStatus, cell: (one) => <ArticleState cited={one} /> },
  ];
  return (
    <Table
      label={t.review.cited}
      columns={columns}
      rows={cited}
      keyOf={({ law, version, article, paragraph, item }) =>
        [law, version, article, paragraph, item].join(" ")
      }
    />
  );
}

function ArticleState({ cited: { state, effectiveOn, changedOn } }: { cited: CitedArticle }) {
  const t = useText(authoringText).review;
  const locale = useLocale();
  if (state === "in-force") return <Status tone="ok">{t.inForce}</Status>;
  if (state === "unknown") return <Status tone="stop">{t.unknown}</Status>;
  const on = longDate((changedOn ?? effectiveOn)!, locale);
  if (state === "not-yet") return <Status tone="info">{t.notYet(on)}</Status>;
  return <Status tone="stop">{state === "amended" ? t.amended(on) : t.abolished(on)}</Status>;
}
