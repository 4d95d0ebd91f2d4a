import type { ReactNode } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";
import { Icon } from "./icon";

export type Chip = {
  name: string;
  value: ReactNode;
  /** The list without this filter; without it the chip is fixed, such as the reader's own scope. */
  clearHref?: string;
};

/** The filters in force, each with its own way out. Nothing when there are none. */
export function Chips({
  items,
  clearAllHref,
  children,
}: {
  items: readonly Chip[];
  clearAllHref?: string;
  children?: ReactNode;
}) {
  const t = useText(common).filters;
  if (items.length === 0 && !children) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls of a form; these are links
    <div className="chips" role="group" aria-label={t.label}>
      {items.length > 0 && <span className="quiet">{t.inForce}</span>}
      {items.map(({ name, value, clearHref }) => (
        <span className={clearHref ? "chip" : "chip chip-fixed"} key={name}>
          {!clearHref && <Icon name="lock" />}
          <span className="k">{name}</span>
          <span>{value}</span>
          {clearHref && (
            <a href={clearHref} aria-label={t.clear(name)}>
              <Icon name="cross" />
            </a>
          )}
        </span>
      ))}
      {clearAllHref && items.some((item) => item.clearHref) && (
        <a className="act-link" href={clearAllHref}>
          {t.clearAll}
        </a>
      )}
      {children}
    </div>
  );
}
