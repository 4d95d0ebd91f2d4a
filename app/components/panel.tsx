import { type ReactNode, useId } from "react";

/** A framed block that stands by itself: in an aside, or side by side with another. */
export function Panel({
  title,
  end,
  foot,
  children,
}: {
  title: ReactNode;
  end?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{title}</h2>
        {end && <span className="end">{end}</span>}
      </div>
      <div className="panel-body">{children}</div>
      {foot && <p className="panel-foot">{foot}</p>}
    </section>
  );
}
