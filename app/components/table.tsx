import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Names the row; the first such column heads the block on a phone. */
  heads?: boolean;
  /** Figures stand right, marks in the middle. */
  align?: "right" | "center";
  /** Stays in view when the table scrolls. */
  acts?: boolean;
  /** Before the value when the row is a block on a phone; the head, where that is plain text. */
  label?: string;
  className?: string;
};

/** A list of records. Under 768 px each row becomes a block with its labels; no fact is dropped. */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
  compact = false,
  wide = false,
  isMarked,
  className,
  foot,
}: {
  /** What the table holds, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  compact?: boolean;
  /** Scrolls sideways between phone and desktop rather than squeezing its columns. */
  wide?: boolean;
  isMarked?: (row: Row) => boolean;
  className?: string;
  foot?: ReactNode;
}) {
  const classes = ["table table-stack", wide ? "table-wide" : "", className ?? ""].filter(Boolean).join(" ");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group, because a landmark in a section of the same name is one too many
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-wrap" role="group" tabIndex={0} aria-label={label}>
      <table className={classes} data-density={compact ? "compact" : undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={isMarked?.(row) ? "is-on" : undefined}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.cell(row);
  if (column.heads) {
    return (
      <th scope="row" className={classOf(column)}>
        {content}
      </th>
    );
  }
  const label = column.acts
    ? undefined
    : (column.label ?? (typeof column.head === "string" ? column.head : undefined));
  return (
    <td className={classOf(column)} data-label={label}>
      {content}
    </td>
  );
}

function classOf<Row>({ align, acts, className }: Column<Row>): string | undefined {
  const side = align === "right" ? "r" : align === "center" ? "c" : "";
  return [side, acts ? "col-act" : "", className ?? ""].filter(Boolean).join(" ") || undefined;
}

/** The second, quieter line of a cell. */
export function Sub({ children }: { children: ReactNode }) {
  return <span className="sub">{children}</span>;
}
