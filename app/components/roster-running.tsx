import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import { BarRow, ProgressBar } from "./progress-bar";

/** How far the work on an uploaded table has come; the page around it refreshes itself. */
export function RosterRunning({
  href,
  done,
  total,
  finishing,
}: {
  /** The page itself. */
  href: string;
  done: number;
  total: number;
  /** What is still done when every row is. */
  finishing?: string;
}) {
  const t = useText(rosterText);
  const label = done === 0 ? t.reading : finishing && done >= total ? finishing : t.progress(done, total);
  return (
    <div className="stack" aria-live="polite">
      <BarRow value={label}>
        <ProgressBar label={label} total={total} done={done} tall />
      </BarRow>
      <div className="acts">
        <LinkButton href={href}>{t.reload}</LinkButton>
      </div>
    </div>
  );
}
