import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { common } from "~/text/common";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";
import { ElderSwitch, LanguageSwitch } from "./appearance";
import { Icon } from "./icon";
import { MessagesLink } from "./messages-link";
import { currentHref, itemsOf, type NavGroup, type NavItem } from "./nav-items";
import { type MenuLink, PersonMenu, SignOut } from "./person-menu";

/** The staff door: bar, navigation (already limited to what this person may open), page. */
export function StaffShell({
  home,
  nav,
  scope,
  person,
  links = [],
  messages,
  findAction,
  children,
}: {
  home: string;
  nav: readonly NavGroup[];
  /** The unit whose subtree this person sees. */
  scope?: string;
  /** Name, with the unit in brackets. */
  person: string;
  /** In the person's menu: account, the other door. */
  links?: readonly MenuLink[];
  messages?: { href: string; count: number };
  /** Where the search box of the bar sends `q`; no box without it. */
  findAction?: string;
  children: ReactNode;
}) {
  const t = useText(shell);
  const { product, tagline } = useText(common);
  return (
    <div className="shell">
      <header className="topbar">
        <a className="topbar-menu" href="#nav">
          <Icon name="menu" />
          {t.menu}
        </a>
        <a className="brand" href={home}>
          <b>{product}</b>
          <span>{tagline}</span>
        </a>
        {scope && <span className="topbar-scope">{scope}</span>}
        {findAction && <FindBox action={findAction} />}
        <div className="topbar-links">
          <LanguageSwitch className="hide-phone" />
          <ElderSwitch className="hide-phone" />
          {messages && <MessagesLink {...messages} />}
          <PersonMenu name={person} links={links} />
        </div>
      </header>
      <StaffNav groups={nav} />
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function FindBox({ action }: { action: string }) {
  const t = useText(shell);
  return (
    <form className="topbar-find" action={action}>
      <Icon name="search" />
      <label className="vh" htmlFor="topbar-q">
        {t.find}
      </label>
      <input id="topbar-q" name="q" type="search" placeholder={t.findHint} />
    </form>
  );
}

/** Beside the page; on a phone a sheet over it, opened by its anchor. */
function StaffNav({ groups }: { groups: readonly NavGroup[] }) {
  const t = useText(shell);
  const here = currentHref(groups.flatMap(itemsOf), useLocation().pathname);
  return (
    <nav className="nav" id="nav" aria-label={t.mainNav}>
      <a className="nav-close" href="#main">
        <Icon name="cross" />
        {t.closeMenu}
      </a>
      {groups.map((group) => (
        <div key={group.title ?? group.items[0]?.href}>
          {group.title && <h2>{group.title}</h2>}
          <NavList items={group.items} here={here} />
          {group.more && (
            <details className="nav-rest" open={group.more.items.some(({ href }) => href === here)}>
              <summary>
                <Icon name="more" />
                {group.more.title}
              </summary>
              <NavList items={group.more.items} here={here} />
            </details>
          )}
        </div>
      ))}
      <div className="nav-more">
        <LanguageSwitch />
        <ElderSwitch />
        <SignOut />
      </div>
    </nav>
  );
}

function NavList({ items, here }: { items: readonly NavItem[]; here: string | undefined }) {
  return (
    <ul>
      {items.map((item) => (
        <NavLink key={item.href} item={item} current={item.href === here} />
      ))}
    </ul>
  );
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  const t = useText(shell);
  const { href, text, icon, count = 0, late = false } = item;
  return (
    <li>
      <a href={href} aria-current={current ? "page" : undefined}>
        <Icon name={icon} />
        {text}
        {count > 0 && (
          <span className={late ? "n n-late" : "n"}>
            <span aria-hidden="true">{count}</span>
            <span className="vh">{t.pending(count)}</span>
          </span>
        )}
      </a>
    </li>
  );
}
