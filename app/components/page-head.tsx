import type { ReactNode } from "react";
import { type Crumb, Crumbs } from "./crumbs";

/** What is this, what state is it in, what do I do next. */
export function PageHead({
  title,
  status,
  lede,
  acts,
  crumbs,
}: {
  title: ReactNode;
  /** A filled Status, beside the title. */
  status?: ReactNode;
  lede?: ReactNode;
  /** Buttons; the primary one last. */
  acts?: ReactNode;
  crumbs?: readonly Crumb[];
}) {
  return (
    <>
      {crumbs && <Crumbs items={crumbs} />}
      <div className="page-head">
        <div>
          <h1>
            {title}
            {status && <> {status}</>}
          </h1>
          {lede && <p className="lede">{lede}</p>}
        </div>
        {acts && <div className="acts">{acts}</div>}
      </div>
    </>
  );
}
