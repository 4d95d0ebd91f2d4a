import { type ReactNode, useId } from "react";

/** A part of a page under its own heading; `meta` says how much, `end` leads to the whole. */
export function Section({
  title,
  titleHidden = false,
  meta,
  end,
  id,
  className,
  children,
}: {
  title: ReactNode;
  titleHidden?: boolean;
  meta?: ReactNode;
  end?: ReactNode;
  /** The anchor of the section. */
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} id={id} className={className}>
      {titleHidden ? (
        <h2 className="vh" id={heading}>
          {title}
        </h2>
      ) : (
        <div className="section-head">
          <h2 id={heading}>{title}</h2>
          {meta && <span className="meta">{meta}</span>}
          {end && <span className="end">{end}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
