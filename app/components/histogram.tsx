const WIDTH = 360;
const HEIGHT = 200;
const TOP = 18;
const BOTTOM = 168;

/** Counts as bars, each with its figure over it; `ends` are the values between the bars. `label` says it in words. */
export function Histogram({
  label,
  counts,
  ends,
}: {
  label: string;
  counts: readonly number[];
  ends: readonly string[];
}) {
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  return (
    <svg className="plot" viewBox={`-14 0 ${WIDTH + 28} ${HEIGHT}`} role="img" aria-label={label}>
      {counts.map((count, index) => {
        const height = (count / most) * (BOTTOM - TOP);
        const x = index * step;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars stand in a fixed order
          <g key={index}>
            <rect x={x + 1} y={BOTTOM - height} width={step - 2} height={height} />
            <text x={x + step / 2} y={BOTTOM - height - 5} textAnchor="middle">
              {count}
            </text>
          </g>
        );
      })}
      <line className="grid" x1={0} x2={WIDTH} y1={BOTTOM} y2={BOTTOM} />
      {ends.map((end, index) => (
        <text key={end} x={(index * WIDTH) / (ends.length - 1)} y={BOTTOM + 18} textAnchor="middle">
          {end}
        </text>
      ))}
    </svg>
  );
}
