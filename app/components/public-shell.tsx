import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { common } from "~/text/common";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";
import { ElderSwitch, LanguagePair, LanguageSwitch } from "./appearance";
import { publicPlaces } from "./public-places";
import { SiteFooter } from "./site-footer";

/** The public door: no account, no cookie unless the reader chooses a language or size. */
export function PublicShell({
  subtitle,
  footer,
  main = "wrap",
  first = false,
  children,
}: {
  /** Beside the product's name; what this installation is for. */
  subtitle?: ReactNode;
  footer?: ReactNode;
  /** Classes of <main>: "wrap", "login", "narrow"; "" where the page lays itself out, such as PublicVerdict. */
  main?: string;
  /** Where a reader meets the site first (landing, sign-in): language and size instead of the public links. */
  first?: boolean;
  children: ReactNode;
}) {
  const t = useText(shell);
  const { product, tagline } = useText(common);
  return (
    <div className="public">
      <header className="topbar">
        <div className="topbar-in">
          <a className="brand" href={publicPlaces.home}>
            <b>{product}</b>
            {(subtitle || !first) && <span>{subtitle ?? tagline}</span>}
          </a>
          {first ? (
            <nav className="topbar-links pub-links login-links" aria-label={t.appearance}>
              <LanguagePair />
              <ElderSwitch className="elder-in" />
            </nav>
          ) : (
            <PublicLinks />
          )}
        </div>
      </header>
      <main className={main === "" ? undefined : main} id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter>
        {footer}
        {!first && <FootPlaces />}
      </SiteFooter>
    </div>
  );
}

/** On a phone the bar has no room for the public links. */
function FootPlaces() {
  const t = useText(shell).public;
  return (
    <span className="pub-places">
      <a href={publicPlaces.verify}>{t.verify}</a>
      <a href={publicPlaces.roster}>{t.roster}</a>
    </span>
  );
}

function PublicLinks() {
  const t = useText(shell);
  const { pathname } = useLocation();
  const current = (href: string) =>
    pathname === href || pathname.startsWith(`${href}/`) ? "page" : undefined;
  return (
    <nav className="topbar-links pub-links" aria-label={t.public.label}>
      <a href={publicPlaces.verify} aria-current={current(publicPlaces.verify)}>
        {t.public.verify}
      </a>
      <a href={publicPlaces.roster} aria-current={current(publicPlaces.roster)}>
        {t.public.roster}
      </a>
      <LanguageSwitch />
      <ElderSwitch />
    </nav>
  );
}
