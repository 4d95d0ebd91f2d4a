import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { ElderContext } from "~/components/elder";
import { ErrorPage, errorTitle } from "~/components/error-page";
import { useNonce } from "~/nonce";

import { common } from "~/text/common";
import { shell } from "~/text/shell";
import { elderFrom, LocaleContext, localeFrom, textFor } from "~/text/text";
import { pageTitle } from "~/text/title";
import stylesheet from "./app.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction<typeof loader> = ({ data, error }) => {
  const locale = data?.locale ?? "zh-CN";
  return [{ title: error ? pageTitle(locale, errorTitle(error, locale)) : textFor(common, locale).product }];
};

/**
 * A page keeps what it was given. The exam room notes in its address which question is looked at: the framework would ask
 * for this again when that changes, and put an error page in the room's place where there is no network.
 */
export const shouldRevalidate = () => false;

export function loader({ request, context }: LoaderFunctionArgs) {
  const requestId: unknown = context?.requestId;
  return {
    locale: localeFrom(request),
    elder: elderFrom(request),
    answersForm: answersForm(request),
    requestId: typeof requestId === "string" ? requestId : undefined,
  };
}

/**
 * Whether this page answers a form that was refused: a page in good order answers with a redirect, but for a step of a
 * long form (a row more, a trial), which says so in its address. Remix runs the loaders after an action on a copy of the
 * request that is a GET but still carries the form's headers.
 */
function answersForm(request: Request): boolean {
  if (new URL(request.url).searchParams.has("step")) return false;
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(
    request.headers.get("Content-Type") ?? "",
  );
}

/**
 * The document. A page ships scripts only where a route under it says `export const handle = { interactive: true }`
 * (the exam room, its receipt, the way out of it, the board of who invigilates, the waiting room, the device check, a lesson of a course, the offline verifier): everything else is links and forms, so that
 * it works on any machine in any office.
 */
export function Layout({ children }: { children: ReactNode }) {
  const chosen = useRouteLoaderData<typeof loader>("root");
  const nonce = useNonce();
  const interactive = useMatches().some((match) => isInteractive(match.handle));
  const locale = chosen?.locale ?? "zh-CN";
  const elder = chosen?.elder ?? false;
  return (
    <html lang={locale} data-elder={elder ? "" : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="skip" href="#main">
          {textFor(shell, locale).skip}
        </a>
        <LocaleContext.Provider value={locale}>
          <ElderContext.Provider value={elder}>{children}</ElderContext.Provider>
        </LocaleContext.Provider>
        {interactive && <ScrollRestoration nonce={nonce} />}
        {interactive && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

function isInteractive(handle: unknown): boolean {
  return (
    typeof handle === "object" && handle !== null && "interactive" in handle && handle.interactive === true
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const requestId = useRouteLoaderData<typeof loader>("root")?.requestId;
  return <ErrorPage requestId={requestId} />;
}
