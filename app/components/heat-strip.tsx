import { common } from "~/text/common";
import { useText } from "~/text/text";

export type HeatCell = { /** 'YYYY-MM' */ month: string; count: number; href?: string; label: string };

/** One cell a month, darker for more: when certificates run out over the next two years. Every cell leads to its list. */
export function HeatStrip({ cells }: { cells: readonly HeatCell[] }) {
  const t = useText(common);
  const most = Math.max(1, ...cells.map((cell) => cell.count));
  return (
    <ol className="heat">
      {cells.map(({ month, count, href, label }, index) => {
        const year = month.slice(0, 4);
        const opensYear = cells[index - 1]?.month.slice(0, 4) !== year;
        const heat = heatOf(count, most);
        return (
          <li key={month} data-year={opensYear ? t.year(year) : undefined}>
            <span className="m" aria-hidden="true">
              {Number(month.slice(5, 7))}
            </span>
            {href ? (
              <a href={href} data-h={heat} aria-label={label}>
                {count}
              </a>
            ) : (
              <span className="cell" data-h={heat} role="img" aria-label={label}>
                {count}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** 0 for none, then four steps; the last two carry white text. */
export function heatOf(count: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (count === 0) return 0;
  const share = count / most;
  if (share <= 0.05 || count <= 2) return 1;
  if (share <= 0.35) return 2;
  return share <= 0.7 ? 3 : 4;
}
