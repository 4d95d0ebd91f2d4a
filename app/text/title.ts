import type { MetaFunction } from "@remix-run/node";
import { common } from "./common";
import { type Catalogue, isLocale, type Locale, textFor } from "./text";

/** 登录 - 持证 */
export function pageTitle(locale: Locale, page: string): string {
  return `${page} - ${textFor(common, locale).product}`;
}

/**
 * A route's `meta`: the title in the reader's language. A page shown in answer to a refused form starts with 错误：,
 * so that it is the first thing a screen reader says.
 * `export const meta = titled(roster, (t, data: Data | undefined) => t.title)`
 */
export function titled<T, D = unknown>(
  catalogue: Catalogue<T>,
  page: (t: T, data: D | undefined) => string,
): MetaFunction {
  return ({ matches, data }) => {
    const { locale, answersForm } = rootOf(matches);
    const title = pageTitle(locale, page(textFor(catalogue, locale), data as D | undefined));
    return [{ title: answersForm ? textFor(common, locale).errorPrefix + title : title }];
  };
}

/** What the root loader said, as meta functions see it; Chinese where it did not run. */
function rootOf(matches: readonly { id: string; data?: unknown }[]): {
  locale: Locale;
  answersForm: boolean;
} {
  const data = matches.find((match) => match.id === "root")?.data as
    | { locale?: unknown; answersForm?: unknown }
    | undefined;
  return {
    locale: isLocale(data?.locale) ? data.locale : "zh-CN",
    answersForm: data?.answersForm === true,
  };
}
