/**
 * The words of the interface, in two languages held equal by the compiler.
 * In: catalogues, one per subject, each `{ "zh-CN": zh, en }` where `const en: typeof zh`.
 * Out: the catalogue in the reader's language, for components (`useText`) and for loaders, jobs and papers (`textFor`).
 */
import { createContext, useContext } from "react";
import type { Asked } from "~/asked";

export type Locale = "zh-CN" | "en";

/** First is the default: what a reader gets who has not asked for anything else. */
export const locales: readonly Locale[] = ["zh-CN", "en"];

export type Catalogue<T> = Record<Locale, T>;

export function textFor<T>(catalogue: Catalogue<T>, locale: Locale): T {
  return catalogue[locale];
}

export function isLocale(value: unknown): value is Locale {
  return value === "zh-CN" || value === "en";
}

/** Set by the root from its loader; a component rendered outside a page speaks Chinese. */
export const LocaleContext = createContext<Locale>("zh-CN");

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

export function useText<T>(catalogue: Catalogue<T>): T {
  return textFor(catalogue, useContext(LocaleContext));
}

/** The language of a request: what the reader chose (cookie `lang`), else English where the browser puts it first, else Chinese. */
export function localeFrom(request: Asked): Locale {
  const chosen = cookieIn(request, "lang");
  if (isLocale(chosen)) return chosen;
  const asked = request.headers.get("Accept-Language") ?? "";
  return /^\s*en\b/i.test(asked) ? "en" : "zh-CN";
}

/** Whether the reader chose the elder mode (cookie `elder`). */
export function elderFrom(request: Asked): boolean {
  return cookieIn(request, "elder") === "1";
}

/** A year's memory of a choice of appearance. It says nothing about who chose. */
export function choiceCookie(name: "lang" | "elder", value: string): string {
  const age = value === "" ? 0 : 365 * 24 * 60 * 60;
  return `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax; HttpOnly`;
}

function cookieIn(request: Asked, name: string): string | undefined {
  for (const pair of (request.headers.get("Cookie") ?? "").split(";")) {
    const [key, value] = pair.split("=", 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}
