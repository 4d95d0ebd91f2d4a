import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { shell } from "~/text/shell";
import { type Locale, LocaleContext, locales, textFor, useLocale } from "~/text/text";
import { LinkButton } from "./button";
import { publicPlaces } from "./public-places";
import { PublicShell } from "./public-shell";

type Errors = ReturnType<typeof errorsIn>;
type Kind = Exclude<keyof Errors, "status" | "reference" | "home">;

const kinds: Record<number, Kind> = {
  403: "forbidden",
  404: "notFound",
  405: "notAllowed",
  413: "tooLarge",
  429: "tooMany",
};

/** What went wrong, calmly, in the reader's language first and the other after it: a stranger may have no choice stored. */
export function ErrorPage({ requestId }: { requestId?: string }) {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const reference = referenceIn(error) ?? (status >= 500 ? requestId : undefined);
  const first = useLocale();
  return (
    <PublicShell main="narrow">
      {[first, ...locales.filter((locale) => locale !== first)].map((locale, index) => (
        <LocaleContext.Provider value={locale} key={locale}>
          <Explanation {...{ locale, status, reference }} first={index === 0} />
        </LocaleContext.Provider>
      ))}
    </PublicShell>
  );
}

/** For the document's title, which stands outside the boundary. */
export function errorTitle(error: unknown, locale: Locale): string {
  return errorsIn(locale)[kindOf(isRouteErrorResponse(error) ? error.status : 500)].title;
}

function Explanation({
  locale,
  status,
  reference,
  first,
}: {
  locale: Locale;
  status: number;
  reference?: string;
  first: boolean;
}) {
  const t = errorsIn(locale);
  const { title, body } = t[kindOf(status)];
  if (!first) {
    return (
      <section lang={locale} className="error-other">
        <h2>{title}</h2>
        <p>{body}</p>
      </section>
    );
  }
  return (
    <>
      <p className="quiet small num">{t.status(status)}</p>
      <h1>{title}</h1>
      <p className="lead">{body}</p>
      {reference && <p className="ink num">{t.reference(reference)}</p>}
      <p className="acts acts-lg mt-6">
        <LinkButton href={publicPlaces.home} kind="primary">
          {t.home}
        </LinkButton>
      </p>
    </>
  );
}

function errorsIn(locale: Locale) {
  return textFor(shell, locale).errors;
}

function kindOf(status: number): Kind {
  return kinds[status] ?? (status >= 400 && status < 500 ? "notFound" : "unexpected");
}

/** The id under which the server wrote the error down, where the thrower put one. */
function referenceIn(error: unknown): string | undefined {
  if (!isRouteErrorResponse(error)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null || !("errorId" in data)) return undefined;
  return typeof data.errorId === "string" ? data.errorId : undefined;
}
