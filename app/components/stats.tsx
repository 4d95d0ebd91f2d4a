import type { ReactNode } from "react";

export type Stat = {
  key: string;
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  detail?: ReactNode;
  /** The records the figure counts. */
  href?: string;
};

export function Stats({ items }: { items: readonly Stat[] }) {
  return (
    <div className="stats">
      {items.map(({ key, href, ...stat }) =>
        href ? (
          <a className="stat" key={key} href={href}>
            <Figures {...stat} />
          </a>
        ) : (
          <div className="stat" key={key}>
            <Figures {...stat} />
          </div>
        ),
      )}
    </div>
  );
}

function Figures({ label, value, unit, detail }: Omit<Stat, "key" | "href">) {
  return (
    <>
      <span className="k">{label}</span>
      <span className="v">
        {value}
        {unit && <small>{unit}</small>}
      </span>
      {detail && <span className="d">{detail}</span>}
    </>
  );
}
