import type { ReactNode } from "react";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";
import { publicPlaces } from "./public-places";

/** The foot of the person's and the public's pages; `children` names who runs the site and the telephone. */
export function SiteFooter({ children }: { children?: ReactNode }) {
  const t = useText(shell).footer;
  return (
    <footer className="foot">
      <div className="foot-in">
        {children}
        <a href={publicPlaces.help}>{t.help}</a>
        <a href={publicPlaces.accessibility}>{t.accessibility}</a>
        <a href={publicPlaces.privacy}>{t.privacy}</a>
      </div>
    </footer>
  );
}
