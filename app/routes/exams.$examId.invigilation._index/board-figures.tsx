import { Icon, type IconName } from "~/components/icon";
import { Status } from "~/components/status";
import type { BoardStanding } from "~/exams/board";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";

type Figure = { term: string; n: number; className?: string; icon?: IconName };

/** How many there are of each, and whether the page refreshes itself. */
export function BoardFigures({
  figures,
  total,
  isHeld,
  toggleHref,
}: {
  figures: Record<BoardStanding, number>;
  total: number;
  isHeld: boolean;
  toggleHref: string;
}) {
  const t = useText(invigilationText);
  const { figures: f } = t;
  const urgent = (n: number, className: string) => (n > 0 ? { className } : {});
  const items: Figure[] = [
    { term: f.all, n: total },
    { term: f.answering, n: figures.answering + figures.left + figures.overdue },
    { term: f.silent, n: figures.silent, icon: "cloudoff", ...urgent(figures.silent, "is-stop") },
    { term: f.left, n: figures.left, icon: "warn", ...urgent(figures.left, "is-warn") },
    { term: f.paused, n: figures.paused },
    { term: f.submitted, n: figures.submitted },
    figures.missed > 0
      ? { term: f.missed, n: figures.missed }
      : { term: f["not-started"], n: figures["not-started"] },
  ];
  return (
    <dl className="inv-sum">
      {items.map(({ term, n, className, icon }) => (
        <div key={term} className={className}>
          <dt>
            {icon && <Icon name={icon} />}
            {term}
          </dt>
          <dd>{n}</dd>
        </div>
      ))}
      <div className="live">
        <dt>{t.refresh}</dt>
        <dd>
          <Status tone={isHeld ? "off" : "ok"} icon={isHeld ? "pause" : "ok"}>
            {isHeld ? t.held : t.refreshing}
          </Status>
          <a href={toggleHref}>{isHeld ? t.goOn : t.hold}</a>
        </dd>
      </div>
    </dl>
  );
}
