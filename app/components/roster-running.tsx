import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import { BarRow, ProgressBar } from "./progress-bar";

/** How far the work on a roster has come; the page around it refreshes itself. */
export function RosterRunning({ importId, done, total }: { importId: string; done: number; total: number }) {
  const t = useText(rosterText);
  const label = done === 0 ? t.reading : t.progress(done, total);
  return (
    <div className="stack" aria-live="polite">
      <BarRow value={label}>
        <ProgressBar label={label} total={total} done={done} tall />
      </BarRow>
      <div className="acts">
        <LinkButton href={`/people/imports/${importId}`}>{t.reload}</LinkButton>
      </div>
    </div>
  );
}
