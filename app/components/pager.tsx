import type { ReactNode } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";
import { filteredHref } from "./filters";

/** Pages by number, where the total is known. */
export function Pager({
  summary,
  page,
  pages,
  hrefOf,
}: {
  summary: ReactNode;
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
}) {
  const t = useText(common).pager;
  return (
    <nav className="pager" aria-label={t.label}>
      <span>{summary}</span>
      {pages > 1 && (
        <ul>
          {page > 1 && (
            <li>
              <a href={hrefOf(page - 1)} rel="prev">
                {t.previous}
              </a>
            </li>
          )}
          {shownPages(page, pages).map((n) => (
            <li key={n}>
              {n < 0 ? (
                <span aria-hidden="true">…</span>
              ) : n === page ? (
                <span aria-current="page">{n}</span>
              ) : (
                <a href={hrefOf(n)} aria-label={t.page(n)}>
                  {n}
                </a>
              )}
            </li>
          ))}
          {page < pages && (
            <li>
              <a href={hrefOf(page + 1)} rel="next">
                {t.next}
              </a>
            </li>
          )}
        </ul>
      )}
    </nav>
  );
}

/** What an act told the page it came back to, in the address: not said again on the next page. */
const TOLD = { done: null, n: null, left: null, overlaps: null };

/**
 * Pages by key, where the next one is known but not how many there are. `search`: the address of this page; `before` and
 * `after`: the first and the last row shown, where there is a page before or behind them.
 */
export function KeysetPager({
  summary,
  search,
  before,
  after,
}: {
  summary: ReactNode;
  search: URLSearchParams | string;
  before?: string | false | null;
  after?: string | false | null;
}) {
  const t = useText(common).pager;
  return (
    <nav className="pager" aria-label={t.label}>
      <span>{summary}</span>
      <ul>
        {before && (
          <li>
            <a href={filteredHref(search, { ...TOLD, before, after: null })} rel="prev">
              {t.previous}
            </a>
          </li>
        )}
        {after && (
          <li>
            <a href={filteredHref(search, { ...TOLD, after, before: null })} rel="next">
              {t.next}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** First, last and the neighbours; a negative number stands for a gap (two gaps need two keys). */
export function shownPages(page: number, pages: number): number[] {
  const near = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const shown = [...new Set(near)].sort((a, b) => a - b);
  return shown.flatMap((n, index) => {
    const before = shown[index - 1];
    if (before === undefined || n === before + 1) return [n];
    return n === before + 2 ? [n - 1, n] : [-n, n];
  });
}
