import type { ReactNode } from "react";

export type Fact = { term: ReactNode; value: ReactNode };

/** Terms and values: `grid` across the page, `rows` in a narrow column, `ruled` with a line under each. */
export function Facts({
  items,
  layout = "grid",
}: {
  items: readonly Fact[];
  layout?: "grid" | "rows" | "ruled";
}) {
  if (layout === "rows") {
    return (
      <dl className="facts-rows">
        {items.map(({ term, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts are neither reordered nor kept
          <FactRow key={index} term={term} value={value} />
        ))}
      </dl>
    );
  }
  return (
    <dl className={layout === "grid" ? "facts" : "rows"}>
      {items.map(({ term, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts are neither reordered nor kept
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function FactRow({ term, value }: Fact) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </>
  );
}
