import type { ReactNode } from "react";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { Icon } from "./icon";

/** Filters that a phone folds away until asked for; a wide page shows them all. Without a script: a box that is ticked. */
export function MoreFilters({ open, children }: { open: boolean; children: ReactNode }) {
  const t = useText(listsText);
  return (
    <>
      <label className="more-filters act-link">
        <input type="checkbox" defaultChecked={open} />
        {t.more}
        <Icon name="down" />
      </label>
      <div className="folded">{children}</div>
    </>
  );
}
