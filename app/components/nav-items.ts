import type { IconName } from "./icon";

export type NavItem = {
  href: string;
  text: string;
  icon: IconName;
  /** Things waiting there; `late` when one is past its limit. */
  count?: number;
  late?: boolean;
};

export type NavGroup = { title?: string; items: readonly NavItem[] };

/** The one item the reader is in: of those whose path begins the reader's, the longest. */
export function currentHref(items: readonly NavItem[], pathname: string): string | undefined {
  return items
    .map((item) => item.href)
    .filter((href) => pathname === href || pathname.startsWith(href.endsWith("/") ? href : `${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
