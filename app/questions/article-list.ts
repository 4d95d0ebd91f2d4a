/**
 * The articles an amendment touches, as an officer types them: "33, 35-38", 33、35—38, 第三十三条、第三十五条至第三十八条.
 * In: what was typed. Out: ranges, or the piece that cannot be read.
 */
import { numberIn } from "~/questions/number-in";
import { type Refusal, refusal } from "~/verdict";

/** Both ends counted. */
export type ArticleRange = { from: number; to: number };

const TO = /\s*(?:[-‐‑‒–—―−~〜]+|至|到|\bto\b)\s*/gi;
const BETWEEN = /[,、;。\s]+|以及|和|及|与|\band\b/i;
const PIECE = /^第?([^第条至-]+)条?(?:-第?([^第条至-]+)条?)?$/;
const SHOWN = 30;

/** Refusals: amendment.articles-unreadable { piece }, amendment.articles-reversed { from, to }. Nothing typed: no ranges. */
export function articleListFrom(typed: string): { ranges: ArticleRange[]; refusals: Refusal[] } {
  const ranges: ArticleRange[] = [];
  const refusals: Refusal[] = [];
  const pieces = typed
    .normalize("NFKC")
    .replace(/\b(?:articles?|arts?\.?)(?=\s|\d)/gi, " ")
    .replace(/(?<=第)\s+|\s+(?=条)/g, "")
    .replace(TO, "-")
    .split(BETWEEN);
  for (const piece of pieces.filter((one) => one !== "")) {
    const found = PIECE.exec(piece);
    const from = numberIn(found?.[1] ?? "");
    const to = found?.[2] === undefined ? from : numberIn(found[2]);
    if (from === null || to === null)
      refusals.push(refusal("amendment.articles-unreadable", { piece: [...piece].slice(0, SHOWN).join("") }));
    else if (from > to) refusals.push(refusal("amendment.articles-reversed", { from, to }));
    else ranges.push({ from, to });
  }
  return { ranges, refusals };
}

/** Every article once, in order. */
export function articlesIn(ranges: readonly ArticleRange[]): number[] {
  const last = Math.max(0, ...ranges.map(({ to }) => to));
  const articles = Array.from({ length: last }, (_, index) => index + 1);
  return articles.filter((article) => ranges.some(({ from, to }) => from <= article && article <= to));
}

/** The other way round, for saying them: neighbours as one range. */
export function rangesOf(articles: readonly number[]): ArticleRange[] {
  const ranges: ArticleRange[] = [];
  for (const article of [...articles].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && article <= last.to + 1) last.to = article;
    else ranges.push({ from: article, to: article });
  }
  return ranges;
}
