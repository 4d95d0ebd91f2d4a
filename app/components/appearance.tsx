import { useLocation } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { shell } from "~/text/shell";
import { type Locale, locales, useLocale, useText } from "~/text/text";
import { ElderContext } from "./elder";

/** Small forms, so that the choice works without a script; they come back to the page they stand on. */

export function ElderSwitch({ className }: { className?: string }) {
  const t = useText(shell);
  const elder = useContext(ElderContext);
  return (
    <ChoiceForm action="/elder">
      <button type="submit" name="elder" value={elder ? "" : "1"} className={className}>
        {elder ? t.standard : t.elder}
      </button>
    </ChoiceForm>
  );
}

/** One word: the other language, in that language. */
export function LanguageSwitch({ className }: { className?: string }) {
  const t = useText(shell);
  const other: Locale = useLocale() === "en" ? "zh-CN" : "en";
  return (
    <ChoiceForm action="/language">
      <button type="submit" name="lang" value={other} lang={other} className={className}>
        {t.otherLanguage}
      </button>
    </ChoiceForm>
  );
}

/** Both languages side by side, where a reader meets the site first. */
export function LanguagePair() {
  const t = useText(shell);
  const locale = useLocale();
  return (
    <ChoiceForm action="/language">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would need a second hidden label */}
      <span className="lang" role="group" aria-label={t.language}>
        {locales.map((each) => (
          <button
            key={each}
            type="submit"
            name="lang"
            value={each}
            lang={each}
            aria-pressed={each === locale ? "true" : "false"}
          >
            {t.languageNames[each]}
          </button>
        ))}
      </span>
    </ChoiceForm>
  );
}

function ChoiceForm({ action, children }: { action: string; children: ReactNode }) {
  const { pathname, search } = useLocation();
  return (
    <form method="post" action={action}>
      <input type="hidden" name="to" value={pathname + search} />
      {children}
    </form>
  );
}
