import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicPlaces } from "~/components/public-places";
import { offlineVerificationText } from "~/text/offline-verification";
import { localeFrom, textFor } from "~/text/text";

/** By which a phone puts the offline verifier among its apps. */
export function loader({ request }: LoaderFunctionArgs) {
  const lang = localeFrom(request);
  const t = textFor(offlineVerificationText, lang);
  const manifest = {
    id: publicPlaces.offline,
    name: t.appName,
    short_name: t.appShortName,
    lang,
    start_url: publicPlaces.offline,
    scope: publicPlaces.offline,
    display: "standalone",
    icons: [{ src: "/favicon.svg", sizes: "any", type: "image/svg+xml" }],
  };
  return Response.json(manifest, {
    headers: { "Content-Type": "application/manifest+json", "Cache-Control": "no-store" },
  });
}
