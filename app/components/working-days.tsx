/**
 * A time limit in working days, a cell a day. `used` counts today while the clock runs. Only a picture: a Status or a
 * sentence beside it says the same in words.
 */
export function WorkingDays({ limit, used, running }: { limit: number; used: number; running: boolean }) {
  return (
    <ol className="wd" aria-hidden="true">
      {dayCells(limit, used, running).map(({ day, state }) => (
        <li key={day} className={state} />
      ))}
    </ol>
  );
}

/** More cells than this past the limit tell nothing more. */
const MOST_OVER = 10;

export function dayCells(limit: number, used: number, running: boolean) {
  const length = Math.max(limit, Math.min(used, limit + MOST_OVER));
  return Array.from({ length }, (_, index) => {
    const day = index + 1;
    const state = day > limit ? "over" : day > used ? undefined : running && day === used ? "now" : "used";
    return { day, state };
  });
}
