/** The articles a question cites, with what the register says of each on a day. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { citableLaws } from "./citable-laws.server";
import { answerablesOf, type DraftContent } from "./draft-content";
import { touches } from "./law";

export type CitedArticle = {
  law: string;
  version: string | null;
  article: number;
  paragraph: number | null;
  item: number | null;
  /** How many articles that version has; null: it is not registered. */
  articles: number | null;
  effectiveOn: DateOn | null;
  state: "in-force" | "not-yet" | "amended" | "abolished" | "unknown";
  /** When it was amended or abolished. */
  changedOn: DateOn | null;
};

export async function citedBy(tx: Tx, content: DraftContent, on: DateOn): Promise<CitedArticle[]> {
  const laws = await citableLaws(tx, on);
  const all = answerablesOf(content).flatMap(({ citations }) => citations);
  const distinct = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  return distinct.map((cited) => {
    const law = laws.get(cited.law);
    const version = law?.versions.find((one) => one.version === cited.version);
    if (!law || !version || cited.article > version.articles)
      return {
        ...cited,
        articles: version?.articles ?? null,
        effectiveOn: null,
        state: "unknown",
        changedOn: null,
      };
    const { articles, effectiveOn } = version;
    const change = law.amended.find((one) => touches(one, { effectiveOn, article: cited.article }));
    return {
      ...cited,
      articles,
      effectiveOn,
      state: change ? change.kind : effectiveOn > on ? "not-yet" : "in-force",
      changedOn: change?.effectiveOn ?? null,
    };
  });
}
