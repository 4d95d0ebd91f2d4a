import type { ReactNode } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";

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

/** Pages by key, where the next one is known but not how many there are. */
export function KeysetPager({
  summary,
  previousHref,
  nextHref,
}: {
  summary: ReactNode;
  previousHref?: string;
  nextHref?: string;
}) {
  const t = useText(common).pager;
  return (
    <nav className="pager" aria-label={t.label}>
      <span>{summary}</span>
      <ul>
        {previousHref && (
          <li>
            <a href={previousHref} rel="prev">
              {t.previous}
            </a>
          </li>
        )}
        {nextHref && (
          <li>
            <a href={nextHref} rel="next">
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
