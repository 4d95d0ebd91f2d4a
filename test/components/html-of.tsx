import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router-dom/server";
import { type Locale, LocaleContext } from "~/text/text";

/** What a component sends to the browser, in one language, as on the page at `path`. */
export function htmlOf(element: ReactElement, { locale = "zh-CN" as Locale, path = "/" } = {}): string {
  return renderToStaticMarkup(
    <StaticRouter location={path}>
      <LocaleContext.Provider value={locale}>{element}</LocaleContext.Provider>
    </StaticRouter>,
  );
}

/** The text a reader sees, without the tags. */
export function wordsOf(html: string): string {
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}
