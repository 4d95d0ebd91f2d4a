import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { common } from "~/text/common";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";
import { ElderSwitch, LanguageSwitch } from "./appearance";
import { Icon } from "./icon";
import { MessagesLink } from "./messages-link";
import { currentHref, type NavItem } from "./nav-items";
import { type MenuLink, PersonMenu } from "./person-menu";
import { SiteFooter } from "./site-footer";

/** The person's own door: five places, at the foot of the screen on a phone. */
export function MyShell({
  home,
  nav,
  person,
  links = [],
  messages,
  footer,
  main = "wrap",
  children,
}: {
  home: string;
  nav: readonly NavItem[];
  person: string;
  links?: readonly MenuLink[];
  messages?: { href: string; count: number };
  footer?: ReactNode;
  /** Classes of <main>: "wrap home", "wrap result", "narrow receipt". */
  main?: string;
  children: ReactNode;
}) {
  const t = useText(shell);
  const { product } = useText(common);
  // These belong to the exams or to study, and not to the first page whose address they continue.
  const ofExams = /^\/my\/(attempts|rehearsals|device-check)\b/;
  const ofStudy = /^\/my\/(study-sessions|attendance|courses|study-year|law-statement)\b/;
  const place = useLocation().pathname.replace(ofExams, "/my/exams").replace(ofStudy, "/my/study");
  // Messages are none of the five places, although their address continues the first one's.
  const atMessages = messages !== undefined && place.startsWith(messages.href);
  const here = atMessages ? messages.href : currentHref(nav, place);
  return (
    <div className="my">
      <header className="topbar">
        <div className="topbar-in">
          <a className="brand" href={home}>
            <b>{product}</b>
          </a>
          <nav className="mynav" aria-label={t.my.label}>
            {nav.map(({ href, text, icon }) => (
              <a key={href} href={href} aria-current={href === here ? "page" : undefined}>
                <Icon name={icon} />
                {text}
              </a>
            ))}
          </nav>
          <div className="topbar-links">
            {messages && <MessagesLink {...messages} current={atMessages} />}
            <LanguageSwitch className="hide-phone" />
            <ElderSwitch className="hide-phone" />
            <PersonMenu name={person} links={links} />
          </div>
        </div>
      </header>
      <main className={main} id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter>
        {footer}
        <span className="foot-choices only-phone">
          <LanguageSwitch />
          <ElderSwitch />
        </span>
      </SiteFooter>
    </div>
  );
}
