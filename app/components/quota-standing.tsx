import type { ReactNode } from "react";
import { Legend } from "./legend";
import { ProgressBar } from "./progress-bar";
import { Section } from "./section";

export type CureRow = { key: string; what: ReactNode; detail?: ReactNode; gives: ReactNode; act?: ReactNode };

/** Where a person stands in a year's study: two large figures, the bar, and what would make up the rest. */
export function QuotaStanding({
  title,
  status,
  end,
  credited,
  missing,
  bar,
  legend,
  parts,
  cure,
}: {
  title: ReactNode;
  status?: ReactNode;
  end?: ReactNode;
  credited: { value: ReactNode; lines: readonly ReactNode[] };
  missing?: { value: ReactNode; lines: readonly ReactNode[] };
  bar: { label: string; total: number; done: number; pending?: number; expected?: number };
  legend: { done: ReactNode; pending?: ReactNode; expected?: ReactNode };
  /** Minima of single categories, where there are any. */
  parts?: ReactNode;
  cure?: { title: ReactNode; rows: readonly CureRow[]; sum?: Omit<CureRow, "key">; hint?: ReactNode };
}) {
  return (
    <Section title={title} meta={status} end={end} className="quota">
      <div className="quota-top">
        <Figure {...credited} />
        {missing && <Figure {...missing} className="quota-miss" />}
      </div>
      <ProgressBar {...bar} tall />
      <Legend
        items={[
          { swatch: "done" as const, text: legend.done },
          ...(legend.pending ? [{ swatch: "pend" as const, text: legend.pending }] : []),
          ...(legend.expected ? [{ swatch: "tick" as const, text: legend.expected }] : []),
        ]}
      />
      {parts}
      {cure && <Cure {...cure} />}
    </Section>
  );
}

function Figure({
  value,
  lines,
  className,
}: {
  value: ReactNode;
  lines: readonly ReactNode[];
  className?: string;
}) {
  return (
    <p className={className}>
      <b>{value}</b>
      <span>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept
          <span key={index} className="block">
            {line}
          </span>
        ))}
      </span>
    </p>
  );
}

function Cure({
  title,
  rows,
  sum,
  hint,
}: {
  title: ReactNode;
  rows: readonly CureRow[];
  sum?: Omit<CureRow, "key">;
  hint?: ReactNode;
}) {
  return (
    <div className="cure">
      <h3>{title}</h3>
      <table className="cure-table">
        <tbody>
          {rows.map(({ key, ...row }) => (
            <Row key={key} {...row} />
          ))}
        </tbody>
        {sum && (
          <tfoot>
            <Row {...sum} />
          </tfoot>
        )}
      </table>
      {hint && <p className="hint">{hint}</p>}
    </div>
  );
}

function Row({ what, detail, gives, act }: Omit<CureRow, "key">) {
  return (
    <tr>
      <th scope="row">
        {what}
        {detail && <span>{detail}</span>}
      </th>
      <td className="r">{gives}</td>
      <td>{act}</td>
    </tr>
  );
}
