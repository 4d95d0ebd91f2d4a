import type { IconName } from "./icon";

export type NavItem = {
  href: string;
  text: string;
  icon: IconName;
  /** Things waiting there; `late` when one is past its limit. */
  count?: number;
  late?: boolean;
};

/** `more`: what is needed seldom, one step away under its own title. */
export type NavGroup = {
  title?: string;
  items: readonly NavItem[];
  more?: { title: string; items: readonly NavItem[] };
};

export const itemsOf = ({ items, more }: NavGroup): NavItem[] => [...items, ...(more?.items ?? [])];

/** As many items of a group stand in the menu at once as somebody finds without reading them all. */
export const MOST_SHOWN = 7;

/** The items that come first, as many as are shown; the others behind `title`. */
export function shownFirst(items: readonly NavItem[], title: string): Omit<NavGroup, "title"> {
  if (items.length <= MOST_SHOWN) return { items };
  return { items: items.slice(0, MOST_SHOWN), more: { title, items: items.slice(MOST_SHOWN) } };
}

/** The one item the reader is in: of those whose path begins the reader's, the longest. */
export function currentHref(items: readonly NavItem[], pathname: string): string | undefined {
  return items
    .map((item) => item.href)
    .filter((href) => pathname === href || pathname.startsWith(href.endsWith("/") ? href : `${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
