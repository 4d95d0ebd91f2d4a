export type Trace = {
  name: string;
  isKey: boolean /** Shares, from left to right; null where there was nobody. */;
  shares: (number | null)[];
};

const WIDTH = 360;
const HEIGHT = 210;
const LEFT = 40;
const RIGHT = 296;
const TOP = 12;
const BOTTOM = 176;
/** Two names at the ends of lines must not cover each other. */
const APART = 14;

const yOf = (share: number) => BOTTOM - share * (BOTTOM - TOP);

/**
 * Lines over a few groups, each named at its right end. Told apart by dashes and names, not by colour; lengths are
 * attributes because the content policy allows no style attributes. `label` says the same in words.
 */
export function TraceLines({
  label,
  groups,
  traces,
}: {
  label: string;
  groups: readonly string[];
  traces: readonly Trace[];
}) {
  const xOf = (index: number) => LEFT + (index * (RIGHT - LEFT)) / (groups.length - 1);
  const names = namesOf(traces);
  return (
    <svg className="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="grid" x1={LEFT} x2={RIGHT} y1={yOf(share)} y2={yOf(share)} />
          <text x={LEFT - 6} y={yOf(share) + 4} textAnchor="end">{`${share * 100}%`}</text>
        </g>
      ))}
      {groups.map((group, index) => (
        <text
          key={group}
          x={xOf(index)}
          y={BOTTOM + 20}
          textAnchor={index === 0 ? "start" : index === groups.length - 1 ? "end" : "middle"}
        >
          {group}
        </text>
      ))}
      {traces.map((trace, index) => {
        const points = trace.shares.flatMap((share, at) =>
          share === null ? [] : [{ x: xOf(at), y: yOf(share) }],
        );
        return (
          <g key={trace.name} className={trace.isKey ? "trace trace-key" : `trace trace-${(index % 4) + 1}`}>
            <polyline points={points.map(({ x, y }) => `${x},${y.toFixed(1)}`).join(" ")} />
            {points.map(({ x, y }) => (
              <circle key={x} cx={x} cy={y.toFixed(1)} r={trace.isKey ? 4 : 3} />
            ))}
          </g>
        );
      })}
      {names.map(({ name, isKey, y }) => (
        <text key={name} className={isKey ? "name-key" : undefined} x={RIGHT + 10} y={y + 4}>
          {name}
        </text>
      ))}
    </svg>
  );
}

/** Where the names stand: at the ends of their lines, pushed apart where lines end together. */
function namesOf(traces: readonly Trace[]): { name: string; isKey: boolean; y: number }[] {
  const placed = traces
    .map(({ name, isKey, shares }) => ({
      name,
      isKey,
      y: yOf(shares.findLast((share) => share !== null) ?? 0),
    }))
    .sort((a, b) => a.y - b.y);
  for (const [index, one] of placed.entries()) {
    const above = placed[index - 1];
    if (above && one.y - above.y < APART) one.y = above.y + APART;
  }
  const over = (placed.at(-1)?.y ?? 0) - BOTTOM;
  for (let index = placed.length - 1, limit = BOTTOM; over > 0 && index >= 0; index -= 1, limit -= APART) {
    const one = placed[index]!;
    if (one.y > limit) one.y = limit;
  }
  return placed;
}
